//! Laws of the planner: a slow and readable checker accepts every plan of random assessments and targets.

use std::collections::BTreeMap;

use chrono::{Datelike, Days, NaiveDate, Weekday};
use fundable::gap::{self, Gap, Standing};
use fundable::model::assessment::{Assessment, PartLeft, Status};
use fundable::model::capability::Strength;
use fundable::model::catalog::Catalog;
use fundable::model::effort::Effort;
use fundable::model::id::CapabilityId;
use fundable::model::level::Level;
use fundable::model::percent::Percent;
use fundable::model::plan::{Absence, Dates, Holiday, Objective, Plan, Policy, Stretch};
use fundable::plan::{self as planner, NeedResult, OutReason, Roadmap, StepKind, order};
use fundable::render::view::{self, Facts};
use fundable::verify::verify;
use proptest::prelude::*;
use serde_json::Value;

use crate::examples::load;

/// What a random case changes: one number per capability, a target per category, a policy, an exclusion.
#[derive(Debug, Clone)]
struct Case {
    statuses: Vec<u8>,
    targets: Vec<u8>,
    policy: Policy,
    objective: Objective,
    included: Vec<usize>,
    excluded: Vec<usize>,
    ftes: Vec<u32>,
    /// First day and number of days, counted from the start of the plan.
    holidays: Vec<(u64, u64)>,
    /// Role, first day, number of days, percent of the role.
    absences: Vec<(usize, u64, u64, u32)>,
    /// Capability, days until it may start, days from then to its deadline.
    dates: Vec<(usize, u64, u64)>,
}

/// A registry with nothing, to level 3, with one person per role.
impl Default for Case {
    fn default() -> Self {
        Self {
            statuses: vec![MISSING; 32],
            targets: vec![3; 4],
            policy: Policy::Risk,
            objective: Objective::ValueFirst,
            included: vec![],
            excluded: vec![],
            ftes: vec![100; 8],
            holidays: vec![],
            absences: vec![],
            dates: vec![],
        }
    }
}

/// Statuses as numbers, see `apply`.
const MET: u8 = 0;
const MISSING: u8 = 5;

/// Plan a case on the catalog.
fn planned(catalog: &Catalog, case: &Case) -> (Gap, Plan, Roadmap) {
    let (_, mut assessment, mut plan) = load("pypi");
    apply(case, catalog, &mut assessment, &mut plan);
    let gap = gap::gap(catalog, &assessment);
    // Without a search: it would take its seconds for each case.
    let roadmap = planner::plan_within(catalog, &gap, &plan, 0);
    (gap, plan, roadmap)
}

fn cases() -> impl Strategy<Value = Case> {
    let policies = prop_oneof![Just(Policy::Risk), Just(Policy::LevelFirst), Just(Policy::QuickWins)];
    (
        prop::collection::vec(0_u8..6, 32),
        prop::collection::vec(0_u8..=3, 4),
        (policies, prop_oneof![Just(Objective::ValueFirst), Just(Objective::EarliestEnd)]),
        prop::collection::vec(0_usize..32, 0..4),
        prop::collection::vec(0_usize..32, 0..4),
        prop::collection::vec(5_u32..300, 8),
        times(),
    )
        .prop_map(
            |(statuses, targets, (policy, objective), included, excluded, ftes, (holidays, absences, dates))| Case {
                included,
                statuses,
                targets,
                policy,
                objective,
                excluded,
                ftes,
                holidays,
                absences,
                dates,
            },
        )
}

type Times = (Vec<(u64, u64)>, Vec<(usize, u64, u64, u32)>, Vec<(usize, u64, u64)>);

fn times() -> impl Strategy<Value = Times> {
    (
        prop::collection::vec((0_u64..900, 1_u64..15), 0..4),
        prop::collection::vec((0_usize..8, 0_u64..700, 1_u64..120, 10_u32..=100), 0..3),
        prop::collection::vec((0_usize..32, 0_u64..500, 0_u64..500), 0..4),
    )
}

