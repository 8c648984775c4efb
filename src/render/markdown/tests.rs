use pulldown_cmark::LinkType;

use super::*;

fn texts(markdown: &str) -> String {
    plain_text(&Document::parse(markdown, &[]).events)
}

fn outline(markdown: &str) -> Vec<(u8, String, String)> {
    let entries = Document::parse(markdown, &[]).outline.into_iter();
    entries.map(|heading| (heading.depth, heading.text, heading.anchor)).collect()
}

fn links(markdown: &str) -> Vec<String> {
    let events = Document::parse(markdown, &[]).events;
    let link = |event: Event<'_>| match event {
        Event::Start(Tag::Link { dest_url, link_type: LinkType::Inline, .. }) => Some(dest_url.to_string()),
        _ => None,
    };
    events.into_iter().filter_map(link).collect()
}

#[test]
fn the_first_heading_is_the_title() {
    let document = Document::parse("# A *b* `c`\n\n## D", &[]);
    assert_eq!(document.title.as_deref(), Some("A b c"));
    assert_eq!(document.outline.len(), 1);
    assert_eq!(Document::parse("a\n\n# B", &[]).title, None);
    assert_eq!(Document::parse("## B", &[]).title, None);
    assert_eq!(Document::parse("<!-- kept by hand -->\n\n# B", &[]).title.as_deref(), Some("B"));
}

#[test]
fn depths_have_no_holes() {
    let depths: Vec<u8> =
        outline("## a\n#### b\n## c\n###### d\n### e\n# f").into_iter().map(|entry| entry.0).collect();
    assert_eq!(depths, [1, 2, 1, 2, 2, 1]);
}

#[test]
fn anchors_follow_github_and_never_repeat() {
    let anchors: Vec<String> =
        outline("## What's *new*?\n## A & B\n## A & B\n## a--b-1\n## a--b\n## ???\n## Übung_2 für 世界\n##\n## <b>")
            .into_iter()
            .map(|entry| entry.2)
            .collect();
    assert_eq!(anchors, ["whats-new", "a--b", "a--b-1", "a--b-1-1", "a--b-2", "section", "übung_2-für-世界", "b"]);
}

#[test]
fn the_title_keeps_its_anchor() {
    assert_eq!(outline("# Plan\n\n## Plan")[0].2, "plan-1");
    assert_eq!(outline("## Plan")[0].2, "plan");
}

#[test]
fn raw_html_is_text_and_comments_are_gone() {
    assert_eq!(texts("a <b onclick=x>c</b> <!-- d --> e"), "a <b onclick=x>c</b>  e");
    assert_eq!(texts("<!-- a -->"), "");
    assert_eq!(texts("<!-- a --> <script>\nalert(1)\n</script>"), "<script>alert(1) </script>");
    assert_eq!(texts("<!-- never closed\n\nb"), "<!-- never closed b");
    for markdown in ["<div>\n*a*\n</div>", "a <b>", "<!-- x -->", "<?php ?>", "<![CDATA[x]]>", "<!DOCTYPE x>"] {
        let events = Document::parse(markdown, &[]).events;
        assert!(!events.iter().any(|event| matches!(event, Event::Html(_) | Event::InlineHtml(_))), "{events:?}");
    }
}

#[test]
fn an_image_is_its_text() {
    assert_eq!(texts("![a *b*](https://x.example/y.png)"), "a b");
    assert_eq!(links("![a](https://x.example/y.png)"), Vec::<String>::new());
}

#[test]
fn links_lead_to_the_web_to_mail_and_to_headings() {
    let kept = ["https://a.example/b", "HTTP://a.example", "mailto:a@b.example", "#money"];
    for target in kept {
        assert_eq!(links(&format!("[x](<{target}>)\n\n## Money")), [target]);
    }
    let dropped = [
        "javascript:alert(1)",
        "JaVaScRiPt:x",
        "data:text/html,x",
        "file:///etc/passwd",
        "//a.example",
        "plan.md",
        "../x",
        "",
        "#nothing",
        "https://",
        "https://a.example/\u{202E}x",
        "https:/a.example",
        " https",
        "vbscript:x",
        "ftp://a.example",
    ];
    for target in dropped {
        assert_eq!(links(&format!("[x](<{target}>)\n\n## Money")), Vec::<String>::new(), "{target}");
        assert!(texts(&format!("[x](<{target}>)")).contains('x'));
    }
    assert_eq!(links(&format!("[x](https://{}.example)", "a".repeat(3_000))), Vec::<String>::new());
    assert_eq!(links("<a@b.example> <https://c.example>"), ["mailto:a@b.example", "https://c.example"]);
}

#[test]
fn a_link_without_a_label_shows_its_address() {
    assert_eq!(texts("[](https://a.example)"), "https://a.example");
}

#[test]
fn nesting_stops_but_text_stays() {
    let markdown = "> ".repeat(100) + "deep";
    let document = Document::parse(&markdown, &[]);
    let n_quotes = document.events.iter().filter(|event| matches!(event, Event::Start(Tag::BlockQuote(_)))).count();
    assert_eq!(n_quotes, 8);
    assert_eq!(texts(&markdown), "deep");

    let list: String = (0..20).map(|depth| format!("{}- {depth}\n", "  ".repeat(depth))).collect();
    let shown: Vec<String> = texts(&list).split_whitespace().map(str::to_owned).collect();
    assert!(shown.concat().starts_with("01234567") && shown.concat().ends_with("19"), "{shown:?}");
}

#[test]
fn starts_and_ends_match() {
    for markdown in
        ["> - a\n>   1. *b* **c ~~d~~**\n", "[![a](b)](c)", "[a [b](https://c.example)](https://d.example)", "##\n# \n"]
    {
        let mut depth = 0_i32;
        for event in Document::parse(markdown, &[]).events {
            match event {
                Event::Start(_) => depth += 1,
                Event::End(_) => depth -= 1,
                _ => {}
            }
            assert!(depth >= 0, "{markdown}");
        }
        assert_eq!(depth, 0, "{markdown}");
    }
}

#[test]
fn invisible_reversal_is_spelt_out() {
    assert_eq!(texts("a\u{202E}b `c\u{2066}d`"), "a⟨U+202E⟩b c⟨U+2066⟩d");
}
