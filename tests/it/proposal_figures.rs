//! Every figure of the blessed proposals is in the catalog, the assessment or the plan, or computed from them.
//!
//! What stands in a document word for word as in the data is taken out first. Of what is left, the frame and the computed
//! parts, each date and each number has to be one that is derived here from the roadmap, the forecast and the rates.

use std::collections::BTreeSet;
use std::fs;
use std::path::Path;

use chrono::NaiveDate;
use fundable::model::date::PartialDate;
use fundable::model::date::long_day;
use fundable::model::effort::Effort;
use fundable::model::id::CapabilityId;
use fundable::model::money::{Minor, group_thousands};
use fundable::model::value::Value as Points;
use fundable::plan::budget::corners;
use fundable::plan::forecast::Options;
use fundable::plan::{Roadmap, forecast_asked};
use fundable::propose::{AskWindow, Extent, Facts, Package, Request};
use fundable::{gap, plan as planner, propose};
use pulldown_cmark::{Event, Options as Markdown, Parser, Tag, TagEnd};
use serde_json::Value;

use crate::examples::load;
use crate::proposal::{PROPOSALS, proposal};
use crate::support::root;

/// Sentences of the template with figures of their own: scales, formulas, papers.
const FRAME: [&str; 6] = [
    "(SHA-256)",
    "Points are the weight of a threat (1 slight to 5 gravest), times 3 for a primary and 1 for a supporting answer",
    "(o + 4m + p) / 6",
    "(Sidney 1975, Lawler 1978)",
    "10,000 runs of the work",
    "10,000 runs with seed 1;",
];

/// The text of a document, without addresses.
fn shown(markdown: &str) -> String {
    let mut text = String::new();
    for event in Parser::new_ext(markdown, Markdown::ENABLE_TABLES) {
        match event {
            Event::Text(part) | Event::Code(part) => text.push_str(&part),
            Event::SoftBreak | Event::HardBreak => text.push(' '),
            Event::End(TagEnd::Paragraph | TagEnd::Heading(_) | TagEnd::Item | TagEnd::TableCell) => text.push('\n'),
            Event::Start(Tag::Item) => text.push('\n'),
            _ => {}
        }
    }
    text
}

/// All texts of the data, on one line each, the longest first.
fn texts(example: &str, assessment: &fundable::model::assessment::Assessment) -> (Vec<String>, BTreeSet<String>) {
    let mut files = vec![root().join("examples").join(example).join("plan.yaml")];
    files.push(files[0].with_file_name("assessment.yaml"));
    collect(&root().join("catalog"), &mut files);
    let (mut texts, mut dates) = (BTreeSet::new(), BTreeSet::new());
    for file in files {
        let value: Value = serde_saphyr::from_str(&fs::read_to_string(&file).unwrap()).unwrap();
        scalars(&value, &mut |text| {
            dates.extend(PartialDate::parse(text).map(|date| date.to_string()));
            let placed = text
                .replace("{registry}", &assessment.repository.name)
                .replace("{ecosystem}", &assessment.repository.ecosystem);
            for paragraph in
                placed.split("\n\n").flat_map(|part| [part, part.trim_start_matches(|c: char| !c.is_alphabetic())])
            {
                let line = paragraph.split_whitespace().collect::<Vec<_>>().join(" ");
                // A short one could eat a figure that it has nothing to do with.
                let has_figure = line.contains(|c: char| c.is_ascii_digit());
                if has_figure && line.chars().filter(|c| c.is_alphabetic()).count() >= 6 {
                    texts.insert(line.trim_end_matches('.').to_owned());
                }
            }
        });
    }
    let mut texts: Vec<String> = texts.into_iter().collect();
    texts.sort_by_key(|text| std::cmp::Reverse(text.len()));
    (texts, dates)
}

fn collect(folder: &Path, files: &mut Vec<std::path::PathBuf>) {
    for entry in fs::read_dir(folder).unwrap() {
        let path = entry.unwrap().path();
        if path.is_dir() {
            collect(&path, files);
        } else if path.extension().is_some_and(|ending| ending == "yaml") {
            files.push(path);
        }
    }
}

