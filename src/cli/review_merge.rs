//! `fundable review merge`: what reviewers answer, and what becomes of the plan.

use std::path::{Path, PathBuf};

use super::args::ReviewMergeArgs;
use super::compare::text as comparison_text;
use super::exit::{Exit, Failure};
use super::open::{Inputs, PlanUse, edited_plan, inputs, plan_path, slashes};
use super::output::Terminal;
use super::plan::roadmap;
use super::table::{Column, table};
use super::text_edit::{TextEdit, is_confirmed, text_of};
use super::{Outcome, json};
use crate::compose::digests;
use crate::diag::{Diagnostics, human};
use crate::load;
use crate::model::date::parse_day;
use crate::model::plan::Plan;
use crate::model::review::Review;
use crate::plan::{self as planner, compare};
use crate::render::view::{self, Facts, MergeInput, MergeView};
use crate::review::{Change, changes, edit, is_same, poll, with_changes};
use crate::source::Sources;
use crate::text::{counted, list};
use crate::validate::{self, Reviewed};
use indexmap::IndexMap;

/// Show what reviewers answer, and write it into the plan.
pub fn merge(args: &ReviewMergeArgs, terminal: &Terminal) -> Outcome {
    let (workspace, files) = args.split();
    if files.is_empty() {
        return Err(Failure::usage("no review is named", "name the files that the review page saved"));
    }
    let date = args.date.as_deref().map(|date| {
        parse_day(date).ok_or_else(|| {
            Failure::usage(format!("`{date}` is not a day of the calendar"), "write year, month and day")
        })
    });
    let inputs = match inputs(&workspace, PlanUse::Needed, terminal)? {
        Ok(inputs) => inputs,
        Err(exit) => return Ok(exit),
    };
    let (plan, gap, before) = roadmap(&inputs)?;
    let Some(reviews) = reviews(files, &inputs, plan, terminal) else { return Ok(Exit::BadInput) };
    let poll = poll(&inputs.catalog, plan, &reviews);
    let changes = changes(plan, &poll, date.transpose()?);
    let file = plan_path(&workspace);
    let edit = edited(&file, &inputs, plan, &changes)?;
    let after_plan = with_changes(plan, &changes);
    let after = planner::plan(&inputs.catalog, &gap, &after_plan);
    let Inputs { catalog, assessment, .. } = &inputs;
    let facts = Facts { catalog, assessment, gap: &gap, plan: &after_plan, roadmap: &after };
    let comparison = (!changes.is_empty()).then(|| view::comparison(&facts, &compare::compare(&before, &after)));
    let diff = edit.diff(&file);
    let input = MergeInput { reviews: &reviews, poll: &poll, changes: &changes, diff, comparison };
    let mut view = view::merge(&facts, input);
    if !args.json {
        terminal.print_text(&text(&view, terminal))?;
    }
    let wanted = !changes.is_empty() && !args.dry_run;
    if wanted && (args.yes || (!args.json && is_confirmed(&slashes(&file), "--dry-run", terminal)?)) {
        edit.write(&file)?;
        view.written = true;
    }
    if args.json {
        json(&view, terminal)?;
    } else if view.written {
        let n_estimates = counted(changes.len(), "estimate", "estimates");
        terminal.done(&format!("\n{}: {n_estimates} written\n", slashes(&file)))?;
    }
    Ok(Exit::Success)
}

/// Read and check the reviews; none if one of them has an error.
fn reviews(files: &[PathBuf], inputs: &Inputs, plan: &Plan, terminal: &Terminal) -> Option<Vec<Review>> {
    let (mut sources, mut diagnostics) = (Sources::default(), Diagnostics::default());
    let loaded: Vec<_> = files.iter().map(|path| load::review(path, &mut sources, &mut diagnostics)).collect();
    let loaded: Vec<_> = loaded.into_iter().flatten().collect();
    let digests: IndexMap<String, String> =
        digests(&inputs.sources).into_iter().map(|input| (input.name, input.sha256)).collect();
    let Inputs { catalog, assessment, .. } = inputs;
    let reviewed = Reviewed { catalog, assessment, plan, digests: &digests };
    let reviews = validate::reviews(&loaded, reviewed, &mut diagnostics);
    if !diagnostics.is_empty() {
        terminal.error(&human::render(&diagnostics, &sources, terminal.diagnostics()).trim_end());
    }
    reviews.filter(|_| !diagnostics.has_errors())
}

