//! The model of the constraint solver.

use pumpkin_conflict_resolvers::resolvers::ResolutionResolver;
use pumpkin_constraints::{cumulative_with_options, disjunctive_strict, less_than_or_equals};
use pumpkin_core::Solver;
use pumpkin_core::branching::branchers::autonomous_search::AutonomousSearch;
use pumpkin_core::branching::branchers::independent_variable_value_brancher::IndependentVariableValueBrancher;
use pumpkin_core::branching::tie_breaking::InOrderTieBreaker;
use pumpkin_core::branching::value_selection::InDomainMin;
use pumpkin_core::branching::variable_selection::Smallest;
use pumpkin_core::options::SolverOptions;
use pumpkin_core::predicate;
use pumpkin_core::predicates::Predicate;
use pumpkin_core::proof::ConstraintTag;
use pumpkin_core::results::{ProblemSolution, SatisfactionResultUnderAssumptions};
use pumpkin_core::variables::{DomainId, TransformableVariable};
use pumpkin_propagators::cumulative::options::CumulativeOptions;
use pumpkin_propagators::disjunctive::ArgDisjunctiveTask;

use super::super::bound::Floor;
use super::super::improve::Scheduled;
use super::super::limit::Limit;
use super::super::project::Project;
use super::termination::Slice;

/// Whether there is a schedule as good as this.
#[derive(Debug, Clone, Copy)]
pub(super) enum Question {
    /// All is ready on this day, and the schedule is late by no more days than the best known.
    End(u32),
    /// It is late by no more days than this, whatever the end.
    Late(u32),
}

/// What the solver found within its steps.
#[derive(Debug)]
pub(super) enum Answer {
    /// A schedule, as a list.
    Found(Vec<usize>),
    /// There is none.
    None,
    /// It did not get so far.
    Unknown,
}

type Branching = AutonomousSearch<IndependentVariableValueBrancher<DomainId, Smallest<DomainId, InOrder>, InDomainMin>>;

type InOrder = InOrderTieBreaker<DomainId, i32>;

/// Starts of all activities as variables of a constraint solver.
pub(super) struct Model {
    solver: Solver,
    starts: Vec<DomainId>,
    end: DomainId,
    late: Option<DomainId>,
    branching: Branching,
    resolver: ResolutionResolver,
    tag: ConstraintTag,
    units_per_step: u64,
    n_steps: u64,
}

