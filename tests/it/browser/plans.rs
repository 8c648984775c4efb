//! The page plans as the program does.

use std::fs;
use std::path::Path;

use serde_json::{Value, json};

use super::driver::{Browser, DESKTOP, chromedriver};
use super::page;
use crate::support::{fundable, root};

/// What the page makes of estimates in hundredths of a week, by capability id.
const PLAN: &str = "
    const plan = planWith(DATA.model, new Map(arguments[0]));
    const text = (total) => [total.effort.map(String), total.cost && total.cost.map(String)];
    return {
        isBestOrder: plan.isBestOrder,
        steps: [...plan.steps.values()].sort((a, b) => a.position - b.position)
            .map((step) => [step.id, step.start, step.finish, ...text(step)]),
        all: text(plan.all), ask: text(plan.ask), levels: plan.levels, finish: plan.finish,
    };";

/// The same of what the program prints.
fn expected(workspace: &Path) -> Value {
    let ran = fundable(["plan".as_ref(), workspace.as_os_str(), "--json".as_ref()]);
    assert_eq!(ran.code, 0, "{}", ran.err);
    let plan: Value = serde_json::from_str(&ran.out).unwrap();
    let exact = plan["exact"]["steps"].as_array().unwrap();
    let texts = |list: &Value| list.as_array().unwrap().iter().map(|units| json!(units.to_string())).collect::<Value>();
    let step = |(step, exact): (&Value, &Value)| {
        json!([
            step["id"],
            step["start"]["iso"],
            step["finish"]["iso"],
            texts(&exact["effort"]),
            exact["cost"]["total"]
        ])
    };
    let minor = |cost: &Value| json!(["low", "mean", "high"].map(|end| cost[end].as_str().unwrap().replace('.', "")));
    let weeks = |effort: &Value| json!(["low", "mean", "high"].map(|end| effort[end].as_f64().unwrap()));
    let total = |total: &Value| json!([weeks(&total["effort"]), minor(&total["cost"])]);
    let levels = plan["milestones"].as_array().unwrap().iter().filter_map(|milestone| {
        let of = milestone["of"].as_str()?;
        let level = of.strip_prefix("Level ")?.strip_suffix(" in all categories")?;
        Some(json!({ "level": level.parse::<u32>().unwrap(), "finish": milestone["finish"]["iso"] }))
    });
    json!({
        "isBestOrder": true,
        "steps": plan["steps"].as_array().unwrap().iter().zip(exact).map(step).collect::<Vec<_>>(),
        "all": total(&plan["totals"]["all"]),
        "ask": total(&plan["totals"]["ask"]),
        "levels": levels.collect::<Vec<_>>(),
        "finish": plan["finish"]["iso"],
    })
}

/// Efforts of sums in weeks with two decimals, as the program prints them.
fn rounded(mut plan: Value) -> Value {
    for total in ["all", "ask"] {
        for point in plan[total][0].as_array_mut().unwrap() {
            let units: f64 = point.as_str().unwrap().parse().unwrap();
            *point = json!((units / 6_000_000.0 * 100.0).round() / 100.0);
        }
    }
    plan
}

/// Numbers that look like chance and are the same each time (Knuth, MMIX).
struct Numbers(u64);

impl Numbers {
    fn below(&mut self, limit: u64) -> u64 {
        self.0 = self.0.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
        (self.0 >> 33) % limit
    }
}

#[test]
fn the_page_finds_the_plan_of_the_program_for_any_estimates() {
    let Some(chromedriver) = chromedriver("the plans of the review page") else { return };
    let browser = Browser::open(&chromedriver, DESKTOP);
    let folder = tempfile::tempdir().unwrap();
    for (seed, example) in ["homebrew", "npm", "pypi", "rubygems", "rust-crates"].into_iter().enumerate() {
        let example = root().join("examples").join(example);
        browser.go(&page(&example, &folder.path().join(example.file_name().unwrap())));
        assert_eq!(rounded(browser.run(PLAN, json!([[]]))), expected(&example), "{}", example.display());
        let ids = browser.run("return DATA.model.steps.map((step) => step.id)", json!([]));
        let mut numbers = Numbers(seed as u64);
        for round in 0..3 {
            let workspace = folder.path().join(format!("{seed}-{round}"));
            let mut answers = String::new();
            let mut estimates = Vec::new();
            for id in ids.as_array().unwrap().iter().filter_map(Value::as_str) {
                if numbers.below(2) == 0 {
                    let low = 1 + numbers.below(900);
                    let likely = low + numbers.below(900);
                    let high = likely + numbers.below(2_000);
                    let [a, b, c] = [low, likely, high].map(|point| format!("{}.{:02}", point / 100, point % 100));
                    let points = format!("{{optimistic: {a}, likely: {b}, pessimistic: {c}}}");
                    answers.push_str(&format!("  - {{capability: {id}, effort: {points}}}\n"));
                    estimates.push(json!([id, [low, likely, high]]));
                }
            }
            merge(&example, &workspace, &answers);
            let found = rounded(browser.run(PLAN, json!([estimates])));
            assert_eq!(found, expected(&workspace), "{} with {estimates:?}", example.display());
        }
    }
    assert_eq!(browser.console(), [Value::Null; 0]);
}

/// A copy of an example in which one reviewer's figures hold.
fn merge(example: &Path, workspace: &Path, answers: &str) {
    fs::create_dir(workspace).unwrap();
    for name in ["assessment.yaml", "plan.yaml"] {
        fs::copy(example.join(name), workspace.join(name)).unwrap();
    }
    let status = fundable(["status".as_ref(), example.as_os_str(), "--json".as_ref()]);
    let status: Value = serde_json::from_str(&status.out).unwrap();
    let head =
        format!("format: fundable-review/1\nregistry: {}\nreviewer: A\ndate: 2026-12-01\n", status["registry"]["name"]);
    let review = workspace.join("review-a.yaml");
    fs::write(&review, format!("{head}answers:\n{answers}")).unwrap();
    let ran =
        fundable(["review".as_ref(), "merge".as_ref(), workspace.as_os_str(), review.as_os_str(), "--yes".as_ref()]);
    assert_eq!(ran.code, 0, "{}", ran.err);
}