/// Edit the text of the plan, and read it once more to see that it says what it should.
fn edited(file: &Path, inputs: &Inputs, plan: &Plan, changes: &[Change]) -> Result<TextEdit, Failure> {
    let (name, before) = text_of(file, &inputs.sources)?;
    if changes.is_empty() {
        return Ok(TextEdit { after: before.clone(), before });
    }
    let after = load::tree(&before).and_then(|tree| edit(&before, &tree, changes));
    let wanted = with_changes(plan, changes);
    let after = after.filter(|after| edited_plan(&name, after, inputs).is_some_and(|read| is_same(&read, &wanted)));
    let help = "write its `estimates` as a plain list, one field a line, without anchors and aliases; or add the new ones by \
                hand, as `--json` lists them under `changes`";
    TextEdit::checked(&name, before, after, help)
}

fn text(view: &MergeView, terminal: &Terminal) -> String {
    let reviewers: Vec<String> =
        view.reviewers.iter().map(|reviewer| format!("{} ({})", reviewer.name, reviewer.date)).collect();
    let mut out = format!("Review of {} by {}\n", view.registry.name, list(&reviewers));
    view.labels.iter().for_each(|label| out.push_str(&format!("Note: {label}\n")));
    if view.items.is_empty() {
        return out + "\nNobody answers anything.\n";
    }
    out.push_str("\nEstimates in person-weeks; those that differ most come first, to be talked about first.\n\n");
    let columns = [
        Column::text("Step"),
        Column::fixed("Plan"),
        Column::fixed("Median"),
        Column::number("Judgements").shown_from(90),
        Column::number("Spread"),
        Column::text("Lowest").shown_from(100),
        Column::text("Highest").shown_from(100),
    ];
    let rows = view.items.iter().map(|item| {
        let end = |end: &Option<view::JudgementView>| {
            end.as_ref().map(|end| format!("{}: {}", end.who, end.points)).unwrap_or_default()
        };
        vec![
            item.title.clone(),
            item.plan.clone(),
            item.median.clone().unwrap_or_else(|| "-".to_owned()),
            item.n_judgements.to_string(),
            item.spread.as_ref().map(|spread| format!("{spread} times")).unwrap_or_default(),
            end(&item.lowest),
            end(&item.highest),
        ]
    });
    out.push_str(&table(&columns, rows.collect(), terminal));
    view.items.iter().for_each(|item| out.push_str(&said(item)));
    match &view.comparison {
        None => out.push_str("\nNo estimate of the plan changes.\n"),
        Some(comparison) => {
            out.push_str(&format!("\n{}\n{}", view.diff, comparison_text(comparison, terminal)));
        }
    }
    out
}

/// What is said of one capability beside the figures.
fn said(item: &view::PollItemView) -> String {
    let names = |what: &str, who: &[String]| (!who.is_empty()).then(|| format!("  {what}: {}\n", list(who)));
    let mut lines: Vec<String> = [
        names("agree", &item.agree),
        names("disagree, without figures", &item.disagree),
        names("not sure", &item.unsure),
    ]
    .into_iter()
    .flatten()
    .collect();
    lines.extend(item.priorities.iter().filter_map(|wish| names(wish.when, &wish.who)));
    lines.extend(item.comments.iter().map(|comment| format!("  {}: {}\n", comment.who, comment.text)));
    if lines.is_empty() { String::new() } else { format!("\n{}\n{}", item.title, lines.concat()) }
}
