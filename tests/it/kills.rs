//! Runs that are killed: each file is old or new, edits included, and the next run puts everything in order.

use std::collections::BTreeMap;
use std::fs;
use std::path::{Path, PathBuf};
use std::process::{Child, Command, Stdio};
use std::thread::{self, sleep};
use std::time::{Duration, Instant};

use crate::support::{fundable, named_workspace, propose_args, slow_tests};

/// Kills in each folder, and folders.
const N_KILLS: u32 = 100;
const N_FOLDERS: u32 = 2;

const HEADING: &str = "## ";
const OURS: &str = "Our own words, which no run may lose.\n\n## ";

type Documents = BTreeMap<PathBuf, Vec<u8>>;

/// The documents in a folder, without what fundable keeps for itself.
fn documents(out: &Path) -> Documents {
    let mut files = BTreeMap::new();
    let mut folders = vec![out.to_owned()];
    while let Some(folder) = folders.pop() {
        for entry in fs::read_dir(folder).into_iter().flatten() {
            let path = entry.unwrap().path();
            if path.ends_with(".fundable") {
                continue;
            }
            if path.is_dir() {
                folders.push(path);
            } else {
                files.insert(path.strip_prefix(out).unwrap().to_owned(), fs::read(&path).unwrap());
            }
        }
    }
    files
}

/// Write a folder for the first workspace, and edit a document in it.
fn begin(workspaces: &[PathBuf; 2], out: &Path) {
    assert_eq!(fundable(propose_args(&workspaces[0], out)).code, 0);
    let document = out.join("fundables.md");
    let text = fs::read_to_string(&document).unwrap();
    let at = text.rfind(HEADING).unwrap();
    fs::write(&document, format!("{}{OURS}{}", &text[..at], &text[at + HEADING.len()..])).unwrap();
}

/// How long a run takes, and how long it writes.
struct Times {
    run: Duration,
    writing: Duration,
}

fn journal(out: &Path) -> Option<Vec<u8>> {
    fs::read(out.join(".fundable/journal.json")).ok()
}

fn spawn(workspace: &Path, out: &Path) -> Child {
    let mut command = Command::new(env!("CARGO_BIN_EXE_fundable"));
    command.args(propose_args(workspace, out)).stdout(Stdio::null()).stderr(Stdio::null()).spawn().unwrap()
}

/// Wait until a run writes, or has ended.
fn await_writing(child: &mut Child, out: &Path, before: &Option<Vec<u8>>) {
    while child.try_wait().unwrap().is_none() && (journal(out).is_none() || journal(out) == *before) {
        sleep(Duration::from_micros(200));
    }
}

/// Kill runs, half of them at moments all over their time, the rest while they write; how many left something half done.
fn kill(workspaces: &[PathBuf; 2], whole: &[Documents; 2], out: &Path, times: &Times, first: u32) -> u32 {
    let mut n_halfway = 0;
    for n in first..first + N_KILLS {
        let before = journal(out);
        let mut child = spawn(&workspaces[(n + 1) as usize % 2], out);
        // In an order that is as good as any; the golden section spreads them evenly.
        let share = f64::from(n) * 0.618_034 % 1.0;
        if n / 2 % 2 == 0 {
            sleep(times.run.mul_f64(share));
        } else {
            await_writing(&mut child, out, &before);
            sleep(times.writing.mul_f64(share));
        }
        // One that has ended cannot be killed any more, and that is no fault.
        let _ = child.kill();
        child.wait().unwrap();
        n_halfway += u32::from(journal(out).is_some());
        let found = documents(out);
        for (name, bytes) in &found {
            if !name.to_string_lossy().ends_with(".fundable-new") {
                assert!(whole.iter().any(|whole| whole.get(name) == Some(bytes)), "kill {n}: {}", name.display());
            }
        }
        assert!(whole[0].keys().all(|name| found.contains_key(name)), "kill {n}: a document is lost");
    }
    for (workspace, whole) in workspaces.iter().zip(whole) {
        let ran = fundable(propose_args(workspace, out));
        assert_eq!(ran.code, 0, "{}", ran.err);
        assert!(documents(out) == *whole, "what is left is not what one run writes");
    }
    let own: Vec<_> = fs::read_dir(out.join(".fundable")).unwrap().map(|entry| entry.unwrap().file_name()).collect();
    assert_eq!(own.len(), 3, "base, lock and written.json: {own:?}");
    n_halfway
}

#[test]
fn a_killed_run_leaves_each_file_old_or_new_and_the_next_one_mends_the_rest() {
    if !slow_tests("kills") {
        return;
    }
    let folder = tempfile::tempdir().unwrap();
    let workspaces = [named_workspace(folder.path(), "GemHouse"), named_workspace(folder.path(), "GemHall")];
    // What undisturbed runs write, and how long they take.
    let alone = folder.path().join("alone");
    begin(&workspaces, &alone);
    let mut times = Times { run: Duration::ZERO, writing: Duration::ZERO };
    let [second, first] = [1, 0].map(|idx| {
        let begun = Instant::now();
        let mut child = spawn(&workspaces[idx], &alone);
        await_writing(&mut child, &alone, &None);
        let writes = Instant::now();
        assert!(child.wait().unwrap().success());
        times = Times { run: times.run.max(begun.elapsed()), writing: times.writing.max(writes.elapsed()) };
        documents(&alone)
    });
    let whole = [first, second];
    assert!(whole[0].len() > 10 && whole[0].keys().eq(whole[1].keys()) && whole[0] != whole[1]);
    for whole in &whole {
        assert!(String::from_utf8_lossy(&whole[Path::new("fundables.md")]).contains(OURS));
    }
    let n_halfway: u32 = thread::scope(|scope| {
        let (workspaces, whole, times) = (&workspaces, &whole, &times);
        let folders = (0..N_FOLDERS).map(|idx| (idx, folder.path().join(format!("out-{idx}"))));
        let runs = folders.map(|(idx, out)| {
            scope.spawn(move || {
                begin(workspaces, &out);
                // From here on the file is never again without the edit.
                assert_eq!(fundable(propose_args(&workspaces[0], &out)).code, 0);
                kill(workspaces, whole, &out, times, idx * N_KILLS)
            })
        });
        runs.collect::<Vec<_>>().into_iter().map(|run| run.join().unwrap()).sum()
    });
    assert!(n_halfway > 0, "no run was killed while it wrote");
    eprintln!("{} kills, {n_halfway} of them while files were written", N_FOLDERS * N_KILLS);
}
