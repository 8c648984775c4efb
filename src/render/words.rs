//! Words for the data of the planner. Every sentence that explains a plan is made here, for all outputs.

use chrono::{Days, NaiveDate};

use crate::model::capability::Capability;
use crate::model::catalog::Catalog;
use crate::model::date::long_day;
use crate::model::decimal::format_scaled;
use crate::model::effort::Effort;
use crate::model::funder::Decided;
use crate::model::id::CapabilityId;
use crate::model::plan::{Objective, Plan, Policy};
use crate::model::value::Value;
use crate::plan::{
    Dropped, Milestone, MilestoneOf, Move, NeedOutcome, NeedResult, OutReason, Pause, Step, StepKind, Timetable,
    WaitsFor, Why,
};
use crate::propose::Rank;
pub use crate::text::{list, one_line, paragraphs, sentence_end};

/// The title of a capability in quotation marks of the language.
pub fn title(catalog: &Catalog, id: &CapabilityId) -> String {
    format!("“{}”", catalog.capability(id).title)
}

/// What a policy does, as a sentence.
pub fn policy(policy: Policy) -> &'static str {
    match policy {
        Policy::Risk => "The most threat taken away per week of work comes first, as far as the needs allow.",
        Policy::LevelFirst => {
            "Level 1 is finished in every category, then level 2, and so on; inside a level the most threat taken away per week of work \
             comes first."
        }
        Policy::QuickWins => "The most capabilities finished early come first, as far as the needs allow.",
    }
}

/// What the dates aim at, as a sentence.
pub fn objective(objective: Objective) -> &'static str {
    match objective {
        Objective::ValueFirst => "Each step comes as early as its needs and the team allow, in the order above.",
        Objective::EarliestEnd => "Everything is done as early as the team can; steps may overtake each other.",
    }
}

/// How good a schedule is by its own measure, and how that is known, as sentences.
pub fn schedule_proof(timetable: &Timetable) -> String {
    let days = |n: u32| if n == 1 { "1 working day".to_owned() } else { format!("{n} working days") };
    let ahead = timetable.end - timetable.end_bound;
    let end = match ahead {
        0 => "No schedule of this team ends earlier.".to_owned(),
        ahead => format!("No schedule of this team ends more than {} earlier.", days(ahead)),
    };
    match timetable.objective {
        Objective::EarliestEnd if ahead == 0 => "Proved optimal: no schedule of this team ends earlier.".to_owned(),
        Objective::EarliestEnd => format!("Gap at most {:.1} %: {}", timetable.end_gap_percent(), lower_first(&end)),
        Objective::ValueFirst if timetable.waiting == timetable.waiting_bound => {
            format!("No schedule makes what it gains wait less (value times days). {end}")
        }
        Objective::ValueFirst => {
            let percent = (timetable.waiting_gap_percent() * 10.0).ceil() / 10.0;
            format!(
                "The waiting (value times days, summed up) lies {percent:.1} % above a bound that no schedule can beat; how \
                 much of that the best schedule would save is not known. {end}"
            )
        }
    }
}

/// The text with a small letter at its beginning.
pub fn lower_first(text: &str) -> String {
    let mut chars = text.chars();
    chars.next().map(|first| first.to_lowercase().chain(chars).collect()).unwrap_or_default()
}

/// The text with a capital letter at its beginning.
pub fn upper_first(text: &str) -> String {
    let mut chars = text.chars();
    chars.next().map(|first| first.to_uppercase().chain(chars).collect()).unwrap_or_default()
}

/// That work starts before the funder has decided, and when it can start.
pub fn early_start(start: NaiveDate, decided: &Decided) -> String {
    let closes = decided.closes.map(|day| format!("takes proposals until {} and ", long_day(day))).unwrap_or_default();
    let decides = match decided.first == decided.last {
        true if decided.closes == Some(decided.last) => "cannot decide before that".to_owned(),
        true => format!("usually decides by {}", long_day(decided.last)),
        false => format!("usually decides between {} and {}", long_day(decided.first), long_day(decided.last)),
    };
    let next = long_day(decided.last + Days::new(1));
    format!(
        "The work starts on {}, but the funder {closes}{decides}. The earliest realistic start is {next}.",
        long_day(start)
    )
}

