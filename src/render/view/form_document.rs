//! A filled form as a document: what is left to do, then each question with its answer.

use serde::Serialize;

use super::document::{Audience, Provenance};
use super::form::{CheckView, FormFieldView, FormView};
use super::plan::{FrameworkView, framework};
use super::{DateView, Facts, ProposalView, RegistryView, labels};
use crate::propose::Fault;
use crate::render::form::{length, no_answer};

/// What the template of a form sees.
#[derive(Debug, Clone, Serialize)]
pub struct FormDocumentView {
    /// Name of the funder.
    pub name: String,
    /// The framework.
    pub framework: FrameworkView,
    /// The registry.
    pub registry: RegistryView,
    /// Labels of inputs that are illustrations.
    pub labels: Vec<String>,
    /// `public` or `private`.
    pub audience: &'static str,
    /// Date of the plan.
    pub dated: DateView,
    /// Number of fields that have an answer.
    pub n_answered: usize,
    /// What is left to do, by kind; no kind without anything to do.
    pub groups: Vec<CheckGroupView>,
    /// Fields, in the order of the form.
    pub fields: Vec<AnsweredView>,
    /// Where the document comes from.
    pub provenance: Provenance,
}

/// Things of one kind that are left to do.
#[derive(Debug, Clone, Serialize)]
pub struct CheckGroupView {
    /// Title of the kind.
    pub title: &'static str,
    /// The things.
    pub checks: Vec<SpokenCheckView>,
}

/// Something to do, ready to be printed.
#[derive(Debug, Clone, Serialize)]
pub struct SpokenCheckView {
    /// Id of the field, where it is about one.
    pub field: Option<String>,
    /// The sentence, with the names of places apart.
    pub parts: Vec<SpokenPart>,
}

/// A part of a sentence.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct SpokenPart {
    /// The text; where it is code, nothing that could end a code span.
    pub text: String,
    /// Whether it names a place.
    pub is_code: bool,
    /// Whether a blank comes before it: escaping drops blanks at both ends of a text.
    pub is_apart: bool,
}

/// A field and its answer, ready to be printed.
#[derive(Debug, Clone, Serialize)]
pub struct AnsweredView {
    /// The form's own name of it.
    pub id: String,
    /// The question, in our words.
    pub question: String,
    /// Whether it has to be answered, how long it is and may be, what can be chosen, where the answer was written.
    pub facts: Vec<String>,
    /// The answer; empty where there is none.
    pub blocks: Vec<BlockView>,
    /// Why there is none.
    pub no_answer: &'static str,
}

/// Lines of an answer that belong together.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct BlockView {
    /// Whether each line is an entry of a list.
    pub is_list: bool,
    /// The lines; of a list without their marks.
    pub lines: Vec<String>,
}

/// The view of a filled form. `more` are checks of the proposal beside it.
pub fn form_document(
    facts: &Facts<'_>,
    name: &str,
    form: &FormView,
    more: Vec<CheckView>,
    audience: Audience,
    provenance: &Provenance,
) -> FormDocumentView {
    let told = |check: &CheckView| form.checklist.iter().any(|other| other.text.contains(&check.text));
    let more = more.into_iter().filter(|check| !told(check));
    let checks: Vec<CheckView> = form.checklist.iter().cloned().chain(more).collect();
    FormDocumentView {
        name: name.to_owned(),
        framework: framework(facts),
        registry: facts.assessment.into(),
        labels: labels(facts),
        audience: if audience == Audience::Private { "private" } else { "public" },
        dated: facts.plan.dated.into(),
        n_answered: form.n_answered,
        groups: groups(&checks),
        fields: form.fields.iter().map(answered).collect(),
        provenance: provenance.clone(),
    }
}

/// What the proposal beside the form lacks, as far as only the applicant can mend it.
pub fn proposal_checks(facts: &Facts<'_>, view: &ProposalView) -> Vec<CheckView> {
    let narrative = &facts.plan.narrative;
    let lacks = [
        (narrative.consent.is_none(), "The proposal shows no agreement of the maintainers.", "narrative.consent"),
        (
            narrative.consent.as_ref().is_some_and(|consent| consent.link.is_none()),
            "The agreement of the maintainers has no link.",
            "narrative.consent.link",
        ),
        (
            narrative.sustainability.is_none(),
            "The proposal does not say who pays for operation afterwards.",
            "narrative.sustainability",
        ),
        (narrative.project.is_none(), "The proposal does not say what the registry is.", "narrative.project"),
        (narrative.dependents.is_none(), "The proposal does not say who depends on it.", "narrative.dependents"),
        (narrative.qualification.is_none(), "The proposal does not say who does the work.", "narrative.qualification"),
    ];
    let missing = lacks.into_iter().filter(|(is_missing, ..)| *is_missing);
    let missing = missing.map(|(_, text, path)| CheckView {
        kind: "missing",
        field: None,
        text: format!("{text} Write `{path}`."),
    });
    let budget = view.budget.as_ref();
    let above = budget.and_then(|budget| Some((budget.cap_above.as_ref()?, budget))).map(|(most, budget)| {
        let cap = &budget.cap_text;
        let text = format!(
            "The cap, {cap}, lies above the most that this funder gives, {most}. Propose less, or say who pays what goes \
             beyond it."
        );
        CheckView { kind: "note", field: None, text }
    });
    missing.chain(above).collect()
}

