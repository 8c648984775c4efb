//! Filled forms as text: each answer to paste, then what is left to do.

use super::explain::Sections;
use super::view::{AskView, CheckView, FormFieldView, FormView, FormsView};
use crate::text::counted;

/// The forms as text. Answers keep their lines, because they are pasted; the rest is wrapped at this width.
pub fn text(view: &FormsView, width: usize) -> String {
    let mut out = String::new();
    if let Some(ask) = &view.ask {
        out.push_str(&asked(ask));
    }
    for form in &view.forms {
        if !out.is_empty() {
            out.push('\n');
        }
        out.push_str(&one(view, form, width));
    }
    out
}

/// What is asked for, package by package.
fn asked(ask: &AskView) -> String {
    let cost = ask.cost.as_ref().map(|cost| format!("{cost}, ")).unwrap_or_default();
    let months = counted(ask.months as usize, "month", "months");
    let mut out = format!("Asked for: {cost}{months}, {} to {}: {}\n", ask.start, ask.finish, ask.how);
    for (idx, package) in ask.packages.iter().enumerate() {
        let cost = package.cost.as_ref().map(|cost| format!("{cost}, ")).unwrap_or_default();
        let n = counted(package.capabilities.len(), "piece of work", "pieces of work");
        out.push_str(&format!(
            "  {}. {}: {n}, {cost}{} to {}\n",
            idx + 1,
            package.title,
            package.start,
            package.finish
        ));
    }
    out
}

fn one(view: &FormsView, form: &FormView, width: usize) -> String {
    let item = form.item_title.as_ref().map(|title| format!(", {title}")).unwrap_or_default();
    let n_fields = counted(form.fields.len(), "field", "fields");
    let labels: String = view.labels.iter().map(|label| format!("Illustration. {label}\n")).collect();
    let mut head =
        format!("{} ({}){item}: {} of {n_fields} answered\n{labels}", view.name, view.funder, form.n_answered);
    for field in &form.fields {
        head.push_str(&format!("\n──── {}: {}{}\n", field.id, field.question, length(field)));
        match &field.answer {
            Some(answer) => head.push_str(&format!("{answer}\n")),
            None => head.push_str(&format!("({})\n", no_answer(field))),
        }
    }
    let mut out = Sections::new(head, width);
    for (kind, title) in [
        ("wrong", "Wrong: not to be handed in like this"),
        ("missing", "Missing"),
        ("by-hand", "To be ticked or sent by a person"),
        ("left-out", "Left out of the ask"),
        ("note", "To know"),
    ] {
        let of_kind = form.checklist.iter().filter(|check| check.kind == kind);
        let mut lines: Vec<String> = of_kind.map(line).collect();
        if kind == "missing" && !lines.is_empty() {
            lines.push(format!(
                "The paths are those of plan.yaml. Any field can be answered for this form alone, under `narrative.answers.{}`.",
                view.funder
            ));
        }
        out.section(title, lines);
    }
    out.finish()
}

fn line(check: &CheckView) -> String {
    match &check.field {
        Some(field) => format!("{field}: {}", check.text),
        None => check.text.clone(),
    }
}

/// How long the answer is and may be.
pub(super) fn length(field: &FormFieldView) -> String {
    match (field.limit.as_str(), field.count) {
        ("none" | "unknown", _) => String::new(),
        (limit, Some(count)) if limit.contains(" to ") => format!(" ({count}; {limit})"),
        (limit, Some(count)) => format!(" ({count} of {limit})"),
        (limit, None) if limit.contains(" to ") => format!(" ({limit})"),
        (limit, None) => format!(" (at most {limit})"),
    }
}

/// Why a field has no answer.
pub(super) fn no_answer(field: &FormFieldView) -> &'static str {
    match field.verdict {
        "empty" => "optional, no answer",
        "by-hand" => "by hand",
        "not-to-be-claimed" => "not to be claimed",
        _ => "no answer yet",
    }
}
