//! The commands of a page, run in order in a fresh copy of what a checkout holds, with what they print.

use std::fs;
use std::os::unix::fs::{PermissionsExt, symlink};
use std::path::Path;
use std::process::Command;

use super::page::{Block, Page};
use super::yaml;
use super::{assert_none, pages};
use crate::support::{Ran, ran, root};

/// What of a checkout a page can use.
const CHECKOUT: [&str; 6] = [".github", "README.md", "catalog", "examples", "templates", "tests/data"];

/// Commands that no test can run, and why. Each has to stand in some page.
const NOT_RUN: &[(&str, &str)] = &[
    ("BLESS=1 cargo test", "runs the tests"),
    ("cargo bench", "measures for minutes"),
    ("cargo build", "builds the project"),
    ("cargo cyclonedx", "is a tool that has to be installed first"),
    ("cargo deny", "is a tool that has to be installed first"),
    ("cargo install", "fetches from the network"),
    ("cargo run", "builds the project"),
    ("cargo test", "runs the tests"),
    ("cargo xtask", "builds the project"),
    ("benches/peers/", "fetches from the network, and measures for minutes"),
    ("python benches/", "measures for a minute, by a release build"),
    ("sh my-registry/out/backlog/create-issues.sh", "makes issues on GitHub"),
    ("sh quarry/out/backlog/create-issues.sh", "makes issues on GitHub"),
];

/// Names that a block may have. Others, such as `sh`, would be commands that nobody runs.
const LANGUAGES: [&str; 12] =
    ["console", "css", "diff", "jinja", "json", "markdown", "mermaid", "svg", "text", "toml", "typst", "yaml"];

/// Blocks that are files, named in a comment in their first line, and how such a comment begins and ends.
const FILES: [(&str, &str, &str); 3] = [("css", "/* ", " */"), ("jinja", "{# ", " #}"), ("svg", "<!-- ", " -->")];

#[test]
fn every_command_of_the_documentation_runs_as_written_and_prints_what_is_shown() {
    let pages = pages();
    let mut faults: Vec<_> = std::thread::scope(|scope| {
        let threads: Vec<_> = pages.iter().map(|page| scope.spawn(|| run(page))).collect();
        threads.into_iter().flat_map(|thread| thread.join().unwrap()).collect()
    });
    let commands: Vec<_> = pages.iter().flat_map(|page| page.blocks.iter().flat_map(commands)).collect();
    for (start, why) in NOT_RUN {
        if !commands.iter().any(|command| command.line.starts_with(start)) {
            faults.push(format!("`{start}` stands in no page, so it need not be excused ({why})"));
        }
    }
    assert!(commands.iter().filter(|command| command.is_run()).count() > 20, "hardly any command was found");
    assert_none(faults);
}

/// What is wrong with the blocks of a page.
fn run(page: &Page) -> Vec<String> {
    let folder = tempfile::tempdir().unwrap();
    let tools = tempfile::tempdir().unwrap();
    if page
        .blocks
        .iter()
        .any(|block| matches!(block.language.as_str(), "console" | "css" | "diff" | "jinja" | "svg" | "yaml"))
    {
        CHECKOUT.iter().for_each(|name| copy(&root().join(name), &folder.path().join(name)));
        put_tools(tools.path());
    }
    let mut faults = vec![];
    let mut written = vec![];
    for block in &page.blocks {
        let at = format!("{}:{}", page.name(), block.line);
        let fault = match block.language.as_str() {
            "console" => {
                let (shown_otherwise, stopped) = console(block, folder.path(), tools.path());
                faults.extend(shown_otherwise.into_iter().map(|fault| format!("{at}: {fault}")));
                stopped
            }
            "diff" => edit(&block.text, folder.path()).err(),
            "css" | "jinja" | "svg" => write_file(block, folder.path()).err(),
            "yaml" => {
                written.extend(yaml::write(block, folder.path()).and(yaml::file_of(block)));
                None
            }
            language if !LANGUAGES.contains(&language) => {
                Some(format!("a block is called `{language}`; take one of {}", LANGUAGES.join(", ")))
            }
            _ => None,
        };
        if let Some(fault) = fault {
            faults.push(format!("{at}: {fault}"));
            // What comes after it rests on it.
            break;
        }
    }
    for path in written {
        let fault = yaml::faults_of(&folder.path().join(path), yaml::kind_of(path));
        faults.extend(fault.map(|fault| format!("{}: {path}: {fault}", page.name())));
    }
    faults
}

