//! The text of a plan, carried to another framework: names are changed where they stand, and what cannot be carried stays
//! as a comment.

use std::collections::{BTreeMap, BTreeSet};

use super::assessment::next_start;
use super::fate::{Becomes, Fates};
use super::plan_names::{keys, names};
use crate::edit::{Edit, Fields, after_key, apply_apart, body, commented, field, fields, is_flow, line_start};
use crate::load::Node;
use crate::raw::Spanned;

/// A plan for the new framework.
#[derive(Debug, Clone)]
pub struct NewPlan {
    /// Its text.
    pub text: String,
    /// Ids that each list of entries about capabilities has to name, in order; whoever writes it reads it once more and
    /// compares.
    pub expected: BTreeMap<&'static str, Vec<String>>,
    /// What was not simply carried, in the order of the file.
    pub lines: Vec<PlanLine>,
}

/// An entry of a plan that was not simply carried.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct PlanLine {
    /// The list that it stands in, such as `estimates`.
    pub section: &'static str,
    /// The old id that it is about.
    pub id: String,
    /// Whether it was carried in some way; otherwise it is a comment now.
    pub is_carried: bool,
    /// What somebody has to know about it.
    pub because: String,
}

/// Lists of entries about one capability each.
pub const SECTIONS: [&str; 6] = ["exclude", "dates", "drop_soft", "estimates", "ledger", "progress"];

/// What becomes of one entry.
enum Action {
    Keep(String),
    /// One entry for each id; those after the first without these fields.
    Repeat(Vec<String>, &'static [&'static str]),
    Comment,
}

/// The entries of a list on their way.
struct Editor<'a> {
    text: &'a str,
    fates: Fates<'a>,
    edits: Vec<Edit>,
    lines: Vec<PlanLine>,
    expected: BTreeMap<&'static str, Vec<String>>,
    /// What stands in a work package.
    packed: BTreeSet<String>,
}

/// Carry a plan. None where the text is written in a way that cannot be edited piece by piece.
pub fn plan(text: &str, tree: &Spanned<Node>, fates: &Fates<'_>) -> Option<NewPlan> {
    let top = fields(tree)?;
    let mut editor = Editor {
        text,
        fates: *fates,
        edits: Vec::new(),
        lines: Vec::new(),
        expected: BTreeMap::new(),
        packed: BTreeSet::new(),
    };
    let (key, value) = field(top, "framework")?;
    editor.edits.push((after_key(text, key, value)?, format!(": {}", fates.map.to)));
    if let Some((key, target)) = field(top, "target") {
        let end = next_start(text, top, key);
        let target = fields(target)?;
        editor.section("exclude", target, end)?;
        editor.names("include", target, end)?;
        editor.keys("categories", (target, end), &fates.map.categories, |id| {
            fates.catalog.framework.categories.contains_key(id)
        })?;
    }
    for name in SECTIONS.into_iter().skip(1) {
        editor.section(name, top, text.len())?;
    }
    editor.packages(top)?;
    editor.keys("priorities", (top, text.len()), &fates.map.threats, |id| fates.catalog.threats.contains_key(id))?;
    editor.work_kinds(top)?;
    let text = apply_apart(text, editor.edits)?;
    Some(NewPlan { text, expected: editor.expected, lines: editor.lines })
}

