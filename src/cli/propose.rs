//! `fundable propose`: documents.

use std::path::{Path, PathBuf};

use chrono::NaiveTime;

use super::Outcome;
use super::args::{Format, ProposeArgs, Recipient};
use super::exit::{Exit, Failure};
use super::forms::{forms, no_recipient};
use super::open::{Inputs, PlanUse, inputs};
use super::out_folder::{OutFolder, Written};
use super::output::{Terminal, sha256};
use super::plan::roadmap;
use super::tools::typst_places;
use crate::diag::did_you_mean;
use crate::model::catalog::Catalog;
use crate::model::id::CapabilityId;
use crate::model::plan::Plan;
use crate::propose::{self, Extent, NothingToPropose, Proposal};
use crate::render::view::{self, Audience, DocumentInput, DocumentView, Facts, InputDigest, Provenance};
use crate::render::{Engine, Fact, Page, theme_files, to_html, to_typst};
use crate::source::{Part, Sources};
use crate::text::counted;
use crate::typeset::{TypesetFault, Typst};

/// Write the documents for a recipient.
pub fn propose(args: &ProposeArgs, terminal: &Terminal) -> Outcome {
    let inputs = match inputs(&args.workspace, PlanUse::Needed, terminal)? {
        Ok(inputs) => inputs,
        Err(exit) => return Ok(exit),
    };
    let recipient = match Recipient::named(&args.recipient) {
        _ if args.forms_only => None,
        Some(recipient) => Some(recipient),
        None => return Err(no_recipient(&args.recipient, &Recipient::NAMES, &inputs)),
    };
    let (plan, gap, roadmap) = roadmap(&inputs)?;
    let facts = Facts { catalog: &inputs.catalog, assessment: &inputs.assessment, gap: &gap, plan, roadmap: &roadmap };
    let extent = match &args.capability {
        Some(id) => Extent::One(CapabilityId::new(id.as_str())),
        None => Extent::Whole,
    };
    let proposal = propose::propose(&inputs.catalog, &gap, plan, &roadmap, &extent)
        .map_err(|reason| nothing(&reason, args.capability.as_deref(), &inputs.catalog))?;
    let Some(recipient) = recipient else { return forms(args, &facts, &proposal, terminal) };
    let alternatives =
        if extent == Extent::Whole { propose::alternatives(&inputs.catalog, &gap, plan) } else { Vec::new() };
    let provenance = provenance(&inputs);
    let audience = if args.private { Audience::Private } else { Audience::Public };
    let view_of = |proposal: &Proposal| {
        view::document(
            &facts,
            &DocumentInput { proposal, alternatives: &alternatives, audience, provenance: &provenance },
        )
    };
    let engine = Engine::builtin().map_err(|fault| Failure::fault(format!("a built-in template is wrong: {fault}")))?;
    let render = |template: &str, view: &DocumentView| {
        engine
            .render(template, view)
            .map_err(|fault| Failure::fault(format!("`{template}` cannot be rendered: {fault}")))
    };

    let view = view_of(&proposal);
    let template = recipient.document();
    let markdown = render(&format!("{template}.md"), &view)?;
    let page = page(&view, recipient, plan);
    if args.out.as_deref() == Some(Path::new("-")) {
        return to_stdout(args, &markdown, &page, terminal);
    }
    let folder = args.out.clone().unwrap_or_else(|| {
        // Private documents lie apart, so that nobody publishes them by mistake.
        args.workspace.workspace.join(if args.private { "out-private" } else { "out" })
    });
    let mut out = OutFolder::new(folder.clone(), args.private, args.overwrite)?;
    // A document about one capability must not replace the one about all of them.
    let name = match &args.capability {
        Some(id) => format!("{template}-{id}"),
        None => template.to_owned(),
    };
    if args.formats.contains(&Format::Md) {
        out.add(&format!("{name}.md"), markdown.clone().into_bytes());
    }
    if args.formats.contains(&Format::Html) {
        out.add(&format!("{name}.html"), html(&markdown, &page).into_bytes());
    }
    if recipient == Recipient::PsfFundables {
        for open in &proposal.open {
            let one = Proposal { open: vec![*open], assess: Vec::new(), closed: Vec::new() };
            let id = &roadmap.steps[open.step].capability;
            out.add(&format!("{ISSUES}{id}.md"), render("issue.md", &view_of(&one))?.into_bytes());
        }
    }
    let json = serde_json::to_string_pretty(&provenance)
        .map_err(|error| Failure::fault(format!("cannot make JSON: {error}")))?;
    out.add("provenance.json", (json + "\n").into_bytes());
    // A missing or broken typst must not keep the other formats from their reader.
    let mut fault = None;
    if args.formats.contains(&Format::Pdf) {
        match typeset(args, &name, &to_typst(&markdown, &page), &folder, plan) {
            Ok(bytes) => out.add(&format!("{name}.pdf"), bytes),
            Err(found) => fault = Some(found),
        }
    }
    let lists_all_issues = recipient == Recipient::PsfFundables && extent == Extent::Whole;
    let written = out.write(|name| lists_all_issues && name.starts_with(ISSUES))?;
    terminal.print(&listing(&folder, &written))?;
    match fault {
        None => Ok(Exit::Success),
        Some(fault) => Err(Failure::environment(format!("no PDF was written: {fault}"), fault.help())),
    }
}

