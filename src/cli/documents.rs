//! Finished documents on their way out: formats, folder, provenance.

use std::path::{Path, PathBuf};

use chrono::NaiveTime;
use serde::Serialize;

use super::Outcome;
use super::args::{Format, ProposeArgs, ReportArgs};
use super::exit::{Exit, Failure};
use super::open::slashes;
use super::out_folder::{Edits, Kind, OutFolder};
use super::output::Terminal;
use super::pictures;
use super::tools::typst_places;
use super::written::{Alike, Ending, show};
use crate::compose::{Document, ISSUES, PICTURES, html, sha256};
use crate::model::plan::Plan;
use crate::render::view::Provenance;
use crate::render::{Page, to_typst, typst_picture};
use crate::text::counted;
use crate::typeset::{TypesetFault, Typst};

/// Everything that goes into the folder.
pub struct Bundle {
    /// Documents, each in all formats asked for.
    pub documents: Vec<Document>,
    /// Other files: name below the folder, bytes, and what they are.
    pub others: Vec<(String, Vec<u8>, Kind)>,
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
    /// What becomes of edits.
    pub edits: Edits,
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
            edits: args.edits.into(),
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
            edits: args.edits.into(),
            typst: args.typst.as_deref(),
            mermaid: args.mermaid,
        }
    }
}

/// Write a bundle in the formats asked for. The rest is written even where typst fails; its fault is in the ending.
///
/// The edits of people live in the Markdown, and the other formats are made from that. So where there is a Markdown file, it
/// is written as well, whatever the formats are.
pub fn write(target: &Target<'_>, bundle: &Bundle, plan: &Plan, terminal: &Terminal) -> Result<Ending, Failure> {
    // Private documents lie apart, so that nobody publishes them by mistake.
    let default = || target.workspace.join(if target.private { "out-private" } else { "out" });
    let folder = target.out.map_or_else(default, Path::to_owned);
    let mut out = OutFolder::new(folder.clone(), target.private, target.edits)?;
    // A missing or broken typst must not keep the other formats from their reader.
    let mut fault = None;
    let mut not_made = Vec::new();
    for Document { name, markdown, page } in &bundle.documents {
        let [md, html_name, pdf] = ["md", "html", "pdf"].map(|ending| format!("{name}.{ending}"));
        let wants = |format| target.formats.contains(&format);
        let is_written = wants(Format::Md) || out.knows(&md);
        // Diagrams stand in the text itself, so an edit is merged with the text as it is read.
        let (generated, files) = pictures::markdown(markdown, page, target.mermaid);
        let text = if is_written { out.add_text(&md, generated)? } else { Some(markdown.clone()) };
        let Some(text) = text else {
            let made = [(Format::Html, html_name), (Format::Pdf, pdf)].into_iter().filter(|(format, _)| wants(*format));
            not_made.extend(made.map(|(_, name)| name));
            continue;
        };
        for placed in files.iter().filter(|_| wants(Format::Md)) {
            out.add(&placed.path, placed.picture.svg.clone().into_bytes(), Kind::Made)?;
        }
        let text = pictures::without_mermaid(&text, page);
        if wants(Format::Html) {
            out.add(&html_name, html(&text, page).into_bytes(), Kind::Made)?;
        }
        if wants(Format::Pdf) && fault.is_none() {
            let drawn: String = page.pictures.iter().map(|placed| placed.picture.svg.as_str()).collect();
            let source = to_typst(&text, page);
            let theme: Vec<u8> = page.theme.typst_files().into_iter().flat_map(|(_, bytes)| bytes).collect();
            let text = [source.as_str(), &plan.dated.to_string(), &drawn].concat();
            let made_from = sha256(&[text.as_bytes(), &theme].concat());
            if out.is_check() {
                // Typst writes files and takes time; the digest of its source says as much.
                out.check_made(&pdf, made_from)?;
                continue;
            }
            match typeset(target.typst, name, &source, page, &folder, plan, terminal) {
                Ok(bytes) => out.add_made(&pdf, bytes, Some(made_from))?,
                Err(found) => fault = Some(found),
            }
        }
    }
    for (name, bytes, kind) in &bundle.others {
        out.add(name, bytes.clone(), *kind)?;
    }
    let json = provenance_file(&bundle.provenance, &out)?;
    out.add(&bundle.provenance_name, json, Kind::Made)?;
    let is_old_picture = |name: &str| {
        let place = name.strip_prefix(PICTURES).and_then(|place| place.split_once('/'));
        place.is_some_and(|(document, _)| bundle.documents.iter().any(|written| written.name == document))
    };
    let written = out.write(|name| bundle.has_all_issues && name.starts_with(ISSUES) || is_old_picture(name))?;
    show(&folder, &written, &ISSUE_BODIES, target.edits.check, terminal)?;
    Ok(Ending { fault, not_made, ..Ending::of(&folder, &written, target.edits.check) })
}

/// Where the documents of one run come from, and which of them people have edited.
fn provenance_file(provenance: &Provenance, out: &OutFolder) -> Result<Vec<u8>, Failure> {
    /// Other documents in the folder may be of another run, and then of other inputs.
    #[derive(Serialize)]
    struct File<'a> {
        #[serde(flatten)]
        provenance: &'a Provenance,
        documents: Vec<String>,
        #[serde(skip_serializing_if = "Vec::is_empty")]
        edited_by_hand: Vec<String>,
    }
    let file = File { provenance, documents: out.names(), edited_by_hand: out.edited() };
    let json =
        serde_json::to_string_pretty(&file).map_err(|error| Failure::fault(format!("cannot make JSON: {error}")))?;
    Ok((json + "\n").into_bytes())
}

/// File name of where proposals come from.
pub const PROVENANCE: &str = "provenance.json";

const ISSUE_BODIES: Alike = Alike {
    is_one: |name| name.starts_with(ISSUES),
    words: |n| format!("{ISSUES} ({}, one per open item)", counted(n, "issue body", "issue bodies")),
    gone: "no longer open",
};

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

/// Make the PDF in a work folder below the folder for output.
fn typeset(
    program: Option<&Path>,
    name: &str,
    source: &str,
    page: &Page,
    folder: &Path,
    plan: &Plan,
    terminal: &Terminal,
) -> Result<Vec<u8>, TypesetFault> {
    let typst = Typst::find(&typst_places(program.map(Path::to_owned)))?;
    terminal.trace(|| format!("typst: {}", slashes(typst.program())));
    let work: PathBuf = folder.join(".fundable").join("typst");
    let timestamp = plan.dated.and_time(NaiveTime::MIN).and_utc().timestamp();
    let pictures = page.pictures.iter().map(typst_picture).map(|(name, svg)| (name, svg.into_bytes()));
    let files: Vec<_> = page.theme.typst_files().into_iter().chain(pictures).collect();
    typst.pdf(name, source, &files, &work, timestamp)
}