fn scalars(value: &Value, take: &mut impl FnMut(&str)) {
    match value {
        Value::String(text) => take(text),
        Value::Number(number) => take(&number.to_string()),
        Value::Array(values) => values.iter().for_each(|value| scalars(value, take)),
        Value::Object(fields) => fields.values().for_each(|value| scalars(value, take)),
        Value::Null | Value::Bool(_) => {}
    }
}

/// Figures and dates that may stand in the computed parts.
struct Allowed {
    numbers: BTreeSet<String>,
    dates: BTreeSet<String>,
}

impl Allowed {
    fn number(&mut self, number: impl ToString) {
        self.numbers.insert(number.to_string());
    }

    fn money(&mut self, amount: Minor) {
        self.number(group_thousands((amount.units() + 50) / 100));
        self.number(format!("{}.{:02}", group_thousands(amount.units() / 100), amount.units() % 100));
    }

    fn date(&mut self, date: NaiveDate) {
        self.dates.insert(date.to_string());
        self.dates.insert(long_day(date));
    }

    /// Everything that the text says and that is not allowed.
    fn untraced(&self, text: &str) -> Vec<String> {
        let mut rest = text.to_owned();
        let mut dates: Vec<&String> = self.dates.iter().filter(|date| date.len() > 4).collect();
        dates.sort_by_key(|date| std::cmp::Reverse(date.len()));
        for date in dates {
            rest = rest.replace(date.as_str(), "#");
        }
        let words = rest.split(|c: char| !(c.is_alphanumeric() || ".,".contains(c)));
        let is_word = |word: &&str| word.contains(char::is_alphabetic);
        let figures = words.filter(|word| word.contains(|c: char| c.is_ascii_digit()) && !is_word(word));
        let bare = figures.map(|word| word.trim_matches(['.', ','])).filter(|word| !word.is_empty());
        bare.filter(|word| !self.numbers.contains(*word) && !self.dates.contains(*word)).map(str::to_owned).collect()
    }
}

