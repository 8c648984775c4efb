//! Work lists: what is in them, what other tools make of them, and what hostile text cannot do there.

mod hostile;
mod taskjuggler;

use std::ffi::OsStr;
use std::fs;
use std::path::Path;

use serde_json::Value;

use crate::support::{Ran, fundable, golden, root};

const DOCUMENTS: [&str; 4] = ["csv", "json", "taskjuggler", "ics"];

fn backlog(workspace: &Path, format: &str, more: &[&OsStr]) -> Ran {
    let args = [OsStr::new("backlog"), workspace.as_os_str(), OsStr::new("--format"), OsStr::new(format)];
    let ran = fundable(args.into_iter().chain(more.iter().copied()));
    assert_eq!(ran.code, 0, "{format}: {}", ran.err);
    ran
}

/// The files of a folder of issues, by name.
fn issues(workspace: &Path, out: &Path, more: &[&OsStr]) -> Vec<(String, String)> {
    backlog(workspace, "github-issues", &[&[OsStr::new("--out"), out.as_os_str()], more].concat());
    let entries = fs::read_dir(out).unwrap().map(|entry| entry.unwrap().path()).filter(|path| path.is_file());
    let name = |path: &Path| path.file_name().unwrap().to_string_lossy().into_owned();
    let mut files: Vec<_> = entries.map(|path| (name(&path), fs::read_to_string(&path).unwrap())).collect();
    files.sort();
    files
}

/// RubyGems.org up to level 1: three items, which a person can read through.
fn small_workspace(folder: &Path) {
    let read = |name: &str| fs::read_to_string(root().join("examples/rubygems").join(name)).unwrap();
    fs::write(folder.join("assessment.yaml"), read("assessment.yaml")).unwrap();
    fs::write(folder.join("plan.yaml"), read("plan.yaml").replace("  level: 3\n", "  level: 1\n")).unwrap();
}

#[test]
fn lists_are_as_blessed() {
    let folder = tempfile::tempdir().unwrap();
    small_workspace(folder.path());
    let expected = root().join("examples/rubygems/expected/backlog");
    for (format, name) in DOCUMENTS.into_iter().zip(["backlog.csv", "backlog.json", "backlog.tjp", "backlog.ics"]) {
        golden(&expected.join(name), &backlog(folder.path(), format, &[]).out);
    }
    for (name, text) in issues(folder.path(), &folder.path().join("issues"), &[]) {
        if name.ends_with(".md") {
            golden(&expected.join("issues").join(name), &text);
        }
    }
}

#[test]
fn ten_runs_give_the_same_bytes() {
    let workspace = root().join("examples/pypi");
    for format in DOCUMENTS {
        let first = backlog(&workspace, format, &[]).bytes;
        assert!(first.len() > 5_000);
        (1..10).for_each(|_| assert_eq!(backlog(&workspace, format, &[]).bytes, first, "{format}"));
    }
    let folder = tempfile::tempdir().unwrap();
    let run = |idx: usize| issues(&workspace, &folder.path().join(idx.to_string()), &[]);
    let first = run(0);
    (1..10).for_each(|idx| assert_eq!(run(idx), first));
}

