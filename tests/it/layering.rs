//! Who may use whom: nobody imports backwards.

use std::fs;
use std::path::Path;

use crate::support::root;

/// Modules in the order of the flow, each with those that it may use.
const MAY_USE: &[(&str, &[&str])] = &[
    ("source", &[]),
    ("diag", &["source"]),
    ("raw", &["source"]),
    ("text", &[]),
    ("load", &["source", "diag", "raw", "text"]),
    ("edit", &["raw", "load"]),
    ("count", &[]),
    ("merge", &[]),
    ("model", &["count"]),
    ("graph", &[]),
    ("validate", &["source", "diag", "raw", "load", "count", "text", "model", "graph"]),
    ("overlay", &["source", "raw", "load"]),
    ("gap", &["model"]),
    ("plan", &["model", "gap", "graph"]),
    ("exchange", &["graph", "plan"]),
    ("progress", &["model", "gap", "plan"]),
    ("propose", &["count", "text", "model", "gap", "plan"]),
    ("review", &["raw", "load", "edit", "text", "model", "plan"]),
    ("migrate", &["raw", "load", "edit", "text", "model"]),
    (
        "render",
        &["diag", "count", "text", "model", "overlay", "gap", "plan", "progress", "propose", "review", "migrate"],
    ),
    (
        "interop",
        &["source", "diag", "raw", "load", "edit", "count", "text", "model", "validate", "graph", "gap", "render"],
    ),
    ("compose", &["source", "diag", "text", "model", "plan", "propose", "render"]),
    ("typeset", &["load", "text"]),
    ("proposal", &["compose"]),
    ("workspace", &["source", "diag", "load", "model", "validate", "gap", "plan", "render", "compose", "proposal"]),
    ("verify", &["text"]),
];

/// Words that a pure stage must not speak: files, processes, the clock.
const IMPURE: [&str; 5] = ["std::fs", "std::process", "std::env", "SystemTime", "Instant"];
const PURE: &[&str] = &[
    "count", "text", "edit", "merge", "model", "graph", "gap", "plan", "exchange", "progress", "propose", "review",
    "render", "compose", "interop", "validate", "verify",
];

fn files_of(module: &str) -> Vec<(String, String)> {
    let src = root().join("src");
    let mut files = Vec::new();
    let single = src.join(format!("{module}.rs"));
    if single.is_file() {
        files.push(single);
    } else {
        collect(&src.join(module), &mut files);
    }
    assert!(!files.is_empty(), "no module {module}");
    files.into_iter().map(|path| (path.display().to_string(), fs::read_to_string(&path).unwrap())).collect()
}

fn collect(folder: &Path, files: &mut Vec<std::path::PathBuf>) {
    for entry in fs::read_dir(folder).unwrap() {
        let path = entry.unwrap().path();
        if path.is_dir() {
            collect(&path, files);
        } else if path.extension().is_some_and(|ending| ending == "rs") {
            files.push(path);
        }
    }
}

#[test]
fn nobody_imports_backwards() {
    for (module, allowed) in MAY_USE {
        for (path, text) in files_of(module) {
            // Links in docs may point anywhere.
            let code = text.lines().filter(|line| !line.trim_start().starts_with("//"));
            for line in code {
                for (at, _) in line.match_indices("crate::") {
                    let used: String =
                        line[at + 7..].chars().take_while(|c| c.is_alphanumeric() || *c == '_').collect();
                    assert!(used == *module || allowed.contains(&used.as_str()), "{path} uses crate::{used}: {line}");
                }
            }
        }
    }
}

#[test]
fn pure_stages_touch_no_file_process_or_clock() {
    for module in PURE {
        for (path, text) in files_of(module).into_iter().filter(|(path, _)| !path.contains("tests")) {
            let code = text.split("#[cfg(test)]").next().unwrap();
            for word in IMPURE {
                assert!(!code.contains(word), "{path} speaks of {word}");
            }
        }
    }
}

/// Output is the same on every system, so no path is printed with the separator of one.
#[test]
fn paths_are_printed_with_forward_slashes() {
    for module in ["cli", "load", "workspace"] {
        for (path, text) in files_of(module) {
            assert!(!text.contains(".display()"), "{path}: use `slashes`");
        }
    }
}

#[test]
fn the_model_knows_no_serde() {
    for (path, text) in files_of("model") {
        let code = text.lines().filter(|line| !line.trim_start().starts_with("//"));
        assert!(code.clone().all(|line| !line.contains("serde")), "{path}");
    }
}

#[test]
fn files_stay_small() {
    let mut files = Vec::new();
    collect(&root().join("src"), &mut files);
    for path in files.iter().filter(|path| !path.to_string_lossy().contains("coverage")) {
        let text = fs::read_to_string(path).unwrap();
        let n_lines = text.split("#[cfg(test)]").next().unwrap().lines().count();
        assert!(n_lines <= 500, "{} has {n_lines} lines", path.display());
    }
}
