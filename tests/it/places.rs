//! Runs that are kept out of a folder, and what lies where a document should.

use std::fs::{self, File};
use std::path::Path;

use crate::support::{fundable, named_workspace, propose_args};

#[test]
fn two_runs_never_write_to_one_folder_at_once_and_a_lock_left_behind_is_none() {
    let folder = tempfile::tempdir().unwrap();
    let workspace = named_workspace(folder.path(), "GemHouse");
    let out = folder.path().join("out");
    assert_eq!(fundable(propose_args(&workspace, &out)).code, 0);
    let lock = File::open(out.join(".fundable/lock")).unwrap();
    lock.lock().unwrap();
    let ran = fundable(propose_args(&workspace, &out));
    assert_eq!(ran.code, 3);
    assert!(ran.err.contains("another run of fundable writes to"), "{}", ran.err);
    drop(lock);
    assert_eq!(fundable(propose_args(&workspace, &out)).code, 0, "the file is there, but nobody holds it");
}

#[cfg(unix)]
#[test]
fn nothing_is_written_through_a_link_or_in_place_of_a_folder() {
    use std::os::unix::fs::symlink;

    let folder = tempfile::tempdir().unwrap();
    let workspace = named_workspace(folder.path(), "GemHouse");
    let precious = folder.path().join("precious");
    fs::write(&precious, "x").unwrap();
    type Make<'a> = &'a dyn Fn(&Path);
    let faults: [(&str, Make); 5] = [
        ("is a link", &|out| symlink(&precious, out.join("fundables.md")).unwrap()),
        ("is a link", &|out| symlink(folder.path(), out.join("issues")).unwrap()),
        ("is no folder, or a link", &|out| symlink(folder.path(), out.join(".fundable")).unwrap()),
        ("is a folder in place of a document", &|out| fs::create_dir(out.join("fundables.html")).unwrap()),
        ("is no folder", &|out| fs::write(out.join("issues"), "x").unwrap()),
    ];
    for (idx, (message, make)) in faults.iter().enumerate() {
        let out = folder.path().join(format!("out-{idx}"));
        fs::create_dir(&out).unwrap();
        make(&out);
        let ran = fundable(propose_args(&workspace, &out));
        assert_eq!(ran.code, 3, "{message}");
        assert!(ran.err.contains(message) && ran.err.contains("move it away"), "{}", ran.err);
        assert!(!out.join("provenance.json").exists() && fs::read(&precious).unwrap() == b"x", "{message}");
    }
    // A link to the folder itself is the user's own choice; one to nothing is a slip.
    let (linked, dangling) = (folder.path().join("linked"), folder.path().join("dangling"));
    fs::create_dir(folder.path().join("real")).unwrap();
    symlink(folder.path().join("real"), &linked).unwrap();
    symlink(folder.path().join("nothing"), &dangling).unwrap();
    assert_eq!(fundable(propose_args(&workspace, &linked)).code, 0);
    assert!(folder.path().join("real/fundables.md").is_file());
    let ran = fundable(propose_args(&workspace, &dangling));
    assert!(ran.code == 3 && ran.err.contains("is a link to nothing"), "{}", ran.err);
}

#[test]
fn a_write_protected_document_stops_the_run() {
    let folder = tempfile::tempdir().unwrap();
    let workspace = named_workspace(folder.path(), "GemHouse");
    let out = folder.path().join("out");
    assert_eq!(fundable(propose_args(&workspace, &out)).code, 0);
    let path = out.join("fundables.md");
    let mut permissions = fs::metadata(&path).unwrap().permissions();
    permissions.set_readonly(true);
    fs::set_permissions(&path, permissions).unwrap();
    let ran = fundable(propose_args(&workspace, &out));
    assert!(ran.code == 3 && ran.err.contains("protected against writing"), "{}", ran.err);
}
