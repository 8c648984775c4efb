//! What becomes of the edits of people when documents are written again.

use std::ffi::OsStr;
use std::fs;
use std::path::{Path, PathBuf};
use std::process::Command;

use crate::support::{Ran, fundable, root, slow_tests};

/// A workspace whose documents are written, edited, and written again.
struct Desk {
    _folder: tempfile::TempDir,
    workspace: PathBuf,
}

impl Desk {
    fn new() -> Self {
        let folder = tempfile::tempdir().unwrap();
        let workspace = folder.path().join("w");
        fs::create_dir(&workspace).unwrap();
        for name in ["assessment.yaml", "plan.yaml"] {
            fs::copy(root().join("examples/rubygems").join(name), workspace.join(name)).unwrap();
        }
        let desk = Self { _folder: folder, workspace };
        assert_eq!(desk.run(&[]).code, 0);
        desk
    }

    fn run(&self, more: &[&str]) -> Ran {
        self.run_as(&["--format", "md,html"], more)
    }

    fn run_as(&self, formats: &[&str], more: &[&str]) -> Ran {
        let args = [OsStr::new("propose"), self.workspace.as_os_str(), OsStr::new("--for"), OsStr::new("community")];
        fundable(args.into_iter().chain(formats.iter().chain(more).map(OsStr::new)))
    }

    fn path(&self, name: &str) -> PathBuf {
        self.workspace.join("out").join(name)
    }

    fn read(&self, name: &str) -> String {
        fs::read_to_string(self.path(name)).unwrap()
    }

    fn edit(&self, name: &str, from: &str, to: &str) {
        let text = self.read(name);
        assert!(text.contains(from), "{text}");
        fs::write(self.path(name), text.replacen(from, to, 1)).unwrap();
    }

    /// Change the input, so that other text is generated.
    fn rename_registry(&self, from: &str, to: &str) {
        let path = self.workspace.join("assessment.yaml");
        let text = fs::read_to_string(&path).unwrap();
        assert!(text.contains(&format!("name: {from}")), "{text}");
        fs::write(path, text.replacen(&format!("name: {from}"), &format!("name: {to}"), 1)).unwrap();
    }
}

/// All files below a folder with their bytes, but for the lock.
fn everything(folder: &Path) -> Vec<(PathBuf, Vec<u8>)> {
    let mut files = Vec::new();
    for entry in fs::read_dir(folder).into_iter().flatten() {
        let path = entry.unwrap().path();
        if path.is_dir() {
            files.extend(everything(&path))
        } else {
            files.push((path.clone(), fs::read(&path).unwrap()))
        }
    }
    files.sort();
    files
}

const HEADING: &str = "## Motivation\n";

#[test]
fn edits_and_new_text_are_merged_and_reach_the_page() {
    let desk = Desk::new();
    desk.edit("community.md", HEADING, "## Motivation\n\nWe have waited for this since the spring.\n");
    desk.rename_registry("RubyGems.org", "GemHouse");
    let ran = desk.run(&[]);
    assert_eq!(ran.code, 0, "{}", ran.err);
    assert!(ran.out.contains("community.md: merged with your edits"), "{}", ran.out);
    for name in ["community.md", "community.html"] {
        let text = desk.read(name);
        assert!(text.contains("We have waited for this since the spring.") && text.contains("GemHouse"), "{name}");
    }
    assert!(desk.read("provenance.json").contains("\"edited_by_hand\": [\n    \"community.md\"\n  ]"));
    // A page alone is made from the edited Markdown too, and once more nothing changes.
    let before = everything(&desk.workspace);
    assert_eq!(desk.run_as(&["--format", "html"], &[]).code, 0);
    assert!(desk.read("community.html").contains("since the spring"));
    assert_eq!(desk.run(&[]).code, 0);
    assert!(before == everything(&desk.workspace));
}

