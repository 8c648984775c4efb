//! What the plan puts in the place of its estimates.

use chrono::NaiveDate;
use indexmap::IndexMap;

use super::poll::PollItem;
use crate::model::decimal::format_scaled;
use crate::model::effort::ThreePoint;
use crate::model::id::CapabilityId;
use crate::model::plan::{Override, Plan};
use crate::text::{counted, list, one_line, sentence_end};

/// A new estimate of the plan.
#[derive(Debug, Clone)]
pub struct Change {
    /// The capability.
    pub capability: CapabilityId,
    /// The estimate before.
    pub before: ThreePoint,
    /// The new one.
    pub after: ThreePoint,
    /// The entry of the plan that says so.
    pub entry: Override,
}

/// The medians that differ from what the plan says, in the order of the poll; each is of the day of its latest judgement, or
/// of the day given.
pub fn changes(plan: &Plan, poll: &[PollItem], date: Option<NaiveDate>) -> Vec<Change> {
    let change = |item: &PollItem| {
        let after = item.median.filter(|median| *median != item.current)?;
        let latest = item.judgements.iter().map(|judgement| judgement.date).max()?;
        let names: Vec<String> = item.judgements.iter().map(|judgement| judgement.who.clone()).collect();
        let entry = Override {
            effort: Some(after),
            value_hundredths: None,
            who: list(&names),
            when: date.unwrap_or(latest),
            why: why(item),
        };
        let entry = match plan.overrides.get(&item.capability) {
            Some(old) if old.value_hundredths.is_some() => beside_value(old, entry),
            _ => entry,
        };
        Some(Change { capability: item.capability.clone(), before: item.current, after, entry })
    };
    poll.iter().filter_map(change).collect()
}

/// The plan with these changes.
pub fn with_changes(plan: &Plan, changes: &[Change]) -> Plan {
    let mut plan = plan.clone();
    plan.overrides.extend(changes.iter().map(|change| (change.capability.clone(), change.entry.clone())));
    plan
}

/// How the figure came about, and what the reviewers say.
fn why(item: &PollItem) -> String {
    let likely: Vec<u32> = item.judgements.iter().map(|judgement| judgement.points.hundredths().1).collect();
    let (least, most) = (likely.iter().min().copied().unwrap_or(0), likely.iter().max().copied().unwrap_or(0));
    let weeks = |hundredths: u32| format_scaled(i64::from(hundredths), 2);
    let agree = item.judgements.iter().filter(|judgement| judgement.agrees).count();
    let (low, middle, high) = item.current.hundredths();
    let before = [low, middle, high].map(weeks).join(" / ");
    let source = match item.judgements.len() {
        1 => "Judgement of one reviewer".to_owned(),
        n => format!("Median of {}, likely {} to {}", counted(n, "judgement", "judgements"), weeks(least), weeks(most)),
    };
    let kept = match agree {
        0 => String::new(),
        n => format!("; {} with the plan", counted(n, "agrees", "agree")),
    };
    let counts = |who: &str| item.judgements.iter().any(|judgement| judgement.who == who);
    let said = item.comments.iter().filter(|(who, _)| counts(who));
    let said = said.map(|(who, text)| format!(" {who}: {}", sentence_end(&one_line(text))));
    format!("{source}{kept}; before: {before}.{}", said.collect::<String>())
}

/// A new estimate in an entry that also replaces the value, which somebody else may have set.
fn beside_value(old: &Override, new: Override) -> Override {
    Override {
        value_hundredths: old.value_hundredths,
        who: format!("{}; effort: {}", old.who, new.who),
        why: format!("{} Effort: {}", sentence_end(&one_line(&old.why)), new.why),
        ..new
    }
}

/// Whether two plans say the same, in whatever order their estimates stand.
pub fn is_same(plan: &Plan, other: &Plan) -> bool {
    let parts = |plan: &Plan| {
        let mut overrides: Vec<String> = plan.overrides.iter().map(|entry| format!("{entry:?}")).collect();
        overrides.sort();
        // Every field of a plan has its place in this form, so none is forgotten.
        (overrides, format!("{:?}", Plan { overrides: IndexMap::new(), ..plan.clone() }))
    };
    parts(plan) == parts(other)
}
