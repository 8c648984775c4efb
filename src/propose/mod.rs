//! Roadmap to proposal: what goes into a document, how it is grouped, and the answers to a funder's form.
//!
//! Pure: no file is touched, and no words are made here but the answers ([`form`]), which have to be counted.

mod answer;
mod checklist;
mod choose;
pub mod council;
mod cut;
pub mod form;
mod left;
mod manifest;
mod package;
pub mod portfolio;
mod share;
mod unsaid;
mod window;

pub use checklist::{Check, early_start};
pub use choose::{Chosen, How, NoChoice, OutOfAsk, Request, Selection, Time, WhyOut, asked_elsewhere, choose};
pub use cut::{Cut, cuts};
pub use form::{FilledField, FilledForm, FormInput, Lack, Verdict, fill, own_path};
pub use left::{gains, is_own, owed};
pub use manifest::{Fault, Manifest, manifest};
pub use package::{Package, PackageOf, packages};
pub use share::{share_percent, working_days};
pub use unsaid::Unsaid;
pub use window::{Amount, AskWindow, Edge, End, NoRate, in_plan};

use answer::figures;

use crate::gap::{Gap, Standing};
use crate::model::assessment::Assessment;
use crate::model::catalog::Catalog;
use crate::model::id::CapabilityId;
use crate::model::level::Level;
use crate::model::plan::{LedgerEntry, Plan};
use crate::plan::{Roadmap, Step, StepKind, is_asked, is_funded};
use crate::text::one_line;

/// The values that proposals and views are made from.
#[derive(Debug, Clone, Copy)]
pub struct Facts<'a> {
    /// The catalog.
    pub catalog: &'a Catalog,
    /// What is true of the registry.
    pub assessment: &'a Assessment,
    /// Where it stands.
    pub gap: &'a Gap,
    /// What it wants.
    pub plan: &'a Plan,
    /// The way there.
    pub roadmap: &'a Roadmap,
}

/// What a document proposes, and what is done or paid for already.
#[derive(Debug, Clone)]
pub struct Proposal {
    /// Open work, in the order of the roadmap.
    pub open: Vec<OpenItem>,
    /// Capabilities of unknown status, in the order of the roadmap; to be assessed before anything is asked for.
    pub assess: Vec<usize>,
    /// Paid for or in place, in the order of the catalog.
    pub closed: Vec<ClosedItem>,
}

/// A piece of open work.
#[derive(Debug, Clone, Copy)]
pub struct OpenItem {
    /// Index of its step in the roadmap.
    pub step: usize,
    /// How soon it should start.
    pub urgency: Rank,
    /// How much threat it takes away.
    pub impact: Rank,
}

/// Which third of the open items something belongs to.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Rank {
    /// First third.
    High,
    /// Second third.
    Medium,
    /// Last third.
    Low,
}

/// Something that is paid for or in place.
#[derive(Debug, Clone)]
pub struct ClosedItem {
    /// The capability.
    pub capability: CapabilityId,
    /// Index of its step, where the work still has to be done.
    pub step: Option<usize>,
    /// Who pays or paid, where that is on record.
    pub ledger: Option<LedgerEntry>,
}

/// Which part of the roadmap a document is about.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Extent {
    /// All of it.
    Whole,
    /// One capability.
    One(CapabilityId),
}

/// Why there is nothing to propose.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum NothingToPropose {
    /// No capability has this name.
    UnknownCapability,
    /// It is in place.
    InPlace,
    /// Somebody has agreed to pay for it.
    Funded,
    /// It is open, but the plan leaves it out.
    LeftOut,
    /// Its status has to be found out first.
    Unknown,
    /// It does not apply to this registry.
    NotApplicable,
    /// The plan has no open step at all.
    NothingOpen,
}

/// A smaller plan, computed for comparison.
#[derive(Debug, Clone)]
pub struct Alternative {
    /// The level at which it stops.
    pub level: Level,
    /// Its roadmap.
    pub roadmap: Roadmap,
}

/// The plans that stop at each level below the highest target; what is included by name stays in.
///
/// Their dates come from the list schedule, also where the plan asks for the earliest end: a comparison need not wait for
/// the proof.
pub fn alternatives(catalog: &Catalog, gap: &Gap, plan: &Plan) -> Vec<Alternative> {
    let highest = plan.target.levels.values().max().copied().unwrap_or(Level::ZERO);
    let lower = highest.up_to().filter(|level| *level < highest);
    lower
        .map(|level| {
            let mut smaller = plan.clone();
            smaller.target.levels.values_mut().for_each(|target| *target = (*target).min(level));
            Alternative { level, roadmap: crate::plan::plan_within(catalog, gap, &smaller, 0) }
        })
        .collect()
}