impl Model {
    /// The model; none where the numbers are too large for the solver.
    pub fn new(project: &Project, best: &Scheduled, floor: &Floor) -> Option<Self> {
        if project.len() > MAX_ACTIVITIES {
            return None;
        }
        let mut solver = Solver::with_options(SolverOptions { memory_preallocated: 1, ..SolverOptions::default() });
        let tag = solver.new_constraint_tag();
        // Days late come first: to be late by fewer, the end may be later than the best known.
        let horizon = if best.score().late > floor.late { horizon(project) } else { best.score().end };
        let (first, last) = (int(floor.end.min(horizon))?, int(horizon)?);
        if u64::from(horizon) * (project.len() as u64 + 1) > MAX_SUM {
            return None;
        }
        let end = solver.new_bounded_integer(first, last);
        let mut starts = Vec::with_capacity(project.len());
        for (idx, activity) in project.activities.iter().enumerate() {
            let to = int(horizon)? - int(activity.n_days)? - int(project.tail[idx])?;
            starts.push(solver.new_bounded_integer(int(project.head[idx])?, to.max(int(project.head[idx])?)));
        }
        for (idx, activity) in project.activities.iter().enumerate() {
            let way = int(activity.n_days)? + int(project.lag[idx])?;
            for &next in &project.successors[idx] {
                let terms = [starts[idx].scaled(1), starts[next].scaled(-1)];
                solver.add_constraint(less_than_or_equals(terms, -way, tag)).post();
            }
            let to_end = int(activity.n_days)? + int(project.tail[idx])?;
            let terms = [starts[idx].scaled(1), end.scaled(-1)];
            solver.add_constraint(less_than_or_equals(terms, -to_end, tag)).post();
        }
        for role in 0..project.workforce.len() {
            let (users, room) = scaled(project, role);
            if users.iter().map(|(_, units)| units).sum::<u64>() <= room {
                continue;
            }
            let of = |(idx, _): &(usize, u64)| starts[*idx];
            let days: Option<Vec<i32>> = users.iter().map(|(idx, _)| int(project.activities[*idx].n_days)).collect();
            let units: Vec<i32> = users.iter().map(|(_, units)| *units as i32).collect();
            let starts: Vec<DomainId> = users.iter().map(of).collect();
            // Explanations that take in several stretches of load at once: twice the proofs in the same time.
            let mut options = CumulativeOptions::default();
            options.propagator_options.generate_sequence = true;
            let constraint = cumulative_with_options(starts, days?, units, room as i32, options, tag);
            solver.add_constraint(constraint).post();
        }
        for clique in cliques(project) {
            let task = |idx: &usize| {
                let processing_time = int(project.activities[*idx].n_days)?;
                Some(ArgDisjunctiveTask { start_time: starts[*idx], processing_time })
            };
            let tasks: Option<Vec<_>> = clique.iter().map(task).collect();
            solver.add_constraint(disjunctive_strict(tasks?, tag)).post();
        }
        let late = late(project, &mut solver, &starts, best, tag)?;
        let mut all = starts.clone();
        all.push(end);
        let backup = IndependentVariableValueBrancher::new(Smallest::new(&all), InDomainMin);
        Some(Self {
            solver,
            starts,
            end,
            late,
            branching: AutonomousSearch::new(backup),
            resolver: ResolutionResolver::default(),
            tag,
            units_per_step: 60 + project.len() as u64,
            n_steps: 0,
        })
    }

    /// Search for a schedule, for some steps or until a part of the limit, in thousandths, is used up.
    pub fn ask(&mut self, question: Question, n_steps: u64, until: u32, limit: &mut impl Limit) -> Answer {
        let (end, late) = (self.end, self.late);
        let assumption = match (question, late) {
            (Question::End(day), _) => predicate!(end <= day as i32),
            (Question::Late(days), Some(late)) => predicate!(late <= days as i32),
            (Question::Late(_), None) => return Answer::None,
        };
        let mut slice = Slice { limit, until, units_per_step: self.units_per_step, n_left: n_steps, n_steps: 0 };
        let answer = {
            let Self { solver, branching, resolver, starts, .. } = self;
            match solver.satisfy_under_assumptions(branching, &mut slice, resolver, &[assumption]) {
                SatisfactionResultUnderAssumptions::Satisfiable(found) => {
                    let solution = found.solution();
                    let mut list: Vec<usize> = (0..starts.len()).collect();
                    list.sort_by_key(|idx| (solution.get_integer_value(starts[*idx]), *idx));
                    Answer::Found(list)
                }
                SatisfactionResultUnderAssumptions::UnsatisfiableUnderAssumptions(_)
                | SatisfactionResultUnderAssumptions::Unsatisfiable(_) => Answer::None,
                SatisfactionResultUnderAssumptions::Unknown(_) => Answer::Unknown,
            }
        };
        self.n_steps += slice.n_steps;
        if matches!(answer, Answer::None) && !self.solver.is_inconsistent() {
            self.solver.add_clause([!assumption], self.tag);
        }
        answer
    }

    /// From now on no schedule counts that is late by more days than this.
    pub fn settle_late(&mut self, days: u32) {
        if let Some(late) = self.late.filter(|late| self.solver.upper_bound(late) > days as i32) {
            self.solver.add_clause([predicate!(late <= days as i32)], self.tag);
        }
    }

    pub fn n_steps(&self) -> u64 {
        self.n_steps
    }
}

/// More activities than these are beyond what the solver can prove anything about.
const MAX_ACTIVITIES: usize = 1_000;

/// The most that sums of the solver, which computes in 32 bits, may come to.
const MAX_SUM: u64 = i32::MAX as u64 / 4;

