//! With the real Typst: what it reads, what it can set, and that it never refuses.

use std::fmt::Write as _;
use std::io::Write as _;
use std::path::{Path, PathBuf};
use std::process::Command;

use proptest::prelude::*;
use proptest::strategy::ValueTree;
use proptest::test_runner::TestRunner;

use super::super::coverage::COVERAGE;
use super::super::glyphs::{Shape, is_mark, pieces};
use super::super::*;
use super::body;
use crate::render::escape::escape_markdown;
use crate::render::hostile::{HOSTILE, near_markup, visible};
use crate::render::page::Fact;

/// Where Typst is, or a loud word that the test did not run.
fn typst_or_skip(test: &str) -> Option<PathBuf> {
    let typst = std::env::var_os("FUNDABLE_TYPST").map(PathBuf::from);
    if typst.is_none() {
        // Not `eprintln!`: the test harness would swallow that of a test that passes.
        let message = format!("\nSKIPPED {test}: FUNDABLE_TYPST does not name a Typst to test with\n");
        std::io::stderr().write_all(message.as_bytes()).unwrap();
    }
    typst
}

/// Compile a source beside the theme to PDF/UA-1; the bytes, or what Typst says.
fn compile(typst: &Path, name: &str, source: &str) -> Result<Vec<u8>, String> {
    let folder = std::env::temp_dir().join(format!("wk-render-{}-{name}", std::process::id()));
    std::fs::create_dir_all(&folder).unwrap();
    for (file, text) in crate::render::Theme::default().typst_files() {
        std::fs::write(folder.join(file), text).unwrap();
    }
    std::fs::write(folder.join("main.typ"), source).unwrap();
    let output = Command::new(typst)
        .current_dir(&folder)
        .args(["compile", "--pdf-standard", "ua-1", "--creation-timestamp", "0", "--ignore-system-fonts"])
        .args(["main.typ", "main.pdf"])
        .output()
        .unwrap();
    let result = match output.status.success() {
        true => Ok(std::fs::read(folder.join("main.pdf")).unwrap()),
        false => Err(String::from_utf8_lossy(&output.stderr).chars().take(3_000).collect()),
    };
    std::fs::remove_dir_all(&folder).unwrap();
    result
}

/// Typst code that spells out a piece of content, and stops at anything that is not text.
const SPELL: &str = r#"
#let missing(names) = metadata(names)
#let plain(words) = metadata(words)
#let spell(it) = {
  if it.func() == metadata { it.value }
  else if it.func() == text { it.text }
  else if it.has("children") { it.children.map(spell).join() }
  else if it == [ ] or it.func() == parbreak { "" }
  else { panic(it) }
}
#let check(content, codes) = {
  let spelt = spell(content)
  if spelt == none { spelt = "" }
  assert.eq(spelt.replace("\u{200b}", "").codepoints().map(str.to-unicode), codes)
}
"#;

/// The text as it will be read: what no font has is replaced by its names.
fn readable(text: &str) -> String {
    let names =
        |missing: &str| missing.chars().map(crate::render::characters::code_point).collect::<Vec<_>>().join(" ");
    let shown = pieces(text).into_iter().map(|piece| match piece {
        (Shape::Missing, missing) => names(missing),
        (_, shown) => shown.replace('\u{200B}', ""),
    });
    shown.collect()
}

/// Through Markdown and back out of Typst's own tree: the codes are written as numbers, so that no mistake in our
/// escaping can hide in the expectation.
#[test]
fn typst_reads_exactly_the_text() {
    let Some(typst) = typst_or_skip("typst_reads_exactly_the_text") else { return };
    let mut runner = TestRunner::deterministic();
    let random = (0..600).map(|_| near_markup().new_tree(&mut runner).unwrap().current());
    let wild = (0..300).map(|_| any::<String>().new_tree(&mut TestRunner::deterministic()).unwrap().current());
    let texts: Vec<String> = HOSTILE.iter().map(|text| (*text).to_owned()).chain(random).chain(wild).collect();
    let mut source = SPELL.to_owned();
    for text in &texts {
        let codes: String = readable(&visible(text)).chars().map(|c| format!("{},", u32::from(c))).collect();
        writeln!(source, "#check([{}], ({codes}))", body(&escape_markdown(text)).replace("#set text(dir: rtl); ", ""))
            .unwrap();
    }
    source.push_str("#set document(title: \"t\")\nok\n");
    compile(&typst, "exact", &source).unwrap();
}

#[test]
fn every_character_of_the_table_can_be_set_in_every_style() {
    let Some(typst) = typst_or_skip("every_character_of_the_table_can_be_set_in_every_style") else { return };
    let characters = || COVERAGE.iter().flat_map(|&(first, last, _)| first..=last).filter_map(char::from_u32);
    let marks = characters().filter(|&c| is_mark(c));
    let clusters = marks.flat_map(|mark| "eΩяאمनԱა1€ ".chars().map(move |base| format!("{base}{mark}")));
    let samples: Vec<String> = characters().map(String::from).chain(clusters).collect();
    let mut source = String::from(
        "#import \"theme.typ\": *\n#show: document.with(title: \"t\")\n\
         #let all(it) = [#it\n\n#strong(it)\n\n#emph(it)\n\n#strong(emph(it))\n\n#text(weight: \"semibold\", it)\n\n\
         #text(weight: \"semibold\", emph(it))\n\n#text(dir: rtl, it)\n\n]\n",
    );
    // Small paragraphs, because Typst looks for the best line breaks of each as a whole.
    for chunk in samples.chunks(200) {
        let line = chunk.join(" ");
        let (text, code) = (content(&line, Breaks::BODY), text::code(&line, Breaks::BODY));
        writeln!(source, "#all[{text}]#all[#raw({code})]").unwrap();
    }
    compile(&typst, "table", &source).unwrap();
}

