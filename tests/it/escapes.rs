//! Names and links that would lead out of the folder for output: in its own records, on the command line and in the input.

use std::ffi::OsStr;
use std::fs;
use std::path::{Path, PathBuf};

use serde_json::{Value, json};
use sha2::{Digest, Sha256};

use crate::support::{Ran, fundable, root};

/// A file beside the folder for output, which nothing may touch.
struct Desk {
    folder: tempfile::TempDir,
    out: PathBuf,
}

const PRECIOUS: &str = "what somebody needs";

impl Desk {
    /// A folder that holds documents already.
    fn new() -> Self {
        let folder = tempfile::tempdir().unwrap();
        fs::create_dir(folder.path().join("beside")).unwrap();
        fs::write(folder.path().join("beside/precious"), PRECIOUS).unwrap();
        let desk = Self { out: folder.path().join("out"), folder };
        assert_eq!(desk.run().code, 0);
        desk
    }

    fn run(&self) -> Ran {
        propose(&self.out, &[])
    }

    fn beside(&self) -> PathBuf {
        self.folder.path().join("beside")
    }

    fn assert_nothing_outside_has_changed(&self, case: &str) {
        let mut names = names(&self.beside());
        names.extend(names_but(self.folder.path(), "out"));
        assert_eq!(names, ["precious", "beside"], "{case}");
        assert_eq!(fs::read_to_string(self.beside().join("precious")).unwrap(), PRECIOUS, "{case}");
    }

    /// Change a file of JSON.
    fn change(&self, name: &str, change: impl FnOnce(&mut Value)) {
        let path = self.out.join(name);
        let mut value: Value = serde_json::from_slice(&fs::read(&path).unwrap()).unwrap();
        change(&mut value);
        fs::write(path, value.to_string()).unwrap();
    }
}

fn propose(out: &Path, more: &[&str]) -> Ran {
    let words = ["propose", "examples/rubygems", "--for", "psf-fundables", "--format", "md", "--out"].map(OsStr::new);
    fundable(words.into_iter().chain([out.as_os_str()]).chain(more.iter().map(OsStr::new)))
}

fn names(folder: &Path) -> Vec<String> {
    names_but(folder, "")
}

fn names_but(folder: &Path, but: &str) -> Vec<String> {
    let names = fs::read_dir(folder).unwrap().map(|entry| entry.unwrap().file_name().to_string_lossy().into_owned());
    let mut names: Vec<_> = names.filter(|name| name != but).collect();
    names.sort();
    names
}

fn digest(text: &str) -> String {
    Sha256::digest(text).iter().map(|byte| format!("{byte:02x}")).collect()
}

/// Names of a file outside, as a prepared record may have them.
fn outside(desk: &Desk) -> Vec<String> {
    let precious = desk.beside().join("precious").to_string_lossy().into_owned();
    let below = ["issues/../../beside/precious", "../beside/precious", "issues\\..\\..\\beside\\precious"];
    below.map(str::to_owned).into_iter().chain([format!("issues/{precious}"), precious]).collect()
}

#[test]
fn a_record_that_names_a_file_outside_is_refused() {
    for idx in 0..5 {
        let desk = Desk::new();
        let name = &outside(&desk)[idx];
        desk.change(".fundable/written.json", |record| {
            record["files"][name] = json!({"generated": digest(PRECIOUS)});
        });
        let before = names(&desk.out);
        let ran = desk.run();
        assert_eq!(ran.code, 3, "{name}: {}", ran.err);
        assert!(ran.err.contains("written.json") && ran.err.contains("leads out of the folder"), "{}", ran.err);
        assert_eq!(names(&desk.out), before);
        desk.assert_nothing_outside_has_changed(name);
    }
}

