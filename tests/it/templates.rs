//! Templates and the views that they see.

use fundable::render::{Engine, builtin_templates};

use std::fs;
use std::path::Path;

use crate::support::{Ran, fundable, root};

/// Fields of a view, as its JSON has them.
fn fields(file: &str, view: &str) -> Vec<String> {
    let text = fs::read_to_string(root().join("src/render/view").join(file)).unwrap();
    let start = text.find(&format!("pub struct {view} {{")).unwrap();
    let body = &text[start..start + text[start..].find("\n}").unwrap()];
    let fields = body
        .lines()
        .filter_map(|line| line.trim().strip_prefix("pub ")?.split_once(':').map(|(name, _)| name.to_owned()));
    fields.collect()
}

#[test]
fn a_misspelt_variable_gets_the_nearest_field() {
    let folder = tempfile::tempdir().unwrap();
    for (variable, field) in [("regstry.name", "`registry`"), ("regstry", "`registry`"), ("registry.nmae", "`name`")] {
        let text = format!(
            "{{% extends \"builtin/community.md\" %}}\n{{% block summary %}}{{{{ {variable} }}}}{{% endblock %}}\n"
        );
        fs::write(folder.path().join("community.md"), text).unwrap();
        let ran = fundable(["templates", "check", "examples/npm", "--templates", folder.path().to_str().unwrap()]);
        assert!(ran.err.contains(&format!("did you mean {field}?")), "{variable}: {}", ran.err);
    }
}

#[test]
fn templates_use_only_what_the_view_has() {
    let engine = Engine::builtin().unwrap();
    // Variables that templates set for their parts, and loop variables.
    let own = |names: &[&str]| names.iter().map(|name| (*name).to_owned()).collect::<Vec<_>>();
    let document =
        [fields("document.rs", "DocumentView"), own(&["h", "item", "source", "precedent", "table"])].concat();
    let report = [fields("report/mod.rs", "ReportView"), own(&["change", "notes", "pictures"])].concat();
    assert!(document.len() > 15 && report.len() > 15);
    for (name, _) in builtin_templates() {
        let is_report = name.trim_start_matches("_parts/").starts_with("report");
        let known = match name.as_str() {
            "form.md" => {
                [fields("form_document.rs", "FormDocumentView"), own(&["h", "item", "source", "precedent"])].concat()
            }
            "pictures.md" => [fields("picture.rs", "PictureIndexView"), own(&["picture"])].concat(),
            "council.md" | "_parts/council_item.md" => {
                [fields("council/mod.rs", "CouncilView"), document.clone(), own(&["half", "entry"])].concat()
            }
            "proposal.md" => [fields("proposal/mod.rs", "ProposalView"), document.clone()].concat(),
            _ if is_report => report.clone(),
            _ => document.clone(),
        };
        for variable in engine.variables(&format!("builtin/{name}")).unwrap() {
            assert!(known.contains(&variable), "{name} uses `{variable}`, which no view has");
        }
    }
}

#[test]
fn templates_do_not_leave_marks_of_their_own_in_a_document() {
    for recipient in ["psf-fundables", "community", "council", "alpha-omega"] {
        let ran = fundable(["propose", "examples/rubygems", "--for", recipient, "--format", "md", "--out", "-"]);
        assert_eq!(ran.code, 0, "{}", ran.err);
        for mark in ["{{", "}}", "{%", "%}", "{registry}", "{ecosystem}", "\n\n\n", " \n", "  |  | \n"] {
            assert!(!ran.out.contains(mark), "{recipient} holds {mark:?}");
        }
    }
}

/// A copy of an example with one template of its own, and a run on it.
fn with_template(name: &str, text: &str, args: &[&str]) -> Ran {
    let folder = tempfile::tempdir().unwrap();
    copy_example(folder.path());
    let path = folder.path().join("templates").join(name);
    fs::create_dir_all(path.parent().unwrap()).unwrap();
    fs::write(path, text).unwrap();
    let workspace = folder.path().to_string_lossy().into_owned();
    let args = args.iter().map(|arg| if *arg == "WORKSPACE" { workspace.as_str() } else { arg });
    let mut ran = fundable(args);
    ran.err = ran.err.replace(&workspace, "WORKSPACE");
    ran
}