#[test]
fn edits_reach_the_pdf() {
    if !slow_tests("edits in a PDF") {
        return;
    }
    let desk = Desk::new();
    desk.edit("community.md", HEADING, "## Motivation\n\nWe have waited since the spring.\n");
    desk.rename_registry("RubyGems.org", "GemHouse");
    let ran = desk.run_as(&["--format", "md,pdf"], &[]);
    assert_eq!(ran.code, 0, "{}", ran.err);
    let Ok(output) = Command::new("pdftotext").arg(desk.path("community.pdf")).arg("-").output() else {
        eprintln!("SKIPPED edits in a PDF: there is no `pdftotext` (poppler) to read one with");
        return;
    };
    let words = String::from_utf8_lossy(&output.stdout).split_whitespace().collect::<Vec<_>>().join(" ");
    assert!(words.contains("We have waited since the spring.") && words.contains("GemHouse"), "{words}");
}

#[test]
fn a_deleted_paragraph_stays_away_and_a_deleted_or_renamed_file_is_written_again() {
    let desk = Desk::new();
    desk.edit("community.md", HEADING, "");
    assert_eq!(desk.run(&[]).code, 0);
    assert!(!desk.read("community.md").contains(HEADING));
    fs::rename(desk.path("community.md"), desk.path("ours.md")).unwrap();
    let ours = desk.read("ours.md");
    let ran = desk.run(&[]);
    assert!(ran.out.contains("community.md: written again; it was removed or renamed"), "{}", ran.out);
    assert!(desk.read("community.md").contains(HEADING));
    assert_eq!(desk.read("ours.md"), ours);
}

#[test]
fn a_conflict_has_markers_places_and_an_exit_code_of_its_own() {
    let desk = Desk::new();
    let title = desk.read("community.md").lines().next().unwrap().to_owned();
    assert!(title.contains("RubyGems.org"), "{title}");
    desk.edit("community.md", &title, "# Our own title");
    let (page, edited) = (desk.read("community.html"), desk.read("community.md"));
    desk.rename_registry("RubyGems.org", "GemHouse");

    let before = everything(&desk.workspace);
    let check = desk.run(&["--check"]);
    assert_eq!(check.code, 5, "{}", check.err);
    assert!(before == everything(&desk.workspace), "a check writes nothing");

    let ran = desk.run(&[]);
    assert_eq!(ran.code, 5);
    let place = format!("{}:1", desk.path("community.md").display());
    assert!(ran.err.contains(&place) && ran.err.contains("community.html"), "{}", ran.err);
    let text = desk.read("community.md");
    assert!(text.starts_with("<<<<<<< ours: as edited by hand\n# Our own title\n=======\n# "), "{text}");
    assert!(text.contains("\n>>>>>>> theirs: as generated now\n") && text.contains("GemHouse"));
    assert_eq!(desk.read("community.html"), page, "the page is not made of a text with conflicts");

    // Nothing is written until somebody has resolved it.
    let ran = desk.run(&[]);
    assert_eq!(ran.code, 5);
    assert!(ran.err.contains(&format!("{place}: a conflict that nobody has resolved")), "{}", ran.err);
    assert_eq!(desk.read("community.md"), text);
    let middle = text.find("=======\n").unwrap();
    let end = text.find(">>>>>>> theirs: as generated now\n").unwrap();
    let resolved = format!("# Our own title\n{}", &text[end + ">>>>>>> theirs: as generated now\n".len()..]);
    fs::write(desk.path("community.md"), format!("# Our own title\n{}", &text[middle..])).unwrap();
    assert_eq!(desk.run(&[]).code, 5, "half a conflict is one");
    fs::write(desk.path("community.md"), &resolved).unwrap();
    let ran = desk.run(&[]);
    assert_eq!(ran.code, 0, "{}", ran.err);
    assert_eq!(desk.read("community.md"), resolved);
    assert!(desk.read("community.html").contains("Our own title"));
    assert_ne!(edited, resolved);
}

#[test]
fn a_side_can_be_named_and_what_it_drops_is_kept_aside() {
    for side in ["--ours", "--theirs"] {
        let desk = Desk::new();
        let title = desk.read("community.md").lines().next().unwrap().to_owned();
        desk.edit("community.md", &title, "# Our own title");
        desk.edit("community.md", HEADING, "## Motivation\n\nOur own paragraph.\n");
        let edited = desk.read("community.md");
        desk.rename_registry("RubyGems.org", "GemHouse");
        let ran = desk.run(&[side]);
        assert_eq!(ran.code, 0, "{}", ran.err);
        let text = desk.read("community.md");
        assert_eq!(text.starts_with("# Our own title"), side == "--ours", "{text}");
        assert!(text.contains("Our own paragraph.") && text.contains("GemHouse"), "what does not conflict is merged");
        let aside = everything(&desk.path(".fundable/replaced"));
        let kept: Vec<_> = aside.iter().map(|(_, bytes)| String::from_utf8_lossy(bytes).into_owned()).collect();
        assert_eq!(kept, if side == "--theirs" { vec![edited] } else { Vec::new() });
    }
}