/// What is computed from an example for an ask.
fn allowed(example: &str, funder: &str, capability: Option<&str>, dates: BTreeSet<String>) -> Allowed {
    let (catalog, assessment, plan) = load(example);
    // All amounts are in the currency of the funder, but for one sum.
    let own = plan.rates.as_ref().unwrap().currency;
    let currency = catalog.funders[funder].currency.as_ref().map_or(own, |fact| fact.value);
    let plan = plan.in_currency(currency).unwrap();
    let gap = gap::gap(&catalog, &assessment);
    let whole: Roadmap = planner::plan(&catalog, &gap, &plan);
    let rates = plan.rates.as_ref().unwrap();
    let of_whole = Facts { catalog: &catalog, assessment: &assessment, gap: &gap, plan: &plan, roadmap: &whole };
    // The figures are those of what is chosen for this funder, in the roadmap of that choice.
    let (roadmap, proposal) = match capability {
        Some(id) => {
            let one = propose::propose(&catalog, &gap, &plan, &whole, &Extent::One(CapabilityId::new(id))).unwrap();
            (whole.clone(), one)
        }
        None => {
            let window = AskWindow::of(&catalog.funders[funder], &plan, rates, None, None).unwrap();
            let chosen = propose::choose(&of_whole, &Request { window, ..Request::default() }).unwrap();
            (chosen.roadmap, chosen.proposal)
        }
    };
    let asked: Vec<usize> = proposal.open.iter().map(|open| open.step).collect();
    let mut all = Allowed { numbers: BTreeSet::new(), dates };
    let hours = |effort: Effort| f64::from(rates.hours_per_week_hundredths) / 100.0 * effort.weeks();
    let steps = || asked.iter().map(|idx| &roadmap.steps[*idx]);
    // Counts and numbers of pieces and packages.
    (1..=asked.len()).for_each(|n| all.number(n));
    let efforts = |all: &mut Allowed, effort: fundable::model::effort::EffortRange| {
        [effort.low, effort.mean, effort.high].into_iter().for_each(|effort| all.number(effort));
    };
    for step in steps() {
        efforts(&mut all, step.effort);
        all.money(step.cost.unwrap().total.mean);
        [step.dates.start, step.dates.work_end, step.dates.finish].into_iter().for_each(|date| all.date(date));
        all.number(step.dates.n_working_days);
        all.number(step.dates.lag_weeks);
        all.number(step.dates.float_days);
        all.number(step.left.number());
        all.number(step.value);
        let (low, likely, high) = step.points.hundredths();
        [low, likely, high].into_iter().for_each(|n| all.number(f64::from(n) / 100.0));
        all.number(catalog.capability(&step.capability).level);
    }
    // What is assessed first, and what has to come first.
    for step in roadmap.steps.iter() {
        efforts(&mut all, step.effort);
        step.upper_bound.into_iter().for_each(|effort| efforts(&mut all, effort));
        all.date(step.dates.finish);
    }
    efforts(&mut all, steps().map(|step| step.effort).sum());
    // The budget.
    for kind in catalog.work_kinds.keys() {
        let lines = || steps().flat_map(|step| &step.work).filter(|line| line.kind == *kind);
        all.money(lines().map(|line| line.cost.unwrap().mean).sum());
        all.money(rates.hourly(kind));
    }
    let part = |pick: fn(&planner::StepCost) -> Minor| -> Minor { steps().map(|step| pick(&step.cost.unwrap())).sum() };
    all.money(part(|cost| cost.labour.mean));
    all.money(part(|cost| cost.overhead.mean));
    steps().flat_map(|step| &step.direct).filter_map(|line| line.converted).for_each(|cost| all.money(cost.mean));
    let options = Options { seed: 1, ..Options::default() };
    let forecast = forecast_asked(&catalog, &plan, &roadmap, &asked, &[], &options);
    let (estimate, contingency) = (part(|cost| cost.total.mean), forecast.contingency().unwrap());
    let cap = Minor::new(estimate.units() + contingency.units());
    for amount in [estimate, contingency, cap] {
        all.money(amount);
    }
    all.money(planner::own_cost(&plan, steps()).unwrap().0);
    plan.exchange_rates.iter().for_each(|rate| all.number(rate.millionths as f64 / 1e6));
    all.number(rates.hours_per_week_hundredths / 100);
    all.number(plan.overhead.number());
    let (cost, end) = (&forecast.cost.as_ref().unwrap().0, &forecast.milestones[0]);
    [cost.p50(), cost.p80()].into_iter().for_each(|amount| all.money(amount));
    [cost.planned_share().percent(), end.planned_share().percent()].into_iter().for_each(|share| all.number(share));
    let calendar = &roadmap.timetable.calendar;
    [end.p50(), end.p80()].into_iter().for_each(|days| all.date(calendar.date(days - 1)));
    let packages = propose::packages(&Facts { roadmap: &roadmap, ..of_whole }, &proposal.open);
    let steps_of = |package: &Package| package.steps.iter().map(|idx| roadmap.steps[*idx].clone()).collect::<Vec<_>>();
    // The milestones of the picture.
    let ends: Vec<&[usize]> = packages.iter().map(|package| package.steps.as_slice()).collect();
    for end in forecast_asked(&catalog, &plan, &roadmap, &asked, &ends, &options).milestones {
        [end.p50(), end.p80()].into_iter().for_each(|days| all.date(calendar.date(days - 1)));
    }
    // The curves of the forecast, and costs by kind and level.
    for percent in (0..=100).step_by(10) {
        all.number(percent);
        all.money(cost.percentile(percent));
        all.date(calendar.date(end.percentile(percent) - 1));
    }
    for level in 1..=3 {
        let of_level = || steps().filter(|step| catalog.capability(&step.capability).level.number() == level).cloned();
        for kind in catalog.work_kinds.keys() {
            let lines = of_level().flat_map(|step| step.work).filter(|line| line.kind == *kind);
            all.money(lines.map(|line| line.cost.unwrap().mean).sum());
        }
        all.money(of_level().map(|step| step.cost.unwrap().overhead.mean).sum());
        all.money(of_level().map(|step| step.cost.unwrap().direct.mean).sum());
    }
    all.money(part(|cost| cost.direct.mean));
    packages.iter().for_each(|package| all.date(package.finish));
    all.date(roadmap.finish);
    all.number(proposal.open.len() + proposal.assess.len());
    for package in &packages {
        all.money(steps_of(package).iter().map(|step| step.cost.unwrap().total.mean).sum());
    }
    // Hours: each within a hundredth, because columns of them add up.
    let of_package = |package: &Package| hours(steps_of(package).iter().map(|step| step.effort.mean).sum());
    let mut exact: Vec<f64> = packages.iter().map(of_package).collect();
    exact.extend(catalog.work_kinds.keys().map(|kind| {
        hours(steps().flat_map(|step| &step.work).filter(|line| line.kind == *kind).map(|line| line.effort.mean).sum())
    }));
    let whole = hours(steps().map(|step| step.effort.mean).sum());
    exact.push(whole);
    // Whole ones for packages and pieces, each within an hour.
    for hours in packages.iter().map(of_package).chain(steps().map(|step| hours(step.effort.mean))) {
        [hours.floor(), hours.ceil()].into_iter().for_each(|hours| all.number(group_thousands(hours as i128)));
    }
    for hours in exact {
        for hundredths in [(hours * 100.0).floor() as i128, (hours * 100.0).ceil() as i128] {
            all.number(format!("{}.{:02}", group_thousands(hundredths / 100), hundredths % 100));
        }
    }
    all.number(group_thousands(whole.round() as i128));
    // Staffing.
    let days = {
        let start = steps().map(|step| calendar.day_from(step.dates.start)).min().unwrap();
        steps().map(|step| calendar.day_after(step.dates.work_end)).max().unwrap() - start
    };
    for (idx, role) in plan.team.values().enumerate() {
        let effort: Effort = steps().map(|step| planner::effort_of_role(&plan, step, idx)).sum();
        all.number(effort);
        all.number(group_thousands(hours(effort).round() as i128));
        all.number((effort.weeks() * 500.0 / f64::from(days)).round());
        all.number(f64::from(role.fte_hundredths) / 100.0);
    }
    // Levels, counts of a category, weights.
    for (category, level) in &gap.levels {
        all.number(level.reached.map_or(String::new(), |reached| reached.to_string()));
        all.number(plan.target.levels[category]);
        let of_category = catalog.capabilities.values().filter(|capability| capability.category == *category);
        let counted: Vec<_> = of_category
            .filter(|capability| !matches!(gap.standings[&capability.id], gap::Standing::NotApplicable { .. }))
            .collect();
        all.number(counted.len());
        let reached = counted.iter().filter(|capability| gap.standings[&capability.id].is_reached()).count();
        // In the picture it rises, at most until everything is in place.
        (reached..=counted.len()).for_each(|count| all.number(count));
        (0..=3).for_each(|level: u8| all.number(level));
    }
    let applicable = || {
        catalog
            .capabilities
            .keys()
            .map(|id| &gap.standings[id])
            .filter(|standing| !matches!(standing, gap::Standing::NotApplicable { .. }))
    };
    all.number(applicable().count());
    all.number(applicable().filter(|standing| standing.is_reached()).count());
    let threats: BTreeSet<_> = steps().flat_map(|step| &step.value_parts).map(|part| &part.threat).collect();
    all.number(threats.len());
    let told = |id| steps().any(|step| catalog.capability(&step.capability).proposal.incidents.contains(id));
    all.number(catalog.incidents.keys().filter(|id| told(id)).count());
    // Weights, out of 5.
    catalog.threats.values().map(|threat| threat.weight).chain([5]).for_each(|weight| all.number(weight));
    // Posts for running it, and amounts of precedents.
    let posts = || steps().filter_map(|step| catalog.capability(&step.capability).ongoing.as_ref()?.fte_hundredths);
    posts().for_each(|(low, high)| [low, high].into_iter().for_each(|n| all.number(f64::from(n) / 100.0)));
    all.number(f64::from(posts().map(|(low, _)| low).sum::<u32>()) / 100.0);
    all.number(f64::from(posts().map(|(_, high)| high).sum::<u32>()) / 100.0);
    for precedent in catalog.precedents.values() {
        for amount in precedent.money.iter().flatten() {
            all.money(amount.amount);
            amount.cap.into_iter().for_each(|cap| all.money(cap));
        }
    }
    // Smaller plans.
    for smaller in propose::alternatives(&catalog, &gap, &plan) {
        let ask = &smaller.roadmap.totals.ask;
        all.number(ask.n_steps);
        all.number(ask.effort.mean);
        all.money(ask.cost.unwrap_or_default().total.mean);
        ask.finish.into_iter().for_each(|date| all.date(date));
    }
    for cut in propose::cuts(&Facts { roadmap: &roadmap, ..of_whole }, &proposal) {
        all.number(cut.share_percent);
        all.number(cut.steps.len());
        all.number(cut.effort.mean);
        cut.cost.into_iter().for_each(|cost| all.money(cost.mean));
        all.date(cut.finish);
    }
    // The budget curve, of all that is asked for, with what this funder pays.
    let ask = planner::ask(&plan, &roadmap).unwrap();
    let (_, whole_value) = ask.problem.totals(0..ask.problem.len());
    for corner in corners(&ask.problem) {
        all.money(Minor::new(i128::from(corner.cost)));
        all.number(Points::from_units(corner.value * ask.value_unit.units()));
        all.number((corner.value as f64 * 100.0 / whole_value as f64).round());
    }
    let window = AskWindow::of(&catalog.funders[funder], &plan, rates, None, None).unwrap();
    for edge in window.min.into_iter().chain(window.max) {
        all.money(Minor::new(i128::from(edge.in_plan)));
    }
    if let Some(decided) = catalog.funders[funder].decides(plan.dated) {
        let next = decided.last.succ_opt().unwrap();
        [Some(decided.first), Some(decided.last), decided.closes, Some(next)]
            .into_iter()
            .flatten()
            .for_each(|day| all.date(day));
    }
    all.date(plan.dated);
    all.number(env!("CARGO_PKG_VERSION"));
    all
}