/// Why a step is in the plan, as a sentence.
pub fn why(catalog: &Catalog, step: &Step) -> String {
    let capability = catalog.capability(&step.capability);
    let reason = match &step.why {
        Why::Target(target) => {
            let category = &catalog.framework.categories[&capability.category].title;
            format!("Asked for by target level {target} in {category}.")
        }
        Why::Included => "Beyond the target level, included by name in the plan.".to_owned(),
        Why::PulledIn(by) => {
            let by: Vec<_> = by.iter().map(|id| title(catalog, id)).collect();
            format!("Beyond the target level, but {} cannot be built without it.", list(&by))
        }
    };
    match step.kind {
        StepKind::Build => reason,
        StepKind::Assess => format!("{reason} Its status is unknown, so it is assessed before anything is built."),
    }
}

/// Why a step stands where it stands, as sentences.
pub fn place(catalog: &Catalog, step: &Step, policy: Policy) -> String {
    let before: Vec<_> = crate::plan::predecessors(step).map(|id| title(catalog, id)).collect();
    let unblocks: Vec<_> = step.unblocks.iter().map(|id| title(catalog, id)).collect();
    let mut sentences = Vec::new();
    if !before.is_empty() {
        sentences.push(format!("Comes after {}.", list(&before)));
    }
    if !unblocks.is_empty() {
        let verb = if unblocks.len() == 1 { "waits" } else { "wait" };
        sentences.push(format!("{} {verb} for it.", list(&unblocks)));
    }
    sentences.push(match (step.kind, policy) {
        (StepKind::Assess, _) => {
            format!(
                "Settles in {} person-weeks whether {} can be gained here.",
                step.effort.mean,
                threat_points(step.value)
            )
        }
        (StepKind::Build, Policy::QuickWins) => {
            format!("Takes {} person-weeks; shorter ones come sooner.", step.effort.mean)
        }
        (StepKind::Build, Policy::Risk | Policy::LevelFirst) => {
            format!("Takes away {} in {} person-weeks.", threat_points(step.value), step.effort.mean)
        }
    });
    sentences.join(" ")
}

/// The density block that a step stands in, as a sentence. `block` are the steps of the block.
pub fn block(catalog: &Catalog, number: usize, n_blocks: usize, block: &[&Step], policy: Policy) -> String {
    let effort: Effort = block.iter().map(|step| step.effort.mean).sum();
    let (gain, unit) = match policy {
        Policy::QuickWins => (block.len() as f64, "steps"),
        Policy::Risk | Policy::LevelFirst => (block.iter().map(|step| step.value.points()).sum(), "threat points"),
    };
    let rate = format!("{:.2} {unit} a week of work", gain / effort.weeks());
    if block.iter().all(|step| step.kind == StepKind::Assess) {
        let at_stake = format!("at stake are {rate}");
        return format!("Block {number} of {n_blocks} only finds out what is missing; {at_stake}.");
    }
    let members = match block {
        [_] => String::new(),
        _ => {
            let titles: Vec<_> = block.iter().map(|step| title(catalog, &step.capability)).collect();
            format!(" ({}, which belong together by their needs)", list(&titles))
        }
    };
    let within = if policy == Policy::LevelFirst { "inside a level, " } else { "" };
    format!("Block {number} of {n_blocks}{members} gains {rate}; {within}blocks follow each other by falling gain.")
}

/// What it would cost to swap a step with its neighbour, as a sentence.
pub fn swap(catalog: &Catalog, cost: &Move, neighbour: &CapabilityId, policy: Policy, earlier: bool) -> String {
    let (where_to, name) = (if earlier { "before" } else { "after" }, title(catalog, neighbour));
    match cost {
        Move::Needs => format!("It cannot stand {where_to} {name}: one needs the other."),
        Move::OtherLevel => {
            format!("It cannot stand {where_to} {name}: the policy finishes one level before the next.")
        }
        Move::Costs(0) => format!("It could stand {where_to} {name} just as well; the order of the framework decides."),
        Move::Costs(units) => {
            format!("To do it {where_to} {name} would cost {} of waiting.", waiting(*units, policy))
        }
    }
}

