//! Finished documents on their way out: formats, folder, provenance.

use std::path::{Path, PathBuf};

use chrono::NaiveTime;

use super::Outcome;
use super::args::{Format, ProposeArgs, ReportArgs};
use super::exit::{Exit, Failure};
use super::open::Inputs;
use super::out_folder::{OutFolder, Written};
use super::output::{Terminal, sha256};
use super::pictures::{self, PICTURES};
use super::tools::typst_places;
use crate::model::plan::Plan;
use crate::render::view::{self, InputDigest, Provenance};
use crate::render::{Page, theme_files, to_html, to_typst, typst_picture};
use crate::source::{Part, Sources};
use crate::text::counted;
use crate::typeset::{TypesetFault, Typst};

/// A document before it takes on its formats.
pub struct Document {
    /// File name without its ending.
    pub name: String,
    /// Its text.
    pub markdown: String,
    /// Its frame.
    pub page: Page,
}

/// Everything that goes into the folder.
pub struct Bundle {
    /// Documents, each in all formats asked for.
    pub documents: Vec<Document>,
    /// Other files: name and bytes.
    pub others: Vec<(String, Vec<u8>)>,
    /// Where the documents come from.
    pub provenance: Provenance,
    /// File name of that.
    pub provenance_name: String,
    /// Whether all issues are in it, so that those of an earlier run that are not have to go.
    pub has_all_issues: bool,
}

/// Where a bundle goes, and in which formats.
pub struct Target<'a> {
    /// The workspace, in which documents lie where no folder is named.
    pub workspace: &'a Path,
    /// The folder that was named.
    pub out: Option<&'a Path>,
    /// Formats asked for.
    pub formats: &'a [Format],
    /// Whether they hold what is confidential.
    pub private: bool,
    /// Replace files that were edited.
    pub overwrite: bool,
    /// The typst program that was named.
    pub typst: Option<&'a Path>,
    /// Write diagrams into the Markdown where that can be.
    pub mermaid: bool,
}

impl<'a> From<&'a ProposeArgs> for Target<'a> {
    fn from(args: &'a ProposeArgs) -> Self {
        Self {
            workspace: &args.workspace.workspace,
            out: args.out.as_deref(),
            formats: &args.formats,
            private: args.private,
            overwrite: args.overwrite,
            typst: args.typst.as_deref(),
            mermaid: args.mermaid,
        }
    }
}

impl<'a> From<&'a ReportArgs> for Target<'a> {
    fn from(args: &'a ReportArgs) -> Self {
        Self {
            workspace: &args.workspace.workspace,
            out: args.out.as_deref(),
            formats: &args.formats,
            private: args.private,
            overwrite: args.overwrite,
            typst: args.typst.as_deref(),
            mermaid: args.mermaid,
        }
    }
}

/// Write a bundle in the formats asked for. The rest is written even where typst fails; its fault comes back.
pub fn write(
    target: &Target<'_>,
    bundle: &Bundle,
    plan: &Plan,
    terminal: &Terminal,
) -> Result<Option<TypesetFault>, Failure> {
    // Private documents lie apart, so that nobody publishes them by mistake.
    let default = || target.workspace.join(if target.private { "out-private" } else { "out" });
    let folder = target.out.map_or_else(default, Path::to_owned);
    let mut out = OutFolder::new(folder.clone(), target.private, target.overwrite)?;
    // A missing or broken typst must not keep the other formats from their reader.
    let mut fault = None;
    for Document { name, markdown, page } in &bundle.documents {
        if target.formats.contains(&Format::Md) {
            let (text, files) = pictures::markdown(markdown, page, target.mermaid);
            out.add(&format!("{name}.md"), text.into_bytes());
            files.iter().for_each(|placed| out.add(&placed.path, placed.picture.svg.clone().into_bytes()));
        }
        if target.formats.contains(&Format::Html) {
            out.add(&format!("{name}.html"), html(markdown, page).into_bytes());
        }
        if target.formats.contains(&Format::Pdf) && fault.is_none() {
            match typeset(target.typst, name, markdown, page, &folder, plan) {
                Ok(bytes) => out.add(&format!("{name}.pdf"), bytes),
                Err(found) => fault = Some(found),
            }
        }
    }
    bundle.others.iter().for_each(|(name, bytes)| out.add(name, bytes.clone()));
    let json = serde_json::to_string_pretty(&bundle.provenance)
        .map_err(|error| Failure::fault(format!("cannot make JSON: {error}")))?;
    out.add(&bundle.provenance_name, (json + "\n").into_bytes());
    let is_old_picture = |name: &str| {
        let place = name.strip_prefix(PICTURES).and_then(|place| place.split_once('/'));
        place.is_some_and(|(document, _)| bundle.documents.iter().any(|written| written.name == document))
    };
    let written = out.write(|name| bundle.has_all_issues && name.starts_with(ISSUES) || is_old_picture(name))?;
    terminal.print(&listing(&folder, &written))?;
    Ok(fault)
}

