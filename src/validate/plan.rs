//! Checks of a plan against the catalog and the assessment.

use indexmap::IndexMap;

use super::assessment::framework;
use super::ledger::{done_but_open, ledger};
use super::names::unique;
use super::plan_money::{direct_costs, exchange_rates, rates};
use super::plan_time::{absences, dates, holidays, objective, work_packages};
use super::plan_words::{applicant, chosen_funders, narrative};
use super::progress::progress;
use super::scalar::{Check, all, flatten};
use crate::diag::{Code, Diagnostic, Diagnostics};
use crate::load::Loaded;
use crate::model::assessment::Assessment;
use crate::model::capability::Strength;
use crate::model::catalog::Catalog;
use crate::model::id::{CapabilityId, CategoryId, RoleName, ThreatId, WorkKindId};
use crate::model::level::Level;
use crate::model::percent::Percent;
use crate::model::plan::{DroppedNeed, Narrative, Override, Plan, Policy, Role, Target};
use crate::raw::Text;
use crate::raw::plan as raw;

/// A plan in which every name is known and every number in range.
///
/// The assessment is there to compare dates; a plan can be checked without one.
pub fn plan(
    raw: &Loaded<raw::Plan>,
    catalog: &Catalog,
    assessment: Option<&Assessment>,
    diagnostics: &mut Diagnostics,
) -> Option<Plan> {
    let mut check = Check { file: raw.file, diagnostics };
    let check = &mut check;
    let raw = &raw.value;
    let capabilities: Vec<_> = catalog.capabilities.keys().map(CapabilityId::as_str).collect();
    let threats: Vec<_> = catalog.threats.keys().map(ThreatId::as_str).collect();
    framework(&raw.framework, catalog, check)?;
    let illustrative = check.optional_text(raw.illustrative.as_ref());
    let dated = check.day(&raw.dated);
    let start = check.day(&raw.start);
    if let (Some(dated), Some(start)) = (dated, start)
        && start < dated
        // Once progress is on record, the work has begun, and the plan is brought up to date while it goes on.
        && raw.progress.is_empty()
    {
        check.warning(
            Code::StartBeforePlan,
            raw.start.span,
            "work starts before the date of the plan",
            "change `start` or `dated`",
        );
    }
    if let (Some(dated), Some(assessment)) = (dated, assessment)
        && dated < assessment.assessed_on
    {
        check.warning(
            Code::PlanBeforeAssessment,
            raw.dated.span,
            "the plan is older than the assessment",
            "set `dated` to the day on which the plan was last looked at",
        );
    }
    let applicant = match &raw.applicant {
        None => Some(None),
        Some(item) => applicant(item, check).map(Some),
    };
    let narrative = raw.narrative.as_ref().map_or(Some(Narrative::default()), |item| narrative(item, catalog, check));
    let target = target(&raw.target, catalog, &capabilities, check);
    let team = team(raw, catalog, check);
    let holidays = holidays(&raw.holidays, check);
    let absences = absences(&raw.absences, team.as_ref(), check);
    let dates = dates(&raw.dates, &capabilities, start, check);
    let work_packages = work_packages(&raw.work_packages, &capabilities, check);
    let rates = match &raw.rates {
        None => Some(None),
        Some(item) => rates(item, catalog, check).map(Some),
    };
    let overhead = raw.overhead_percent.as_ref().map_or(Some(Percent::ZERO), |overhead| check.percent(overhead, 0));
    let exchange_rates = exchange_rates(&raw.exchange_rates, check);
    let priorities: Option<IndexMap<_, _>> = all(raw.priorities.iter().map(|(threat, priority)| {
        let threat = check.known(threat, &threats, Code::UnknownThreat, "threat");
        let priority = check.number(priority, 2, 0, 1_000);
        Some((ThreatId::new(threat?), u32::try_from(priority?).ok()?))
    }));
    let dropped_needs = all(raw.drop_soft.iter().map(|item| dropped_need(item, catalog, &capabilities, check)));
    let overrides = overrides(&raw.estimates, &capabilities, check);
    let ledger = ledger(raw, catalog, &capabilities, &rates, check);
    let progress = progress(raw, &capabilities, &rates, dated, check);
    if let Some(dated) = dated {
        chosen_funders(raw, catalog, dated, check);
    }
    if let Some(assessment) = assessment {
        done_but_open(raw, assessment, check);
    }
    if let (Some(Some(rates)), Some(exchange_rates)) = (&rates, &exchange_rates) {
        direct_costs(raw, catalog, rates, exchange_rates, check);
    }
    if diagnostics.has_errors() {
        return None;
    }
    Some(Plan {
        illustrative: illustrative?,
        dated: dated?,
        applicant: applicant?,
        narrative: narrative?,
        target: target?,
        policy: raw.policy.as_ref().map_or(Policy::Risk, |policy| policy_of(policy.value)),
        start: start?,
        objective: objective(raw.objective.as_ref()),
        team: team?,
        holidays: holidays?,
        absences: absences?,
        dates: dates?,
        work_packages: work_packages?,
        rates: rates?,
        overhead: overhead?,
        exchange_rates: exchange_rates?,
        priorities: priorities?,
        dropped_needs: dropped_needs?,
        overrides: overrides?,
        ledger: ledger?,
        progress: progress?,
    })
}

