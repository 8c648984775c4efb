//! Checks of the ledger: who pays for what, and that nobody pays for what another pays for.

use super::scalar::{Check, all, flatten};
use crate::diag::{Code, Diagnostic, did_you_mean, list_names, shortened};
use crate::model::assessment::{Assessment, Status};
use crate::model::catalog::Catalog;
use crate::model::funder::Funder;
use crate::model::id::{CapabilityId, FunderId, WorkPackageId};
use crate::model::money::{Currency, Minor};
use crate::model::plan::{Activity, FundingStatus, LedgerEntry};
use crate::model::rates::Rates;
use crate::raw::plan as raw;
use crate::raw::{Number, Spanned, Text};
use crate::source::Span;

/// Who pays for what so far.
pub fn ledger(
    plan: &raw::Plan,
    catalog: &Catalog,
    capabilities: &[&str],
    rates: &Option<Option<Rates>>,
    check: &mut Check<'_>,
) -> Option<Vec<LedgerEntry>> {
    let entries: Option<Vec<LedgerEntry>> = all(plan.ledger.iter().map(|item| {
        let (capability, package) = (item.capability.as_ref(), item.work_package.as_ref());
        let activity = activity(capability, package, item.funder.span, plan, capabilities, check);
        let funder = check.text(&item.funder);
        let profile = profile(&item.funder, catalog);
        if profile.is_none() {
            misspelt(&item.funder, catalog, check);
        }
        let amount = entry_amount(item.amount.as_ref(), item.currency.as_ref(), rates, check);
        let date = item.date.as_ref().map(|date| check.partial_date(date));
        let link = check.optional_link(item.link.as_ref());
        Some(LedgerEntry {
            activity: activity?,
            funder: profile.map_or(funder?, |profile| profile.name.clone()),
            profile: profile.map(|profile| profile.id.clone()),
            status: status_of(item.status.value),
            amount: amount?,
            date: flatten(date)?,
            link: link?,
        })
    }));
    double_funding(plan, catalog, check);
    entries
}

/// What an entry is about: a capability, or a work package of the plan; `place` is where to point at if it has neither.
pub fn activity(
    capability: Option<&Text>,
    work_package: Option<&Text>,
    place: Span,
    plan: &raw::Plan,
    capabilities: &[&str],
    check: &mut Check<'_>,
) -> Option<Activity> {
    let known = |id: &Text, check: &mut Check<'_>| {
        check.known(id, capabilities, Code::UnknownCapability, "capability").map(CapabilityId::new)
    };
    match (capability, work_package) {
        (Some(id), None) => known(id, check).map(Activity::Capability),
        (None, Some(id)) => match package(id, plan) {
            // Its own capabilities are checked, and reported, where the package stands.
            Some(package) => Some(Activity::WorkPackage {
                id: WorkPackageId::new(id.value.as_str()),
                capabilities: package.capabilities.iter().map(|id| CapabilityId::new(id.value.as_str())).collect(),
            }),
            None => {
                let known = || plan.work_packages.iter().map(|package| package.id.value.as_str());
                let help = did_you_mean(&id.value, known()).unwrap_or_else(|| match known().next() {
                    Some(_) => list_names("the packages are", known()),
                    None => "list it under `work_packages` of this plan".to_owned(),
                });
                let message = format!("`{}` is no work package of this plan", shortened(&id.value));
                check.error(Code::UnknownWorkPackage, id.span, message, help)
            }
        },
        (None, None) => check.error(
            Code::MissingField,
            place,
            "this entry does not say which work it is about",
            "add `capability:`, or `work_package:` with the id of one of this plan",
        ),
        (Some(_), Some(package)) => check.error(
            Code::StrayField,
            package.span,
            "an entry is about one capability or one work package",
            "delete one of the two",
        ),
    }
}

/// The amount of an entry, in its own currency or else in that of the rates; the outer option is the success of the
/// check.
pub fn entry_amount(
    amount: Option<&Spanned<Number>>,
    currency: Option<&Text>,
    rates: &Option<Option<Rates>>,
    check: &mut Check<'_>,
) -> Option<Option<(Minor, Currency)>> {
    let own = currency.map(|currency| check.currency(currency));
    let of_rates = rates.as_ref().and_then(|rates| rates.as_ref().map(|rates| rates.currency));
    match (amount, flatten(own)?.or(of_rates)) {
        (None, _) => Some(None),
        (Some(amount), Some(currency)) => check.amount(amount, currency).map(|amount| Some((amount, currency))),
        // A wrong currency of the rates is reported where it stands, and not once more for each entry.
        (Some(_), None) if rates.is_none() => None,
        (Some(amount), None) => {
            check.error(Code::UnknownCurrency, amount.span, "this amount has no currency", "add `currency:` beside it")
        }
    }
}

fn package<'a>(id: &Text, plan: &'a raw::Plan) -> Option<&'a raw::WorkPackage> {
    plan.work_packages.iter().find(|package| package.id.value == id.value)
}

