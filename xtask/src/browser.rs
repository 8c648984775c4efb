//! What the tests of pages need: chromedriver, and the rules of axe-core.

use std::env;
use std::ffi::{OsStr, OsString};
use std::fs;
use std::path::{Path, PathBuf};
use std::process::Command;

/// The axe-core that is fetched (MPL-2.0; it stays in the tool folder).
const AXE: &str = "4.14.1";

/// What was found; none of it where there is no chromedriver.
#[derive(Debug, Default)]
pub struct Browser {
    /// The program.
    pub chromedriver: Option<OsString>,
    /// The script with the rules.
    pub axe: Option<PathBuf>,
    /// What will be skipped, and what to do about it.
    pub skipped: Vec<String>,
}

/// The chromedriver that `FUNDABLE_CHROMEDRIVER` names, or the one on PATH, and axe-core by npm. What is named has to work, and
/// with a named chromedriver nothing may be missing.
pub fn browser(tools: &Path) -> Result<Browser, String> {
    let named = env::var_os("FUNDABLE_CHROMEDRIVER").filter(|program| !program.is_empty());
    let program = named.clone().unwrap_or_else(|| "chromedriver".into());
    if let Err(why) = version_of(&program) {
        let help = "Debian: `apt-get install chromium chromium-driver`";
        return match named {
            Some(_) => Err(format!("FUNDABLE_CHROMEDRIVER is {}: {why}", program.to_string_lossy())),
            None => {
                Ok(Browser { skipped: vec![format!("the tests in a browser: {why}. {help}")], ..Browser::default() })
            }
        };
    }
    match axe(tools) {
        Ok(axe) => Ok(Browser { chromedriver: Some(program), axe: Some(axe), skipped: Vec::new() }),
        Err(why) if named.is_some() => Err(why),
        Err(why) => {
            let skipped = vec![format!("the tests of accessibility: {why}")];
            Ok(Browser { chromedriver: Some(program), axe: None, skipped })
        }
    }
}

fn version_of(program: &OsStr) -> Result<(), String> {
    match Command::new(program).arg("--version").output() {
        Ok(ran) if ran.status.success() => {
            eprint!("{}", String::from_utf8_lossy(&ran.stdout));
            Ok(())
        }
        Ok(_) => Err("chromedriver does not run".to_owned()),
        Err(_) => Err("there is no chromedriver on PATH".to_owned()),
    }
}

/// The script that `FUNDABLE_AXE` names, or that of the package, fetched once.
fn axe(tools: &Path) -> Result<PathBuf, String> {
    if let Some(named) = env::var_os("FUNDABLE_AXE").filter(|path| !path.is_empty()) {
        let path = PathBuf::from(named);
        return if path.is_file() { Ok(path) } else { Err(format!("FUNDABLE_AXE is {}, no file", path.display())) };
    }
    let folder = tools.join(format!("axe-core-{AXE}"));
    let script = folder.join("axe.min.js");
    if script.is_file() {
        return Ok(script);
    }
    let cannot = |what: &dyn std::fmt::Display| format!("cannot fetch axe-core {AXE}: {what}");
    fs::create_dir_all(&folder).map_err(|error| cannot(&error))?;
    let run = |program: &str, args: &[&str]| {
        let ran = Command::new(program).args(args).current_dir(&folder).output();
        match ran {
            Ok(ran) if ran.status.success() => Ok(()),
            Ok(ran) => Err(cannot(&String::from_utf8_lossy(&ran.stderr).trim())),
            Err(error) => Err(cannot(&format!("{program}: {error}"))),
        }
    };
    run("npm", &["pack", "--silent", &format!("axe-core@{AXE}")])?;
    let package = format!("axe-core-{AXE}.tgz");
    run("tar", &["xzf", &package, "--strip-components=1", "package/LICENSE", "package/axe.min.js"])?;
    if script.is_file() { Ok(script) } else { Err(cannot(&"the package holds no axe.min.js")) }
}
