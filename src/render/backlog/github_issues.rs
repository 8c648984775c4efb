//! The work list as GitHub issues: a Markdown file per item, an index, and a script that feeds them to `gh`.

use crate::render::escape::{escape_destination, escape_markdown};
use crate::render::view::{BacklogItemView, BacklogView};

/// File names and texts, in the order of the list; the names of items sort in that order too.
///
/// A file begins with a block of four lines, title and labels between two rules, as GitHub's issue templates have it.
/// The title is quoted, with backslashes before quotes and backslashes alone; labels are ids, joined by commas.
pub fn to_issues(view: &BacklogView) -> Vec<(String, String)> {
    let n_digits = view.items.len().to_string().len().max(2);
    let name = |position: usize| -> String {
        let id = view.items.get(position - 1).map_or("", |item| item.id.as_str());
        format!("{position:0n_digits$}-{id}.md")
    };
    let issues = view.items.iter().map(|item| (name(item.position), issue(view, item, &name)));
    let rest = [
        ("index.md".to_owned(), index(view, &name)),
        ("create-issues.sh".to_owned(), include_str!("create-issues.sh").to_owned()),
    ];
    issues.chain(rest).collect()
}

fn issue(view: &BacklogView, item: &BacklogItemView, name: &dyn Fn(usize) -> String) -> String {
    let text = |text: &str| escape_markdown(text);
    let mut out = format!("---\ntitle: {}\nlabels: {}\n---\n\n", quoted(&item.title), labels(item).join(","));
    out.push_str(&notes(view));
    out.push_str(&format!("{}\n\n", text(&item.summary)));
    out.push_str(&format!(
        "Asked for by {}, {} ({}, level {}): {}\n\n",
        text(&view.framework.title),
        text(&item.number),
        text(&item.category.title),
        item.level,
        text(&item.requirement)
    ));
    out.push_str(&format!("- Effort: {} person-weeks ({})\n", item.effort.text, item.effort.range));
    for role in &item.roles {
        let kinds = text(&role.kinds.join(", "));
        out.push_str(&format!("- {}: {} person-weeks of {kinds}\n", text(&role.role), role.effort.text));
    }
    out.push_str(&format!("- Work: {} to {}\n", item.start.text, item.work_end.text));
    if let Some(because) = &item.lag_because {
        out.push_str(&format!("- Then {} weeks until {}: {}\n", item.lag_weeks, item.finish.text, text(because)));
    }
    if let Some(deadline) = &item.deadline {
        out.push_str(&format!("- Deadline: {}\n", deadline.text));
    }
    if let Some(package) = &item.work_package {
        out.push_str(&format!("- Work package: {}\n", text(&package.title)));
    }
    let needs = item
        .needs
        .iter()
        .map(|need| format!("[{}]({}): {}", text(&need.title), name(need.position), text(&need.because)));
    tasks(&mut out, "Comes after", needs);
    tasks(&mut out, "Deliverables", item.deliverables.iter().map(|deliverable| text(deliverable)));
    tasks(&mut out, "Done when", item.acceptance.iter().map(|criterion| text(criterion)));
    out.push_str(&situation(item));
    out.push_str("\n## Links\n\n");
    for link in &item.links {
        match &link.url {
            Some(url) => out.push_str(&format!("- [{}]({})\n", text(&link.title), escape_destination(url))),
            None => out.push_str(&format!("- {}\n", text(&link.title))),
        }
    }
    out
}

/// Where the registry stands, with what shows it.
fn situation(item: &BacklogItemView) -> String {
    let situation = &item.situation;
    let mut out = format!("\n## Where it stands\n\n{}", escape_markdown(&situation.sentence));
    if let Some(note) = &situation.note {
        out.push_str(&format!(" {}", escape_markdown(note)));
    }
    out.push_str("\n\n");
    for evidence in &situation.evidence {
        let what = escape_markdown(&evidence.what);
        match &evidence.link {
            Some(link) => out.push_str(&format!("- [{what}]({}) ({})\n", escape_destination(link), evidence.date)),
            None => out.push_str(&format!("- {what} ({})\n", evidence.date)),
        }
    }
    let out = out.trim_end();
    format!("{out}\n")
}

fn tasks(out: &mut String, title: &str, tasks: impl Iterator<Item = String>) {
    let tasks: Vec<String> = tasks.map(|task| format!("- [ ] {task}\n")).collect();
    if !tasks.is_empty() {
        out.push_str(&format!("\n## {title}\n\n{}", tasks.concat()));
    }
}

/// Whom the text is for, where that is not everybody, and what is made up.
fn notes(view: &BacklogView) -> String {
    let private = (view.audience == "private")
        .then(|| "> **Private.** Holds what the registry has marked confidential. Do not publish.\n\n".to_owned());
    let labels = view.labels.iter().map(|label| format!("> **Illustration.** {}\n\n", escape_markdown(label)));
    private.into_iter().chain(labels).collect()
}

/// Labels of an issue: ids alone, so that no name can end the list.
fn labels(item: &BacklogItemView) -> Vec<String> {
    let package = item.work_package.as_ref().map(|package| package.id.clone());
    [item.category.id.clone(), format!("level-{}", item.level), item.kind.to_owned()]
        .into_iter()
        .chain(package)
        .collect()
}

/// A scalar of YAML in double quotes.
fn quoted(text: &str) -> String {
    let visible: String = text.chars().filter(|c| !c.is_control()).collect();
    format!("\"{}\"", visible.replace('\\', "\\\\").replace('"', "\\\""))
}

fn index(view: &BacklogView, name: &dyn Fn(usize) -> String) -> String {
    let mut out = format!("# Work list of {}\n\n{}", escape_markdown(&view.registry.name), notes(view));
    out.push_str("`sh create-issues.sh --repo OWNER/NAME` makes an issue of each file, in this order, with gh.\n\n");
    out.push_str("| # | Item | Effort | Work | Ready |\n| ---: | --- | ---: | --- | --- |\n");
    for item in &view.items {
        out.push_str(&format!(
            "| {} | [{}]({}) | {} | {} to {} | {} |\n",
            item.position,
            escape_markdown(&item.title),
            name(item.position),
            item.effort.text,
            item.start.iso,
            item.work_end.iso,
            item.finish.iso
        ));
    }
    out.push_str("\nEffort in person-weeks.\n\n| Milestone | Items | Ready |\n| --- | --- | --- |\n");
    for milestone in &view.milestones {
        let items: Vec<String> = milestone.items.iter().map(usize::to_string).collect();
        let title = escape_markdown(&milestone.title);
        out.push_str(&format!("| {title} | {} | {} |\n", items.join(", "), milestone.finish.iso));
    }
    out
}
