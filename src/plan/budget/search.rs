//! Branch and bound over what is in and what is out.
//!
//! At every node the open items are cut into blocks once more, so the bound is the exact value of the linear relaxation
//! (the Lagrangian bound at its best multiplier), and the prices of the flow tell for many items that a better set has
//! them or not. What is left is branched on an item of the block that the budget pays for in part.

use super::envelope::{Envelope, Fine, fine, whole};
use super::goal::{Found, Goal, Hurdle};
use super::node::Node;
use super::prepared::{Prepared, Rows};
use crate::plan::order::Cuts;

/// Searches in one problem, with a common limit.
#[derive(Debug)]
pub(super) struct Search<'a> {
    pub prepared: &'a Prepared<'a>,
    cuts: Cuts<'a>,
    pub has_min: bool,
    /// Items that may still be looked at, once for each cut.
    pub work_left: u64,
}

/// What a search has found.
#[derive(Debug)]
pub(super) struct Outcome {
    /// The best set, or the best that was seen.
    pub found: Option<Found>,
    /// Whether nothing better exists.
    pub is_proved: bool,
    /// No set is worth more within the costs of the goal.
    pub bound: u64,
}

impl<'a> Search<'a> {
    pub fn new(prepared: &'a Prepared<'a>, has_min: bool, work: u64) -> Self {
        Self { prepared, cuts: prepared.packed.cuts(), has_min, work_left: work }
    }

    /// Looks for the goal in a node, with at most so much work. The first node is always looked at.
    pub fn run(&mut self, root: Node, goal: Goal, known: Option<Found>, work: u64) -> Outcome {
        let stop_at = self.work_left.saturating_sub(work);
        let mut best = known;
        let mut stack = vec![root];
        let mut is_first = true;
        while let Some(node) = stack.pop() {
            if goal.hurdles(best.as_ref()).is_empty() {
                stack.clear();
                break;
            }
            if !is_first && self.work_left <= stop_at {
                stack.push(node);
                break;
            }
            is_first = false;
            stack.extend(self.visit(node, goal, &mut best).into_iter().flatten());
        }
        let open = stack.iter().map(|node| node.bound).max().unwrap_or(0);
        let reached = best.as_ref().map_or(0, |best| best.value);
        Outcome { found: best, is_proved: stack.is_empty(), bound: open.max(reached) }
    }

    /// No set with this value costs less, as far as the bound of the whole problem tells.
    pub fn least_cost(&mut self, value: u64) -> u64 {
        let root = Node::root(self.prepared);
        let slices = self.cuts.slices(&root.open(self.prepared));
        Envelope::new(0, 0, slices).least_cost(value).unwrap_or(u64::MAX)
    }

    /// Looks at one node; returns what has to be looked at after it, the last one first.
    fn visit(&mut self, mut node: Node, goal: Goal, best: &mut Option<Found>) -> [Option<Node>; 2] {
        let prepared = self.prepared;
        loop {
            let Some(budget) = goal.hurdles(best.as_ref()).iter().map(|hurdle| hurdle.budget).max() else {
                return [None, None];
            };
            if !node.leave_unpayable(prepared, budget) {
                return [None, None];
            }
            let open = node.open(prepared);
            if node.cost + prepared.problem.totals(open.iter().copied()).0 < goal.min() {
                return [None, None];
            }
            self.work_left = self.work_left.saturating_sub(open.len() as u64 + 1);
            let envelope = Envelope::new(node.cost, node.value, self.cuts.slices(&open));
            if let Some(set) = node.quick_set(prepared, &envelope, goal)
                && goal.is_better(set.cost, set.value, best.as_ref())
            {
                *best = Some(set);
            }
            let hurdles: Vec<(Hurdle, Fine)> = goal
                .hurdles(best.as_ref())
                .into_iter()
                .filter_map(|hurdle| Some((hurdle, envelope.at(hurdle.budget)?.checked_sub(fine(hurdle.value))?)))
                .collect();
            if hurdles.is_empty() || open.is_empty() {
                return [None, None];
            }
            node.bound = envelope.at(goal.max()).map_or(0, whole).min(node.bound);
            match fix(prepared, &mut node, &envelope, &hurdles) {
                Fixed::Nothing => return self.branch(node, &envelope, hurdles[0].0),
                Fixed::Some => {}
                Fixed::Impossible => return [None, None],
            }
        }
    }

