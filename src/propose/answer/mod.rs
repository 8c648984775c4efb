//! Answers to the fields of a form, one function per part of a proposal.
//!
//! This is the one place below `render` that makes words: an answer has to be counted while it is chosen. Each comes in
//! several wordings, the fullest first, so that the form can take the fullest that fits. A shorter wording leaves out
//! detail, never a piece of work without saying so.

mod applicant;
mod case;
pub mod figures;
mod gain;
mod money;
mod team;
mod today;
mod work;

use super::Facts;
use super::form::{FormInput, Lack};
use crate::model::capability::{Capability, Part as Sentence};
use crate::model::id::CapabilityId;
use crate::model::part::Part;
use crate::model::plan::LedgerEntry;
use crate::plan::{Step, is_asked};
use crate::text::{one_line, sentence_end};

/// An answer in the making.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Draft {
    /// The same in fewer and fewer words; never empty.
    Written {
        /// Wordings, the fullest first.
        variants: Vec<String>,
        /// Where a person wrote it; none where it is computed.
        path: Option<String>,
    },
    /// There is none; without a reason, only an answer to the very field can be written.
    Nothing(Option<Lack>),
}

impl Draft {
    /// One wording.
    pub fn written(text: String, path: Option<&str>) -> Self {
        Self::of(vec![text], path)
    }

    /// Several wordings, the fullest first.
    pub fn of(variants: Vec<String>, path: Option<&str>) -> Self {
        let variants: Vec<_> = variants.into_iter().filter(|text| !text.is_empty()).collect();
        if variants.is_empty() {
            return Self::Nothing(None);
        }
        Self::Written { variants, path: path.map(str::to_owned) }
    }

    /// A fact on one line as it was written at this place, or that it is missing there.
    fn fact(text: Option<&str>, path: &str) -> Self {
        match text {
            Some(text) => Self::written(one_line(text), Some(path)),
            None => Self::Nothing(Some(Lack::Unwritten(path.to_owned()))),
        }
    }

    /// What a person wrote in some sentences at this place, or that it is missing there.
    fn own(text: Option<&str>, path: &str) -> Self {
        match text {
            Some(text) => Self::written(crate::count::plain(text), Some(path)),
            None => Self::Nothing(Some(Lack::Unwritten(path.to_owned()))),
        }
    }
}

/// What is asked for.
#[derive(Debug)]
pub struct Ask<'a> {
    /// What the form is filled from.
    pub input: &'a FormInput<'a>,
    /// Pieces of work, in the order of the roadmap.
    pub items: Vec<Item<'a>>,
}

/// A piece of work.
#[derive(Debug, Clone, Copy)]
pub struct Item<'a> {
    /// Its step of the roadmap.
    pub step: &'a Step,
    /// Its capability.
    pub capability: &'a Capability,
}

impl<'a> Ask<'a> {
    /// The ask of a proposal.
    pub fn new(input: &'a FormInput<'a>) -> Self {
        let steps = input.proposal.open.iter().map(|open| &input.facts.roadmap.steps[open.step]);
        let items =
            steps.map(|step| Item { step, capability: input.facts.catalog.capability(&step.capability) }).collect();
        Self { input, items }
    }

    /// Whether everything is asked for that the plan has to offer. What the applicant says of the whole is not true of a
    /// part.
    pub fn is_whole(&self) -> bool {
        let steps = &self.input.facts.roadmap.steps;
        let is_complete = self.input.selection.is_none_or(|selection| selection.left_out.is_empty());
        is_complete && steps.iter().filter(|step| is_asked(self.input.facts.plan, step)).count() == self.items.len()
    }

    /// The answer that a part of the proposal gives.
    pub fn draft(&self, part: Part) -> Draft {
        match part {
            Part::Title => case::title(self),
            Part::Registry => Draft::written(self.registry(), Some("repository.name in assessment.yaml")),
            Part::Summary => case::summary(self),
            Part::Sentence => case::sentence(self),
            Part::Abstract => case::abstract_of(self),
            Part::CurrentState => case::current_state(self),
            Part::Problem => case::problem(self),
            Part::Comparison => case::comparison(self),
            Part::Work => work::work(self),
            Part::Deliverables => work::deliverables(self),
            Part::Approach => work::approach(self),
            Part::Outcomes => gain::outcomes(self),
            Part::Beneficiaries => gain::benefits(self),
            Part::Evaluation => gain::evaluation(self),
            Part::Risks => gain::risks(self),
            Part::IfNotFunded => gain::if_not_funded(self),
            Part::WorkKinds => team::work_kinds(self),
            Part::Team => team::team(self),
            Part::Hours => figures::hours(self),
            Part::Duration => figures::months(self),
            Part::Cost => figures::cost(self),
            Part::Currency => figures::currency(self),
            Part::Budget => money::budget(self),
            Part::Milestones => money::milestones(self),
            Part::FundingElsewhere => money::funding_elsewhere(self),
            other => applicant::own(self, other),
        }
    }

    /// Name of the registry.
    pub fn registry(&self) -> String {
        one_line(&self.input.facts.assessment.repository.name)
    }

