//! The roadmap as a work list: one item per step, with what its people need to begin.

use schemars::JsonSchema;
use serde::Serialize;

use super::document::Audience;
use super::item::{SituationView, owed, placed, situation};
use super::knowledge::{SourceView, sources};
use super::plan::{FrameworkView, framework};
use super::registry::labels;
use super::step::step;
use super::{DateView, EffortView, Facts, RegistryView};
use crate::model::capability::Strength;
use crate::model::effort::EffortRange;
use crate::model::id::CapabilityId;
use crate::model::plan::Role;
use crate::plan::{MilestoneOf, NeedResult, Roadmap, Step, StepKind, WorkLine};
use crate::render::words;

/// A roadmap as a work list.
#[derive(Debug, Clone, Serialize, JsonSchema)]
pub struct BacklogView {
    /// Always `fundable-backlog/1`.
    pub format: &'static str,
    /// The framework.
    pub framework: FrameworkView,
    /// The registry.
    pub registry: RegistryView,
    /// Labels of inputs that are illustrations.
    pub labels: Vec<String>,
    /// `public` or `private`.
    pub audience: &'static str,
    /// Date of the plan.
    pub dated: DateView,
    /// First day.
    pub start: DateView,
    /// Last day of work or lag.
    pub finish: DateView,
    /// Work in the order of the roadmap; what an item needs comes before it.
    pub items: Vec<BacklogItemView>,
    /// Ends that people ask for: levels, levels of categories, work packages.
    pub milestones: Vec<BacklogMilestoneView>,
    /// Who does the work, in the order of the plan.
    pub team: Vec<TeamRoleView>,
    /// Days on which nobody works, beside weekends.
    pub holidays: Vec<HolidayView>,
}

/// A piece of work.
#[derive(Debug, Clone, Serialize, JsonSchema)]
pub struct BacklogItemView {
    /// Place in the list, from 1.
    pub position: usize,
    /// Capability id.
    pub id: String,
    /// Number in the framework.
    pub number: String,
    /// What to do, as a title.
    pub title: String,
    /// `build` or `assess`.
    pub kind: &'static str,
    /// Its category.
    pub category: NamedView,
    /// Level that asks for it.
    pub level: u8,
    /// The work package that it belongs to.
    pub work_package: Option<NamedView>,
    /// One sentence.
    pub summary: String,
    /// What the framework asks for.
    pub requirement: String,
    /// Where the registry stands.
    pub situation: SituationView,
    /// Items that come first.
    pub needs: Vec<BacklogNeedView>,
    /// Effort that is left.
    pub effort: EffortView,
    /// Who does what of it, in the order of the plan.
    pub roles: Vec<RoleWorkView>,
    /// First day of work.
    pub start: DateView,
    /// Last day of work.
    pub work_end: DateView,
    /// Last day of the calendar lag, or of work.
    pub finish: DateView,
    /// Weeks of lag after the work.
    pub lag_weeks: u32,
    /// What happens in that time; none without lag.
    pub lag_because: Option<String>,
    /// The plan's earliest date for it.
    pub earliest: Option<DateView>,
    /// The plan's deadline for it.
    pub deadline: Option<DateView>,
    /// Why the plan dates it.
    pub dates_because: Option<String>,
    /// Working days by which it can start later without the end or a deadline moving.
    pub float_days: u32,
    /// What is handed over; one or more.
    pub deliverables: Vec<String>,
    /// How a reviewer can see that it is done.
    pub acceptance: Vec<String>,
    /// The framework's text, and the sources of the prose and the needs.
    pub links: Vec<SourceView>,
}

/// Something with an id and a name for people.
#[derive(Debug, Clone, Serialize, JsonSchema)]
pub struct NamedView {
    /// Id.
    pub id: String,
    /// Title.
    pub title: String,
}

/// An item that comes first.
#[derive(Debug, Clone, Serialize, JsonSchema)]
pub struct BacklogNeedView {
    /// Its place in the list; always lower than that of the item that needs it.
    pub position: usize,
    /// Capability id.
    pub id: String,
    /// Title.
    pub title: String,
    /// `hard` or `soft`.
    pub strength: &'static str,
    /// Why it comes first.
    pub because: String,
}

