//! Colours, logo and style of the user's own, in pages and PDFs.

use std::fs;
use std::path::Path;

use tempfile::TempDir;

use base64::Engine;
use base64::engine::general_purpose::STANDARD;

use crate::support::{Ran, fundable, root, slow_tests};

const LOGO: &str = "<svg xmlns=\"http://www.w3.org/2000/svg\" viewBox=\"0 0 4 1\" width=\"40\" height=\"10\"><path d=\"M0 0H4V1Z\"/></svg>";

/// An example with files in its folder `templates/theme`.
fn workspace(theme: &[(&str, &str)]) -> TempDir {
    let folder = tempfile::tempdir().unwrap();
    for name in ["assessment.yaml", "plan.yaml"] {
        fs::copy(root().join("examples/homebrew").join(name), folder.path().join(name)).unwrap();
    }
    fs::create_dir_all(folder.path().join("templates/theme")).unwrap();
    for (name, text) in theme {
        fs::write(folder.path().join("templates/theme").join(name), text).unwrap();
    }
    folder
}

fn propose(workspace: &Path, more: &[&str]) -> Ran {
    let words = ["propose", workspace.to_str().unwrap(), "--for", "community"];
    fundable(words.into_iter().chain(more.iter().copied()))
}

fn page(workspace: &Path) -> String {
    let ran = propose(workspace, &["--format", "html", "--out", "-"]);
    assert_eq!(ran.code, 0, "{}", ran.err);
    ran.out
}

const BRAND: &str = "accent: \"#7a1f1f\"\nlogo: {file: logo.svg, alt: 'A \"<b>&', height_mm: 9}\n";

#[test]
fn a_page_has_the_colours_and_the_logo_of_its_authors() {
    let plain = page(workspace(&[]).path());
    assert!(!plain.contains("<img") && !plain.contains("#7a1f1f"));
    let own = page(workspace(&[("brand.yaml", BRAND), ("logo.svg", LOGO)]).path());
    assert!(own.contains(":root { --accent: #7a1f1f; }"), "{own}");
    assert!(own.contains("@media (prefers-color-scheme: dark) { :root { --accent: #"), "lightened on dark screens");
    assert!(own.contains(".logo { height: 9mm; }"));
    assert_eq!(own.matches("<img class=\"logo\" src=\"data:image/svg+xml;base64,PHN2").count(), 1);
    assert!(own.contains("alt=\"A &quot;&lt;b&gt;&amp;\""), "{own}");
    // The text is the same.
    let main = |page: &str| page[page.find("<main>").unwrap()..page.find("Provenance</h2>").unwrap()].to_owned();
    assert_eq!(main(&own), main(&plain));
}

#[test]
fn a_style_is_laid_over_or_takes_the_place_of_the_built_in_one() {
    let over = page(workspace(&[("extra.css", "h1 { color: #123456; }\n")]).path());
    assert!(over.contains("--paper: #ffffff") && over.contains("h1 { color: #123456; }\n</style>"));
    let instead = page(workspace(&[("page.css", "h1 { color: #123456; }\n")]).path());
    assert!(instead.contains("<style>\nh1 { color: #123456; }\n</style>"));
}

#[test]
fn a_new_logo_is_a_change_and_stands_in_the_provenance() {
    let folder = workspace(&[("brand.yaml", BRAND), ("logo.svg", LOGO)]);
    let path = folder.path();
    assert_eq!(propose(path, &["--format", "html"]).code, 0);
    let provenance = fs::read_to_string(path.join("out/provenance.json")).unwrap();
    assert!(provenance.contains("\"theme\""), "{provenance}");
    assert_eq!(propose(path, &["--format", "html", "--check"]).code, 0);
    fs::write(path.join("templates/theme/logo.svg"), LOGO.replace("M0", "M1")).unwrap();
    let ran = propose(path, &["--format", "html", "--check"]);
    assert_eq!(ran.code, 6, "{}{}", ran.out, ran.err);
}

#[test]
fn what_is_no_part_of_a_theme_is_named_and_a_picture_too_large_refused() {
    let folder = workspace(&[("brand.yml", BRAND), ("brand.typ", "x"), ("logo.gif", "GIF89a")]);
    let ran = fundable(["check", folder.path().to_str().unwrap()]);
    for name in ["brand.yml", "brand.typ", "logo.gif"] {
        assert!(ran.err.contains(&format!("theme/{name}` is not used")), "{}", ran.err);
    }
    let large = format!("{LOGO}{}", " ".repeat(1024 * 1024));
    let folder = workspace(&[("brand.yaml", BRAND), ("logo.svg", &large)]);
    let ran = propose(folder.path(), &["--format", "html"]);
    assert_eq!(ran.code, 1, "{}", ran.err);
    assert!(ran.err.contains("at most 1024 KiB") && !folder.path().join("out").exists(), "{}", ran.err);
}

#[test]
fn every_file_of_the_theme_can_be_written_out_and_changes_nothing_by_itself() {
    let folder = workspace(&[]);
    let plain = page(folder.path());
    let templates = folder.path().join("templates");
    let names = ["brand.yaml", "blocks.typ", "cover.typ", "page.css", "theme.typ"].map(|name| format!("theme/{name}"));
    let words = ["templates", "eject", "--out", templates.to_str().unwrap()];
    let ran = fundable(words.into_iter().chain(names.iter().map(String::as_str)));
    assert_eq!(ran.code, 0, "{}", ran.err);
    let own = page(folder.path());
    let rules = |page: &str| page[page.find("<main>").unwrap()..page.find("Provenance</h2>").unwrap()].to_owned();
    assert_eq!(rules(&own), rules(&plain));
    let ran = fundable(["templates", "list", folder.path().to_str().unwrap()]);
    assert_eq!(ran.out.matches("built in").count(), fundable::render::builtin_templates().len(), "{}", ran.out);
}

#[test]
fn a_pdf_takes_each_kind_of_logo_and_an_alternative_text_that_looks_like_markup() {
    if !slow_tests("a_pdf_takes_each_kind_of_logo") {
        return;
    }
    // One black dot each.
    let png = "iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAAAAAA6fptVAAAACklEQVR4nGNgAAAAAgABSK+kcQAAAABJRU5ErkJggg==";
    let alt = "accent: \"#7a1f1f\"\nlogo: {file: FILE, alt: 'A \"quoted\" #name \\ $x$'}\n";
    for (name, bytes) in [("logo.svg", LOGO.as_bytes().to_vec()), ("logo.png", STANDARD.decode(png).unwrap())] {
        let folder = workspace(&[("brand.yaml", &alt.replace("FILE", name))]);
        fs::write(folder.path().join("templates/theme").join(name), bytes).unwrap();
        let ran = propose(folder.path(), &["--format", "pdf"]);
        assert_eq!(ran.code, 0, "{name}: {}", ran.err);
        assert!(folder.path().join("out/community.pdf").is_file());
    }
}
