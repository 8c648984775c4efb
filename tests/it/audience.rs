//! Who reads what: nothing confidential, and no gap that is not asked for, reaches a public document.

use std::ffi::OsStr;
use std::fs;
use std::path::{Path, PathBuf};
use std::process::Command;

use serde_json::Value;

use crate::support::{fundable, ran, root, slow_tests};

const SECRET: &str = "Unpublished weakness XYZZY in the login form";

/// RubyGems with a low target, and a secret in every answer.
fn workspace(folder: &Path) {
    let read = |name: &str| fs::read_to_string(root().join("examples/rubygems").join(name)).unwrap();
    let assessment: String = read("assessment.yaml")
        .lines()
        .filter(|line| !line.starts_with("    note:") && !line.starts_with("      "))
        .map(|line| match line.strip_prefix("    status: ") {
            Some("partial") => "    status: missing\n".to_owned() + &secret(),
            Some(status) => format!("    status: {status}\n{}", secret()),
            None if line.starts_with("    ") && !line.starts_with("    by_third_party") => String::new(),
            None => format!("{line}\n"),
        })
        .collect();
    fs::write(folder.join("assessment.yaml"), assessment).unwrap();
    fs::write(folder.join("plan.yaml"), read("plan.yaml").replace("  level: 3", "  level: 1")).unwrap();
}

fn secret() -> String {
    format!("    confidential: true\n    note: {SECRET}\n    evidence: [{{what: {SECRET}, date: 2026-01}}]\n")
}

fn all_texts(folder: &Path) -> Vec<(PathBuf, String)> {
    let mut texts = Vec::new();
    for entry in fs::read_dir(folder).unwrap() {
        let path = entry.unwrap().path();
        if path.is_dir() {
            texts.extend(all_texts(&path));
        } else {
            texts.push((path.clone(), String::from_utf8_lossy(&fs::read(&path).unwrap()).into_owned()));
        }
    }
    texts
}

#[test]
fn public_documents_hold_no_secret_and_no_gap_that_is_not_asked_for() {
    let folder = tempfile::tempdir().unwrap();
    workspace(folder.path());
    let ran = fundable([OsStr::new("plan"), folder.path().as_os_str(), OsStr::new("--json")]);
    assert_eq!(ran.code, 0, "{}", ran.err);
    let plan: Value = serde_json::from_str(&ran.out).unwrap();
    let left_out: Vec<_> =
        plan["left_out"].as_array().unwrap().iter().map(|item| item["title"].as_str().unwrap()).collect();
    assert!(left_out.len() > 5, "{left_out:?}");
    let whole = ["--for", "psf-fundables"];
    let community = ["--for", "community"];
    let council = ["--for", "council"];
    let one = ["--for", "community", "--capability", "gen-vulnerability-disclosure-policy"];
    let funders = ["alpha-omega", "sovereign-tech", "nlnet", "otf", "openssf-tac", "generic"];
    // Amounts in the plan's own currency need no rate of exchange.
    let funders = funders.map(|funder| ["--for", funder, "--min", "0", "--max", "9000000"]);
    let cases = [&whole[..], &community[..], &council[..], &one[..]]
        .into_iter()
        .chain(funders.iter().map(|options| &options[..]));
    for private in [false, true] {
        let out = folder.path().join(format!("pictures-{private}"));
        let args = [OsStr::new("plan"), folder.path().as_os_str(), OsStr::new("--pictures"), out.as_os_str()];
        let ran = fundable(args.into_iter().chain(private.then_some(OsStr::new("--private"))));
        assert_eq!(ran.code, 0, "{}", ran.err);
        let texts = all_texts(&out);
        assert!(texts.iter().filter(|(path, _)| path.extension() == Some(OsStr::new("svg"))).count() >= 2);
        for (path, text) in texts {
            assert!(!text.contains("XYZZY"), "{} tells the secret", path.display());
            for title in &left_out {
                assert!(!text.contains(title), "{} names `{title}`", path.display());
            }
        }
    }
    for (idx, options) in cases.enumerate() {
        for private in [false, true] {
            let out = folder.path().join(format!("out-{idx}-{private}"));
            let args = [OsStr::new("propose"), folder.path().as_os_str(), OsStr::new("--out"), out.as_os_str()];
            let mut args: Vec<_> = args.into_iter().chain(options.iter().map(OsStr::new)).collect();
            args.extend(["--format", "md,html"].map(OsStr::new));
            if private {
                args.push(OsStr::new("--private"));
            }
            let ran = fundable(args);
            // A form that asks for too little is written all the same, and said to be wrong.
            assert!(ran.code == 0 || ran.err.contains("the form cannot be handed in yet"), "{}", ran.err);
            let texts = all_texts(&out);
            assert!(texts.len() >= 3);
            let told = texts.iter().any(|(_, text)| text.contains("XYZZY"));
            assert_eq!(told, private, "options {options:?}");
            for (path, text) in texts.iter().filter(|_| !private) {
                for title in &left_out {
                    assert!(!text.contains(title), "{} names `{title}`", path.display());
                }
            }
        }
    }
}

