//! Import of maturity models: from the files of a model to a plan.

use std::fs;
use std::path::Path;

use crate::support::{Ran, fundable, golden, root};

const MODEL: &str = "tests/data/dsomm/model.yaml";

fn import(path: &str, out: &Path, more: &[&str]) -> Ran {
    let out = out.to_str().unwrap();
    fundable([&["import", "dsomm", path, "--out", out, "--date", "2026-11-24"], more].concat())
}

fn model() -> String {
    fs::read_to_string(root().join(MODEL)).unwrap()
}

/// What is said of a model whose text is changed.
fn refused(from: &str, to: &str) -> String {
    let folder = tempfile::tempdir().unwrap();
    let text = model();
    assert!(text.contains(from), "{from}");
    fs::write(folder.path().join("model.yaml"), text.replacen(from, to, 1)).unwrap();
    let out = folder.path().join("catalog");
    let ran = import(folder.path().join("model.yaml").to_str().unwrap(), &out, &[]);
    assert_eq!(ran.code, 1, "{}", ran.err);
    assert!(!out.exists(), "nothing is written");
    assert_eq!(fs::read_dir(folder.path()).unwrap().count(), 1, "nothing is left behind");
    ran.err
}

#[test]
fn a_model_becomes_a_catalog_that_is_as_blessed() {
    let folder = tempfile::tempdir().unwrap();
    let out = folder.path().join("catalog");
    let ran = import(MODEL, &out, &["--id", "bakery", "--title", "Bakery model", "--licence", "MIT"]);
    assert_eq!(ran.code, 0, "{}", ran.err);
    assert!(ran.err.contains("warning[unknown-field]: unknown field `colour`"), "{}", ran.err);
    let mut paths: Vec<_> =
        fs::read_dir(out.join("capabilities")).unwrap().map(|entry| entry.unwrap().path()).collect();
    paths.extend(["framework.yaml", "sources.yaml", "threats.yaml"].map(|name| out.join(name)));
    paths.sort();
    let mut all = String::new();
    for path in paths {
        let name = path.strip_prefix(&out).unwrap().to_str().unwrap().replace('\\', "/");
        all.push_str(&format!("==> {name}\n{}\n", fs::read_to_string(&path).unwrap()));
    }
    golden(&root().join("tests/data/dsomm/catalog.txt"), &all);
}

/// Each document is read by itself, so that many of them would take the time of the whole file once more each.
#[test]
fn a_file_of_many_documents_is_refused_at_once() {
    let folder = tempfile::tempdir().unwrap();
    let file = folder.path().join("model.yaml");
    fs::write(&file, (0..60_000).map(|idx| format!("a{idx}: 1\n---\n")).collect::<String>()).unwrap();
    let ran = import(file.to_str().unwrap(), &folder.path().join("catalog"), &[]);
    assert_eq!(ran.code, 1, "{}", ran.err);
    assert!(ran.err.contains("[input-too-complex]") && ran.err.contains("holds 60000 documents"), "{}", ran.err);
    assert!(ran.err.contains("model.yaml:"), "{}", ran.err);
}

#[test]
fn from_a_model_to_a_plan() {
    let folder = tempfile::tempdir().unwrap();
    let (out, workspace) = (folder.path().join("bakery"), folder.path().join("workspace"));
    assert_eq!(import(MODEL, &out, &[]).code, 0);
    let (catalog, workspace) = (out.to_str().unwrap(), workspace.to_str().unwrap());
    let init = ["init", workspace, "--catalog", catalog, "--name", "B", "--ecosystem", "Bread", "--date", "2026-11-24"];
    let ran = fundable(init);
    assert_eq!(ran.code, 0, "{}", ran.err);
    let text = fs::read_to_string(Path::new(workspace).join("assessment.yaml")).unwrap();
    fs::write(Path::new(workspace).join("assessment.yaml"), text.replace("status: unknown", "status: missing"))
        .unwrap();
    let ran = fundable(["check", workspace, "--catalog", catalog]);
    assert_eq!(ran.code, 0, "{}", ran.err);
    let ran = fundable(["plan", workspace, "--catalog", catalog, "--json"]);
    assert_eq!(ran.code, 0, "{}", ran.err);
    let plan: serde_json::Value = serde_json::from_str(&ran.out).unwrap();
    let steps: Vec<_> = plan["steps"].as_array().unwrap().iter().map(|step| step["id"].as_str().unwrap()).collect();
    let at = |id: &str| steps.iter().position(|step| *step == id).unwrap_or_else(|| panic!("no {id} in {steps:?}"));
    assert_eq!(steps.len(), 5);
    assert!(at("written-recipe") < at("signed-loaves") && at("log-of-temperatures") < at("signed-loaves"));
    let ran = fundable(["propose", workspace, "--catalog", catalog, "--for", "community", "--format", "md"]);
    assert_eq!(ran.code, 0, "{}", ran.err);
}

