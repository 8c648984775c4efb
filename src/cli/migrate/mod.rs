//! `fundable migrate`: an assessment and a plan for one framework, carried to another.

mod files;
mod text;

use std::path::{Path, PathBuf};

use indexmap::IndexMap;

use super::args::MigrateArgs;
use super::exit::{Exit, Failure};
use super::init::given_answers;
use super::open::open_catalog;
use super::output::Terminal;
use super::text_edit::is_confirmed;
use super::{Outcome, json};
use crate::diag::{Diagnostics, human, list_names, shortened};
use crate::load::{self, Loaded, RawWorkspace, WorkspacePaths};
use crate::migrate::{self, Fates, NewAssessment, NewPlan};
use crate::model::migration::Migration;
use crate::raw;
use crate::render::view;
use crate::source::Sources;
use crate::validate;
use files::{NewFile, is_as_meant, problems};

/// Show what becomes of the files, and write it after asking.
pub fn migrate(args: &MigrateArgs, terminal: &Terminal) -> Outcome {
    let (mut sources, mut diagnostics) = (Sources::default(), Diagnostics::default());
    let folder = target(&args.to)?;
    let catalog = open_catalog(folder.as_deref(), &mut sources, &mut diagnostics);
    let map = load::migration(&args.map, &mut sources, &mut diagnostics);
    let named = |option: &Option<PathBuf>, name| option.clone().unwrap_or_else(|| load::join(&args.workspace, name));
    let plan = named(&args.plan, "plan.yaml");
    let paths = WorkspacePaths {
        assessment: Some(named(&args.assessment, "assessment.yaml")),
        plan: (args.plan.is_some() || plan.exists()).then_some(plan),
    };
    let workspace = load::workspace(&paths, &mut sources, &mut diagnostics);
    let read = catalog.zip(map).and_then(|(catalog, map)| {
        let checked = validate::migration(&map, &catalog, &mut diagnostics)?;
        validate::mapped(&workspace, &checked, &catalog, &mut diagnostics)?;
        Some((catalog, checked))
    });
    if !diagnostics.is_empty() {
        terminal.error(&human::render(&diagnostics, &sources, terminal.diagnostics()).trim_end());
    }
    let (catalog, map) = match read.filter(|_| !diagnostics.has_errors()) {
        Some(read) => read,
        None => return Ok(Exit::BadInput),
    };
    let given = given_answers(&args.taxonomy, &catalog)?;
    let fates = Fates { map: &map, catalog: &catalog };
    let new_assessment = assessment(&workspace, &sources, &fates, &given)?;
    let new_plan = plan_text(&workspace, &sources, &fates)?;
    let files: Vec<NewFile> = [
        new_assessment.as_ref().zip(workspace.assessment.as_ref()).map(|(new, old)| (old.file, new.text.clone())),
        new_plan.as_ref().zip(workspace.plan.as_ref()).map(|(new, old)| (old.file, new.text.clone())),
    ]
    .into_iter()
    .flatten()
    .map(|(file, text)| NewFile::new(sources.get(file), text, &map.from))
    .collect();
    if files.is_empty() {
        terminal.done(&format!("nothing to do: these files are for `{}` already\n", map.to))?;
        return Ok(Exit::Success);
    }
    let lines = new_assessment.map(|new| new.lines).unwrap_or_default();
    let plan_lines = new_plan.map(|new| new.lines).unwrap_or_default();
    let mut view =
        view::migration((&map.from, &map.to), &lines, &plan_lines, files.iter().map(NewFile::view).collect());
    if !args.json {
        terminal.print(&text::diffs(&view))?;
        terminal.print_text(&text::text(&view, terminal))?;
    }
    if let Some(problems) = problems(&workspace, &sources, &files, &catalog, terminal) {
        terminal.error(&problems);
        let help = "mend the map or the old files, and run this again; nothing was written";
        let message = "what comes of it cannot be used yet";
        return Err(Failure { exit: Exit::BadInput, message: message.to_owned(), help: Some(help.to_owned()) });
    }
    files.iter().try_for_each(NewFile::can_be_kept)?;
    let names = files.iter().map(|file| file.name.as_str()).collect::<Vec<_>>().join(" and ");
    let wanted = !args.check && (args.yes || !args.json);
    if wanted && (args.yes || is_confirmed(&names, "--check", terminal)?) {
        files.iter().try_for_each(NewFile::write)?;
        view.written = true;
    }
    if args.json {
        json(&view, terminal)?;
    } else if view.written {
        terminal.done(&text::written(&view, args, folder.as_deref()))?;
    }
    Ok(if args.check { Exit::WouldChange } else { Exit::Success })
}