fn copy_example(folder: &Path) {
    for file in ["assessment.yaml", "plan.yaml"] {
        fs::copy(root().join("examples/rubygems").join(file), folder.join(file)).unwrap();
    }
}

const PRINT: [&str; 8] = ["propose", "WORKSPACE", "--for", "otf", "--format", "md", "--out", "-"];

#[test]
fn a_template_that_extends_a_built_in_one_adds_to_it() {
    let text = "{% extends \"builtin/proposal.md\" %}\n{% block extra %}\n## Contact\n\nAsk {{ registry.name }}.\n{% endblock extra %}";
    let ran = with_template("proposal.md", text, &PRINT);
    assert_eq!(ran.code, 0, "{}", ran.err);
    let (before, after) = ran.out.split_once("## Contact\n\nAsk RubyGems.org.\n").unwrap();
    assert!(before.contains("## Summary") && after.contains("## Provenance"));
    // The document says that it was made by other templates than the built-in ones.
    assert!(after.contains("| templates (SHA-256) | "));
}

#[test]
fn a_document_rendered_in_a_process_of_its_own_is_the_same() {
    let in_place = fundable(PRINT.map(|arg| if arg == "WORKSPACE" { "examples/rubygems" } else { arg }));
    let apart = with_template("proposal.md", "{% extends \"builtin/proposal.md\" %}", &PRINT);
    let without =
        |text: &str| text.lines().filter(|line| !line.starts_with("| templates (")).collect::<Vec<_>>().join("\n");
    assert_eq!(without(&in_place.out), without(&apart.out));
}

#[test]
fn a_template_for_one_recipient_is_used_for_that_one_alone() {
    let text = "# For otf: {{ registry.name }}\n";
    let ran = with_template("proposal-otf.md", text, &PRINT);
    assert_eq!(ran.out, "# For otf: RubyGems.org\n", "{}", ran.err);
    let ran = with_template("proposal-nlnet.md", text, &PRINT);
    assert!(ran.out.contains("## Summary"), "{}", ran.err);
}

#[test]
fn a_part_of_the_users_own_stands_for_the_built_in_one() {
    let ran = with_template("_parts/provenance.md", "Made with care.\n", &PRINT);
    assert!(ran.out.ends_with("Made with care.\n"), "{}", ran.err);
}

#[test]
fn values_are_escaped_in_own_templates_as_in_built_in_ones() {
    let text = "{% set x = \"<b>*bold*</b>\" %}{{ x }}";
    let ran = with_template("proposal.md", text, &PRINT);
    assert_eq!(ran.out, "\\<b>\\*bold\\*\\</b>\n", "{}", ran.err);
}

#[test]
fn a_wrong_template_is_shown_where_it_is_wrong_and_nothing_is_written() {
    let out = tempfile::tempdir().unwrap();
    let folder = out.path().join("out").to_string_lossy().into_owned();
    let args = ["propose", "WORKSPACE", "--for", "otf", "--format", "md", "--out", &folder];
    for (text, place, words) in [
        ("one\n{{ registry.nme }}", "templates/proposal.md:2:13", "`nme` is not defined"),
        ("{% if registry %}", "templates/proposal.md:1:16", "unexpected end of input"),
        ("{{ nothing_of_the_kind }}", "templates/proposal.md:1:4", "`nothing_of_the_kind`"),
        ("{{ registry.name | shout }}", "proposal.md:1:20", "Unknown filter `shout`"),
        ("\n{% include \"/etc/hostname\" %}", "proposal.md:2:12", "Unknown template `/etc/hostname`"),
        ("{% extends \"builtin/nothing.md\" %}", "proposal.md", "builtin/nothing.md"),
    ] {
        let ran = with_template("proposal.md", text, &args);
        assert_eq!(ran.code, 1, "{text}\n{}", ran.err);
        assert!(ran.err.contains("[template-fault]") && ran.err.contains(place), "{text}\n{}", ran.err);
        assert!(ran.err.contains(words), "{text}\n{}", ran.err);
        assert!(!Path::new(&folder).exists(), "{text} left files");
    }
}

