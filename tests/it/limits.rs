//! Inputs that are made to exhaust memory or time, and files that are none: each ends in a diagnostic.
//!
//! They are too large to keep, so they are made here. The program runs with a bound on its memory where the system has one.

use std::ffi::OsString;
use std::fs;
use std::io::Write;
use std::path::Path;
use std::process::{Command, Stdio};

use crate::support::{Ran, fundable, ran, root};

/// Kibibytes of address space that the program may take: some ten times what the worst of these inputs needs.
const MAX_KIBIBYTES: u32 = 2 * 1024 * 1024;

/// Run in a shell that bounds the memory of its children.
#[cfg(unix)]
fn bounded<const N: usize>(args: [OsString; N]) -> Ran {
    let script = format!("ulimit -v {MAX_KIBIBYTES} && exec \"$0\" \"$@\"");
    let mut command = Command::new("sh");
    command.args(["-c", &script, env!("CARGO_BIN_EXE_fundable")]).args(args).current_dir(root());
    ran(command.output().unwrap())
}

#[cfg(not(unix))]
fn bounded<const N: usize>(args: [OsString; N]) -> Ran {
    fundable(args)
}

/// What `check` says of a workspace with these two files.
fn check(assessment: &[u8], plan: &[u8]) -> Ran {
    let folder = tempfile::tempdir().unwrap();
    fs::write(folder.path().join("assessment.yaml"), assessment).unwrap();
    fs::write(folder.path().join("plan.yaml"), plan).unwrap();
    bounded(["check".into(), folder.path().into()])
}

fn example(name: &str) -> String {
    fs::read_to_string(root().join("examples/rubygems").join(name)).unwrap()
}

/// An assessment that is refused with this code.
#[track_caller]
fn refused(assessment: impl AsRef<[u8]>, code: &str) -> Ran {
    let ran = check(assessment.as_ref(), example("plan.yaml").as_bytes());
    assert_eq!(ran.code, 1, "{}", ran.err);
    assert!(ran.err.contains(&format!("error[{code}]")), "no {code}:\n{}", ran.err);
    assert!(ran.err.len() < 200_000, "{} bytes for people to read", ran.err.len());
    ran
}

/// Each level holds the one before it ten times, by aliases.
fn bomb(n_levels: usize, items: fn(&str) -> String) -> String {
    let mut text = format!("a0: &a0 {}\n", items("x"));
    for level in 1..n_levels {
        let before = format!("*a{}", level - 1);
        text.push_str(&format!("a{level}: &a{level} {}\n", items(&before)));
    }
    text
}

#[test]
fn alias_bombs_are_too_complex() {
    refused(bomb(9, |item| format!("[{}]", [item; 10].join(", "))), "input-too-complex");
    refused(bomb(60, |item| format!("{{a: {item}, b: {item}}}")), "input-too-complex");
    refused(bomb(60, |item| format!("{{<<: [{item}, {item}]}}").replace("[x, x]", "{a: 1}")), "input-too-complex");
    let long = format!("a: &a {}\n", "x".repeat(1_000_000));
    refused(long + &(0..900).map(|key| format!("k{key}: *a\n")).collect::<String>(), "input-too-complex");
    refused("a: &a [*a]\n", "yaml-syntax");
}

#[test]
fn deep_nesting_is_too_complex() {
    for text in [
        "[".repeat(10_000) + &"]".repeat(10_000),
        "[".repeat(2_000_000),
        "{a: ".repeat(10_000) + "1" + &"}".repeat(10_000),
        "- ".repeat(10_000) + "x",
        "? ".repeat(10_000) + "x",
        (0..2_000).map(|depth| " ".repeat(depth) + "a:\n").collect(),
    ] {
        refused(text, "input-too-complex");
    }
}

#[test]
fn a_file_that_is_too_large_is_refused_whatever_is_in_it() {
    let text = "# nothing\n".repeat(10 * 1024 * 1024);
    assert_eq!(text.len(), 100 * 1024 * 1024);
    refused(text, "file-too-large");
    let just_read = example("assessment.yaml") + &"#".repeat(4_000_000);
    assert_eq!(check(just_read.as_bytes(), example("plan.yaml").as_bytes()).code, 0);
}

#[test]
fn a_million_values_are_too_complex_and_fewer_are_reported_in_part() {
    refused("k: 1\n".repeat(800_000), "input-too-complex");
    refused(format!("a: [{}]", "1,".repeat(1_000_000)), "input-too-complex");
    let many = |line: fn(usize) -> String| (0..12_000).map(line).collect::<String>();
    let ran = refused(many(|key| format!("k{key}: 1\n")), "unknown-field");
    assert!(ran.err.contains("the first 100 are shown") && ran.err.contains("10000 errors"), "{}", ran.err);
    refused(many(|_| "a: 1\n".to_owned()), "duplicate-key");
    let header = example("assessment.yaml").split("capabilities:").next().unwrap().to_owned() + "capabilities:\n";
    refused(
        header.clone() + &(0..11_000).map(|key| format!("  k{key}:\n    status: missing\n")).collect::<String>(),
        "unknown-capability",
    );
    refused(header.replace("assessed_by:", &format!("assessed_by: [{}]\nx:", "[],".repeat(12_000))), "wrong-type");
}