fn apply(case: &Case, catalog: &Catalog, assessment: &mut Assessment, plan: &mut Plan) {
    for ((id, answer), status) in assessment.answers.iter_mut().zip(&case.statuses) {
        let left = Percent::new(10 + (id.as_str().len() % 80) as u8).unwrap();
        answer.status = match *status {
            MET => Status::Met,
            1 => Status::Partial(PartLeft { left, met: vec![], missing: vec![], unknown: vec![] }),
            2 => Status::Unknown { listed: true },
            3 => Status::Delegated("somebody".to_owned()),
            4 => Status::NotApplicable("it makes no sense here".to_owned()),
            _ => Status::Missing,
        };
    }
    let highest = catalog.framework.highest();
    for (level, target) in plan.target.levels.values_mut().zip(&case.targets) {
        *level = Level::new(*target, highest).unwrap();
    }
    let id = |idx: &usize| catalog.capabilities.get_index(*idx).unwrap().0.clone();
    plan.target.exclude = case.excluded.iter().map(|idx| (id(idx), "it is somebody else's".to_owned())).collect();
    let included = case.included.iter().filter(|idx| !case.excluded.contains(idx));
    plan.target.include = included.map(id).collect();
    plan.policy = case.policy;
    plan.objective = case.objective;
    for (role, fte) in plan.team.values_mut().zip(&case.ftes) {
        role.fte_hundredths = *fte;
    }
    let day = |days: u64| plan.start + Days::new(days);
    let stretch = |first: u64, n_days: u64| Stretch { from: day(first), to: day(first + n_days - 1) };
    let holidays = case.holidays.iter().map(|(first, n_days)| Holiday { days: stretch(*first, *n_days), name: None });
    plan.holidays = holidays.collect();
    let absences = case.absences.iter().map(|(role, first, n_days, percent)| {
        let (name, role) = plan.team.get_index(*role % plan.team.len()).unwrap();
        let fte_hundredths = (role.fte_hundredths * percent / 100).max(1);
        Absence { role: name.clone(), days: stretch(*first, *n_days), fte_hundredths }
    });
    plan.absences = absences.collect();
    let dates = case.dates.iter().map(|(idx, earliest, later)| {
        let dates = Dates {
            earliest: Some(day(*earliest)),
            deadline: (later % 2 == 0).then(|| day(earliest + later)),
            because: "somebody said so".to_owned(),
        };
        (id(idx), dates)
    });
    plan.dates = dates.collect();
}

/// Everything that must hold of a roadmap, found out slowly and without the planner's code.
fn check(catalog: &Catalog, gap: &Gap, plan: &Plan, roadmap: &Roadmap) {
    let position: BTreeMap<&str, usize> =
        roadmap.steps.iter().enumerate().map(|(idx, step)| (step.capability.as_str(), idx)).collect();
    assert_eq!(position.len(), roadmap.steps.len(), "a capability is planned twice");
    every_open_capability_is_placed_or_left_out(catalog, gap, plan, roadmap, &position);
    needs_are_respected(catalog, gap, roadmap, &position);
    dates_are_possible(plan, roadmap);
    sums_are_sums(roadmap);
    holds_as_json(catalog, gap, plan, roadmap);
    for group in &roadmap.order.groups {
        assert!(order::verify(&group.instance, &group.ordering).is_ok());
        assert_eq!(group.ordering.proof(), order::Proof::Optimal);
    }
}

/// The plan as `fundable plan --json` prints it.
fn json(catalog: &Catalog, gap: &Gap, plan: &Plan, roadmap: &Roadmap) -> Value {
    let (_, assessment, _) = load("pypi");
    let facts = Facts { catalog, assessment: &assessment, gap, plan, roadmap };
    serde_json::to_value(view::plan(&facts)).unwrap()
}

/// `fundable verify` shares no code with the planner.
fn holds_as_json(catalog: &Catalog, gap: &Gap, plan: &Plan, roadmap: &Roadmap) {
    let report = verify(json(catalog, gap, plan, roadmap).to_string().as_bytes()).unwrap();
    let faults: Vec<_> = report.checks.iter().flat_map(|check| &check.faults).collect();
    assert!(report.accepted, "{faults:#?}");
}

