//! What reviewers say of the estimates of a plan, and what the plan makes of it.

use schemars::JsonSchema;
use serde::Serialize;

use super::registry::labels;
use super::step::points_text;
use super::{ComparisonView, Facts, RegistryView};
use crate::model::review::Review;
use crate::render::words::one_line;
use crate::review::{Change, Judgement, PollItem};

/// `fundable review merge --json`, format `fundable-review-merge/1`.
#[derive(Debug, Clone, Serialize, JsonSchema)]
pub struct MergeView {
    /// Always `fundable-review-merge/1`.
    pub format: &'static str,
    /// The registry.
    pub registry: RegistryView,
    /// Labels of inputs that are illustrations.
    pub labels: Vec<String>,
    /// Who reviewed, in the order of the files.
    pub reviewers: Vec<ReviewerView>,
    /// What they say; first what they differ most about.
    pub items: Vec<PollItemView>,
    /// Estimates that the plan replaces by the median.
    pub changes: Vec<EstimateChangeView>,
    /// The edit of the file of the plan, as a unified diff; empty where nothing changes.
    pub diff: String,
    /// Whether it was written.
    pub written: bool,
    /// What the new estimates change; none where there are none.
    pub comparison: Option<ComparisonView>,
}

/// A reviewer.
#[derive(Debug, Clone, Serialize, JsonSchema)]
pub struct ReviewerView {
    /// Name.
    pub name: String,
    /// Day of the review.
    pub date: String,
    /// Number of capabilities answered.
    pub n_answers: usize,
}

/// What the reviewers say of one capability.
#[derive(Debug, Clone, Serialize, JsonSchema)]
pub struct PollItemView {
    /// Capability id.
    pub id: String,
    /// Title.
    pub title: String,
    /// The plan's estimate in person-weeks: `2 / 6 / 12`.
    pub plan: String,
    /// The median of each point; none where nobody's figures count.
    pub median: Option<String>,
    /// Number of judgements that count.
    pub n_judgements: usize,
    /// How many times the lowest mean the highest is, with two decimals; none where fewer than two count.
    pub spread: Option<String>,
    /// Who has the lowest mean; none where all have the same.
    pub lowest: Option<JudgementView>,
    /// Who has the highest.
    pub highest: Option<JudgementView>,
    /// Who agrees with the plan.
    pub agree: Vec<String>,
    /// Who does not, and gives no figures.
    pub disagree: Vec<String>,
    /// Who cannot say.
    pub unsure: Vec<String>,
    /// Who wants it when.
    pub priorities: Vec<WishView>,
    /// What they say, in the order of the files.
    pub comments: Vec<CommentView>,
}

/// Figures of one reviewer.
#[derive(Debug, Clone, Serialize, JsonSchema)]
pub struct JudgementView {
    /// Name.
    pub who: String,
    /// Three points in person-weeks.
    pub points: String,
}

/// When some reviewers want something.
#[derive(Debug, Clone, Serialize, JsonSchema)]
pub struct WishView {
    /// `sooner`, `as planned`, `later` or `not at all`.
    pub when: &'static str,
    /// Their names.
    pub who: Vec<String>,
}

/// A comment.
#[derive(Debug, Clone, Serialize, JsonSchema)]
pub struct CommentView {
    /// Name.
    pub who: String,
    /// What they say, on one line.
    pub text: String,
}

/// An estimate that the plan replaces.
#[derive(Debug, Clone, Serialize, JsonSchema)]
pub struct EstimateChangeView {
    /// Capability id.
    pub id: String,
    /// Title.
    pub title: String,
    /// Three points before.
    pub before: String,
    /// Three points from now on.
    pub after: String,
    /// Who says so.
    pub who: String,
    /// When.
    pub when: String,
    /// Why.
    pub why: String,
}

/// What is known of a merge before anything is written.
#[derive(Debug, Clone)]
pub struct MergeInput<'a> {
    /// The reviews.
    pub reviews: &'a [Review],
    /// What they say.
    pub poll: &'a [PollItem],
    /// What the plan makes of it.
    pub changes: &'a [Change],
    /// The edit of its file.
    pub diff: String,
    /// What that changes.
    pub comparison: Option<ComparisonView>,
}

/// The view of a merge.
pub fn merge(facts: &Facts<'_>, input: MergeInput<'_>) -> MergeView {
    let title = |id| facts.catalog.capability(id).title.clone();
    let reviewers = input.reviews.iter().map(|review| ReviewerView {
        name: review.reviewer.clone(),
        date: review.date.to_string(),
        n_answers: review.answers.len(),
    });
    let changes = input.changes.iter().map(|change| EstimateChangeView {
        id: change.capability.to_string(),
        title: title(&change.capability),
        before: points_text(change.before),
        after: points_text(change.after),
        who: change.entry.who.clone(),
        when: change.entry.when.to_string(),
        why: change.entry.why.clone(),
    });
    MergeView {
        format: "fundable-review-merge/1",
        registry: facts.assessment.into(),
        labels: labels(facts),
        reviewers: reviewers.collect(),
        items: input.poll.iter().map(|item| poll_item(title(&item.capability), item)).collect(),
        changes: changes.collect(),
        diff: input.diff,
        written: false,
        comparison: input.comparison,
    }
}

fn poll_item(title: String, item: &PollItem) -> PollItemView {
    let judgement =
        |judgement: &Judgement| JudgementView { who: judgement.who.clone(), points: points_text(judgement.points) };
    let spread = item.spread_hundredths();
    let ends = item.ends();
    let differing = ends.filter(|_| spread > 100);
    let agree = item.judgements.iter().filter(|judgement| judgement.agrees);
    PollItemView {
        id: item.capability.to_string(),
        title,
        plan: points_text(item.current),
        median: item.median.map(points_text),
        n_judgements: item.judgements.len(),
        spread: ends.map(|_| format!("{}.{:02}", spread / 100, spread % 100)),
        lowest: differing.map(|(lowest, _)| judgement(lowest)),
        highest: differing.map(|(_, highest)| judgement(highest)),
        agree: agree.map(|judgement| judgement.who.clone()).collect(),
        disagree: item.disagree.clone(),
        unsure: item.unsure.clone(),
        priorities: item
            .priorities
            .iter()
            .map(|(priority, who)| WishView { when: priority.name(), who: who.clone() })
            .collect(),
        comments: item
            .comments
            .iter()
            .map(|(who, text)| CommentView { who: who.clone(), text: one_line(text) })
            .collect(),
    }
}
