//! A dependency graph as text that Graphviz draws.

use super::dependencies::{Dependencies, Link, Part};
use crate::render::characters::reveal;

/// A directed graph in the DOT language (graphviz.org/doc/info/lang.html), from left to right: a solid arrow where
/// something cannot do without, a dashed one for advice on the order, and `or` on those of which one will do.
pub fn digraph(data: &Dependencies) -> String {
    let mut text = format!("digraph needs {{\n    label={}\n    rankdir=LR\n", quoted(&data.heading));
    text.push_str("    node [shape=box, fontname=\"sans-serif\"]\n");
    for (idx, node) in data.nodes.iter().enumerate() {
        let style = if node.part == Part::Own { ", peripheries=2" } else { "" };
        text.push_str(&format!("    n{idx} [label={}{style}]\n", quoted(&node.title)));
    }
    for edge in &data.edges {
        let style = match edge.link {
            Link::Hard => "",
            Link::Either => " [label=\"or\"]",
            Link::Soft => " [style=dashed]",
        };
        text.push_str(&format!("    n{} -> n{}{style}\n", edge.from, edge.to));
    }
    text + "}\n"
}

/// A text in quotes on one line. A backslash would begin an escape such as `\N`, the name of the node.
fn quoted(text: &str) -> String {
    let line = reveal(text).split_whitespace().collect::<Vec<_>>().join(" ");
    format!("\"{}\"", line.replace('\\', "\\\\").replace('"', "\\\""))
}

#[cfg(test)]
mod tests {
    use super::quoted;

    #[test]
    fn text_stays_inside_its_quotes() {
        assert_eq!(quoted("a \"b\" \\N\n}"), r#""a \"b\" \\N }""#);
        assert_eq!(quoted("\\"), r#""\\""#);
    }
}
