//! Run the real binary; compare with blessed files.

use std::ffi::OsStr;
use std::fs;
use std::path::{Path, PathBuf};
use std::process::{Command, Output};

/// The folder of the checkout.
pub fn root() -> PathBuf {
    PathBuf::from(env!("CARGO_MANIFEST_DIR"))
}

/// Standard output, standard error and exit code of a run.
pub struct Ran {
    pub out: String,
    pub err: String,
    pub code: i32,
    pub bytes: Vec<u8>,
}

/// Run the binary in the checkout, with nothing of the environment but what finds typst.
pub fn fundable<S: AsRef<OsStr>>(args: impl IntoIterator<Item = S>) -> Ran {
    fundable_with(args, &[])
}

/// The same with more environment.
pub fn fundable_with<S: AsRef<OsStr>>(args: impl IntoIterator<Item = S>, environment: &[(&str, &str)]) -> Ran {
    let mut command = Command::new(env!("CARGO_BIN_EXE_fundable"));
    command.current_dir(root()).args(args).env_clear();
    for name in ["PATH", "FUNDABLE_TYPST", "FUNDABLE_TOOLS", "HOME"] {
        if let Some(value) = std::env::var_os(name) {
            command.env(name, value);
        }
    }
    command.envs(environment.iter().copied());
    ran(command.output().unwrap())
}

/// What a program has printed, as text.
pub fn ran(output: Output) -> Ran {
    let Output { status, stdout, stderr } = output;
    Ran {
        out: String::from_utf8_lossy(&stdout).into_owned(),
        err: String::from_utf8_lossy(&stderr).into_owned(),
        code: status.code().unwrap_or(-1),
        bytes: stdout,
    }
}

/// Compare a text with a blessed file; `BLESS=1` writes it instead.
pub fn golden(path: &Path, actual: &str) {
    if std::env::var_os("BLESS").is_some() {
        fs::create_dir_all(path.parent().unwrap()).unwrap();
        fs::write(path, actual).unwrap();
        return;
    }
    let expected = fs::read_to_string(path).unwrap_or_default();
    if expected == actual {
        return;
    }
    let at = expected.lines().zip(actual.lines()).position(|(a, b)| a != b);
    let line = at.unwrap_or_else(|| expected.lines().count().min(actual.lines().count()));
    let show = |text: &str| text.lines().skip(line.saturating_sub(2)).take(6).collect::<Vec<_>>().join("\n");
    panic!(
        "{} differs from line {}:\n--- expected\n{}\n--- found\n{}\n(read the change, then bless it with BLESS=1)",
        path.display(),
        line + 1,
        show(&expected),
        show(actual),
    );
}

/// Names of the folders below a folder, sorted.
pub fn folders(path: &Path) -> Vec<PathBuf> {
    let mut folders: Vec<_> =
        fs::read_dir(path).unwrap().map(|entry| entry.unwrap().path()).filter(|path| path.is_dir()).collect();
    folders.sort();
    folders
}

/// Whether tests that need typst run; `cargo xtask test` sets it. Elsewhere they say that they were skipped.
pub fn slow_tests(name: &str) -> bool {
    let wanted = std::env::var_os("RUN_SLOW_TESTS").is_some();
    if !wanted {
        eprintln!("SKIPPED {name}: set RUN_SLOW_TESTS=1 and have typst 0.15 at hand, or run `cargo xtask test`");
    }
    wanted
}

/// The example of RubyGems under another name, in a folder of that name.
pub fn named_workspace(folder: &Path, name: &str) -> PathBuf {
    let workspace = folder.join(name.replace(' ', "-"));
    fs::create_dir(&workspace).unwrap();
    let example = root().join("examples/rubygems");
    fs::copy(example.join("plan.yaml"), workspace.join("plan.yaml")).unwrap();
    let assessment = fs::read_to_string(example.join("assessment.yaml")).unwrap();
    let renamed = assessment.replacen("name: RubyGems.org", &format!("name: {name}"), 1);
    assert_ne!(assessment, renamed);
    fs::write(workspace.join("assessment.yaml"), renamed).unwrap();
    workspace
}

/// What writes its list of issues as Markdown and HTML.
pub fn propose_args<'a>(workspace: &'a Path, out: &'a Path) -> Vec<&'a OsStr> {
    let words = ["--for", "psf-fundables", "--format", "md,html", "--out"].map(OsStr::new);
    [OsStr::new("propose"), workspace.as_os_str()].into_iter().chain(words).chain([out.as_os_str()]).collect()
}