/// Waiting: units of value (with the policy `quick-wins` one capability) times units of effort.
pub fn waiting(units: i128, policy: Policy) -> String {
    let (unit, per_unit) = match policy {
        Policy::QuickWins => ("capability-weeks", 1),
        Policy::Risk | Policy::LevelFirst => ("threat-point-weeks", i128::from(Value::POINT.units())),
    };
    let hundredths = units * 100 / (per_unit * i128::from(Effort::UNITS_PER_WEEK));
    format!("{} {unit}", format_scaled(i64::try_from(hundredths).unwrap_or(i64::MAX), 2))
}

fn threat_points(value: Value) -> String {
    let unit = if value == Value::POINT { "threat point" } else { "threat points" };
    format!("{value} {unit}")
}

/// What became of a need, as a sentence.
pub fn need(catalog: &Catalog, need: &NeedOutcome) -> String {
    let sentence = match &need.result {
        NeedResult::AlreadyMet(id) => format!("{} is in place.", title(catalog, id)),
        NeedResult::After(id) => format!("{} comes first in this plan.", title(catalog, id)),
        NeedResult::Dropped(id, reason) => {
            let name = title(catalog, id);
            match reason {
                Dropped::NotApplicable(because) => format!("{name} does not apply here: {}", sentence_end(because)),
                Dropped::Delegated(to) => format!("{name} is done by {to}, so there is nothing to wait for."),
                Dropped::ByPlan(because) => format!("The plan does not wait for {name}: {}", sentence_end(because)),
                Dropped::BeyondTarget => {
                    format!("{name} is outside the target; this need is advice, so it does not bind.")
                }
                Dropped::Excluded => {
                    format!("{name} is excluded by the plan; this need is advice, so it does not bind.")
                }
            }
        }
    };
    if need.alternatives.len() < 2 {
        return sentence;
    }
    let ways: Vec<_> = need.alternatives.iter().map(|id| title(catalog, id)).collect();
    let reason = match need.result {
        NeedResult::AlreadyMet(_) => "One of them is met, which is enough.",
        NeedResult::After(_) => "Of the ways that are planned, this one takes the least effort.",
        NeedResult::Dropped(..) => "None of them is planned or met.",
    };
    format!("Any of {} would do. {sentence} {reason}", list(&ways))
}

/// What a milestone is the end of.
pub fn milestone(catalog: &Catalog, plan: &Plan, of: &MilestoneOf) -> String {
    match of {
        MilestoneOf::Level(level) => format!("Level {level} in all categories"),
        MilestoneOf::LevelOf(category, level) => {
            format!("{}, level {level}", catalog.framework.categories[category].title)
        }
        // Of two plans that are compared, only one may have it.
        MilestoneOf::Package(id) => {
            plan.work_packages.get(id).map_or_else(|| id.to_string(), |package| one_line(&package.title))
        }
        MilestoneOf::Deadline(id) => match plan.dates.get(id).and_then(|dates| dates.deadline) {
            Some(day) => format!("{}, due {day}", catalog.capability(id).title),
            None => format!("{}, not due", catalog.capability(id).title),
        },
    }
}

/// What a milestone leaves open, to be put behind its name; empty where it leaves nothing.
pub fn left_open(catalog: &Catalog, milestone: &Milestone) -> String {
    let mut parts = Vec::new();
    match milestone.n_assess {
        0 => {}
        1 => parts.push("if 1 assessment finds nothing missing".to_owned()),
        n => parts.push(format!("if {n} assessments find nothing missing")),
    }
    if !milestone.without.is_empty() {
        let numbers: Vec<_> = milestone.without.iter().map(|id| catalog.capability(id).number.clone()).collect();
        parts.push(format!("without {}", list(&numbers)));
    }
    parts.join(", ")
}

