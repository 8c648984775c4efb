//! Chores of this project: `cargo xtask demo`, `cargo xtask test`, `cargo xtask schema`, `cargo xtask fuzz`.

#![allow(clippy::print_stdout, clippy::print_stderr, reason = "a chore runner speaks to the person who runs it")]

mod browser;
mod coverage;
mod fuzz;
mod reference;

use std::env;
use std::ffi::{OsStr, OsString};
use std::fs;
use std::path::{Path, PathBuf};
use std::process::{Command, ExitCode};

use fundable::cli::schema;
use fundable::typeset::{INSTALLED, Places, TypesetFault, Typst};

const USAGE: &str = "\
usage: cargo xtask <chore>

  demo     build fundable, find or build typst, and make the proposals of examples/rubygems
  test     find or build what the tests need, then check format, lints and docs, and run all tests
  schema   write catalog/schema/ and docs/reference/ anew from the raw types, the views and the help texts
  fuzz [seconds]
           build the fuzz targets and run them, 60 seconds in all unless you say more; see fuzz/README.md
  coverage <folder>
           write src/render/typst/coverage.rs anew; the folder is files/fonts of the typst-assets crate,
           which lies in cargo's registry cache once typst-cli was installed
";

fn main() -> ExitCode {
    let chore = env::args().nth(1).unwrap_or_default();
    let result = match chore.as_str() {
        "demo" => demo(),
        "test" => test(),
        "schema" => schema(),
        "fuzz" => fuzz(),
        "coverage" => coverage(),
        _ => {
            eprint!("{USAGE}");
            return ExitCode::from(2);
        }
    };
    match result {
        Ok(()) => ExitCode::SUCCESS,
        Err(message) => {
            eprintln!("xtask {chore}: {message}");
            ExitCode::FAILURE
        }
    }
}

/// The main job on a real example.
fn demo() -> Result<(), String> {
    let root = root()?;
    step("building fundable");
    run(cargo(&root).args(["build", "--package", "fundable"]))?;
    let fundable = binary(&root);
    step("looking for typst, which makes the PDFs");
    run(with_tools(&mut Command::new(&fundable), &root).args(["typst", "install"]))?;
    let workspace = Path::new("examples").join("rubygems");
    let out = Path::new("target").join("demo").join("rubygems");
    step("where RubyGems.org stands, and the way to level 3");
    for command in ["status", "plan"] {
        run(with_tools(Command::new(&fundable).current_dir(&root), &root).arg(command).arg(&workspace))?;
    }
    for recipient in ["psf-fundables", "community", "alpha-omega"] {
        step(&format!("proposal for {recipient}"));
        let mut propose = Command::new(&fundable);
        propose.current_dir(&root).arg("propose").arg(&workspace).args([
            "--for",
            recipient,
            "--format",
            "md,html,pdf",
            "--theirs",
        ]);
        run(with_tools(&mut propose, &root).arg("--out").arg(out.join(recipient)))?;
    }
    println!("\nThe documents lie in:");
    for file in ["psf-fundables/fundables", "community/community", "alpha-omega/alpha-omega"] {
        for ending in ["md", "html", "pdf"] {
            println!("  {}", out.join(format!("{file}.{ending}")).display());
        }
    }
    println!("\nTo run fundable yourself: cargo run -- plan examples/rubygems");
    Ok(())
}

/// Everything that has to hold before a change lands.
fn test() -> Result<(), String> {
    let root = root()?;
    step("format");
    run(cargo(&root).args(["fmt", "--all", "--check"]))?;
    step("lints");
    run(cargo(&root).args(["clippy", "--workspace", "--all-targets", "--all-features", "--", "-D", "warnings"]))?;
    step("docs");
    run(cargo(&root).args(["doc", "--workspace", "--no-deps"]).env("RUSTDOCFLAGS", "-D warnings"))?;
    run(cargo(&root)
        .args(["doc", "--workspace", "--no-deps", "--document-private-items"])
        .env("RUSTDOCFLAGS", "-D warnings --cfg internals"))?;
    licences(&root)?;
    step("looking for typst, which the tests of PDFs need");
    run(cargo(&root).args(["build", "--package", "fundable"]))?;
    run(with_tools(&mut Command::new(binary(&root)), &root).args(["typst", "install"]))?;
    step("looking for TaskJuggler, which the tests of work lists need");
    let tj3 = tj3()?;
    step("looking for chromedriver and axe-core, which the tests of pages need");
    let browser = browser::browser(&tools(&root))?;
    browser.skipped.iter().for_each(|skipped| eprintln!("will skip {skipped}"));
    step("tests");
    let typst = typst(&root)?;
    let mut tests = cargo(&root);
    tests.args(["test", "--workspace"]).env("RUN_SLOW_TESTS", "1").env("FUNDABLE_TYPST", typst);
    if let Some(tj3) = &tj3 {
        tests.env("FUNDABLE_TJ3", tj3);
    }
    if let Some(chromedriver) = &browser.chromedriver {
        tests.env("FUNDABLE_CHROMEDRIVER", chromedriver);
    }
    if let Some(axe) = &browser.axe {
        tests.env("FUNDABLE_AXE", axe);
    }
    run(with_tools(&mut tests, &root))?;
    browser.skipped.iter().for_each(|skipped| eprintln!("\nSKIPPED {skipped}"));
    if tj3.is_none() {
        eprintln!("\nSKIPPED the tests with TaskJuggler: {NO_TJ3}");
    }
    Ok(())
}

