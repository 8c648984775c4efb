//! A reviewer at work.

use std::fs;
use std::path::{Path, PathBuf};

use serde_json::{Value, json};
use tempfile::TempDir;

use super::driver::{Browser, DESKTOP, ENTER, PHONE, TAB, Window, chromedriver};
use super::page;
use crate::support::{fundable, root};

/// A copy of RubyGems, and its page.
fn rubygems() -> (TempDir, PathBuf) {
    let folder = tempfile::tempdir().unwrap();
    for name in ["assessment.yaml", "plan.yaml"] {
        fs::copy(root().join("examples/rubygems").join(name), folder.path().join(name)).unwrap();
    }
    let page = page(folder.path(), &folder.path().join("out"));
    (folder, page)
}

/// What only a quiet page does: says nothing to the console, asks for nothing but itself.
fn is_quiet(browser: &Browser, page: &Path) {
    assert_eq!(browser.console(), [Value::Null; 0]);
    let own = format!("file://{}", page.display());
    let others: Vec<String> = browser.requests().into_iter().filter(|url| *url != own).collect();
    // What is saved comes out of the page, and pictures of the browser's own fields are in the address itself.
    assert!(others.iter().all(|url| url.starts_with("blob:") || url.starts_with("data:")), "{others:?}");
}

/// The sums in the column of the reviewer, by their names.
fn sums(browser: &Browser) -> Value {
    let script = "return Object.fromEntries([...document.getElementById('sums').tBodies[0].rows]
        .map((row) => [row.cells[0].textContent, row.cells[2].textContent]))";
    browser.run(script, json!([]))
}

const ID: &str = "authn-mfa-required-all";

#[test]
fn answers_by_keyboard_alone_reach_the_plan_and_its_sums() {
    let Some(chromedriver) = chromedriver("a review by keyboard") else { return };
    let (folder, page) = rubygems();
    let browser = Browser::open(&chromedriver, DESKTOP);
    browser.go(&page);
    browser.press(TAB);
    assert_eq!(browser.run("return document.activeElement.className", json!([])), "skip");
    browser.tab_to("reviewer");
    browser.press("Ánna \"A\" Example");
    browser.press(TAB);
    browser.press("12012026");
    assert_eq!(browser.run("return document.getElementById('date').value", json!([])), "2026-12-01");
    browser.tab_to("search");
    browser.press("MFA-required-all second");
    browser.wait("return document.getElementById('count').textContent === '1 of 14 shown'");
    browser.tab_to(&format!("verdict-{ID}"));
    browser.press("I d");
    browser.tab_to(&format!("priority-{ID}"));
    browser.press("s");
    browser.press(TAB);
    browser.press("12");
    browser.press(TAB);
    browser.press("4");
    browser.press(TAB);
    browser.press("40,5");
    browser.wait(&format!("return document.getElementById('fault-{ID}').textContent.includes('must rise')"));
    browser.tab_to("download");
    browser.press(ENTER);
    assert!(browser.text("download-fault").contains("First mend"), "{}", browser.text("download-fault"));
    // The focus is back on the estimate; its second point is wrong.
    assert_eq!(browser.run("return document.activeElement.id", json!([])), format!("optimistic-{ID}"));
    browser.press(TAB);
    browser.press("24");
    browser.press(TAB);
    browser.press(TAB);
    browser.press("</script> It's \"slow\": # every gem\n- is asked");
    browser.wait("return document.getElementById('live').textContent.includes('person-weeks')");
    let live = sums(&browser);

    browser.go(&page);
    assert_eq!(sums(&browser), live, "what was answered is kept");
    browser.tab_to("download");
    browser.press(ENTER);
    let review = browser.download("review-anna-a-example.yaml");
    assert!(review.contains("effort: {optimistic: 12, likely: 24, pessimistic: 40.5}"), "{review}");
    is_quiet(&browser, &page);

    let file = browser.downloads().join("review-anna-a-example.yaml");
    let merge = ["review".as_ref(), "merge".as_ref(), folder.path().as_os_str(), file.as_os_str(), "--yes".as_ref()];
    let ran = fundable(merge);
    // No warning either: the digests on the page are those of the files.
    let warnings = ran.err.lines().filter(|line| !line.contains("run `fundable check"));
    assert_eq!((ran.code, warnings.count()), (0, 0), "{}", ran.err);
    let plan = fundable(["plan".as_ref(), folder.path().as_os_str(), "--json".as_ref()]);
    let plan: Value = serde_json::from_str(&plan.out).unwrap();
    let (all, ask) = (&plan["totals"]["all"], &plan["totals"]["ask"]);
    let level = |idx: usize| plan["milestones"][idx]["finish"]["iso"].clone();
    let expected = json!({
        "Person-weeks": all["effort"]["text"],
        "Range of these": all["effort"]["range"],
        "Cost of all": all["cost"]["text"],
        "Asked for": ask["cost"]["text"],
        "Level 1 reached": level(0),
        "Level 2 reached": level(1),
        "Level 3 reached": level(2),
        "Everything done": plan["finish"]["iso"],
    });
    assert_eq!(live, expected);
    let step = plan["steps"].as_array().unwrap().iter().find(|step| step["id"] == ID).unwrap();
    let replaced = step["estimate"]["replaced"].as_str().unwrap();
    assert!(replaced.contains("Replaced by Ánna \"A\" Example on 1 December 2026"), "{replaced}");
    assert!(replaced.contains("</script> It's \"slow\": # every gem - is asked."), "{replaced}");
}

