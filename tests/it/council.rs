//! The packet for a steering council: its figures, its choice for half of the ask, and what raises its questions.

use std::fs;

use fundable::gap;
use fundable::model::capability::Strength;
use fundable::model::plan::{DroppedNeed, Plan};
use fundable::plan::forecast::{Forecast, Options};
use fundable::plan::{self as planner, Roadmap, StepKind, forecast_roadmap, is_asked};
use fundable::propose::Facts;
use fundable::propose::council::{Council, Topic, Unit, council};

use crate::choose::EXAMPLES;
use crate::examples::load;
use crate::support::{fundable, root};

/// Looks at the review of an example whose plan is changed before.
fn reviewed<T>(
    example: &str,
    change: impl FnOnce(&mut Plan),
    look: impl FnOnce(&Facts<'_>, &Forecast, &Council) -> T,
) -> T {
    let (catalog, assessment, mut plan) = load(example);
    change(&mut plan);
    let gap = gap::gap(&catalog, &assessment);
    let roadmap = planner::plan(&catalog, &gap, &plan);
    let facts = Facts { catalog: &catalog, assessment: &assessment, gap: &gap, plan: &plan, roadmap: &roadmap };
    let forecast = forecast_roadmap(&catalog, &plan, &roadmap, &quick());
    let council = council(&facts, &forecast).unwrap();
    look(&facts, &forecast, &council)
}

/// Fewer runs than a packet has: what is tested holds for any number.
fn quick() -> Options {
    Options { n_runs: std::num::NonZeroU32::new(400).unwrap(), ..Options::default() }
}

#[test]
fn half_of_the_ask_costs_no_more_and_keeps_all_needs() {
    for example in EXAMPLES {
        reviewed(
            example,
            |_| (),
            |facts, _, council| {
                let half = council.half.as_ref().unwrap();
                let steps = &facts.roadmap.steps;
                let asked: u64 = steps.iter().filter(|step| is_asked(facts.plan, step)).map(cost).sum();
                assert_eq!(half.whole, asked, "{example}");
                let kept = |roadmap: &Roadmap| {
                    roadmap.steps.iter().filter(|step| is_asked(facts.plan, step)).map(cost).sum::<u64>()
                };
                assert!(kept(&half.roadmap) <= asked / 2 && kept(&half.roadmap) > 0, "{example}");
                assert!(half.is_proved_again, "{example}");
                // What is not asked for stays in the plan, and nothing is done before what it needs.
                let others = steps.iter().filter(|step| !is_asked(facts.plan, step));
                for other in others {
                    assert!(half.roadmap.steps.iter().any(|step| step.capability == other.capability), "{example}");
                }
                for (idx, step) in half.roadmap.steps.iter().enumerate() {
                    for before in
                        planner::predecessors(step).filter(|id| steps.iter().any(|step| step.capability == **id))
                    {
                        let place = half.roadmap.steps.iter().position(|other| other.capability == *before);
                        assert!(place.is_some_and(|place| place < idx), "{example}: {}", step.capability);
                    }
                }
            },
        );
    }
}

fn cost(step: &planner::Step) -> u64 {
    step.cost.unwrap().total.mean.units().try_into().unwrap()
}

#[test]
fn without_rates_half_is_half_of_the_effort() {
    reviewed(
        "rubygems",
        |plan| plan.rates = None,
        |facts, _, council| {
            let half = council.half.as_ref().unwrap();
            assert_eq!(half.unit, Unit::Effort);
            let asked = |roadmap: &Roadmap| {
                roadmap
                    .steps
                    .iter()
                    .filter(|step| is_asked(facts.plan, step))
                    .map(|step| step.effort.mean.units())
                    .sum::<u64>()
            };
            assert_eq!(half.whole, asked(facts.roadmap));
            assert!(asked(&half.roadmap) * 2 <= half.whole);
            assert!(council.questions.iter().any(|question| question.topic == Topic::NoRates));
        },
    );
}

#[test]
fn advice_costs_what_a_plan_without_it_saves() {
    let mut n_advice = 0;
    for example in EXAMPLES {
        let costs = reviewed(
            example,
            |_| (),
            |facts, _, council| {
                for pair in council.advice.windows(2) {
                    assert!(pair[0].saves >= pair[1].saves, "{example}");
                }
                let dearest = council.advice.first()?;
                let step = &facts.roadmap.steps[dearest.step];
                assert!(step.needs.iter().any(|need| need.strength == Strength::Soft));
                Some((step.capability.clone(), dearest.need.clone(), dearest.saves, waiting(facts.roadmap)))
            },
        );
        let Some((capability, need, saves, whole)) = costs else { continue };
        // Advice can only hold back: the exact order without it waits no longer.
        assert!(saves >= 0, "{example}");
        let ways: Vec<_> = reviewed(
            example,
            |_| (),
            |facts, _, _| {
                let step = facts.roadmap.steps.iter().find(|step| step.capability == capability).unwrap();
                step.needs
                    .iter()
                    .filter(|other| other.alternatives.contains(&need))
                    .flat_map(|need| need.alternatives.clone())
                    .collect()
            },
        );
        let drop = |plan: &mut Plan| {
            plan.dropped_needs.extend(ways.into_iter().map(|need| DroppedNeed {
                capability: capability.clone(),
                need,
                because: String::new(),
            }));
        };
        if load(example).2.policy == fundable::model::plan::Policy::Risk {
            assert_eq!(reviewed(example, drop, |facts, _, _| whole - waiting(facts.roadmap)), saves, "{example}");
            n_advice += 1;
        }
    }
    assert!(n_advice >= 2);
}

fn waiting(roadmap: &Roadmap) -> i128 {
    let ends = roadmap.steps.iter().scan(0, |end, step| {
        *end += i128::from(step.effort.mean.units());
        Some(*end)
    });
    roadmap.steps.iter().zip(ends).map(|(step, end)| i128::from(step.value.units()) * end).sum()
}

#[test]
fn only_what_is_in_the_data_raises_a_question() {
    for example in EXAMPLES {
        reviewed(
            example,
            |_| (),
            |facts, forecast, council| {
                for question in &council.questions {
                    let step = question.step.map(|idx| &facts.roadmap.steps[idx]);
                    let holds = match &question.topic {
                        Topic::UnknownStatus => step.unwrap().kind == StepKind::Assess,
                        Topic::NoRates => facts.plan.rates.is_none(),
                        Topic::SeldomHolds(share) => share.percent() < 50,
                        Topic::Driver(share, _) => {
                            forecast.effort_sensitivity.tasks.iter().all(|other| other.share <= *share)
                        }
                        Topic::EndDriver(share, _) => {
                            forecast.end_sensitivity.tasks.iter().all(|other| other.share <= *share)
                        }
                        Topic::WidestRange => {
                            let width = |step: &planner::Step| step.effort.high.units() - step.effort.low.units();
                            facts.roadmap.steps.iter().all(|other| width(other) <= width(step.unwrap()))
                        }
                        Topic::Analogy(_) | Topic::SilentPrecedents => step.unwrap().replaced.is_none(),
                        Topic::ReplacedEffort => step.unwrap().replaced.is_some(),
                        Topic::ReplacedValue => step.unwrap().replaced_value.is_some(),
                        Topic::UnknownParts => step.unwrap().kind == StepKind::Build,
                        Topic::Advice(idx) => council.advice[*idx].saves > 0,
                        Topic::UnknownCost(line) => step.unwrap().direct[*line].amount.is_none(),
                        Topic::LagByAnalogy => step.unwrap().dates.lag_weeks > 0,
                        Topic::Late => {
                            step.unwrap().dates.finish > facts.plan.dates[&step.unwrap().capability].deadline.unwrap()
                        }
                        Topic::BoughtIn(role) => facts.plan.team[role].bought_in,
                    };
                    assert!(holds, "{example}: {question:?}");
                }
                // One of each topic stands first.
                let mut first: Vec<_> = council
                    .questions
                    .iter()
                    .filter(|question| question.is_weightiest)
                    .map(|question| std::mem::discriminant(&question.topic))
                    .collect();
                let n_first = first.len();
                first.dedup();
                assert_eq!(first.len(), n_first, "{example}");
            },
        );
    }
}

#[test]
fn every_estimate_has_its_figures_and_says_what_replaced_it() {
    let ran = fundable(["propose", "examples/rust-crates", "--for", "council", "--format", "md", "--out", "-"]);
    assert_eq!(ran.code, 0, "{}", ran.err);
    for part in [
        "The catalog says 10 / 26 / 60; this plan says 8 / 20 / 48.",
        "expert judgement by analogy",
        "| Prior art | Work | Calendar | Who | Money |",
        "**Half the money**",
        "## What the plan leaves out",
        "optimal, proved once more by an independent checker",
    ] {
        assert!(ran.out.contains(part), "{part}\n{}", ran.out);
    }
    let sections =
        ran.out.lines().filter(|line| line.starts_with("## ") && line[3..].starts_with(|c: char| c.is_ascii_digit()));
    assert_eq!(sections.count(), 11);
    assert!(ran.out.contains("## Assess first"));
}

#[test]
fn a_plan_without_rates_has_a_packet_in_person_weeks() {
    let folder = tempfile::tempdir().unwrap();
    for name in ["assessment.yaml", "plan.yaml"] {
        let text = fs::read_to_string(root().join("examples/npm").join(name)).unwrap();
        fs::write(folder.path().join(name), if name == "plan.yaml" { without_rates(&text) } else { text }).unwrap();
    }
    let ran =
        fundable(["propose", folder.path().to_str().unwrap(), "--for", "council", "--format", "md", "--out", "-"]);
    assert_eq!(ran.code, 0, "{}", ran.err);
    assert!(ran.out.contains("**Half the effort**") && ran.out.contains("(no rates)"), "{}", ran.out);
    let (text, _) = ran.out.split_once("## Provenance").unwrap();
    for trace in ["Cost (", "Rate a week", "the money", "| |"] {
        assert!(!text.contains(trace), "{trace}: {text}");
    }
}

#[test]
fn a_packet_is_about_the_whole_plan() {
    let ran = fundable(["propose", "examples/npm", "--for", "council", "--capability", "authz-rbac"]);
    assert_eq!(ran.code, 2);
    assert!(ran.err.contains("a council reviews the plan as a whole"), "{}", ran.err);
}

/// The plan without its block of rates.
fn without_rates(plan: &str) -> String {
    let mut inside = false;
    let lines = plan.lines().filter(|line| {
        let is_top = !line.starts_with([' ', '#']) && !line.is_empty();
        if is_top {
            inside = line.starts_with("rates:");
        }
        !inside
    });
    lines.map(|line| format!("{line}\n")).collect()
}
