//! Templates: Tera with our escaping, the built-in set, and nothing else.

use std::fmt;
use std::io::Write;

use include_dir::{Dir, include_dir};
use serde::Serialize;
use tera::{Context, Kwargs, State, Tera, Value};

use super::escape::{escape_destination, escape_markdown};

static TEMPLATES: Dir<'_> = include_dir!("$CARGO_MANIFEST_DIR/templates");

/// Built-in templates carry this prefix, so that one of the same name without it can stand for them.
const BUILTIN: &str = "builtin/";

/// A template is wrong: which, where and why, in Tera's words.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct TemplateFault(pub String);

impl fmt::Display for TemplateFault {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.0)
    }
}

/// Renders documents.
pub struct Engine {
    tera: Tera,
}

impl Engine {
    /// The built-in templates. Every value is escaped as Markdown unless the template says otherwise.
    pub fn builtin() -> Result<Self, TemplateFault> {
        let mut tera = Tera::new();
        tera.set_fallback_prefixes([BUILTIN]).map_err(|error| fault(&error))?;
        tera.autoescape_on([".md"]);
        tera.set_escape_fn(|text: &str, out: &mut dyn Write| out.write_all(escape_markdown(text).as_bytes()));
        // The one filter of ours: an address in the round brackets of a link is escaped by other rules than text.
        tera.register_filter("address", |address: &str, _: Kwargs, _: &State<'_>| {
            Value::safe_string(&escape_destination(address))
        });
        let templates = builtin_templates().into_iter().map(|(name, text)| (format!("{BUILTIN}{name}"), text));
        tera.add_raw_templates(templates).map_err(|error| fault(&error))?;
        Ok(Self { tera })
    }

    /// Render one document as Markdown. `template` is its file name in `templates/`.
    pub fn render(&self, template: &str, view: &impl Serialize) -> Result<String, TemplateFault> {
        let context = Context::from_serialize(view).map_err(|error| fault(&error))?;
        self.tera.render(template, &context).map(|text| tidy(&text)).map_err(|error| fault(&error))
    }

    /// Names of the variables that a template uses, sorted.
    pub fn variables(&self, template: &str) -> Result<Vec<String>, TemplateFault> {
        let names = self.tera.get_template_variables(&format!("{BUILTIN}{template}")).map_err(|error| fault(&error))?;
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
        .filter_map(|file| Some((file.path().to_string_lossy().replace('\\', "/"), file.contents_utf8()?)))
        .filter(|(name, _)| name != "README.md")
        .collect();
    templates.sort();
    templates
}

fn fault(error: &tera::Error) -> TemplateFault {
    let mut message = error.to_string();
    let mut source = std::error::Error::source(error);
    while let Some(cause) = source {
        message.push_str(&format!("\n{cause}"));
        source = cause.source();
    }
    TemplateFault(message)
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