/// Pieces of Markdown that are put together at random: structure of every kind, hostile texts, any characters.
fn any_markdown() -> impl Strategy<Value = String> {
    let pieces = [
        "\n",
        "\n\n",
        "# ",
        "## ",
        "#### ",
        "- ",
        "  - ",
        "    - ",
        "1. ",
        "7) ",
        "> ",
        ">> ",
        "* ",
        "- [ ] ",
        "- [x] ",
        "| a | b |\n|---|--:|\n| 1 | ",
        " | ",
        "|\n",
        "```\n",
        "~~~ x\n",
        "    ",
        "---\n",
        "===\n",
        "`",
        "``",
        "*",
        "**",
        "_",
        "~~",
        "[",
        "](https://a.example)",
        "](#a)",
        "](#section)",
        "][x]",
        "\n[x]: https://b.example\n",
        "![",
        "<br>",
        "<!-- ",
        " -->",
        "<https://c.example>",
        "<d@e.example>",
        "<div>\n",
        "</div>\n",
        "\\",
        "\\\n",
        "  \n",
        "&amp;",
        "&#0;",
        "a",
        "word ",
    ];
    let piece = prop_oneof![
        6 => proptest::sample::select(pieces.to_vec()).prop_map(String::from),
        2 => near_markup(),
        1 => any::<String>(),
        1 => (any::<char>(), 1..200_usize).prop_map(|(c, n)| c.to_string().repeat(n)),
    ];
    proptest::collection::vec(piece, 0..25).prop_map(|pieces| pieces.concat())
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(1_000))]

    #[test]
    fn any_markdown_is_written_the_same_twice(markdown in any_markdown()) {
        let page = Page::new(markdown.clone(), markdown.clone());
        prop_assert_eq!(to_typst(&markdown, &page), to_typst(&markdown, &page));
    }
}

#[test]
fn typst_accepts_any_markdown() {
    let Some(typst) = typst_or_skip("typst_accepts_any_markdown") else { return };
    let mut runner = TestRunner::deterministic();
    let n_cases = std::env::var("PROPTEST_CASES").ok().and_then(|n| n.parse().ok()).unwrap_or(200);
    let mut cases: Vec<String> =
        (0..n_cases).map(|_| any_markdown().new_tree(&mut runner).unwrap().current()).collect();
    cases.extend(extremes());
    if let Err(message) = compile_all(&typst, &cases) {
        // Halve until one is left, so that the report names the text and not the batch.
        while cases.len() > 1 {
            let second = cases.split_off(cases.len() / 2);
            if compile_all(&typst, &cases).is_ok() {
                cases = second;
            }
        }
        panic!("{:?}\n{}\n{message}", cases[0], body(&cases[0]));
    }
}

/// What a patient enemy would try.
fn extremes() -> Vec<String> {
    let deep_list: String = (0..100).map(|depth| format!("{}- x\n", "  ".repeat(depth))).collect();
    vec![
        "> ".repeat(500) + "x",
        deep_list,
        "*_".repeat(300) + "x" + &"_*".repeat(300),
        "x".repeat(10_000),
        format!("| {0} | b |\n|---|---|\n| {0} | `{0}` |", "y".repeat(10_000)),
        format!("|{0}\n|{1}\n|{0}", " Interoperability |".repeat(40), "---|".repeat(40)),
        format!("# {}", "long ".repeat(2_000)),
        format!("```\n{}\n```", "z".repeat(5_000)),
        format!("| a |\n|---|\n| {} |", "word ".repeat(5_000)),
        format!("[x](https://{}.example)", "a".repeat(9_000)),
        "| |\n|-|\n| |".to_owned(),
        "🎉".repeat(500),
    ]
}

/// All cases in one document. Anchors get the number of their case: across documents they need not be unique.
fn compile_all(typst: &Path, cases: &[String]) -> Result<Vec<u8>, String> {
    let mut source = preamble("t", &Page::new("t", "g"), true);
    for (idx, case) in cases.iter().enumerate() {
        source.push_str(&body(case).replace("label(\"", &format!("label(\"case-{idx}-")));
        source.push_str("\n\n");
    }
    compile(typst, &format!("batch-{}", cases.len()), &source)
}

#[test]
fn the_same_source_gives_the_same_bytes() {
    let Some(typst) = typst_or_skip("the_same_source_gives_the_same_bytes") else { return };
    let mut page = Page::new("t", "g");
    page.date = NaiveDate::from_ymd_opt(2026, 9, 3);
    page.facts = vec![Fact::new("Amount", "EUR 1")];
    let source = to_typst(include_str!("../../../../tests/data/sample.md"), &page);
    let first = compile(&typst, "first", &source).unwrap();
    assert_eq!(first, compile(&typst, "second", &source).unwrap());
}

#[test]
fn a_hostile_page_is_set() {
    let Some(typst) = typst_or_skip("a_hostile_page_is_set") else { return };
    let all = HOSTILE.join(" ");
    let mut page = Page::new(all.clone(), all.clone());
    page.subtitle = Some(all.clone());
    page.facts = HOSTILE.iter().map(|text| Fact::new(*text, *text)).collect();
    page.note = Some(all.clone());
    page.contents = Some(all);
    let headings: String = HOSTILE.iter().map(|text| format!("## {}\n\n", escape_markdown(text))).collect();
    compile(&typst, "page", &to_typst(&headings, &page)).unwrap();
    compile(&typst, "empty", &to_typst("", &Page::new("", ""))).unwrap();
}
