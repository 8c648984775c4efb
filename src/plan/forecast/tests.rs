//! Forecasts against known results, and laws.

use std::num::{NonZeroU32, NonZeroUsize};

use proptest::collection::vec;
use proptest::prelude::*;

use super::*;
use crate::model::percent::Percent;
use crate::plan::schedule::{Board, Workforce, schedule};

const WEEK: u64 = Effort::UNITS_PER_WEEK;

/// A task for one role at 1,000 minor units a week; points in weeks.
fn task(key: u64, points: (u64, u64, u64), role: usize, after: &[usize]) -> EstimatedTask {
    let (low, likely, high) = points;
    let weeks = |n| Effort::from_units(n * WEEK);
    EstimatedTask {
        key,
        points: Points::new(weeks(low), weeks(likely), weeks(high)).unwrap(),
        lines: vec![Line { role, share: Percent::WHOLE, weekly: Minor::new(1_000) }],
        direct: Minor::ZERO,
        lag_weeks: 0,
        after: after.to_vec(),
        earliest: 0,
    }
}

/// Tasks for up to three roles.
fn plan(tasks: Vec<EstimatedTask>) -> Inputs {
    let milestones = vec![(0..tasks.len()).collect()];
    Inputs { tasks, milestones, overhead: Some(Percent::ZERO) }
}

/// Symmetric tasks in a row.
fn row(n: u64) -> Inputs {
    plan((0..n).map(|key| task(key, (2, 6, 10), 0, &[])).collect())
}

fn options(n_runs: u32, correlation: u8) -> Options {
    let n_runs = NonZeroU32::new(n_runs).unwrap();
    Options {
        n_runs,
        correlation: Correlation::from_hundredths(correlation).unwrap(),
        n_known: 0,
        ..Options::default()
    }
}

/// One person of each role.
fn team() -> Workforce {
    Workforce::new(&[100; 3])
}

fn run(inputs: &Inputs, options: &Options) -> Forecast {
    let (mut board, team) = (Board::default(), team());
    forecast(inputs, options, move |tasks, slots| board.place(tasks, &team, slots))
}

#[test]
fn percentiles_of_one_task_are_those_of_its_distribution() {
    let inputs = plan(vec![task(0, (1, 2, 11), 0, &[])]);
    // Beta with shapes 1.4 and 4.6: mpmath, 30 digits.
    for (percent, quantile) in [(10, 0.0507927756659627), (50, 0.202664850361466), (80, 0.366279127294598)] {
        let exact = Effort::from_units(((1.0 + 10.0 * quantile) * WEEK as f64) as u64);
        for correlation in [0, 30, 99] {
            let effort = run(&inputs, &options(10_000, correlation)).effort;
            let (low, high) = effort.limits(percent);
            assert!((low..=high).contains(&exact), "P{percent} at {correlation}: {low} {exact} {high}");
        }
    }
}

#[test]
fn a_sum_of_independent_tasks_is_close_to_normal() {
    let effort = run(&row(40), &options(20_000, 0)).effort;
    let spread = (40.0_f64 / 28.0).sqrt() * 8.0;
    for (percent, z) in [(10, -1.2816), (50, 0.0), (80, 0.8416), (90, 1.2816)] {
        let off = effort.percentile(percent).weeks() - (240.0 + z * spread);
        assert!(off.abs() < 0.03 * spread, "P{percent} is off by {off} of {spread}");
    }
}

#[test]
fn correlation_widens_the_total_as_the_formula_says() {
    let width = |correlation| {
        let effort = run(&row(40), &options(10_000, correlation)).effort;
        effort.p90().weeks() - effort.p10().weeks()
    };
    let independent = width(0);
    for correlation in [10, 30, 99] {
        let expected = (1.0 + 39.0 * f64::from(correlation) / 100.0).sqrt();
        let ratio = width(correlation) / independent / expected;
        assert!((0.95..1.05).contains(&ratio), "{correlation}: {ratio}");
    }
}