fn copy(from: &Path, to: &Path) {
    if from.is_dir() {
        fs::create_dir_all(to).unwrap();
        for entry in fs::read_dir(from).unwrap() {
            let entry = entry.unwrap();
            copy(&entry.path(), &to.join(entry.file_name()));
        }
    } else {
        fs::copy(from, to).unwrap();
    }
}

/// `fundable`, and a stand-in for typst where no real one is named: pages promise that a PDF is written, and what is in
/// it is the matter of other tests.
fn put_tools(folder: &Path) {
    symlink(env!("CARGO_BIN_EXE_fundable"), folder.join("fundable")).unwrap();
    let typst = folder.join("typst");
    match std::env::var_os("FUNDABLE_TYPST") {
        Some(real) => symlink(real, typst).unwrap(),
        None => {
            let script = "#!/bin/sh\n[ \"$1\" = --version ] && echo 'typst 0.15.0' && exit\n\
                          for last; do :; done\nprintf '%%PDF-1.7\\n' > \"$last\"\n";
            fs::write(&typst, script).unwrap();
            fs::set_permissions(&typst, fs::Permissions::from_mode(0o755)).unwrap();
        }
    }
}

/// A command with the output that the page shows after it.
struct Shown {
    line: String,
    output: Vec<String>,
    exit_code: i32,
}

impl Shown {
    fn is_run(&self) -> bool {
        !NOT_RUN.iter().any(|(start, _)| self.line.starts_with(start))
    }
}

fn commands(block: &Block) -> Vec<Shown> {
    let mut commands: Vec<Shown> = vec![];
    if block.language != "console" {
        return commands;
    }
    for line in block.text.lines() {
        let open = commands.last_mut().filter(|shown| shown.output.is_empty() && shown.line.ends_with('\\'));
        if let Some(shown) = open {
            shown.line = format!("{}\n{}", shown.line, line);
        } else if let Some(command) = line.strip_prefix("$ ") {
            commands.push(Shown { line: command.to_owned(), output: vec![], exit_code: 0 });
        } else if let Some(shown) = commands.last_mut() {
            shown.output.push(line.trim_end().to_owned());
        }
    }
    if let Some(last) = commands.last_mut() {
        last.exit_code = block.exit_code;
    }
    commands
}

/// What is shown otherwise than it is, and what makes the rest of the page pointless.
fn console(block: &Block, folder: &Path, tools: &Path) -> (Vec<String>, Option<String>) {
    let commands = commands(block);
    if commands.is_empty() {
        return (vec![], Some("a console block without a line that begins with `$ `".to_owned()));
    }
    let mut shown_otherwise = vec![];
    for shown in commands.iter().filter(|shown| shown.is_run()) {
        let ran = run_in_shell(&shown.line, folder, tools);
        if ran.code != shown.exit_code {
            return (
                shown_otherwise,
                Some(format!("`{}` ended with exit code {}:\n{}", shown.line, ran.code, ran.out)),
            );
        }
        let found: Vec<_> = ran.out.trim_matches('\n').lines().map(str::trim_end).collect();
        let wanted: Vec<_> = shown.output.iter().map(String::as_str).collect();
        if !wanted.is_empty() && !matches(trimmed(&wanted), &found) {
            let (line, wrong) = (&shown.line, first_wrong(trimmed(&wanted), &found));
            let start: Vec<_> = found.iter().take(60).copied().collect();
            shown_otherwise.push(format!(
                "`{line}` does not print what is shown, from `{wrong}` on; its {} lines begin with\n{}",
                found.len(),
                start.join("\n")
            ));
        }
    }
    (shown_otherwise, None)
}

/// Both streams are one, in the order in which a terminal shows them.
fn run_in_shell(line: &str, folder: &Path, tools: &Path) -> Ran {
    let path = std::env::var_os("PATH").unwrap_or_default();
    let path = [tools.as_os_str(), path.as_os_str()].join(std::ffi::OsStr::new(":"));
    let mut command = Command::new("sh");
    command.arg("-c").arg(format!("exec 2>&1\n{line}"));
    command.current_dir(folder).env_clear().env("PATH", path).env("HOME", tools);
    ran(command.output().unwrap())
}

