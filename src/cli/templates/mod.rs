//! Templates: the built-in ones, with those of the user laid over them.

mod command;
pub mod sandbox;

pub use command::templates;

use std::cell::{OnceCell, RefCell};
use std::path::{Path, PathBuf};
use std::sync::Arc;

use serde::Serialize;
use serde_json::Value;

use super::args::TemplateArgs;
use super::exit::{Exit, Failure};
use super::output::Terminal;
use crate::compose::sha256;
use crate::diag::{Code, Diagnostic, Diagnostics, did_you_mean, human};
use crate::load::{self, RawTemplates, RawTheme};
use crate::model::brand::Brand;
use crate::render::view::{InputDigest, Provenance};
use crate::render::{BUILTIN, Engine, Page, TemplateFault, Theme, UserTemplate, builtin_templates};
use crate::source::{FileId, Origin, Part, Sources, Span};
use crate::validate;
use sandbox::SandboxFault;

/// Folder of a workspace for templates of its own.
const FOLDER: &str = "templates";

/// Templates that are ready for use.
pub struct Templates {
    /// Made when the first document is rendered: not every run of a command comes to that.
    engine: OnceCell<Engine>,
    own: Vec<UserTemplate>,
    theme: Arc<Theme>,
    sources: Sources,
    raw: RawTemplates,
    /// What was rendered, where nothing is to be written.
    seen: Option<RefCell<Vec<Seen>>>,
}

/// One rendering.
pub struct Seen {
    /// The template.
    pub template: String,
    /// What it could use.
    pub view: Value,
}

/// The folder of the user's own templates: the one that is named, else `templates` in the workspace where it is there.
pub fn folder(args: &TemplateArgs, workspace: &Path) -> Option<PathBuf> {
    args.templates.clone().or_else(|| load::own_folder(workspace, FOLDER))
}

impl Templates {
    /// Read and check the templates; print what is wrong, and go on only if none is an error.
    pub fn open(args: &TemplateArgs, workspace: &Path, terminal: &Terminal) -> Result<Result<Self, Exit>, Failure> {
        let (mut sources, mut diagnostics) = (Sources::default(), Diagnostics::default());
        let opened = Self::read(folder(args, workspace).as_deref(), &mut sources, &mut diagnostics);
        if !diagnostics.is_empty() {
            terminal.error(&human::render(&diagnostics, &sources, terminal.diagnostics()).trim_end());
        }
        let Some(raw) = opened.filter(|_| !diagnostics.has_errors()) else { return Ok(Err(Exit::BadInput)) };
        let (raw, theme) = raw;
        terminal.trace_sources(&sources);
        let own = own(&raw, &sources);
        terminal.trace(|| match own.len() {
            0 => "templates: built in".to_owned(),
            n => format!("templates: built in, {n} of your own over them"),
        });
        Ok(Ok(Self { engine: OnceCell::new(), own, theme: Arc::new(theme), sources, raw, seen: None }))
    }

    /// The built-in templates alone.
    pub fn builtin() -> Self {
        Self {
            engine: OnceCell::new(),
            own: Vec::new(),
            theme: Arc::default(),
            sources: Sources::default(),
            raw: RawTemplates::default(),
            seen: None,
        }
    }

    /// Read and check a folder of templates; without one, there are the built-in ones alone. What is wrong is among the
    /// diagnostics; nothing comes back where a template or the theme is.
    pub fn read(
        folder: Option<&Path>,
        sources: &mut Sources,
        diagnostics: &mut Diagnostics,
    ) -> Option<(RawTemplates, Theme)> {
        let Some(folder) = folder else { return Some((RawTemplates::default(), Theme::default())) };
        let raw = load::templates(folder, sources, diagnostics);
        unused(&raw, sources, diagnostics);
        let theme = theme(&raw.theme, sources, diagnostics);
        match Engine::with(&own(&raw, sources)) {
            Ok(_) => Some((raw, theme?)),
            Err(fault) => {
                diagnostics.push(diagnostic(&fault, &raw, sources));
                None
            }
        }
    }

    /// Render as usual, but write nothing, and keep what every template could use.
    pub fn rehearsal(self) -> Self {
        Self { seen: Some(RefCell::default()), ..self }
    }

    /// Whether nothing is to be written.
    pub fn is_rehearsal(&self) -> bool {
        self.seen.is_some()
    }

    /// What was rendered in a rehearsal, in the order of rendering.
    pub fn seen(self) -> Vec<Seen> {
        self.seen.map(RefCell::into_inner).unwrap_or_default()
    }