/// The folder of the new catalog; none for the built-in one.
fn target(to: &Path) -> Result<Option<PathBuf>, Failure> {
    if to.is_dir() {
        return Ok(Some(to.to_owned()));
    }
    let (mut sources, mut diagnostics) = (Sources::default(), Diagnostics::default());
    let built_in = load::catalog(None, &mut sources, &mut diagnostics).map(|raw| raw.framework.value.id.value);
    let built_in = built_in.ok_or_else(|| Failure::fault("the built-in catalog cannot be read"))?;
    if to.to_str() == Some(&built_in) {
        return Ok(None);
    }
    let message = format!("`{}` is neither a folder nor the built-in framework", shortened(&to.to_string_lossy()));
    Err(Failure::usage(message, format!("name the folder of the new catalog, or `{built_in}`")))
}

/// The new assessment; none where it is for the new framework already.
fn assessment(
    workspace: &RawWorkspace,
    sources: &Sources,
    fates: &Fates<'_>,
    given: &IndexMap<String, String>,
) -> Result<Option<NewAssessment>, Failure> {
    let Some(Loaded { file, value }) =
        workspace.assessment.as_ref().filter(|raw| is_old(&raw.value.framework, fates.map))
    else {
        return Ok(None);
    };
    let source = sources.get(*file);
    let asked = asked_anew(value, fates, given)?;
    let tree = load::tree(&source.text);
    let new = tree.and_then(|tree| migrate::assessment(&source.text, &tree, value, fates, &asked));
    let new = new.filter(|new| is_as_meant(new, &source.name));
    new.map(Some).ok_or_else(|| cannot_edit(&source.name, "its `capabilities` and `taxonomy` as plain mappings"))
}

/// The new plan; none where there is none, or it is for the new framework already.
fn plan_text(workspace: &RawWorkspace, sources: &Sources, fates: &Fates<'_>) -> Result<Option<NewPlan>, Failure> {
    let Some(Loaded { file, value: _ }) = workspace.plan.as_ref().filter(|raw| is_old(&raw.value.framework, fates.map))
    else {
        return Ok(None);
    };
    let source = sources.get(*file);
    let tree = load::tree(&source.text);
    let new = tree.and_then(|tree| migrate::plan(&source.text, &tree, fates));
    let new = new.filter(|new| files::is_plan_as_meant(new, &source.name));
    new.map(Some).ok_or_else(|| cannot_edit(&source.name, "its lists as plain lists, one entry after the other"))
}

fn is_old(framework: &raw::Text, map: &Migration) -> bool {
    framework.value == map.from
}

fn cannot_edit(name: &str, how: &str) -> Failure {
    Failure {
        exit: Exit::BadInput,
        message: format!("`{name}` is written in a way that cannot be edited without harm"),
        help: Some(format!("write {how}, one field a line, without anchors and aliases; nothing was written")),
    }
}

/// Answers to the questions that the new framework asks and the file does not answer.
fn asked_anew(
    raw: &raw::assessment::Assessment,
    fates: &Fates<'_>,
    given: &IndexMap<String, String>,
) -> Result<IndexMap<String, String>, Failure> {
    let mut answers: IndexMap<String, String> = IndexMap::new();
    for (question, answer) in &raw.taxonomy {
        match fates.map.questions.get(&question.value) {
            None => drop(answers.insert(question.value.clone(), answer.value.clone())),
            Some((Some(to), new)) => {
                let answer = new.get(&answer.value).unwrap_or(&answer.value);
                answers.insert(to.clone(), answer.clone());
            }
            Some((None, _)) => {}
        }
    }
    let mut asked = IndexMap::new();
    for (id, question) in &fates.catalog.framework.taxonomy {
        if answers.contains_key(id) || !question.applies(&answers) {
            continue;
        }
        let Some(answer) = given.get(id) else {
            let words = list_names("the answers are", question.answers.keys().map(String::as_str));
            let message =
                format!("`{}` asks what the old framework did not: {} ({id})", fates.map.to, question.question);
            return Err(Failure::usage(message, format!("add `--taxonomy {id}=<answer>`; {words}")));
        };
        answers.insert(id.clone(), answer.clone());
        asked.insert(id.clone(), answer.clone());
    }
    match given.keys().find(|id| !asked.contains_key(*id)) {
        Some(id) => {
            let message = format!("`{id}` is answered in the assessment, or not asked");
            Err(Failure::usage(message, "leave it out, or change the assessment"))
        }
        None => Ok(asked),
    }
}
