//! Amounts of money as people write them.

use super::Refusal;
use crate::model::decimal::parse_scaled;
use crate::model::money::{Currency, Minor};
use crate::model::plan::Plan;
use crate::model::rates::Rates;
use crate::propose::{Amount, End, NoRate, in_plan};

/// Read an amount such as `250000EUR`; the currency is `own` where it is left out.
pub fn amount(text: &str, own: Currency) -> Result<Amount, Refusal> {
    let number = text.trim_end_matches(|c: char| c.is_ascii_alphabetic());
    let code = &text[number.len()..];
    let currency = if code.is_empty() { own } else { Currency::from_code(code).ok_or_else(|| wrong(text))? };
    let minor = parse_scaled(number.trim_end(), currency.decimals()).map_err(|_| wrong(text))?;
    let minor = Minor::new(i128::from(minor));
    if minor < Minor::ZERO { Err(wrong(text)) } else { Ok((minor, currency)) }
}

/// The same in minor units of the plan's currency.
pub fn amount_in_plan(text: &str, plan: &Plan, rates: &Rates, end: End) -> Result<u64, Refusal> {
    let (minor, currency) = amount(text, rates.currency)?;
    in_plan(minor, currency, plan, rates, end).map_err(|lack| no_rate(lack, (lack.other, lack.own)))
}

fn wrong(text: &str) -> Refusal {
    Refusal::of_request(format!("`{text}` is no amount"), "write a number and an ISO 4217 code, such as `250000EUR`")
}

/// An amount that cannot be counted in the plan's currency, and the rate that would mend it.
pub fn no_rate(lack: NoRate, (from, to): (Currency, Currency)) -> Refusal {
    Refusal::of_inputs(
        format!("the amount is in {}, the plan counts in {}, and it gives no rate of exchange", lack.other, lack.own),
        format!("add to `exchange_rates` in plan.yaml: `from: {from}`, `to: {to}`, `rate`, `date` and `source`"),
    )
}

/// Nothing has a price.
pub fn no_rates() -> Refusal {
    Refusal::of_inputs("the plan gives no rates, so nothing has a price", "add `rates:` to plan.yaml")
}