fn policy_of(raw: raw::Policy) -> Policy {
    match raw {
        raw::Policy::Risk => Policy::Risk,
        raw::Policy::LevelFirst => Policy::LevelFirst,
        raw::Policy::QuickWins => Policy::QuickWins,
    }
}

fn target(raw: &raw::Target, catalog: &Catalog, capabilities: &[&str], check: &mut Check<'_>) -> Option<Target> {
    let highest = catalog.framework.highest();
    let mut level = |number, min| {
        let level = check.number(number, 0, min, i64::from(highest.number()))?;
        Level::new(u8::try_from(level).ok()?, highest)
    };
    let overall = level(&raw.level, 0);
    let own: Vec<_> = raw.categories.iter().map(|(category, number)| (category, level(number, 0))).collect();
    let names: Vec<_> = catalog.framework.categories.keys().map(CategoryId::as_str).collect();
    let own: Option<IndexMap<String, Level>> = all(own.into_iter().map(|(category, level)| {
        let category = check.known(category, &names, Code::UnknownCategory, "category");
        Some((category?, level?))
    }));
    let include: Option<Vec<_>> =
        check.all_known(&raw.include, capabilities, Code::UnknownCapability, "capability", CapabilityId::new);
    let exclude: Option<IndexMap<_, _>> = all(raw.exclude.iter().map(|item| {
        let capability = check.known(&item.capability, capabilities, Code::UnknownCapability, "capability");
        let because = check.text(&item.because);
        Some((CapabilityId::new(capability?), because?))
    }));
    let excluded: Vec<_> = raw.exclude.iter().map(|item| (check.file, &item.capability)).collect();
    unique(&excluded, check.diagnostics);
    let included: Vec<_> = raw.include.iter().map(|id| (check.file, id)).collect();
    unique(&included, check.diagnostics);
    for both in raw.include.iter().filter(|id| raw.exclude.iter().any(|item| item.capability.value == id.value)) {
        let message = format!("`{}` is both included and excluded", both.value);
        check.error::<()>(Code::IncludedAndExcluded, both.span, message, "delete it from one of the two lists");
    }
    let (overall, own, include) = (overall?, own?, include?);
    let levels: IndexMap<_, _> = catalog
        .framework
        .categories
        .keys()
        .map(|id| (id.clone(), own.get(id.as_str()).copied().unwrap_or(overall)))
        .collect();
    if include.is_empty() && levels.values().all(|level| *level == Level::ZERO) {
        check.error::<()>(
            Code::NothingToReach,
            raw.level.span,
            "every category stays at level 0 and nothing is included",
            "write a level of 1 or more, or list capabilities under `include`",
        )?;
    }
    Some(Target { levels, include, exclude: exclude? })
}

fn team(raw: &raw::Plan, catalog: &Catalog, check: &mut Check<'_>) -> Option<IndexMap<RoleName, Role>> {
    let kinds: Vec<_> = catalog.work_kinds.keys().map(WorkKindId::as_str).collect();
    let ids: Vec<_> = raw.team.iter().map(|role| (check.file, &role.role)).collect();
    unique(&ids, check.diagnostics);
    let mut owner: IndexMap<String, &Text> = IndexMap::new();
    let mut team: IndexMap<RoleName, Role> = IndexMap::new();
    let mut good = true;
    for role in &raw.team {
        let name = check.text(&role.role);
        let fte = check.number(&role.fte, 2, 5, 100_000);
        let does: Option<Vec<String>> =
            check.all_known(&role.does, &kinds, Code::UnknownWorkKind, "work kind", |kind| kind);
        for kind in role.does.iter().filter(|kind| kinds.contains(&kind.value.as_str())) {
            match owner.get(&kind.value) {
                Some(first) => {
                    kind_in_two_roles(kind, first, check);
                    good = false;
                }
                None => drop(owner.insert(kind.value.clone(), kind)),
            }
        }
        match (name, fte, does) {
            (Some(name), Some(fte), Some(does)) => {
                let does = does.into_iter().map(WorkKindId::new).collect();
                let role = Role { fte_hundredths: u32::try_from(fte).ok()?, does, bought_in: false };
                team.insert(RoleName::new(name), role);
            }
            _ => good = false,
        }
    }
    if !good {
        return None;
    }
    kinds_without_role(raw, &owner, catalog, &mut team, check);
    Some(team)
}