/// Why there is no `funding.json`.
pub fn manifest_checks(faults: &[Fault]) -> Vec<CheckView> {
    let check = |fault: &Fault| {
        let text = format!("`{}` {}.", fault.place, fault.what);
        CheckView { kind: "wrong", field: None, text }
    };
    faults.iter().map(check).collect()
}

fn groups(checks: &[CheckView]) -> Vec<CheckGroupView> {
    let kinds = [
        ("wrong", "Wrong: not to be handed in like this"),
        ("missing", "Missing"),
        ("by-hand", "To be ticked or sent by a person"),
        ("note", "To know"),
    ];
    let groups = kinds.into_iter().map(|(kind, title)| CheckGroupView {
        title,
        checks: checks
            .iter()
            .filter(|check| check.kind == kind)
            .map(|check| SpokenCheckView { field: check.field.clone(), parts: parts(&check.text) })
            .collect(),
    });
    groups.filter(|group| !group.checks.is_empty()).collect()
}

/// Split a sentence at its backticks. Only what cannot end a code span becomes one.
fn parts(text: &str) -> Vec<SpokenPart> {
    let is_place = |text: &str| {
        !text.is_empty()
            && text.trim() == text
            && text.bytes().all(|byte| byte.is_ascii_alphanumeric() || b"._-[] ".contains(&byte))
    };
    let pieces: Vec<&str> = text.split('`').collect();
    let n_pieces = pieces.len();
    let mut parts: Vec<SpokenPart> = Vec::new();
    let mut ends_blank = false;
    for (idx, piece) in pieces.into_iter().enumerate() {
        let is_inside = idx % 2 == 1;
        let is_code = is_inside && idx + 1 < n_pieces && is_place(piece);
        // What looks like a place and is none keeps its backticks as text.
        let text = if is_inside && !is_code {
            format!("`{piece}{}", if idx + 1 < n_pieces { "`" } else { "" })
        } else {
            piece.to_owned()
        };
        if text.is_empty() {
            continue;
        }
        let is_apart = ends_blank || text.starts_with(' ');
        ends_blank = text.ends_with(' ');
        parts.push(SpokenPart { text, is_code, is_apart });
    }
    parts
}

fn answered(field: &FormFieldView) -> AnsweredView {
    let mut facts = vec![field.requirement.clone()];
    let length = length(field);
    facts.extend((!length.is_empty()).then(|| length.trim_matches([' ', '(', ')']).to_owned()));
    facts.extend((!field.choices.is_empty()).then(|| format!("one of {}", field.choices.join(", "))));
    facts.extend(field.written_in.as_ref().map(|place| format!("written in {place}")));
    AnsweredView {
        id: field.id.clone(),
        question: field.question.clone(),
        facts,
        blocks: field.answer.as_deref().map(blocks).unwrap_or_default(),
        no_answer: no_answer(field),
    }
}

/// Paragraphs and lists of a plain text.
fn blocks(text: &str) -> Vec<BlockView> {
    let mut blocks: Vec<BlockView> = Vec::new();
    let mut is_open = false;
    for line in text.lines() {
        if line.trim().is_empty() {
            is_open = false;
            continue;
        }
        let entry = line.strip_prefix("- ");
        match blocks.last_mut() {
            Some(block) if is_open && block.is_list == entry.is_some() => {
                block.lines.push(entry.unwrap_or(line).to_owned());
            }
            _ => {
                let lines = vec![entry.unwrap_or(line).to_owned()];
                blocks.push(BlockView { is_list: entry.is_some(), lines });
            }
        }
        is_open = true;
    }
    blocks
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_answer_keeps_its_paragraphs_lines_and_lists() {
        let block = |is_list, lines: &[&str]| BlockView {
            is_list,
            lines: lines.iter().map(|line| (*line).to_owned()).collect(),
        };
        let expected = [block(false, &["one", "two:"]), block(true, &["a", "b"]), block(false, &["three"])];
        assert_eq!(blocks("one\ntwo:\n- a\n- b\n\n\nthree"), expected);
        assert_eq!(blocks(""), []);
    }

    #[test]
    fn only_names_of_places_become_code() {
        let shown = |text: &str| {
            let mark = |part: SpokenPart| {
                let blank = if part.is_apart { "_" } else { "" };
                if part.is_code { format!("{blank}<{}>", part.text) } else { format!("{blank}{}", part.text.trim()) }
            };
            parts(text).into_iter().map(mark).collect::<String>()
        };
        assert_eq!(shown("Write `applicant.url`."), "Write_<applicant.url>.");
        assert_eq!(shown("Write `a.b`, or `c` too."), "Write_<a.b>, or_<c>_too.");
        assert_eq!(shown("a `b*c` d"), "a_`b*c`_d");
        assert_eq!(shown("a ` b"), "a_` b");
    }
}
