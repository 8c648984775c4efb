//! What a budget buys.

use schemars::JsonSchema;
use serde::Serialize;

use super::registry::labels;
use super::{Facts, RegistryView};
use crate::model::effort::Effort;
use crate::model::money::{Currency, Minor};
use crate::model::value::Value;
use crate::plan::Ask;
use crate::plan::budget::{Answer, Choice, Corner, Next, Nothing, Proof, Reason, Window};
use crate::propose::council::Unit;

/// `fundable budget --json`, format `fundable-budget/1`.
#[derive(Debug, Clone, Serialize, JsonSchema)]
pub struct BudgetView {
    /// Always `fundable-budget/1`.
    pub format: &'static str,
    /// The registry.
    pub registry: RegistryView,
    /// Labels of inputs that are illustrations.
    pub labels: Vec<String>,
    /// Currency of all amounts.
    pub currency: &'static str,
    /// What the whole ask costs, overhead included.
    pub whole: String,
    /// Budgets at which the best choice is certain and each lower one is part of the next.
    pub corners: Vec<CornerView>,
    /// The answer for one budget; none where none was asked for.
    pub answer: Option<AnswerView>,
    /// Capabilities to be assessed first, which no budget here pays for.
    pub n_assess: usize,
    /// Direct costs that nobody knows and that are in no sum.
    pub n_unknown_direct: usize,
}

/// A corner of the curve.
#[derive(Debug, Clone, Serialize, JsonSchema)]
pub struct CornerView {
    /// The budget, whole units of the currency.
    pub budget: String,
    /// Threat points that it takes away.
    pub points: String,
    /// The same as a percentage of the whole ask.
    pub share_percent: u64,
    /// Titles of what it buys beyond the corner before.
    pub adds: Vec<String>,
}

/// What one budget buys.
#[derive(Debug, Clone, Serialize, JsonSchema)]
pub struct AnswerView {
    /// The window as a phrase.
    pub window: String,
    /// `optimal`, a gap as a phrase, or why nothing is chosen.
    pub result: String,
    /// What it costs.
    pub cost: Option<String>,
    /// Threat points that it takes away.
    pub points: Option<String>,
    /// What is bought: number and title, in the order of the roadmap.
    pub chosen: Vec<String>,
    /// What falls out, with the reason.
    pub left_out: Vec<(String, String)>,
    /// What more money would buy, as a sentence.
    pub next: String,
}

/// The view of a curve.
pub fn budget(facts: &Facts<'_>, ask: &Ask, corners: &[Corner], currency: Currency) -> BudgetView {
    let look = Look { facts, ask, unit: Unit::Money(currency) };
    let (whole_cost, whole_value) = ask.problem.totals(0..ask.problem.len());
    let corner = |corner: &Corner| CornerView {
        budget: look.number(corner.cost),
        points: look.points(corner.value),
        share_percent: (corner.value * 200 / whole_value.max(1)).div_ceil(2),
        adds: corner.adds.iter().map(|item| look.title(*item)).collect(),
    };
    BudgetView {
        format: "fundable-budget/1",
        registry: facts.assessment.into(),
        labels: labels(facts),
        currency: currency.code(),
        whole: look.amount(whole_cost),
        // A corner that buys nothing is the empty start of the curve.
        corners: corners.iter().filter(|corner| !corner.adds.is_empty()).map(corner).collect(),
        answer: None,
        n_assess: facts.roadmap.totals.n_unknown,
        n_unknown_direct: facts.roadmap.totals.n_unknown_direct,
    }
}

impl BudgetView {
    /// The same with the answer for one window, and whether an independent checker has proved it once more.
    pub fn with_answer(
        self,
        facts: &Facts<'_>,
        ask: &Ask,
        window: Window,
        answer: &Answer,
        is_proved_again: bool,
        currency: Currency,
    ) -> Self {
        let look = Look { facts, ask, unit: Unit::Money(currency) };
        Self { answer: Some(look.proved_answer(window, answer, is_proved_again)), ..self }
    }
}

/// How costs, values and names of a question are said.
pub(super) struct Look<'a> {
    pub facts: &'a Facts<'a>,
    pub ask: &'a Ask,
    pub unit: Unit,
}

