//! Questions to a council, in words.

use schemars::JsonSchema;
use serde::Serialize;

use super::super::Facts;
use super::super::step::points_text;
use super::CouncilInput;
use super::item::times;
use crate::gap::Standing;
use crate::model::date::long_day;
use crate::plan::Step;
use crate::plan::forecast::Share;
use crate::propose::council::{Advice, Question, Topic};
use crate::propose::is_own;
use crate::render::view::Audience;
use crate::render::words::{list, one_line, title, waiting, weeks};
use crate::text::counted;

/// A question to the council.
#[derive(Debug, Clone, Serialize, JsonSchema)]
pub struct QuestionView {
    /// The capability that it is about; none where it is about the plan as a whole.
    pub id: Option<String>,
    /// Its place in the roadmap, from 1.
    pub position: Option<usize>,
    /// Its title.
    pub title: Option<String>,
    /// What it is about in a word or two, such as `widest range`.
    pub topic: &'static str,
    /// The figures that raise it, then the question.
    pub text: String,
    /// Whether no other question of its topic weighs more.
    pub is_weightiest: bool,
}

/// The questions, in their order.
pub fn questions(facts: &Facts<'_>, input: &CouncilInput<'_>) -> Vec<QuestionView> {
    let hidden =
        |step: &Step| input.audience == Audience::Public && facts.assessment.answers[&step.capability].confidential;
    let view = |question: &Question| {
        let step = question.step.map(|idx| &facts.roadmap.steps[idx]);
        // Which parts are in place is a secret where the answer is.
        if question.topic == Topic::UnknownParts && step.is_some_and(hidden) {
            return None;
        }
        let capability = step.map(|step| facts.catalog.capability(&step.capability));
        Some(QuestionView {
            id: capability.map(|capability| capability.id.to_string()),
            position: question.step.map(|idx| idx + 1),
            title: capability.map(|capability| capability.title.clone()),
            topic: topic(&question.topic),
            text: match step {
                Some(step) => of_step(facts, input, step, &question.topic),
                None => of_plan(facts, &question.topic),
            },
            is_weightiest: question.is_weightiest,
        })
    };
    input.council.questions.iter().filter_map(view).collect()
}

fn topic(topic: &Topic) -> &'static str {
    match topic {
        Topic::UnknownStatus => "unknown status",
        Topic::NoRates => "no rates",
        Topic::SeldomHolds(_) => "end of the plan",
        Topic::Driver(..) => "biggest driver of the effort",
        Topic::EndDriver(..) => "biggest driver of the end",
        Topic::WidestRange => "widest range",
        Topic::Analogy(_) => "no precedent",
        Topic::SilentPrecedents => "precedents without figures",
        Topic::ReplacedEffort => "replaced estimate",
        Topic::ReplacedValue => "replaced value",
        Topic::UnknownParts => "unknown parts",
        Topic::Advice(_) => "advice that costs",
        Topic::UnknownCost(_) => "unknown price",
        Topic::LagByAnalogy => "waiting time",
        Topic::Late => "deadline",
        Topic::BoughtIn(_) => "nobody in the team",
    }
}

fn of_plan(facts: &Facts<'_>, topic: &Topic) -> String {
    match topic {
        Topic::NoRates => {
            "The plan gives no rates, so nothing has a price. What does a week of each kind of work cost you?"
                .to_owned()
        }
        Topic::SeldomHolds(share) => format!(
            "The planned end, {}, holds in {} of the runs. Which date do you want to promise?",
            long_day(facts.roadmap.finish),
            percent(*share)
        ),
        Topic::BoughtIn(role) => {
            format!(
                "Nobody in the team does the work of “{}”. Who does it, from when, at what price?",
                one_line(role.as_str())
            )
        }
        _ => String::new(),
    }
}

