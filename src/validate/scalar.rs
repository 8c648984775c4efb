//! Checks of single values: text, ids, numbers, dates, links, currencies.

use chrono::NaiveDate;
use indexmap::IndexMap;

use crate::diag::{Code, Diagnostic, Diagnostics, did_you_mean, list_names, shortened};
use crate::model::date::{PartialDate, parse_day};
use crate::model::decimal::{DecimalFault, format_scaled, parse_scaled};
use crate::model::effort::ThreePoint;
use crate::model::id::{WorkKindId, is_device, is_id};
use crate::model::money::{Currency, Minor};
use crate::model::percent::Percent;
use crate::raw::{Number, Spanned, Text};
use crate::source::{FileId, Origin, Span};

/// Person-weeks have two decimals and none is above this (1,000 weeks, about 19 person-years).
const MAX_HUNDREDTHS_OF_WEEK: i64 = 100_000;

/// Checks values of one file; every problem goes to the diagnostics.
pub struct Check<'a> {
    /// The file that is checked.
    pub file: FileId,
    /// Where problems go.
    pub diagnostics: &'a mut Diagnostics,
}

impl Check<'_> {
    /// A place in this file.
    pub fn origin(&self, span: Span) -> Origin {
        Origin { file: self.file, span }
    }

    /// Report an error at a place of this file and return nothing, for use in expressions.
    pub fn error<T>(
        &mut self,
        code: Code,
        span: Span,
        message: impl Into<String>,
        help: impl Into<String>,
    ) -> Option<T> {
        let origin = self.origin(span);
        self.diagnostics.push(Diagnostic::error(code, message).at(origin, "").help(help));
        None
    }

    /// Report a warning at a place of this file.
    pub fn warning(&mut self, code: Code, span: Span, message: impl Into<String>, help: impl Into<String>) {
        let origin = self.origin(span);
        self.diagnostics.push(Diagnostic::warning(code, message).at(origin, "").help(help));
    }

    /// A text that readers need: not empty, white space at its ends removed.
    pub fn text(&mut self, text: &Text) -> Option<String> {
        let trimmed = text.value.trim();
        if trimmed.is_empty() {
            return self.error(
                Code::EmptyText,
                text.span,
                "this text is empty",
                "write it, or delete the field if it is optional",
            );
        }
        Some(trimmed.to_owned())
    }

    /// A list of such texts.
    pub fn texts(&mut self, texts: &[Text]) -> Option<Vec<String>> {
        all(texts.iter().map(|text| self.text(text)))
    }

    /// An optional text; the outer option is the success of the check.
    pub fn optional_text(&mut self, text: Option<&Text>) -> Option<Option<String>> {
        match text {
            None => Some(None),
            Some(text) => self.text(text).map(Some),
        }
    }

    /// A new id: lower-case letters and digits, joined by single hyphens (or underscores, for questions).
    pub fn id(&mut self, id: &Text, joiner: char) -> Option<String> {
        if is_id(&id.value, joiner) {
            return Some(id.value.clone());
        }
        let help = format!("write lower-case letters and digits joined by `{joiner}`, at most 80 of them");
        self.error(Code::InvalidId, id.span, format!("`{}` is no id", shortened(&id.value)), help)
    }

    /// A new id of which names of files are made.
    pub fn file_id(&mut self, id: &Text) -> Option<String> {
        let checked = self.id(id, '-')?;
        if is_device(&checked) {
            let message = format!("`{checked}` cannot be the name of a file on Windows");
            let help = "files are named after it, and Windows keeps this name for a device; choose a longer id";
            return self.error(Code::ReservedId, id.span, message, help);
        }
        Some(checked)
    }

    /// A decimal number with at most `decimals` decimals, as a whole number of `10^-decimals` within `min..=max`.
    pub fn number(&mut self, number: &Spanned<Number>, decimals: u32, min: i64, max: i64) -> Option<i64> {
        let text = &number.value.0;
        let range = format!("write a number from {} to {}", format_scaled(min, decimals), format_scaled(max, decimals));
        match parse_scaled(text, decimals) {
            Ok(scaled) if (min..=max).contains(&scaled) => Some(scaled),
            Ok(_) | Err(DecimalFault::TooLarge) => {
                self.error(Code::NumberOutOfRange, number.span, format!("`{}` is out of range", shortened(text)), range)
            }
            Err(DecimalFault::TooManyDecimals) if decimals == 0 => self.error(
                Code::InvalidNumber,
                number.span,
                format!("`{}` is not a whole number", shortened(text)),
                range,
            ),
            Err(DecimalFault::TooManyDecimals) => {
                let message = format!("`{}` has more than {decimals} decimals", shortened(text));
                let help = format!("{range} with at most {decimals} decimals; thousands are not set apart");
                self.error(Code::InvalidNumber, number.span, message, help)
            }
            Err(DecimalFault::NotANumber) => {
                let message = format!("`{}` is not a plain decimal number", shortened(text));
                self.error(Code::InvalidNumber, number.span, message, range)
            }
        }
    }

    /// A whole percentage within `min..=100`.
    pub fn percent(&mut self, number: &Spanned<Number>, min: i64) -> Option<Percent> {
        let percent = self.number(number, 0, min, 100)?;
        Percent::new(u8::try_from(percent).ok()?)
    }

    /// Three rising points in person-weeks.
    pub fn three_point(
        &mut self,
        optimistic: &Spanned<Number>,
        likely: &Spanned<Number>,
        pessimistic: &Spanned<Number>,
    ) -> Option<ThreePoint> {
        let mut weeks = |number| self.number(number, 2, 1, MAX_HUNDREDTHS_OF_WEEK).and_then(|n| u32::try_from(n).ok());
        let (low, middle, high) = (weeks(optimistic), weeks(likely), weeks(pessimistic));
        let (low, middle, high) = (low?, middle?, high?);
        let estimate = ThreePoint::new(low, middle, high);
        if estimate.is_none() {
            if middle < low { self.rising(optimistic, likely)? } else { self.rising(likely, pessimistic)? }
        }
        estimate
    }

    /// Report two points of a range that do not rise.
    pub fn rising(&mut self, before: &Spanned<Number>, point: &Spanned<Number>) -> Option<()> {
        let message = format!("this point, {}, is below the one before it, {}", point.value.0, before.value.0);
        let (before, point) = (self.origin(before.span), self.origin(point.span));
        self.diagnostics.push(
            Diagnostic::error(Code::EstimateOutOfOrder, message)
                .at(point, "is below")
                .and_at(before, "the one before it")
                .help("the points must rise: optimistic (low), likely, pessimistic (high); two may be equal"),
        );
        None
    }

    /// Percentages per work kind that sum to 100.
    pub fn work_shares(
        &mut self,
        work: &IndexMap<Text, Spanned<Number>>,
        known: &[&str],
        place: Span,
    ) -> Option<IndexMap<WorkKindId, Percent>> {
        let shares: Option<IndexMap<_, _>> = all(work.iter().map(|(kind, share)| {
            let kind = self.known(kind, known, Code::UnknownWorkKind, "work kind");
            let share = self.percent(share, 1);
            Some((WorkKindId::new(kind?), share?))
        }));
        let shares = shares?;
        self.whole(shares.values().copied(), place)?;
        Some(shares)
    }

    /// Report percentages that do not sum to 100.
    pub fn whole(&mut self, shares: impl Iterator<Item = Percent>, place: Span) -> Option<()> {
        let sum: u32 = shares.map(|share| u32::from(share.number())).sum();
        if sum == 100 {
            return Some(());
        }
        self.error(
            Code::SharesNotWhole,
            place,
            format!("the shares sum to {sum} percent"),
            "change them so that they sum to 100",
        )
    }

    /// A day, `YYYY-MM-DD`.
    pub fn day(&mut self, date: &Text) -> Option<NaiveDate> {
        let parsed = parse_day(&date.value);
        if parsed.is_none() {
            let message = format!("`{}` is not a day of the calendar from 1900 to 2199", shortened(&date.value));
            self.error::<()>(Code::InvalidDate, date.span, message, "write year, month and day, such as `2026-11-23`");
        }
        parsed
    }

    /// A date that may be known to the month or year alone.
    pub fn partial_date(&mut self, date: &Text) -> Option<PartialDate> {
        let parsed = PartialDate::parse(&date.value);
        if parsed.is_none() {
            let message = format!("`{}` is not a date of the calendar from 1900 to 2199", shortened(&date.value));
            self.error::<()>(Code::InvalidDate, date.span, message, "write `2026`, `2026-11` or `2026-11-23`");
        }
        parsed
    }

    /// An absolute http or https address.
    pub fn link(&mut self, link: &Text) -> Option<String> {
        let rest = link.value.strip_prefix("https://").or_else(|| link.value.strip_prefix("http://"));
        let has_host = rest.is_some_and(|rest| rest.starts_with(|c: char| c.is_ascii_alphanumeric()));
        let clean = !link.value.chars().any(|c| c.is_whitespace() || matches!(c, '<' | '>' | '"' | '\\' | '`'));
        if has_host && clean {
            return Some(link.value.clone());
        }
        let message = format!("`{}` is not a link", shortened(&link.value));
        self.error(
            Code::InvalidLink,
            link.span,
            message,
            "write the whole address, such as `https://example.org/page`; spaces are `%20`",
        )
    }

    /// An optional link; the outer option is the success of the check.
    pub fn optional_link(&mut self, link: Option<&Text>) -> Option<Option<String>> {
        match link {
            None => Some(None),
            Some(link) => self.link(link).map(Some),
        }
    }

    /// An ISO 4217 code.
    pub fn currency(&mut self, code: &Text) -> Option<Currency> {
        let currency = Currency::from_code(&code.value);
        if currency.is_none() {
            let upper = code.value.to_uppercase();
            let help = match Currency::from_code(&upper) {
                Some(_) => format!("did you mean `{upper}`?"),
                None => "write the three capital letters of the currency, such as `EUR` or `USD`".to_owned(),
            };
            let message = format!("`{}` is no currency", shortened(&code.value));
            self.error::<()>(Code::UnknownCurrency, code.span, message, help);
        }
        currency
    }

    /// An amount of money, 0 or more, in minor units.
    pub fn amount(&mut self, number: &Spanned<Number>, currency: Currency) -> Option<Minor> {
        let decimals = currency.decimals();
        let max = 1_000_000_000_000 * 10_i64.pow(decimals);
        self.number(number, decimals, 0, max).map(|units| Minor::new(i128::from(units)))
    }

    /// A name that must be among the known ones.
    pub fn known(&mut self, name: &Text, known: &[&str], code: Code, what: &str) -> Option<String> {
        if known.contains(&name.value.as_str()) {
            return Some(name.value.clone());
        }
        let hint = did_you_mean(&name.value, known.iter().copied()).unwrap_or_else(|| {
            // A long list helps nobody; it is said where to find it.
            match code {
                _ if known.is_empty() => "the catalog has none yet".to_owned(),
                _ if known.len() <= 20 => list_names("the known ones are", known.iter().copied()),
                Code::UnknownCapability => "`fundable explain` lists them".to_owned(),
                Code::UnknownIncident | Code::UnknownThreat => "they stand in the catalog's `threats.yaml`".to_owned(),
                Code::UnknownPrecedent => "they stand in the catalog's `precedents.yaml`".to_owned(),
                _ => "they stand in the catalog's `sources.yaml`".to_owned(),
            }
        });
        self.error(code, name.span, format!("unknown {what} `{}`", shortened(&name.value)), hint)
    }

    /// A list of names that must be among the known ones.
    pub fn all_known<T>(
        &mut self,
        names: &[Text],
        known: &[&str],
        code: Code,
        what: &str,
        wrap: fn(String) -> T,
    ) -> Option<Vec<T>> {
        all(names.iter().map(|name| self.known(name, known, code, what).map(wrap)))
    }

    /// A pair `question=answer`.
    pub fn pair(&mut self, text: &Text, questions: &IndexMap<String, Vec<String>>) -> Option<(String, String)> {
        let (question, answer) = text.value.split_once('=').unwrap_or((&text.value, "?"));
        let Some(answers) = questions.get(question) else {
            let help = list_names("write `question=answer`; the questions are", questions.keys().map(String::as_str));
            return self.error(Code::UnknownQuestion, text.span, format!("`{question}` is no taxonomy question"), help);
        };
        if !answers.iter().any(|known| known == answer) {
            let help = list_names("the answers are", answers.iter().map(String::as_str));
            return self.error(
                Code::UnknownAnswer,
                text.span,
                format!("`{answer}` is no answer to `{question}`"),
                help,
            );
        }
        Some((question.to_owned(), answer.to_owned()))
    }
}

/// Everything, or nothing if one is missing; unlike collecting into an option it does not stop at the first, so that
/// all problems are reported.
pub fn all<T, C: FromIterator<T>>(items: impl Iterator<Item = Option<T>>) -> Option<C> {
    let items: Vec<Option<T>> = items.collect();
    items.into_iter().collect()
}

/// An optional field whose value, if it is there, must have passed its check.
pub fn flatten<T>(checked: Option<Option<T>>) -> Option<Option<T>> {
    match checked {
        None => Some(None),
        Some(None) => None,
        Some(value) => Some(value),
    }
}
