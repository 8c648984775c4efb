//! What is asked of a funder, how it was chosen, and its work packages.

use schemars::JsonSchema;
use serde::Serialize;

use super::quantity::amount;
use crate::model::catalog::Catalog;
use crate::model::date::long_day;
use crate::model::money::{Currency, Minor};
use crate::plan::budget::Proof;
use crate::propose::{AskWindow, Chosen, Edge, Facts, How, Package, WhyOut, packages};
use crate::render::words::{one_line, title};

/// What is asked for.
#[derive(Debug, Clone, Serialize, JsonSchema)]
pub struct AskView {
    /// How it was chosen, as a phrase.
    pub how: String,
    /// From the least to the most that could be asked for, as a phrase.
    pub window: String,
    /// What it costs, overhead included; null where the plan gives no rates.
    pub cost: Option<String>,
    /// Its share of the value of the whole ask, in percent, rounded down.
    pub share_percent: u64,
    /// Months from the first to the last day, begun ones counted.
    pub months: u32,
    /// First day.
    pub start: String,
    /// Last day, lags included.
    pub finish: String,
    /// Work packages, in their order.
    pub packages: Vec<PackageView>,
    /// Open work that is not asked for, in the order of the roadmap.
    pub left_out: Vec<OutView>,
}

/// Work that is done and accepted together.
#[derive(Debug, Clone, Serialize, JsonSchema)]
pub struct PackageView {
    /// Title.
    pub title: String,
    /// Ids of its capabilities, in the order of the roadmap.
    pub capabilities: Vec<String>,
    /// Titles of the packages that it comes after.
    pub after: Vec<String>,
    /// First day of work.
    pub start: String,
    /// Last day of work or lag.
    pub finish: String,
    /// Effort in person-weeks, the mean.
    pub effort_weeks: String,
    /// Cost, overhead included, the mean.
    pub cost: Option<String>,
    /// What is handed over.
    pub deliverables: Vec<String>,
    /// What a reviewer can observe when it is done.
    pub acceptance: Vec<String>,
}

/// Open work that is not asked for.
#[derive(Debug, Clone, Serialize, JsonSchema)]
pub struct OutView {
    /// Id of the capability.
    pub id: String,
    /// Its title.
    pub title: String,
    /// What it costs by itself.
    pub cost: Option<String>,
    /// Why it is left out, as a phrase.
    pub why: String,
}

/// What the search for a choice that ends in time takes for granted: a schedule of one order of work may break it.
const IN_TIME: &str = "taking it that no choice ends before a part of it does";

/// The view of a choice; the facts are those of the whole plan.
pub fn ask(facts: &Facts<'_>, chosen: &Chosen) -> AskView {
    let part = Facts { roadmap: &chosen.roadmap, ..*facts };
    let selection = &chosen.selection;
    let currency = selection.cost.map(|(_, currency)| currency);
    let money = |units: u64| currency.map(|currency| amount(Minor::new(i128::from(units)), currency));
    let list = packages(&part, &chosen.proposal.open);
    let window = window_text(&selection.window);
    let how = match selection.how {
        How::Whole if selection.left_out.is_empty() => format!("the whole ask ({window})"),
        How::Whole => format!("all that nobody else was asked for ({window})"),
        How::Named => format!("named by the user ({window})"),
        How::Best(Proof::Optimal) => format!("the best choice ({window})"),
        How::Best(Proof::Gap { .. }) => format!("a good choice, not proved to be the best ({window})"),
        How::BestInTime(Proof::Optimal) => format!("the best choice that ends in time ({window}), {IN_TIME}"),
        How::BestInTime(Proof::Gap { .. }) => {
            format!("a good choice that ends in time, not proved to be the best ({window}), {IN_TIME}")
        }
    };
    let steps = || chosen.proposal.open.iter().map(|open| &chosen.roadmap.steps[open.step].dates);
    let start = steps().map(|dates| dates.start).min().unwrap_or(chosen.roadmap.start);
    let finish = steps().map(|dates| dates.finish).max().unwrap_or(chosen.roadmap.finish);
    let out = selection.left_out.iter().map(|out| OutView {
        id: out.capability.to_string(),
        title: title(facts.catalog, &out.capability),
        cost: out.cost.and_then(money),
        why: why_out(facts.catalog, &out.why, currency),
    });
    AskView {
        how,
        window,
        cost: selection.cost.and_then(|(cost, _)| money(cost)),
        share_percent: selection.value.units() * 100 / selection.whole_value.units().max(1),
        months: selection.months,
        start: long_day(start),
        finish: long_day(finish),
        packages: list.iter().map(|package| package_view(&part, &list, package, currency)).collect(),
        left_out: out.collect(),
    }
}

fn package_view(facts: &Facts<'_>, all: &[Package], package: &Package, currency: Option<Currency>) -> PackageView {
    let sentences =
        |list: &[(crate::model::id::CapabilityId, String)]| list.iter().map(|(_, text)| text.clone()).collect();
    PackageView {
        title: one_line(&package.title),
        capabilities: package.steps.iter().map(|idx| facts.roadmap.steps[*idx].capability.to_string()).collect(),
        after: package.after.iter().map(|idx| one_line(&all[*idx].title)).collect(),
        start: long_day(package.start),
        finish: long_day(package.finish),
        effort_weeks: package.effort.mean.to_string(),
        cost: package.cost.zip(currency).map(|(cost, currency)| amount(cost.mean, currency)),
        deliverables: sentences(&package.deliverables),
        acceptance: sentences(&package.acceptance),
    }
}

/// A window as a phrase.
pub fn window_text(window: &AskWindow) -> String {
    let money = |edge: &Edge| amount(edge.amount, edge.currency);
    let text = match (&window.min, &window.max) {
        (None, None) => return "no known floor or ceiling".to_owned(),
        (Some(min), None) => format!("{} or more", money(min)),
        (None, Some(max)) => format!("up to {}", money(max)),
        (Some(min), Some(max)) => format!("{} to {}", money(min), money(max)),
    };
    let holds_for = window.max.iter().chain(&window.min).find_map(|edge| edge.holds_for.as_ref());
    holds_for.map_or(text.clone(), |what| format!("{text} for {}", one_line(what)))
}

/// Why something is left out, as a phrase.
pub fn why_out(catalog: &Catalog, why: &WhyOut, currency: Option<Currency>) -> String {
    let money = |units: u64| match currency {
        Some(currency) => amount(Minor::new(i128::from(units)), currency),
        None => "an unknown sum".to_owned(),
    };
    match why {
        WhyOut::TooDear(with_needs) => format!("costs {} with all that it needs", money(*with_needs)),
        WhyOut::NeedsLeftOut(need) => format!("needs {}, which is left out", title(catalog, need)),
        WhyOut::WorthLess(0) => "adds nothing that is worth its cost".to_owned(),
        WhyOut::WorthLess(short) => format!("the rest takes away more; {} short of having it too", money(*short)),
        WhyOut::TooLate => "with it the work would not end in time".to_owned(),
        WhyOut::AskedElsewhere(funder) => {
            format!("asked of {} according to the ledger, and this funder does not pay for it then", one_line(funder))
        }
        WhyOut::NotNamed => "not named".to_owned(),
    }
}
