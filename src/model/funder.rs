//! Funders: what each pays for, asks and forbids, and where each fact stands.

use chrono::{Datelike, Months, NaiveDate};
use indexmap::IndexMap;

use super::form::Form;
use super::id::{FunderId, SourceId};
use super::knowledge::Citation;
use super::money::{Currency, Minor};

/// A fact and where it stands.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Fact<T> {
    /// The fact.
    pub value: T,
    /// Its source, which has a grade.
    pub source: SourceId,
}

/// A funder, as far as it is on record; none stands for what nobody knows.
#[derive(Debug, Clone)]
pub struct Funder {
    /// Its id, equal to the name of its file.
    pub id: FunderId,
    /// Its name.
    pub name: String,
    /// What it is and what it pays for.
    pub about: String,
    /// Home page.
    pub home: Option<String>,
    /// Who and what can be paid for.
    pub eligibility: Option<Vec<Fact<String>>>,
    /// Currency of its grants; known wherever a floor or ceiling is.
    pub currency: Option<Fact<Currency>>,
    /// The least that it gives.
    pub floor: Option<Fact<Bound>>,
    /// The most that it gives.
    pub ceiling: Option<Fact<Bound>>,
    /// How long the work may take.
    pub duration: Option<Fact<String>>,
    /// Anything else to know about amounts.
    pub amounts: Vec<Fact<String>>,
    /// When it takes proposals.
    pub windows: Option<Vec<Fact<Window>>>,
    /// How long it takes to decide.
    pub decision: Option<Fact<Decision>>,
    /// How it chooses.
    pub criteria: Option<Vec<Fact<String>>>,
    /// What it asks for once it pays.
    pub duties: Option<Vec<Fact<String>>>,
    /// How the addresses of reports on the work that it pays for begin.
    pub reports: Vec<Fact<String>>,
    /// Its rules; a rule that nobody knows is absent.
    pub rules: IndexMap<RuleKind, Fact<Rule>>,
    /// Its form.
    pub form: Form,
}

impl Funder {
    /// Whether it is known to refuse work that somebody else pays for.
    pub fn forbids_duplicates(&self) -> bool {
        self.holds(RuleKind::NoDuplicateFunding)
    }

    /// Whether a rule is known to hold.
    pub fn holds(&self, kind: RuleKind) -> bool {
        self.rules.get(&kind).is_some_and(|rule| rule.value.holds)
    }

    /// The first time to hand in that ends on a day or later; none where no day is known.
    pub fn next_time(&self, on: NaiveDate) -> Option<OpenTime> {
        let times = self.windows.iter().flatten().filter_map(|window| window.value.next(on));
        times.min_by_key(|time| time.closes)
    }

    /// When it decides on what is handed in on a day or at the first time after it; none where nothing is known of either.
    pub fn decides(&self, on: NaiveDate) -> Option<Decided> {
        let closes = self.next_time(on).map(|time| time.closes);
        let months = self.decision.as_ref().map(|decision| (decision.value.least_months, decision.value.most_months));
        let (least, most) = if closes.is_some() { months.unwrap_or((0, 0)) } else { months? };
        let after = |months| closes.unwrap_or(on).checked_add_months(Months::new(months));
        Some(Decided { closes, first: after(least)?, last: after(most)? })
    }

    /// Sources of all its facts, each once.
    pub fn sources(&self) -> Vec<&SourceId> {
        let words = [&self.eligibility, &self.criteria, &self.duties].into_iter().flatten().flatten();
        let words = words
            .chain(&self.duration)
            .chain(&self.amounts)
            .chain(&self.reports)
            .chain(&self.form.notes)
            .map(source_of);
        let amounts = self.floor.iter().chain(&self.ceiling).map(source_of);
        let list = self.currency.iter().map(source_of).chain(amounts).chain(words);
        let list = list.chain(self.decision.iter().map(source_of));
        let list = list.chain(self.windows.iter().flatten().map(source_of)).chain(self.rules.values().map(source_of));
        let mut once: Vec<&SourceId> = Vec::new();
        for id in list.chain(self.form.fields.values().map(|field| &field.source)) {
            if !once.contains(&id) {
                once.push(id);
            }
        }
        once
    }