/// A plan in which much happens, as JSON: a registry with nothing, holidays, absences, dates, a deadline that is missed.
pub fn eventful() -> Value {
    let (catalog, ..) = load("pypi");
    let case = Case {
        ftes: vec![150, 80, 100, 60, 100, 100, 100, 100],
        holidays: vec![(20, 3), (100, 10), (351, 14)],
        absences: vec![(0, 30, 20, 100), (1, 200, 60, 50), (2, 90, 30, 100)],
        dates: vec![(3, 60, 300), (5, 10, 20), (20, 200, 31)],
        ..Case::default()
    };
    let (gap, plan, roadmap) = planned(&catalog, &case);
    json(&catalog, &gap, &plan, &roadmap)
}

/// A plan without steps, as JSON: all is met.
pub fn nothing_to_do() -> Value {
    let (catalog, ..) = load("pypi");
    let (gap, plan, roadmap) = planned(&catalog, &Case { statuses: vec![MET; 32], ..Case::default() });
    json(&catalog, &gap, &plan, &roadmap)
}

fn every_open_capability_is_placed_or_left_out(
    catalog: &Catalog,
    gap: &Gap,
    plan: &Plan,
    roadmap: &Roadmap,
    position: &BTreeMap<&str, usize>,
) {
    for (id, standing) in &gap.standings {
        let placed = position.contains_key(id.as_str());
        let out = roadmap.left_out.iter().find(|item| item.capability == *id);
        let open = matches!(standing, Standing::Partial(_) | Standing::Missing | Standing::Unknown { .. });
        assert_eq!(placed || out.is_some(), open, "{id}");
        assert!(!(placed && out.is_some()), "{id} is both planned and left out");
        let capability = catalog.capability(id);
        if let Some(out) = out {
            match &out.reason {
                OutReason::BeyondTarget(_) => assert!(capability.level > plan.target.levels[&capability.category]),
                OutReason::Excluded(_) => assert!(plan.target.exclude.contains_key(id)),
                OutReason::NeedsExcluded(blame) => assert!(plan.target.exclude.contains_key(blame)),
            }
        } else if placed {
            assert!(!plan.target.exclude.contains_key(id), "{id} is planned although it is excluded");
        }
    }
}

fn needs_are_respected(catalog: &Catalog, gap: &Gap, roadmap: &Roadmap, position: &BTreeMap<&str, usize>) {
    for (idx, step) in roadmap.steps.iter().enumerate() {
        if step.kind == StepKind::Assess {
            assert!(step.needs.is_empty() && step.upper_bound.is_some());
            continue;
        }
        let needs = &catalog.capability(&step.capability).needs;
        assert_eq!(needs.len(), step.needs.len(), "each need has an outcome");
        for (need, outcome) in needs.iter().zip(&step.needs) {
            match &outcome.result {
                NeedResult::AlreadyMet(id) => assert_eq!(gap.standings[id], Standing::Met),
                NeedResult::After(id) => assert!(position[id.as_str()] < idx, "{id} must precede {}", step.capability),
                NeedResult::Dropped(id, _) => {
                    let standing = &gap.standings[id];
                    let done_elsewhere = matches!(standing, Standing::Delegated { .. });
                    let pointless = |id| matches!(gap.standings[id], Standing::NotApplicable { .. });
                    let harmless = done_elsewhere || need.alternatives.iter().all(pointless);
                    assert!(need.strength == Strength::Soft || harmless, "{} cannot do without {id}", step.capability);
                }
            }
        }
    }
}