#[test]
fn where_paths_meet_the_plan_is_early() {
    let share = |n_paths: u64, correlation| {
        let tasks = (0..n_paths).map(|key| task(key, (2, 6, 10), key as usize, &[])).collect();
        run(&plan(tasks), &options(10_000, correlation)).end.planned_share().hundredths_of_percent()
    };
    // The estimates are symmetric: each path holds in one run of two, all of them in one of two, four, eight.
    assert!((4_850..5_150).contains(&share(1, 0)), "{}", share(1, 0));
    assert!((2_370..2_630).contains(&share(2, 0)), "{}", share(2, 0));
    assert!((1_150..1_350).contains(&share(3, 0)), "{}", share(3, 0));
    assert!(share(3, 99) > 4_500, "{}", share(3, 99));
}

#[test]
fn without_ranks_the_rest_stays_the_same() {
    let inputs = plan((0..12).map(|key| task(key, (1, 2 + key % 3, 9), key as usize % 3, &[])).collect());
    let whole = run(&inputs, &options(501, 30));
    let mut less = run(&inputs, &Options { ranks_tasks: false, ..options(501, 30) });
    assert!(less.end_sensitivity.tasks.is_empty() && less.effort_sensitivity.tasks.is_empty());
    assert!(less.cost.as_ref().is_none_or(|(_, sensitivity)| sensitivity.tasks.is_empty()));
    less.end_sensitivity = whole.end_sensitivity.clone();
    less.effort_sensitivity = whole.effort_sensitivity.clone();
    if let (Some((_, empty)), Some((_, full))) = (&mut less.cost, &whole.cost) {
        *empty = full.clone();
    }
    assert_eq!(less, whole);
}

#[test]
fn threads_and_memory_change_nothing() {
    let inputs = plan((0..12).map(|key| task(key, (1, 2 + key % 3, 9), key as usize % 3, &[])).collect());
    let expected = run(&inputs, &Options { n_known: 2, ..options(501, 30) });
    for n_threads in [1, 2, 3, 7, 1_000] {
        let options = Options { n_threads: NonZeroUsize::new(n_threads).unwrap(), n_known: 2, ..options(501, 30) };
        assert_eq!(run(&inputs, &options), expected, "{n_threads}");
    }
    let anew = forecast(&inputs, &Options { n_known: 2, ..options(501, 30) }, |tasks, slots| {
        *slots = schedule(tasks, &team())
    });
    assert_eq!(anew, expected);
}

#[test]
fn the_same_seed_gives_the_same_figures_on_every_machine() {
    let inputs = plan((0..9).map(|key| task(key, (1, 2 + key % 3, 9), key as usize % 3, &[])).collect());
    let forecast = run(&inputs, &options(10_000, 30));
    let all: String = forecast.effort.sorted().iter().map(|effort| effort.units().to_string()).collect();
    let days = [10, 50, 80, 90].map(|percent| forecast.end.percentile(percent));
    assert_eq!((days, key(&all)), ([49, 69, 82, 89], 16_734_730_159_894_616_889));
}

#[test]
fn another_seed_differs_by_no_more_than_the_noise() {
    let seeded = |seed| run(&row(10), &Options { seed, ..options(10_000, 30) }).effort;
    let (one, other) = (seeded(1), seeded(2));
    assert_ne!(one, other);
    for percent in [10, 50, 80, 90] {
        let ((low, high), (other_low, other_high)) = (one.limits(percent), other.limits(percent));
        assert!(low <= other_high && other_low <= high, "P{percent}");
    }
}

#[test]
fn certain_tasks_change_neither_spread_nor_the_luck_of_others() {
    let alone = run(&plan(vec![task(7, (1, 3, 9), 0, &[])]), &Options::default());
    let inputs = plan(vec![task(5, (2, 2, 2), 0, &[]), task(7, (1, 3, 9), 0, &[]), task(6, (0, 0, 0), 1, &[0])]);
    let both = run(&inputs, &Options::default());
    let longer: Vec<_> = alone.effort.sorted().iter().map(|effort| *effort + Effort::from_units(2 * WEEK)).collect();
    assert_eq!(both.effort.sorted(), longer);
    assert_eq!(both.end_sensitivity.tasks.iter().map(|influence| influence.task).collect::<Vec<_>>(), [1]);

    let certain = run(&plan(vec![task(0, (2, 2, 2), 0, &[])]), &Options::default());
    assert_eq!((certain.end.percentile(0), certain.end.planned(), certain.end.percentile(100)), (10, 10, 10));
    assert_eq!(certain.contingency(), Some(Minor::ZERO));
    assert_eq!(certain.end_sensitivity.common, Share::default());
}