    /// Sources of its facts that were last seen more than six months before a day.
    ///
    /// Funders change floors, windows and forms without notice: one halved its floor within a year.
    pub fn old_sources<'a>(&self, sources: &'a IndexMap<SourceId, Citation>, on: NaiveDate) -> Vec<&'a Citation> {
        let is_old = |citation: &&Citation| {
            let seen = citation.last_seen().first_day();
            seen.checked_add_months(Months::new(MONTHS_UNTIL_OLD)).is_some_and(|limit| limit < on)
        };
        self.sources().into_iter().filter_map(|id| sources.get(id)).filter(is_old).collect()
    }
}

/// Facts about a funder are looked at again after this time.
pub const MONTHS_UNTIL_OLD: u32 = 6;

fn source_of<T>(fact: &Fact<T>) -> &SourceId {
    &fact.source
}

/// A bound on amounts, in the funder's currency.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Bound {
    /// The amount.
    pub amount: Minor,
    /// The amount itself lies outside.
    pub exclusive: bool,
    /// What it holds for, where that is not everything.
    pub holds_for: Option<String>,
}

impl Bound {
    /// The least whole unit of the currency that a floor allows.
    pub fn least(&self, currency: Currency) -> Minor {
        let unit = 10_i128.pow(currency.decimals());
        let whole = (self.amount.units() + unit - 1) / unit * unit;
        let is_outside = self.exclusive && whole == self.amount.units();
        Minor::new(if is_outside { whole + unit } else { whole })
    }

    /// The greatest whole unit of the currency that a ceiling allows.
    pub fn most(&self, currency: Currency) -> Minor {
        let unit = 10_i128.pow(currency.decimals());
        let whole = self.amount.units() / unit * unit;
        let is_outside = self.exclusive && whole == self.amount.units();
        Minor::new(if is_outside { whole - unit } else { whole })
    }
}

/// When proposals are taken.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Window {
    /// In words.
    pub text: String,
    /// Months of the year, 1 to 12, rising.
    pub months: Vec<u32>,
    /// First day of each of these months.
    pub opens_on: Option<u32>,
    /// Last day of each of these months.
    pub closes_on: Option<u32>,
    /// Deadlines, rising.
    pub deadlines: Vec<NaiveDate>,
}

/// How long it takes from the last day to hand in, or from the day of handing in where there is none, to the decision.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Decision {
    /// In words.
    pub text: String,
    /// Months at least.
    pub least_months: u32,
    /// Months at most, not less.
    pub most_months: u32,
}

/// When a funder decides.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Decided {
    /// Last day to hand in; none where it takes proposals at any time, or no day is known.
    pub closes: Option<NaiveDate>,
    /// The first day on which the decision can be there.
    pub first: NaiveDate,
    /// The day by which it usually is.
    pub last: NaiveDate,
}

/// A time in which a proposal can be handed in.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct OpenTime {
    /// First day, where it is known.
    pub opens: Option<NaiveDate>,
    /// Last day.
    pub closes: NaiveDate,
}

impl Window {
    /// The first time to hand in that ends on a day or later; none where no day is known.
    pub fn next(&self, on: NaiveDate) -> Option<OpenTime> {
        let fixed = self.deadlines.iter().find(|day| **day >= on).map(|day| OpenTime { opens: None, closes: *day });
        let yearly = [on.year(), on.year() + 1].into_iter().find_map(|year| {
            self.months.iter().filter_map(|month| self.in_month(year, *month)).find(|time| time.closes >= on)
        });
        fixed.or(yearly)
    }

    fn in_month(&self, year: i32, month: u32) -> Option<OpenTime> {
        let first = NaiveDate::from_ymd_opt(year, month, 1)?;
        let last = first.checked_add_months(Months::new(1))?.pred_opt()?;
        let day = |number: u32| first.with_day(number).unwrap_or(last);
        Some(OpenTime { opens: self.opens_on.map(day), closes: day(self.closes_on?) })
    }
}

/// A point on which proposals fail.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum RuleKind {
    /// Work that somebody else pays for is refused.
    NoDuplicateFunding,
    /// Use of generative AI has to be disclosed.
    GenaiDisclosure,
    /// The budget has to name rates.
    ExplicitRates,
    /// The maintainers' consent has to be shown.
    Consent,
}

impl RuleKind {
    /// All of them, in the order of the file.
    pub const ALL: [Self; 4] = [Self::NoDuplicateFunding, Self::GenaiDisclosure, Self::ExplicitRates, Self::Consent];

