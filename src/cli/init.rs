//! `fundable init`: the first files of a new workspace.

use std::io::{self, BufRead, IsTerminal};
use std::time::{SystemTime, UNIX_EPOCH};

use chrono::{Days, NaiveDate};
use indexmap::IndexMap;

use super::Outcome;
use super::args::InitArgs;
use super::exit::{Exit, Failure};
use super::open::{open_catalog, slashes, workspaces_own};
use super::output::{Terminal, write_file};
use crate::diag::{Diagnostics, human, shortened};
use crate::model::catalog::{Catalog, Question};
use crate::model::date::parse_day;
use crate::model::level::Level;
use crate::model::money::Currency;
use crate::render::scaffold::{self, Beginning};
use crate::source::Sources;
use crate::text::list;

/// Ask what is not given by options, then write assessment.yaml and plan.yaml.
pub fn init(args: &InitArgs, terminal: &Terminal) -> Outcome {
    let mut sources = Sources::default();
    let mut diagnostics = Diagnostics::default();
    let own = args.catalog.catalog.clone().or_else(|| workspaces_own(&args.workspace));
    let Some(catalog) = open_catalog(own.as_deref(), &mut sources, &mut diagnostics) else {
        terminal.error(&human::render(&diagnostics, &sources, terminal.diagnostics()).trim_end());
        return Ok(Exit::BadInput);
    };
    let paths = ["assessment.yaml", "plan.yaml"].map(|name| args.workspace.join(name));
    if let Some(present) = paths.iter().find(|path| path.exists()) {
        return Err(Failure::usage(
            format!("`{}` is there already", slashes(present)),
            "name another folder; nothing was changed",
        ));
    }
    let beginning = beginning(args, &catalog, terminal)?;
    write_file(&paths[0], scaffold::assessment(&catalog, &beginning).as_bytes())?;
    write_file(&paths[1], scaffold::plan(&catalog, &beginning).as_bytes())?;
    let folder = slashes(&args.workspace);
    terminal.done(&format!(
        "wrote {folder}/assessment.yaml and {folder}/plan.yaml\n\
         Next: write the status of each capability into assessment.yaml, then run `fundable check {folder}`.\n"
    ))?;
    Ok(Exit::Success)
}

/// What has to be known to begin: from options, and asked for on a terminal.
pub fn beginning(args: &InitArgs, catalog: &Catalog, terminal: &Terminal) -> Result<Beginning, Failure> {
    let asker = &mut Asker::new(terminal);
    // Options are checked before the first question, so that no answer is lost over one of them.
    let given = given_answers(&args.taxonomy, catalog)?;
    let (target, currency) = (target(args, catalog)?, currency(args)?);
    let day = |text: &str| parse_day(text).ok_or("write year, month and day, such as `2026-11-23`");
    let words = |text: &str| {
        let clean =
            !text.chars().any(char::is_control) && !text.contains(['\u{202A}', '\u{202E}', '\u{2066}', '\u{2069}']);
        if clean { Ok(text.to_owned()) } else { Err("write it without control characters") }
    };
    if let Some(date) = &args.date {
        asker.given("--date", date, day)?;
    }
    if !asker.interactive {
        nothing_is_missing(args, &given, catalog)?;
    }
    let name = asker.ask(args.name.as_deref(), "--name", "What is the registry called?", None, words)?;
    let language = "Which language or system does it serve?";
    let ecosystem = asker.ask(args.ecosystem.as_deref(), "--ecosystem", language, None, words)?;
    let mut taxonomy = IndexMap::new();
    for (id, question) in &catalog.framework.taxonomy {
        match (question.applies(&taxonomy), given.get(id)) {
            (true, Some(answer)) => drop(taxonomy.insert(id.clone(), answer.clone())),
            (true, None) => drop(taxonomy.insert(id.clone(), asker.choice(question)?)),
            (false, Some(_)) => {
                let message = format!("`{id}` is not asked after the other answers");
                return Err(Failure::usage(message, "leave it out, or change the answer on which it depends"));
            }
            (false, None) => {}
        }
    }
    let delegated = taxonomy.get("login").is_some_and(|login| login == "delegated");
    let login_provider = match delegated {
        true => {
            let question = "Through which provider do people sign in?";
            Some(asker.ask(args.login_provider.as_deref(), "--login-provider", question, None, words)?)
        }
        false => None,
    };
    let question = "Date of the assessment and the plan?";
    let epoch = std::env::var("SOURCE_DATE_EPOCH").ok().filter(|value| !value.is_empty());
    let set = epoch.map(|value| day_of_epoch(&value)).transpose()?.map(|date| date.to_string());
    let given = args.date.as_deref().filter(|date| !date.trim().is_empty());
    let date = match (given, &set) {
        // Where nobody can be asked, what the environment sets is an answer; the clock is none.
        (None, Some(set)) if !asker.interactive => asker.given("SOURCE_DATE_EPOCH", set, day)?,
        _ => asker.ask(given, "--date", question, set.or_else(|| Some(today().to_string())), day)?,
    };
    Ok(Beginning { name, ecosystem, taxonomy, login_provider, date, target, currency })
}