#[test]
fn an_empty_plan_takes_no_time() {
    let forecast = run(&plan(Vec::new()), &Options::default());
    assert_eq!(
        (forecast.end.p90(), forecast.effort.p90(), forecast.contingency()),
        (0, Effort::ZERO, Some(Minor::ZERO))
    );
    assert_eq!(forecast.milestones[0].planned_share().percent(), 100);
}

#[test]
fn cost_has_direct_costs_and_overhead_or_is_absent() {
    let mut inputs = plan(vec![task(0, (1, 3, 5), 0, &[])]);
    inputs.tasks[0].direct = Minor::new(500);
    inputs.overhead = Percent::new(10);
    let cost = run(&inputs, &options(1_000, 30)).cost.unwrap().0;
    assert_eq!(cost.planned(), Minor::new(3_850));
    assert!(Minor::new(1_650) <= cost.percentile(0) && cost.percentile(100) <= Minor::new(6_050));
    inputs.overhead = None;
    assert!(run(&inputs, &options(1_000, 30)).cost.is_none());
}

#[test]
fn the_estimate_that_decides_is_named() {
    // Role 0 is busy for long; role 1 never decides the end, but costs as much.
    let tasks = vec![task(0, (10, 12, 14), 0, &[]), task(1, (1, 3, 20), 0, &[]), task(2, (1, 3, 5), 1, &[])];
    let forecast = run(&plan(tasks), &Options { n_known: 3, ..options(10_000, 0) });
    let end = &forecast.end_sensitivity;
    assert_eq!(end.tasks.iter().map(|influence| influence.task).collect::<Vec<_>>()[0], 1);
    assert!(end.tasks[0].share.percent() >= 90 && end.common == Share::default(), "{end:?}");
    let idle = end.tasks.iter().find(|influence| influence.task == 2).unwrap();
    assert!(idle.share.hundredths_of_percent() < 20 && idle.p80_falls_by == Some(0), "{end:?}");
    // Its P80 lies more than five weeks above its likely value.
    assert!(end.tasks[0].p80_falls_by.unwrap() > 20, "{end:?}");
    let (_, cost) = forecast.cost.unwrap();
    assert!(cost.tasks[0].task == 1 && cost.tasks[0].p80_falls_by.unwrap() > Minor::new(4_000), "{cost:?}");
}

#[test]
fn what_estimates_have_in_common_is_told_apart_from_each() {
    let sensitivity = run(&row(20), &options(10_000, 30)).end_sensitivity;
    // Of the variance of the sum, 1 + 19 x 0.3 = 6.7 times that of independent tasks, 6 parts are common.
    assert!((85..94).contains(&sensitivity.common.percent()), "{:?}", sensitivity.common);
    let own: u32 = sensitivity.tasks.iter().map(|influence| influence.share.hundredths_of_percent()).sum();
    assert!((9_980..=10_020).contains(&(own + sensitivity.common.hundredths_of_percent())));
    assert!(sensitivity.explained.percent() > 90, "{:?}", sensitivity.explained);
}

/// The end of a plan if no role were ever busy with something else: the longest chain of needs, in working days.
fn critical_path(inputs: &Inputs, point: fn(Points) -> Effort) -> u32 {
    let mut ready: Vec<u32> = Vec::new();
    for task in &inputs.tasks {
        let start = task.after.iter().map(|before| ready[*before]).max().unwrap_or(0).max(task.earliest);
        let per_day = Effort::UNITS_PER_WEEK / 5;
        let n_days = u32::try_from(point(task.points).units().div_ceil(per_day)).unwrap().max(1);
        ready.push(start + n_days + 5 * task.lag_weeks);
    }
    ready.into_iter().max().unwrap_or(0)
}