/// Group the steps of a roadmap for a document.
pub fn propose(
    catalog: &Catalog,
    gap: &Gap,
    plan: &Plan,
    roadmap: &Roadmap,
    extent: &Extent,
) -> Result<Proposal, NothingToPropose> {
    let asked = |step: &Step| match extent {
        Extent::Whole => true,
        Extent::One(id) => step.capability == *id,
    };
    let indexed = || roadmap.steps.iter().enumerate();
    let open: Vec<usize> = indexed().filter(|(_, step)| is_asked(plan, step)).map(|(idx, _)| idx).collect();
    // Ranks are taken among all open items, so that an item is as urgent alone as it is in the list.
    let ranked = ranked(&open, roadmap);
    let open: Vec<_> = ranked.into_iter().filter(|item| asked(&roadmap.steps[item.step])).collect();
    let assess: Vec<usize> =
        indexed().filter(|(_, step)| step.kind == StepKind::Assess && asked(step)).map(|(idx, _)| idx).collect();
    if open.is_empty() {
        match extent {
            Extent::One(id) => return Err(nothing(catalog, gap, plan, id)),
            Extent::Whole if assess.is_empty() => return Err(NothingToPropose::NothingOpen),
            Extent::Whole => {}
        }
    }
    let closed = if *extent == Extent::Whole { closed(catalog, gap, plan, roadmap) } else { Vec::new() };
    Ok(Proposal { open, assess, closed })
}

/// Urgency follows the order of the roadmap, impact the value; each in thirds.
fn ranked(open: &[usize], roadmap: &Roadmap) -> Vec<OpenItem> {
    let mut by_value = open.to_vec();
    // Equal values rank in the order of the roadmap.
    by_value.sort_by_key(|idx| (std::cmp::Reverse(roadmap.steps[*idx].value), *idx));
    let third = |position: usize| match position * 3 / open.len().max(1) {
        0 => Rank::High,
        1 => Rank::Medium,
        _ => Rank::Low,
    };
    let impact = |step: usize| by_value.iter().position(|idx| *idx == step).map_or(Rank::Low, third);
    open.iter()
        .enumerate()
        .map(|(position, step)| OpenItem { step: *step, urgency: third(position), impact: impact(*step) })
        .collect()
}

fn nothing(catalog: &Catalog, gap: &Gap, plan: &Plan, id: &CapabilityId) -> NothingToPropose {
    if !catalog.capabilities.contains_key(id) {
        return NothingToPropose::UnknownCapability;
    }
    match &gap.standings[id] {
        Standing::Met | Standing::Delegated { .. } => NothingToPropose::InPlace,
        Standing::NotApplicable { .. } => NothingToPropose::NotApplicable,
        _ if is_funded(plan, id) => NothingToPropose::Funded,
        Standing::Unknown { .. } => NothingToPropose::Unknown,
        Standing::Partial(_) | Standing::Missing => NothingToPropose::LeftOut,
    }
}

/// What steps have to buy and nobody has a price for, each once.
pub fn unpriced<'a>(steps: impl Iterator<Item = &'a Step>) -> Vec<String> {
    let mut names: Vec<String> = Vec::new();
    for line in steps.flat_map(|step| &step.direct).filter(|line| line.converted.is_none()) {
        let name = one_line(&line.what);
        if !names.contains(&name) {
            names.push(name);
        }
    }
    names
}

fn closed(catalog: &Catalog, gap: &Gap, plan: &Plan, roadmap: &Roadmap) -> Vec<ClosedItem> {
    let items = catalog.capabilities.keys().filter_map(|id| {
        let ledger = plan.ledger.iter().find(|entry| entry.covers(id) && entry.status.is_funded()).cloned();
        let step = roadmap.steps.iter().position(|step| step.capability == *id);
        let done_anyway = matches!(gap.standings[id], Standing::NotApplicable { done_anyway: true, .. });
        let in_place = gap.standings[id].is_reached() || done_anyway;
        (in_place || ledger.is_some()).then(|| ClosedItem { capability: id.clone(), step, ledger })
    });
    items.collect()
}