/// The funder of the catalog that a name means: its id, or its name as it is written there.
fn profile<'a>(name: &Text, catalog: &'a Catalog) -> Option<&'a Funder> {
    let name = name.value.trim();
    catalog.funders.get(name).or_else(|| catalog.funders.values().find(|funder| funder.name.eq_ignore_ascii_case(name)))
}

/// Any name may stand here, but one that looks like an id and is near one is a slip.
fn misspelt(name: &Text, catalog: &Catalog, check: &mut Check<'_>) {
    let is_like_an_id =
        name.value.bytes().all(|byte| byte.is_ascii_lowercase() || byte.is_ascii_digit() || byte == b'-');
    let near = did_you_mean(&name.value, catalog.funders.keys().map(FunderId::as_str));
    if let Some(hint) = near.filter(|_| is_like_an_id) {
        let message = format!("`{}` is no funder of the catalog, so its rules are not checked", name.value);
        check.warning(Code::UnknownFunder, name.span, message, hint);
    }
}

/// Two funders for the same work are an error where one of them forbids it; elsewhere the author has to know.
fn double_funding(plan: &raw::Plan, catalog: &Catalog, check: &mut Check<'_>) {
    for (idx, item) in plan.ledger.iter().enumerate() {
        let conflict = plan.ledger[..idx].iter().find_map(|other| {
            // One funder that has granted and then paid stands twice in many ledgers.
            let is_other = payer(&item.funder, catalog) != payer(&other.funder, catalog);
            let what = shared_work(item, other, plan).filter(|_| is_other)?;
            Some((other, what, asked_or_paid(item, other)?))
        });
        let Some((other, what, is_paid_twice)) = conflict else { continue };
        // Where both pay, either may forbid it; where one is asked, its own rule counts.
        let may_forbid = |entry: &raw::LedgerEntry| is_paid_twice || !status_of(entry.status.value).is_funded();
        let forbidding = [item, other]
            .into_iter()
            .filter(|entry| may_forbid(entry))
            .find_map(|entry| profile(&entry.funder, catalog).filter(|funder| funder.forbids_duplicates()));
        let message = if is_paid_twice {
            format!("two funders pay for `{what}`")
        } else {
            format!("money is asked for `{what}`, which somebody pays for already")
        };
        let diagnostic = match forbidding {
            Some(funder) => {
                let message = format!("{message}, and `{}` does not allow that", funder.id);
                Diagnostic::error(Code::DoubleFunding, message).help(format!(
                    "take `{what}` out of one of them, or correct the status; `fundable explain {}` shows the rule",
                    funder.id
                ))
            }
            None => Diagnostic::warning(Code::DoubleFunding, message)
                .help("say which part each of them pays, or correct the status of one"),
        };
        let (first, second) = (check.origin(other.funder.span), check.origin(item.funder.span));
        check.diagnostics.push(diagnostic.at(second, "second funder").and_at(first, "first funder"));
    }
}

/// True when both pay, false when one pays and one is asked; none for anything else.
fn asked_or_paid(a: &raw::LedgerEntry, b: &raw::LedgerEntry) -> Option<bool> {
    let (a, b) = (status_of(a.status.value), status_of(b.status.value));
    match (a.is_funded(), b.is_funded()) {
        (true, true) => Some(true),
        (true, false) if b.is_pending() => Some(false),
        (false, true) if a.is_pending() => Some(false),
        _ => None,
    }
}

/// Who is meant by the name in an entry.
fn payer<'a>(name: &'a Text, catalog: &'a Catalog) -> &'a str {
    profile(name, catalog).map_or(name.value.trim(), |funder| funder.id.as_str())
}

/// A capability that both entries are about.
fn shared_work<'a>(a: &'a raw::LedgerEntry, b: &'a raw::LedgerEntry, plan: &'a raw::Plan) -> Option<&'a str> {
    covered(a, plan).find(|id| covered(b, plan).any(|other| other == *id))
}

/// Capabilities that an entry pays for.
fn covered<'a>(entry: &'a raw::LedgerEntry, plan: &'a raw::Plan) -> impl Iterator<Item = &'a str> {
    let package = entry.work_package.as_ref().and_then(|id| package(id, plan));
    let capabilities = package.into_iter().flat_map(|package| &package.capabilities);
    entry.capability.iter().chain(capabilities).map(|id| id.value.as_str())
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
        for id in covered(entry, raw) {
            let answer = assessment.answers.get(id);
            if answer.is_some_and(|answer| matches!(answer.status, Status::Missing | Status::Unknown { .. })) {
                check.warning(
                    Code::DoneButOpen,
                    entry.status.span,
                    format!("`{id}` is called done here, but the assessment does not call it met"),
                    "bring the assessment up to date, or write `granted` while the work goes on",
                );
            }
        }
    }
}
