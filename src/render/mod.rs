//! Proposals and plans to text: views, templates, Markdown, HTML, Typst.
//!
//! In the order of the flow: `view` is what templates see and `words` the sentences in it, `engine` renders a template to
//! Markdown with every value escaped by `escape`, `markdown` reads that text and decides what may pass, `html` and
//! `typst` write what has passed, and `page` is what both need to know about the document as a whole, its pictures
//! included, which `picture` draws.

pub mod view;
pub mod words;

pub mod explain;
pub mod explain_funder;
pub mod form;
pub mod scaffold;
pub mod starter;

mod backlog;
mod characters;
mod engine;
mod escape;
#[cfg(test)]
mod hostile;
mod html;
mod markdown;
mod page;
pub mod picture;
mod review;
mod schema;
mod theme;
mod typst;

pub use backlog::{defused, to_csv, to_ics, to_issues, to_taskjuggler};
pub use engine::{BUILTIN, Engine, MAX_DOCUMENT_BYTES, TemplateFault, UserTemplate, builtin_templates};
pub use escape::escape_markdown;
pub use html::to_html;
pub use page::{Fact, Language, Page, Placed};
pub use review::to_review;
pub use schema::output_schemas;
pub use theme::{EXTRA_STYLE, Theme, builtin_theme};
pub use typst::{to_typst, typst_picture};