/// What a role does for an item.
#[derive(Debug, Clone, Serialize, JsonSchema)]
pub struct RoleWorkView {
    /// The role, by its place in the team, from 0.
    pub role_idx: usize,
    /// Its name.
    pub role: String,
    /// Effort.
    pub effort: EffortView,
    /// Titles of the kinds of work, the largest first.
    pub kinds: Vec<String>,
}

/// An end that people ask for.
#[derive(Debug, Clone, Serialize, JsonSchema)]
pub struct BacklogMilestoneView {
    /// Id: `level-2`, `authentication-level-2`, or `package-` and the id of the work package.
    pub id: String,
    /// What it is the end of.
    pub title: String,
    /// Places of the items that lead to it.
    pub items: Vec<usize>,
    /// Last day of the last of them.
    pub finish: DateView,
}

/// A role of the team.
#[derive(Debug, Clone, Serialize, JsonSchema)]
pub struct TeamRoleView {
    /// Its name.
    pub role: String,
    /// Hundredths of a full-time person, 5 or more.
    pub fte_hundredths: u32,
    /// Titles of the kinds of work that it does.
    pub kinds: Vec<String>,
    /// When it, or a part of it, is away; stretches of working days that do not overlap.
    pub away: Vec<AwayView>,
}

/// Working days on which a part of a role is away.
#[derive(Debug, Clone, Serialize, JsonSchema)]
pub struct AwayView {
    /// First day.
    pub from: DateView,
    /// Last day.
    pub to: DateView,
    /// Hundredths of a full-time person who are away.
    pub fte_hundredths: u32,
}

/// Days on which nobody works.
#[derive(Debug, Clone, Serialize, JsonSchema)]
pub struct HolidayView {
    /// What it is.
    pub name: Option<String>,
    /// First day.
    pub from: DateView,
    /// Last day.
    pub to: DateView,
}

/// The view of a roadmap as a work list.
pub fn backlog(facts: &Facts<'_>, audience: Audience) -> BacklogView {
    let Facts { assessment, plan, roadmap, .. } = *facts;
    let holidays = plan.holidays.iter().map(|holiday| HolidayView {
        name: holiday.name.as_deref().map(words::one_line),
        from: holiday.days.from.into(),
        to: holiday.days.to.into(),
    });
    BacklogView {
        format: "fundable-backlog/1",
        framework: framework(facts),
        registry: assessment.into(),
        labels: labels(facts),
        audience: audience.name(),
        dated: plan.dated.into(),
        start: roadmap.start.into(),
        finish: roadmap.finish.into(),
        items: (0..roadmap.steps.len()).map(|idx| item(facts, idx, audience)).collect(),
        milestones: milestones(facts),
        team: plan.team.values().enumerate().map(|(idx, role)| team_role(facts, idx, role)).collect(),
        holidays: holidays.collect(),
    }
}

fn item(facts: &Facts<'_>, idx: usize, audience: Audience) -> BacklogItemView {
    let Facts { catalog, assessment, gap, plan, roadmap } = *facts;
    let (planned, view) = (&roadmap.steps[idx], step(facts, idx));
    let capability = catalog.capability(&planned.capability);
    let standing = &gap.standings[&capability.id];
    let package = plan.work_packages.iter().find(|(_, package)| package.capabilities.contains(&capability.id));
    let (title, deliverables, acceptance) = match planned.kind {
        StepKind::Build => (
            words::one_line(&capability.title),
            owed(facts, &capability.proposal.deliverables, &capability.id, audience),
            owed(facts, &capability.proposal.acceptance, &capability.id, audience),
        ),
        StepKind::Assess => {
            (words::assess_first(&capability.title), words::to_find_out(capability), words::found_out())
        }
    };
    let needs = || planned.needs.iter().filter(|need| matches!(need.result, NeedResult::After(_)));
    let cited = std::iter::once(&capability.reference).chain(&capability.proposal.sources);
    BacklogItemView {
        position: view.position,
        id: view.id,
        number: view.number,
        title,
        kind: view.kind,
        category: NamedView { id: capability.category.to_string(), title: words::one_line(&view.category) },
        level: view.level,
        work_package: package
            .map(|(id, package)| NamedView { id: id.to_string(), title: words::one_line(&package.title) }),
        summary: words::one_line(&placed(&capability.proposal.summary, facts)),
        requirement: words::one_line(&capability.requirement),
        situation: situation(facts, capability, &assessment.answers[&capability.id], standing, audience),
        needs: coming_first(facts, planned),
        effort: view.effort,
        roles: (0..plan.team.len()).filter_map(|role_idx| role_work(facts, planned, role_idx)).collect(),
        start: view.start,
        work_end: view.work_end,
        finish: view.finish,
        lag_weeks: view.lag_weeks,
        lag_because: view.lag_because,
        earliest: view.earliest,
        deadline: view.deadline,
        dates_because: view.dates_because,
        float_days: view.float_days,
        deliverables,
        acceptance,
        links: sources(catalog, cited.chain(needs().flat_map(|need| &need.sources))),
    }
}