/// Without a terminal to ask on: say everything that is missing at once, as far as the answers given so far tell.
fn nothing_is_missing(args: &InitArgs, given: &IndexMap<String, String>, catalog: &Catalog) -> Result<(), Failure> {
    let is_left_out = |option: &Option<String>| option.as_ref().is_none_or(|text| text.trim().is_empty());
    let option = |name: &str, value: &Option<String>| is_left_out(value).then(|| format!("`{name}`"));
    let mut missing: Vec<String> = Vec::new();
    missing.extend(option("--name", &args.name));
    missing.extend(option("--ecosystem", &args.ecosystem));
    let mut helps: Vec<String> = Vec::new();
    for (id, question) in &catalog.framework.taxonomy {
        if question.applies(given) && !given.contains_key(id) {
            missing.push(format!("`--taxonomy {id}=...`"));
            helps.push(format!("{id} ({}): {}", answers(question), question.question));
        }
    }
    if given.get("login").is_some_and(|login| login == "delegated") {
        missing.extend(option("--login-provider", &args.login_provider));
    }
    if std::env::var("SOURCE_DATE_EPOCH").ok().is_none_or(|value| value.is_empty()) {
        missing.extend(option("--date", &args.date));
    }
    if missing.is_empty() {
        return Ok(());
    }
    let verb = if missing.len() == 1 { "is" } else { "are" };
    let mut help =
        "without a terminal to ask on, everything is given by options; `fundable init --help` lists them".to_owned();
    if !helps.is_empty() {
        help.push_str(&format!(". What the answers to --taxonomy are:\n  {}", helps.join("\n  ")));
    }
    Err(Failure::usage(format!("{} {verb} missing", list(&missing)), help))
}

fn target(args: &InitArgs, catalog: &Catalog) -> Result<Level, Failure> {
    let highest = catalog.framework.highest();
    let target = Level::new(args.target.unwrap_or(highest.number()), highest).filter(|level| *level > Level::ZERO);
    target.ok_or_else(|| Failure::usage("there is no such target level", format!("choose a level from 1 to {highest}")))
}

fn currency(args: &InitArgs) -> Result<Currency, Failure> {
    let code = &args.currency;
    Currency::from_code(code).ok_or_else(|| {
        Failure::usage(format!("`{code}` is no currency"), "write an ISO 4217 code such as `EUR` or `USD`")
    })
}

/// Answers from `--taxonomy question=answer`, each checked.
pub fn given_answers(pairs: &[String], catalog: &Catalog) -> Result<IndexMap<String, String>, Failure> {
    let questions = &catalog.framework.taxonomy;
    let mut given = IndexMap::new();
    for pair in pairs {
        let (id, answer) = pair.split_once('=').unwrap_or((pair, ""));
        let Some(question) = questions.get(id) else {
            let names: Vec<_> = questions.keys().map(String::as_str).collect();
            return Err(Failure::usage(
                format!("`{id}` is no taxonomy question"),
                format!("the questions are {}", names.join(", ")),
            ));
        };
        if !question.answers.contains_key(answer) {
            return Err(Failure::usage(
                format!("`{answer}` is no answer to `{id}`"),
                format!("the answers are {}", answers(question)),
            ));
        }
        given.insert(id.to_owned(), answer.to_owned());
    }
    Ok(given)
}