#[test]
fn a_larger_correlation_widens_the_spread_of_everything() {
    let mut inputs = plan((0..24).map(|key| task(key, (2, 4, 12), key as usize % 3, &[])).collect());
    (1..24).for_each(|idx| inputs.tasks[idx].after = vec![(idx - 1) / 2]);
    let widths: Vec<_> = [0, 15, 30, 60, 99]
        .map(|correlation| {
            let forecast = run(&inputs, &options(4_000, correlation));
            let (cost, _) = forecast.cost.unwrap();
            (
                forecast.end.p90() - forecast.end.p10(),
                forecast.effort.p90().units() - forecast.effort.p10().units(),
                cost.p90().units() - cost.p10().units(),
            )
        })
        .to_vec();
    let is_wider = |pair: &[(u32, u64, i128)]| pair[0].0 < pair[1].0 && pair[0].1 < pair[1].1 && pair[0].2 < pair[1].2;
    assert!(widths.windows(2).all(is_wider), "{widths:?}");
}

#[test]
fn a_chain_ends_with_its_critical_path_and_paths_that_meet_end_later() {
    // Symmetric estimates, so that the mean of a chain is its median.
    let chain = |first: usize, role: usize| {
        (first..first + 8).map(move |idx| {
            let after: Vec<usize> = (idx > first).then(|| idx - 1).into_iter().collect();
            task(idx as u64, (2, 6, 10), role, &after)
        })
    };
    let one = plan(chain(0, 0).collect());
    let three = plan(chain(0, 0).chain(chain(8, 1)).chain(chain(16, 2)).collect());
    assert_eq!((critical_path(&one, Points::mean), critical_path(&three, Points::mean)), (240, 240));
    let (one, three) = (run(&one, &options(10_000, 0)), run(&three, &options(10_000, 0)));
    assert!((one.end.p50().abs_diff(240)) <= 4, "{}", one.end.p50());
    // The median of the latest of three is the 79th percentile of one.
    assert!(three.end.p50().abs_diff(one.end.percentile(79)) <= 3, "{} {}", three.end.p50(), one.end.percentile(79));
    assert!(three.end.p50() > 250 && three.end.p80() > three.end.p50());
}

fn any_plan() -> impl Strategy<Value = Inputs> {
    let points = (0_u64..5, 0_u64..5, 0_u64..9).prop_map(|(low, more, most)| (low, low + more, low + more + most));
    vec((points, 0_usize..3, proptest::option::of(0_usize..8)), 0..8).prop_map(|tasks| {
        let tasks = tasks.into_iter().enumerate().map(|(idx, (points, role, after))| {
            let after: Vec<_> = after.filter(|before| *before < idx).into_iter().collect();
            task(idx as u64, points, role, &after)
        });
        plan(tasks.collect())
    })
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(32))]
    #[test]
    fn outcomes_keep_to_the_points_and_percentiles_rise(inputs in any_plan(), correlation in 0_u8..100, seed: u64) {
        let forecast = run(&inputs, &Options { seed, ..options(200, correlation) });
        let sum = |point: fn(Points) -> Effort| inputs.tasks.iter().map(|task| point(task.points)).sum::<Effort>();
        let (low, high) = (sum(Points::low), sum(Points::high));
        prop_assert!(low <= forecast.effort.percentile(0) && forecast.effort.percentile(100) <= high);
        // Nothing ends before the critical path of the optimistic points, or after all pessimistic ones in a row.
        let (earliest, latest) = (critical_path(&inputs, Points::low), high.units().div_ceil(WEEK / 5) as u32);
        prop_assert!(earliest <= forecast.end.percentile(0) && earliest <= forecast.end.p50());
        prop_assert!(forecast.end.percentile(100) <= latest + inputs.tasks.len() as u32);
        prop_assert!(forecast.effort.curve().is_sorted() && forecast.end.curve().is_sorted());
        let (cost, _) = forecast.cost.as_ref().unwrap();
        let priced = |effort: Effort| Minor::new(1_000).scaled(i128::from(effort.units()), i128::from(WEEK));
        prop_assert!(priced(low) <= cost.percentile(0) && cost.percentile(100) <= priced(high));
        // A milestone of all tasks is the end.
        prop_assert_eq!(&forecast.milestones[0], &forecast.end);
        prop_assert_eq!(forecast.end.share_within(forecast.end.percentile(100)).percent(), 100);
        prop_assert!(forecast.end.share_within(forecast.end.p80()).percent() >= 80);
        prop_assert_eq!(run(&inputs, &Options { seed, ..options(200, correlation) }), forecast);
    }
}