fn dates_are_possible(plan: &Plan, roadmap: &Roadmap) {
    let by_id: BTreeMap<&str, _> = roadmap.steps.iter().map(|step| (step.capability.as_str(), step)).collect();
    let covers = |days: &Stretch, day: NaiveDate| days.from <= day && day <= days.to;
    let is_working = |day: &NaiveDate| {
        let is_weekday = !matches!(day.weekday(), Weekday::Sat | Weekday::Sun);
        is_weekday && !plan.holidays.iter().any(|holiday| covers(&holiday.days, *day))
    };
    let capacity = |role_idx: usize, day: NaiveDate| {
        let (name, role) = plan.team.get_index(role_idx).unwrap();
        let away = plan.absences.iter().filter(|absence| absence.role == *name && covers(&absence.days, day));
        let units = |hundredths: u32| Effort::UNITS_PER_WEEK * u64::from(hundredths) / 100 / 5;
        let away: u64 = away.map(|absence| units(absence.fte_hundredths)).sum();
        units(role.fte_hundredths).saturating_sub(away)
    };
    let mut load: BTreeMap<(usize, NaiveDate), u64> = BTreeMap::new();
    for step in &roadmap.steps {
        let dates = &step.dates;
        assert!(plan.start <= dates.start && dates.start <= dates.work_end && dates.work_end <= dates.finish);
        let demand = plan.team.values().enumerate().filter_map(|(role_idx, role)| {
            let lines = step.work.iter().filter(|line| role.does.contains(&line.kind));
            let effort: Effort = lines.map(|line| line.effort.mean).sum();
            let units = effort.units().div_ceil(u64::from(dates.n_working_days));
            (units > 0).then_some((role_idx, units))
        });
        let demand: Vec<(usize, u64)> = demand.collect();
        let days = dates.start.iter_days().take_while(|day| *day <= dates.work_end);
        let is_open = |day: &NaiveDate| demand.iter().all(|(role_idx, units)| capacity(*role_idx, *day) >= *units);
        let worked: Vec<NaiveDate> = days.filter(|day| is_working(day) && is_open(day)).collect();
        assert_eq!(worked.len(), dates.n_working_days as usize);
        assert_eq!((worked.first(), worked.last()), (Some(&dates.start), Some(&dates.work_end)));
        // The lag ends on the same weekday, be it a holiday; what waits starts on the next day of work.
        let lag_end = dates.work_end + Days::new(u64::from(dates.lag_weeks) * 7);
        assert_eq!(dates.finish, lag_end, "{}", step.capability);
        for before in planner::predecessors(step) {
            assert!(by_id[before.as_str()].dates.finish < dates.start, "{} starts too early", step.capability);
        }
        if let Some(wish) = plan.dates.get(&step.capability) {
            assert!(wish.earliest.is_none_or(|day| day <= dates.start));
            let is_late = wish.deadline.is_some_and(|day| day < dates.finish);
            // A lag that ends on a holiday can miss a deadline by no working day.
            assert!(is_late || dates.days_late == 0, "{}", step.capability);
        }
        for (role_idx, units) in &demand {
            worked.iter().for_each(|day| *load.entry((*role_idx, *day)).or_default() += units);
        }
    }
    for ((role_idx, day), units) in load {
        let capacity = capacity(role_idx, day);
        assert!(units <= capacity, "role {role_idx} is overloaded on {day}: {units} > {capacity}");
    }
    let timetable = &roadmap.timetable;
    assert!(timetable.end_bound <= timetable.end && timetable.waiting_bound <= timetable.waiting);
    let late: u64 = roadmap.steps.iter().map(|step| u64::from(step.dates.days_late)).sum();
    assert_eq!(late, timetable.days_late);
}

fn sums_are_sums(roadmap: &Roadmap) {
    let sum: Effort = roadmap.steps.iter().map(|step| step.effort.mean).sum();
    assert_eq!(roadmap.totals.all.effort.mean, sum);
    let of = |totals: Vec<&planner::Total>| totals.iter().map(|total| total.effort.mean).sum::<Effort>();
    assert_eq!(of(roadmap.totals.levels.values().collect()), sum);
    assert_eq!(of(roadmap.totals.categories.values().collect()), sum);
    assert_eq!(roadmap.totals.kinds.values().map(|line| line.effort.mean).sum::<Effort>(), sum);
    assert_eq!(roadmap.totals.roles.values().map(|load| load.effort.mean).sum::<Effort>(), sum);
    for step in &roadmap.steps {
        assert_eq!(step.work.iter().map(|line| line.effort.mean).sum::<Effort>(), step.effort.mean);
        let cost = step.cost.unwrap();
        assert_eq!(cost.total, cost.labour + cost.direct + cost.overhead);
        assert_eq!(
            step.work.iter().filter_map(|line| line.cost).sum::<fundable::model::money::CostRange>(),
            cost.labour
        );
    }
}

