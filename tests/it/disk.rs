//! A disk that is full, and one that takes nothing: what is there stays as it was.
//!
//! A file system of its own is mounted in a namespace of its own, which many systems allow to every user; elsewhere the tests
//! say that they were skipped.

use std::collections::BTreeMap;
use std::fs;
use std::path::{Path, PathBuf};
use std::process::Command;

use crate::support::{Ran, ran, root};

/// Run a script with a small file system of its own in `$D`, the program in `$F`, its workspaces in `$A` and `$B`, and room
/// for copies in `$C`.
fn on_small_disk(name: &str, folder: &Path, script: &str) -> Option<Ran> {
    let disk = folder.join("disk");
    let mount = "mount -t tmpfs -o size=3m tmpfs \"$D\"";
    fs::create_dir(&disk).unwrap();
    let run = |script: &str| {
        let mut command = Command::new("unshare");
        command.args(["--user", "--map-root-user", "--mount", "sh", "-c", script]).current_dir(root());
        command.env("D", &disk).env("C", folder).env("F", env!("CARGO_BIN_EXE_fundable"));
        command.env("A", folder.join("GemHouse")).env("B", folder.join("GemHall"));
        command.output()
    };
    if !run(mount).is_ok_and(|output| output.status.success()) {
        eprintln!("SKIPPED {name}: this system lets nobody mount a file system in a namespace (`unshare -rm`)");
        return None;
    }
    for name in ["GemHouse", "GemHall"] {
        let workspace = folder.join(name);
        fs::create_dir(&workspace).unwrap();
        let example = root().join("examples/rubygems");
        fs::copy(example.join("plan.yaml"), workspace.join("plan.yaml")).unwrap();
        let assessment = fs::read_to_string(example.join("assessment.yaml")).unwrap();
        let renamed = assessment.replacen("name: RubyGems.org", &format!("name: {name}"), 1);
        fs::write(workspace.join("assessment.yaml"), renamed).unwrap();
    }
    let go = "go() { code=0; \"$F\" propose \"$1\" --for psf-fundables --format md,html --out \"$D/out\" >>\"$C/log\" 2>&1 \
              || code=$?; echo $code; }";
    Some(ran(run(&format!("set -e; {mount}\n{go}\n{script}")).unwrap()))
}

/// All files below a folder but the lock.
fn everything(folder: &Path) -> BTreeMap<PathBuf, Vec<u8>> {
    let mut files = BTreeMap::new();
    let mut folders = vec![folder.to_owned()];
    while let Some(open) = folders.pop() {
        for entry in fs::read_dir(open).unwrap() {
            let path = entry.unwrap().path();
            if path.is_dir() {
                folders.push(path);
            } else {
                files.insert(path.strip_prefix(folder).unwrap().to_owned(), fs::read(&path).unwrap());
            }
        }
    }
    files
}

#[test]
fn on_a_full_disk_nothing_is_lost_and_there_is_room_again_for_the_next_run() {
    let folder = tempfile::tempdir().unwrap();
    // From no room at all to room for some of the files.
    let script = "go \"$A\"; cp -a \"$D/out\" \"$C/before\"
        for room in 0 8 64 200 300; do
            dd if=/dev/zero of=\"$D/room\" bs=1k count=$room 2>/dev/null
            dd if=/dev/zero of=\"$D/filler\" bs=4k 2>/dev/null || true
            rm \"$D/room\"
            go \"$B\"; cp -a \"$D/out\" \"$C/full-$room\"; rm \"$D/filler\"
        done
        go \"$B\"; cp -a \"$D/out\" \"$C/after\"";
    let Some(ran) = on_small_disk("full disk", folder.path(), script) else { return };
    let log = fs::read_to_string(folder.path().join("log")).unwrap();
    assert_eq!(ran.out.split_whitespace().collect::<Vec<_>>(), ["0", "3", "3", "3", "3", "3", "0"], "{}{log}", ran.err);
    assert_eq!(log.matches("No space left on device").count(), 5, "{log}");
    assert!(log.contains("the space left") && !log.contains("panicked"), "{log}");
    let before = everything(&folder.path().join("before"));
    let documents = |files: &BTreeMap<PathBuf, Vec<u8>>| -> Vec<_> {
        files.iter().filter(|(name, _)| !name.starts_with(".fundable")).map(|(a, b)| (a.clone(), b.clone())).collect()
    };
    for room in [0, 8, 64, 200, 300] {
        let full = everything(&folder.path().join(format!("full-{room}")));
        assert!(documents(&full) == documents(&before), "{room} KiB: {:?}", full.keys());
        assert_eq!(full[Path::new(".fundable/written.json")], before[Path::new(".fundable/written.json")]);
    }
    let after = everything(&folder.path().join("after"));
    assert!(
        after
            .keys()
            .filter(|name| !name.starts_with(".fundable/base"))
            .eq(before.keys().filter(|name| !name.starts_with(".fundable/base")))
    );
    assert!(String::from_utf8_lossy(&after[Path::new("fundables.md")]).contains("GemHall"));
}

#[test]
fn on_a_disk_that_takes_nothing_that_is_said_and_nothing_changes() {
    let folder = tempfile::tempdir().unwrap();
    let script = "go \"$A\"; cp -a \"$D/out\" \"$C/before\"; mount -o remount,ro \"$D\"
        go \"$B\"; cp -a \"$D/out\" \"$C/after\"
        mount -o remount,rw \"$D\"; rm -r \"$D/out\"; mount -o remount,ro \"$D\"; go \"$B\"; ls -A \"$D\"";
    let Some(ran) = on_small_disk("read-only folder", folder.path(), script) else { return };
    let log = fs::read_to_string(folder.path().join("log")).unwrap();
    assert_eq!(ran.out.split_whitespace().collect::<Vec<_>>(), ["0", "3", "3"], "{}{log}", ran.err);
    assert_eq!(log.matches("Read-only file system").count(), 2, "{log}");
    assert!(log.contains("name another folder with `--out`"), "{log}");
    assert!(everything(&folder.path().join("before")) == everything(&folder.path().join("after")));
}
