//! The work list as a TaskJuggler 3 project, which schedules it anew and draws it.
//!
//! What is handed over is what our own schedule is made from, not its dates: effort per role, needs with lag, order as
//! priority, holidays, absences, earliest dates and deadlines. A role is a person, or several with at most one full
//! post each, so that no step has more than one person of a role at a time, as in our own schedule.
//!
//! The dates of TaskJuggler are its own and can lie months from ours, which stand in comments: it gives a person one task
//! at a time where ours spreads a role evenly over a step, and lets the roles of a step finish one by one.

use chrono::{Days, NaiveDate};

use crate::model::decimal::format_scaled;
use crate::render::characters::is_unprintable;
use crate::render::view::{AwayView, BacklogItemView, BacklogView, RoleWorkView, TeamRoleView};
use crate::text::one_line;

/// The list as a `.tjp` file.
pub fn to_taskjuggler(view: &BacklogView) -> String {
    let mut out = String::from("# For TaskJuggler 3: `tj3 FILE` writes roadmap.html. Made by fundable.\n");
    view.labels.iter().for_each(|label| out.push_str(&format!("# Illustration. {}\n", bare(label))));
    let name = string(&format!("Security roadmap of {}", view.registry.name));
    // Room for twice the time and two years more; TaskJuggler refuses what ends later.
    let n_days =
        day(&view.finish.iso).zip(day(&view.start.iso)).map_or(0, |(finish, start)| (finish - start).num_days());
    let months = n_days * 2 / 30 + 24;
    out.push_str(&format!(
        "\nproject roadmap {name} {} +{months}m {{\n  timezone \"UTC\"\n  timeformat \"%Y-%m-%d\"\n  \
         timingresolution 30min\n  dailyworkinghours 8\n  weekstartsmonday\n  now {}\n}}\n",
        view.start.iso, view.dated.iso
    ));
    if !view.holidays.is_empty() {
        out.push('\n');
    }
    for holiday in &view.holidays {
        let name = string(holiday.name.as_deref().unwrap_or("Holiday"));
        out.push_str(&format!("leaves holiday {name} {}\n", interval(&holiday.from.iso, &holiday.to.iso)));
    }
    for (idx, role) in view.team.iter().enumerate() {
        out.push_str(&resource(idx, role));
    }
    for item in &view.items {
        out.push_str(&task(view, item));
    }
    for milestone in &view.milestones {
        let ids = milestone.items.iter().filter_map(|position| view.items.get(position - 1));
        let depends: Vec<String> = ids.map(|item| after(item, "")).collect();
        let id = identifier("m", 0, &milestone.id);
        out.push_str(&format!(
            "\ntask {id} {} {{\n  milestone\n  depends {}\n}}\n",
            string(&milestone.title),
            depends.join(", ")
        ));
    }
    let headline = std::iter::once(format!("Security roadmap of {}", view.registry.name));
    let headline: Vec<String> = headline.chain(view.labels.iter().cloned()).collect();
    out.push_str(&format!(
        "\ntaskreport roadmap \"roadmap\" {{\n  formats html\n  headline {}\n  columns bsi, name, start, end, effort, \
         chart\n}}\n",
        string(&headline.join(" · "))
    ));
    out
}

/// A role: one resource, or a group of persons where it is more than one.
fn resource(idx: usize, role: &TeamRoleView) -> String {
    let persons = persons(role);
    if let [one] = persons.as_slice() {
        return format!("\n{}", person(&person_id(idx, 0), &role.role, &times(role, 0, *one), ""));
    }
    let mut out = format!("\nresource {} {} {{\n", identifier("r", idx + 1, &role.role), string(&role.role));
    for (n, fte) in persons.iter().enumerate() {
        let times = times(role, persons[..n].iter().sum(), *fte);
        out.push_str(&person(&person_id(idx, n), &format!("{} {}", role.role, n + 1), &times, "  "));
    }
    out.push_str("}\n");
    out
}