    /// A text of the catalog on one line, with the names of the registry and its ecosystem.
    pub fn placed(&self, text: &str) -> String {
        placed(&self.input.facts, text)
    }

    /// Sentences of the catalog that are still owed.
    pub fn owed(&self, item: &Item<'_>, sentences: &[Sentence]) -> Vec<String> {
        owed(&self.input.facts, &item.capability.id, sentences)
    }

    /// Asked-for capabilities that somebody else has agreed to pay for.
    pub fn paid_elsewhere(&self) -> Vec<CapabilityId> {
        self.elsewhere(|entry| entry.status.is_funded())
    }

    /// Asked-for capabilities that somebody else was asked to pay for, or is about to be.
    pub fn asked_elsewhere(&self) -> Vec<CapabilityId> {
        self.elsewhere(|entry| entry.status.is_pending())
    }

    fn elsewhere(&self, wanted: impl Fn(&LedgerEntry) -> bool) -> Vec<CapabilityId> {
        let others = || {
            let is_other = |entry: &&LedgerEntry| entry.profile.as_ref() != Some(&self.input.funder.id);
            self.input.facts.plan.ledger.iter().filter(is_other).filter(|entry| wanted(entry))
        };
        let ids = self.items.iter().map(|item| &item.capability.id);
        ids.filter(|id| others().any(|entry| entry.covers(id))).cloned().collect()
    }
}

/// A text of the catalog on one line, with the names of the registry and its ecosystem.
fn placed(facts: &Facts<'_>, text: &str) -> String {
    let repository = &facts.assessment.repository;
    one_line(text)
        .replace("{registry}", &one_line(&repository.name))
        .replace("{ecosystem}", &one_line(&repository.ecosystem))
}

/// Sentences of the catalog that are still owed: those of a part that is in place are not, unless how the registry stands
/// with it is confidential.
pub fn owed(facts: &Facts<'_>, id: &CapabilityId, sentences: &[Sentence]) -> Vec<String> {
    let secret = facts.assessment.answers[id].confidential;
    let owed = super::left::owed(facts, id, sentences, secret).into_iter();
    owed.map(|sentence| sentence_end(&placed(facts, &sentence.text))).collect()
}

/// A sentence after the title of its piece of work.
fn with_title(item: &Item<'_>, sentence: Option<String>) -> Option<String> {
    Some(format!("{}: {}", one_line(&item.capability.title), sentence?))
}

/// Lists, each below the title of its piece of work; a single piece needs no title.
fn per_item(ask: &Ask<'_>, of: impl Fn(&Item<'_>) -> Vec<String>) -> String {
    let blocks = ask.items.iter().filter_map(|item| {
        let entries = of(item);
        let text = if entries.len() == 1 { entries[0].clone() } else { bullets(&entries) };
        let is_alone = ask.items.len() == 1;
        match (text.is_empty(), is_alone) {
            (true, _) => None,
            (false, true) => Some(text),
            (false, false) => Some(format!("{}\n{text}", one_line(&item.capability.title))),
        }
    });
    blocks.collect::<Vec<_>>().join("\n\n")
}

/// A title inside a sentence: its first letter small, unless its first word is an abbreviation or a name such as PyPI.
fn in_sentence(title: &str) -> String {
    let title = one_line(title);
    let first_word = title.split(' ').next().unwrap_or_default();
    if first_word.chars().skip(1).any(char::is_uppercase) {
        return title;
    }
    let first = title.chars().take(1).flat_map(char::to_lowercase);
    first.chain(title.chars().skip(1)).collect()
}

/// Lines of a list, one thing each.
fn bullets(items: &[String]) -> String {
    items.iter().map(|item| format!("- {item}")).collect::<Vec<_>>().join("\n")
}

/// The first few of a list and how many more there are, for a wording that has no room for all.
fn first_few(items: &[String], n_shown: usize, what: (&str, &str)) -> String {
    let n_more = items.len().saturating_sub(n_shown);
    let shown = &items[..items.len().min(n_shown)];
    match n_more {
        0 => bullets(shown),
        _ => format!("{}\n- And {}.", bullets(shown), crate::text::counted(n_more, what.0, what.1)),
    }
}

/// Paragraphs with an empty line between, the empty ones left out.
fn joined(paragraphs: &[&str]) -> String {
    paragraphs.iter().copied().filter(|text| !text.is_empty()).collect::<Vec<_>>().join("\n\n")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_has_no_room_is_counted_and_not_passed_over() {
        let items = ["a", "b", "c"].map(str::to_owned);
        let what = ("further thing", "further things");
        assert_eq!(first_few(&items, 3, what), "- a\n- b\n- c");
        assert_eq!(first_few(&items, 2, what), "- a\n- b\n- And 1 further thing.");
        assert_eq!(first_few(&items, 1, what), "- a\n- And 2 further things.");
        assert_eq!(first_few(&[], 2, what), "");
    }

    #[test]
    fn titles_begin_small_in_a_sentence_unless_they_are_names() {
        for (title, expected) in
            [("Legal advice", "legal advice"), ("PyPI audit", "PyPI audit"), ("SBOM work", "SBOM work"), ("", "")]
        {
            assert_eq!(in_sentence(title), expected);
        }
    }
}
