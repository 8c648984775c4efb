//! The budget line by line, milestones with their money, and who else pays.

use super::figures::{amount, whole_hours};
use super::team::hours_text;
use super::{Ask, Draft, bullets, joined};
use crate::count::plain;
use crate::model::date::long_day;
use crate::model::decimal::rounded_to_add_up;
use crate::model::id::WorkKindId;
use crate::model::money::{Currency, Minor};
use crate::model::plan::{Activity, FundingStatus, LedgerEntry};
use crate::model::rates::Rates;
use crate::plan::{StepCost, own_cost};
use crate::propose::form::Lack;
use crate::propose::{Package, packages, unpriced};
use crate::text::{list, one_line, sentence_end};

/// The sum; hours times rate for each piece of work and kind of work, what is bought, overhead; then who else pays.
///
/// A reviewer multiplies and adds up: hours are whole, an amount is hours times rate, and a line of its own has what
/// whole hours make of a difference to the sum.
pub fn budget(ask: &Ask<'_>) -> Draft {
    let (Some(rates), Some((total, currency))) = (&ask.input.facts.plan.rates, amount(ask)) else {
        return Draft::Nothing(Some(Lack::NoRates));
    };
    let sum = format!("{} in all{}.{}", money(total, currency), without(ask), own(ask, rates));
    let lines = lines(ask, rates);
    let rest = rest(ask, &lines, total, currency);
    let by_piece: Vec<String> = (0..ask.items.len()).map(|idx| of_piece(ask, &lines, idx, currency)).collect();
    let by_kind = of_kinds(ask, &lines, currency);
    let pieces = match ask.items.len() {
        1 => String::new(),
        _ => format!("By piece of work, everything included:\n{}", bullets(&pieces(ask, &lines, currency))),
    };
    let elsewhere = match funding_elsewhere(ask) {
        Draft::Written { variants, .. } => format!("Other funding: {}", variants[0]),
        Draft::Nothing(_) => String::new(),
    };
    let kinds = bullets(&[by_kind, rest.clone()].concat());
    let basis = rates.basis.as_deref().map(|text| format!("Rates: {}", sentence_end(&plain(text)))).unwrap_or_default();
    let variants = vec![
        joined(&[&sum, &by_piece.join("\n\n"), &bullets(&rest), &basis, &elsewhere]),
        joined(&[&sum, &kinds, &basis, &pieces, &elsewhere]),
        joined(&[&sum, &kinds, &basis, &elsewhere]),
        joined(&[&sum, &kinds]),
    ];
    Draft::of(variants, None)
}

/// Whole hours of one kind of work on one piece of work.
struct Line<'a> {
    piece: usize,
    kind: &'a WorkKindId,
    hours: u64,
    rate: Minor,
}

impl Line<'_> {
    fn amount(&self) -> Minor {
        self.rate.scaled(i128::from(self.hours), 1)
    }
}

/// All of them; their hours add up to those of the whole.
fn lines<'a>(ask: &Ask<'a>, rates: &Rates) -> Vec<Line<'a>> {
    let work =
        || ask.items.iter().enumerate().flat_map(|(idx, item)| item.step.work.iter().map(move |line| (idx, line)));
    let hours = whole_hours(ask, work().map(|(_, line)| line.effort.mean));
    let lines = work().zip(hours).map(|((piece, line), hours)| Line {
        piece,
        kind: &line.kind,
        hours,
        rate: rates.hourly(&line.kind),
    });
    lines.filter(|line| line.hours > 0).collect()
}

/// A piece of work: its hours and amount, then each kind of work.
fn of_piece(ask: &Ask<'_>, lines: &[Line<'_>], idx: usize, currency: Currency) -> String {
    let of_it = || lines.iter().filter(|line| line.piece == idx);
    let number = if ask.items.len() == 1 { String::new() } else { format!("{}. ", idx + 1) };
    let hours = hours_text(of_it().map(|line| line.hours).sum());
    let sum = exact(of_it().map(Line::amount).sum(), currency);
    let kinds = of_it().map(|line| {
        let title = one_line(&ask.input.facts.catalog.work_kinds[line.kind].title);
        priced(&title, line.hours, line.rate, line.amount(), currency)
    });
    let title = one_line(&ask.items[idx].capability.title);
    format!("{number}{title}: {hours}, {sum}\n{}", bullets(&kinds.collect::<Vec<_>>()))
}

/// Each kind of work over all pieces, in the order of the catalog.
fn of_kinds(ask: &Ask<'_>, lines: &[Line<'_>], currency: Currency) -> Vec<String> {
    let kinds = ask.input.facts.catalog.work_kinds.iter().filter_map(|(kind, title)| {
        let of_kind = || lines.iter().filter(|line| line.kind == kind);
        let rate = of_kind().next()?.rate;
        let (hours, amount) = (of_kind().map(|line| line.hours).sum(), of_kind().map(Line::amount).sum());
        Some(priced(&one_line(&title.title), hours, rate, amount, currency))
    });
    kinds.collect()
}

fn priced(title: &str, hours: u64, rate: Minor, amount: Minor, currency: Currency) -> String {
    let hourly = rate.exact_grouped(currency);
    format!("{title}: {} at {currency} {hourly} an hour: {}", hours_text(hours), exact(amount, currency))
}

