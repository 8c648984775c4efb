//! The sentences of a report.

use chrono::NaiveDate;

use super::change::{ChangeView, hours_number};
use super::deviation::MovedView;
use super::{ObjectivesView, Reader, Shape};
use crate::gap::Standing;
use crate::model::date::long_day;
use crate::progress::{Account, Basis, ChangeKind};
use crate::render::words::{list, lower_first, one_line, upper_first};
use crate::text::counted;

/// Titles that a sentence names before it only counts.
const MAX_NAMED: usize = 3;

/// `18 August 2025`
pub fn day(date: NaiveDate) -> String {
    long_day(date)
}

/// `12.5 hours`
pub fn hours(hundredths: u64) -> String {
    let unit = if hundredths == 100 { "hour" } else { "hours" };
    format!("{} {unit}", hours_number(hundredths))
}

/// The whole report in a few sentences, what was done first.
pub fn headline(reader: &Reader<'_>, objectives: &ObjectivesView, kinds: [&Vec<ChangeView>; 4]) -> Vec<String> {
    let [completed, in_progress, found_out, setbacks] = kinds;
    let since = format!("the assessment of {}", day(reader.input.before.assessed_on));
    let mut sentences = vec![match completed.len() {
        0 if reader.hidden().any(|kind| kind == ChangeKind::Completed) => {
            format!("What has been completed since {since} is not public.")
        }
        0 => format!("Nothing has been completed since {since}."),
        n if n <= MAX_NAMED => {
            let verb = if n == 1 { "has" } else { "have" };
            format!("{} {verb} been completed since {since}.", named(completed))
        }
        n => format!("{} capabilities have been completed since {since}.", capital(n)),
    }];
    match in_progress.len() {
        0 => {}
        n if n <= MAX_NAMED => {
            sentences.push(format!("Work on {} is under way.", named(in_progress)));
        }
        n => sentences.push(format!("Work on {} more is under way.", number(n))),
    }
    if !found_out.is_empty() {
        sentences.push(match found_out.len() {
            1 => "How one capability stood was unknown and is known now.".to_owned(),
            n => format!("How {} capabilities stood was unknown and is known now.", number(n)),
        });
    }
    match setbacks.len() {
        0 => {}
        n if n <= MAX_NAMED => {
            let verb = if n == 1 { "has" } else { "have" };
            sentences.push(format!("{} {verb} lost ground.", named(setbacks)));
        }
        n => sentences.push(format!("{} capabilities have lost ground.", capital(n))),
    }
    let n_overdue = reader.input.progress.deviations.overdue.iter().filter(|item| reader.speaks_of(&item.capability));
    match n_overdue.count() {
        0 => {}
        1 => sentences.push("One step that should be ready is not.".to_owned()),
        n => sentences.push(format!("{} steps that should be ready are not.", capital(n))),
    }
    if objectives.n_all > 0 && reader.input.shape != Shape::General {
        sentences.push(objectives.text.clone());
    }
    sentences
}

/// A small number as a word, as it is written in a sentence.
fn number(n: usize) -> String {
    let words =
        ["no", "one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten", "eleven", "twelve"];
    words.get(n).map_or_else(|| n.to_string(), |word| (*word).to_owned())
}

/// The same at the beginning of a sentence.
fn capital(n: usize) -> String {
    upper_first(&number(n))
}

fn named(changes: &[ChangeView]) -> String {
    list(&changes.iter().map(|change| format!("“{}”", change.title)).collect::<Vec<_>>())
}

/// How a capability stood and stands. One that is open as before is told of only where work on it is on record.
pub fn change(kind: ChangeKind, was: &Standing, is: &Standing) -> String {
    match kind {
        ChangeKind::Completed | ChangeKind::InPlace => {
            let before = match was {
                Standing::Missing => "none of it was",
                Standing::Partial(_) => "it was so in part",
                _ => "nobody knew",
            };
            match is {
                Standing::Delegated { to } => format!("Done by {} now; before, {before}.", one_line(to)),
                _ => format!("In place now; before, {before}."),
            }
        }
        ChangeKind::InProgress { from, to } if from.number() == 100 => {
            format!("{}; before, all of it was.", left(is, to.number()))
        }
        ChangeKind::InProgress { from, to } => format!("{}; before, {from} was.", left(is, to.number())),
        ChangeKind::FoundOut => match was {
            Standing::Partial(_) => format!("A part of it was unknown. {}", standing(is)),
            _ => format!("Its status was unknown. {}", standing(is)),
        },
        ChangeKind::Setback { from, .. } if was.is_reached() || from.number() == 0 => {
            format!("It was in place; now {}", lower_first(&standing(is)))
        }
        ChangeKind::Setback { from, .. } => format!("{from} of the work was left; now {}", lower_first(&standing(is))),
        ChangeKind::Open | ChangeKind::NotApplicable => match is {
            Standing::Missing => "Work has begun; none of it is in place yet.".to_owned(),
            Standing::Partial(part) => format!("Work went on. {}, as before.", left(is, part.left.number())),
            Standing::Unknown { .. } => "Work is on record; nobody has assessed yet what it changed.".to_owned(),
            _ => standing(is),
        },
    }
}

