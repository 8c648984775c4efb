//! The forecast of whole roadmaps.

use std::num::{NonZeroU32, NonZeroUsize};

use fundable::gap;
use fundable::plan::forecast::{Correlation, Options};
use fundable::plan::{self as planner, MilestoneOf, forecast_roadmap};
use serde_json::Value;

use crate::examples::load;
use crate::support::fundable;

fn options(n_runs: u32, n_threads: usize) -> Options {
    Options {
        n_runs: NonZeroU32::new(n_runs).unwrap(),
        n_threads: NonZeroUsize::new(n_threads).unwrap(),
        n_known: 1,
        ..Options::default()
    }
}

#[test]
fn the_planned_figures_are_those_of_the_roadmap() {
    for name in ["pypi", "rubygems", "rust-crates", "npm", "homebrew"] {
        let (catalog, assessment, plan) = load(name);
        let gap = gap::gap(&catalog, &assessment);
        let roadmap = planner::plan(&catalog, &gap, &plan);
        let forecast = forecast_roadmap(&catalog, &plan, &roadmap, &options(200, 1));
        assert_eq!(forecast.effort.planned(), roadmap.totals.all.effort.mean);
        let calendar = &roadmap.timetable.calendar;
        assert_eq!(calendar.day_after(roadmap.finish), forecast.end.planned(), "{name}");
        for (milestone, forecast) in roadmap.milestones.iter().zip(&forecast.milestones) {
            // Where a lag ends on a holiday, the last day of work before it is earlier.
            assert!(calendar.date(forecast.planned() - 1) <= milestone.finish, "{name} {:?}", milestone.of);
            assert_eq!(calendar.day_after(milestone.finish), forecast.planned(), "{name} {:?}", milestone.of);
            if let MilestoneOf::Level(level) = &milestone.of {
                let up_to = roadmap.totals.levels.iter().filter(|(other, _)| *other <= level);
                assert_eq!(Some(milestone.finish), up_to.filter_map(|(_, total)| total.finish).max());
            }
        }
        // Each line of the plan is rounded to a minor unit, the forecast only once.
        let (cost, _) = forecast.cost.as_ref().unwrap();
        let planned = roadmap.totals.all.cost.unwrap().total.mean.units();
        assert!((cost.planned().units() - planned).abs() <= 200, "{name}");
    }
}

#[test]
fn threads_change_nothing_and_the_seed_changes_little() {
    let (catalog, assessment, plan) = load("rubygems");
    let gap = gap::gap(&catalog, &assessment);
    let roadmap = planner::plan(&catalog, &gap, &plan);
    let run = |options: &Options| forecast_roadmap(&catalog, &plan, &roadmap, options);
    let one = run(&options(2_000, 1));
    for n_threads in [2, 3, 7] {
        assert_eq!(run(&options(2_000, n_threads)), one);
    }
    let other = run(&Options { seed: 2, ..options(2_000, 2) });
    assert_ne!(other, one);
    let (low, high) = one.effort.limits(80);
    let margin = high.units() - low.units();
    assert!(other.effort.p80().units().abs_diff(one.effort.p80().units()) <= 2 * margin);
}

#[test]
fn estimates_that_err_together_spread_wider() {
    let (catalog, assessment, plan) = load("pypi");
    let gap = gap::gap(&catalog, &assessment);
    let roadmap = planner::plan(&catalog, &gap, &plan);
    let width = |hundredths| {
        let correlation = Correlation::from_hundredths(hundredths).unwrap();
        let options = Options { correlation, ..options(2_000, 2) };
        let effort = forecast_roadmap(&catalog, &plan, &roadmap, &options).effort;
        effort.p90().units() - effort.p10().units()
    };
    assert!(width(0) < width(30) && width(30) < width(90));
}

#[test]
fn the_command_gives_the_same_bytes_and_refuses_wrong_options() {
    let run = || fundable(["forecast", "examples/rubygems", "--runs", "500"]);
    let first = run();
    assert_eq!(first.code, 0, "{}", first.err);
    assert_eq!(run().bytes, first.bytes);
    let json = fundable(["forecast", "examples/npm", "--runs", "500", "--json"]).out;
    let view: Value = serde_json::from_str(&json).unwrap();
    assert_eq!((view["format"].as_str(), view["n_runs"].as_u64()), (Some("fundable-forecast/1"), Some(500)));
    for wrong in [["--correlation", "1"], ["--correlation", "-0.1"], ["--correlation", "x"], ["--runs", "0"]] {
        let ran = fundable(["forecast", "examples/npm"].iter().chain(&wrong));
        assert_eq!(ran.code, 2, "{wrong:?}: {}", ran.err);
    }
}
