//! A choice by itself: its roadmap and how long it takes.

use indexmap::IndexMap;

use super::super::Facts;
use super::super::figures::months_between;
use super::Time;
use crate::model::id::CapabilityId;
use crate::model::plan::Objective;
use crate::plan::{DEFAULT_TIME_LIMIT, Roadmap, Step, is_asked, predecessors, replan};

/// The open work of a plan, of which a part can be looked at by itself.
pub struct Alone<'a> {
    /// Catalog, plan and the roadmap of the plan.
    pub facts: &'a Facts<'a>,
    /// Open work, by index in the roadmap, rising.
    pub open: &'a [usize],
    /// Open work that others were asked for.
    pub asked_elsewhere: &'a IndexMap<CapabilityId, String>,
}

impl Alone<'_> {
    /// The roadmap of a choice; that of the plan where it is all open work.
    pub fn roadmap(&self, picked: &[usize]) -> Roadmap {
        if picked.len() == self.open.len() {
            return self.facts.roadmap.clone();
        }
        let seconds = match self.facts.plan.objective {
            Objective::ValueFirst => DEFAULT_TIME_LIMIT,
            // Many schedules are made where the choice has to end in time.
            Objective::EarliestEnd => 1,
        };
        replan(self.facts.catalog, self.facts.plan, self.facts.roadmap, &self.with_others(picked), seconds)
    }

    /// A choice and what it comes after that is no part of any ask: assessments, and what others pay for or were asked for.
    fn with_others(&self, picked: &[usize]) -> Vec<usize> {
        let steps = &self.facts.roadmap.steps;
        let is_others =
            |step: &Step| !is_asked(self.facts.plan, step) || self.asked_elsewhere.contains_key(&step.capability);
        let mut found = picked.to_vec();
        let mut head = 0;
        while let Some(&idx) = found.get(head) {
            head += 1;
            for before in predecessors(&steps[idx]) {
                let before = steps.iter().position(|step| step.capability == *before);
                found.extend(before.filter(|before| !found.contains(before) && is_others(&steps[*before])));
            }
        }
        found
    }

    /// Months from the first day of work on a choice to its last day, lags included, begun ones counted.
    pub fn months(&self, roadmap: &Roadmap, picked: &[usize]) -> u32 {
        let Some(start) = self.steps(roadmap, picked).map(|step| step.dates.start).min() else { return 1 };
        let finish = self.steps(roadmap, picked).map(|step| step.dates.finish).max();
        finish.map_or(1, |finish| months_between(start, finish))
    }

    /// How the end of a choice lies to a limit of months.
    pub fn time(&self, roadmap: &Roadmap, picked: &[usize], limit: Option<u32>) -> Time {
        let Some(limit) = limit else { return Time::NoLimit };
        if self.months(roadmap, picked) <= limit {
            return Time::Within(limit);
        }
        let start = self.steps(roadmap, picked).map(|step| step.dates.start).min().unwrap_or(roadmap.start);
        let late = self.steps(roadmap, picked).filter(|step| months_between(start, step.dates.finish) > limit);
        Time::Exceeds(limit, late.map(|step| step.capability.clone()).collect())
    }

    /// Whether a choice ends within a limit of months; always where there is none.
    pub fn is_in_time(&self, picked: &[usize], limit: Option<u32>) -> bool {
        limit.is_none_or(|limit| self.months(&self.roadmap(picked), picked) <= limit)
    }

    /// The steps of a choice in its roadmap, in the order of work.
    fn steps<'a>(&self, roadmap: &'a Roadmap, picked: &[usize]) -> impl Iterator<Item = &'a Step> {
        let whole = &self.facts.roadmap.steps;
        roadmap.steps.iter().filter(move |step| picked.iter().any(|idx| whole[*idx].capability == step.capability))
    }
}