fn ids(roadmap: &Roadmap) -> Vec<&CapabilityId> {
    roadmap.steps.iter().map(|step| &step.capability).collect()
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 300, failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn every_plan_is_accepted_by_the_checker(case in cases(), hardened in prop::collection::vec(any::<bool>(), 60)) {
        let (mut catalog, ..) = load("pypi");
        // Some of the soft needs, choices among them, are made hard: the catalog has few hard ones.
        let needs = catalog.capabilities.values_mut().flat_map(|capability| &mut capability.needs);
        needs.zip(hardened).filter(|(_, hard)| *hard).for_each(|(need, _)| need.strength = Strength::Hard);
        let (gap, plan, roadmap) = planned(&catalog, &case);
        check(&catalog, &gap, &plan, &roadmap);
        // Planning again changes nothing.
        let again = planner::plan_within(&catalog, &gap, &plan, 0);
        prop_assert_eq!(ids(&roadmap), ids(&again));
        prop_assert_eq!(&roadmap.timetable.slots, &again.timetable.slots);
    }
}

#[test]
fn examples_are_accepted_by_the_checker_under_every_policy() {
    for name in ["pypi", "rubygems", "rust-crates", "npm", "homebrew"] {
        let (catalog, assessment, mut plan) = load(name);
        let gap = gap::gap(&catalog, &assessment);
        for policy in [Policy::Risk, Policy::LevelFirst, Policy::QuickWins] {
            plan.policy = policy;
            check(&catalog, &gap, &plan, &planner::plan(&catalog, &gap, &plan));
        }
    }
}

#[test]
fn the_earliest_end_is_no_later_and_proved_or_nearly() {
    for name in ["pypi", "rubygems", "rust-crates", "npm", "homebrew"] {
        let (catalog, assessment, mut plan) = load(name);
        let gap = gap::gap(&catalog, &assessment);
        let value_first = planner::plan(&catalog, &gap, &plan);
        plan.objective = Objective::EarliestEnd;
        let roadmap = planner::plan_within(&catalog, &gap, &plan, 1);
        check(&catalog, &gap, &plan, &roadmap);
        let (one, other) = (&roadmap.timetable, &value_first.timetable);
        assert!((one.days_late, one.end) <= (other.days_late, other.end), "{name}");
        assert!(one.end_gap_percent() <= 1.0, "{name}: {} above {}", one.end, one.end_bound);
    }
}

#[test]
fn lists_of_the_plan_in_another_order_change_nothing() {
    let (catalog, ..) = load("pypi");
    let case = Case {
        holidays: vec![(30, 5), (100, 10), (350, 12)],
        absences: vec![(0, 60, 40, 100), (1, 80, 30, 50), (0, 90, 60, 30)],
        dates: vec![(3, 50, 300), (9, 20, 100), (20, 200, 401)],
        included: vec![2, 30],
        excluded: vec![5, 11],
        ..Case::default()
    };
    let (gap, mut plan, roadmap) = planned(&catalog, &case);
    plan.holidays.reverse();
    plan.absences.reverse();
    plan.dates.reverse();
    plan.target.include.reverse();
    plan.target.exclude.reverse();
    plan.priorities.reverse();
    plan.overrides.reverse();
    let again = planner::plan_within(&catalog, &gap, &plan, 0);
    assert_eq!(ids(&roadmap), ids(&again));
    assert_eq!(roadmap.timetable.slots, again.timetable.slots);
    assert_eq!(roadmap.timetable.workforce, again.timetable.workforce);
    assert_eq!(roadmap.totals.all.cost, again.totals.all.cost);
}

