//! Commands and options that pages name in passing: each is there, as the blessed help texts have it.

use std::fs;

use super::{assert_none, pages};
use crate::support::root;

/// Options of other programs that pages name by themselves.
const OTHERS: [&str; 1] = ["--root"];

#[test]
fn commands_and_options_that_pages_name_exist() {
    let folder = root().join("tests/help");
    let texts: Vec<_> = fs::read_dir(&folder)
        .unwrap()
        .map(|entry| {
            let path = entry.unwrap().path();
            (path.file_stem().unwrap().to_string_lossy().into_owned(), fs::read_to_string(path).unwrap())
        })
        .collect();
    let help = |name: &str| texts.iter().find(|(stem, _)| stem == name).map(|(_, text)| text.as_str());
    let mut faults = vec![];
    // Benchmarks have scripts with options of their own, and a changelog speaks of what is no more.
    for page in pages().iter().filter(|page| !page.name().starts_with("benches") && !page.name().starts_with("CHANGE"))
    {
        for code in page.code.iter().filter(|code| code.starts_with("fundable ") || code.starts_with("--")) {
            let mut words = code.split_whitespace().peekable();
            let mut command = None;
            if words.next_if_eq(&"fundable").is_some() {
                let name = words.peek().copied().unwrap_or_default();
                let Some(text) = help(if name.starts_with(['-', '<']) { "fundable" } else { name }) else {
                    faults.push(format!("{}: `{code}`: there is no command `{name}`", page.name()));
                    continue;
                };
                let below = words.clone().nth(1).and_then(|below| help(&format!("{name}-{below}")));
                command = Some(below.unwrap_or(text));
            }
            for option in words.filter(|word| word.starts_with("--") && *word != "---") {
                let option = option.split('=').next().unwrap();
                let has =
                    |text: &str| text.split(|c: char| !c.is_alphanumeric() && c != '-').any(|word| word == option);
                let is_known = command.map_or_else(|| texts.iter().any(|(_, text)| has(text)), has);
                if !is_known && !OTHERS.contains(&option) {
                    let mend = "one of another program goes into OTHERS in tests/it/docs/words.rs";
                    faults.push(format!("{}: `{code}`: there is no option `{option}`; {mend}", page.name()));
                }
            }
        }
    }
    assert_none(faults);
}
