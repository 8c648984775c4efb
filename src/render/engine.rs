//! Templates: Tera with our escaping, the built-in set, those of the user, and nothing else.

use std::fmt;
use std::io::{self, Write};

use include_dir::{Dir, include_dir};
use serde::{Deserialize, Serialize};
use tera::{Context, ErrorKind, Kwargs, State, Tera, Value};

use super::escape::{escape_destination, escape_markdown};
use crate::text::slashes;

static TEMPLATES: Dir<'_> = include_dir!("$CARGO_MANIFEST_DIR/templates");

/// Built-in templates carry this prefix, so that one of the same name without it can stand for them.
pub const BUILTIN: &str = "builtin/";

/// Larger than any document by far; a template that writes more has lost its way.
pub const MAX_DOCUMENT_BYTES: usize = 16 * 1024 * 1024;

/// A template of the user's own.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct UserTemplate {
    /// Path below the folder of templates, with forward slashes: that of the built-in one that it stands for, or another.
    pub name: String,
    /// Its text.
    pub text: String,
}

/// A template is wrong.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub enum TemplateFault {
    /// At one place.
    At {
        /// Name of the template; that of a built-in one begins with `builtin/`.
        template: String,
        /// Bytes of its text: first, and one past the last.
        bytes: (usize, usize),
        /// What is wrong there, in Tera's words.
        message: String,
    },
    /// At no single place, or at several, which the words name.
    Elsewhere(String),
}

impl fmt::Display for TemplateFault {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::At { template, bytes, message } => write!(f, "{template}, byte {}: {message}", bytes.0),
            Self::Elsewhere(message) => f.write_str(message),
        }
    }
}

/// Renders documents.
pub struct Engine {
    tera: Tera,
}

impl Engine {
    /// The built-in templates alone.
    pub fn builtin() -> Result<Self, TemplateFault> {
        Self::with(&[])
    }

    /// The built-in templates and those of the user, which win over built-in ones of the same name and can extend or
    /// include them as `builtin/<name>`. Every value is escaped as Markdown unless the template says otherwise.
    ///
    /// A template sees the view and other templates, and nothing else: no file, no program, no clock.
    pub fn with(own: &[UserTemplate]) -> Result<Self, TemplateFault> {
        let mut tera = Tera::new();
        tera.set_fallback_prefixes([BUILTIN]).map_err(|error| fault(&error))?;
        tera.autoescape_on([".md"]);
        tera.set_escape_fn(|text: &str, out: &mut dyn Write| out.write_all(escape_markdown(text).as_bytes()));
        // The one filter of ours: an address in the round brackets of a link is escaped by other rules than text.
        tera.register_filter("address", |address: &str, _: Kwargs, _: &State<'_>| {
            Value::safe_string(&escape_destination(address))
        });
        let templates = builtin_templates().into_iter().map(|(name, text)| (format!("{BUILTIN}{name}"), text));
        let own = own.iter().map(|template| (template.name.clone(), template.text.as_str()));
        tera.add_raw_templates(templates.chain(own)).map_err(|error| fault(&error))?;
        Ok(Self { tera })
    }

    /// Render one document as Markdown. `template` is its file name in `templates/`.
    ///
    /// A text of more than [`MAX_DOCUMENT_BYTES`] is a fault. A template of the user's own can still take all the time
    /// and memory there is; the command line renders those in a process that has little of both.
    pub fn render(&self, template: &str, view: &impl Serialize) -> Result<String, TemplateFault> {
        let context = Context::from_serialize(view).map_err(|error| fault(&error))?;
        let mut out = Bounded { bytes: Vec::new(), is_full: false };
        let rendered = self.tera.render_to(template, &context, &mut out);
        if out.is_full {
            let limit = MAX_DOCUMENT_BYTES / (1024 * 1024);
            return Err(TemplateFault::Elsewhere(format!("`{template}` writes more than {limit} MiB")));
        }
        rendered.map_err(|error| fault(&error))?;
        Ok(tidy(&String::from_utf8_lossy(&out.bytes)))
    }

    /// Names of the variables that a template, its parents and its parts use, sorted.
    pub fn variables(&self, template: &str) -> Result<Vec<String>, TemplateFault> {
        let names = self.tera.get_template_variables(template).map_err(|error| fault(&error))?;
        let mut names: Vec<_> = names.into_iter().map(str::to_owned).collect();
        names.sort();
        Ok(names)
    }
}

/// Name and text of every Markdown template, sorted by name.
pub fn builtin_templates() -> Vec<(String, &'static str)> {
    let parts = TEMPLATES.get_dir("_parts").into_iter().flat_map(Dir::files);
    let files =
        TEMPLATES.files().chain(parts).filter(|file| file.path().extension().is_some_and(|ending| ending == "md"));
    let mut templates: Vec<_> = files
        .filter_map(|file| Some((slashes(file.path()), file.contents_utf8()?)))
        .filter(|(name, _)| name != "README.md")
        .collect();
    templates.sort();
    templates
}

/// A text that ends at its limit.
struct Bounded {
    bytes: Vec<u8>,
    is_full: bool,
}

impl Write for Bounded {
    fn write(&mut self, bytes: &[u8]) -> io::Result<usize> {
        if self.bytes.len() + bytes.len() > MAX_DOCUMENT_BYTES {
            self.is_full = true;
            return Err(io::Error::other("full"));
        }
        self.bytes.extend_from_slice(bytes);
        Ok(bytes.len())
    }

    fn flush(&mut self) -> io::Result<()> {
        Ok(())
    }
}

fn fault(error: &tera::Error) -> TemplateFault {
    if let ErrorKind::SyntaxError(report) | ErrorKind::RenderingError(report) = error.kind() {
        let bytes = &report.span().range;
        return TemplateFault::At {
            template: report.filename().to_owned(),
            bytes: (bytes.start, bytes.end),
            message: report.message().to_owned(),
        };
    }
    let mut message = error.to_string();
    let mut source = std::error::Error::source(error);
    while let Some(cause) = source {
        message.push_str(&format!("\n{cause}"));
        source = cause.source();
    }
    TemplateFault::Elsewhere(message)
}

/// At most one empty line in a row, no blanks at line ends, one line break at the end of the text.
fn tidy(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    let mut empty = true;
    for line in text.lines().map(str::trim_end) {
        if !line.is_empty() || !empty {
            out.push_str(line);
            out.push('\n');
        }
        empty = line.is_empty();
    }
    out.truncate(out.trim_end().len());
    out.push('\n');
    out
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn tidy_keeps_text_and_drops_surplus_space() {
        assert_eq!(tidy("\n\na  \n\n\n\nb\n\n"), "a\n\nb\n");
    }
}
