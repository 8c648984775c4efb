//! `fundable report`: progress against the plan.

use std::path::Path;

use chrono::NaiveDate;
use serde::Serialize;

use super::args::{Format, ReportArgs};
use super::documents::{self, Bundle, to_stdout};
use super::exit::{Exit, Failure};
use super::open::{Inputs, PlanUse, inputs, older_assessment, other_plan};
use super::output::Terminal;
use super::pictures::carrier;
use super::templates::Templates;
use super::{Outcome, json};
use crate::compose::{Document, PRIVATE, digests, of_report, provenance};
use crate::diag::{did_you_mean, list_names};
use crate::model::assessment::Assessment;
use crate::model::date::PartialDate;
use crate::model::plan::Plan;
use crate::progress::{Payer, ProgressInput, progress};
use crate::render::view::{self, Audience, PicturesView, ReportInput, ReportView, Shape, report as report_view};
use crate::render::{Fact, Page};

/// Report what happened between two assessments.
pub fn report(args: &ReportArgs, terminal: &Terminal) -> Outcome {
    let inputs = match inputs(&args.workspace, PlanUse::Needed, terminal)? {
        Ok(inputs) => inputs,
        Err(exit) => return Ok(exit),
    };
    let templates = match Templates::open(&args.templates, &args.workspace.workspace, terminal)? {
        Ok(templates) => templates,
        Err(exit) => return Ok(exit),
    };
    let (before, older_sources) = match older_assessment(&args.before, &inputs, terminal) {
        Ok(older) => older,
        Err(exit) => return Ok(exit),
    };
    let older_plan = match args.before_plan.as_deref().map(|path| other_plan(path, &inputs, terminal)).transpose() {
        Ok(older) => older,
        Err(exit) => return Ok(exit),
    };
    let plan = inputs.plan.as_ref().ok_or_else(|| Failure::fault("the plan was not read"))?;
    let (catalog, after) = (&inputs.catalog, &inputs.assessment);
    same_registry(&before, after)?;
    let since = since(args, &before, after)?;
    let payer = args.funder.as_deref().map(|name| payer(name, &inputs, plan)).transpose()?;
    let progress = progress(&ProgressInput {
        catalog,
        before: &before,
        after,
        plan,
        plan_before: older_plan.as_ref().map(|(plan, _)| plan),
        since,
        payer: payer.as_ref().map(|(payer, _)| payer),
    });
    let mut provenance = provenance(catalog, &inputs.sources);
    for sources in std::iter::once(&older_sources).chain(older_plan.as_ref().map(|(_, sources)| sources)) {
        // The first digest is that of the catalog, which stands there already.
        provenance.inputs.extend(digests(sources).into_iter().skip(1));
    }
    templates.note_in(&mut provenance);
    let shape = match &payer {
        _ if args.is_final => Shape::Final,
        Some((Payer::Profile(id), _)) if id.as_str() == "alpha-omega" => Shape::Monthly,
        _ => Shape::General,
    };
    let input = ReportInput {
        catalog,
        before: &before,
        after,
        progress: &progress,
        since,
        funder: payer.as_ref().map(|(_, name)| name.as_str()),
        shape,
        audience: if args.private { Audience::Private } else { Audience::Public },
        provenance: &provenance,
    };
    let view = report_view(&input);
    if args.json {
        json(&view, terminal)?;
        return Ok(Exit::Success);
    }
    write(args, &templates, &view, &input, plan, terminal)
}

/// What the templates of reports see.
#[derive(Serialize)]
struct Shown<'a> {
    #[serde(flatten)]
    view: &'a ReportView,
    pictures: PicturesView,
}

/// Render and write, or print.
fn write(
    args: &ReportArgs,
    templates: &Templates,
    view: &ReportView,
    input: &ReportInput<'_>,
    plan: &Plan,
    terminal: &Terminal,
) -> Outcome {
    let shape = input.shape;
    let document = match shape {
        Shape::General => "report",
        Shape::Monthly => "report-monthly",
        Shape::Final => "report-final",
    };
    let is_one_text = matches!(args.formats.as_slice(), [Format::Md | Format::Html]);
    let prints = match &args.out {
        Some(out) => out == Path::new("-"),
        None => is_one_text,
    };
    let name = view.file.trim_end_matches(".md");
    let carrier = carrier(prints, &args.formats, args.mermaid);
    let pictures = carrier.placed(name, of_report(input));
    let shown = Shown { view, pictures: view::pictures(&pictures) };
    let markdown = templates.render(document, args.funder.as_deref().unwrap_or_default(), &shown, terminal)?;
    let page = templates.themed(Page { pictures, ..page(view, shape, plan) });
    if prints {
        let exit = to_stdout(&args.formats, &markdown, &page, args.mermaid, terminal)?;
        place_of_update(view, shape, terminal);
        return Ok(exit);
    }
    let bundle = Bundle {
        documents: vec![Document { name: name.to_owned(), markdown, page }],
        others: Vec::new(),
        provenance: view.provenance.clone(),
        // Proposals of the same folder have a `provenance.json` of their own.
        provenance_name: format!("{name}.provenance.json"),
        has_all_issues: false,
    };
    let ending = documents::write(&args.into(), &bundle, plan, terminal)?;
    place_of_update(view, shape, terminal);
    ending.outcome()
}

