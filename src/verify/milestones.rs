//! Ends that people ask for.

use super::facts::Facts;
use super::fault::{Check, Kind};
use super::stated::Step;
use crate::text::counted;

/// A level is reached with the last step up to it, a work package with the last of its own.
pub fn milestones(facts: &Facts<'_>) -> Check {
    let mut check = Check::new("milestones");
    let steps = &facts.stated.steps;
    let mut expected: Vec<(&str, String, Vec<&Step>)> = Vec::new();
    let highest = steps.iter().map(|step| step.level).max().unwrap_or(0);
    let mut levels = |kind: &'static str, category: Option<&str>, name: &dyn Fn(u8) -> String| {
        for level in 0..=highest {
            let is_in = |step: &&Step| step.level <= level && category.is_none_or(|category| step.category == category);
            let within: Vec<&Step> = steps.iter().filter(is_in).collect();
            if within.iter().any(|step| step.level == level) {
                expected.push((kind, name(level), within));
            }
        }
    };
    levels("level", None, &|level| format!("Level {level} in all categories"));
    for category in &facts.stated.categories {
        levels("category-level", Some(&category.title), &|level| format!("{}, level {level}", category.title));
    }
    let mut packages: Vec<&String> = Vec::new();
    for package in steps.iter().filter_map(|step| step.work_package.as_ref()) {
        if !packages.contains(&package) {
            packages.push(package);
            let within = steps.iter().filter(|step| step.work_package.as_ref() == Some(package)).collect();
            expected.push(("work-package", package.clone(), within));
        }
    }
    for (kind, of, within) in &expected {
        let stated =
            facts.stated.milestones.iter().enumerate().find(|(_, other)| other.kind == *kind && other.of == *of);
        let Some((k, stated)) = stated else {
            check.fault(Kind::WrongMilestone, "milestones", format!("`{of}` is not among them"));
            continue;
        };
        let finish = within.iter().map(|step| step.finish.iso).max();
        check.ensure(stated.n_steps == within.len() && Some(stated.finish.iso) == finish, Kind::WrongMilestone, || {
            let (n_steps, end, last) = (stated.n_steps, stated.finish.iso, finish.unwrap_or_default());
            let message = format!(
                "`{of}` ends on {end} after {n_steps} steps, but {} lead to it, the last until {last}",
                within.len()
            );
            (format!("milestones[{k}]"), message)
        });
    }
    let n_stated = facts.stated.milestones.len();
    check.ensure(n_stated == expected.len(), Kind::WrongMilestone, || {
        ("milestones".to_owned(), format!("there are {n_stated}, but {} things end in the plan", expected.len()))
    });
    check.done(format!("{}, against the steps that lead to them", counted(n_stated, "milestone", "milestones")))
}