    /// Two nodes that divide all sets of a node, or rather those that no replacement makes better.
    fn branch(&self, node: Node, envelope: &Envelope, hurdle: Hurdle) -> [Option<Node>; 2] {
        let prepared = self.prepared;
        let item = self.branch_item(&node, envelope, hurdle);
        let open = |node: &Node| node.open(prepared);
        let mut with = node.clone();
        let rivals: Vec<usize> =
            open(&node).into_iter().filter(|&other| prepared.can_replace(other, item, self.has_min)).collect();
        let is_with = with.take(prepared, item) && rivals.iter().all(|&rival| with.take(prepared, rival));
        let mut without = node;
        let rivals: Vec<usize> =
            open(&without).into_iter().filter(|&other| prepared.can_replace(item, other, self.has_min)).collect();
        let is_without = without.leave(prepared, item) && rivals.iter().all(|&rival| without.leave(prepared, rival));
        [is_without.then_some(without), is_with.then_some(with)]
    }

    /// An item of the block in question that decides much, whether it is in or out.
    fn branch_item(&self, node: &Node, envelope: &Envelope, hurdle: Hurdle) -> usize {
        let prepared = self.prepared;
        let slices = envelope.slices();
        // Where the budget ends between two blocks only the lower end of the window is in the way.
        let slice = &slices[envelope.partial(hurdle.budget).unwrap_or(slices.len() - 1)];
        let mut is_inside = vec![false; node.fate.len()];
        for &item in &slice.jobs {
            is_inside[item] = true;
        }
        let sum = |row: &Rows, item: usize| prepared.problem.totals(row.of(item).filter(|&other| is_inside[other])).0;
        let decided = |item: usize| {
            sum(&prepared.before, item).min(sum(&prepared.after, item)) + prepared.problem.items()[item].cost
        };
        let best = slice.jobs.iter().copied().max_by_key(|&item| (decided(item), std::cmp::Reverse(item)));
        best.expect("a block has an item at least")
    }
}

/// What came of fixing items.
enum Fixed {
    Nothing,
    Some,
    Impossible,
}

/// Takes in and leaves out what every better set has or has not. Each hurdle comes with the room above it.
fn fix(prepared: &Prepared<'_>, node: &mut Node, envelope: &Envelope, hurdles: &[(Hurdle, Fine)]) -> Fixed {
    let n_items = prepared.problem.len();
    let mut can_be_in = vec![false; n_items];
    let mut can_be_out = vec![false; n_items];
    let open = node.open(prepared);
    for (hurdle, room) in hurdles {
        let mut without = vec![0; n_items];
        let mut with = vec![0; n_items];
        let item = |item: usize| (prepared.problem.items()[item].cost, prepared.problem.items()[item].value);
        for loss in envelope.losses(hurdle.budget, item) {
            without[loss.item] = loss.without;
            with[loss.item] = loss.with;
        }
        for &item in &open {
            // Only open items have losses, so the others in a row do not count.
            let lost_with = with[item] + prepared.before.of(item).map(|need| with[need]).sum::<Fine>();
            let lost_without = without[item] + prepared.after.of(item).map(|waiter| without[waiter]).sum::<Fine>();
            can_be_in[item] |= lost_with <= *room;
            can_be_out[item] |= lost_without <= *room;
        }
    }
    let mut fixed = Fixed::Nothing;
    for item in open {
        let is_possible = match (can_be_in[item], can_be_out[item]) {
            (true, true) => continue,
            (true, false) => node.take(prepared, item),
            (false, true) => node.leave(prepared, item),
            (false, false) => false,
        };
        if !is_possible {
            return Fixed::Impossible;
        }
        fixed = Fixed::Some;
    }
    fixed
}