/// The real catalog, and the roadmap of a registry with nothing.
fn from_nothing(policy: Policy) -> (Catalog, Roadmap) {
    let (catalog, ..) = load("pypi");
    let (_, _, roadmap) = planned(&catalog, &Case { policy, ..Case::default() });
    (catalog, roadmap)
}

/// Statuses of which only these are missing, and the rest met.
fn only_missing(catalog: &Catalog, missing: &[&str]) -> Vec<u8> {
    let ids = catalog.capabilities.keys().map(CapabilityId::as_str);
    ids.map(|id| if missing.contains(&id) { MISSING } else { MET }).collect()
}

fn indices(catalog: &Catalog, names: &[&str]) -> Vec<usize> {
    names.iter().map(|name| catalog.capabilities.get_index_of(*name).unwrap()).collect()
}

#[test]
fn level_first_finishes_each_level_before_the_next_except_for_what_it_needs() {
    let (catalog, roadmap) = from_nothing(Policy::LevelFirst);
    let levels: Vec<_> = roadmap.order.groups.iter().filter_map(|group| group.level).collect();
    assert_eq!(levels.iter().map(|level| level.number()).collect::<Vec<_>>(), [1, 2, 3]);
    for group in &roadmap.order.groups {
        for id in &group.capabilities {
            let own = catalog.capability(id).level;
            assert!(own >= group.level.unwrap(), "{id} comes later than its level");
        }
    }
}

#[test]
fn policies_differ_and_each_is_best_by_its_own_measure() {
    let cost = |roadmap: &Roadmap, quick: bool| {
        let mut time = 0;
        let mut sum = 0_u128;
        for step in &roadmap.steps {
            time += u128::from(step.effort.mean.units());
            sum += time * if quick { 1 } else { u128::from(step.value.units()) };
        }
        sum
    };
    let (_, risk) = from_nothing(Policy::Risk);
    let (_, quick) = from_nothing(Policy::QuickWins);
    let (_, level) = from_nothing(Policy::LevelFirst);
    assert!(cost(&risk, false) < cost(&quick, false));
    assert!(cost(&risk, false) < cost(&level, false));
    assert!(cost(&quick, true) < cost(&risk, true));
}

#[test]
fn a_hard_need_beyond_the_target_is_pulled_in_with_its_reason() {
    let (catalog, ..) = load("pypi");
    // Only the mandate is asked for, by name; the factor that it needs is missing and beyond the target.
    let case = Case {
        statuses: only_missing(&catalog, &["authn-mfa-required-critical", "authn-strong-mfa"]),
        targets: vec![0; 4],
        included: indices(&catalog, &["authn-mfa-required-critical"]),
        ..Case::default()
    };
    let (_, _, roadmap) = planned(&catalog, &case);
    let names: Vec<_> = ids(&roadmap).into_iter().map(CapabilityId::as_str).collect();
    assert_eq!(names, ["authn-strong-mfa", "authn-mfa-required-critical"]);
    assert_eq!(roadmap.steps[0].why, planner::Why::PulledIn(vec![CapabilityId::new("authn-mfa-required-critical")]));
}

#[test]
fn what_needs_an_excluded_capability_falls_out_with_it() {
    let (catalog, ..) = load("pypi");
    let excluded = indices(&catalog, &["authn-strong-mfa"]);
    let (_, _, roadmap) = planned(&catalog, &Case { excluded, ..Case::default() });
    let out: Vec<_> = roadmap.left_out.iter().map(|item| item.capability.as_str()).collect();
    assert_eq!(out, ["authn-strong-mfa", "authn-mfa-required-critical", "authn-mfa-required-all"]);
}