#[test]
fn values_of_megabytes_are_reported_in_short() {
    let assessment = example("assessment.yaml");
    let long = "2".repeat(3_000_000);
    refused(assessment.replacen("assessed_on: ", &format!("assessed_on: {long}"), 1), "invalid-date");
    refused(assessment.replacen("authz-rbac:", &format!("? \"{long}\"\n  :"), 1), "unknown-capability");
    refused(assessment + &format!("x: \"{long}"), "yaml-syntax");
    let plan = example("plan.yaml").replacen("fte: ", &format!("fte: {long}"), 1);
    let ran = check(example("assessment.yaml").as_bytes(), plan.as_bytes());
    assert!(ran.code == 1 && ran.err.contains("error[number-out-of-range]"), "{}", ran.err);
}

#[test]
fn other_encodings_and_other_files_are_named() {
    let assessment = example("assessment.yaml");
    let utf16 = |bytes_of: fn(u16) -> [u8; 2]| assessment.encode_utf16().flat_map(bytes_of).collect::<Vec<_>>();
    for bytes in [utf16(u16::to_le_bytes), utf16(u16::to_be_bytes)] {
        assert!(refused(bytes, "invalid-utf8").err.contains("UTF-16"));
    }
    let utf32: Vec<u8> = assessment.chars().flat_map(|c| u32::from(c).to_le_bytes()).collect();
    assert!(refused(utf32, "invalid-utf8").err.contains("no text"));
    refused(vec![0; 4_000_000], "invalid-utf8");
    refused([0x1F, 0x8B, 8, 0, 0xFF].repeat(100_000), "invalid-utf8");
    refused(assessment.replace("RubyGems", "R\u{1}G"), "forbidden-character");
}

#[test]
fn line_ends_of_every_kind_are_read_and_reported_alike() {
    let broken = example("assessment.yaml").replacen("status: missing", "status: misssing", 1);
    let place = |text: &str| {
        let ran = refused(text, "unknown-value");
        ran.err
            .lines()
            .find(|line| line.contains("assessment.yaml:"))
            .unwrap()
            .rsplit_once("assessment.yaml")
            .unwrap()
            .1
            .to_owned()
    };
    let with_feeds = place(&broken);
    assert_eq!(place(&broken.replace('\n', "\r\n")), with_feeds);
    assert_eq!(place(&broken.replace('\n', "\r")), with_feeds);
    assert_eq!(place(&format!("\u{FEFF}{broken}")), with_feeds);
}

#[test]
fn the_lines_of_every_conflict_are_named() {
    let conflict = "<<<<<<< HEAD\na: 1\n=======\na: 2\n>>>>>>> theirs\n";
    let ran = refused(format!("framework: x\n{conflict}{conflict}"), "merge-conflict");
    assert!(ran.err.contains("lines 2, 4, 6, 7, 9 and 11"), "{}", ran.err);
    let ran = refused(conflict.repeat(20_000), "merge-conflict");
    assert!(ran.err.contains("59988 more lines"), "{}", ran.err);
}

/// A workspace whose assessment is this path, and the plan of an example.
fn check_path(path: &Path) -> Ran {
    let plan = root().join("examples/rubygems/plan.yaml");
    bounded(["check".into(), "--assessment".into(), path.into(), "--plan".into(), plan.into()])
}

#[cfg(unix)]
#[test]
fn devices_pipes_sockets_and_folders_are_no_input() {
    let folder = tempfile::tempdir().unwrap();
    let pipe = folder.path().join("pipe");
    assert!(Command::new("mkfifo").arg(&pipe).status().unwrap().success());
    let socket = folder.path().join("socket");
    let _listener = std::os::unix::net::UnixListener::bind(&socket).unwrap();
    for (path, said) in [
        (pipe.as_path(), "it is a named pipe"),
        (socket.as_path(), "it is a named pipe or a socket"),
        (folder.path(), "it is a folder"),
        (Path::new("/dev/zero"), "larger than 4 MiB"),
        (Path::new("/dev/null"), "the file is empty"),
    ] {
        let ran = check_path(path);
        assert!(ran.code == 1 && ran.err.contains(said), "{}: {}", path.display(), ran.err);
        let ran = bounded(["verify".into(), path.into()]);
        assert!(
            ran.code == 1 && ran.err.contains(said.split_once(" 4").map_or("", |_| "larger than 64 MiB")),
            "{}",
            ran.err
        );
    }
    fs::remove_file(folder.path().join("socket")).unwrap();
    fs::rename(&pipe, folder.path().join("assessment.yaml")).unwrap();
    let ran = bounded(["check".into(), folder.path().into()]);
    assert!(ran.code == 1 && ran.err.contains("named pipe"), "{}", ran.err);
}

