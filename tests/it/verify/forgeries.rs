//! One changed number each, and the fault that it must lead to.

use std::collections::BTreeSet;

use fundable::verify::Kind;
use serde_json::{Value, json};

use super::faults;
use crate::planner::eventful;

/// What a forger does to one place.
enum Change {
    /// Add to a number, also where it stands in text.
    Add(i64),
    /// Write something else.
    Set(Value),
    /// Write what stands in another place.
    Copy(&'static str),
    /// Exchange with another place.
    Swap(&'static str),
    /// Take an entry out of its list.
    Drop,
}

use Change::{Add, Copy, Drop, Set, Swap};

/// The JSON pointer of a path, in which `?name` is the first entry that has a `name` which is not empty, and `-1` the
/// last one.
fn pointer(plan: &Value, path: &str) -> String {
    let mut pointer = String::new();
    for part in path.split('/') {
        let here = plan.pointer(&pointer).unwrap();
        let entries = || here.as_array().unwrap_or_else(|| panic!("no list at {pointer}"));
        let is_empty = |value: &Value| matches!(value, Value::Null) || *value == json!(0) || *value == json!([]);
        let part = match part.strip_prefix('?') {
            Some(name) => entries().iter().position(|entry| !is_empty(&entry[name])).unwrap().to_string(),
            None if part == "-1" => (entries().len() - 1).to_string(),
            None => part.to_owned(),
        };
        pointer = format!("{pointer}/{part}");
    }
    assert!(plan.pointer(&pointer).is_some(), "nothing at {pointer}");
    pointer
}

fn forge(plan: &mut Value, path: &str, change: &Change) {
    let at = pointer(plan, path);
    let old = plan.pointer(&at).unwrap().clone();
    let new = match change {
        Add(more) => match &old {
            Value::String(text) => json!((text.parse::<i128>().unwrap() + i128::from(*more)).to_string()),
            Value::Number(number) if number.is_f64() => json!(number.as_f64().unwrap() + *more as f64),
            number => json!(number.as_i64().unwrap() + more),
        },
        Set(value) => value.clone(),
        Copy(path) => plan.pointer(&pointer(plan, path)).unwrap().clone(),
        Swap(path) => {
            let other = pointer(plan, path);
            plan.pointer_mut(&other).map(|place| std::mem::replace(place, old.clone())).unwrap()
        }
        Drop => {
            let (list, idx) = at.rsplit_once('/').unwrap();
            plan.pointer_mut(list).unwrap().as_array_mut().unwrap().remove(idx.parse().unwrap());
            return;
        }
    };
    assert_ne!(new, old, "{path} stays as it is");
    *plan.pointer_mut(&at).unwrap() = new;
}

/// Path, change, kind of the fault.
fn forgeries() -> Vec<(&'static str, Change, &'static str)> {
    vec![
        // Shape.
        ("exact/end", Set(json!(2_000_000)), "absurd-size"),
        ("exact/steps/0/effort/2", Set(json!(10_u64.pow(18))), "absurd-size"),
        ("exact/order/0/jobs/0/0", Set(json!(10_u64.pow(16))), "absurd-size"),
        ("exact/list/0", Set(json!(99)), "unknown-index"),
        ("exact/order/0/sequence/0", Set(json!(99)), "unknown-index"),
        ("exact/order/0/blocks/?flow/flow/0/needed", Set(json!(99)), "unknown-index"),
        ("exact/steps/0/work/0/role", Set(json!(99)), "unknown-index"),
        ("exact/steps/-1", Drop, "wrong-length"),
        ("exact/order/0/jobs/0", Drop, "wrong-length"),
        // Steps and needs.
        ("steps/0/id", Swap("steps/1/id"), "wrong-step"),
        ("steps/3/position", Add(1), "wrong-step"),
        ("exact/steps/1/id", Copy("exact/steps/0/id"), "repeated-step"),
        ("exact/steps/0/work/1/role", Copy("exact/steps/0/work/0/role"), "repeated-step"),
        ("exact/steps/0/after", Set(json!([1])), "need-stands-later"),
        ("exact/steps/?after/after/0", Drop, "missing-need"),
        ("exact/steps/-1/after", Set(json!([0])), "missing-need"),
        // Effort.
        ("exact/steps/0/effort/0", Set(json!(10_u64.pow(14))), "effort-range"),
        ("exact/steps/0/work/0/effort", Add(1), "effort-of-roles"),
        ("exact/steps/0/effort/1", Add(-1), "effort-of-roles"),
        ("steps/0/effort/mean", Add(1), "wrong-effort"),
        ("totals/all/effort/high", Add(-1), "wrong-effort"),
        ("totals/roles/0/effort/mean", Add(1), "wrong-effort"),
        ("totals/levels/0/n_steps", Add(1), "wrong-sum"),
        ("totals/all/n_steps", Add(-1), "wrong-sum"),
        ("exact/roles/0/units_per_day", Add(12_000), "wrong-capacity"),
        ("exact/roles/0/units_per_day_for_one", Add(-1), "wrong-capacity"),
        ("exact/roles/?away/away/0/units", Add(9_000_000), "wrong-capacity"),
        ("exact/roles/?away/away/0/from", Copy("exact/roles/?away/away/0/to"), "wrong-capacity"),
        ("totals/roles/0/fte", Set(json!("3")), "wrong-capacity"),
        ("exact/steps/0/n_days", Add(1), "wrong-duration"),
        ("steps/0/n_working_days", Add(1), "wrong-duration"),
        ("exact/steps/0/work/0/units_per_day", Add(-1), "wrong-demand"),
        // Days and dates.
        ("exact/first_day", Set(json!("2027-01-02")), "not-a-working-day"),
        ("exact/holidays/0", Set(json!("2027-01-24")), "not-a-working-day"),
        ("exact/holidays/0", Drop, "wrong-date"),
        ("exact/holidays/1", Copy("exact/holidays/0"), "wrong-date"),
        ("start/iso", Set(json!("2027-01-05")), "wrong-date"),
        ("finish/iso", Set(json!("2027-01-05")), "wrong-date"),
        ("steps/5/start/iso", Set(json!("2027-01-05")), "wrong-date"),
        ("steps/5/work_end/iso", Set(json!("2027-01-05")), "wrong-date"),
        ("steps/5/finish/iso", Set(json!("2027-01-05")), "wrong-date"),
        ("totals/roles/0/busy_until/iso", Set(json!("2027-01-05")), "wrong-date"),
        ("exact/steps/?deadline/deadline", Add(1), "wrong-date"),
        ("exact/steps/?earliest/earliest", Add(-1), "wrong-date"),
        ("exact/steps/?lag_days/ready", Add(-1), "wrong-lag"),
        ("exact/steps/?lag_days/lag_days", Add(5), "wrong-lag"),
        ("steps/?lag_weeks/lag_weeks", Add(1), "wrong-lag"),
        ("exact/steps/?after/start", Set(json!(0)), "starts-too-early"),
        ("exact/steps/?earliest/start", Set(json!(0)), "starts-too-early"),
        ("steps/?deadline/n_days_late", Add(1), "wrong-lateness"),
        ("schedule/n_days_late", Add(-1), "wrong-lateness"),
        ("exact/steps/3/end", Add(1), "wrong-pause"),
        ("exact/steps/3/end", Set(json!(0)), "wrong-pause"),
        ("exact/roles/?away/away/0/from", Set(json!(10)), "wrong-pause"),
        ("exact/roles/0/units_per_day", Set(json!(1_200_000)), "overbooked"),
        ("exact/list/0", Copy("exact/list/1"), "wrong-list"),
        ("exact/list/0", Swap("exact/list/-1"), "wrong-list"),
        ("exact/list/-1", Drop, "wrong-list"),
        ("exact/steps/-1/start", Add(1), "wrong-placement"),
        ("milestones/0/finish/iso", Set(json!("2027-01-05")), "wrong-milestone"),
        ("milestones/0/n_steps", Add(1), "wrong-milestone"),
        ("milestones/0", Drop, "wrong-milestone"),
        // Money.
        ("exact/steps/0/cost/labour/0", Set(json!("99999999999")), "cost-range"),
        ("exact/steps/0/cost/total/1", Add(1), "wrong-cost"),
        ("exact/cost/total/1", Add(1), "wrong-cost"),
        ("exact/cost/labour/2", Add(-1), "wrong-cost"),
        ("exact/steps/0/cost", Set(Value::Null), "wrong-cost"),
        ("steps/0/cost/mean", Set(json!("1.00")), "wrong-cost"),
        ("steps/0/labour", Set(Value::Null), "wrong-cost"),
        ("totals/all/cost/low", Set(json!("1.00")), "wrong-cost"),
        ("totals/categories/0/overhead/mean", Set(json!("1.00")), "wrong-cost"),
        ("exact/steps/0/cost/overhead/1", Add(2), "wrong-overhead"),
        ("overhead_percent", Add(1), "wrong-overhead"),
        // Order.
        ("exact/order/0/sequence/0", Swap("exact/order/0/sequence/1"), "wrong-sequence"),
        ("exact/order/0", Drop, "wrong-sequence"),
        ("exact/order/0/jobs/0/0", Add(1), "wrong-job"),
        ("exact/order/0/jobs/2/1", Add(1), "wrong-job"),
        ("exact/order/0/jobs/2/0", Set(json!(0)), "wrong-job"),
        ("exact/order/0/objective", Add(-1), "wrong-objective"),
        ("exact/order/0/blocks/0/cost", Add(1), "wrong-block"),
        ("exact/order/0/blocks/0/n_steps", Add(-1), "wrong-block"),
        ("steps/5/block", Add(1), "wrong-block"),
        ("exact/order/0/jobs/0", Swap("exact/order/0/jobs/-1"), "density-rises"),
        ("exact/order/0/blocks/?flow/flow/0/amount", Set(json!("0")), "wrong-flow"),
        ("exact/order/0/blocks/?flow/flow/0/waiter", Set(json!(0)), "wrong-flow"),
        ("exact/order/0/blocks/?flow/flow/0/amount", Add(1), "uneven-flow"),
        ("exact/order/0/blocks/?flow/flow/0", Drop, "uneven-flow"),
        ("exact/order/0/blocks/?flow/lower_bound", Add(1), "not-the-best"),
        ("exact/order/0/blocks/?flow/lower_bound", Add(-1), "wrong-bound"),
        ("exact/order/0/blocks/?flow/lower_bound", Set(json!("0")), "wrong-bound"),
        ("exact/order/0/lower_bound", Add(1), "wrong-bound"),
        // Ends.
        ("exact/steps/0/weight", Add(10_000), "wrong-weight"),
        ("exact/waiting", Add(1), "wrong-sum"),
        ("exact/waiting_bound", Add(-100_000), "wrong-bound"),
        ("exact/waiting_bound", Copy("exact/order/0/objective"), "wrong-bound"),
        ("exact/waiting_bound", Set(json!("9999999999999")), "wrong-bound"),
        ("schedule/waiting_gap_percent", Add(-1), "wrong-bound"),
        ("exact/end_bound", Add(1), "wrong-bound"),
        ("exact/end_bound", Add(-1), "wrong-bound"),
        ("exact/end", Add(1), "wrong-end"),
        ("schedule/n_days", Add(-1), "wrong-end"),
        ("schedule/n_days_bound", Add(1), "wrong-end"),
        ("schedule/critical_chain/1", Drop, "broken-chain"),
        ("schedule/critical_chain/-1", Drop, "broken-chain"),
        ("schedule/critical_chain/0", Set(json!("no-such-step")), "unknown-index"),
        ("steps/1/float_days", Add(1), "wrong-float"),
        ("steps/?float_days/float_days", Add(100), "wrong-float"),
    ]
}

#[test]
fn every_forgery_is_refused_with_its_fault() {
    let plan = eventful();
    for (path, change, kind) in forgeries() {
        let mut forged = plan.clone();
        forge(&mut forged, path, &change);
        let faults = faults(&forged);
        assert!(faults.iter().any(|(found, _)| *found == kind), "{path} should be {kind}, but has {faults:#?}");
    }
}

#[test]
fn every_kind_of_fault_has_a_forgery() {
    let forged: BTreeSet<&str> = forgeries().into_iter().map(|(_, _, kind)| kind).collect();
    let known: BTreeSet<&str> = Kind::ALL.iter().map(|kind| kind.name()).collect();
    assert_eq!(forged, known);
}
