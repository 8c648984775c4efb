//! The page as a file.

use std::fs;

use serde_json::Value;

use crate::support::{fundable, root};

pub const EXAMPLES: [&str; 5] = ["homebrew", "npm", "pypi", "rubygems", "rust-crates"];

fn page(workspace: &str) -> String {
    let ran = fundable(["review", workspace, "--out", "-"]);
    assert_eq!(ran.code, 0, "{}", ran.err);
    ran.out
}

/// What the page works with.
pub fn data(page: &str) -> Value {
    let (_, rest) = page.split_once("<script type=\"application/json\" id=\"data\">").unwrap();
    serde_json::from_str(rest.split_once("</script>").unwrap().0).unwrap()
}

#[test]
fn every_example_has_a_small_page_of_the_same_bytes_each_time() {
    let mut n_bytes = 0;
    for example in EXAMPLES {
        let page = page(&format!("examples/{example}"));
        n_bytes = n_bytes.max(page.len());
        assert_eq!(page, self::page(&format!("examples/{example}")), "{example}");
        let plan = fundable(["plan", &format!("examples/{example}"), "--json"]).out;
        let plan: Value = serde_json::from_str(&plan).unwrap();
        let ids = |list: &Value| list.as_array().unwrap().iter().map(|item| item["id"].clone()).collect::<Vec<_>>();
        assert_eq!(ids(&data(&page)["items"]), ids(&plan["steps"]), "{example}");
    }
    assert!(n_bytes < 500_000, "{n_bytes} bytes");
}

#[test]
fn the_page_may_reach_nothing_and_run_nothing_else() {
    let page = page("examples/pypi");
    let (_, rest) = page.split_once("http-equiv=\"Content-Security-Policy\" content=\"").unwrap();
    let policy = rest.split_once('"').unwrap().0;
    assert!(policy.starts_with("default-src 'none'; script-src 'sha256-"), "{policy}");
    assert!(!policy.contains("unsafe") && !policy.contains("http") && !policy.contains('*'), "{policy}");
    for reach in
        ["fetch(", "XMLHttpRequest", "import(", "<img", "<link", "src=", "@import", "url(", "innerHTML", "eval("]
    {
        let outside = page.replace(&data_block(&page), "");
        assert!(!outside.contains(reach), "{reach}");
    }
}

fn data_block(page: &str) -> String {
    let (_, rest) = page.split_once("id=\"data\">").unwrap();
    rest.split_once("</script>").unwrap().0.to_owned()
}

#[test]
fn hostile_texts_stay_data() {
    let folder = tempfile::tempdir().unwrap();
    let read = |name: &str| fs::read_to_string(root().join("examples/npm").join(name)).unwrap();
    let hostile = "</script><script>alert(1)</script><!-- @data@ \\\\u003c";
    let assessment = read("assessment.yaml").replacen("name: npm", &format!("name: '{hostile}'"), 1);
    assert!(assessment.contains(hostile));
    fs::write(folder.path().join("assessment.yaml"), assessment).unwrap();
    fs::write(folder.path().join("plan.yaml"), read("plan.yaml")).unwrap();
    let page = page(folder.path().to_str().unwrap());
    assert_eq!(page.matches("<script").count(), 2);
    assert!(!page.contains("alert(1)</script>") && !page.contains("<!--"));
    assert_eq!(data(&page)["registry"], hostile);
}