impl Editor<'_> {
    /// One list of entries, each with the `capability` that it is about.
    fn section(&mut self, name: &'static str, parent: &Fields, end: usize) -> Option<()> {
        let Some((key, list)) = field(parent, name) else { return Some(()) };
        let Node::Seq(items) = &list.value else { return None };
        let end = next_start(self.text, parent, key).min(end);
        let (mut n_left, mut seen) = (0, Vec::new());
        let all: Vec<&str> = items.iter().filter_map(|item| text_of(fields(item)?, "capability")).collect();
        for (idx, item) in items.iter().enumerate() {
            let listed = fields(item)?;
            // An entry about a work package names no capability.
            let Some(id) = text_of(listed, "capability") else {
                n_left += 1;
                continue;
            };
            let action = match name {
                "drop_soft" => self.dropped_need(id, text_of(listed, "need")?),
                _ => self.action(name, id, &all, &mut seen),
            };
            if let (Action::Keep(_), "drop_soft") = (&action, name) {
                let (key, value) = field(listed, "need")?;
                let need = self.renamed(text_of(listed, "need")?)?;
                self.edits.push((after_key(self.text, key, value)?, format!(": {need}")));
            }
            let (key, value) = field(listed, "capability")?;
            let place = after_key(self.text, key, value)?;
            if let Action::Keep(to) = action {
                n_left += 1;
                self.expected.entry(name).or_default().push(to.clone());
                if to != id {
                    self.edits.push((place, format!(": {to}")));
                }
                continue;
            }
            if is_flow(list) {
                return None;
            }
            let start = self.dash(item)?;
            let limit = items.get(idx + 1).map_or(Some(end), |next| Some(line_start(self.text, self.dash(next)?)))?;
            let lines = body(self.text, start, limit);
            let whole = self.text.get(lines.clone())?;
            match action {
                Action::Repeat(ids, without) => {
                    n_left += ids.len();
                    let mut out = String::new();
                    for (n, to) in ids.iter().enumerate() {
                        let has_gone = n > 0 && without.iter().any(|gone| field(listed, gone).is_some());
                        let copy = match has_gone {
                            true => self.without(item, without, to, lines.end)?,
                            false => {
                                let edit = (place.clone(), format!(": {to}"));
                                apply_apart(self.text.get(..lines.end)?, vec![edit])?.get(lines.start..)?.to_owned()
                            }
                        };
                        out.push_str(copy.trim_end_matches(['\r', '\n']));
                        out.push('\n');
                    }
                    self.expected.entry(name).or_default().extend(ids);
                    self.edits.push((lines, out));
                }
                _ => self.edits.push((lines, commented(whole))),
            }
        }
        self.emptied(key, !items.is_empty() && n_left == 0, " []");
        Some(())
    }

    /// What becomes of an entry about a capability.
    fn action(&mut self, name: &'static str, id: &str, all: &[&str], seen: &mut Vec<String>) -> Action {
        let said = |editor: &mut Self, is_carried: bool, because: &str| {
            let line = PlanLine { section: name, id: id.to_owned(), is_carried, because: because.to_owned() };
            editor.lines.push(line);
        };
        match self.fates.of(id) {
            Becomes::Same(to) => Action::Keep(to.to_string()),
            Becomes::Renamed { to, stricter: Some(stricter), .. } if name == "estimates" => {
                said(self, true, &format!("it was made before this was asked for: {stricter}"));
                Action::Keep(to.to_string())
            }
            Becomes::Renamed { to, .. } => Action::Keep(to.to_string()),
            Becomes::Split(pieces) => {
                let ids: Vec<String> = pieces.iter().map(|piece| piece.to.to_string()).collect();
                match name {
                    "exclude" | "dates" => {
                        said(self, true, "it now stands for each of what it was split into");
                        Action::Repeat(ids, &[])
                    }
                    "ledger" => {
                        said(
                            self,
                            true,
                            "it now stands for each of what it was split into; the amount stays with the first",
                        );
                        Action::Repeat(ids, &["amount", "currency"])
                    }
                    "progress" => {
                        said(self, true, "it now stands with the first of what it was split into");
                        Action::Keep(ids.first().cloned().unwrap_or_default())
                    }
                    _ => {
                        said(self, false, "an estimate of the whole says nothing of its parts");
                        Action::Comment
                    }
                }
            }
            Becomes::Merged(merge) => {
                let into = merge.into.to_string();
                let is_first = !seen.contains(&into);
                seen.push(into.clone());
                match name {
                    "exclude" if merge.from.iter().any(|(id, _)| !all.contains(&id.as_str())) => {
                        said(
                            self,
                            false,
                            &format!("not all that has become `{into}` was left out, so it is asked for"),
                        );
                        Action::Comment
                    }
                    "exclude" | "dates" if is_first => {
                        if name == "dates" {
                            said(self, true, &format!("it now stands for all of `{into}`"));
                        }
                        Action::Keep(into)
                    }
                    "exclude" | "dates" => {
                        said(self, false, &format!("`{into}` has an entry already"));
                        Action::Comment
                    }
                    "estimates" => {
                        said(self, false, "an estimate of a part says nothing of the whole");
                        Action::Comment
                    }
                    _ => Action::Keep(into),
                }
            }
            Becomes::Dropped(because) => {
                said(self, false, &format!("the new framework does not have it: {because}"));
                Action::Comment
            }
            Becomes::Nothing => Action::Comment,
        }
    }

    /// A soft need that is not followed: it stays where the new catalog has it too.
    fn dropped_need(&mut self, id: &str, need: &str) -> Action {
        let new = self.renamed(id).zip(self.renamed(need));
        match new.filter(|(to, need)| self.fates.has_soft_need(to, need)) {
            Some((to, _)) => Action::Keep(to),
            None => {
                let because = format!("the new framework has no such advice about `{need}`");
                self.lines.push(PlanLine { section: "drop_soft", id: id.to_owned(), is_carried: false, because });
                Action::Comment
            }
        }
    }

    /// The new id of a capability that stays one.
    fn renamed(&self, id: &str) -> Option<String> {
        match self.fates.of(id) {
            Becomes::Same(to) | Becomes::Renamed { to, .. } => Some(to.to_string()),
            Becomes::Merged(merge) => Some(merge.into.to_string()),
            _ => None,
        }
    }

    /// Ids of capabilities in a list.
    fn names(&mut self, name: &'static str, parent: &Fields, end: usize) -> Option<()> {
        let Some((key, list)) = field(parent, name) else { return Some(()) };
        let end = next_start(self.text, parent, key).min(end);
        let (fates, taken) = (self.fates, &self.packed);
        let mut gone = Vec::new();
        let new = names(self.text, list, end, |id| {
            let mut ids = match fates.of(id) {
                Becomes::Same(to) | Becomes::Renamed { to, .. } => vec![to.to_string()],
                Becomes::Split(pieces) => pieces.iter().map(|piece| piece.to.to_string()).collect(),
                Becomes::Merged(merge) => vec![merge.into.to_string()],
                Becomes::Dropped(because) => {
                    gone.push((id.to_owned(), format!("the new framework does not have it: {because}")));
                    Vec::new()
                }
                Becomes::Nothing => Vec::new(),
            };
            if name == "capabilities" && ids.iter().any(|id| taken.contains(id)) {
                ids.retain(|id| !taken.contains(id));
                gone.push((id.to_owned(), "what it has become stands in another work package already".to_owned()));
            }
            ids
        })?;
        let line = |(id, because)| PlanLine { section: name, id, is_carried: false, because };
        self.lines.extend(gone.into_iter().map(line));
        self.edits.extend(new.edits);
        self.expected.entry(name).or_default().extend(new.names);
        self.emptied(key, new.is_emptied, " []");
        Some(())
    }

    /// The capabilities of each work package.
    fn packages(&mut self, top: &Fields) -> Option<()> {
        let Some((key, list)) = field(top, "work_packages") else { return Some(()) };
        let Node::Seq(items) = &list.value else { return None };
        let end = next_start(self.text, top, key);
        for (idx, item) in items.iter().enumerate() {
            let limit = items.get(idx + 1).map_or(Some(end), |next| Some(line_start(self.text, self.dash(next)?)))?;
            self.names("capabilities", fields(item)?, limit)?;
            self.packed.extend(self.expected.get("capabilities").into_iter().flatten().cloned());
        }
        Some(())
    }

    /// Keys that are names of something else.
    fn keys(
        &mut self,
        name: &'static str,
        (parent, end): (&Fields, usize),
        map: &indexmap::IndexMap<String, Option<String>>,
        is_known: impl Fn(&str) -> bool,
    ) -> Option<()> {
        let Some((key, node)) = field(parent, name) else { return Some(()) };
        let end = next_start(self.text, parent, key).min(end);
        let (edits, gone, is_emptied) = keys(self.text, node, end, map, is_known)?;
        self.edits.extend(edits);
        let because = "the new framework does not have it".to_owned();
        let line = |id: String| PlanLine { section: name, id, is_carried: false, because: because.clone() };
        self.lines.extend(gone.into_iter().map(line));
        self.emptied(key, is_emptied, " {}");
        Some(())
    }

    /// Kinds of work, in the roles of the team and in the rates.
    fn work_kinds(&mut self, top: &Fields) -> Option<()> {
        let (map, catalog) = (&self.fates.map.work_kinds, self.fates.catalog);
        if let Some((key, rates)) = field(top, "rates") {
            let end = next_start(self.text, top, key);
            self.keys("kinds", (fields(rates)?, end), map, |id| catalog.work_kinds.contains_key(id))?;
        }
        let Some((key, Spanned { value: Node::Seq(roles), .. })) = field(top, "team") else { return Some(()) };
        let end = next_start(self.text, top, key);
        for role in roles {
            let Some((key, does)) = field(fields(role)?, "does") else { continue };
            let end = next_start(self.text, fields(role)?, key).min(end);
            let new = names(self.text, does, end, |id| match map.get(id) {
                Some(to) => to.iter().cloned().collect(),
                None => vec![id.to_owned()],
            })?;
            self.edits.extend(new.edits);
            self.emptied(key, new.is_emptied, " []");
        }
        Some(())
    }

    /// A list of which only comments are left needs a mark of its own.
    fn emptied(&mut self, key: &Spanned<String>, is_emptied: bool, mark: &str) {
        let colon = self.text[key.span.end..].find(':').map(|at| key.span.end + at + 1);
        if let Some(at) = colon.filter(|_| is_emptied) {
            self.edits.push((at..at, mark.to_owned()));
        }
    }

    /// The dash of an item in a list of block style.
    fn dash(&self, item: &Spanned<Node>) -> Option<usize> {
        let (first, _) = fields(item)?.first()?;
        self.text.get(..first.span.start)?.rfind('-')
    }

    /// A copy of an item about another capability, without some fields.
    fn without(&self, item: &Spanned<Node>, gone: &[&str], to: &str, end: usize) -> Option<String> {
        let listed = fields(item)?;
        let dash = self.dash(item)?;
        let margin = self.text.get(line_start(self.text, dash)..dash)?;
        let mut kept = Vec::new();
        for (idx, (key, value)) in listed.iter().enumerate() {
            if gone.contains(&key.value.as_str()) {
                continue;
            }
            let limit = listed.get(idx + 1).map_or(end, |(next, _)| line_start(self.text, next.span.start));
            let to_end = match is_flow(item) {
                true => value.span.end,
                false => body(self.text, key.span.start, limit).end,
            };
            let whole = self.text.get(key.span.start..to_end)?.trim_end();
            kept.push(if key.value == "capability" { format!("capability: {to}") } else { whole.to_owned() });
        }
        Some(match is_flow(item) {
            true => format!("{margin}- {{{}}}", kept.join(", ")),
            false => format!("{margin}- {}", kept.join(&format!("\n{margin}  "))),
        })
    }
}

/// The text of a field.
fn text_of<'a>(listed: &'a Fields, name: &str) -> Option<&'a str> {
    match &field(listed, name)?.1.value {
        Node::Text(text) => Some(text),
        _ => None,
    }
}
