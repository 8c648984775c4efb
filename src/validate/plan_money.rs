//! Checks of the money in a plan: rates, exchange rates, ledger.

use indexmap::IndexMap;

use super::scalar::{Check, all, flatten};
use crate::diag::{Code, Diagnostic};
use crate::model::assessment::{Assessment, Status};
use crate::model::catalog::Catalog;
use crate::model::id::{CapabilityId, WorkKindId};
use crate::model::money::{Currency, Minor, WeeklyRate};
use crate::model::plan::{ExchangeRate, FundingStatus, LedgerEntry, Rates};
use crate::raw::plan as raw;

/// Rates per person-week for every work kind.
pub fn rates(raw: &raw::Rates, catalog: &Catalog, check: &mut Check<'_>) -> Option<Rates> {
    let kinds: Vec<_> = catalog.work_kinds.keys().map(WorkKindId::as_str).collect();
    let hours_per_week = raw.hours_per_week.as_ref().map_or(Some(4_000), |hours| check.number(hours, 2, 100, 8_000));
    let currency = check.currency(&raw.currency)?;
    let default = raw.default.as_ref().map(|rate| check.amount(rate, currency));
    let listed: Option<IndexMap<String, Minor>> = all(raw.kinds.iter().map(|(kind, rate)| {
        let kind = check.known(kind, &kinds, Code::UnknownWorkKind, "work kind");
        let rate = check.amount(rate, currency);
        Some((kind?, rate?))
    }));
    let (hours_per_week, default, listed) = (hours_per_week?, flatten(default)?, listed?);
    let missing: Vec<_> = kinds.iter().filter(|kind| default.is_none() && !listed.contains_key(**kind)).collect();
    if !missing.is_empty() {
        let names: Vec<_> = missing.iter().map(|kind| format!("`{kind}`")).collect();
        let message = format!("no rate for {}", names.join(", "));
        return check.error(
            Code::MissingRate,
            raw.currency.span,
            message,
            "add `default:`, or a rate under `kinds` for each",
        );
    }
    let weekly = |rate: Minor| {
        WeeklyRate(match raw.per.value {
            raw::Per::Week => rate,
            raw::Per::Day => rate.scaled(5, 1),
            raw::Per::Hour => rate.scaled(i128::from(hours_per_week), 100),
        })
    };
    let weekly = kinds
        .iter()
        .filter_map(|kind| Some((WorkKindId::new(*kind), weekly(listed.get(*kind).copied().or(default)?))))
        .collect();
    Some(Rates { currency, hours_per_week_hundredths: u32::try_from(hours_per_week).ok()?, weekly })
}

/// Rates of exchange with date and source.
pub fn exchange_rates(raw: &[raw::ExchangeRate], check: &mut Check<'_>) -> Option<Vec<ExchangeRate>> {
    all(raw.iter().map(|item| {
        let (from, to) = (check.currency(&item.from), check.currency(&item.to));
        let rate = check.number(&item.rate, 6, 1, 1_000_000_000_000);
        let (date, source) = (check.day(&item.date), check.text(&item.source));
        Some(ExchangeRate {
            from: from?,
            to: to?,
            millionths: u64::try_from(rate?).ok()?,
            date: date?,
            source: source?,
        })
    }))
}

/// Report direct costs of the catalog that cannot be converted into the currency of the plan.
pub fn direct_costs(
    raw: &raw::Plan,
    catalog: &Catalog,
    rates: &Rates,
    exchange_rates: &[ExchangeRate],
    check: &mut Check<'_>,
) {
    let Some(written) = &raw.rates else { return };
    let mut missing: Vec<Currency> = Vec::new();
    for cost in catalog.capabilities.values().flat_map(|capability| &capability.direct_costs) {
        let Some((_, currency)) = cost.amount else { continue };
        let known = currency == rates.currency
            || exchange_rates.iter().any(|rate| rate.from == currency && rate.to == rates.currency);
        if !known && !missing.contains(&currency) {
            missing.push(currency);
        }
    }
    for currency in missing {
        let to = rates.currency;
        check.error::<()>(
            Code::MissingExchangeRate,
            written.currency.span,
            format!("the catalog has costs in {currency}, the plan counts in {to}"),
            format!("add to `exchange_rates`: `from: {currency}`, `to: {to}`, `rate`, `date` and `source`"),
        );
    }
}