    /// Whether a document can come out otherwise than by the built-in templates.
    pub fn has_own(&self) -> bool {
        !self.own.is_empty()
    }

    /// Render a document for a recipient as Markdown; a special template for the recipient wins.
    pub fn render(
        &self,
        document: &str,
        recipient: &str,
        view: &impl Serialize,
        terminal: &Terminal,
    ) -> Result<String, Failure> {
        let template = self.template_for(document, recipient);
        terminal.trace(|| format!("rendering {template}"));
        if let Some(seen) = &self.seen {
            seen.borrow_mut().push(Seen { template: template.clone(), view: json(view)? });
        }
        if !self.has_own() {
            return self
                .builtin_engine()?
                .render(&template, view)
                .map_err(|fault| Failure::fault(format!("`{template}` cannot be rendered: {fault}")));
        }
        let fault = match sandbox::render(&self.own, &template, json(view)?) {
            Ok(text) => return Ok(text),
            Err(SandboxFault::Template(fault)) => fault,
            Err(SandboxFault::Excess(what)) => TemplateFault::Elsewhere(format!("`{template}` {what}")),
            Err(SandboxFault::Io(error)) => {
                return Err(Failure::environment(
                    format!("cannot render `{template}` in a process of its own: {error}"),
                    "check the limits of this account for processes and memory",
                ));
            }
        };
        let (mut sources, mut diagnostics) = (self.sources.clone(), Diagnostics::default());
        let found = diagnostic(&fault, &self.raw, &mut sources);
        let near = meant(&found, &sources, &json(view)?);
        diagnostics.push(near.into_iter().fold(found, Diagnostic::help));
        terminal.error(&human::render(&diagnostics, &sources, terminal.diagnostics()).trim_end());
        Err(Failure {
            exit: Exit::BadInput,
            message: format!("`{template}` cannot be rendered, so nothing was written"),
            help: Some("mend the template, or move it away to use the built-in one".to_owned()),
        })
    }

    /// Name of the template for a document: `<document>-<recipient>.md` where the user has one, else `<document>.md`.
    fn template_for(&self, document: &str, recipient: &str) -> String {
        let special = format!("{document}-{recipient}.md");
        if self.raw.templates.contains_key(&special) { special } else { format!("{document}.md") }
    }

    fn builtin_engine(&self) -> Result<&Engine, Failure> {
        if let Some(engine) = self.engine.get() {
            return Ok(engine);
        }
        let engine =
            Engine::builtin().map_err(|fault| Failure::fault(format!("a built-in template is wrong: {fault}")))?;
        Ok(self.engine.get_or_init(|| engine))
    }

    /// A page in the looks of the theme.
    pub fn themed(&self, page: Page) -> Page {
        Page { theme: Arc::clone(&self.theme), ..page }
    }

    /// Documents say which templates and which theme they were made with, where these are not the built-in ones.
    pub fn note_in(&self, provenance: &mut Provenance) {
        let mut note = |name: &str, bytes: &[u8]| {
            provenance.inputs.push(InputDigest { name: name.to_owned(), sha256: sha256(bytes) });
        };
        if self.has_own() {
            // Name and length keep two files from being read as one.
            let all: String = self
                .own
                .iter()
                .map(|template| format!("{} {}\n{}", template.name, template.text.len(), template.text))
                .collect();
            note("templates", all.as_bytes());
        }
        if *self.theme != Theme::default() {
            let mut all = self.theme.style().into_owned().into_bytes();
            for (name, bytes) in self.theme.typst_files() {
                all.extend_from_slice(format!("{name} {}\n", bytes.len()).as_bytes());
                all.extend_from_slice(&bytes);
            }
            note("theme", &all);
        }
    }
}

fn json(view: &impl Serialize) -> Result<Value, Failure> {
    serde_json::to_value(view).map_err(|error| Failure::fault(format!("cannot make JSON: {error}")))
}

/// The theme as the user has changed it; none where it cannot be used.
fn theme(raw: &RawTheme, sources: &Sources, diagnostics: &mut Diagnostics) -> Option<Theme> {
    let brand = raw.brand.as_ref().map(|loaded| validate::brand(loaded, &raw.images, diagnostics));
    let brand = brand.map_or(Some(Brand::default()), |brand| brand);
    let mut is_good = true;
    for (name, file) in &raw.files {
        let text = &sources.get(*file).text;
        if let Some(start) = name.ends_with(".css").then(|| text.find("</")).flatten() {
            let message = format!("`{name}` holds `</`, which would end the style of a page");
            let span = Span { start, end: start + 2 };
            let found = Diagnostic::error(Code::ThemeFault, message).at(Origin { file: *file, span }, "");
            diagnostics.push(found.help("write `<\\/` where it has to be in a string"));
            is_good = false;
        }
    }
    let files = raw.files.iter().map(|(name, file)| (name.clone(), sources.get(*file).text.clone())).collect();
    Some(Theme { brand: brand?, files }).filter(|_| is_good)
}

