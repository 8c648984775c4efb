//! Lists of names, and mappings with names as keys, in the text of a plan.

use indexmap::IndexMap;

use crate::edit::{Edit, body, commented, fields, is_flow, line_start};
use crate::load::Node;
use crate::raw::Spanned;

/// A list of names with its edits.
pub struct NewNames {
    /// The edits.
    pub edits: Vec<Edit>,
    /// The names that it has then.
    pub names: Vec<String>,
    /// Whether it had names and has none now, in block style.
    pub is_emptied: bool,
}

/// A list of names, each of which becomes one, several or none; a name that is there already is not put in again.
pub fn names(
    text: &str,
    list: &Spanned<Node>,
    end: usize,
    mut becomes: impl FnMut(&str) -> Vec<String>,
) -> Option<NewNames> {
    let Node::Seq(items) = &list.value else { return None };
    let mut new = NewNames { edits: Vec::new(), names: Vec::new(), is_emptied: false };
    let mut is_same_length = true;
    for (idx, item) in items.iter().enumerate() {
        let Node::Text(old) = &item.value else { return None };
        let mut ids = becomes(old);
        ids.retain(|id| !new.names.contains(id));
        new.names.extend(ids.iter().cloned());
        is_same_length &= ids.len() == 1;
        if is_flow(list) {
            if ids != [old.clone()] {
                new.edits.push((item.span.range(), ids.join(", ")));
            }
            continue;
        }
        match ids.as_slice() {
            [id] if id == old => {}
            [] => {
                let limit = items.get(idx + 1).map_or(end, |next| line_start(text, next.span.start));
                let lines = body(text, item.span.start, limit);
                new.edits.push((lines.clone(), commented(text.get(lines)?)));
            }
            ids => {
                let dash = text.get(line_start(text, item.span.start)..item.span.start)?;
                new.edits.push((item.span.range(), ids.join(&format!("\n{dash}"))));
            }
        }
    }
    if is_flow(list) && !is_same_length {
        // The place of a list in brackets is that of the opening one.
        let last = items.last().map_or(list.span.end, |item| item.span.end);
        let end = last + text.get(last..)?.find(']')? + 1;
        new.edits = vec![(list.span.start..end, format!("[{}]", new.names.join(", ")))];
    }
    new.is_emptied = !is_flow(list) && !items.is_empty() && new.names.is_empty();
    Some(new)
}

/// Edits of the keys of a mapping, the keys that are gone, and whether only comments are left of it.
type NewKeys = (Vec<Edit>, Vec<String>, bool);

/// A mapping with names as keys; one that is gone is a comment afterwards.
pub fn keys(
    text: &str,
    node: &Spanned<Node>,
    end: usize,
    map: &IndexMap<String, Option<String>>,
    is_known: impl Fn(&str) -> bool,
) -> Option<NewKeys> {
    let listed = fields(node)?;
    let (mut edits, mut gone) = (Vec::new(), Vec::new());
    for (idx, (key, _)) in listed.iter().enumerate() {
        let to = match map.get(&key.value) {
            Some(to) => to.clone(),
            None => Some(key.value.clone()),
        };
        match to.filter(|to| is_known(to)) {
            Some(to) if to == key.value => {}
            Some(to) => edits.push((key.span.range(), to)),
            None if is_flow(node) => return None,
            None => {
                let limit = listed.get(idx + 1).map_or(end, |(next, _)| line_start(text, next.span.start));
                let lines = body(text, key.span.start, limit);
                edits.push((lines.clone(), commented(text.get(lines)?)));
                gone.push(key.value.clone());
            }
        }
    }
    let is_emptied = !listed.is_empty() && gone.len() == listed.len();
    Some((edits, gone, is_emptied))
}
