//! Checks of reviews against the plan that they speak of, and against each other.

use indexmap::IndexMap;

use super::names::unique;
use super::scalar::{Check, all, flatten};
use crate::diag::{Code, Diagnostic, Diagnostics};
use crate::load::Loaded;
use crate::model::assessment::Assessment;
use crate::model::catalog::Catalog;
use crate::model::effort::ThreePoint;
use crate::model::id::CapabilityId;
use crate::model::plan::Plan;
use crate::model::review::{Priority, Review, ReviewAnswer, Verdict};
use crate::raw::review as raw;
use crate::source::Origin;

/// What reviews are checked against.
#[derive(Debug, Clone, Copy)]
pub struct Reviewed<'a> {
    /// The catalog.
    pub catalog: &'a Catalog,
    /// The assessment.
    pub assessment: &'a Assessment,
    /// The plan.
    pub plan: &'a Plan,
    /// SHA-256 per input by its file name, as the review page has them.
    pub digests: &'a IndexMap<String, String>,
}

/// Reviews in which every name is known and every number in range, no two of them by the same reviewer.
pub fn reviews(
    loaded: &[Loaded<raw::Review>],
    reviewed: Reviewed<'_>,
    diagnostics: &mut Diagnostics,
) -> Option<Vec<Review>> {
    one_each(loaded, diagnostics);
    all(loaded.iter().map(|loaded| review(loaded, reviewed, &mut Check { file: loaded.file, diagnostics })))
}

/// A reviewer is heard once.
fn one_each(loaded: &[Loaded<raw::Review>], diagnostics: &mut Diagnostics) {
    let mut seen: IndexMap<String, Origin> = IndexMap::new();
    for Loaded { file, value } in loaded {
        let name = value.reviewer.value.split_whitespace().collect::<Vec<_>>().join(" ");
        let origin = value.reviewer.origin(*file);
        match seen.get(&name.to_lowercase()) {
            Some(first) => diagnostics.push(
                Diagnostic::error(Code::DuplicateReviewer, format!("two reviews are by `{name}`"))
                    .at(origin, "second time")
                    .and_at(*first, "first time")
                    .help("leave out the older one; if they are two people, write their full names"),
            ),
            None => {
                seen.insert(name.to_lowercase(), origin);
            }
        }
    }
}

fn review(loaded: &Loaded<raw::Review>, reviewed: Reviewed<'_>, check: &mut Check<'_>) -> Option<Review> {
    let raw = &loaded.value;
    let own_registry = of_this_registry(raw, reviewed, check);
    of_these_inputs(raw, reviewed, check);
    let (reviewer, date) = (check.text(&raw.reviewer), check.day(&raw.date));
    let ids: Vec<_> = raw.answers.iter().map(|answer| (check.file, &answer.capability)).collect();
    let is_once = unique(&ids, check.diagnostics).len() == ids.len();
    let answers: Option<IndexMap<_, _>> = all(raw.answers.iter().map(|item| answer(item, reviewed, check)));
    own_registry?;
    Some(Review { reviewer: crate::text::one_line(&reviewer?), date: date?, answers: answers.filter(|_| is_once)? })
}

fn of_this_registry(raw: &raw::Review, reviewed: Reviewed<'_>, check: &mut Check<'_>) -> Option<()> {
    let name = crate::text::one_line(&reviewed.assessment.repository.name);
    if crate::text::one_line(&raw.registry.value) == name {
        return Some(());
    }
    check.error(
        Code::ReviewOfOtherRegistry,
        raw.registry.span,
        format!(
            "this is a review of `{}`, and the workspace is about `{name}`",
            crate::diag::shortened(&raw.registry.value)
        ),
        "name the workspace that this review belongs to, or leave it out",
    )
}

/// Say which inputs are no longer those that the reviewer saw.
fn of_these_inputs(raw: &raw::Review, reviewed: Reviewed<'_>, check: &mut Check<'_>) {
    if raw.inputs.is_empty() {
        // Written by hand, from no page.
        return;
    }
    let is_same = |name: &str, digest: &str| {
        raw.inputs.iter().any(|input| input.name.value == name && input.sha256.value.eq_ignore_ascii_case(digest))
    };
    let others = reviewed.digests.iter().filter(|(name, digest)| !is_same(name, digest));
    let others: Vec<String> = others.map(|(name, _)| format!("`{name}`")).collect();
    if !others.is_empty() {
        let place = raw.inputs.first().map_or(raw.reviewer.span, |input| input.name.span);
        check.warning(
            Code::ReviewOfOtherPlan,
            place,
            format!("this review was made on another version of {}", crate::text::list(&others)),
            "its own figures still count, and where it agrees, it counts for the figures of today; ask the reviewer to look \
             at a new page if those have changed",
        );
    }
}

fn answer(item: &raw::Answer, reviewed: Reviewed<'_>, check: &mut Check<'_>) -> Option<(CapabilityId, ReviewAnswer)> {
    let known: Vec<_> = reviewed.catalog.capabilities.keys().map(CapabilityId::as_str).collect();
    let capability = check.known(&item.capability, &known, Code::UnknownCapability, "capability");
    let effort =
        item.effort.as_ref().map(|points| check.three_point(&points.optimistic, &points.likely, &points.pessimistic));
    let comment = check.optional_text(item.comment.as_ref());
    let (capability, effort) = (CapabilityId::new(capability?), flatten(effort)?);
    let verdict = item.verdict.as_ref().map(|verdict| verdict_of(verdict.value));
    if let (Some(points), Some(Verdict::Agree), Some(said)) = (effort, verdict, &item.verdict)
        && points != points_in_use(&capability, reviewed)
    {
        check.warning(
            Code::AgreesButDiffers,
            said.span,
            format!("the review agrees with the estimate of `{capability}`, but gives other figures"),
            "the figures count; ask the reviewer which of the two is meant",
        );
    }
    let priority = item.priority.as_ref().map(|priority| priority_of(priority.value));
    Some((capability, ReviewAnswer { verdict, effort, priority, comment: comment? }))
}

fn points_in_use(capability: &CapabilityId, reviewed: Reviewed<'_>) -> ThreePoint {
    let replaced = reviewed.plan.overrides.get(capability).and_then(|replaced| replaced.effort);
    replaced.unwrap_or(reviewed.catalog.capability(capability).effort.points)
}

fn verdict_of(verdict: raw::Verdict) -> Verdict {
    match verdict {
        raw::Verdict::Agree => Verdict::Agree,
        raw::Verdict::Disagree => Verdict::Disagree,
        raw::Verdict::Unsure => Verdict::Unsure,
    }
}

fn priority_of(priority: raw::Priority) -> Priority {
    match priority {
        raw::Priority::AsPlanned => Priority::AsPlanned,
        raw::Priority::Sooner => Priority::Sooner,
        raw::Priority::Later => Priority::Later,
        raw::Priority::Never => Priority::Never,
    }
}