/// Who pays for what so far.
pub fn ledger(
    raw: &[raw::LedgerEntry],
    capabilities: &[&str],
    rates: &Option<Option<Rates>>,
    check: &mut Check<'_>,
) -> Option<Vec<LedgerEntry>> {
    let rates_are_wrong = rates.is_none();
    let plan_currency = rates.as_ref().and_then(|rates| rates.as_ref().map(|rates| rates.currency));
    let entries: Option<Vec<LedgerEntry>> = all(raw.iter().map(|item| {
        let capability = check.known(&item.capability, capabilities, Code::UnknownCapability, "capability");
        let funder = check.text(&item.funder);
        let own_currency = item.currency.as_ref().map(|currency| check.currency(currency));
        let currency = flatten(own_currency)?.or(plan_currency);
        let amount = match (&item.amount, currency) {
            (None, _) => Some(None),
            (Some(amount), Some(currency)) => check.amount(amount, currency).map(|amount| Some((amount, currency))),
            // A wrong currency of the rates is reported where it stands, and not once more for each entry.
            (Some(_), None) if rates_are_wrong => None,
            (Some(amount), None) => check.error(
                Code::UnknownCurrency,
                amount.span,
                "this amount has no currency",
                "add `currency:` beside it",
            ),
        };
        let date = item.date.as_ref().map(|date| check.partial_date(date));
        let link = check.optional_link(item.link.as_ref());
        Some(LedgerEntry {
            capability: CapabilityId::new(capability?),
            funder: funder?,
            status: status_of(item.status.value),
            amount: amount?,
            date: flatten(date)?,
            link: link?,
        })
    }));
    double_funding(raw, check);
    entries
}

/// Two funders for the same capability are allowed by some and forbidden by most; the author has to know.
fn double_funding(raw: &[raw::LedgerEntry], check: &mut Check<'_>) {
    let funded = |item: &&raw::LedgerEntry| status_of(item.status.value).is_funded();
    for (idx, item) in raw.iter().enumerate().filter(|(_, item)| funded(item)) {
        let earlier = raw[..idx].iter().filter(funded).find(|other| {
            // One funder that has granted and then paid stands twice in many ledgers.
            other.capability.value == item.capability.value && other.funder.value != item.funder.value
        });
        if let Some(earlier) = earlier {
            let (first, second) = (check.origin(earlier.funder.span), check.origin(item.funder.span));
            check.diagnostics.push(
                Diagnostic::warning(Code::DoubleFunding, format!("two funders pay for `{}`", item.capability.value))
                    .at(second, "second funder")
                    .and_at(first, "first funder")
                    .help("say which part each of them pays, or correct the status of one"),
            );
        }
    }
}

fn status_of(raw: raw::FundingStatus) -> FundingStatus {
    match raw {
        raw::FundingStatus::Draft => FundingStatus::Draft,
        raw::FundingStatus::Submitted => FundingStatus::Submitted,
        raw::FundingStatus::Granted => FundingStatus::Granted,
        raw::FundingStatus::Declined => FundingStatus::Declined,
        raw::FundingStatus::Done => FundingStatus::Done,
    }
}

/// What is paid for and finished should be in place.
pub fn done_but_open(raw: &raw::Plan, assessment: &Assessment, check: &mut Check<'_>) {
    for entry in raw.ledger.iter().filter(|entry| entry.status.value == raw::FundingStatus::Done) {
        let answer = assessment.answers.get(entry.capability.value.as_str());
        if answer.is_some_and(|answer| matches!(answer.status, Status::Missing | Status::Unknown { .. })) {
            check.warning(
                Code::DoneButOpen,
                entry.status.span,
                format!("`{}` is called done here, but the assessment does not call it met", entry.capability.value),
                "bring the assessment up to date, or write `granted` while the work goes on",
            );
        }
    }
}