#[test]
fn a_template_reads_no_file_and_runs_no_program() {
    for call in [
        "get_env(name=\"HOME\")",
        "load_data(path=\"plan.yaml\")",
        "read(path=\"plan.yaml\")",
        "exec(cmd=\"id\")",
        "now()",
    ] {
        let ran = with_template("proposal.md", &format!("{{{{ {call} }}}}"), &PRINT);
        assert_eq!(ran.code, 1);
        assert!(ran.err.contains("Unknown function"), "{call}\n{}", ran.err);
    }
    for name in ["../plan.yaml", "/etc/hostname", "plan.yaml", "../templates/proposal.md"] {
        let ran = with_template("proposal.md", &format!("{{% include \"{name}\" %}}"), &PRINT);
        assert!(ran.code == 1 && ran.err.contains("Unknown template"), "{name}\n{}", ran.err);
    }
}

#[test]
fn a_template_without_end_is_stopped() {
    let loops = "{% for a in range(end=99999) %}".repeat(4) + &"{% endfor %}".repeat(4);
    let long = "{% for a in range(end=99999) %}{% for b in range(end=99999) %}0123456789{% endfor %}{% endfor %}";
    let component = "{% component A(x) %}{{<A x=\"1\" />}}{% endcomponent A %}{{<A x=\"1\" />}}";
    for (text, words) in [
        (loops.as_str(), "takes more than 5 s to compute"),
        (long, "writes more than 16 MiB"),
        (component, "recursion"),
        ("{% include \"proposal.md\" %}", "ircular"),
    ] {
        let ran = with_template("proposal.md", text, &PRINT);
        assert_eq!(ran.code, 1, "{text}\n{}", ran.err);
        assert!(ran.err.contains(words), "{text}\n{}", ran.err);
    }
}

#[test]
#[cfg(unix)]
fn a_template_that_takes_all_memory_is_stopped() {
    let text = "{% set_global x = \"0123456789\" %}{% for a in range(end=60) %}{% set_global x = x ~ x %}{% endfor %}";
    let ran = with_template("proposal.md", text, &PRINT);
    assert_eq!(ran.code, 1);
    assert!(ran.err.contains("takes more than 512 MiB of memory"), "{}", ran.err);
}

#[test]
fn an_unused_template_and_other_files_are_pointed_out() {
    let ran = with_template("propsal.md", "x", &["check", "WORKSPACE"]);
    assert!(ran.err.contains("[template-unused]") && ran.err.contains("did you mean `proposal.md`"), "{}", ran.err);
    let ran = with_template("proposal.txt", "x", &["check", "WORKSPACE"]);
    assert!(ran.err.contains("[stray-file]"), "{}", ran.err);
    let ran = with_template("README.md", "x", &["check", "WORKSPACE"]);
    assert!(!ran.err.contains("template"), "{}", ran.err);
}

#[test]
#[cfg(unix)]
fn links_out_of_the_folder_of_templates_are_refused() {
    let folder = tempfile::tempdir().unwrap();
    copy_example(folder.path());
    fs::create_dir(folder.path().join("templates")).unwrap();
    std::os::unix::fs::symlink("/etc/hostname", folder.path().join("templates/proposal.md")).unwrap();
    let ran = fundable([std::ffi::OsStr::new("check"), folder.path().as_os_str()]);
    assert_eq!(ran.code, 1);
    assert!(ran.err.contains("is a link, and links are not followed"), "{}", ran.err);
}

#[test]
fn ejected_templates_change_nothing_and_nothing_is_overwritten() {
    let folder = tempfile::tempdir().unwrap();
    let out = folder.path().to_string_lossy().into_owned();
    let ran = fundable(["templates", "eject", "--all", "--out", &out]);
    assert_eq!(ran.code, 0, "{}", ran.err);
    for (name, text) in builtin_templates() {
        assert_eq!(fs::read_to_string(folder.path().join(&name)).unwrap(), text, "{name}");
    }
    let ran = fundable(["templates", "eject", "proposal.md", "--out", &out]);
    assert!(ran.code == 3 && ran.err.contains("nothing was changed"), "{}", ran.err);
    let ran = fundable(["templates", "eject", "propsal.md", "--out", &out]);
    assert!(ran.code == 2 && ran.err.contains("did you mean `proposal.md`"), "{}", ran.err);
}

