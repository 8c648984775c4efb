//! What to ask of a funder, from what the request says of it.

use super::Refusal;
use super::amount::{amount, no_rate, no_rates};
use super::refusal::{nothing, nothing_to_ask};
use super::request::{Choice, ProposalRequest};
use crate::model::funder::Funder;
use crate::model::id::CapabilityId;
use crate::model::money::{Currency, Minor};
use crate::plan::ask;
use crate::propose::{AskWindow, Chosen, NoChoice, Request, asked_elsewhere, choose};
use crate::render::view::{Facts, amount as money, window_text};
use crate::text::{list, one_line};

/// What to ask of a funder; none where the user named one capability, which is then all of it.
pub fn chosen_for(request: &ProposalRequest, facts: &Facts<'_>, funder: &Funder) -> Result<Option<Chosen>, Refusal> {
    request.capability.is_none().then(|| chosen(&request.choice, facts, funder)).transpose()
}

fn chosen(choice: &Choice, facts: &Facts<'_>, funder: &Funder) -> Result<Chosen, Refusal> {
    if choice.capabilities.as_ref().is_some_and(Vec::is_empty) {
        let help = "name some, or leave the names out to get the best choice";
        return Err(Refusal::of_request("of the capabilities to ask for none is named", help));
    }
    let window = window(choice, facts, funder)?;
    let named = choice.capabilities.as_ref().map(|ids| ids.iter().map(|id| CapabilityId::new(id.trim())).collect());
    let asked_elsewhere = asked_elsewhere(facts.plan, funder);
    let request = Request { window, named, months: choice.months, asked_elsewhere };
    let chosen = choose(facts, &request);
    chosen.map_err(|reason| no_choice(reason, facts, &request))
}

/// The funder's window with what the request replaces; unknown where nothing has a price.
fn window(choice: &Choice, facts: &Facts<'_>, funder: &Funder) -> Result<AskWindow, Refusal> {
    let Some(rates) = &facts.plan.rates else {
        return if choice.min.is_some() || choice.max.is_some() { Err(no_rates()) } else { Ok(AskWindow::default()) };
    };
    let read = |text: &Option<String>| text.as_deref().map(|text| amount(text, rates.own().currency)).transpose();
    let (min, max) = (read(&choice.min)?, read(&choice.max)?);
    // The form's figure needs the rate from the plan's currency, so that one is asked for.
    AskWindow::of(funder, facts.plan, rates, min, max).map_err(|lack| no_rate(lack, (lack.own, lack.other)))
}

/// Why nothing is chosen, with the figures and what would help.
fn no_choice(reason: NoChoice, facts: &Facts<'_>, request: &Request) -> Refusal {
    let currency = facts.plan.rates.as_ref().map(|rates| rates.currency);
    let money = |units: u64| currency.map(|currency| in_words(units, currency)).unwrap_or_default();
    let window = window_text(&request.window);
    let title = |id: &CapabilityId| one_line(&facts.catalog.capability(id).title);
    let (message, help) = match reason {
        NoChoice::NothingOpen => return nothing_to_ask(),
        NoChoice::AllAskedElsewhere(funders) => (
            format!(
                "all open work was asked of {}, and this funder pays for nothing that others pay for",
                list(&funders)
            ),
            "wait for the answer and write it into the ledger, or name the work with `--capabilities`".to_owned(),
        ),
        NoChoice::EmptyWindow => (
            format!("nothing can be asked for: the least is more than the most ({window})"),
            "give `--min` and `--max` that leave room".to_owned(),
        ),
        NoChoice::BelowFloor { whole } => (
            format!("the whole ask costs {}, and this funder gives {window}", money(whole)),
            "raise the target, include more, or ask another funder; `--min` replaces the floor".to_owned(),
        ),
        NoChoice::NoneWithin { cheapest, capability } => (
            format!(
                "no choice with all that it needs lies within {window}: the cheapest work, “{}”, costs {} and the whole \
                 ask {}",
                title(&capability),
                money(cheapest),
                money(whole_cost(facts))
            ),
            "ask a funder who gives more, or replace an estimate; `--min` and `--max` replace floor and ceiling"
                .to_owned(),
        ),
        NoChoice::NotFound => (
            format!("no choice within {window} was found; there may be one"),
            "name the work with `--capabilities`".to_owned(),
        ),
        NoChoice::NothingInTime(months) => (
            format!("no choice ({window}) ends within {}", crate::text::counted(months as usize, "month", "months")),
            "allow more months, or give the team more capacity".to_owned(),
        ),
        NoChoice::NotOpen(id, reason) => return nothing(&reason, Some(id.as_str()), facts.catalog),
        NoChoice::MissingNeeds(missing) => {
            let pairs: Vec<_> = missing.iter().map(|(of, need)| format!("`{of}` needs `{need}`")).collect();
            let mut ids: Vec<String> = Vec::new();
            for id in request.named.iter().flatten().chain(missing.iter().map(|(_, need)| need)) {
                if !ids.contains(&id.to_string()) {
                    ids.push(id.to_string());
                }
            }
            (
                format!("the work cannot be done without what nobody pays for: {}", list(&pairs)),
                format!("name them too: `--capabilities {}`", ids.join(",")),
            )
        }
        NoChoice::Refused(fault) => return Refusal::fault(format!("the checker refuses the answer: {fault}")),
    };
    Refusal::of_inputs(message, help)
}

fn in_words(units: u64, currency: Currency) -> String {
    money(Minor::new(i128::from(units)), currency)
}

fn whole_cost(facts: &Facts<'_>) -> u64 {
    ask(facts.plan, facts.roadmap).map_or(0, |ask| ask.problem.totals(0..ask.problem.len()).0)
}