    /// The name in the file.
    pub fn name(self) -> &'static str {
        match self {
            Self::NoDuplicateFunding => "no_duplicate_funding",
            Self::GenaiDisclosure => "genai_disclosure",
            Self::ExplicitRates => "explicit_rates",
            Self::Consent => "consent",
        }
    }
}

/// Whether a rule holds, and how it reads.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Rule {
    /// Whether it holds.
    pub holds: bool,
    /// The rule as a sentence.
    pub text: String,
}

#[cfg(test)]
mod tests {
    use super::*;

    fn day(text: &str) -> NaiveDate {
        crate::model::date::parse_day(text).unwrap()
    }

    #[test]
    fn the_next_time_to_hand_in_is_today_or_later_and_crosses_the_year() {
        let quarterly = Window {
            text: String::new(),
            months: vec![1, 4, 7, 10],
            opens_on: Some(1),
            closes_on: Some(31),
            deadlines: Vec::new(),
        };
        let time = |opens: &str, closes: &str| Some(OpenTime { opens: Some(day(opens)), closes: day(closes) });
        assert_eq!(quarterly.next(day("2026-11-23")), time("2027-01-01", "2027-01-31"));
        assert_eq!(quarterly.next(day("2026-04-30")), time("2026-04-01", "2026-04-30"));
        assert_eq!(quarterly.next(day("2026-05-01")), time("2026-07-01", "2026-07-31"));
        let days = Window { months: Vec::new(), deadlines: vec![day("2026-10-16")], ..quarterly };
        assert_eq!(days.next(day("2026-10-16")).map(|time| time.closes), Some(day("2026-10-16")));
        assert_eq!(days.next(day("2026-10-17")), None);
    }

    #[test]
    fn a_decision_comes_after_the_last_day_to_hand_in() {
        let source = SourceId::new("source");
        let window = Window {
            text: String::new(),
            months: vec![1, 4, 7, 10],
            opens_on: Some(1),
            closes_on: Some(31),
            deadlines: Vec::new(),
        };
        let decision = Decision { text: String::new(), least_months: 1, most_months: 2 };
        let funder = |is_open: bool, decides: bool| Funder {
            id: FunderId::new("fund"),
            name: String::new(),
            about: String::new(),
            home: None,
            eligibility: None,
            currency: None,
            floor: None,
            ceiling: None,
            duration: None,
            amounts: Vec::new(),
            windows: is_open.then(|| vec![Fact { value: window.clone(), source: source.clone() }]),
            decision: decides.then(|| Fact { value: decision.clone(), source: source.clone() }),
            criteria: None,
            duties: None,
            reports: Default::default(),
            rules: IndexMap::new(),
            form: Form { per: super::super::form::Per::Proposal, notes: Vec::new(), fields: IndexMap::new() },
        };
        let decides = |is_open, is_known| {
            let decided = funder(is_open, is_known).decides(day("2026-11-23"))?;
            Some((decided.closes.is_some(), decided.first.to_string(), decided.last.to_string()))
        };
        let expected = |closes, first: &str, last: &str| Some((closes, first.to_owned(), last.to_owned()));
        assert_eq!(decides(true, true), expected(true, "2027-02-28", "2027-03-31"));
        assert_eq!(decides(false, true), expected(false, "2026-12-23", "2027-01-23"));
        assert_eq!(decides(true, false), expected(true, "2027-01-31", "2027-01-31"));
        assert_eq!(decides(false, false), None);
    }

    #[test]
    fn an_exclusive_bound_is_passed_by_one_whole_unit() {
        let (eur, bound) = (Currency::from_code("EUR").unwrap(), |amount, exclusive| Bound {
            amount: Minor::new(amount),
            exclusive,
            holds_for: None,
        });
        assert_eq!(bound(5_000_000, true).least(eur), Minor::new(5_000_100));
        assert_eq!(bound(5_000_000, false).least(eur), Minor::new(5_000_000));
        assert_eq!(bound(5_000_050, true).least(eur), Minor::new(5_000_100));
        assert_eq!(bound(5_000_000, true).most(eur), Minor::new(4_999_900));
        assert_eq!(bound(5_000_050, false).most(eur), Minor::new(5_000_000));
    }
}