/// What is bought, overhead, and what whole hours and a whole sum make of a difference.
fn rest(ask: &Ask<'_>, lines: &[Line<'_>], total: Minor, currency: Currency) -> Vec<String> {
    let mut rest = Vec::new();
    let mut sum: Minor = lines.iter().map(Line::amount).sum();
    for line in ask.items.iter().flat_map(|item| &item.step.direct) {
        let amount = match line.converted {
            Some(cost) => exact(cost.mean, currency),
            None => "amount not known, and not in the sum".to_owned(),
        };
        sum = sum + line.converted.map(|cost| cost.mean).unwrap_or_default();
        rest.push(format!("{}: {amount}", one_line(&line.what)));
    }
    let overhead: Minor = ask.items.iter().filter_map(|item| item.step.cost).map(|cost| cost.overhead.mean).sum();
    sum = sum + overhead;
    if overhead > Minor::ZERO {
        rest.push(format!("Overhead, {}: {}", ask.input.facts.plan.overhead, exact(overhead, currency)));
    }
    let unit = 10_i128.pow(currency.decimals());
    let difference = (total.units() + unit / 2) / unit * unit - sum.units();
    if difference != 0 {
        let sign = if difference < 0 { "minus " } else { "" };
        rest.push(format!("Rounding to whole hours: {sign}{}", exact(Minor::new(difference.abs()), currency)));
    }
    rest
}

/// Title, hours and cost of each piece, overhead and what is bought included; they add up to the sum.
fn pieces(ask: &Ask<'_>, lines: &[Line<'_>], currency: Currency) -> Vec<String> {
    let costs = whole_amounts(ask.items.iter().map(|item| item.step.cost), currency);
    let pieces = ask.items.iter().zip(costs).enumerate().map(|(idx, (item, cost))| {
        let hours = lines.iter().filter(|line| line.piece == idx).map(|line| line.hours).sum();
        format!("{}: {}, {}", one_line(&item.capability.title), hours_text(hours), money(cost, currency))
    });
    pieces.collect()
}

/// Costs in whole units of the currency that add up to the whole sum.
fn whole_amounts(costs: impl Iterator<Item = Option<StepCost>>, currency: Currency) -> Vec<Minor> {
    let unit = 10_u128.pow(currency.decimals());
    let units = costs.map(|cost| cost.map_or(0, |cost| cost.total.mean.units().unsigned_abs()));
    let whole = rounded_to_add_up(units, unit).into_iter().map(|whole| whole * unit);
    whole.map(|units| Minor::new(i128::try_from(units).unwrap_or(i128::MAX))).collect()
}

fn money(amount: Minor, currency: Currency) -> String {
    format!("{currency} {}", amount.rounded(currency))
}

/// The exact amount, without decimals where they are zeros.
fn exact(amount: Minor, currency: Currency) -> String {
    let is_whole = amount.units() % 10_i128.pow(currency.decimals()) == 0;
    if is_whole { money(amount, currency) } else { format!("{currency} {}", amount.exact_grouped(currency)) }
}

/// What the sum leaves out, because nobody knows what it costs.
fn without(ask: &Ask<'_>) -> String {
    match unpriced(ask.items.iter().map(|item| item.step)).as_slice() {
        [] => String::new(),
        what => format!(", without what nobody has a price for yet: {}", list(what)),
    }
}

/// The sum in the currency of the plan, with the rate and where it was found; empty where that is the funder's own.
fn own(ask: &Ask<'_>, rates: &Rates) -> String {
    let sum = || own_cost(ask.input.facts.plan, ask.items.iter().map(|item| item.step));
    match rates.converted.as_ref().zip(sum()) {
        Some((converted, (amount, currency))) => {
            format!(" The plan counts in {currency}: {}, at {}.", money(amount, currency), converted.rate)
        }
        None => String::new(),
    }
}

/// Each package with the day on which it is ready, its money, its pieces of work, and what shows that each is done.
pub fn milestones(ask: &Ask<'_>) -> Draft {
    let (facts, plan) = (&ask.input.facts, ask.input.facts.plan);
    let currency = plan.rates.as_ref().map(|rates| rates.currency);
    let mut list_of = packages(facts, &ask.input.proposal.open);
    // In the order of time; packages that end on one day stay in theirs.
    list_of.sort_by_key(|package| package.finish);
    let costs = currency.map(|currency| whole_amounts(list_of.iter().map(|package| Some(cost_of(package))), currency));
    let line = |(idx, package): (usize, &Package), with_pieces: bool, with_criteria: bool| {
        let cost = currency.zip(costs.as_ref()).map(|(currency, costs)| format!(" ({})", money(costs[idx], currency)));
        let head = format!("{}: {}{}", long_day(package.finish), one_line(&package.title), cost.unwrap_or_default());
        let of_it = || {
            ask.items.iter().filter(|item| {
                package.steps.iter().any(|step| facts.roadmap.steps[*step].capability == item.capability.id)
            })
        };
        let titles: Vec<String> = of_it().map(|item| one_line(&item.capability.title)).collect();
        let criteria: Vec<String> = of_it()
            .filter_map(|item| ask.owed(item, &item.capability.proposal.acceptance).into_iter().next())
            .collect();
        match (with_pieces, with_criteria) {
            (false, _) => format!("{head}."),
            (true, false) => format!("{head}: {}.", titles.join("; ")),
            (true, true) => format!("{head}: {}. Done when: {}", titles.join("; "), criteria.join(" ")),
        }
    };
    let all = |with_pieces: bool, with_criteria: bool| {
        let lines = list_of.iter().enumerate().map(|package| line(package, with_pieces, with_criteria));
        bullets(&lines.collect::<Vec<_>>())
    };
    Draft::of(vec![all(true, true), all(true, false), all(false, false)], None)
}

fn cost_of(package: &Package) -> StepCost {
    StepCost { total: package.cost.unwrap_or_default(), ..StepCost::default() }
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