#[test]
fn a_check_says_what_would_change_and_writes_nothing() {
    let desk = Desk::new();
    assert_eq!(desk.run(&["--check"]).code, 0, "nothing would change");
    desk.rename_registry("RubyGems.org", "GemHouse");
    let before = everything(&desk.workspace);
    let ran = desk.run(&["--check"]);
    assert_eq!(ran.code, 6, "{}", ran.err);
    assert!(ran.out.starts_with("8 files in") && ran.out.contains("community.html\n"), "{}", ran.out);
    assert!(before == everything(&desk.workspace));
    let elsewhere = desk.workspace.join("new");
    assert_eq!(desk.run(&["--check", "--out", elsewhere.to_str().unwrap()]).code, 6);
    assert!(!elsewhere.exists());
}

#[test]
fn without_the_generated_text_nothing_is_merged_or_overwritten() {
    for damage in ["missing", "damaged"] {
        let desk = Desk::new();
        desk.edit("community.md", HEADING, "## Motivation\n\nOur own paragraph.\n");
        for (path, mut bytes) in everything(&desk.path(".fundable/base")) {
            bytes[0] ^= 1;
            if damage == "missing" { fs::remove_file(path).unwrap() } else { fs::write(path, bytes).unwrap() }
        }
        let edited = desk.read("community.md");
        desk.rename_registry("RubyGems.org", "GemHouse");
        let ran = desk.run(&[]);
        assert_eq!(ran.code, 3);
        assert!(ran.err.contains("missing or damaged") && ran.err.contains("`--ours`"), "{}", ran.err);
        assert_eq!(desk.read("community.md"), edited);
        // Kept as it is, it is merged from then on.
        assert_eq!(desk.run(&["--ours"]).code, 0);
        assert_eq!(desk.read("community.md"), edited);
        desk.rename_registry("GemHouse", "Gem Hall");
        assert_ne!(desk.run(&[]).code, 3);
        assert!(desk.read("community.md").contains("Our own paragraph."));
    }
}

#[test]
fn edits_in_a_page_are_never_overwritten() {
    let desk = Desk::new();
    desk.edit("community.html", "<h2", "<p>our own</p><h2");
    let (page, text) = (desk.read("community.html"), desk.read("community.md"));
    desk.rename_registry("RubyGems.org", "GemHouse");
    let ran = desk.run(&[]);
    assert_eq!(ran.code, 3);
    assert!(ran.err.contains("made anew each time"), "{}", ran.err);
    assert_eq!((desk.read("community.html"), desk.read("community.md")), (page.clone(), text), "nothing is written");
    assert_eq!(desk.run(&["--ours"]).code, 0);
    assert_eq!(desk.read("community.html"), page);
    assert_eq!(desk.run(&["--theirs"]).code, 0);
    assert!(desk.read("community.html").contains("GemHouse"));
    assert_eq!(everything(&desk.path(".fundable/replaced"))[0].1, page.as_bytes());
}

#[test]
fn what_an_editor_does_to_line_ends_is_kept() {
    let desk = Desk::new();
    let text = desk.read("community.md").replace('\n', "\r\n");
    fs::write(desk.path("community.md"), format!("\u{FEFF}{}", text.trim_end())).unwrap();
    desk.rename_registry("RubyGems.org", "GemHouse");
    let ran = desk.run(&[]);
    assert_eq!(ran.code, 0, "{}", ran.err);
    let text = desk.read("community.md");
    assert!(text.starts_with('\u{FEFF}') && text.contains("GemHouse") && !text.ends_with('\n'));
    assert_eq!(text.matches('\n').count(), text.matches("\r\n").count());
    fs::write(desk.path("community.md"), b"one\ntwo \xE9\n").unwrap();
    let ran = desk.run(&[]);
    assert_eq!(ran.code, 3);
    assert!(ran.err.contains("community.md:2: not UTF-8 text"), "{}", ran.err);
}