/// Folder of the issue bodies.
const ISSUES: &str = "issues/";

/// The web page. Its text begins right under its head, with the same notes that a PDF needs on its cover.
fn html(markdown: &str, page: &Page) -> String {
    to_html(markdown, &Page { note: None, ..page.clone() })
}

/// One document on standard output.
fn to_stdout(args: &ProposeArgs, markdown: &str, page: &Page, terminal: &Terminal) -> Outcome {
    match args.formats.as_slice() {
        [Format::Md] => terminal.print(markdown)?,
        [Format::Html] => terminal.print(&html(markdown, page))?,
        _ => {
            return Err(Failure::usage(
                "`--out -` prints one document, so it takes one text format",
                "add `--format md` or `--format html`, or name a folder",
            ));
        }
    }
    Ok(Exit::Success)
}

fn listing(folder: &Path, written: &Written) -> String {
    let mut text = format!("{} in {}\n", counted(written.files.len(), "file", "files"), folder.display());
    let (issues, documents): (Vec<_>, Vec<_>) = written.files.iter().partition(|name| name.starts_with(ISSUES));
    documents.iter().for_each(|name| text.push_str(&format!("  {name}\n")));
    if !issues.is_empty() {
        let n_issues = counted(issues.len(), "issue body", "issue bodies");
        text.push_str(&format!("  {ISSUES} ({n_issues}, one per open item)\n"));
    }
    written.removed.iter().for_each(|name| text.push_str(&format!("  removed {name}: no longer open\n")));
    text
}

/// Why there is nothing to propose, about one capability where the user named it.
pub fn nothing(reason: &NothingToPropose, id: Option<&str>, catalog: &Catalog) -> Failure {
    let id = id.unwrap_or_default();
    let (message, help) = match reason {
        NothingToPropose::UnknownCapability => {
            let known = catalog.capabilities.keys().map(CapabilityId::as_str);
            let help = did_you_mean(id, known).unwrap_or_else(|| "`fundable explain` lists them all".to_owned());
            return Failure::usage(format!("`{id}` is no capability of the catalog"), help);
        }
        NothingToPropose::InPlace => (format!("`{id}` is in place already"), "`fundable status` lists what is open"),
        NothingToPropose::Funded => {
            (format!("`{id}` is paid for according to the ledger"), "`fundable plan` lists the steps")
        }
        NothingToPropose::LeftOut => {
            (format!("`{id}` is open, but the plan leaves it out"), "raise the target, or list it under `include`")
        }
        NothingToPropose::Unknown => (
            format!("nobody knows whether `{id}` is in place"),
            "assess it first and write its status into the assessment",
        ),
        NothingToPropose::NotApplicable => {
            (format!("`{id}` does not apply to this registry"), "`fundable status --json` says why")
        }
        NothingToPropose::NothingOpen => {
            ("there is nothing to propose: the target is reached".to_owned(), "raise the target in plan.yaml")
        }
    };
    Failure { exit: Exit::BadInput, message, help: Some(help.to_owned()) }
}

