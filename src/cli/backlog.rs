//! `fundable backlog`: the roadmap as a work list for other tools.

use std::path::{Path, PathBuf};

use super::Outcome;
use super::args::{BacklogArgs, BacklogFormat};
use super::exit::{Exit, Failure};
use super::open::{PlanUse, inputs, slashes};
use super::out_folder::{Kind, OutFolder};
use super::output::Terminal;
use super::plan::roadmap;
use super::written::{Alike, Ending, show};
use crate::render::view::{self, Audience, BacklogView, Facts};
use crate::render::{to_csv, to_ics, to_issues, to_taskjuggler};
use crate::text::counted;

/// Write the work list.
pub fn backlog(args: &BacklogArgs, terminal: &Terminal) -> Outcome {
    let inputs = match inputs(&args.workspace, PlanUse::Needed, terminal)? {
        Ok(inputs) => inputs,
        Err(exit) => return Ok(exit),
    };
    let (plan, gap, roadmap) = roadmap(&inputs)?;
    let facts = Facts { catalog: &inputs.catalog, assessment: &inputs.assessment, gap: &gap, plan, roadmap: &roadmap };
    let view = view::backlog(&facts, if args.private { Audience::Private } else { Audience::Public });
    if view.items.is_empty() {
        return Err(Failure {
            exit: Exit::BadInput,
            message: "there is nothing to do: the target is reached".to_owned(),
            help: Some("raise the target in plan.yaml".to_owned()),
        });
    }
    let out = args.out.as_deref().filter(|out| *out != Path::new("-"));
    match (args.format, out) {
        (BacklogFormat::GithubIssues, None) if args.out.is_some() => Err(Failure::usage(
            "`github-issues` is a folder of files, which `--out -` cannot print",
            "name a folder, or take another format",
        )),
        (BacklogFormat::GithubIssues, out) => folder(args, out, &view, terminal),
        (format, None) => terminal.print(&document(format, &view)?).map(|()| Exit::Success),
        (format, Some(out)) => file(args, out, document(format, &view)?, terminal),
    }
}

/// The list as one document.
fn document(format: BacklogFormat, view: &BacklogView) -> Result<String, Failure> {
    let cannot = |what: &str, error: &dyn std::fmt::Display| Failure::fault(format!("cannot make {what}: {error}"));
    match format {
        BacklogFormat::Json => {
            serde_json::to_string_pretty(view).map(|text| text + "\n").map_err(|error| cannot("JSON", &error))
        }
        BacklogFormat::Csv => to_csv(view).map_err(|error| cannot("CSV", &error)),
        BacklogFormat::Taskjuggler => Ok(to_taskjuggler(view)),
        BacklogFormat::Ics => Ok(to_ics(view)),
        BacklogFormat::GithubIssues => Err(Failure::fault("issues are no single document")),
    }
}

/// A folder with a file per item.
fn folder(args: &BacklogArgs, out: Option<&Path>, view: &BacklogView, terminal: &Terminal) -> Outcome {
    let folder = out.map_or_else(
        || args.workspace.workspace.join(if args.private { "out-private" } else { "out" }).join("backlog"),
        Path::to_path_buf,
    );
    let mut files = OutFolder::new(folder.clone(), args.private, args.edits.into())?;
    for (name, text) in to_issues(view) {
        files.add(&name, text.into_bytes(), Kind::Text)?;
    }
    let written = files.write(ITEMS.is_one)?;
    let check = args.edits.check;
    show(&folder, &written, &ITEMS, check, terminal)?;
    Ending::of(&folder, &written, check).outcome()
}

const ITEMS: Alike = Alike {
    is_one: |name| name.starts_with(|c: char| c.is_ascii_digit()) && name.ends_with(".md"),
    words: |n| counted(n, "issue, in a file of its own", "issues, one per file"),
    gone: "no longer in the plan",
};

/// A file, protected like those of a folder.
fn file(args: &BacklogArgs, out: &Path, text: String, terminal: &Terminal) -> Outcome {
    let Some(name) = out.file_name().and_then(|name| name.to_str()).filter(|_| !out.is_dir()) else {
        return Err(Failure::usage(format!("`{}` is no name of a file", slashes(out)), "name a file with `--out`"));
    };
    let folder =
        out.parent().filter(|folder| !folder.as_os_str().is_empty()).map_or(PathBuf::from("."), Path::to_path_buf);
    let check = args.edits.check;
    let mut files = OutFolder::new(folder.clone(), args.private, args.edits.into())?;
    files.add(name, text.into_bytes(), Kind::Text)?;
    let written = files.write(|_| false)?;
    show(&folder, &written, &Alike::NONE, check, terminal)?;
    Ending::of(&folder, &written, check).outcome()
}