/// How a capability stands.
pub fn standing(standing: &Standing) -> String {
    match standing {
        Standing::Met => "It is in place.".to_owned(),
        Standing::Delegated { to } => format!("It is done by {}.", one_line(to)),
        Standing::NotApplicable { .. } => "It does not apply to this registry.".to_owned(),
        Standing::Partial(part) => format!("{}.", left(standing, part.left.number())),
        Standing::Missing => "None of it is in place.".to_owned(),
        Standing::Unknown { .. } => "Nobody knows whether it is in place.".to_owned(),
    }
}

/// The share of the work that is left; an upper bound where parts were not looked at.
fn left(standing: &Standing, percent: u8) -> String {
    match standing {
        Standing::Partial(part) if !part.unknown.is_empty() => format!("Up to {percent} % of the work is left"),
        _ => format!("{percent} % of the work is left"),
    }
}

/// What remains of a capability, and until when.
pub fn remains(is: &Standing, finish: Option<NaiveDate>) -> String {
    match finish {
        Some(finish) => format!("{} The roadmap has it ready by {}.", standing(is), day(finish)),
        None => format!("{} The roadmap has no step for it.", standing(is)),
    }
}

/// The date of evidence, with what it says about the time of the report.
pub fn evidence_date(date: &str, age: &str, since: NaiveDate) -> String {
    match age {
        "since" => date.to_owned(),
        "before" => format!("{date}, before {}", day(since)),
        _ => format!("{date}; whether before or after {} is not known", day(since)),
    }
}

/// A step that should be ready and is not.
pub fn overdue(due: NaiveDate, now: Option<NaiveDate>, is_assessment: bool) -> String {
    let what = if is_assessment { "Was to be found out" } else { "Was to be ready" };
    match now {
        Some(now) => format!("{what} by {}, and is now planned for {}.", day(due), day(now)),
        None => format!("{what} by {}; the roadmap has no such step any more.", day(due)),
    }
}

/// When a step happens: `4 January 2027 to 30 March 2027`, or `on 4 January 2027`.
pub fn stretch(start: NaiveDate, finish: NaiveDate) -> String {
    if start == finish { format!("on {}", day(start)) } else { format!("{} to {}", day(start), day(finish)) }
}

/// `12 days later`
pub fn days_moved(days: i64) -> String {
    let direction = if days < 0 { "earlier" } else { "later" };
    format!("{} {direction}", counted(usize::try_from(days.unsigned_abs()).unwrap_or(usize::MAX), "day", "days"))
}

/// Steps whose dates moved, in a sentence.
pub fn moved(moved: &[MovedView]) -> Option<String> {
    // Of equal ones, the one that comes first in the roadmap.
    let furthest = moved.iter().rev().max_by_key(|item| item.days.unsigned_abs())?;
    let (title, text) = (&furthest.title, &furthest.text);
    Some(match moved.len() {
        1 => format!("The date of “{title}” moved: it is to be ready {text} than planned."),
        n => format!("The dates of {n} steps moved, furthest that of “{title}”: {text}."),
    })
}

/// How much of what was agreed on is in place; `n_more` is confidential.
pub fn objectives(basis: Basis, n_met: usize, n_all: usize, n_more: usize, funder: Option<&str>) -> String {
    let percent = (n_met * 100).checked_div(n_all).map(|percent| format!(" ({percent} %)")).unwrap_or_default();
    let met = match n_met {
        0 => "none is in place yet".to_owned(),
        1 => format!("one is in place{percent}"),
        n => format!("{} are in place{percent}", number(n)),
    };
    let of = |one: &str, many: &str| format!("{} {}", number(n_all), if n_all == 1 { one } else { many });
    let capabilities = of("capability", "capabilities");
    let more = match n_more {
        0 => String::new(),
        1 => " How one more stands is not public.".to_owned(),
        n => format!(" How {} more stand is not public.", number(n)),
    };
    let sentence = match (basis, funder) {
        _ if n_all + n_more == 0 => return "The older roadmap had nothing to build.".to_owned(),
        (Basis::Granted, Some(funder)) => {
            let objectives = of("objective", "objectives");
            format!("Of the {objectives} that {} pays for, {met}.", one_line(funder))
        }
        (_, Some(funder)) => format!(
            "The ledger knows of no grant by {}, so the older roadmap counts: of the {capabilities} that it set out to \
             build, {met}.",
            one_line(funder)
        ),
        (_, None) => {
            format!("Of the {capabilities} that the older roadmap set out to build, {met}.")
        }
    };
    sentence + &more
}

/// What a report covers, where that is not everything.
pub fn covers(account: &Account, funder: Option<&str>) -> Option<String> {
    let funder = funder.filter(|_| account.basis == Basis::Granted)?;
    Some(format!("Only work that {} pays for is reported here.", one_line(funder)))
}

/// What is said of something confidential that was agreed on.
pub const NOT_PUBLIC: &str = "How it stands is not public.";

/// What is kept out of a public report.
pub fn kept_back(n_hidden: usize) -> Option<String> {
    match n_hidden {
        0 => None,
        1 => Some("One more change is not described here, because it is not public.".to_owned()),
        n => Some(format!("{} more changes are not described here, because they are not public.", capital(n))),
    }
}