#[test]
fn a_journal_that_names_a_file_outside_is_refused() {
    for is_committed in [false, true] {
        for idx in 0..5 {
            for list in ["replace", "remove", "record"] {
                let desk = Desk::new();
                let name = &outside(&desk)[idx];
                let mut record: Value =
                    serde_json::from_slice(&fs::read(desk.out.join(".fundable/written.json")).unwrap()).unwrap();
                let (mut replace, mut remove) = (json!([]), json!([]));
                match list {
                    "replace" => {
                        replace = json!([{"name": name, "was": digest(PRECIOUS), "becomes": digest(PRECIOUS)}]);
                    }
                    "remove" => remove = json!([[name, digest(PRECIOUS)]]),
                    _ => record["files"][name] = json!({"generated": digest(PRECIOUS)}),
                }
                let journal =
                    json!({"is_committed": is_committed, "replace": replace, "remove": remove, "record": record});
                fs::write(desk.out.join(".fundable/journal.json"), journal.to_string()).unwrap();
                let ran = desk.run();
                assert_eq!(ran.code, 3, "{list} {name}: {}", ran.err);
                assert!(ran.err.contains("leads out of the folder"), "{}", ran.err);
                desk.assert_nothing_outside_has_changed(&format!("{list} {name}"));
            }
        }
    }
}

#[cfg(unix)]
#[test]
fn nothing_outside_is_touched_through_links_among_what_fundable_keeps() {
    use std::os::unix::fs::symlink;

    for name in ["base", "replaced", "typst", "lock", "written.json", "journal.json"] {
        let desk = Desk::new();
        // Something to be kept aside.
        fs::write(desk.out.join("provenance.json"), "ours\n").unwrap();
        let own = desk.out.join(".fundable").join(name);
        let _ = fs::remove_file(&own);
        let _ = fs::remove_dir_all(&own);
        fs::create_dir_all(own.parent().unwrap()).unwrap();
        let is_folder = !["lock", "written.json", "journal.json"].contains(&name);
        symlink(if is_folder { desk.beside() } else { desk.beside().join("precious") }, &own).unwrap();
        let ran = propose(&desk.out, &["--theirs"]);
        desk.assert_nothing_outside_has_changed(name);
        if name == "typst" {
            assert_eq!(ran.code, 0, "the folder of typst is made anew each time: {}", ran.err);
        } else {
            assert_eq!(ran.code, 3, "{name}: {}", ran.err);
            assert!(ran.err.contains("link"), "{}", ran.err);
            assert_eq!(fs::read_to_string(desk.out.join("provenance.json")).unwrap(), "ours\n", "{name}");
        }
    }
    // A folder deeper within, which is needed once an edited issue is dropped.
    let desk = Desk::new();
    fs::write(desk.out.join("issues/cli-sbom.md"), "# Mine\n").unwrap();
    fs::remove_dir_all(desk.out.join(".fundable/base")).unwrap();
    fs::create_dir_all(desk.out.join(".fundable/replaced")).unwrap();
    symlink(desk.beside(), desk.out.join(".fundable/replaced/issues")).unwrap();
    let ran = propose(&desk.out, &["--theirs"]);
    desk.assert_nothing_outside_has_changed("replaced/issues");
    assert!(ran.code == 3 && ran.err.contains("link"), "{}", ran.err);
    assert_eq!(fs::read_to_string(desk.out.join("issues/cli-sbom.md")).unwrap(), "# Mine\n");
    // A temporary file of a stopped run is no link.
    let desk = Desk::new();
    let record: Value = serde_json::from_slice(&fs::read(desk.out.join(".fundable/written.json")).unwrap()).unwrap();
    let was = digest(&fs::read_to_string(desk.out.join("fundables.md")).unwrap());
    let replace = json!([{"name": "fundables.md", "was": was, "becomes": digest(PRECIOUS)}]);
    let journal = json!({"is_committed": true, "replace": replace, "remove": [], "record": record});
    fs::write(desk.out.join(".fundable/journal.json"), journal.to_string()).unwrap();
    symlink(desk.beside().join("precious"), desk.out.join(".fundables.md.fundable-new")).unwrap();
    let ran = desk.run();
    assert!(ran.code == 3 && ran.err.contains("is a link"), "{}", ran.err);
    assert!(!fs::symlink_metadata(desk.out.join("fundables.md")).unwrap().is_symlink());
    desk.assert_nothing_outside_has_changed("temporary");
}

#[test]
fn names_that_differ_by_case_alone_are_the_same_file() {
    let desk = Desk::new();
    let (name, other) = ("issues/cli-sbom.md", "issues/CLI-sbom.md");
    let text = fs::read_to_string(desk.out.join(name)).unwrap();
    // Where the system takes the two for one, this writes the same file again.
    fs::write(desk.out.join(other), &text).unwrap();
    desk.change(".fundable/written.json", |record| {
        record["files"][other] = json!({"generated": digest(&text)});
    });
    let ran = desk.run();
    assert_eq!(ran.code, 0, "{}", ran.err);
    for name in [name, other] {
        assert_eq!(fs::read_to_string(desk.out.join(name)).unwrap(), text, "{name}");
    }
}

