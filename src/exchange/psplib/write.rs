//! A project as text.

use crate::plan::schedule::{Activity, Workforce};

/// Write a project in the format of PSPLIB, with a mark before the first and after the last activity. Lag, first dates,
/// deadlines and calendars have no place in the format and are left out.
pub fn write(activities: &[Activity], workforce: &Workforce) -> String {
    let (n_jobs, n_resources) = (activities.len() + 2, workforce.len());
    let mut successors: Vec<Vec<usize>> = vec![Vec::new(); n_jobs];
    for (idx, activity) in activities.iter().enumerate() {
        activity.after.iter().for_each(|before| successors[before + 1].push(idx + 2));
        if activity.after.is_empty() {
            successors[0].push(idx + 2);
        }
    }
    successors[..n_jobs - 1].iter_mut().filter(|next| next.is_empty()).for_each(|next| next.push(n_jobs));
    let stars = "*".repeat(72);
    let resources: String = (1..=n_resources).map(|number| format!("  R {number}")).collect();
    let mut text = String::new();
    let mut line = |line: String| {
        text.push_str(&line);
        text.push('\n');
    };
    line(stars.clone());
    line(format!("jobs (incl. supersource/sink ):  {n_jobs}"));
    line("RESOURCES".to_owned());
    line(format!("  - renewable                 :  {n_resources}   R"));
    line("  - nonrenewable              :  0   N".to_owned());
    line("  - doubly constrained        :  0   D".to_owned());
    line(stars.clone());
    line("PRECEDENCE RELATIONS:".to_owned());
    line("jobnr.    #modes  #successors   successors".to_owned());
    for (job, next) in (1..).zip(&successors) {
        line(format!("{job:4}        1 {:11}     {}", next.len(), spaced(next)));
    }
    line(stars.clone());
    line("REQUESTS/DURATIONS:".to_owned());
    line(format!("jobnr. mode duration{resources}"));
    line("-".repeat(72));
    let mark = Activity::default();
    let all = std::iter::once(&mark).chain(activities).chain(std::iter::once(&mark));
    for (job, activity) in (1..).zip(all) {
        let mut units = vec![0; n_resources];
        activity.demand.iter().for_each(|(resource, demand)| units[*resource] = *demand);
        line(format!("{job:4}      1 {:8}     {}", activity.n_days, spaced(&units)));
    }
    line(stars.clone());
    line("RESOURCEAVAILABILITIES:".to_owned());
    line(resources);
    line(format!("  {}", spaced(&(0..n_resources).map(|resource| workforce.room(resource)).collect::<Vec<_>>())));
    line(stars);
    text
}

fn spaced<N: ToString>(numbers: &[N]) -> String {
    numbers.iter().map(N::to_string).collect::<Vec<_>>().join("  ")
}
