use proptest::prelude::*;

use super::*;
use crate::render::escape::escape_markdown;
use crate::render::hostile::{HOSTILE, near_markup, visible};
use crate::render::page::Fact;

fn page() -> Page {
    Page::new("Fallback", "fundable 0.1.0")
}

/// What stands between `<main>` and `</main>`.
fn main_of(markdown: &str) -> String {
    let html = to_html(markdown, &page());
    let (_, rest) = html.split_once("<main>\n").unwrap();
    rest.split_once("</main>").unwrap().0.to_owned()
}

/// The names of all tags in a page, without the attributes.
fn tags(html: &str) -> Vec<&str> {
    let names = html.split('<').skip(1);
    names.map(|rest| rest.split(|c: char| c.is_whitespace() || c == '>').next().unwrap_or("")).collect()
}

/// The text of a page that has only tags of ours in it.
fn text_of(html: &str) -> String {
    let text: String = html.split('<').map(|part| part.split_once('>').map_or(part, |(_, text)| text)).collect();
    let named = text.replace("&lt;", "<").replace("&gt;", ">").replace("&quot;", "\"").replace("&#39;", "'");
    named.replace("&amp;", "&")
}

#[test]
fn the_page_is_complete_and_fetches_nothing() {
    let mut page = page();
    page.subtitle = Some("For a fund".to_owned());
    page.facts = vec![Fact::new("Amount", "EUR 1 & more")];
    page.note = Some("Draft".to_owned());
    page.date = chrono::NaiveDate::from_ymd_opt(2026, 9, 3);
    let html = to_html("# T\n\n## A\n\n### B\n\n#### C\n\n## D\n\ntext", &page);
    assert!(html.starts_with("<!DOCTYPE html>\n<html lang=\"en\">"));
    for part in [
        "<meta http-equiv=\"Content-Security-Policy\" content=\"default-src 'none'; style-src 'unsafe-inline'; img-src data:\">",
        "<meta name=\"generator\" content=\"fundable 0.1.0\">",
        "<title>T</title>",
        "<h1 dir=\"auto\">T</h1>",
        "<dt>Amount</dt><dd dir=\"auto\">EUR 1 &amp; more</dd>",
        "<time datetime=\"2026-09-03\">3 September 2026</time>",
        "<p class=\"note\" dir=\"auto\">Draft</p>",
        "<li><a href=\"#a\">A</a>\n<ol>\n<li><a href=\"#b\">B</a></li>\n</ol>\n</li>\n<li><a href=\"#d\">D</a></li>\n</ol>\n</nav>",
        "<h2 id=\"a\">A</h2>",
        "<h4 id=\"c\">C</h4>",
    ] {
        assert!(html.contains(part), "no {part} in {html}");
    }
    for fetch in ["http://", "https://", "url(", "@import", "<script", "<link", "<img", "src="] {
        assert!(!html.replace("img-src", "").contains(fetch), "{fetch}");
    }
}

#[test]
fn without_headings_there_are_no_contents() {
    assert!(!to_html("# T\n\ntext", &page()).contains("<nav>"));
    let mut page = page();
    page.contents = None;
    assert!(!to_html("## A", &page).contains("<nav>"));
}

#[test]
fn tables_and_tasks_have_what_the_style_needs() {
    let html =
        main_of("| a | b | c | d | e |\n|---|--:|---|---|---|\n| 2026-10-05 | 1 | long enough to wrap | x | y |\n");
    assert!(html.starts_with("<div class=\"table wide\" tabindex=\"0\"><table>"), "{html}");
    assert!(html.contains("<td><span class=\"short\">2026-10-05</span></td>"), "{html}");
    assert!(html.contains("<td style=\"text-align: right\">"), "{html}");
    let address = "https://a.example/".repeat(3);
    assert!(main_of(&format!("| a |\n|---|\n| {address} |")).contains("<span class=\"long\">"));
    assert!(main_of("- [x] a").contains("<li><span class=\"task\" role=\"img\" aria-label=\"done\">☑</span>a</li>"));
}

#[test]
fn hostile_texts_stay_text() {
    for text in HOSTILE {
        let html = main_of(&escape_markdown(text));
        let want = visible(text);
        assert_eq!(text_of(&html).trim_end_matches('\n'), want, "{html}");
        assert!(want.is_empty() || tags(&html) == ["p", "/p"], "{html}");
    }
}

#[test]
fn what_a_hand_may_write_cannot_run() {
    let markdown = "<script>alert(1)</script>\n\n<img src=x onerror=alert(1)> ![x](https://a.example/t.png)\n\n\
        [a](javascript:alert(1)) [b](data:text/html,x) <svg/onload=x> [c](https://d.example/\"onclick=x)\n\n\
        ```\"><script>\n</code></pre><script>\n```\n\n## </style><script>\n\n<!-- --!> <script> -->\n";
    let html = main_of(markdown);
    let allowed = ["p", "/p", "a", "/a", "pre", "/pre", "code", "/code", "h2", "/h2"];
    assert!(tags(&html).iter().all(|tag| allowed.contains(tag)), "{html}");
    assert!(!html.contains("javascript:") && !html.contains("data:text") && !html.contains("\"onclick"), "{html}");
}

#[test]
fn the_frame_is_escaped() {
    let hostile = "</title><script>\"'&";
    let mut page = Page::new(hostile, hostile);
    page.subtitle = Some(hostile.to_owned());
    page.facts = vec![Fact::new(hostile, hostile)];
    page.note = Some(hostile.to_owned());
    page.contents = Some(hostile.to_owned());
    let html = to_html("## a", &page);
    assert!(!html.contains("<script"), "{html}");
    assert_eq!(html.matches("&lt;/title&gt;&lt;script&gt;&quot;&#39;&amp;").count(), 9, "{html}");
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(1_000))]

    #[test]
    fn only_our_own_tags_come_out(text in proptest::collection::vec(near_markup(), 0..8)) {
        let html = main_of(&text.join("\n"));
        let allowed = [
            "p", "a", "em", "strong", "del", "code", "pre", "ul", "ol", "li", "blockquote", "h2", "h3", "h4", "h5", "h6", "hr",
            "br", "table", "thead", "tbody", "tr", "th", "td", "span", "div",
        ];
        for tag in tags(&html) {
            prop_assert!(allowed.contains(&tag.trim_start_matches('/')), "{tag} in {html}");
        }
    }
}

#[test]
fn a_link_whose_words_are_its_address_says_so() {
    let html = to_html("[https://a.example/](https://a.example) and [words](https://b.example)\n", &page());
    assert!(
        html.contains("<span class=\"address\"><a href=\"https://a.example\">https://a.example/</a></span>"),
        "{html}"
    );
    assert!(html.contains(" and <a href=\"https://b.example\">words</a></p>"), "{html}");
}