#[test]
fn out_is_where_the_user_says_and_all_files_lie_below_it() {
    let folder = tempfile::tempdir().unwrap();
    fs::create_dir(folder.path().join("a")).unwrap();
    let out = folder.path().join("a/../b");
    assert_eq!(propose(&out, &[]).code, 0);
    assert!(folder.path().join("b/fundables.md").is_file());
    assert_eq!(names(folder.path()), ["a", "b"]);
    assert!(names(&folder.path().join("a")).is_empty());
}

#[test]
fn ids_and_names_of_templates_lead_nowhere() {
    let folder = tempfile::tempdir().unwrap();
    let workspace = folder.path().join("w/x");
    fs::create_dir_all(&workspace).unwrap();
    let example = root().join("examples/pypi");
    for name in ["assessment.yaml", "plan.yaml"] {
        fs::copy(example.join(name), workspace.join(name)).unwrap();
    }
    let run = |more: &[&str]| {
        let words = [OsStr::new("propose"), workspace.as_os_str(), OsStr::new("--format"), OsStr::new("md")];
        fundable(words.into_iter().chain(more.iter().map(OsStr::new)))
    };
    let written = || names_but(&workspace, "templates") != ["assessment.yaml", "plan.yaml"];
    let ids = ["../../evil", "/evil", "..\\evil", "issues/../../evil"];
    for id in ids {
        for args in [["--for", id, "--out", "o"], ["--for", "community", "--capability", id]] {
            let ran = run(&args);
            assert!([1, 2].contains(&ran.code) && !ran.err.contains("panicked"), "{args:?}: {}", ran.err);
            assert!(!written(), "{args:?}");
        }
        // The id of a work package.
        let plan = fs::read_to_string(example.join("plan.yaml")).unwrap();
        let begin = plan.find("work_packages:\n  - id: ").unwrap() + "work_packages:\n  - id: ".len();
        let end = begin + plan[begin..].find('\n').unwrap();
        fs::write(workspace.join("plan.yaml"), format!("{}'{id}'{}", &plan[..begin], &plan[end..])).unwrap();
        let ran = run(&["--for", "community"]);
        assert_eq!(ran.code, 1, "{id}");
        assert!(ran.err.contains("error[invalid-id]"), "{}", ran.err);
        assert!(!written(), "{id}");
        fs::write(workspace.join("plan.yaml"), plan).unwrap();
        // The id of a capability in a catalog laid over the built-in one.
        let catalog = folder.path().join("catalog");
        fs::create_dir_all(catalog.join("capabilities")).unwrap();
        let built_in = fs::read_to_string(root().join("catalog/capabilities/cli-sbom.yaml")).unwrap();
        let changed = built_in.replacen("id: cli-sbom", &format!("id: '{id}'"), 1);
        assert_ne!(built_in, changed);
        fs::write(catalog.join("capabilities/cli-sbom.yaml"), changed).unwrap();
        let ran = run(&["--for", "community", "--catalog", catalog.to_str().unwrap()]);
        assert_eq!(ran.code, 1, "{id}");
        assert!(ran.err.contains("error[invalid-id]"), "{}", ran.err);
        assert!(!written(), "{id}");
    }
    // A template that includes what lies elsewhere.
    fs::create_dir(workspace.join("templates")).unwrap();
    fs::write(folder.path().join("secret.md"), "a secret").unwrap();
    let secret = folder.path().join("secret.md");
    for name in ["../../../secret.md", "..\\..\\..\\secret.md", secret.to_str().unwrap()] {
        let quoted = name.replace('\\', "\\\\");
        fs::write(workspace.join("templates/community.md"), format!("{{% include \"{quoted}\" %}}")).unwrap();
        let ran = run(&["--for", "community"]);
        assert_eq!(ran.code, 1, "{name}: {}{}", ran.out, ran.err);
        assert!(!ran.out.contains("a secret") && !written(), "{name}");
    }
}
