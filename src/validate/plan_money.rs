//! Checks of the money in a plan: rates, exchange rates, direct costs.

use indexmap::IndexMap;

use super::scalar::{Check, all, flatten};
use crate::diag::Code;
use crate::model::catalog::Catalog;
use crate::model::id::WorkKindId;
use crate::model::money::{Currency, Minor, WeeklyRate};
use crate::model::rates::{ExchangeRate, Rates};
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
    let basis = check.optional_text(raw.basis.as_ref());
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
    let hours_per_week_hundredths = u32::try_from(hours_per_week).ok()?;
    Some(Rates { currency, hours_per_week_hundredths, weekly, basis: basis?, converted: None })
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
