//! The budget line by line, milestones with their money, and who else pays.

use super::figures::{exchange, hours_of, own_price};
use super::team::hours_text;
use super::{Ask, Draft, Item, bullets, joined};
use crate::count::plain;
use crate::model::date::long_day;
use crate::model::decimal::format_scaled;
use crate::model::effort::Effort;
use crate::model::money::{CostRange, Currency, Minor};
use crate::model::plan::{Activity, FundingStatus, LedgerEntry, Rates};
use crate::plan::StepCost;
use crate::propose::form::Lack;
use crate::text::{one_line, sentence_end};

/// A reviewer multiplies.
const ROUNDED: &str = "Costs are computed from exact efforts; each figure is rounded by itself.";

/// The sum, rates times hours per kind of work, what is bought, overhead, then each piece of work.
pub fn budget(ask: &Ask<'_>) -> Draft {
    let (Some(rates), Some((total, currency))) = (&ask.input.facts.plan.rates, own_price(ask)) else {
        return Draft::Nothing(Some(Lack::NoRates));
    };
    let sum = format!("{} in all.{}", money(total, currency), converted(ask, total, currency));
    let kinds = kinds(ask, rates);
    let pieces: Vec<String> = ask.items.iter().map(|item| piece(ask, item, currency)).collect();
    let pieces = match pieces.len() {
        1 => String::new(),
        _ => format!("By piece of work, everything included:\n{}", bullets(&pieces)),
    };
    let elsewhere = match funding_elsewhere(ask) {
        Draft::Written { variants, .. } => format!("Other funding: {}", variants[0]),
        Draft::Nothing(_) => String::new(),
    };
    let lines = bullets(&kinds);
    let basis = rates.basis.as_deref().map(|text| format!("Rates: {}", sentence_end(&plain(text)))).unwrap_or_default();
    let variants = vec![
        joined(&[&sum, &lines, &basis, &pieces, ROUNDED, &elsewhere]),
        joined(&[&sum, &lines, &basis, ROUNDED, &elsewhere]),
        joined(&[&sum, &lines, &basis, ROUNDED]),
        joined(&[&sum, &lines, ROUNDED]),
    ];
    Draft::of(variants, None)
}

/// One line per kind of work with its rate, then direct costs and overhead.
fn kinds(ask: &Ask<'_>, rates: &Rates) -> Vec<String> {
    let currency = rates.currency;
    let mut lines = Vec::new();
    for (kind, title) in &ask.input.facts.catalog.work_kinds {
        let of_kind = || ask.items.iter().flat_map(|item| &item.step.work).filter(|line| line.kind == *kind);
        let effort: Effort = of_kind().map(|line| line.effort.mean).sum();
        if effort == Effort::ZERO {
            continue;
        }
        let cost: Minor = of_kind().filter_map(|line| line.cost).map(|cost| cost.mean).sum();
        let hourly = rates.weekly[kind].0.scaled(100, i128::from(rates.hours_per_week_hundredths));
        lines.push(format!(
            "{}: {} at {currency} {} an hour: {}",
            one_line(&title.title),
            hours_text(hours_of(ask, effort)),
            hourly.exact(currency),
            money(cost, currency)
        ));
    }
    for line in ask.items.iter().flat_map(|item| &item.step.direct) {
        let amount = match line.converted {
            Some(cost) => money(cost.mean, currency),
            None => "amount not known, and not in the sum".to_owned(),
        };
        lines.push(format!("{}: {amount}", one_line(&line.what)));
    }
    let overhead = part_sum(ask, |cost| cost.overhead);
    if overhead > Minor::ZERO {
        lines.push(format!("Overhead, {}: {}", ask.input.facts.plan.overhead, money(overhead, currency)));
    }
    lines
}

fn part_sum(ask: &Ask<'_>, part: impl Fn(&StepCost) -> CostRange) -> Minor {
    ask.items.iter().filter_map(|item| item.step.cost.as_ref()).map(|cost| part(cost).mean).sum()
}

