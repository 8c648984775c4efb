//! The library as another program uses it: it gives what the commands print.

use std::collections::BTreeMap;
use std::fs;
use std::path::Path;

use fundable::{ProposalRequest, RefusalKind, Workspace};
use serde_json::Value;

use crate::support::{fundable, root};

#[test]
fn a_workspace_gives_what_the_commands_print() {
    for name in ["npm", "rubygems", "homebrew"] {
        let folder = format!("examples/{name}");
        let workspace = Workspace::load(root().join(&folder)).unwrap();
        for (command, view) in [
            ("status", serde_json::to_value(workspace.status()).unwrap()),
            ("plan", serde_json::to_value(workspace.plan()).unwrap()),
        ] {
            let printed: Value = serde_json::from_str(&fundable([command, &folder, "--json"]).out).unwrap();
            assert!(printed == view, "{command} of {name}");
        }
    }
}

/// Every text that the command writes, with its path below the folder.
fn written(folder: &Path) -> BTreeMap<String, String> {
    let mut files = BTreeMap::new();
    let mut folders = vec![folder.to_owned()];
    while let Some(next) = folders.pop() {
        for entry in fs::read_dir(next).unwrap() {
            let path = entry.unwrap().path();
            let name = path.strip_prefix(folder).unwrap().to_string_lossy().replace('\\', "/");
            if name.starts_with(".fundable") || name == "provenance.json" {
                continue;
            } else if path.is_dir() {
                folders.push(path);
            } else {
                files.insert(name, fs::read_to_string(&path).unwrap());
            }
        }
    }
    files
}

#[test]
fn a_proposal_has_what_the_command_writes() {
    let requests: [(&[&str], ProposalRequest); 7] = [
        (&["psf-fundables"], ProposalRequest::to("psf-fundables")),
        (&["community", "--private"], ProposalRequest::to("community").with_confidential_parts()),
        (&["council"], ProposalRequest::to("council")),
        (&["alpha-omega", "--max", "300000USD"], ProposalRequest::to("alpha-omega").max("300000USD")),
        (&["nlnet", "--min", "10000EUR", "--months", "18"], ProposalRequest::to("nlnet").min("10000EUR").months(18)),
        (&["otf", "--capability", "cli-lockfile-hashes"], ProposalRequest::to("otf").about("cli-lockfile-hashes")),
        (&["floss-fund"], ProposalRequest::to("floss-fund")),
    ];
    let workspace = Workspace::load(root().join("examples/rubygems")).unwrap();
    for (args, request) in requests {
        let folder = tempfile::tempdir().unwrap();
        let out = folder.path().to_str().unwrap();
        let fixed = ["propose", "examples/rubygems", "--out", out, "--format", "md,html", "--for"];
        let run = fundable(fixed.into_iter().chain(args.iter().copied()));
        let proposal = match workspace.propose(&request) {
            Ok(proposal) => proposal,
            Err(refusal) => {
                assert!(
                    run.err.contains(refusal.message()) && written(folder.path()).is_empty(),
                    "{args:?}: {refusal}"
                );
                continue;
            }
        };
        let made: BTreeMap<_, _> = proposal.files().into_iter().collect();
        let written = written(folder.path());
        assert!(made.keys().eq(written.keys()), "{args:?}: {:?} {:?}", made.keys(), written.keys());
        assert!(made == written, "{args:?}");
        assert_eq!(proposal.refusal().is_some(), run.code != 0, "{args:?}: {}", run.err);
    }
}

#[test]
fn a_form_has_what_the_command_prints() {
    let workspace = Workspace::load(root().join("examples/npm")).unwrap();
    // The list of fundable improvements is no proposal to a funder, but the PSF has a form for such work.
    for funder in ["alpha-omega", "psf-fundables"] {
        let forms = workspace.forms(&ProposalRequest::to(funder).min("0").max("100000")).unwrap();
        let args =
            ["propose", "examples/npm", "--for", funder, "--forms-only", "--json", "--min", "0", "--max", "100000"];
        let printed: Value = serde_json::from_str(&fundable(args).out).unwrap();
        assert!(printed == serde_json::to_value(forms).unwrap(), "{funder}");
    }
    let refusal = |name: &str| workspace.forms(&ProposalRequest::to(name)).unwrap_err();
    assert!(refusal("community").message().contains("`community` has no form on record"));
    assert!(refusal("alpha-omeg").help().unwrap().contains("did you mean `alpha-omega`"));
}

#[test]
fn a_refusal_says_who_can_mend_it() {
    let workspace = Workspace::load(root().join("examples/npm")).unwrap();
    let all = ProposalRequest::to("community");
    for (request, message) in [
        (ProposalRequest::to("alpha-omeg"), "nobody is known as `alpha-omeg`"),
        (all.clone().months(3), "`community` gets all open work"),
        (all.clone().about("nothing"), "`nothing` is no capability"),
        (ProposalRequest::to("nlnet").about("auth-breached-passwords").max("1EUR"), "nothing is left to choose"),
        (ProposalRequest::to("nlnet").max("much"), "`much` is no amount"),
        (ProposalRequest::to("nlnet").capabilities([""; 0]), "none is named"),
    ] {
        let refusal = workspace.propose(&request).unwrap_err();
        assert_eq!(refusal.kind(), RefusalKind::Request, "{refusal}");
        assert!(refusal.message().contains(message) && refusal.help().is_some(), "{refusal}");
    }
    let refusal = workspace.propose(&ProposalRequest::to("nlnet").max("1EUR")).unwrap_err();
    assert_eq!(refusal.kind(), RefusalKind::Inputs, "{refusal}");
}

#[test]
fn errors_come_all_at_once_and_as_check_prints_them() {
    let error = Workspace::load(root().join("tests/bad/unknown-capability")).unwrap_err();
    assert!(error.n_errors() > 0 && error.to_string().contains("error[unknown-capability]"), "{error}");
}

#[test]
fn what_a_broken_catalog_leaves_unchecked_is_said_as_check_says_it() {
    let folder = tempfile::tempdir().unwrap();
    for name in ["assessment.yaml", "plan.yaml"] {
        fs::copy(root().join("examples/npm").join(name), folder.path().join(name)).unwrap();
    }
    fs::create_dir(folder.path().join("catalog")).unwrap();
    fs::write(folder.path().join("catalog/threats.yaml"), "threats: 1\nincidents: []\n").unwrap();
    let error = Workspace::load(folder.path()).unwrap_err().to_string();
    assert_eq!(error.matches("is not checked yet").count(), 3, "{error}");
    let printed = fundable(["check", folder.path().to_str().unwrap()]).err;
    assert!(error.lines().all(|line| printed.contains(line)), "{error}\n-- check:\n{printed}");
}
