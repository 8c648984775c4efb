//! The ask cut over several funders.

use schemars::JsonSchema;
use serde::Serialize;

use super::ask::{OutView, window_text};
use super::quantity::amount;
use super::registry::labels;
use super::{Facts, RegistryView};
use crate::model::funder::Funder;
use crate::model::id::CapabilityId;
use crate::model::money::{Currency, Minor};
use crate::model::value::Value;
use crate::plan::budget::Proof;
use crate::propose::AskWindow;
use crate::propose::portfolio::{Checked, FunderCut, Piece, Portfolio, WhyRest};
use crate::render::words::{one_line, title};

/// `fundable portfolio --json`, format `fundable-portfolio/1`.
#[derive(Debug, Clone, Serialize, JsonSchema)]
pub struct PortfolioView {
    /// Always `fundable-portfolio/1`.
    pub format: &'static str,
    /// The registry.
    pub registry: RegistryView,
    /// Labels of inputs that are illustrations.
    pub labels: Vec<String>,
    /// Currency of the plan.
    pub currency: &'static str,
    /// What the whole ask costs, overhead included.
    pub whole: String,
    /// What the cuts cost together.
    pub covered: String,
    /// Share of the value of the whole ask that the cuts cover, in percent, rounded down.
    pub share_percent: u64,
    /// How good the cuts are, as a phrase.
    pub result: String,
    /// One cut for each funder, in the order in which they are asked.
    pub cuts: Vec<CutView>,
    /// Open work that none of them pays for, in the order of the roadmap.
    pub unfunded: Vec<OutView>,
    /// Capabilities to be assessed first, which no cut pays for.
    pub n_assess: usize,
}

/// What one funder is asked for.
#[derive(Debug, Clone, Serialize, JsonSchema)]
pub struct CutView {
    /// Id of the funder.
    pub funder: String,
    /// Its name.
    pub name: String,
    /// What it gives, as a phrase.
    pub window: String,
    /// The amount, in the currency of the plan.
    pub amount: String,
    /// Whether the amount lies outside of what it gives; only where it was asked for already.
    pub is_outside: bool,
    /// Share of the value of the whole ask, in percent, rounded down.
    pub share_percent: u64,
    /// Pieces of work, in the order of the roadmap.
    pub pieces: Vec<PieceView>,
}

/// A piece of work in a cut.
#[derive(Debug, Clone, Serialize, JsonSchema)]
pub struct PieceView {
    /// Id of the capability.
    pub id: String,
    /// Its title.
    pub title: String,
    /// What it costs.
    pub cost: String,
    /// Whether the ledger says that this funder was asked already, or is about to be.
    pub is_asked: bool,
    /// What it comes after that lies in no or another cut, as phrases.
    pub after: Vec<String>,
}

/// The view of cuts; `funders` are those of the cuts.
pub fn portfolio(
    facts: &Facts<'_>,
    portfolio: &Portfolio,
    funders: &[(&Funder, AskWindow)],
    currency: Currency,
) -> PortfolioView {
    let look = Look { facts, funders, currency, whole: portfolio.whole.1 };
    PortfolioView {
        format: "fundable-portfolio/1",
        registry: facts.assessment.into(),
        labels: labels(facts),
        currency: currency.code(),
        whole: look.amount(portfolio.whole.0),
        covered: look.amount(portfolio.cost),
        share_percent: look.share(portfolio.value),
        result: result(portfolio),
        cuts: portfolio.cuts.iter().zip(funders).map(|(cut, (funder, _))| look.cut(cut, funder)).collect(),
        unfunded: portfolio
            .rest
            .iter()
            .map(|rest| OutView {
                id: facts.roadmap.steps[rest.step].capability.to_string(),
                title: look.title(rest.step),
                cost: Some(look.cost(rest.step)),
                why: look.why(&rest.why),
            })
            .collect(),
        n_assess: facts.roadmap.totals.n_unknown,
    }
}

fn result(portfolio: &Portfolio) -> String {
    let text = match portfolio.proof {
        Proof::Optimal => "no other cuts cover more, or as much for less".to_owned(),
        Proof::Gap { .. } => "good cuts; whether others cover more, or as much for less, is not proved".to_owned(),
    };
    match portfolio.checked {
        Checked::Fully => format!("{text}; proved once more by an independent checker"),
        Checked::ButForTheBest => format!("{text}; an independent checker has looked at rules and sums"),
    }
}

struct Look<'a> {
    facts: &'a Facts<'a>,
    funders: &'a [(&'a Funder, AskWindow)],
    currency: Currency,
    whole: Value,
}

impl Look<'_> {
    fn amount(&self, minor: u64) -> String {
        amount(Minor::new(i128::from(minor)), self.currency)
    }

    fn share(&self, value: Value) -> u64 {
        value.units() * 100 / self.whole.units().max(1)
    }

    fn title(&self, step: usize) -> String {
        one_line(&self.facts.catalog.capability(&self.facts.roadmap.steps[step].capability).title)
    }

    fn cost(&self, step: usize) -> String {
        let cost = self.facts.roadmap.steps[step].cost.map(|cost| cost.total.mean).unwrap_or_default();
        amount(cost, self.currency)
    }

    fn cut(&self, cut: &FunderCut, funder: &Funder) -> CutView {
        CutView {
            funder: funder.id.to_string(),
            name: one_line(&funder.name),
            window: window_text(&cut.window),
            amount: self.amount(cut.cost),
            is_outside: !cut.pieces.is_empty() && !cut.window.of_costs(cut.cost).contains(cut.cost),
            share_percent: self.share(cut.value),
            pieces: cut.pieces.iter().map(|piece| self.piece(piece)).collect(),
        }
    }

    fn piece(&self, piece: &Piece) -> PieceView {
        let name = |id: &CapabilityId| title(self.facts.catalog, id);
        let paid = piece.rests_on.iter().map(|(id, funder)| match funder {
            Some(funder) => format!("{}, asked of {}", name(id), one_line(&self.funders[*funder].0.name)),
            None => format!("{}, asked of somebody else", name(id)),
        });
        let unpaid = piece.unpaid_needs.iter().map(|id| format!("{}, which nobody pays for", name(id)));
        PieceView {
            id: self.facts.roadmap.steps[piece.step].capability.to_string(),
            title: self.title(piece.step),
            cost: self.cost(piece.step),
            is_asked: piece.is_asked,
            after: paid.chain(unpaid).collect(),
        }
    }

    fn why(&self, why: &WhyRest) -> String {
        match why {
            WhyRest::AskedElsewhere(funder) => format!("asked of {} according to the ledger", one_line(funder)),
            WhyRest::NeedsUnfunded(need) => {
                format!("needs {}, which nobody pays for", title(self.facts.catalog, need))
            }
            WhyRest::TooDear(cost) => {
                format!("costs {} with all that it needs, more than any of them gives", self.amount(*cost))
            }
            WhyRest::NoRoom(short) => {
                format!("the cuts take away more; {} short of having it too", self.amount(*short))
            }
            WhyRest::BelowFloor(short) => {
                format!("{} below the floor of the funder that has room for it", self.amount(*short))
            }
            WhyRest::AddsNothing => "adds nothing that is worth its cost".to_owned(),
            WhyRest::NotSettled => "the search ended before it was settled".to_owned(),
        }
    }
}