/// The computed parts of a proposal and what may stand in them.
fn prepared(example: &str, funder: &str, capability: Option<&str>) -> (String, Allowed) {
    let (_, assessment, _) = load(example);
    let (texts, dates) = texts(example, &assessment);
    let mut text = shown(&proposal(example, funder, capability));
    let rounding = text.split("differs from the amount of a line by up to ").nth(1).unwrap();
    let rounding = rounding.split_whitespace().nth(1).unwrap().trim_end_matches('.').to_owned();
    for known in texts.iter().map(String::as_str).chain(FRAME) {
        text = text.replace(known, "¶");
    }
    // Phases of the picture end with a month.
    for (year, month) in (2026..2040).flat_map(|year| (1..=12).map(move |month| (year, month))) {
        let month = PartialDate::parse(&format!("{year}-{month:02}")).unwrap();
        text = text.replace(&format!("End of {month}"), "¶");
    }
    let mut allowed = allowed(example, funder, capability, dates);
    // The largest difference is checked where the budget is added up.
    allowed.number(rounding);
    allowed.date(assessment.assessed_on);
    let n_precedents = text.matches("Calendar: ").count();
    allowed.number(n_precedents);
    (text, allowed)
}

#[test]
fn every_figure_is_in_the_data_or_computed_from_them() {
    // The last one is a part that was chosen.
    for (example, funder, capability) in PROPOSALS.into_iter().chain([("rust-crates", "nlnet", None)]) {
        let (text, allowed) = prepared(example, funder, capability);
        assert_eq!(allowed.untraced(&text), Vec::<String>::new(), "{example} {funder}");
    }
}

#[test]
fn an_invented_figure_is_found() {
    let (text, allowed) = prepared("rubygems", "alpha-omega", None);
    for invented in ["USD 123,457", "987.65 hours", "on 3 March 2031", "47 % of them", "2031-03-03", "in 1987"] {
        let with = text.replacen("Summary", &format!("Summary {invented}"), 1);
        assert!(!allowed.untraced(&with).is_empty(), "{invented}");
    }
    // An amount that is off by a cent.
    let estimate = text.split("The estimate is USD ").nth(1).unwrap().split(' ').next().unwrap();
    let last = estimate.chars().last().unwrap().to_digit(10).unwrap();
    let wrong = format!("{}{}", &estimate[..estimate.len() - 1], (last + 1) % 10);
    assert_eq!(allowed.untraced(&text.replacen(estimate, &wrong, 1)), [wrong]);
}