/// How working days are counted, as a sentence.
pub fn calendar(plan: &Plan) -> String {
    let mut text = "Working days are Monday to Friday".to_owned();
    match plan.holidays.len() {
        0 => text.push_str("; the plan names no holidays"),
        _ => text.push_str(", without the holidays that the plan names"),
    }
    let mut away: Vec<String> = Vec::new();
    for absence in &plan.absences {
        let name = one_line(absence.role.as_str());
        if !away.contains(&name) {
            away.push(name);
        }
    }
    if !away.is_empty() {
        text.push_str(&format!("; absences of {} are taken into account", list(&away)));
    }
    text + "."
}

/// Why a step does not start earlier, as a sentence.
pub fn waits_for(catalog: &Catalog, step: &Step) -> String {
    match &step.dates.waits_for {
        WaitsFor::Nothing => "Starts at once.".to_owned(),
        WaitsFor::Date => "Starts on the earliest date that the plan allows.".to_owned(),
        WaitsFor::Need(id) => format!("Starts when {} is ready.", title(catalog, id)),
        WaitsFor::Role(role, id) => {
            format!("Starts when {} no longer takes up the role {}.", title(catalog, id), one_line(role.as_str()))
        }
        WaitsFor::Away(role) => format!("Starts when the role {} is back.", one_line(role.as_str())),
        WaitsFor::Order => "Starts where the whole plan gains most.".to_owned(),
    }
}

/// A difference of efforts in person-weeks with one decimal.
pub fn weeks(units: i64) -> String {
    let unit = Effort::UNITS_PER_WEEK as i64 / 10;
    format_scaled((units + unit / 2).div_euclid(unit), 1)
}

/// When work rests, as a sentence.
pub fn pause(pause: &Pause) -> String {
    let roles: Vec<_> = pause.roles.iter().map(|role| one_line(role.as_str())).collect();
    let verb = if roles.len() == 1 { "is" } else { "are" };
    format!("Rests from {} to {}, while {} {verb} away.", pause.from, pause.to, list(&roles))
}

/// Why an open capability is left out, as a sentence.
pub fn out(catalog: &Catalog, reason: &OutReason) -> String {
    match reason {
        OutReason::BeyondTarget(level) => format!("Beyond the target, which is level {level} in its category."),
        OutReason::Excluded(because) => format!("Excluded by the plan: {}", sentence_end(because)),
        OutReason::NeedsExcluded(id) => {
            format!("Cannot be built without {}, which the plan excludes.", title(catalog, id))
        }
    }
}

/// The title of a step that finds out whether a capability is in place.
pub fn assess_first(title: &str) -> String {
    format!("Assess first: {}", one_line(title))
}

/// What an assessment of a capability hands over: an answer for each part of it, or for the whole.
pub fn to_find_out(capability: &Capability) -> Vec<String> {
    let answer = |question: &str| format!("An answer, with evidence: {}", one_line(question));
    if capability.sub_checks.is_empty() {
        return vec![answer(&capability.requirement)];
    }
    capability.sub_checks.values().map(|part| answer(&part.title)).collect()
}

/// How a reviewer can see that an assessment is done.
pub fn found_out() -> Vec<String> {
    let criteria = [
        "assessment.yaml says met, partial or missing, with dated evidence that has a permanent link.",
        "If work is left, `fundable plan` has placed it, and this list is made anew.",
    ];
    criteria.map(str::to_owned).to_vec()
}

/// Numbers in a sentence: `4, 5 and 6`, or `nothing` where there are none.
pub fn numbers(numbers: &[usize]) -> String {
    match numbers {
        [] => "nothing".to_owned(),
        _ => list(&numbers.iter().map(ToString::to_string).collect::<Vec<_>>()),
    }
}

/// A rank as a word.
pub fn rank(rank: Rank) -> &'static str {
    match rank {
        Rank::High => "high",
        Rank::Medium => "medium",
        Rank::Low => "low",
    }
}