#[test]
fn how_a_confidential_item_stands_is_not_public() {
    let folder = tempfile::tempdir().unwrap();
    let read = |name: &str| fs::read_to_string(root().join("examples/rubygems").join(name)).unwrap();
    let assessment = read("assessment.yaml").replace(
        "  authn-recovery-policy:\n    status: partial\n",
        "  authn-recovery-policy:\n    status: partial\n    confidential: true\n    by_third_party: Secret Tool\n",
    );
    assert!(assessment.contains("Secret Tool"));
    fs::write(folder.path().join("assessment.yaml"), assessment).unwrap();
    fs::write(folder.path().join("plan.yaml"), read("plan.yaml")).unwrap();
    let document = |more: &[&str]| {
        let args = ["--for", "community", "--capability", "authn-recovery-policy", "--format", "md", "--out", "-"];
        let args = args.iter().chain(more).map(OsStr::new);
        let ran = fundable([OsStr::new("propose"), folder.path().as_os_str()].into_iter().chain(args));
        assert_eq!(ran.code, 0, "{}", ran.err);
        ran.out
    };
    let details =
        ["Secret Tool", "The policy is written, public and dated", "% of the work is left", "% of it is left"];
    let (public, private) = (document(&[]), document(&["--private"]));
    for detail in details {
        assert!(!public.contains(detail), "{detail}");
        assert!(private.contains(detail), "{detail}");
    }
    // What is left to hand over would tell what is met.
    let boxes = |document: &str| document.split("eliverables").nth(1).map(|text| text.matches("\n- ").count());
    assert!(boxes(&public) > boxes(&private), "{public}");
}

#[test]
fn no_form_holds_a_secret_or_a_gap_that_is_not_asked_for() {
    let folder = tempfile::tempdir().unwrap();
    workspace(folder.path());
    let run = |args: &[&str]| {
        let args = args.iter().map(OsStr::new);
        let ran = fundable([args.clone().next().unwrap(), folder.path().as_os_str()].into_iter().chain(args.skip(1)));
        assert!(ran.code <= 1 && ran.err.is_empty() || ran.err.contains("warning"), "{}", ran.err);
        ran.out
    };
    let plan: Value = serde_json::from_str(&run(&["plan", "--json"])).unwrap();
    let left_out: Vec<_> =
        plan["left_out"].as_array().unwrap().iter().map(|item| item["title"].as_str().unwrap()).collect();
    assert!(left_out.len() > 5);
    for funder in
        ["alpha-omega", "sovereign-tech", "nlnet", "otf", "openssf-tac", "floss-fund", "psf-fundables", "generic"]
    {
        // Amounts in the plan's own currency need no rate of exchange.
        let form = run(&["propose", "--for", funder, "--forms-only", "--min", "0", "--max", "100000"]);
        assert!(form.len() > 1_000, "{form}");
        assert!(!form.contains("XYZZY"), "{funder}");
        for title in &left_out {
            assert!(!form.contains(title), "{funder} names `{title}`");
        }
    }
}

#[test]
fn no_form_as_json_holds_a_secret_or_a_gap_that_is_not_asked_for() {
    let folder = tempfile::tempdir().unwrap();
    workspace(folder.path());
    let left_out = left_out(folder.path());
    for funder in ["alpha-omega", "sovereign-tech", "nlnet", "otf", "openssf-tac", "generic"] {
        let mut args = vec!["propose", folder.path().to_str().unwrap(), "--for", funder, "--forms-only", "--json"];
        args.extend(["--min", "0", "--max", "100000"]);
        let ran = fundable(&args);
        assert!(ran.code <= 1 && serde_json::from_str::<Value>(&ran.out).is_ok(), "{}", ran.err);
        assert_holds_nothing(&ran.out, &left_out, funder);
    }
}