#[cfg(unix)]
#[test]
fn what_a_command_prints_can_be_read() {
    let mut command = Command::new("sh");
    let script = "cat examples/rubygems/assessment.yaml | \"$0\" check --assessment /dev/stdin --plan examples/rubygems/plan.yaml";
    command.args(["-c", script, env!("CARGO_BIN_EXE_fundable")]).current_dir(root());
    let ran = ran(command.output().unwrap());
    assert_eq!(ran.code, 0, "{}", ran.err);
}

#[test]
fn plans_that_are_no_plans_are_refused_in_bounds() {
    let folder = tempfile::tempdir().unwrap();
    let verify = |bytes: &[u8]| {
        let path = folder.path().join("plan.json");
        fs::write(&path, bytes).unwrap();
        bounded(["verify".into(), path.into()])
    };
    let plan = fundable(["plan", "examples/rubygems", "--json"]).out;
    for text in [
        "[".repeat(10_000_000),
        "{\"format\":".repeat(1_000_000),
        "\u{FEFF}".to_owned() + &plan,
        plan.replacen("\"steps\"", &format!("\"x\": [{}0], \"steps\": 1, \"steps\"", "0,".repeat(5_000_000)), 1),
        plan.replacen(": 1", ": 1e999", 1),
        plan.replacen("\"n_days\": ", "\"n_days\": -", 1),
        plan.replacen("\"format\": \"", &format!("\"format\": \"{}", "x".repeat(10_000_000)), 1),
        "\0".repeat(1_000_000),
    ] {
        let ran = verify(text.as_bytes());
        assert_eq!(ran.code, 1, "{}", ran.err);
        assert!(ran.err.len() < 2_000, "{} bytes for people to read", ran.err.len());
    }
    assert!(verify(&vec![b' '; 65 * 1024 * 1024]).err.contains("larger than 64 MiB"));
    assert_eq!(verify(plan.as_bytes()).code, 0);
}

#[test]
fn a_plan_comes_by_standard_input_too() {
    let plan = fundable(["plan", "examples/rubygems", "--json"]).out;
    let mut child = Command::new(env!("CARGO_BIN_EXE_fundable"))
        .args(["verify", "-"])
        .stdin(Stdio::piped())
        .stdout(Stdio::piped())
        .spawn()
        .unwrap();
    child.stdin.take().unwrap().write_all(plan.as_bytes()).unwrap();
    assert_eq!(ran(child.wait_with_output().unwrap()).code, 0);
}

#[test]
fn the_highest_figures_that_the_files_may_hold_are_reckoned_with_or_refused() {
    let folder = tempfile::tempdir().unwrap();
    let assessment = example("assessment.yaml");
    let capabilities = assessment.split("capabilities:").nth(1).unwrap().lines();
    let ids = capabilities.filter(|line| line.starts_with("  ") && !line.starts_with("   ") && line.ends_with(':'));
    let estimates: String = ids
        .map(|line| {
            let id = line.trim().trim_end_matches(':');
            let effort = "{optimistic: 1000, likely: 1000, pessimistic: 1000}";
            format!("  - capability: {id}\n    effort: {effort}\n    who: x\n    when: 2026-11-01\n    why: y\n")
        })
        .collect();
    let plan = example("plan.yaml");
    let plan = plan.split("rates:").next().unwrap().replace("fte: 1.5", "fte: 0.1").replace("2026-11-23", "2199-12-30");
    let plan = plan.replace("start: 2027-01-04", "start: 2199-12-31");
    fs::write(folder.path().join("assessment.yaml"), &assessment).unwrap();
    for (rate, code) in [("1000000000000", 1), ("10000", 0)] {
        let rates = format!("rates:\n  currency: KWD\n  per: hour\n  default: {rate}\noverhead_percent: 100\n");
        fs::write(folder.path().join("plan.yaml"), format!("{plan}{rates}estimates:\n{estimates}")).unwrap();
        for command in ["plan", "budget", "forecast", "propose"] {
            let more = if command == "propose" {
                vec!["--for", "community", "--format", "md", "--out", "-"]
            } else {
                Vec::new()
            };
            let args = [command.into(), folder.path().into()].into_iter().chain(more.into_iter().map(OsString::from));
            let ran = fundable(args);
            assert_eq!(ran.code, code, "{command}: {}", ran.err);
            assert!(code == 0 || ran.err.contains("cannot be reckoned with exactly"), "{}", ran.err);
        }
    }
}