fn int(days: u32) -> Option<i32> {
    i32::try_from(days).ok()
}

/// A day by which all could be ready with every activity after the other.
fn horizon(project: &Project) -> u32 {
    let days = |idx: usize| project.activities[idx].n_days.saturating_add(project.activities[idx].lag_days);
    let first = project.ready.iter().copied().max().unwrap_or(0);
    (0..project.len()).map(days).fold(first, u32::saturating_add)
}

/// Activities that take up a role with their units, and its room, in numbers that the solver can add up.
///
/// They are divided by what divides them all; where that is not enough, rounded down, which makes for a relaxation:
/// whole parts of numbers add up to no more than the whole part of their sum.
fn scaled(project: &Project, role: usize) -> (Vec<(usize, u64)>, u64) {
    let units = |idx: usize| {
        let activity = &project.activities[idx];
        let (_, units) = activity.demand.iter().find(|(of, _)| *of == role)?;
        (activity.n_days > 0).then_some((idx, *units))
    };
    let mut users: Vec<_> = (0..project.len()).filter_map(units).collect();
    let common = users.iter().fold(0, |common, (_, units)| gcd(common, *units)).max(1);
    let sum =
        users.iter().map(|(_, units)| units / common).fold(project.workforce.room(role) / common, u64::saturating_add);
    let divisor = common.saturating_mul(sum.div_ceil(MAX_SUM).max(1));
    users.iter_mut().for_each(|(_, units)| *units /= divisor);
    users.retain(|(_, units)| *units > 0);
    (users, project.workforce.room(role) / divisor)
}

fn gcd(a: u64, b: u64) -> u64 {
    if b == 0 { a } else { gcd(b, a % b) }
}

/// Groups of activities of which no two fit side by side; greedy, each pair in at least one unless it is in a chain.
fn cliques(project: &Project) -> Vec<Vec<usize>> {
    let n = project.len();
    let demand = |idx: usize, role: usize| project.activities[idx].demand_of(role);
    let collide = |a: usize, b: usize| {
        (0..project.workforce.len()).any(|role| demand(a, role) + demand(b, role) > project.workforce.room(role))
    };
    let works: Vec<usize> = (0..n).filter(|idx| project.activities[*idx].n_days > 0).collect();
    let mut cliques: Vec<Vec<usize>> = Vec::new();
    for &seed in &works {
        if cliques.iter().any(|clique| clique.contains(&seed)) {
            continue;
        }
        let mut clique = vec![seed];
        for &other in &works {
            if other != seed && clique.iter().all(|member| collide(*member, other)) {
                clique.push(other);
            }
        }
        if clique.len() > 2 {
            cliques.push(clique);
        }
    }
    cliques
}

/// Days over deadlines; none where there is none to be over.
fn late(
    project: &Project,
    solver: &mut Solver,
    starts: &[DomainId],
    best: &Scheduled,
    tag: ConstraintTag,
) -> Option<Option<DomainId>> {
    let most = int(best.score().late)?;
    let mut terms = Vec::new();
    for (idx, activity) in project.activities.iter().enumerate() {
        let Some(deadline) = activity.deadline else { continue };
        let way = int(activity.n_days)? + int(project.lag[idx])?;
        let deadline = int(deadline.min(MAX_SUM as u32))?;
        if most == 0 {
            let start = starts[idx];
            let last: Predicate = predicate!(start <= deadline - way);
            solver.add_clause([last], tag);
        } else {
            let days = solver.new_bounded_integer(0, most);
            let over = [starts[idx].scaled(1), days.scaled(-1)];
            solver.add_constraint(less_than_or_equals(over, deadline - way, tag)).post();
            terms.push(days.scaled(1));
        }
    }
    if terms.is_empty() {
        return Some(None);
    }
    let sum = solver.new_bounded_integer(0, most);
    terms.push(sum.scaled(-1));
    solver.add_constraint(less_than_or_equals(terms, 0, tag)).post();
    Some(Some(sum))
}