fn kind_in_two_roles(second: &Text, first: &Text, check: &mut Check<'_>) {
    let (first, place) = (check.origin(first.span), check.origin(second.span));
    check.diagnostics.push(
        Diagnostic::error(Code::KindInTwoRoles, format!("`{}` is done twice", second.value))
            .at(place, "second time")
            .and_at(first, "first time")
            .help("each work kind stands once and in one role; where two roles share it, add their capacities"),
    );
}

/// A kind that nobody does is bought in, one full-time person of it, and the user hears about it.
fn kinds_without_role(
    raw: &raw::Plan,
    owner: &IndexMap<String, &Text>,
    catalog: &Catalog,
    team: &mut IndexMap<RoleName, Role>,
    check: &mut Check<'_>,
) {
    let missing: Vec<_> = catalog.work_kinds.iter().filter(|(kind, _)| !owner.contains_key(kind.as_str())).collect();
    if missing.is_empty() {
        return;
    }
    let place = raw.team.last().map_or(raw.start.span, |role| role.role.span);
    let names: Vec<_> = missing.iter().map(|(kind, _)| format!("`{kind}`")).collect();
    check.warning(
        Code::KindWithoutRole,
        place,
        format!("no role does {}", names.join(", ")),
        "add to a role what your team does; the rest is planned as bought in, one full-time person per kind",
    );
    for (kind, work_kind) in missing {
        let name = RoleName::new(format!("{} (bought in)", work_kind.title));
        team.insert(name, Role { fte_hundredths: 100, does: vec![kind.clone()], bought_in: true });
    }
}

fn dropped_need(
    raw: &raw::DroppedNeed,
    catalog: &Catalog,
    capabilities: &[&str],
    check: &mut Check<'_>,
) -> Option<DroppedNeed> {
    let capability = check.known(&raw.capability, capabilities, Code::UnknownCapability, "capability");
    let need = check.known(&raw.need, capabilities, Code::UnknownCapability, "capability");
    let because = check.text(&raw.because);
    let (capability, need) = (CapabilityId::new(capability?), CapabilityId::new(need?));
    let edge = catalog.capability(&capability).needs.iter().find(|item| item.alternatives.contains(&need));
    match edge.map(|edge| edge.strength) {
        Some(Strength::Soft) => Some(DroppedNeed { capability, need, because: because? }),
        Some(Strength::Hard) => check.error(
            Code::NeedIsHard,
            raw.need.span,
            format!("`{capability}` cannot be built without `{need}`"),
            "only soft needs can be dropped; delete this entry",
        ),
        None => check.error(
            Code::UnknownNeed,
            raw.need.span,
            format!("`{capability}` does not need `{need}`"),
            format!("`fundable explain {capability}` lists what it needs"),
        ),
    }
}

fn overrides(
    raw: &[raw::Override],
    capabilities: &[&str],
    check: &mut Check<'_>,
) -> Option<IndexMap<CapabilityId, Override>> {
    let ids: Vec<_> = raw.iter().map(|item| (check.file, &item.capability)).collect();
    unique(&ids, check.diagnostics);
    all(raw.iter().map(|item| {
        let capability = check.known(&item.capability, capabilities, Code::UnknownCapability, "capability");
        let effort = item
            .effort
            .as_ref()
            .map(|points| check.three_point(&points.optimistic, &points.likely, &points.pessimistic));
        let value = item.value.as_ref().map(|value| check.number(value, 2, 0, 100_000));
        let (who, when, why) = (check.text(&item.who), check.day(&item.when), check.text(&item.why));
        if item.effort.is_none() && item.value.is_none() {
            check.error::<()>(
                Code::EmptyOverride,
                item.capability.span,
                "this override changes nothing",
                "add `effort:` or `value:`",
            )?;
        }
        let value_hundredths = flatten(value)?.map(u32::try_from).transpose().ok()?;
        let replaced = Override { effort: flatten(effort)?, value_hundredths, who: who?, when: when?, why: why? };
        Some((CapabilityId::new(capability?), replaced))
    }))
}