/// The user's own templates with their texts, sorted by name.
fn own(raw: &RawTemplates, sources: &Sources) -> Vec<UserTemplate> {
    let template =
        |(name, file): (&String, &FileId)| UserTemplate { name: name.clone(), text: sources.get(*file).text.clone() };
    raw.templates.iter().map(template).collect()
}

/// A fault of a template where it stands; a built-in one is shown too, for it may break on what an own one leaves out.
fn diagnostic(fault: &TemplateFault, raw: &RawTemplates, sources: &mut Sources) -> Diagnostic {
    let help = "`fundable templates context` prints everything that a template can use";
    match fault {
        TemplateFault::At { template, bytes, message } => {
            let built_in =
                || builtin_templates().into_iter().find(|(name, _)| Some(&**name) == template.strip_prefix(BUILTIN));
            let file = raw
                .templates
                .get(template)
                .copied()
                .or_else(|| built_in().map(|(_, text)| sources.add(Part::Template, template.as_str(), text)));
            let diagnostic = Diagnostic::error(Code::TemplateFault, as_phrase(message)).help(help);
            match file {
                Some(file) => {
                    let span = Span { start: bytes.0, end: bytes.1.max(bytes.0) };
                    diagnostic.at(Origin { file, span }, "")
                }
                None => diagnostic,
            }
        }
        // Several faults come with a report of several lines.
        TemplateFault::Elsewhere(message) if message.contains('\n') => {
            Diagnostic::error(Code::TemplateFault, "the templates do not fit together").help(message.as_str())
        }
        TemplateFault::Elsewhere(message) => Diagnostic::error(Code::TemplateFault, as_phrase(message)).help(help),
    }
}

/// The field of the view that a name at the place of a fault is nearest to: `regstry`, `registry.nme`. None where the name is
/// a field, or no field is near.
fn meant(fault: &Diagnostic, sources: &Sources, view: &Value) -> Option<String> {
    let origin = fault.primary.as_ref()?.origin;
    let text = &sources.get(origin.file).text;
    let found = text.get(origin.span.start..origin.span.end)?;
    // The place of a field is its name alone; what it is a field of stands before it.
    let before = text.get(..origin.span.start)?;
    let parents = &before[before.trim_end_matches(|c: char| c.is_alphanumeric() || c == '_' || c == '.').len()..];
    let mut fields = view.as_object()?;
    // A variable of a loop is none of the view, and what it holds is not known here.
    for name in parents.split_terminator('.') {
        fields = fields.get(name)?.as_object()?;
    }
    let name = found.split('.').next().filter(|name| !fields.contains_key(*name))?;
    did_you_mean(name, fields.keys().map(String::as_str))
}

/// Templates that nothing uses: their author would wait in vain for an effect.
fn unused(raw: &RawTemplates, sources: &Sources, diagnostics: &mut Diagnostics) {
    let built_in = builtin_templates();
    let is_built_in = |name: &str| built_in.iter().any(|(known, _)| known == name);
    for (name, file) in &raw.templates {
        let is_special = built_in.iter().any(|(known, _)| {
            let document = known.trim_end_matches(".md");
            !document.starts_with('_') && name.strip_prefix(document).is_some_and(|rest| rest.starts_with('-'))
        });
        let is_called = raw.templates.iter().any(|(other, file)| {
            let text = &sources.get(*file).text;
            other != name && (text.contains(&format!("\"{name}\"")) || text.contains(&format!("'{name}'")))
        });
        if !is_built_in(name) && !is_special && !is_called {
            let message = format!("`{name}` stands for no built-in template, and no other template includes it");
            let near = did_you_mean(name, built_in.iter().map(|(known, _)| known.as_str()));
            let help = near.unwrap_or_else(|| "`fundable templates list` shows the names".to_owned());
            let start = Origin { file: *file, span: Span { start: 0, end: 0 } };
            diagnostics.push(Diagnostic::warning(Code::TemplateUnused, message).at(start, "").help(help));
        }
    }
}

/// Tera writes its messages as sentences, with a capital and a final dot, and diagnostics have neither.
fn as_phrase(message: &str) -> String {
    let mut letters = message.trim_end_matches('.').chars();
    match letters.next() {
        Some(first) => first.to_lowercase().chain(letters).collect(),
        None => String::new(),
    }
}