fn of_step(facts: &Facts<'_>, input: &CouncilInput<'_>, step: &Step, topic: &Topic) -> String {
    let capability = facts.catalog.capability(&step.capability);
    let points = points_text(step.points);
    match topic {
        Topic::UnknownStatus => {
            let bound = step.upper_bound.unwrap_or(step.effort);
            format!(
                "Nobody knows whether it is in place. If it is missing, it adds {} person-weeks ({} to {}). Who can find out, \
                 and by when?",
                bound.mean, bound.low, bound.high
            )
        }
        Topic::Driver(share, falls_by) => {
            let falls = falls_by.filter(|units| *units > 0).map(|units| {
                format!(
                    " P80 of the whole would fall by {} person-weeks if it were known to be the likely one.",
                    weeks(units)
                )
            });
            format!(
                "Its estimate, {points}, brings in {} of the spread of the whole effort, more than any other.{} What would have \
                 to be looked at to narrow it?",
                percent(*share),
                falls.unwrap_or_default()
            )
        }
        Topic::EndDriver(share, falls_by) => {
            let falls = falls_by.filter(|days| *days > 0).map(|days| {
                let days = counted(usize::try_from(days).unwrap_or_default(), "working day", "working days");
                format!(" P80 of the end would come {days} earlier if it were known to be the likely one.")
            });
            format!(
                "Its estimate, {points}, brings in {} of the spread of the end of the plan, more than any other.{} Can more \
                 people work on it, or can it be cut in two?",
                percent(*share),
                falls.unwrap_or_default()
            )
        }
        Topic::WidestRange => format!(
            "What is left lies between {} and {} person-weeks, {} times as much; no range in this plan is wider. Which of \
             the two ends do you believe, and why?",
            step.effort.low,
            step.effort.high,
            times(step)
        ),
        Topic::Analogy(share) => {
            // What the registry did itself is no precedent for what is left to do.
            let cited = capability.effort.precedents.iter().filter(|id| !is_own(facts, id));
            let cited: Vec<_> = cited.map(ToString::to_string).collect();
            let none = match cited.as_slice() {
                [] => format!("No precedent stands behind {points}; it is expert judgement,"),
                cited => format!("{points} is expert judgement beside {},", list(cited)),
            };
            format!(
                "{none} and makes up {share} % of the planned effort. Do you know of anybody who has done it, and what it \
                 took them?"
            )
        }
        Topic::SilentPrecedents => {
            let ids: Vec<_> = capability.effort.precedents.iter().map(ToString::to_string).collect();
            let whom: Vec<_> =
                capability.effort.precedents.iter().map(|id| one_line(&facts.catalog.precedents[id].registry)).fold(
                    Vec::new(),
                    |mut names, name| {
                        if !names.contains(&name) {
                            names.push(name);
                        }
                        names
                    },
                );
            format!(
                "Of {} neither time nor money is on record. Can somebody ask {} what it took?",
                list(&ids),
                list(&whom)
            )
        }
        Topic::ReplacedEffort => {
            let old = step.replaced.map(points_text).unwrap_or_default();
            let who = facts.plan.overrides.get(&step.capability).map(|entry| one_line(&entry.who)).unwrap_or_default();
            format!(
                "{who} put {points} person-weeks in the place of the catalog's {old}. Do you agree with the reason?"
            )
        }
        Topic::ReplacedValue => {
            let old = step.replaced_value.map(|value| value.to_string()).unwrap_or_default();
            format!(
                "The plan values it at {} threat points in the place of the catalog's {old}, which moves it in the order. Do you \
                 agree with the reason?",
                step.value
            )
        }
        Topic::UnknownParts => {
            let parts: Vec<_> = match &facts.gap.standings[&step.capability] {
                Standing::Partial(part) => {
                    part.unknown.iter().map(|id| format!("“{}”", one_line(&capability.sub_checks[id].title))).collect()
                }
                _ => Vec::new(),
            };
            let are = if parts.len() == 1 { "is" } else { "are" };
            format!(
                "Nobody has looked whether {} {are} in place; the {} of the work that is left counts them as missing. Who can tell?",
                list(&parts),
                step.left
            )
        }
        Topic::Advice(idx) => of_advice(facts, &input.council.advice[*idx]),
        Topic::UnknownCost(line) => {
            let line = &step.direct[*line];
            format!(
                "The price of “{}” is unknown and in no sum. Who can get a quote?",
                one_line(&line.what).trim_end_matches('.')
            )
        }
        Topic::LagByAnalogy => format!(
            "After the work {} pass before it counts as done, by analogy and without a precedent. How long do such steps take \
             with you?",
            counted(step.dates.lag_weeks as usize, "week", "weeks")
        ),
        Topic::Late => {
            let deadline = facts.plan.dates.get(&step.capability).and_then(|dates| dates.deadline);
            format!(
                "It is ready on {}, after its deadline{}. What may wait, or can the deadline move?",
                long_day(step.dates.finish),
                deadline.map(|day| format!(", {}", long_day(day))).unwrap_or_default()
            )
        }
        Topic::NoRates | Topic::SeldomHolds(_) | Topic::BoughtIn(_) => of_plan(facts, topic),
    }
}

fn of_advice(facts: &Facts<'_>, advice: &Advice) -> String {
    let step = &facts.roadmap.steps[advice.step].capability;
    let days = |days: i64| counted(usize::try_from(days.abs()).unwrap_or_default(), "working day", "working days");
    let end = match advice.days_earlier {
        Some(earlier) if earlier > 0 => format!(", and the plan would end {} earlier", days(earlier)),
        Some(later) if later < 0 => format!(", but the plan would end {} later", days(later)),
        Some(_) => ", and the plan would end on the same day".to_owned(),
        None => String::new(),
    };
    format!(
        "It waits for {}, which is advice and no hard need. Without it what the plan gains would come sooner, by {} \
         ({} of all waiting){end}. Is the advice worth that? The plan without it is shown by fundable compare with the option --drop-soft {step}={}.",
        title(facts.catalog, &advice.need),
        waiting(advice.saves, facts.plan.policy),
        per_mille(advice.saves_per_mille),
        advice.need
    )
}

fn per_mille(number: u32) -> String {
    match number {
        0 => "less than 0.1 %".to_owned(),
        number => format!("{}.{} %", number / 10, number % 10),
    }
}

fn percent(share: Share) -> String {
    format!("{} %", share.percent())
}