fn answers(question: &Question) -> String {
    question.answers.keys().map(String::as_str).collect::<Vec<_>>().join(", ")
}

/// A value, or what to write instead.
type Checked<T> = Result<T, &'static str>;

/// Asks on a terminal.
struct Asker<'a> {
    terminal: &'a Terminal,
    interactive: bool,
}

impl<'a> Asker<'a> {
    fn new(terminal: &'a Terminal) -> Self {
        Self { terminal, interactive: io::stdin().is_terminal() && terminal.err_is_terminal }
    }

    /// What an option gives, checked.
    fn given<T>(&self, option: &str, given: &str, check: impl Fn(&str) -> Checked<T>) -> Result<T, Failure> {
        check(given.trim()).map_err(|help| Failure::usage(format!("`{option}` cannot be `{}`", shortened(given)), help))
    }

    /// What an option gives or the user answers, checked; a wrong answer is asked for again, and an empty line takes
    /// the proposal.
    fn ask<T>(
        &mut self,
        given: Option<&str>,
        option: &str,
        question: &str,
        proposal: Option<String>,
        check: impl Fn(&str) -> Checked<T>,
    ) -> Result<T, Failure> {
        if let Some(given) = given.filter(|given| !given.trim().is_empty()) {
            return self.given(option, given, check);
        }
        loop {
            let hint = proposal.as_ref().map(|proposal| format!(" [{proposal}]")).unwrap_or_default();
            self.terminal.error(&format!("\n{question}{hint}"));
            let line = self.line()?;
            let answer = if line.is_empty() { proposal.clone().unwrap_or_default() } else { line };
            match check(&answer) {
                Ok(_) if answer.is_empty() => {}
                Ok(value) => return Ok(value),
                Err(help) => self.terminal.error(&format!("Please {help}.")),
            }
        }
    }

    /// One of the answers of a question, by its number or its id.
    fn choice(&mut self, question: &Question) -> Result<String, Failure> {
        let list: String = question
            .answers
            .iter()
            .enumerate()
            .map(|(idx, (id, label))| format!("\n  {}  {id}: {label}", idx + 1))
            .collect();
        loop {
            self.terminal.error(&format!("\n{}\n{}{list}", question.question, question.help));
            let line = self.line()?;
            let by_number = line.parse::<usize>().ok().and_then(|n| question.answers.get_index(n.wrapping_sub(1)));
            if let Some((answer, _)) = by_number.or_else(|| question.answers.get_key_value(&line)) {
                return Ok(answer.clone());
            }
            self.terminal.error(&format!("Please write a number from 1 to {}.", question.answers.len()));
        }
    }

    fn line(&mut self) -> Result<String, Failure> {
        let mut line = String::new();
        let n_bytes = io::stdin().lock().read_line(&mut line).map_err(|error| {
            Failure::environment(
                format!("cannot read your answer: {error}"),
                "give everything by options; see `fundable init --help`",
            )
        })?;
        if n_bytes == 0 {
            return Err(Failure::usage("the answers ended early", "nothing was written; start again"));
        }
        Ok(line.trim().to_owned())
    }
}

/// The day of SOURCE_DATE_EPOCH (<https://reproducible-builds.org/specs/source-date-epoch/>): seconds since 1970, UTC.
fn day_of_epoch(value: &str) -> Result<NaiveDate, Failure> {
    let seconds: Option<u64> = value.trim().parse().ok();
    seconds.and_then(|seconds| NaiveDate::default().checked_add_days(Days::new(seconds / 86_400))).ok_or_else(|| {
        Failure::usage(
            format!("SOURCE_DATE_EPOCH is `{}`, and that is no time", shortened(value)),
            "set it to seconds since 1970-01-01, such as 1795478400, or leave it out and give `--date`",
        )
    })
}

/// Today in UTC; only ever proposed to a user who confirms it.
fn today() -> NaiveDate {
    let seconds = SystemTime::now().duration_since(UNIX_EPOCH).map(|since| since.as_secs()).unwrap_or_default();
    NaiveDate::default() + Days::new(seconds / 86_400)
}