/// Without empty lines before and after.
fn trimmed<'a>(mut lines: &'a [&'a str]) -> &'a [&'a str] {
    while let [rest @ .., ""] = lines {
        lines = rest;
    }
    while let ["", rest @ ..] = lines {
        lines = rest;
    }
    lines
}

/// Whether lines are as shown; a line `...` stands for any number of lines.
fn matches(shown: &[&str], found: &[&str]) -> bool {
    match shown {
        [] => found.is_empty(),
        ["..."] => true,
        ["...", rest @ ..] => (0..=found.len()).any(|n_skipped| matches(rest, &found[n_skipped..])),
        [first, rest @ ..] => found.first() == Some(first) && matches(rest, &found[1..]),
    }
}

/// The first of the lines shown that does not follow on those before it.
fn first_wrong<'a>(shown: &[&'a str], found: &[&str]) -> &'a str {
    let follows = |n_lines: &usize| matches(&[&shown[..*n_lines], &["..."]].concat(), found);
    let n_right = (0..=shown.len()).take_while(follows).last().unwrap_or_default();
    shown.get(n_right).unwrap_or(&"the end")
}

/// A file that is written as a whole, its first line with it.
fn write_file(block: &Block, folder: &Path) -> Result<(), String> {
    let comment = FILES.iter().find(|(language, ..)| *language == block.language);
    let (_, begin, end) = comment.ok_or("no such file is known")?;
    let first = block.text.lines().next().unwrap_or_default();
    let name = first.strip_prefix(begin).and_then(|rest| rest.strip_suffix(end));
    let path = folder.join(name.ok_or_else(|| format!("does not begin with `{begin}folder/file{end}`"))?);
    fs::create_dir_all(path.parent().unwrap()).and_then(|()| fs::write(path, &block.text)).map_err(|e| e.to_string())
}

/// An edit by hand: `--- file`, then lines that stay (a blank before them), go (`-`) and come (`+`).
fn edit(text: &str, folder: &Path) -> Result<(), String> {
    let (head, lines) = text.split_once('\n').unwrap_or((text, ""));
    let name = head.strip_prefix("--- ").ok_or("an edit does not begin with `--- file`")?;
    let path = folder.join(name);
    let old = fs::read_to_string(&path).map_err(|error| format!("{name}: {error}"))?;
    let side = |gone: char| -> String {
        lines
            .lines()
            .filter(|line| !line.starts_with(gone))
            .map(|line| line.get(1..).unwrap_or("").to_owned() + "\n")
            .collect()
    };
    let (before, after) = (side('+'), side('-'));
    match old.matches(&before).count() {
        1 => fs::write(path, old.replacen(&before, &after, 1)).map_err(|error| error.to_string()),
        n_found => Err(format!("what is edited stands {n_found} times in {name}:\n{before}")),
    }
}

#[test]
fn a_line_of_dots_stands_for_lines_that_are_left_out() {
    assert!(matches(&["a", "...", "d"], &["a", "b", "c", "d"]));
    assert!(matches(&["a", "..."], &["a"]));
    assert!(matches(&["...", "b", "..."], &["a", "b", "c"]));
    assert!(!matches(&["a", "c"], &["a", "b", "c"]));
    assert!(!matches(&["...", "x", "..."], &["a", "b"]));
    assert!(!matches(&["a"], &["a", "b"]));
}

#[test]
fn a_page_that_does_not_hold_is_found() {
    let page = |text: &str| run(&Page::parse(&root().join("docs/page.md"), text));
    let good = "```yaml\n# w/plan.yml\na: 1\n```\n```console\n$ cat w/plan.yml \\\n  # joined\na: 1\n$ fundable --version\n```\n\
                ```svg\n<!-- w/x.svg -->\n<svg/>\n```\n```console\n$ tail -n 1 w/x.svg\n<svg/>\n```\n";
    assert_eq!(page(good), Vec::<String>::new());
    for (bad, why) in [
        ("```console\n$ false\n```\n", "exit code 1"),
        ("<!-- exit code 5 -->\n```console\n$ true\n```\n", "exit code 0"),
        ("```console\n$ echo a\nb\n```\n", "from `b` on"),
        ("```console\nfundable plan\n```\n", "without a line"),
        ("```sh\nfundable plan\n```\n", "is called `sh`"),
        ("```yaml\n# w/plan.yaml\ntaget: 1\n```\n", "taget"),
        ("```jinja\n{{ x }}\n```\n", "does not begin"),
        ("```diff\n--- README.md\n-never written\n```\n", "stands 0 times"),
    ] {
        let faults = page(bad);
        assert!(faults.len() == 1 && faults[0].contains(why), "{bad}: {faults:?}");
    }
}