/// What people copy out of a PDF, and what its description says.
#[test]
fn no_pdf_for_the_public_holds_a_secret_or_a_gap_that_is_not_asked_for() {
    if !slow_tests("no_pdf_for_the_public_holds_a_secret_or_a_gap_that_is_not_asked_for") {
        return;
    }
    let folder = tempfile::tempdir().unwrap();
    workspace(folder.path());
    let left_out = left_out(folder.path());
    for recipient in ["psf-fundables", "community", "council", "alpha-omega", "nlnet"] {
        for private in [false, true] {
            let out = folder.path().join(format!("{recipient}-{private}"));
            let mut args = vec!["propose", folder.path().to_str().unwrap(), "--for", recipient, "--format", "pdf"];
            args.extend(["--out", out.to_str().unwrap()]);
            if ["alpha-omega", "nlnet"].contains(&recipient) {
                args.extend(["--min", "0", "--max", "9000000"]);
            }
            args.extend(private.then_some("--private"));
            let ran = fundable(&args);
            assert!(ran.code == 0 || ran.err.contains("the form cannot be handed in yet"), "{}", ran.err);
            let text = format!("{} {}", said_of_pdfs("pdftotext", &out), said_of_pdfs("pdfinfo", &out));
            assert!(text.len() > 1_000, "{recipient}: {text}");
            assert_eq!(text.contains("XYZZY"), private, "{recipient}");
            if !private {
                assert_holds_nothing(&text, &left_out, recipient);
            }
        }
    }
}

/// What a program of poppler-utils says of all PDFs in a folder, with one space for each gap between words: lines are broken,
/// and a title may be as well.
fn said_of_pdfs(program: &str, folder: &Path) -> String {
    let is_pdf = |(path, _): &(PathBuf, String)| path.extension() == Some(OsStr::new("pdf"));
    let said = all_texts(folder).into_iter().filter(is_pdf).map(|(path, _)| {
        let mut command = Command::new(program);
        command.arg(&path).args((program == "pdftotext").then_some("-"));
        let ran = ran(command.output().expect("poppler-utils is installed"));
        assert_eq!(ran.code, 0, "{}", ran.err);
        ran.out
    });
    said.collect::<String>().split_whitespace().collect::<Vec<_>>().join(" ")
}

/// Titles of the work that the plan leaves out.
fn left_out(workspace: &Path) -> Vec<String> {
    let ran = fundable(["plan", workspace.to_str().unwrap(), "--json"]);
    let plan: Value = serde_json::from_str(&ran.out).unwrap();
    let items = plan["left_out"].as_array().unwrap();
    assert!(items.len() > 5);
    items.iter().map(|item| item["title"].as_str().unwrap().to_owned()).collect()
}

fn assert_holds_nothing(text: &str, left_out: &[String], whose: &str) {
    assert!(!text.contains("XYZZY"), "{whose} tells the secret");
    for title in left_out {
        assert!(!text.contains(title.as_str()), "{whose} names `{title}`");
    }
}

#[test]
fn the_review_page_for_the_public_holds_no_secret_and_no_gap_that_is_not_planned() {
    let folder = tempfile::tempdir().unwrap();
    workspace(folder.path());
    let ran = fundable([OsStr::new("plan"), folder.path().as_os_str(), OsStr::new("--json")]);
    let plan: Value = serde_json::from_str(&ran.out).unwrap();
    let page = |more: &[&str]| {
        let args = [OsStr::new("review"), folder.path().as_os_str(), OsStr::new("--out"), OsStr::new("-")];
        let ran = fundable(args.into_iter().chain(more.iter().map(OsStr::new)));
        assert_eq!(ran.code, 0, "{}", ran.err);
        ran.out
    };
    let (public, private) = (page(&[]), page(&["--private"]));
    assert!(private.contains("XYZZY") && !public.contains("XYZZY"));
    for item in plan["left_out"].as_array().unwrap() {
        let title = item["title"].as_str().unwrap();
        assert!(!public.contains(title), "the page names `{title}`");
    }
    // The folder of the public page takes no private one.
    let write = |more: &[&str]| {
        let out = folder.path().join("out");
        let args = ["review", folder.path().to_str().unwrap(), "--out", out.to_str().unwrap()];
        fundable(args.iter().chain(more)).code
    };
    assert_eq!((write(&[]), write(&["--private"])), (0, 3));
}