fn person(id: &str, name: &str, times: &[String], indent: &str) -> String {
    let times: String = times.iter().map(|line| format!("{indent}  {line}\n")).collect();
    format!("{indent}resource {id} {} {{\n{times}{indent}}}\n", string(name))
}

/// How much a person does in a day, and when it is away; `before` are the hundredths of the persons before it.
fn times(role: &TeamRoleView, before: u32, person: u32) -> Vec<String> {
    let efficiency = format!("efficiency {}", format_scaled(i64::from(person), 2));
    let absences = role.away.iter().filter_map(|away| absence(away, role.fte_hundredths, before, person));
    std::iter::once(efficiency).chain(absences).collect()
}

/// Full posts, then what is left; in hundredths.
fn persons(role: &TeamRoleView) -> Vec<u32> {
    let (full, rest) = (role.fte_hundredths / 100, role.fte_hundredths % 100);
    let posts = std::iter::repeat_n(100, full as usize);
    posts.chain((rest > 0).then_some(rest)).collect()
}

/// When a person is away: the last persons of a role go first, and one who goes in part has shorter days.
fn absence(away: &AwayView, all: u32, before: u32, person: u32) -> Option<String> {
    let present = (all - away.fte_hundredths.min(all)).saturating_sub(before).min(person);
    let when = interval(&away.from.iso, &away.to.iso);
    match present * 16 / person {
        _ if present == person => None,
        0 => Some(format!("leaves annual {when}")),
        half_hours => {
            let hours = format_scaled(i64::from(half_hours) * 5, 1);
            Some(format!("limits {{ dailymax {hours}h {{ period {when} }} }}"))
        }
    }
}

/// A step as a container: one task per role, then its deliverables as marks in time.
fn task(view: &BacklogView, item: &BacklogItemView) -> String {
    let id = item_id(item);
    let mut out = String::new();
    if let Some(earliest) = &item.earliest {
        // A start of its own would override the needs, so the date is a mark that the step depends on.
        let title = string(&format!("Earliest start of {}", item.title));
        out.push_str(&format!("\ntask {id}_earliest {title} {{\n  milestone\n  start {}\n}}\n", earliest.iso));
    }
    out.push_str(&format!("\ntask {id} {} {{\n", string(&format!("{}. {}", item.position, item.title))));
    out.push_str(&format!("  # {} {}: {}\n", bare(&item.number), bare(&item.category.title), bare(&item.id)));
    out.push_str(&format!("  # Planned: {} to {}, ready {}\n", item.start.iso, item.work_end.iso, item.finish.iso));
    // What comes first in the roadmap gets the people first.
    let priority = 1000_usize.saturating_sub(item.position).max(1);
    out.push_str(&format!("  priority {priority}\n"));
    let needs = item.needs.iter().filter_map(|need| view.items.get(need.position - 1)).map(|need| after(need, "!"));
    let depends: Vec<String> = needs.chain(item.earliest.iter().map(|_| format!("!{id}_earliest"))).collect();
    if !depends.is_empty() {
        out.push_str(&format!("  depends {}\n", depends.join(", ")));
    }
    if let Some(earliest) = &item.earliest {
        out.push_str(&format!("  minstart {}\n", earliest.iso));
    }
    if let Some(deadline) = &item.deadline {
        // The lag after the work has to be over by then.
        let last = day(&deadline.iso).map(|day| day + Days::new(1) - Days::new(u64::from(item.lag_weeks) * 7));
        out.push_str(&format!("  maxend {}\n", last.map_or_else(|| deadline.iso.clone(), |last| last.to_string())));
    }
    for role in &item.roles {
        out.push_str(&work(view, role));
    }
    let works: Vec<String> = item.roles.iter().map(|role| format!("!work{}", role.role_idx + 1)).collect();
    for (idx, deliverable) in item.deliverables.iter().enumerate() {
        let depends = if works.is_empty() { String::new() } else { format!("\n    depends {}", works.join(", ")) };
        let title = string(deliverable);
        out.push_str(&format!("  task deliverable{} {title} {{\n    milestone{depends}\n  }}\n", idx + 1));
    }
    out.push_str("}\n");
    out
}