/// Say where Alpha-Omega takes its updates.
fn place_of_update(view: &ReportView, shape: Shape, terminal: &Terminal) {
    if shape == Shape::Monthly {
        let year = &view.until.iso[..4];
        terminal.note(&format!(
            "Hand it in as a pull request to ossf/alpha-omega: alpha/engagements/{year}/<your folder>/{}",
            view.file
        ));
    }
}

fn same_registry(before: &Assessment, after: &Assessment) -> Result<(), Failure> {
    let (older, newer) = (&before.repository.name, &after.repository.name);
    let (message, help) = if older != newer {
        (
            format!("the older assessment is of `{older}`, the newer one of `{newer}`"),
            "name another file with `--before`",
        )
    } else if before.assessed_on > after.assessed_on {
        let message = format!(
            "the assessment of `--before` is of {}, after that of the workspace, {}",
            before.assessed_on, after.assessed_on
        );
        (message, "exchange the two files: the newer one is the assessment of the workspace")
    } else {
        return Ok(());
    };
    Err(Failure { exit: Exit::BadInput, message, help: Some(help.to_owned()) })
}

/// The first day that counts.
fn since(args: &ReportArgs, before: &Assessment, after: &Assessment) -> Result<NaiveDate, Failure> {
    let Some(text) = &args.since else { return Ok(before.assessed_on) };
    let date = PartialDate::parse(text).ok_or_else(|| {
        Failure::usage(
            format!("`{text}` is no date"),
            "write `--since 2026-10-01`, or `--since 2026-10` for its first day",
        )
    })?;
    let since = date.first_day();
    if since > after.assessed_on {
        let message = format!("`--since {text}` is after the newer assessment, which is of {}", after.assessed_on);
        return Err(Failure::usage(message, "name an earlier day, or bring the assessment up to date"));
    }
    Ok(since)
}

/// The funder that a name means, and its name for people: one of the catalog, or one of the ledger.
fn payer(name: &str, inputs: &Inputs, plan: &Plan) -> Result<(Payer, String), Failure> {
    if let Some(funder) = inputs.catalog.funders.get(name) {
        return Ok((Payer::Profile(funder.id.clone()), funder.name.clone()));
    }
    let named = plan.ledger.iter().find(|entry| entry.funder.eq_ignore_ascii_case(name));
    if let Some(entry) = named {
        let payer = match &entry.profile {
            Some(id) => Payer::Profile(id.clone()),
            None => Payer::Named(entry.funder.clone()),
        };
        return Ok((payer, entry.funder.clone()));
    }
    let known = || {
        let of_catalog = inputs.catalog.funders.keys().map(|id| id.as_str());
        of_catalog.chain(plan.ledger.iter().map(|entry| entry.funder.as_str()))
    };
    let help = did_you_mean(name, known()).unwrap_or_else(|| list_names("the known ones are", known()));
    Err(Failure::usage(format!("`{name}` is no funder of the catalog or of the ledger"), help))
}

/// The frame of the report, from its view.
fn page(view: &ReportView, shape: Shape, plan: &Plan) -> Page {
    let title = match shape {
        Shape::General => "Progress report",
        Shape::Monthly => "Monthly update",
        Shape::Final => "Final report",
    };
    let mut page = Page::new(title, view.provenance.tool.clone());
    let private = if view.audience == "private" { "PRIVATE · " } else { "" };
    page.short_title = Some(format!("{private}{} · {title}", view.registry.name));
    page.subtitle = Some(match &view.funder {
        Some(funder) => format!("{}, for {funder}", view.registry.name),
        None => format!("For {} ({})", view.registry.name, view.registry.ecosystem),
    });
    let mut fact = |label: &str, value: String| page.facts.push(Fact::new(label, value));
    fact("Registry", format!("{} ({})", view.registry.name, view.registry.ecosystem));
    fact("Time", format!("{} to {}", view.since.text, view.until.text));
    fact("Completed", view.completed.len().to_string());
    if view.objectives.n_all > 0 {
        fact("Objectives in place", format!("{} of {}", view.objectives.n_met, view.objectives.n_all));
    }
    for line in &view.money {
        fact(&line.what, line.sum.clone());
    }
    fact("Framework", view.framework.title.clone());
    let private = (view.audience == "private").then(|| PRIVATE.to_owned());
    let notes: Vec<_> = private.into_iter().chain(view.labels.iter().cloned()).collect();
    page.note = (!notes.is_empty()).then(|| notes.join(" "));
    page.date = Some(plan.dated);
    page
}