/// How a run ends whose files are written, by the fault of typst if there is one.
pub fn ended(fault: Option<TypesetFault>) -> Outcome {
    match fault {
        None => Ok(Exit::Success),
        Some(fault) => Err(Failure::environment(format!("no PDF was written: {fault}"), fault.help())),
    }
}

/// File name of where proposals come from.
pub const PROVENANCE: &str = "provenance.json";

/// Folder of the issue bodies.
pub const ISSUES: &str = "issues/";

/// The web page. Its text begins right under its head, with the same notes that a PDF needs on its cover.
fn html(markdown: &str, page: &Page) -> String {
    to_html(markdown, &Page { note: None, ..page.clone() })
}

/// One document on standard output.
pub fn to_stdout(formats: &[Format], markdown: &str, page: &Page, mermaid: bool, terminal: &Terminal) -> Outcome {
    match formats {
        [Format::Md] => terminal.print(&pictures::markdown(markdown, page, mermaid).0)?,
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

/// What was written and removed, for people.
pub fn listing(folder: &Path, written: &Written) -> String {
    let mut text = format!("{} in {}\n", counted(written.files.len(), "file", "files"), folder.display());
    let (issues, documents): (Vec<_>, Vec<_>) = written.files.iter().partition(|name| name.starts_with(ISSUES));
    documents.iter().for_each(|name| text.push_str(&format!("  {name}\n")));
    if !issues.is_empty() {
        let n_issues = counted(issues.len(), "issue body", "issue bodies");
        text.push_str(&format!("  {ISSUES} ({n_issues}, one per open item)\n"));
    }
    for name in &written.removed {
        let why = if name.starts_with(ISSUES) { "no longer open" } else { "no longer part of its document" };
        text.push_str(&format!("  removed {name}: {why}\n"));
    }
    text
}

/// Make the PDF in a work folder below the folder for output.
fn typeset(
    program: Option<&Path>,
    name: &str,
    markdown: &str,
    page: &Page,
    folder: &Path,
    plan: &Plan,
) -> Result<Vec<u8>, TypesetFault> {
    let typst = Typst::find(&typst_places(program.map(Path::to_owned)))?;
    let work: PathBuf = folder.join(".fundable").join("typst");
    let timestamp = plan.dated.and_time(NaiveTime::MIN).and_utc().timestamp();
    let pictures: Vec<(String, String)> = page.pictures.iter().map(typst_picture).collect();
    let mut files = theme_files().to_vec();
    files.extend(pictures.iter().map(|(name, svg)| (name.as_str(), svg.as_str())));
    typst.pdf(name, &to_typst(markdown, page), &files, &work, timestamp)
}

/// What the documents are made from.
pub fn provenance(inputs: &Inputs) -> Provenance {
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
pub fn digests(sources: &Sources) -> Vec<InputDigest> {
    let mut catalog = String::new();
    let mut inputs = Vec::new();
    for source in sources.iter() {
        let name = source.name.rsplit('/').next().unwrap_or(&source.name);
        match source.part {
            // Name and length keep two files from being read as one.
            Part::Catalog => catalog.push_str(&format!("{name} {}\n{}", source.text.len(), source.text)),
            Part::Workspace | Part::Template => {
                inputs.push(InputDigest { name: name.to_owned(), sha256: sha256(source.text.as_bytes()) });
            }
        }
    }
    inputs.insert(0, InputDigest { name: "catalog".to_owned(), sha256: sha256(catalog.as_bytes()) });
    inputs
}