/// What a role does for a step; whoever of it is free.
fn work(view: &BacklogView, role: &RoleWorkView) -> String {
    let n_persons = view.team.get(role.role_idx).map_or(1, |team| persons(team).len());
    let others: Vec<String> = (1..n_persons).map(|n| person_id(role.role_idx, n)).collect();
    let alternative =
        if others.is_empty() { String::new() } else { format!(" {{ alternative {} persistent }}", others.join(", ")) };
    // Person-days; no less than a slot of the timing resolution.
    let days = (role.effort.mean * 5.0).max(0.07);
    let name = string(&format!("{}: {}", role.role, role.kinds.join(", ")));
    format!(
        "  task work{} {name} {{\n    effort {days:.2}d\n    allocate {}{alternative}\n  }}\n",
        role.role_idx + 1,
        person_id(role.role_idx, 0)
    )
}

/// A reference to a step that comes first, with its lag; `up` leads out of the task that refers to it.
fn after(item: &BacklogItemView, up: &str) -> String {
    let lag = if item.lag_weeks > 0 { format!(" {{ gapduration {}w }}", item.lag_weeks) } else { String::new() };
    format!("{up}{}{lag}", item_id(item))
}

fn item_id(item: &BacklogItemView) -> String {
    identifier("t", item.position, &item.id)
}

fn person_id(role_idx: usize, n: usize) -> String {
    format!("r{}_person{}", role_idx + 1, n + 1)
}

/// Letters, digits and underscores; unique by its number, or by a name that is an id.
fn identifier(kind: &str, number: usize, name: &str) -> String {
    let name: String = name.chars().take(60).map(|c| if c.is_ascii_alphanumeric() { c } else { '_' }).collect();
    if number == 0 { format!("{kind}_{name}") } else { format!("{kind}{number}_{name}") }
}

/// A string. Its only escape is that of the quote, so two things cannot be written and get a blank: a backslash at the
/// end, and `${` or `$(`, which would call a macro or read the environment.
fn string(text: &str) -> String {
    let text = bare(text).replace('"', "\\\"");
    let end = if text.ends_with('\\') { " " } else { "" };
    format!("\"{text}{end}\"")
}

/// Text on one line that calls no macro.
fn bare(text: &str) -> String {
    let visible: String = one_line(text).chars().filter(|&c| !is_unprintable(c)).collect();
    visible.replace("${", "$ {").replace("$(", "$ (")
}

/// From the first day to the day after the last.
fn interval(first: &str, last: &str) -> String {
    let end = day(last).map_or_else(|| last.to_owned(), |last| (last + Days::new(1)).to_string());
    format!("{first} - {end}")
}

fn day(iso: &str) -> Option<NaiveDate> {
    iso.parse().ok()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_string_ends_where_it_should_and_calls_nothing() {
        for (text, written) in [
            ("a \"b\" c", r#""a \"b\" c""#),
            ("ends in \\", r#""ends in \ ""#),
            ("${macro} $(HOME) $x", r#""$ {macro} $ (HOME) $x""#),
            ("two\r\nlines # no comment", r#""two lines # no comment""#),
        ] {
            assert_eq!(string(text), written);
        }
    }

    #[test]
    fn the_last_persons_of_a_role_are_away_first() {
        let date = |text: &str| day(text).unwrap().into();
        let away = |fte_hundredths| AwayView { from: date("2027-08-02"), to: date("2027-08-06"), fte_hundredths };
        let of = |n| [(0, 100), (100, 50)].map(|(before, person)| absence(&away(n), 150, before, person));
        let all = "leaves annual 2027-08-02 - 2027-08-07".to_owned();
        let hours = |hours: &str| format!("limits {{ dailymax {hours}h {{ period 2027-08-02 - 2027-08-07 }} }}");
        assert_eq!(of(50), [None, Some(all.clone())]);
        assert_eq!(of(25), [None, Some(hours("4"))]);
        assert_eq!(of(120), [Some(hours("2")), Some(all.clone())]);
        assert_eq!(of(150), [Some(all.clone()), Some(all)]);
    }
}