/// Licences, sources and versions of everything that is built in, as far as no network is needed for it.
fn licences(root: &Path) -> Result<(), String> {
    step("licences and sources of what is built in");
    let there = cargo(root).args(["deny", "--version"]).output().is_ok_and(|ran| ran.status.success());
    if !there {
        eprintln!("SKIPPED: there is no cargo-deny; `cargo install cargo-deny --locked` builds it");
        return Ok(());
    }
    run(cargo(root).args(["deny", "check", "--hide-inclusion-graph", "licenses", "bans", "sources"]))
}

/// All targets for a while.
fn fuzz() -> Result<(), String> {
    let seconds = match env::args().nth(2) {
        None => 60,
        Some(text) => text.parse().map_err(|_| format!("`{text}` is no number of seconds"))?,
    };
    let root = root()?;
    let typst = find_typst(&root).ok();
    fuzz::fuzz(&root, seconds, typst.as_ref())
}

const NO_TJ3: &str = "there is no tj3 on PATH. Debian: `apt-get install tj3`";

/// The TaskJuggler that `FUNDABLE_TJ3` names, or the one on PATH. One that is named has to work.
fn tj3() -> Result<Option<OsString>, String> {
    let named = env::var_os("FUNDABLE_TJ3").filter(|program| !program.is_empty());
    let program = named.clone().unwrap_or_else(|| "tj3".into());
    match Command::new(&program).arg("--version").output() {
        Ok(ran) if ran.status.success() => {
            eprint!("{}", String::from_utf8_lossy(&ran.stdout));
            Ok(Some(program))
        }
        _ if named.is_some() => Err(format!("FUNDABLE_TJ3 is {}, which does not run", program.to_string_lossy())),
        _ => {
            eprintln!("{NO_TJ3}; its tests will be skipped");
            Ok(None)
        }
    }
}

/// The JSON Schemas of the input files and of what `--json` prints, and the reference.
fn schema() -> Result<(), String> {
    let root = root()?;
    let folder = root.join("catalog").join("schema");
    for schema in schema::all() {
        write(&folder.join(format!("{}.json", schema.name)), &schema.text())?;
    }
    let help = root.join("tests").join("help");
    let pages = reference::pages(&help).map_err(|error| format!("cannot read {}: {error}", help.display()))?;
    for (name, page) in pages {
        write(&root.join("docs").join("reference").join(name), &page)?;
    }
    Ok(())
}

/// Write a generated file, and say so.
fn write(path: &Path, text: &str) -> Result<(), String> {
    let folder = path.parent().unwrap_or(path);
    fs::create_dir_all(folder).map_err(|error| format!("cannot make {}: {error}", folder.display()))?;
    fs::write(path, text).map_err(|error| format!("cannot write {}: {error}", path.display()))?;
    println!("{}", path.display());
    Ok(())
}

/// The typst that `fundable typst install` has found or built.
fn typst(root: &Path) -> Result<PathBuf, String> {
    find_typst(root).map(|typst| typst.program().to_path_buf()).map_err(|fault| fault.to_string())
}

fn find_typst(root: &Path) -> Result<Typst, TypesetFault> {
    let places = Places {
        option: None,
        variable: env::var_os("FUNDABLE_TYPST").filter(|value| !value.is_empty()).map(PathBuf::from),
        path: env::var_os("PATH"),
        tools: Some(tools(root).join(format!("typst-{INSTALLED}"))),
    };
    Typst::find(&places)
}

/// Where tools lie that are not on PATH.
fn tools(root: &Path) -> PathBuf {
    env::var_os("FUNDABLE_TOOLS").map_or_else(|| root.join("target").join("tools"), PathBuf::from)
}

/// The table of characters that the fonts inside Typst can show.
fn coverage() -> Result<(), String> {
    let folder = env::args_os().nth(2).ok_or("say where the fonts are")?;
    let table = coverage::coverage(Path::new(&folder)).map_err(|error| error.to_string())?;
    let path = root()?.join("src/render/typst/coverage.rs");
    fs::write(&path, table).map_err(|error| format!("cannot write {}: {error}", path.display()))
}

/// The folder of the workspace.
fn root() -> Result<PathBuf, String> {
    let own = Path::new(env!("CARGO_MANIFEST_DIR"));
    own.parent().map(Path::to_path_buf).ok_or_else(|| "the workspace has no folder".to_owned())
}

fn cargo(root: &Path) -> Command {
    let mut command = Command::new(env::var_os("CARGO").unwrap_or_else(|| "cargo".into()));
    command.current_dir(root);
    command
}

fn binary(root: &Path) -> PathBuf {
    let target = env::var_os("CARGO_TARGET_DIR").map_or_else(|| root.join("target"), PathBuf::from);
    target.join("debug").join(format!("fundable{}", env::consts::EXE_SUFFIX))
}

/// Tools stay inside the checkout, unless the user has chosen another folder.
fn with_tools<'a>(command: &'a mut Command, root: &Path) -> &'a mut Command {
    if env::var_os("FUNDABLE_TOOLS").is_none() {
        command.env("FUNDABLE_TOOLS", root.join("target").join("tools"));
    }
    command
}

fn step(what: &str) {
    eprintln!("\n== {what}");
}

fn run(command: &mut Command) -> Result<(), String> {
    let shown: Vec<_> =
        std::iter::once(command.get_program()).chain(command.get_args()).map(OsStr::to_string_lossy).collect();
    let shown = shown.join(" ");
    match command.status() {
        Ok(status) if status.success() => Ok(()),
        Ok(status) => Err(format!("`{shown}` failed ({status})")),
        Err(error) => Err(format!("cannot run `{shown}`: {error}")),
    }
}