#[test]
fn a_folder_is_read_as_its_files_together() {
    let folder = tempfile::tempdir().unwrap();
    let text = model();
    let documents: Vec<_> = text.split("\n---\n").collect();
    let (first, second) = documents[2].split_once("Knowing:").unwrap();
    for (name, text) in [
        ("Baking/Oven.yaml", first.to_owned()),
        ("Knowing/Watching.yaml", format!("---\nKnowing:{second}")),
        ("Knowing/_meta.yaml", "_meta:\n  label: Knowing\n".to_owned()),
        ("implementations.yaml", "implementations: {}\n".to_owned()),
    ] {
        let path = folder.path().join("model").join(name);
        fs::create_dir_all(path.parent().unwrap()).unwrap();
        fs::write(path, text).unwrap();
    }
    let (one, other) = (folder.path().join("one"), folder.path().join("other"));
    assert_eq!(import(folder.path().join("model").to_str().unwrap(), &one, &[]).code, 0);
    assert_eq!(import(MODEL, &other, &[]).code, 0);
    let capability = |out: &Path| fs::read_to_string(out.join("capabilities/signed-loaves.yaml")).unwrap();
    assert_eq!(capability(&one), capability(&other));
}

#[test]
fn the_table_of_efforts_and_the_kinds_of_work_can_be_replaced() {
    let folder = tempfile::tempdir().unwrap();
    let out = folder.path().join("catalog");
    let more = ["--effort", "1=0.25,1,9", "--work", "backend=70", "--work", "security=30"];
    assert_eq!(import(MODEL, &out, &more).code, 0);
    let text = fs::read_to_string(out.join("capabilities/written-recipe.yaml")).unwrap();
    assert!(text.contains("optimistic: 0.25\n  likely: 1\n  pessimistic: 9\n"), "{text}");
    assert!(text.contains("backend: 70\n  security: 30\n"), "{text}");
    for (wrong, code) in [(["--effort", "9=1,2,3"], 2), (["--work", "security"], 2), (["--work", "baking=100"], 1)] {
        let other = folder.path().join("other");
        let ran = import(MODEL, &other, &wrong);
        assert_eq!(ran.code, code, "{wrong:?}: {}", ran.err);
        assert!(!other.exists());
    }
}

#[test]
fn nothing_is_written_over_a_folder_that_is_there() {
    let folder = tempfile::tempdir().unwrap();
    fs::write(folder.path().join("mine.txt"), "mine").unwrap();
    let ran = import(MODEL, folder.path(), &[]);
    assert_eq!(ran.code, 2, "{}", ran.err);
    assert_eq!(fs::read_dir(folder.path()).unwrap().count(), 1);
    let empty = folder.path().join("empty");
    fs::create_dir(&empty).unwrap();
    assert_eq!(import(MODEL, &empty, &[]).code, 0);
}

#[test]
fn faults_of_a_model_are_reported_with_their_lines() {
    let says =
        |err: &str, words: &[&str]| words.iter().for_each(|word| assert!(err.contains(word), "no {word} in {err}"));
    let err = refused("        - Written recipe\n", "        - Writen recipe\n");
    says(
        &err,
        &[
            "error[unknown-capability]",
            "unknown activity `Writen recipe`",
            "model.yaml:54:11",
            "did you mean `Written recipe`?",
        ],
    );
    let err = refused("uuid:0b1f6a52-5d0b-4f0e-9a35-0c3a4a1d7f04", "uuid:0b1f6a52-0000-4f0e-9a35-0c3a4a1d7f04");
    says(&err, &["error[unknown-capability]", "model.yaml:55:11"]);
    let err = refused("      level: 1\n", "      level: 1\n      dependsOn: [Signed loaves]\n");
    says(&err, &["error[need-cycle]", "`Written recipe` -> `Signed loaves` -> `Written recipe`"]);
    says(&refused("      usefulness: 4\n", "      usefulness: 7\n"), &["error[number-out-of-range]", "from 1 to 5"]);
    says(&refused("4a1d7f05\n", "4a1d7f04\n"), &["error[duplicate-id]", "stands twice"]);
    says(
        &refused("      measure: Two people", "      measured: Two people"),
        &["error[missing-field]", "did you mean `measure`?"],
    );
    says(&refused("[Written recipe]", "[Review]"), &["error[need-cycle]"]);
    says(&refused("Knowing:\n  Watching:", "Knowing: nothing\nx:\n  y:"), &["error[wrong-type]", "takes a mapping"]);
    // `Review` is the name of two activities, and neither stands beside the one that needs it.
    let err = refused("      dependsOn:\n        - Written recipe\n", "      dependsOn:\n        - Review\n");
    says(&err, &["error[unknown-capability]", "several activities", "write its uuid"]);
}

#[test]
fn a_model_is_read_within_the_limits_of_other_files() {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("model.yaml");
    let run = |text: &str| {
        fs::write(&path, text).unwrap();
        import(path.to_str().unwrap(), &folder.path().join("out"), &[])
    };
    let bomb: String = (1..10).map(|n| format!("a{n}: &a{n} [{}]\n", format!("*a{},", n - 1).repeat(9))).collect();
    let many = format!("A:\n  B:\n{}", "    - x\n".repeat(110_000));
    for (text, code) in [
        (format!("a0: &a0 [x]\n{bomb}"), "input-too-complex"),
        (format!("A: {}", "[".repeat(5_000)), "input-too-complex"),
        (many, "input-too-complex"),
        (String::new(), "wrong-type"),
        ("A: {B: {}}\n".to_owned(), "missing-field"),
        ("A: {B: {C: \"\\u202E\"}}\n".to_owned(), "forbidden-character"),
    ] {
        let ran = run(&text);
        assert_eq!(ran.code, 1, "{code}: {}", ran.err);
        assert!(ran.err.contains(&format!("error[{code}]")), "{code}: {}", ran.err);
    }
}