#[test]
fn every_step_is_an_item_and_comes_after_what_it_needs() {
    for name in ["pypi", "rubygems", "rust-crates", "npm", "homebrew"] {
        let workspace = root().join("examples").join(name);
        let list: Value = serde_json::from_str(&backlog(&workspace, "json", &[]).out).unwrap();
        let plan: Value = serde_json::from_str(&fundable(["plan", &format!("examples/{name}"), "--json"]).out).unwrap();
        let (items, steps) = (list["items"].as_array().unwrap(), plan["steps"].as_array().unwrap());
        assert_eq!(items.len(), steps.len());
        let mut n_needs = 0;
        for (idx, (item, step)) in items.iter().zip(steps).enumerate() {
            for field in ["id", "effort", "start", "work_end", "finish"] {
                assert_eq!(item[field], step[field], "{name}");
            }
            assert_eq!(item["position"], idx + 1);
            assert!(!item["deliverables"].as_array().unwrap().is_empty(), "{name}: {}", item["id"]);
            assert!(!item["acceptance"].as_array().unwrap().is_empty(), "{name}: {}", item["id"]);
            let planned = step["needs"].as_array().unwrap().iter().filter(|need| need["result"] == "planned").count();
            let needs = item["needs"].as_array().unwrap();
            assert!(needs.len() <= planned && needs.is_empty() == (planned == 0));
            n_needs += needs.len();
            for need in needs {
                let position = need["position"].as_u64().unwrap() as usize;
                assert!(position <= idx && items[position - 1]["id"] == need["id"], "{name}: {}", item["id"]);
            }
            // What the roles do adds up to the whole.
            let of_roles: f64 =
                item["roles"].as_array().unwrap().iter().map(|role| role["effort"]["mean"].as_f64().unwrap()).sum();
            assert!((of_roles - item["effort"]["mean"].as_f64().unwrap()).abs() < 0.03, "{name}: {}", item["id"]);
        }
        assert!(n_needs > 0, "{name} has needs to speak of");
    }
}

#[test]
fn confidential_notes_are_in_private_lists_alone() {
    let folder = tempfile::tempdir().unwrap();
    small_workspace(folder.path());
    let path = folder.path().join("assessment.yaml");
    let open = "  authn-email-verification:\n    status: partial\n";
    let assessment = fs::read_to_string(&path).unwrap();
    assert!(assessment.contains(open));
    let secret = format!("{open}    confidential: true\n    by_third_party: Unpublished XYZZY\n");
    fs::write(&path, assessment.replace(open, &secret)).unwrap();
    // What is in place already is among what is left only where that would tell.
    let met = "Limits on sign-ups and on confirmation mails";
    let note = "A new or changed address has to be confirmed";
    for private in [false, true] {
        let option = if private { &[OsStr::new("--private")][..] } else { &[] };
        let out = folder.path().join(private.to_string());
        let issues = issues(folder.path(), &out, option);
        let issue = &issues.iter().find(|(name, _)| name.ends_with("authn-email-verification.md")).unwrap().1;
        let json = backlog(folder.path(), "json", option).out;
        assert_eq!(issue.contains("XYZZY"), private);
        assert_eq!(json.contains("XYZZY"), private);
        assert_eq!(issue.contains("Do not publish"), private);
        assert_eq!(issue.contains(met), !private);
        for format in ["csv", "taskjuggler", "ics"] {
            assert!(!backlog(folder.path(), format, option).out.contains("XYZZY"), "{format}");
        }
        if !private {
            assert!(!json.contains(note), "which parts are met is no one's business");
        }
    }
    let args = [OsStr::new("backlog"), folder.path().as_os_str(), OsStr::new("--format"), OsStr::new("csv")];
    let out = folder.path().join("true/list.csv");
    let ran = fundable(args.into_iter().chain([OsStr::new("--out"), out.as_os_str()]));
    assert_eq!(ran.code, 3, "a public list must not lie among private ones");
    assert!(!out.exists());
}