/// Items that come before a step, in the order of the list, each once.
fn coming_first(facts: &Facts<'_>, step: &Step) -> Vec<BacklogNeedView> {
    let mut first: Vec<BacklogNeedView> = Vec::new();
    for need in &step.needs {
        let NeedResult::After(id) = &need.result else { continue };
        let Some(idx) = index_of(facts.roadmap, id) else { continue };
        if first.iter().any(|other| other.position == idx + 1) {
            continue;
        }
        first.push(BacklogNeedView {
            position: idx + 1,
            id: id.to_string(),
            title: words::one_line(&facts.catalog.capability(id).title),
            strength: match need.strength {
                Strength::Hard => "hard",
                Strength::Soft => "soft",
            },
            because: words::sentence_end(&words::one_line(&need.because)),
        });
    }
    first.sort_by_key(|need| need.position);
    first
}

fn index_of(roadmap: &Roadmap, id: &CapabilityId) -> Option<usize> {
    roadmap.steps.iter().position(|step| step.capability == *id)
}

/// What a role does for a step; none if that is nothing.
fn role_work(facts: &Facts<'_>, step: &Step, role_idx: usize) -> Option<RoleWorkView> {
    let (name, role) = facts.plan.team.get_index(role_idx)?;
    let lines: Vec<&WorkLine> = step.work.iter().filter(|line| role.does.contains(&line.kind)).collect();
    let effort: EffortRange = lines.iter().map(|line| line.effort).sum();
    (effort.high.units() > 0).then(|| RoleWorkView {
        role_idx,
        role: words::one_line(name.as_str()),
        effort: effort.into(),
        kinds: lines.iter().map(|line| words::one_line(&facts.catalog.work_kinds[&line.kind].title)).collect(),
    })
}

fn milestones(facts: &Facts<'_>) -> Vec<BacklogMilestoneView> {
    let view = |milestone: &crate::plan::Milestone| BacklogMilestoneView {
        id: match &milestone.of {
            MilestoneOf::Level(level) => format!("level-{level}"),
            MilestoneOf::LevelOf(category, level) => format!("{category}-level-{level}"),
            MilestoneOf::Package(id) => format!("package-{id}"),
            MilestoneOf::Deadline(id) => format!("deadline-{id}"),
        },
        title: words::one_line(&words::milestone(facts.catalog, facts.plan, &milestone.of)),
        items: milestone.steps.iter().map(|idx| idx + 1).collect(),
        finish: milestone.finish.into(),
    };
    facts.roadmap.milestones.iter().map(view).collect()
}

fn team_role(facts: &Facts<'_>, idx: usize, role: &Role) -> TeamRoleView {
    let timetable = &facts.roadmap.timetable;
    let (calendar, workforce) = (&timetable.calendar, &timetable.workforce);
    let name = facts.plan.team.get_index(idx).map_or("", |(name, _)| name.as_str());
    let room = workforce.room(idx).max(1);
    let away = workforce.away(idx).iter().map(|away| AwayView {
        from: calendar.date(away.from).into(),
        to: calendar.date(away.to - 1).into(),
        // Less than the whole, so it fits.
        fte_hundredths: (away.units * u64::from(role.fte_hundredths) / room) as u32,
    });
    TeamRoleView {
        role: words::one_line(name),
        fte_hundredths: role.fte_hundredths,
        kinds: role.does.iter().map(|kind| words::one_line(&facts.catalog.work_kinds[kind].title)).collect(),
        away: away.collect(),
    }
}
