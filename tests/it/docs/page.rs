//! A page of Markdown: its links, the anchors that others can point at, and its blocks.

use std::collections::BTreeMap;
use std::fs;
use std::path::{Path, PathBuf};

use pulldown_cmark::{CodeBlockKind, Event, Options, Parser, Tag, TagEnd};

use crate::support::root;

/// What a test looks at in a page.
pub struct Page {
    pub path: PathBuf,
    pub links: Vec<Link>,
    pub anchors: Vec<String>,
    pub blocks: Vec<Block>,
    /// What stands between backticks in the text.
    pub code: Vec<String>,
}

/// A link or a picture.
pub struct Link {
    pub line: usize,
    pub target: String,
}

/// A fenced block.
pub struct Block {
    /// Line of its fence.
    pub line: usize,
    /// What it is called, such as `console`.
    pub language: String,
    pub text: String,
    /// Exit code of its last command, where a comment `<!-- exit code N -->` stands before it.
    pub exit_code: i32,
}

impl Page {
    pub fn read(path: &Path) -> Self {
        Self::parse(path, &fs::read_to_string(path).unwrap())
    }

    pub fn parse(path: &Path, text: &str) -> Self {
        let mut page = Self { path: path.to_owned(), links: vec![], anchors: vec![], blocks: vec![], code: vec![] };
        let line = |at: usize| text[..at].matches('\n').count() + 1;
        let mut heading: Option<String> = None;
        let mut exit_code = 0;
        let mut block: Option<Block> = None;
        let mut seen = BTreeMap::new();
        for (event, range) in Parser::new_ext(text, Options::ENABLE_TABLES).into_offset_iter() {
            match event {
                Event::Start(Tag::Heading { .. }) => heading = Some(String::new()),
                Event::End(TagEnd::Heading(_)) => {
                    page.anchors.push(unique(slug(&heading.take().unwrap_or_default()), &mut seen));
                }
                Event::Start(Tag::Link { dest_url, .. } | Tag::Image { dest_url, .. }) => {
                    page.links.push(Link { line: line(range.start), target: dest_url.into_string() });
                }
                Event::Start(Tag::CodeBlock(CodeBlockKind::Fenced(language))) => {
                    let language = language.into_string();
                    block = Some(Block { line: line(range.start), language, text: String::new(), exit_code });
                }
                Event::End(TagEnd::CodeBlock) => {
                    page.blocks.extend(block.take());
                    exit_code = 0;
                }
                Event::Text(words) => {
                    if let Some(block) = &mut block {
                        block.text.push_str(&words);
                        continue;
                    }
                    // A comment counts for the block that follows at once.
                    exit_code = 0;
                    if let Some(heading) = &mut heading {
                        heading.push_str(&words);
                    }
                }
                Event::Code(words) => {
                    if let Some(heading) = &mut heading {
                        heading.push_str(&words);
                    }
                    page.code.push(words.into_string());
                }
                Event::Html(html) | Event::InlineHtml(html) => {
                    page.anchors.extend(attribute(&html, "id").map(str::to_owned));
                    let wanted = html.trim().strip_prefix("<!-- exit code ").and_then(|rest| rest.strip_suffix(" -->"));
                    if let Some(wanted) = wanted {
                        exit_code = wanted.parse().unwrap();
                    }
                }
                _ => {}
            }
        }
        page
    }

    /// Path below the checkout, for messages.
    pub fn name(&self) -> String {
        self.path.strip_prefix(root()).unwrap_or(&self.path).display().to_string()
    }
}

/// The value of an attribute, where there is one.
fn attribute<'a>(html: &'a str, name: &str) -> Option<&'a str> {
    html.split_once(&format!("{name}=\""))?.1.split('"').next()
}

/// The anchor that GitHub gives a heading: lower case, without punctuation, `-` for a blank.
fn slug(heading: &str) -> String {
    let kept = |c: &char| c.is_alphanumeric() || matches!(c, ' ' | '-' | '_');
    heading.to_lowercase().chars().filter(kept).map(|c| if c == ' ' { '-' } else { c }).collect()
}

/// The second heading of a name gets `-1`, the third `-2`.
fn unique(slug: String, seen: &mut BTreeMap<String, usize>) -> String {
    let n_before = seen.entry(slug.clone()).or_default();
    *n_before += 1;
    if *n_before == 1 { slug } else { format!("{slug}-{}", *n_before - 1) }
}

#[test]
fn anchors_are_those_of_github() {
    let text = "# The `plan.yaml` file\n## What's new, 2026?\n## Käse & Brot\n### same\n### Same\n<a id=\"own\"></a>\n";
    let page = Page::parse(Path::new("page.md"), text);
    assert_eq!(page.anchors, ["the-planyaml-file", "whats-new-2026", "käse--brot", "same", "same-1", "own"]);
}

#[test]
fn an_exit_code_counts_for_the_next_block_alone() {
    let text = "<!-- exit code 5 -->\n```console\n$ a\n```\n\n```console\n$ b\n```\n\
                <!-- exit code 6 -->\n\nwords\n\n```console\n$ c\n```\n";
    let codes: Vec<_> = Page::parse(Path::new("page.md"), text).blocks.iter().map(|block| block.exit_code).collect();
    assert_eq!(codes, [5, 0, 0]);
}
