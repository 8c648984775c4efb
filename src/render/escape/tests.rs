use proptest::prelude::*;
use pulldown_cmark::{Event, Tag, TagEnd};

use super::*;
use crate::render::hostile::{HOSTILE, near_markup, visible};
use crate::render::markdown::Document;

/// The events of a Markdown text, with texts that touch put together.
fn events(markdown: &str) -> Vec<Event<'_>> {
    pulldown_cmark::TextMergeStream::new(crate::render::markdown::parser(markdown)).collect()
}

/// The text inside these brackets of events; panics with the whole story where there is anything else.
fn shown(markdown: &str, n_outer: usize) -> String {
    shown_between(markdown, n_outer, n_outer)
}

fn shown_between(markdown: &str, n_before: usize, n_after: usize) -> String {
    let events = events(markdown);
    assert!(events.len() >= n_before + n_after, "{markdown:?} gave {events:?}");
    match &events[n_before..events.len() - n_after] {
        [] => String::new(),
        [Event::Text(text)] => text.to_string(),
        other => panic!("{markdown:?} gave {other:?}"),
    }
}

fn check_everywhere(text: &str) {
    let want = visible(text);
    let escaped = escape_markdown(text);
    assert!(!escaped.contains('\n'));
    if want.is_empty() {
        return assert_eq!(escaped, "");
    }
    assert_eq!(shown(&escaped, 1), want, "paragraph of {text:?}");
    assert_eq!(shown(&format!("# {escaped}"), 1), want, "heading of {text:?}");
    assert_eq!(shown(&format!("- {escaped}"), 2), want, "list item of {text:?}");
    assert_eq!(shown(&format!("1. {escaped}"), 2), want, "numbered item of {text:?}");
    assert_eq!(shown(&format!("> {escaped}"), 2), want, "quotation of {text:?}");
    assert_eq!(shown(&format!("[{escaped}](https://a.example)"), 2), want, "link label of {text:?}");
    assert_eq!(shown(&format!("**{escaped}**"), 2), want, "strong of {text:?}");
    assert_eq!(shown_between(&format!("| h |\n| --- |\n| {escaped} |"), 8, 3), want, "cell of {text:?}");
    assert_eq!(shown(&format!("({escaped})"), 1), format!("({want})"), "in brackets: {text:?}");
    assert_eq!(shown(&format!("a {escaped} b {escaped} c"), 1), format!("a {want} b {want} c"), "twice: {text:?}");
}

#[test]
fn hostile_texts_stay_text_everywhere() {
    for text in HOSTILE {
        check_everywhere(text);
    }
}

#[test]
fn every_character_stays_text_in_the_worst_places() {
    for c in char::MIN..=char::MAX {
        let text = format!("{c}_b_ *{c}*");
        assert_eq!(shown(&escape_markdown(&text), 1), visible(&text), "{}", crate::render::characters::code_point(c));
    }
}

#[test]
fn only_what_could_be_markup_is_escaped() {
    let check = |text: &str, want: &str| assert_eq!(escape_markdown(text), want);
    check("snake_case and C# and -5 % (a < b)", "snake_case and C# and -5 % (a < b)");
    check("AT&T, R&D and a & b", "AT&T, R&D and a & b");
    check("1.5 person-weeks + 2", "1.5 person-weeks + 2");
    check("it's \"so\" - really: C:\\temp!", "it's \"so\" - really: C:\\temp!");
    check("https://a.example/x_y?a=b&c=d is linked", "https://a.example/x_y?a=b&c=d is linked");
    check("https://a.example/*x* www.a.example/[1]", "https\\://a.example/\\*x\\* www\\.a.example/\\[1\\]");
    check("1. not a list", "1\\. not a list");
    check("- 5", "\\- 5");
    check("a_b _c_", "a_b \\_c\\_");
    check("costs $5 | 6*2", "costs \\$5 \\| 6\\*2");
    check("[x] <b> &amp; `c` ~1", "\\[x\\] \\<b> \\&amp; \\`c\\` \\~1");
    check("two\n lines\t and  blanks ", "two lines and blanks");
    check("user\u{202E}gpj.exe\u{0}", "usergpj.exe");
}

#[test]
fn destinations_stay_destinations() {
    for text in ["https://a.example/x(y)", "https://a.example/a b", "https://a.example/<>\\|&amp;\n)", "a]b", ""] {
        let markdown = format!("[x]({}) tail", escape_destination(text));
        let document = Document::parse(&markdown, &[]);
        let n_links = document.events.iter().filter(|event| matches!(event, Event::Start(Tag::Link { .. }))).count();
        assert_eq!(n_links, usize::from(text.starts_with("https")), "{markdown} gave {:?}", document.events);
        assert!(document.events.iter().any(|event| matches!(event, Event::Text(text) if text.ends_with(" tail"))));
        assert!(matches!(document.events.last(), Some(Event::End(TagEnd::Paragraph))));
    }
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(2_000))]

    #[test]
    fn any_text_stays_text(text in any::<String>()) {
        check_everywhere(&text);
    }

    #[test]
    fn text_that_looks_like_markup_stays_text(text in near_markup()) {
        check_everywhere(&text);
    }
}