fn piece(ask: &Ask<'_>, item: &Item<'_>, currency: Currency) -> String {
    let cost = item.step.cost.map(|cost| cost.total.mean).unwrap_or_default();
    let hours = hours_text(hours_of(ask, item.step.effort.mean));
    format!("{}: {hours}, {}", one_line(&item.capability.title), money(cost, currency))
}

fn money(amount: Minor, currency: Currency) -> String {
    format!("{currency} {}", amount.rounded(currency))
}

/// The sum in the funder's currency, with the rate and where it was found; empty where that is the plan's own.
fn converted(ask: &Ask<'_>, amount: Minor, currency: Currency) -> String {
    match exchange(ask, currency) {
        Ok(Some(rate)) => {
            let figure = format_scaled(i64::try_from(rate.millionths).unwrap_or(i64::MAX), 6);
            format!(
                " That is {} at 1 {} = {figure} {} on {} ({}).",
                money(rate.convert(amount), rate.to),
                rate.from,
                rate.to,
                long_day(rate.date),
                one_line(&rate.source)
            )
        }
        _ => String::new(),
    }
}

/// Each piece of work with the day on which it is done, its money, and what shows it.
pub fn milestones(ask: &Ask<'_>) -> Draft {
    let currency = ask.input.facts.plan.rates.as_ref().map(|rates| rates.currency);
    // In the order of time; pieces that end on one day stay in the order of the roadmap.
    let mut items: Vec<&Item<'_>> = ask.items.iter().collect();
    items.sort_by_key(|item| item.step.dates.finish);
    let line = |item: &Item<'_>, with_criterion: bool| {
        let cost =
            item.step.cost.zip(currency).map(|(cost, currency)| format!(" ({})", money(cost.total.mean, currency)));
        let head = format!(
            "{}: {}{}.",
            long_day(item.step.dates.finish),
            one_line(&item.capability.title),
            cost.unwrap_or_default()
        );
        let criterion = ask.owed(item, &item.capability.proposal.acceptance).into_iter().next();
        match criterion.filter(|_| with_criterion) {
            Some(criterion) => format!("{head} {criterion}"),
            None => head,
        }
    };
    let all = |with_criterion: bool| items.iter().map(|item| line(item, with_criterion)).collect::<Vec<_>>();
    Draft::of(vec![bullets(&all(true)), bullets(&all(false))], None)
}

/// How the work was paid for so far: the applicant's words, then what the ledger says.
pub fn funding_elsewhere(ask: &Ask<'_>) -> Draft {
    const PATH: &str = "narrative.funding_elsewhere";
    let own = ask.input.facts.plan.narrative.funding_elsewhere.as_deref().map(plain);
    let entries: Vec<String> = ask
        .input
        .facts
        .plan
        .ledger
        .iter()
        .filter(|entry| entry.profile.as_ref() != Some(&ask.input.funder.id))
        // What is still being written, or was refused, is nobody's money.
        .filter(|entry| entry.status.is_funded() || entry.status == FundingStatus::Submitted)
        .map(|entry| ledger_line(ask, entry))
        .collect();
    let ledger = if entries.is_empty() { String::new() } else { format!("On record:\n{}", bullets(&entries)) };
    match own {
        Some(own) => Draft::of(vec![joined(&[&own, &ledger]), own], Some(PATH)),
        // An empty ledger is no proof that nobody else pays.
        None if ledger.is_empty() => Draft::own(None, PATH),
        None => Draft::written(ledger, Some("ledger")),
    }
}

fn ledger_line(ask: &Ask<'_>, entry: &LedgerEntry) -> String {
    let what = match &entry.activity {
        Activity::Capability(id) => one_line(&ask.input.facts.catalog.capability(id).title),
        Activity::WorkPackage { id, .. } => one_line(&ask.input.facts.plan.work_packages[id].title),
    };
    let amount = entry.amount.map(|(amount, currency)| format!(", {}", money(amount, currency))).unwrap_or_default();
    let date = entry.date.map(|date| format!(", {date}")).unwrap_or_default();
    format!("{what}: {}, {}{amount}{date}.", one_line(&entry.funder), entry.status.name())
}
