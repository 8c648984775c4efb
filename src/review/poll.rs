//! Who says what of each capability.

use std::cmp::Reverse;

use chrono::NaiveDate;
use indexmap::IndexMap;

use crate::model::catalog::Catalog;
use crate::model::effort::{Effort, ThreePoint};
use crate::model::id::CapabilityId;
use crate::model::percent::Percent;
use crate::model::plan::Plan;
use crate::model::review::{Priority, Review, Verdict};
use crate::plan::points_in_use;

/// What the reviewers say of one capability; names are in the order of the reviews.
#[derive(Debug, Clone)]
pub struct PollItem {
    /// The capability.
    pub capability: CapabilityId,
    /// The estimate of the plan as it is.
    pub current: ThreePoint,
    /// Figures that count: those of reviewers who wrote some, and the plan's for each who agrees with it.
    pub judgements: Vec<Judgement>,
    /// The median of each point; none where nobody's figures count.
    pub median: Option<ThreePoint>,
    /// Who says that the estimate is wrong and gives no other.
    pub disagree: Vec<String>,
    /// Who cannot say.
    pub unsure: Vec<String>,
    /// Who wants it when; the soonest first.
    pub priorities: Vec<(Priority, Vec<String>)>,
    /// Who says why.
    pub comments: Vec<(String, String)>,
}

/// Figures of one reviewer.
#[derive(Debug, Clone)]
pub struct Judgement {
    /// Name.
    pub who: String,
    /// Day of the review.
    pub date: NaiveDate,
    /// The figures.
    pub points: ThreePoint,
    /// Whether they are the plan's, with which the reviewer agrees.
    pub agrees: bool,
}

impl Judgement {
    fn mean(&self) -> Effort {
        self.points.mean(Percent::WHOLE)
    }
}

impl PollItem {
    /// Whose mean is the lowest, and whose the highest; of equals the first review. None where fewer than two count.
    pub fn ends(&self) -> Option<(&Judgement, &Judgement)> {
        let lowest = self.judgements.iter().min_by_key(|judgement| judgement.mean())?;
        let highest = self.judgements.iter().rev().max_by_key(|judgement| judgement.mean())?;
        (self.judgements.len() > 1).then_some((lowest, highest))
    }

    /// How many times the lowest mean the highest one is, in hundredths, rounded half up; 100 where all are the same.
    pub fn spread_hundredths(&self) -> u64 {
        self.ends().map_or(100, |(lowest, highest)| {
            let (low, high) = (lowest.mean().units(), highest.mean().units());
            (high * 200 + low) / (low * 2)
        })
    }
}

/// What the reviewers say of every capability that any of them speaks of; those first about which they differ most, then
/// those that somebody calls wrong without a figure, then the order of the catalog.
pub fn poll(catalog: &Catalog, plan: &Plan, reviews: &[Review]) -> Vec<PollItem> {
    let spoken_of = |id: &&CapabilityId| reviews.iter().any(|review| review.answers.contains_key(*id));
    let mut items: Vec<PollItem> =
        catalog.capabilities.keys().filter(spoken_of).map(|id| item(catalog, plan, reviews, id)).collect();
    items.sort_by_key(|item| (Reverse(item.spread_hundredths()), Reverse(item.disagree.len())));
    items
}

fn item(catalog: &Catalog, plan: &Plan, reviews: &[Review], id: &CapabilityId) -> PollItem {
    let current = points_in_use(catalog.capability(id), plan);
    let mut item = PollItem {
        capability: id.clone(),
        current,
        judgements: Vec::new(),
        median: None,
        disagree: Vec::new(),
        unsure: Vec::new(),
        priorities: Vec::new(),
        comments: Vec::new(),
    };
    let mut priorities: IndexMap<Priority, Vec<String>> = IndexMap::new();
    for review in reviews {
        let (who, Some(answer)) = (&review.reviewer, review.answers.get(id)) else { continue };
        let judgement = |points, agrees| Judgement { who: who.clone(), date: review.date, points, agrees };
        match (answer.effort, answer.verdict) {
            (Some(points), _) => item.judgements.push(judgement(points, points == current)),
            (None, Some(Verdict::Agree)) => item.judgements.push(judgement(current, true)),
            (None, Some(Verdict::Disagree)) => item.disagree.push(who.clone()),
            (None, Some(Verdict::Unsure)) => item.unsure.push(who.clone()),
            (None, None) => {}
        }
        if let Some(priority) = answer.priority {
            priorities.entry(priority).or_default().push(who.clone());
        }
        item.comments.extend(answer.comment.iter().map(|comment| (who.clone(), comment.clone())));
    }
    priorities.sort_keys();
    item.priorities = priorities.into_iter().collect();
    item.median = median(&item.judgements);
    item
}

/// The median of each point; between the two in the middle their mean, rounded half up to a hundredth. Medians of rising
/// points rise.
fn median(judgements: &[Judgement]) -> Option<ThreePoint> {
    let of = |pick: fn((u32, u32, u32)) -> u32| {
        let mut points: Vec<u32> = judgements.iter().map(|judgement| pick(judgement.points.hundredths())).collect();
        points.sort_unstable();
        let upper = *points.get(points.len() / 2)?;
        let lower = points[(points.len() - 1) / 2];
        Some((lower + upper).div_ceil(2))
    };
    ThreePoint::new(of(|points| points.0)?, of(|points| points.1)?, of(|points| points.2)?)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn judgements(points: &[(u32, u32, u32)]) -> Vec<Judgement> {
        let judgement = |(low, likely, high): &(u32, u32, u32)| Judgement {
            who: format!("{low}"),
            date: NaiveDate::MIN,
            points: ThreePoint::new(*low, *likely, *high).unwrap(),
            agrees: false,
        };
        points.iter().map(judgement).collect()
    }

    #[test]
    fn the_median_is_taken_point_by_point() {
        let of = |points: &[_]| median(&judgements(points)).map(ThreePoint::hundredths);
        assert_eq!(of(&[]), None);
        assert_eq!(of(&[(1, 2, 3)]), Some((1, 2, 3)));
        assert_eq!(of(&[(100, 200, 900), (300, 300, 300)]), Some((200, 250, 600)));
        assert_eq!(of(&[(1, 2, 3), (2, 2, 2)]), Some((2, 2, 3)), "halves are rounded up");
        assert_eq!(of(&[(5, 50, 60), (1, 2, 100), (7, 8, 9)]), Some((5, 8, 60)));
    }
}
