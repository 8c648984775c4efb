//! The new texts of the files: what they have to say, and how they are written so that nothing is lost.

use std::path::Path;

use super::super::exit::Failure;
use super::super::open::slashes;
use super::super::output::{Terminal, write_file};
use super::super::text_edit::TextEdit;
use crate::diag::{Diagnostics, human};
use crate::load::{self, Loaded, RawWorkspace};
use crate::migrate::{Answer, NewAssessment, NewPlan, SECTIONS};
use crate::model::catalog::Catalog;
use crate::raw::plan::Plan;
use crate::raw::{InputKind, Text};
use crate::render::view::MigratedFileView;
use crate::source::{Part, Source, Sources};
use crate::validate;

/// A file before and after.
pub struct NewFile {
    /// Its name.
    pub name: String,
    kept_as: String,
    edit: TextEdit,
}

impl NewFile {
    /// A file whose old text is kept under the name of its framework.
    pub fn new(source: &Source, after: String, framework: &str) -> Self {
        let path = Path::new(&source.name);
        let stem = path.file_stem().map(|stem| stem.to_string_lossy().into_owned()).unwrap_or_default();
        // An id comes from the files and may hold anything; a name of a file may not.
        let is_plain = |c: char| c.is_ascii_alphanumeric() || matches!(c, '.' | '-' | '_');
        let framework: String = framework.chars().map(|c| if is_plain(c) { c } else { '-' }).take(80).collect();
        let kept_as = slashes(&path.with_file_name(format!("{stem}.{framework}.yaml")));
        Self { name: source.name.clone(), kept_as, edit: TextEdit { before: source.text.clone(), after } }
    }

    /// What is shown of it.
    pub fn view(&self) -> MigratedFileView {
        let diff = self.edit.diff(Path::new(&self.name));
        MigratedFileView { file: self.name.clone(), kept_as: self.kept_as.clone(), diff }
    }

    /// Whether the old text can be kept without losing another one.
    pub fn can_be_kept(&self) -> Result<(), Failure> {
        match std::fs::read(&self.kept_as) {
            Ok(bytes) if without_mark(&bytes) != self.edit.before.as_bytes() => {
                let message = format!("`{}` is there already and says something else", self.kept_as);
                Err(Failure::usage(message, "rename it; nothing was written"))
            }
            _ => Ok(()),
        }
    }

    /// Keep the old text, then write the new one; nothing where the file is no longer what was read.
    pub fn write(&self) -> Result<(), Failure> {
        let now = std::fs::read(&self.name).unwrap_or_default();
        if without_mark(&now) == self.edit.before.as_bytes() {
            write_file(Path::new(&self.kept_as), &now)?;
        }
        self.edit.write(Path::new(&self.name))
    }
}

fn without_mark(bytes: &[u8]) -> &[u8] {
    bytes.strip_prefix("\u{FEFF}".as_bytes()).unwrap_or(bytes)
}

/// Whether the new text of an assessment says what it should, read once more.
pub fn is_as_meant(new: &NewAssessment, name: &str) -> bool {
    let (mut sources, mut diagnostics) = (Sources::default(), Diagnostics::default());
    let file = sources.add(Part::Workspace, name, new.text.as_str());
    let read: Option<crate::raw::assessment::Assessment> =
        load::parse(InputKind::Assessment, file, &sources, &mut diagnostics);
    read.is_some_and(|read| {
        let on_one_line = |answer: &Answer| {
            let note = answer.note.as_ref().map(|note| note.split_whitespace().collect::<Vec<_>>().join(" "));
            Answer { note, ..answer.clone() }
        };
        read.capabilities.len() == new.answers.len()
            && read.capabilities.iter().all(|(id, answer)| {
                new.answers.get(&id.value).is_some_and(|meant| on_one_line(&answer.into()) == on_one_line(meant))
            })
    })
}

/// Whether the new text of a plan names what it should, read once more.
pub fn is_plan_as_meant(new: &NewPlan, name: &str) -> bool {
    let (mut sources, mut diagnostics) = (Sources::default(), Diagnostics::default());
    let file = sources.add(Part::Workspace, name, new.text.as_str());
    let Some(plan) = load::parse::<Plan>(InputKind::Plan, file, &sources, &mut diagnostics) else { return false };
    let ids = |texts: Vec<&Text>| texts.into_iter().map(|text| text.value.clone()).collect::<Vec<_>>();
    let mut said = vec![
        ids(plan.target.exclude.iter().map(|item| &item.capability).collect()),
        ids(plan.dates.iter().map(|item| &item.capability).collect()),
        ids(plan.drop_soft.iter().map(|item| &item.capability).collect()),
        ids(plan.estimates.iter().map(|item| &item.capability).collect()),
        ids(plan.ledger.iter().filter_map(|item| item.capability.as_ref()).collect()),
        ids(plan.progress.iter().filter_map(|item| item.capability.as_ref()).collect()),
    ];
    said.push(ids(plan.target.include.iter().collect()));
    said.push(ids(plan.work_packages.iter().flat_map(|item| &item.capabilities).collect()));
    let sections = SECTIONS.into_iter().chain(["include", "capabilities"]);
    sections.zip(said).all(|(section, said)| new.expected.get(section).map_or(said.is_empty(), |meant| *meant == said))
}

/// What is wrong with the new files for the new catalog; none where nothing is.
pub fn problems(
    workspace: &RawWorkspace,
    old: &Sources,
    files: &[NewFile],
    catalog: &Catalog,
    terminal: &Terminal,
) -> Option<String> {
    let (mut sources, mut diagnostics) = (Sources::default(), Diagnostics::default());
    let mut text = |file| {
        let name = &old.get(file).name;
        let new = files.iter().find(|new| new.name == *name).map_or(&old.get(file).text, |new| &new.edit.after);
        sources.add(Part::Workspace, name.as_str(), new.as_str())
    };
    let assessment = workspace.assessment.as_ref().map(|raw| text(raw.file));
    let plan = workspace.plan.as_ref().map(|raw| text(raw.file));
    let assessment = assessment.and_then(|file| {
        let value = load::parse(InputKind::Assessment, file, &sources, &mut diagnostics)?;
        validate::assessment(&Loaded { file, value }, catalog, &mut diagnostics)
    });
    if let Some(file) = plan
        && let Some(value) = load::parse(InputKind::Plan, file, &sources, &mut diagnostics)
    {
        validate::plan(&Loaded { file, value }, catalog, assessment.as_ref(), &mut diagnostics);
    }
    diagnostics
        .has_errors()
        .then(|| human::render_errors(&diagnostics, &sources, terminal.diagnostics()).trim_end().to_owned())
}