/// What stands on the cover of a document with confidential parts.
const PRIVATE: &str = "Private: holds what the registry has marked confidential. Do not publish.";

/// The frame of the document, from its view.
fn page(view: &DocumentView, recipient: Recipient, plan: &Plan) -> Page {
    let generator = view.provenance.tool.clone();
    let mut page = Page::new(recipient.title(), generator);
    let private = if view.audience == "private" { "PRIVATE · " } else { "" };
    page.short_title = Some(format!("{private}{} · {}", view.registry.name, recipient.title()));
    page.subtitle = Some(match &view.applicant {
        Some(applicant) => format!("{}, for {}", applicant.organisation, view.registry.name),
        None => format!("For {} ({})", view.registry.name, view.registry.ecosystem),
    });
    let mut fact = |label: &str, value: String| page.facts.push(Fact::new(label, value));
    fact("Registry", format!("{} ({})", view.registry.name, view.registry.ecosystem));
    fact("Open items", view.sum.n_items.to_string());
    fact("Effort", format!("{} person-weeks ({})", view.sum.effort.text, view.sum.effort.range));
    if let Some(cost) = &view.sum.cost {
        fact("Cost", format!("{} ({})", cost.text, cost.range));
    }
    if let (Some(start), Some(finish)) = (&view.sum.start, &view.sum.finish) {
        fact("Time", format!("{} to {}", start.text, finish.text));
    }
    fact("Framework", view.framework.title.clone());
    fact("Assessed", format!("{} by {}", view.registry.assessed_on.text, view.registry.assessed_by));
    let private = (view.audience == "private").then(|| PRIVATE.to_owned());
    let notes: Vec<_> = private.into_iter().chain(view.labels.iter().cloned()).collect();
    page.note = (!notes.is_empty()).then(|| notes.join(" "));
    page.date = Some(plan.dated);
    page
}

/// Make the PDF in a work folder below the folder for output.
fn typeset(args: &ProposeArgs, name: &str, source: &str, folder: &Path, plan: &Plan) -> Result<Vec<u8>, TypesetFault> {
    let typst = Typst::find(&typst_places(args.typst.clone()))?;
    let work: PathBuf = folder.join(".fundable").join("typst");
    let timestamp = plan.dated.and_time(NaiveTime::MIN).and_utc().timestamp();
    typst.pdf(name, source, &theme_files(), &work, timestamp)
}

/// What the documents are made from.
fn provenance(inputs: &Inputs) -> Provenance {
    let framework = &inputs.catalog.framework;
    Provenance {
        format: "fundable-provenance/1",
        tool: format!("fundable {}", env!("CARGO_PKG_VERSION")),
        framework: framework.id.clone(),
        catalog_version: framework.catalog_version.to_string(),
        inputs: digests(&inputs.sources),
        statement: view::STATEMENT,
    }
}

/// One digest for all files of the catalog and one for each file of the workspace.
fn digests(sources: &Sources) -> Vec<InputDigest> {
    let mut catalog = String::new();
    let mut inputs = Vec::new();
    for source in sources.iter() {
        let name = source.name.rsplit('/').next().unwrap_or(&source.name);
        match source.part {
            // Name and length keep two files from being read as one.
            Part::Catalog => catalog.push_str(&format!("{name} {}\n{}", source.text.len(), source.text)),
            Part::Workspace => {
                inputs.push(InputDigest { name: name.to_owned(), sha256: sha256(source.text.as_bytes()) });
            }
        }
    }
    inputs.insert(0, InputDigest { name: "catalog".to_owned(), sha256: sha256(catalog.as_bytes()) });
    inputs
}
