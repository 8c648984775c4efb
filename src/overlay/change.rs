//! Two texts of one entry, compared field by field.

use crate::load::Node;
use crate::raw::Spanned;

/// A field that says something else than before.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct FieldChange {
    /// Its path: `effort.likely`, `needs[authz-rbac].strength`.
    pub path: String,
    /// What it said; none where it was not there.
    pub before: Option<String>,
    /// What it says; none where it is gone.
    pub after: Option<String>,
}

/// A node and the text in which it stands.
#[derive(Debug, Clone, Copy)]
pub struct Read<'a> {
    /// The node.
    pub node: &'a Spanned<Node>,
    /// The whole text.
    pub text: &'a str,
}

/// Every field in which the second differs from the first, in the order of the second; fields that are gone come last.
pub fn changes(before: Read<'_>, after: Read<'_>) -> Vec<FieldChange> {
    let mut found = Vec::new();
    compare("", Some(before), Some(after), &mut found);
    found
}

/// Keys by which items of a list know each other again.
const KEYS: [&str; 4] = ["id", "capability", "threat", "level"];

fn compare(path: &str, before: Option<Read<'_>>, after: Option<Read<'_>>, found: &mut Vec<FieldChange>) {
    let fields = (before.and_then(fields), after.and_then(fields));
    let items = (before.and_then(items), after.and_then(items));
    match (fields, items) {
        ((Some(before), Some(after)), _) => {
            let join = |name: &str| if path.is_empty() { name.to_owned() } else { format!("{path}.{name}") };
            pairs(&before, &after, |name, before, after| compare(&join(name), before, after, found));
        }
        (_, (Some(before), Some(after))) if is_of_parts(&before) || is_of_parts(&after) => {
            pairs(&before, &after, |key, before, after| compare(&format!("{path}[{key}]"), before, after, found));
        }
        _ => {
            let (before, after) = (before.map(said), after.map(said));
            if before != after {
                found.push(FieldChange { path: path.to_owned(), before, after });
            }
        }
    }
}

type Named<'a> = Vec<(String, Read<'a>)>;

/// The values of both sides by their names: those of the second in its order, then what is gone.
fn pairs(
    before: &[(String, Read<'_>)],
    after: &[(String, Read<'_>)],
    mut each: impl FnMut(&str, Option<Read<'_>>, Option<Read<'_>>),
) {
    let find = |list: &[(String, Read<'_>)], name: &str| list.iter().position(|(other, _)| other == name);
    for (name, value) in after {
        each(name, find(before, name).map(|idx| before[idx].1), Some(*value));
    }
    for (name, value) in before.iter().filter(|(name, _)| find(after, name).is_none()) {
        each(name, Some(*value), None);
    }
}

fn fields(read: Read<'_>) -> Option<Named<'_>> {
    let Node::Map(fields) = &read.node.value else { return None };
    Some(fields.iter().map(|(key, node)| (key.value.clone(), Read { node, ..read })).collect())
}

/// The items of a list, by the value of their key where they have one, else by their number.
fn items(read: Read<'_>) -> Option<Named<'_>> {
    let Node::Seq(items) = &read.node.value else { return None };
    let named = items.iter().enumerate().map(|(idx, node)| {
        let item = Read { node, ..read };
        let fields = fields(item).unwrap_or_default();
        let key = fields.iter().find(|(name, _)| KEYS.contains(&name.as_str())).map(|(_, value)| said(*value));
        (key.unwrap_or_else(|| (idx + 1).to_string()), item)
    });
    Some(named.collect())
}

/// Whether the items of a list have parts of their own; a list of words is compared as a whole.
fn is_of_parts(items: &Named<'_>) -> bool {
    items.iter().any(|(_, item)| matches!(item.node.value, Node::Map(_) | Node::Seq(_)))
}

/// What a value says, on one line.
fn said(read: Read<'_>) -> String {
    let join = |items: Vec<String>| items.join(", ");
    match &read.node.value {
        Node::Text(text) => text.split_whitespace().collect::<Vec<_>>().join(" "),
        Node::Seq(_) => join(items(read).unwrap_or_default().into_iter().map(|(_, item)| said(item)).collect()),
        Node::Map(_) => {
            let field = |(name, value): (String, Read<'_>)| format!("{name}: {}", said(value));
            join(fields(read).unwrap_or_default().into_iter().map(field).collect())
        }
        // Numbers stand in the text as they were written.
        _ => read.text.get(read.node.span.range()).unwrap_or_default().trim().to_owned(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::load::tree;

    #[track_caller]
    fn check(before: &str, after: &str, expect: &[&str]) {
        let (old, new) = (tree(before).unwrap(), tree(after).unwrap());
        let found = changes(Read { node: &old, text: before }, Read { node: &new, text: after });
        let word = |side: Option<String>| side.unwrap_or_else(|| "-".to_owned());
        let found: Vec<_> =
            found.into_iter().map(|c| format!("{}: {} -> {}", c.path, word(c.before), word(c.after))).collect();
        assert_eq!(found, expect);
    }

    #[test]
    fn numbers_are_shown_as_they_are_written() {
        check(
            "effort: {likely: 2, low: 1}\n",
            "effort:\n  low: 1.0\n  likely: 9.75\n",
            &["effort.low: 1 -> 1.0", "effort.likely: 2 -> 9.75"],
        );
    }

    #[test]
    fn items_with_a_name_are_found_wherever_they_stand() {
        let before = "needs:\n  - {capability: a, strength: hard}\n  - {capability: b, strength: hard}\n";
        let after = "needs:\n  - {capability: b, strength: soft}\n  - {capability: c, strength: hard}\n";
        check(
            before,
            after,
            &[
                "needs[b].strength: hard -> soft",
                "needs[c]: - -> capability: c, strength: hard",
                "needs[a]: capability: a, strength: hard -> -",
            ],
        );
    }

    #[test]
    fn texts_that_are_only_wrapped_otherwise_are_the_same() {
        check("a: >-\n  one two\n  three\n", "a: one two three\n", &[]);
        check("a: [x, y]\n", "a:\n  - x\n  - z\n", &["a: x, y -> x, z"]);
    }
}