#[test]
fn cards_are_filtered_and_sorted() {
    let Some(chromedriver) = chromedriver("filters of the review page") else { return };
    let (_folder, page) = rubygems();
    let browser = Browser::open(&chromedriver, DESKTOP);
    browser.go(&page);
    let choose = |id: &str, value: &str| {
        let script = "const field = document.getElementById(arguments[0]); field.value = arguments[1];
            field.dispatchEvent(new Event('input', { bubbles: true }));";
        browser.run(script, json!([id, value]));
    };
    let shown = || {
        let script = "return [...document.querySelectorAll('article')].filter((card) => card.checkVisibility())
            .map((card) => DATA.items.find((item) => `c-${item.id}` === card.id))
            .map(({ id, title, category, level, unsure }) => ({ id, title, category, level, unsure: unsure !== null }))";
        browser.run(script, json!([])).as_array().unwrap().clone()
    };
    let all = shown();
    assert_eq!(all.len(), 14);
    choose("category", "Authentication");
    assert!(!shown().is_empty() && shown().iter().all(|item| item["category"] == "Authentication"));
    choose("category", "");
    choose("level", "3");
    assert!(!shown().is_empty() && shown().iter().all(|item| item["level"] == 3));
    choose("level", "");
    choose("show", "unsure");
    assert!(!shown().is_empty() && shown().iter().all(|item| item["unsure"] == true));
    choose("show", "changed");
    assert_eq!(shown(), [Value::Null; 0]);
    choose("show", "");
    choose(&format!("comment-{ID}"), "Seen");
    choose("show", "changed");
    assert_eq!(shown().iter().map(|item| item["id"].as_str().unwrap()).collect::<Vec<_>>(), [ID]);
    choose("show", "open");
    assert_eq!(shown().len(), 13);
    choose("show", "");
    choose("sort", "title");
    let titles: Vec<String> = shown().iter().map(|item| item["title"].to_string()).collect();
    assert!(titles.is_sorted() && titles.len() == 14, "{titles:?}");
    choose("sort", "plan");
    assert_eq!(shown(), all);
    is_quiet(&browser, &page);
}

#[test]
fn a_phone_shows_everything_without_moving_sideways() {
    let Some(chromedriver) = chromedriver("the review page on a phone") else { return };
    let (_folder, page) = rubygems();
    let browser = Browser::open(&chromedriver, PHONE);
    browser.go(&page);
    browser.run("document.querySelectorAll('details').forEach((details) => { details.open = true; })", json!([]));
    let width = browser.run("return [document.documentElement.scrollWidth, window.innerWidth]", json!([]));
    assert_eq!(width, json!([375, 375]));
    is_quiet(&browser, &page);
}

#[test]
fn a_browser_that_keeps_nothing_is_said_to() {
    let Some(chromedriver) = chromedriver("the review page without storage") else { return };
    let (_folder, page) = rubygems();
    let browser = Browser::open(&chromedriver, Window { blocks_storage: true, ..DESKTOP });
    browser.go(&page);
    let script = "return document.getElementById('no-storage').checkVisibility()";
    assert_eq!(browser.run(script, json!([])), true);
    assert_eq!(browser.text("count"), "All 14 shown");
    is_quiet(&browser, &page);
}