#[test]
fn of_several_ways_the_one_that_is_met_or_the_cheaper_planned_one_is_chosen() {
    let either = |roadmap: &Roadmap| {
        let step = roadmap.steps.iter().find(|step| step.capability.as_str() == "authn-mfa-required-all").unwrap();
        step.needs.iter().find(|need| need.alternatives.len() == 2).unwrap().result.clone()
    };
    let (catalog, nothing) = from_nothing(Policy::Risk);
    assert_eq!(either(&nothing), NeedResult::After(CapabilityId::new("authz-scoped-tokens")));
    let mut statuses = vec![MISSING; 32];
    statuses[catalog.capabilities.get_index_of("authz-trusted-publishing").unwrap()] = MET;
    let (_, _, roadmap) = planned(&catalog, &Case { statuses, ..Case::default() });
    assert_eq!(either(&roadmap), NeedResult::AlreadyMet(CapabilityId::new("authz-trusted-publishing")));
}

#[test]
fn an_override_flows_through_and_both_numbers_stay_visible() {
    let (catalog, assessment, plan) = load("rust-crates");
    let gap = gap::gap(&catalog, &assessment);
    let roadmap = planner::plan(&catalog, &gap, &plan);
    let (id, replaced) = plan.overrides.iter().next().unwrap();
    let step = roadmap.steps.iter().find(|step| step.capability == *id).unwrap();
    assert_eq!(Some(step.points), replaced.effort);
    assert_eq!(step.replaced, Some(catalog.capability(id).effort.points));
    assert_eq!(step.effort.mean, step.points.mean(step.left));
}

#[test]
fn of_a_hard_choice_the_way_that_is_not_excluded_is_pulled_in() {
    let (mut catalog, ..) = load("pypi");
    let needs = &mut catalog.capabilities.get_mut("authn-mfa-required-all").unwrap().needs;
    needs.iter_mut().find(|need| need.alternatives.len() == 2).unwrap().strength = Strength::Hard;
    let (one, other) = ("authz-scoped-tokens", "authz-trusted-publishing");
    let case = |excluded| Case {
        statuses: only_missing(&catalog, &["authn-mfa-required-all", one, other]),
        targets: vec![3, 0, 0, 0],
        excluded,
        ..Case::default()
    };
    let (gap, plan, roadmap) = planned(&catalog, &case(indices(&catalog, &[one])));
    let names: Vec<_> = ids(&roadmap).into_iter().map(CapabilityId::as_str).collect();
    assert_eq!(names, [other, "authn-mfa-required-all"]);
    check(&catalog, &gap, &plan, &roadmap);
    // With both ways excluded, nothing is left to plan.
    let (_, _, roadmap) = planned(&catalog, &case(indices(&catalog, &[one, other])));
    assert!(roadmap.steps.is_empty());
    assert_eq!(roadmap.left_out.len(), 3);
}

#[test]
fn no_smaller_plan_asks_for_more_than_the_whole() {
    for name in ["pypi", "rubygems", "rust-crates", "npm", "homebrew"] {
        let (catalog, assessment, plan) = load(name);
        let gap = gap::gap(&catalog, &assessment);
        let whole = planner::plan(&catalog, &gap, &plan).totals.ask;
        for smaller in fundable::propose::alternatives(&catalog, &gap, &plan) {
            let ask = smaller.roadmap.totals.ask;
            assert!(ask.effort.mean <= whole.effort.mean && ask.n_steps <= whole.n_steps, "{name}");
            assert!(ask.cost.unwrap_or_default().total.mean <= whole.cost.unwrap().total.mean, "{name}");
        }
    }
}

#[test]
fn no_step_would_be_better_one_place_earlier() {
    for name in ["pypi", "rubygems", "rust-crates", "npm", "homebrew"] {
        let (catalog, assessment, mut plan) = load(name);
        let gap = gap::gap(&catalog, &assessment);
        for policy in [Policy::Risk, Policy::LevelFirst, Policy::QuickWins] {
            plan.policy = policy;
            let roadmap = planner::plan(&catalog, &gap, &plan);
            assert!(roadmap.steps.first().is_none_or(|step| step.earlier.is_none()));
            for pair in roadmap.steps.windows(2) {
                assert_eq!(pair[0].later, pair[1].earlier);
                if let Some(planner::Move::Costs(cost)) = pair[1].earlier {
                    assert!(cost >= 0, "{name}: {} stands too late", pair[1].capability);
                }
            }
        }
    }
}