#[test]
fn files_are_protected_like_documents() {
    let folder = tempfile::tempdir().unwrap();
    small_workspace(folder.path());
    let run = |format: &str, out: &Path, more: &[&str]| {
        let args = [OsStr::new("backlog"), folder.path().as_os_str(), OsStr::new("--format"), OsStr::new(format)];
        fundable(args.into_iter().chain([OsStr::new("--out"), out.as_os_str()]).chain(more.iter().map(OsStr::new)))
    };
    let file = folder.path().join("lists/backlog.csv");
    assert_eq!(run("csv", &file, &[]).code, 0);
    let list = fs::read_to_string(&file).unwrap();
    assert!(list.starts_with("item,id,"));
    let edited = format!("{list}our own line\n");
    fs::write(&file, &edited).unwrap();
    assert_eq!(run("csv", &file, &[]).code, 0);
    assert!(fs::read_to_string(&file).unwrap() == edited);

    // An item that is no longer planned goes, a list beside it and an edited item stay.
    let issues = folder.path().join("lists");
    assert_eq!(run("github-issues", &issues, &[]).code, 0);
    let names: Vec<_> = fs::read_dir(&issues).unwrap().map(|entry| entry.unwrap().file_name()).collect();
    let items: Vec<_> = names.iter().map(|name| name.to_string_lossy()).filter(|name| name.starts_with('0')).collect();
    assert_eq!(items.len(), 3, "{items:?}");
    fs::write(issues.join(&*items[0]), "our own\n").unwrap();
    let plan = folder.path().join("plan.yaml");
    let exclude = "  level: 0\n  include: [gen-event-transparency-log]\n";
    fs::write(&plan, fs::read_to_string(&plan).unwrap().replace("  level: 1\n", exclude)).unwrap();
    let ran = run("github-issues", &issues, &[]);
    assert_eq!(ran.code, 0, "{}", ran.err);
    assert!(ran.out.contains("no longer in the plan"), "{}", ran.out);
    assert_eq!(fs::read_to_string(issues.join(&*items[0])).unwrap(), "our own\n");
    assert!(!issues.join(&*items[1]).exists() && file.exists());

    for (format, out) in [("github-issues", Path::new("-")), ("csv", folder.path())] {
        assert_eq!(run(format, out, &[]).code, 2, "{format}");
    }
}

/// The script that goes with the issues, with a `gh` that writes down what it is asked.
#[cfg(unix)]
#[test]
fn the_script_makes_each_issue_once_and_links_what_comes_first() {
    use std::os::unix::fs::PermissionsExt;
    use std::process::Command;

    let folder = tempfile::tempdir().unwrap();
    let out = folder.path().join("issues");
    let text = "Quote \" backslash \\ ' $(touch pwned) `touch pwned` & | ; end";
    hostile::workspace(folder.path(), text);
    let files = issues(
        folder.path(),
        &out,
        &hostile::catalog(folder.path()).iter().map(|arg| arg.as_ref()).collect::<Vec<_>>(),
    );
    let gh = folder.path().join("gh");
    let fake = "#!/bin/sh\n[ \"$1\" = label ] && exit 0\nn=$(($(cat n 2>/dev/null || echo 0) + 1)); [ $n -gt ${STOP:-99} ] && exit 1; echo $n >n\n\
                for arg; do printf '%s\\n' \"$arg\"; done >asked-$n; cat >body-$n; echo https://github.example/issues/$n\n";
    fs::write(&gh, fake).unwrap();
    fs::set_permissions(&gh, fs::Permissions::from_mode(0o755)).unwrap();
    let path = format!("{}:{}", folder.path().display(), std::env::var("PATH").unwrap());
    let run = |stop: &str| {
        let mut command = Command::new("sh");
        command.arg(out.join("create-issues.sh")).args(["--repo", "o/n"]).env("PATH", &path).env("STOP", stop);
        command.output().unwrap()
    };
    // It stops at a failure and goes on from there.
    assert!(!run("1").status.success());
    let ran = run("99");
    assert!(ran.status.success(), "{}", String::from_utf8_lossy(&ran.stderr));
    let items: Vec<_> = files.iter().filter(|(name, _)| name.starts_with(|c: char| c.is_ascii_digit())).collect();
    let read = |name: String| fs::read_to_string(out.join(name)).unwrap();
    let mut n_links = 0;
    for (idx, (_, issue)) in items.iter().enumerate() {
        let asked = read(format!("asked-{}", idx + 1));
        let title: String = hostile::front_matter(issue).title;
        assert!(asked.contains(&format!("--title\n{title}\n--label\n")), "{asked}");
        assert!(asked.starts_with("issue\ncreate\n--repo\no/n\n"));
        let body = read(format!("body-{}", idx + 1));
        assert!(!body.starts_with("---") && !body.contains(".md)"), "{body}");
        n_links += body.matches("](https://github.example/issues/").count();
    }
    assert!(n_links > 0, "nothing needs anything");
    assert_eq!(items.len().to_string(), read("n".to_owned()).trim());
    assert!(read("asked-1".to_owned()).len() > 20 && !out.join("pwned").exists());
    assert!(items.iter().any(|(_, issue)| hostile::front_matter(issue).title.contains(text)));
}