impl Look<'_> {
    fn number(&self, cost: u64) -> String {
        match self.unit {
            Unit::Money(currency) => Minor::new(i128::from(cost)).rounded(currency),
            Unit::Effort => Effort::from_units(cost).to_string(),
        }
    }

    /// A cost with its unit.
    pub fn amount(&self, cost: u64) -> String {
        match self.unit {
            Unit::Money(currency) => format!("{currency} {}", self.number(cost)),
            Unit::Effort => format!("{} person-weeks", self.number(cost)),
        }
    }

    /// The answer, and whether an independent checker has proved it once more.
    pub fn proved_answer(&self, window: Window, answer: &Answer, is_proved_again: bool) -> AnswerView {
        let mut answer = self.answer(window, answer);
        if is_proved_again && answer.cost.is_some() {
            answer.result.push_str(", proved once more by an independent checker");
        }
        answer
    }

    fn points(&self, value: u64) -> String {
        Value::from_units(value * self.ask.value_unit.units()).to_string()
    }

    fn title(&self, item: usize) -> String {
        let step = &self.facts.roadmap.steps[self.ask.steps[item]];
        self.facts.catalog.capability(&step.capability).title.clone()
    }

    fn titles(&self, items: &[usize]) -> String {
        crate::render::words::list(&items.iter().map(|item| format!("“{}”", self.title(*item))).collect::<Vec<_>>())
    }

    fn answer(&self, window: Window, answer: &Answer) -> AnswerView {
        let phrase = match window.min {
            Some(min) => format!("{} to {}", self.amount(min), self.number(window.max)),
            None => format!("up to {}", self.amount(window.max)),
        };
        match answer {
            Answer::Chosen(choice) => self.choice(phrase, choice),
            Answer::Nothing(nothing) => AnswerView {
                window: phrase,
                result: self.nothing(nothing),
                cost: None,
                points: None,
                chosen: Vec::new(),
                left_out: Vec::new(),
                next: String::new(),
            },
        }
    }

    fn choice(&self, window: String, choice: &Choice) -> AnswerView {
        let mut chosen = choice.chosen.clone();
        // Items are numbered in the order of the roadmap.
        chosen.sort_unstable();
        AnswerView {
            window,
            result: match choice.proof {
                Proof::Optimal => "optimal".to_owned(),
                Proof::Gap { .. } => format!("at most {:.2} % from the optimum", choice.gap_percent()),
            },
            cost: Some(self.amount(choice.cost)),
            points: Some(self.points(choice.value)),
            chosen: chosen.iter().map(|item| self.title(*item)).collect(),
            left_out: choice.left_out.iter().map(|out| (self.title(out.item), self.reason(out.reason))).collect(),
            next: self.next(&choice.next),
        }
    }

    fn nothing(&self, nothing: &Nothing) -> String {
        match nothing {
            Nothing::EmptyWindow => "the window ends before it begins".to_owned(),
            Nothing::AllCostLess { total } => {
                format!("everything together costs {}, less than the minimum", self.amount(*total))
            }
            Nothing::NoneWithin => "no choice that includes all that it needs costs a sum within the window".to_owned(),
            Nothing::NotFound => "no choice within the window was found; there may be one".to_owned(),
        }
    }

    fn reason(&self, reason: Reason) -> String {
        match reason {
            Reason::DoesNotFit { with_needs } => format!("costs {} with all that it needs", self.amount(with_needs)),
            Reason::NeedsLeftOut { need } => format!("needs “{}”, which is left out", self.title(need)),
            Reason::WorthLess { short: 0 } => "adds nothing that is worth its cost".to_owned(),
            Reason::WorthLess { short } => {
                format!("the rest takes away more; {} short of having it too", self.amount(short))
            }
        }
    }

    fn next(&self, next: &Next) -> String {
        match next {
            Next::Nothing => "More money buys nothing more: all of the ask is paid for.".to_owned(),
            Next::Unknown => "What more money would buy was not found out.".to_owned(),
            Next::Buys(purchase) => {
                let drops = match purchase.drops.as_slice() {
                    [] => String::new(),
                    drops => format!(" instead of {}", self.titles(drops)),
                };
                let proof = if purchase.is_proved { "" } else { " (a smaller sum may do as well)" };
                format!("{} more buys {}{drops}{proof}.", self.amount(purchase.extra), self.titles(&purchase.adds))
            }
        }
    }
}