#[test]
fn every_extension_that_is_written_out_renders_as_the_built_in_template() {
    let folder = tempfile::tempdir().unwrap();
    copy_example(folder.path());
    let out = folder.path().join("templates").to_string_lossy().into_owned();
    let names = ["proposal.md", "form.md", "fundables.md", "community.md"];
    let ran = fundable(["templates", "eject", "--extend", "--out", &out].into_iter().chain(names));
    assert_eq!(ran.code, 0, "{}", ran.err);
    let ran = fundable([std::ffi::OsStr::new("templates"), "check".as_ref(), folder.path().as_os_str()]);
    assert_eq!(ran.code, 0, "{}", ran.err);
    let n_documents: u32 = ran.out.split(' ').next().unwrap().parse().unwrap();
    assert!(n_documents > 5, "{}", ran.out);
    // It reads the workspace once for each recipient; warnings about it are the business of `fundable check`.
    assert_eq!(ran.err, "");
}

#[test]
fn the_context_holds_what_the_templates_use() {
    let ran = fundable(["templates", "context", "examples/rubygems", "--for", "otf"]);
    assert_eq!(ran.code, 0, "{}", ran.err);
    let views: serde_json::Value = serde_json::from_str(&ran.out).unwrap();
    assert_eq!(views["proposal.md"]["registry"]["name"], "RubyGems.org");
    let engine = Engine::builtin().unwrap();
    for name in ["proposal.md", "form.md"] {
        let own = ["h", "source", "precedent", "item"];
        for variable in engine.variables(name).unwrap().iter().filter(|name| !own.contains(&name.as_str())) {
            assert!(views[name].get(variable).is_some(), "{name} uses `{variable}`, which is not in the context");
        }
    }
}

#[test]
fn the_page_of_pictures_can_be_changed_as_well() {
    let folder = tempfile::tempdir().unwrap();
    copy_example(folder.path());
    let (own, other) = (folder.path().join("templates"), folder.path().join("other"));
    for (templates, words) in [(&own, "Drawn for the board."), (&other, "Drawn for the members.")] {
        fs::create_dir(templates).unwrap();
        let text =
            format!("{{% extends \"builtin/pictures.md\" %}}\n{{% block extra %}}\n{words}\n{{% endblock extra %}}");
        fs::write(templates.join("pictures.md"), text).unwrap();
    }
    let index = |more: &[&str]| {
        let out = folder.path().join("drawn");
        let (workspace, out) = (folder.path().to_string_lossy(), out.to_string_lossy());
        let ran = fundable(["plan", &workspace, "--pictures", &out].iter().chain(more));
        assert_eq!(ran.code, 0, "{}", ran.err);
        fs::read_to_string(folder.path().join("drawn/index.md")).unwrap()
    };
    assert!(index(&[]).contains("\nDrawn for the board.\n"));
    assert!(index(&["--theirs", "--templates", &other.to_string_lossy()]).contains("\nDrawn for the members.\n"));
}

#[test]
fn a_folder_of_templates_counts_beside_an_assessment_alone() {
    let folder = tempfile::tempdir().unwrap();
    fs::create_dir(folder.path().join("templates")).unwrap();
    fs::write(folder.path().join("templates/proposal.md"), "Short.\n").unwrap();
    let n_built_in = || {
        let ran = fundable(["templates", "list", folder.path().to_str().unwrap()]);
        assert_eq!(ran.code, 0, "{}", ran.err);
        ran.out.matches("built in").count()
    };
    let all = n_built_in();
    fs::copy(root().join("examples/npm/assessment.yaml"), folder.path().join("assessment.yaml")).unwrap();
    assert_eq!(n_built_in(), all - 1);
}
