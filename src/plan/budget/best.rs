//! From a problem and a window to an answer.

use super::answer::{Answer, Choice, Limits, Next, Nothing, Proof, Purchase, Window};
use super::goal::{Found, Goal};
use super::node::Node;
use super::prepared::Prepared;
use super::problem::Problem;
use super::reasons::left_out;
use super::search::Search;

/// Finds the closed set within the window that is worth most, or a good one and how far it is from best at most.
///
/// Of several that are worth the same it is the cheapest, and of several that also cost the same the one with the
/// lowest indices: where two sets differ first, it has the lower index. What costs nothing is therefore always in.
pub fn best(problem: &Problem, window: Window, limits: &Limits) -> Answer {
    if window.min.is_some_and(|min| min > window.max) {
        return Answer::Nothing(Nothing::EmptyWindow);
    }
    let (total, _) = problem.totals(0..problem.len());
    let min = window.min.unwrap_or(0);
    if total < min {
        return Answer::Nothing(Nothing::AllCostLess { total });
    }
    let prepared = Prepared::new(problem);
    let mut search = Search::new(&prepared, min > 0, limits.work);
    let goal = Goal::Best { min, max: window.max };
    let outcome = search.run(Node::root(&prepared), goal, None, limits.work / 2);
    let Some(found) = outcome.found else {
        return Answer::Nothing(if outcome.is_proved { Nothing::NoneWithin } else { Nothing::NotFound });
    };
    let (found, is_lowest) =
        if outcome.is_proved { lowest(&mut search, found, min, limits.work / 8) } else { (found, false) };
    let next = if outcome.is_proved { next(&mut search, &found, window, limits) } else { Next::Unknown };
    let chosen = prepared.with_idle(&found.is_in);
    Answer::Chosen(Choice {
        left_out: left_out(problem, &chosen, found.cost, window.max),
        chosen,
        cost: found.cost,
        value: found.value,
        proof: if outcome.is_proved { Proof::Optimal } else { Proof::Gap { bound: outcome.bound } },
        is_lowest,
        next,
    })
}

/// Finds a good choice without any search, for problems of thousands of items or for a first look.
///
/// It is the last corner that the window pays for and what else fits, by density; the bound is the line between that
/// corner and the next.
pub fn by_corners(problem: &Problem, window: Window) -> Answer {
    best(problem, window, &Limits { work: 0 })
}

/// Of all sets with this value and this cost the one with the lowest indices, and whether that is certain.
///
/// No set from the least cost on is worth as much for less. The set is settled item by item: one that is in stays in;
/// one that is not comes in if any such set has it.
fn lowest(search: &mut Search<'_>, found: Found, min: u64, work: u64) -> (Found, bool) {
    let prepared = search.prepared;
    let goal = Goal::Any { min, max: found.cost, value: found.value };
    let stop_at = search.work_left.saturating_sub(work);
    let mut found = found;
    let mut is_certain = true;
    let mut node = Node::root(prepared);
    for item in 0..prepared.problem.len() {
        let is_in = |found: &Found| {
            if prepared.is_idle[item] {
                prepared.needs[item].iter().all(|&need| found.is_in[need])
            } else {
                found.is_in[item]
            }
        };
        if !is_in(&found) {
            let mut with = node.clone();
            if !with.take(prepared, item) {
                continue;
            }
            let outcome = search.run(with, goal, None, search.work_left.saturating_sub(stop_at));
            is_certain &= outcome.found.is_some() || outcome.is_proved;
            match outcome.found {
                Some(other) => found = other,
                None => {
                    // An idle item is out when any of its needs is, and which one is not known yet.
                    if !prepared.is_idle[item] {
                        node.leave(prepared, item);
                    }
                    continue;
                }
            }
        }
        node.take(prepared, item);
    }
    (found, is_certain)
}

/// The cheapest larger budget that buys more value.
fn next(search: &mut Search<'_>, found: &Found, window: Window, limits: &Limits) -> Next {
    let prepared = search.prepared;
    let (total, whole_value) = prepared.problem.totals(0..prepared.problem.len());
    if found.value == whole_value {
        return Next::Nothing;
    }
    // All items together are worth more than the choice, so they cost more than the window allows, and a set exists.
    let min = window.max + 1;
    let goal = Goal::Cheapest { min, total, value: found.value + 1 };
    let is_in = prepared.is_idle.iter().map(|is_idle| !is_idle).collect();
    let everything = Found { is_in, cost: total, value: whole_value };
    let outcome = search.run(Node::root(prepared), goal, Some(everything), limits.work / 4);
    let Some(better) = outcome.found else { return Next::Unknown };
    let at_least = if outcome.is_proved { better.cost } else { search.least_cost(found.value + 1).max(min) };
    let better = if outcome.is_proved { lowest(search, better, min, limits.work / 8).0 } else { better };
    let (old, new) = (prepared.with_idle(&found.is_in), prepared.with_idle(&better.is_in));
    let less = |some: &[usize], others: &[usize]| -> Vec<usize> {
        some.iter().copied().filter(|item| others.binary_search(item).is_err()).collect()
    };
    Next::Buys(Purchase {
        extra: better.cost - window.max,
        extra_at_least: at_least - window.max,
        is_proved: outcome.is_proved,
        value: better.value,
        adds: less(&new, &old),
        drops: less(&old, &new),
    })
}
