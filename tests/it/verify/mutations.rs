//! Whatever is done to a plan, `verify` answers; and what changes its meaning is refused.

use std::sync::OnceLock;

use fundable::verify::verify;
use proptest::prelude::*;
use serde_json::{Value, json};

use crate::planner::eventful;

fn plan() -> &'static Value {
    static PLAN: OnceLock<Value> = OnceLock::new();
    PLAN.get_or_init(eventful)
}

/// Pointers of all values of a kind below one.
fn leaves(value: &Value, at: &str, is_wanted: &impl Fn(&Value) -> bool, found: &mut Vec<String>) {
    if is_wanted(value) {
        found.push(at.to_owned());
    }
    match value {
        Value::Object(fields) => {
            fields.iter().for_each(|(name, field)| leaves(field, &format!("{at}/{name}"), is_wanted, found));
        }
        Value::Array(items) => {
            items.iter().enumerate().for_each(|(idx, item)| leaves(item, &format!("{at}/{idx}"), is_wanted, found));
        }
        _ => {}
    }
}

/// Every number of `exact`.
fn numbers() -> &'static [String] {
    static FOUND: OnceLock<Vec<String>> = OnceLock::new();
    FOUND.get_or_init(|| {
        let mut found = Vec::new();
        leaves(&plan()["exact"], "/exact", &|value| number(value).is_some(), &mut found);
        found
    })
}

/// Every place of the plan.
fn places() -> &'static [String] {
    static FOUND: OnceLock<Vec<String>> = OnceLock::new();
    FOUND.get_or_init(|| {
        let mut found = Vec::new();
        leaves(plan(), "", &|_| true, &mut found);
        found
    })
}

fn number(value: &Value) -> Option<i128> {
    match value {
        Value::String(text) => text.parse().ok(),
        number => number.as_i64().map(i128::from),
    }
}

/// Whether a change of a number of `exact` could leave a plan that holds: a longer absence on days without work, a
/// lower bound that is lower still, ends of a range of which two decimals are shown.
fn may_be_true(at: &str) -> bool {
    let is_end_of_range = at.ends_with("/effort/0") || at.ends_with("/effort/2");
    at.contains("/away/") || at.ends_with("/waiting_bound") || is_end_of_range
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 200, failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn a_changed_number_is_refused(which in any::<prop::sample::Index>(), change in 0_u8..7, by in 1_i128..1000) {
        let at = which.get::<String>(numbers());
        let mut forged = plan().clone();
        let place = forged.pointer_mut(at).unwrap();
        let old = number(place).unwrap();
        let new = match change {
            0 => old + 1,
            1 => old - 1,
            2 => old + by,
            3 => old - by,
            4 => old * 2,
            5 => 0,
            _ => i128::from(u64::MAX),
        };
        let written = |new: i128| u64::try_from(new).map_or_else(|_| json!(new as i64), |new| json!(new));
        *place = if place.is_string() { json!(new.to_string()) } else { written(new) };
        let result = verify(forged.to_string().as_bytes());
        let is_accepted = result.is_ok_and(|report| report.accepted);
        prop_assert!(!is_accepted || new == old || may_be_true(at), "{at}: {old} became {new}");
    }

    #[test]
    fn anything_in_any_place_has_an_answer(which in any::<prop::sample::Index>(), what_idx in 0_usize..9) {
        let mut forged = plan().clone();
        let what = [json!(null), json!(-1), json!(1.5), json!(""), json!([]), json!({}), json!(true), json!(1e30), json!("9999-12-31")];
        *forged.pointer_mut(which.get::<String>(places())).unwrap() = what[what_idx].clone();
        let _ = verify(forged.to_string().as_bytes());
    }

    #[test]
    fn a_text_that_is_cut_off_is_no_plan(at in any::<prop::sample::Index>()) {
        let text = plan().to_string();
        let error = verify(&text.as_bytes()[..at.index(text.len())]).unwrap_err();
        prop_assert!(error.line > 0 || error.message.contains("EOF"), "{error}");
    }
}
