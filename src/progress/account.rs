//! Objectives, hours and money, piece of work by piece of work.

use indexmap::IndexMap;

use super::Sides;
use super::deviation::find;
use crate::model::effort::Effort;
use crate::model::id::CapabilityId;
use crate::model::money::{Currency, Minor};
use crate::model::plan::{Activity, LedgerEntry, ProgressEntry};
use crate::plan::StepKind;

/// What was agreed on, how much of it is done, and what it took.
#[derive(Debug, Clone)]
pub struct Account {
    /// What counts as agreed.
    pub basis: Basis,
    /// The pieces of work.
    pub activities: Vec<ActivityAccount>,
    /// Capabilities of all of them, each once, and whether it is in place.
    pub objectives: IndexMap<CapabilityId, bool>,
    /// What was agreed to be paid, one sum per currency.
    pub granted: Vec<(Currency, Minor)>,
    /// What it took so far.
    pub spent: Sums,
    /// Of that, what is dated on or after the day that counts.
    pub spent_since: Sums,
    /// Entries about a package of which only a part was agreed on; they are in no sum.
    pub n_in_part: usize,
}

/// What counts as agreed on.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Basis {
    /// What the funder has granted, by the ledger.
    Granted,
    /// What the roadmap of the older assessment set out to build; the ledger knows of no grant by this funder, or no
    /// funder was named.
    Roadmap,
}

/// A piece of work that was agreed on.
#[derive(Debug, Clone)]
pub struct ActivityAccount {
    /// The piece of work.
    pub activity: Activity,
    /// Entry of the ledger.
    pub ledger: Option<LedgerEntry>,
    /// Effort that the roadmap of the older assessment had for it; none where it has no such step.
    pub planned: Option<Effort>,
    /// Its cost there; none without rates or such a step.
    pub planned_cost: Option<Minor>,
    /// What it took so far.
    pub spent: Sums,
    /// What was written down about it, the oldest first.
    pub entries: Vec<ProgressEntry>,
}

/// Hours and money.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Sums {
    /// Hours in hundredths; none where no entry has any.
    pub hours_hundredths: Option<u64>,
    /// One sum per currency, in the order of the entries.
    pub amounts: Vec<(Currency, Minor)>,
}

impl Sums {
    fn of<'a>(entries: impl Iterator<Item = &'a ProgressEntry>) -> Self {
        let mut sums = Self::default();
        for entry in entries {
            if let Some(hours) = entry.hours_hundredths {
                *sums.hours_hundredths.get_or_insert(0) += u64::from(hours);
            }
            if let Some((amount, currency)) = entry.amount {
                add(&mut sums.amounts, amount, currency);
            }
        }
        sums
    }
}

/// Add up what was agreed on and what it took.
pub fn account(sides: &Sides<'_>) -> Account {
    let progress = &sides.after.plan.progress;
    let granted = granted(sides);
    let basis = if granted.is_empty() { Basis::Roadmap } else { Basis::Granted };
    let pieces = if granted.is_empty() { set_out(sides) } else { granted };
    let objectives: IndexMap<CapabilityId, bool> = pieces
        .iter()
        .flat_map(|(activity, _)| activity.capabilities())
        .map(|id| (id.clone(), sides.after.gap.standings[id].is_reached()))
        .collect();
    // An entry belongs to the first piece of work that holds all of its capabilities, so that nothing counts twice.
    let owner = |entry: &ProgressEntry| pieces.iter().position(|(activity, _)| holds(activity, entry));
    let owners: Vec<Option<usize>> = progress.iter().map(owner).collect();
    let of = |idx: usize| {
        progress.iter().zip(&owners).filter(move |(_, owner)| **owner == Some(idx)).map(|(entry, _)| entry)
    };
    let counted = || {
        let is_counted = move |owner: &Option<usize>| basis == Basis::Roadmap || owner.is_some();
        progress.iter().zip(&owners).filter(move |(_, owner)| is_counted(owner)).map(|(entry, _)| entry)
    };
    let in_part = progress.iter().zip(&owners).filter(|(entry, owner)| {
        owner.is_none() && entry.activity.capabilities().iter().any(|id| objectives.contains_key(id))
    });
    let mut sums = Vec::new();
    pieces
        .iter()
        .filter_map(|(_, ledger)| ledger.as_ref()?.amount)
        .for_each(|(amount, currency)| add(&mut sums, amount, currency));
    Account {
        basis,
        granted: sums,
        spent: Sums::of(counted()),
        spent_since: Sums::of(counted().filter(|entry| entry.date >= sides.input.since)),
        n_in_part: if basis == Basis::Granted { in_part.count() } else { 0 },
        activities: pieces
            .iter()
            .enumerate()
            .map(|(idx, (activity, ledger))| {
                let (planned, planned_cost) = planned(sides, activity);
                ActivityAccount {
                    activity: activity.clone(),
                    ledger: ledger.clone(),
                    planned,
                    planned_cost,
                    spent: Sums::of(of(idx)),
                    entries: of(idx).cloned().collect(),
                }
            })
            .collect(),
        objectives,
    }
}

type Piece = (Activity, Option<LedgerEntry>);

/// What the funder has granted. One that has granted and then paid often stands twice in a ledger; it counts once, with
/// the amount that is on record.
fn granted(sides: &Sides<'_>) -> Vec<Piece> {
    let Some(payer) = sides.input.payer else { return Vec::new() };
    let mut pieces: Vec<Piece> = Vec::new();
    for entry in sides.after.plan.ledger.iter().filter(|entry| entry.status.is_funded() && payer.is_of(entry)) {
        match pieces.iter_mut().find(|(activity, _)| *activity == entry.activity) {
            Some((_, Some(first))) if first.amount.is_none() => *first = entry.clone(),
            Some(_) => {}
            None => pieces.push((entry.activity.clone(), Some(entry.clone()))),
        }
    }
    pieces
}

/// What the roadmap of the older assessment set out to build.
fn set_out(sides: &Sides<'_>) -> Vec<Piece> {
    let steps = sides.before.roadmap.steps.iter().filter(|step| step.kind == StepKind::Build);
    steps.map(|step| (Activity::Capability(step.capability.clone()), None)).collect()
}

/// Effort and cost of a piece of work in the roadmap of the older assessment; none unless all of it was to be built.
fn planned(sides: &Sides<'_>, activity: &Activity) -> (Option<Effort>, Option<Minor>) {
    let steps: Option<Vec<_>> = activity
        .capabilities()
        .iter()
        .map(|id| find(sides.before.roadmap, id).filter(|step| step.kind == StepKind::Build))
        .collect();
    let Some(steps) = steps else { return (None, None) };
    let costs: Option<Vec<Minor>> = steps.iter().map(|step| step.cost.map(|cost| cost.total.mean)).collect();
    (Some(steps.iter().map(|step| step.effort.mean).sum()), costs.map(|costs| costs.into_iter().sum()))
}

fn holds(activity: &Activity, entry: &ProgressEntry) -> bool {
    entry.activity.capabilities().iter().all(|id| activity.capabilities().contains(id))
}

fn add(sums: &mut Vec<(Currency, Minor)>, amount: Minor, currency: Currency) {
    match sums.iter_mut().find(|(other, _)| *other == currency) {
        Some((_, sum)) => *sum = *sum + amount,
        None => sums.push((currency, amount)),
    }
}
