//! What a plan states, as far as it is checked: the input, by types of its own.
//!
//! Fields that nothing here needs are passed over, so that a plan may say more; fields that are needed must be there.
//! For their meaning and units see the schema of `fundable-plan/1`.

use chrono::NaiveDate;
use serde::Deserialize;

use super::number::{Amount, Whole, day};

/// A plan.
#[derive(Debug, Clone, Deserialize)]
pub struct Stated {
    pub start: Dated,
    pub finish: Dated,
    pub order: OrderWords,
    pub schedule: Schedule,
    pub milestones: Vec<Milestone>,
    pub overhead_percent: u8,
    pub categories: Vec<Category>,
    pub steps: Vec<Step>,
    pub totals: Totals,
    pub exact: Exact,
}

/// A date with its text for people, which is not looked at.
#[derive(Debug, Clone, Copy, Deserialize)]
pub struct Dated {
    #[serde(deserialize_with = "day")]
    pub iso: NaiveDate,
}

#[derive(Debug, Clone, Deserialize)]
pub struct OrderWords {
    pub policy: String,
}

#[derive(Debug, Clone, Deserialize)]
pub struct Schedule {
    pub objective: String,
    pub n_days: u32,
    pub n_days_bound: u32,
    pub waiting_gap_percent: f64,
    pub critical_chain: Vec<String>,
    pub n_days_late: u64,
}

#[derive(Debug, Clone, Deserialize)]
pub struct Milestone {
    pub of: String,
    pub kind: String,
    pub n_steps: usize,
    pub finish: Dated,
}

#[derive(Debug, Clone, Deserialize)]
pub struct Category {
    pub title: String,
}

/// A step as it is shown to people.
#[derive(Debug, Clone, Deserialize)]
pub struct Step {
    pub position: usize,
    pub id: String,
    pub category: String,
    pub level: u8,
    pub block: usize,
    pub effort: Effort,
    pub value: f64,
    pub cost: Option<Cost>,
    pub labour: Option<Cost>,
    pub overhead: Option<Cost>,
    pub needs: Vec<Need>,
    pub start: Dated,
    pub work_end: Dated,
    pub finish: Dated,
    pub n_working_days: u32,
    pub float_days: u32,
    pub earliest: Option<Dated>,
    pub deadline: Option<Dated>,
    pub n_days_late: u32,
    pub work_package: Option<String>,
    pub lag_weeks: u32,
}

#[derive(Debug, Clone, Deserialize)]
pub struct Need {
    pub result: String,
    pub alternatives: Vec<String>,
}

/// Person-weeks with two decimals.
#[derive(Debug, Clone, Copy, Deserialize)]
pub struct Effort {
    pub low: f64,
    pub mean: f64,
    pub high: f64,
}

/// A cost as it is shown to people.
#[derive(Debug, Clone, Copy, Deserialize)]
pub struct Cost {
    pub low: Amount,
    pub mean: Amount,
    pub high: Amount,
}

#[derive(Debug, Clone, Deserialize)]
pub struct Totals {
    pub all: Total,
    pub levels: Vec<Total>,
    pub categories: Vec<Total>,
    pub roles: Vec<RoleTotal>,
}

#[derive(Debug, Clone, Deserialize)]
pub struct Total {
    pub of: String,
    pub n_steps: usize,
    pub effort: Effort,
    pub labour: Option<Cost>,
    pub direct: Option<Cost>,
    pub overhead: Option<Cost>,
    pub cost: Option<Cost>,
    pub finish: Option<Dated>,
}

#[derive(Debug, Clone, Deserialize)]
pub struct RoleTotal {
    pub role: String,
    pub fte: String,
    pub effort: Effort,
    pub busy_until: Option<Dated>,
}

/// The plan in whole numbers.
#[derive(Debug, Clone, Deserialize)]
pub struct Exact {
    #[serde(deserialize_with = "day")]
    pub first_day: NaiveDate,
    pub holidays: Vec<Holiday>,
    pub roles: Vec<Role>,
    pub steps: Vec<ExactStep>,
    pub list: Vec<usize>,
    pub end: u32,
    pub end_bound: u32,
    pub waiting: Whole,
    pub waiting_bound: Whole,
    pub cost: Option<ExactCost>,
    pub overhead_percent: u8,
    pub order: Vec<Group>,
}

impl Exact {
    /// The day after the last one that matters.
    pub fn horizon(&self) -> u32 {
        self.steps.iter().map(|step| step.ready.max(step.end)).max().unwrap_or(0).max(self.end)
    }
}

#[derive(Debug, Clone, Copy, Deserialize)]
pub struct Holiday(#[serde(deserialize_with = "day")] pub NaiveDate);

#[derive(Debug, Clone, Deserialize)]
pub struct Role {
    pub role: String,
    pub units_per_day: u64,
    pub units_per_day_for_one: u64,
    pub away: Vec<Away>,
}

#[derive(Debug, Clone, Copy, Deserialize)]
pub struct Away {
    pub from: u32,
    pub to: u32,
    pub units: u64,
}

#[derive(Debug, Clone, Deserialize)]
pub struct ExactStep {
    pub id: String,
    pub effort: [u64; 3],
    pub weight: u64,
    pub work: Vec<Work>,
    pub after: Vec<usize>,
    pub lag_days: u32,
    pub earliest: u32,
    pub deadline: Option<u32>,
    pub start: u32,
    pub end: u32,
    pub n_days: u32,
    pub ready: u32,
    pub cost: Option<ExactCost>,
}

#[derive(Debug, Clone, Copy, Deserialize)]
pub struct Work {
    pub role: usize,
    pub effort: u64,
    pub units_per_day: u64,
}

/// Low, mean and high of each part, in minor units.
#[derive(Debug, Clone, Copy, Deserialize)]
pub struct ExactCost {
    pub labour: [Whole; 3],
    pub direct: [Whole; 3],
    pub overhead: [Whole; 3],
    pub total: [Whole; 3],
}

#[derive(Debug, Clone, Deserialize)]
pub struct Group {
    pub sequence: Vec<usize>,
    pub jobs: Vec<[u64; 2]>,
    pub objective: Whole,
    pub lower_bound: Whole,
    pub blocks: Vec<Block>,
}

#[derive(Debug, Clone, Deserialize)]
pub struct Block {
    pub n_steps: usize,
    pub cost: Whole,
    pub lower_bound: Whole,
    pub flow: Vec<Flow>,
}

#[derive(Debug, Clone, Copy, Deserialize)]
pub struct Flow {
    pub waiter: usize,
    pub needed: usize,
    pub amount: Whole,
}
