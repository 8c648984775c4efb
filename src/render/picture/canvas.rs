//! The sheet that pictures are drawn on: a few shapes with whole numbers as coordinates, written as SVG.

use super::metrics::{Type, width, wrap};
use super::palette::{INK, PAPER, SOFT};
use super::{DataTable, Picture};
use crate::render::characters::{is_line_space, reveal};

/// Width of most pictures. Shrunk to the text of an A4 page, type of 12 becomes 7.5 points; wider ones would be small print.
pub const WIDTH: i32 = 720;
/// Space around everything.
pub const MARGIN: i32 = 16;
/// The type of titles.
pub const TITLE: Type = Type::bold(15);
/// The type of most labels.
pub const LABEL: Type = Type::regular(12);
/// The type of axes and notes.
pub const SMALL: Type = Type::regular(11);

/// The fonts: the first is inside Typst, the second and its doubles are what browsers have.
const FONTS: &str = "'Libertinus Serif', Arial, 'Liberation Sans', Helvetica, sans-serif";

/// A rectangle: left, top, width, height.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Area(pub i32, pub i32, pub i32, pub i32);

/// Where a text stands, by its base line.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Anchor {
    /// It begins here.
    Start,
    /// Its middle is here.
    Middle,
    /// It ends here.
    End,
}

/// How a shape is filled.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Fill {
    /// Evenly, with a colour.
    Plain(&'static str),
    /// White with stripes of a colour, which a grey print shows as stripes.
    Striped(&'static str),
    /// White with dots of a colour.
    Dotted(&'static str),
}

/// A line.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Stroke {
    /// Its colour.
    pub colour: &'static str,
    /// Its width in tenths.
    pub tenths: i32,
    /// Whether it is dashed.
    pub is_dashed: bool,
}

impl Stroke {
    /// A line without gaps.
    pub const fn solid(colour: &'static str, tenths: i32) -> Self {
        Self { colour, tenths, is_dashed: false }
    }

    /// A dashed line.
    pub const fn dashed(colour: &'static str, tenths: i32) -> Self {
        Self { colour, tenths, is_dashed: true }
    }

    fn attributes(self) -> String {
        let dashes = if self.is_dashed { " stroke-dasharray=\"5 3\"" } else { "" };
        format!("stroke=\"{}\" stroke-width=\"{}.{}\"{dashes}", self.colour, self.tenths / 10, self.tenths % 10)
    }
}

/// A sheet.
pub struct Canvas {
    /// Unique among the pictures of a page, because browsers look its parts up by it.
    name: &'static str,
    width: i32,
    body: String,
    /// Patterns in use, in order of their first use.
    patterns: Vec<Fill>,
}

impl Canvas {
    /// An empty sheet.
    pub fn new(name: &'static str, width: i32) -> Self {
        Self { name, width, body: String::new(), patterns: Vec::new() }
    }

    /// Draw a rectangle.
    pub fn rect(&mut self, area: Area, fill: Fill, stroke: Option<Stroke>) {
        let fill = self.fill(fill);
        let stroke = stroke.map(|stroke| format!(" {}", stroke.attributes())).unwrap_or_default();
        let Area(x, y, width, height) = area;
        self.push(&format!(
            "<rect x=\"{x}\" y=\"{y}\" width=\"{width}\" height=\"{height}\" fill=\"{fill}\"{stroke}/>"
        ));
    }

    /// Draw a line from point to point, open at its end.
    pub fn line(&mut self, points: &[(i32, i32)], stroke: Stroke) {
        let path = path(points);
        self.push(&format!("<path d=\"{path}\" fill=\"none\" {}/>", stroke.attributes()));
    }

    /// Draw a shape with corners.
    pub fn polygon(&mut self, points: &[(i32, i32)], fill: Fill, stroke: Option<Stroke>) {
        let fill = self.fill(fill);
        let stroke = stroke.map(|stroke| format!(" {}", stroke.attributes())).unwrap_or_default();
        let path = path(points);
        self.push(&format!("<path d=\"{path}Z\" fill=\"{fill}\"{stroke}/>"));
    }

    /// Draw a diamond around a point.
    pub fn diamond(&mut self, (x, y): (i32, i32), radius: i32, fill: &'static str) {
        let points = [(x, y - radius), (x + radius, y), (x, y + radius), (x - radius, y)];
        self.polygon(&points, Fill::Plain(fill), Some(Stroke::solid(INK, 10)));
    }

    /// Write a text on one line.
    pub fn text(&mut self, (x, y): (i32, i32), text: &str, set_in: Type, anchor: Anchor) {
        self.coloured((x, y), text, set_in, anchor, INK);
    }

    /// Write a text on one line in a colour.
    pub fn coloured(&mut self, (x, y): (i32, i32), text: &str, set_in: Type, anchor: Anchor, colour: &'static str) {
        if text.is_empty() {
            return;
        }
        let anchor = match anchor {
            Anchor::Start => "",
            Anchor::Middle => " text-anchor=\"middle\"",
            Anchor::End => " text-anchor=\"end\"",
        };
        let weight = if set_in.is_bold { " font-weight=\"bold\"" } else { "" };
        let colour = if colour == INK { String::new() } else { format!(" fill=\"{colour}\"") };
        let (size, text) = (set_in.size, escape(text));
        self.push(&format!("<text x=\"{x}\" y=\"{y}\" font-size=\"{size}\"{weight}{anchor}{colour}>{text}</text>"));
    }

    /// Write lines one below the other, the first on the base line `y`.
    pub fn lines(&mut self, (x, y): (i32, i32), lines: &[String], set_in: Type, anchor: Anchor, colour: &'static str) {
        for (idx, line) in (0..).zip(lines) {
            self.coloured((x, y + idx * set_in.leading()), line, set_in, anchor, colour);
        }
    }

    /// Write a text in as many lines as it needs; gives the place below its last line.
    pub fn paragraph(
        &mut self,
        (x, top): (i32, i32),
        text: &str,
        room: i32,
        set_in: Type,
        colour: &'static str,
    ) -> i32 {
        let lines = wrap(text, room, set_in);
        self.lines((x, top + set_in.size), &lines, set_in, Anchor::Start, colour);
        top + set_in.leading() * count(&lines)
    }

    /// Write the heading of the picture; gives the place below.
    pub fn heading(&mut self, heading: &str) -> i32 {
        self.paragraph((MARGIN, MARGIN - 2), heading, self.width - 2 * MARGIN, TITLE, INK) + 6
    }

    /// Draw a legend: marks with words, in as many rows as they need; gives the place below.
    pub fn legend(&mut self, (left, top): (i32, i32), entries: &[(Mark, &str)]) -> i32 {
        let (mut x, mut y) = (left, top);
        for (mark, words) in entries {
            let length = 28 + width(words, SMALL);
            if x > left && x + length > self.width - MARGIN {
                (x, y) = (left, y + 18);
            }
            self.mark((x, y), *mark);
            self.text((x + 28, y + 11), words, SMALL, Anchor::Start);
            x += length + 16;
        }
        y + 22
    }

    fn mark(&mut self, (x, y): (i32, i32), mark: Mark) {
        match mark {
            Mark::Box(fill, stroke) => self.rect(Area(x, y + 1, 22, 11), fill, stroke),
            Mark::Diamond(fill) => self.diamond((x + 11, y + 6), 6, fill),
            Mark::Line(stroke) => self.line(&[(x, y + 7), (x + 22, y + 7)], stroke),
        }
    }

    /// Write a note in small soft type below everything; gives the place below.
    pub fn note(&mut self, top: i32, note: &str) -> i32 {
        self.paragraph((MARGIN, top), note, self.width - 2 * MARGIN, SMALL, SOFT)
    }

    /// The finished picture, `bottom` units high, under the name of the canvas and without a diagram of Mermaid.
    pub fn picture(self, bottom: i32, heading: &str, description: String, table: DataTable) -> Picture {
        Picture {
            name: self.name,
            title: heading.to_owned(),
            svg: self.finish(bottom, heading, &description),
            description,
            table,
            mermaid: None,
        }
    }

    /// The picture as SVG, `bottom` units high, with the texts that stand for it where it cannot be seen.
    fn finish(self, bottom: i32, title: &str, description: &str) -> String {
        let (name, width, height) = (self.name, self.width, bottom + MARGIN - 4);
        let (title, description) = (escape(title), escape(description));
        let defs: String = self.patterns.iter().enumerate().map(|(idx, fill)| pattern(name, idx, *fill)).collect();
        let defs = if defs.is_empty() { defs } else { format!("<defs>\n{defs}</defs>\n") };
        format!(
            "<svg xmlns=\"http://www.w3.org/2000/svg\" width=\"{width}\" height=\"{height}\" \
             viewBox=\"0 0 {width} {height}\" role=\"img\" aria-labelledby=\"{name}-title {name}-desc\" \
             font-family=\"{FONTS}\" fill=\"{INK}\">\n\
             <title id=\"{name}-title\">{title}</title>\n<desc id=\"{name}-desc\">{description}</desc>\n{defs}\
             <rect width=\"{width}\" height=\"{height}\" fill=\"{PAPER}\"/>\n{}</svg>\n",
            self.body
        )
    }

    fn push(&mut self, element: &str) {
        self.body.push_str(element);
        self.body.push('\n');
    }

    fn fill(&mut self, fill: Fill) -> String {
        if let Fill::Plain(colour) = fill {
            return colour.to_owned();
        }
        let idx = self.patterns.iter().position(|other| *other == fill).unwrap_or_else(|| {
            self.patterns.push(fill);
            self.patterns.len() - 1
        });
        format!("url(#{}-{idx})", self.name)
    }
}

/// A mark of a legend.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Mark {
    /// A box.
    Box(Fill, Option<Stroke>),
    /// A diamond.
    Diamond(&'static str),
    /// A line.
    Line(Stroke),
}

/// The number of things, as a coordinate.
pub fn count<T>(things: &[T]) -> i32 {
    i32::try_from(things.len()).unwrap_or(i32::MAX)
}

fn path(points: &[(i32, i32)]) -> String {
    let mut path = String::new();
    for (idx, (x, y)) in points.iter().enumerate() {
        path.push_str(&format!("{}{x} {y}", if idx == 0 { "M" } else { "L" }));
    }
    path
}

fn pattern(name: &str, idx: usize, fill: Fill) -> String {
    let (transform, colour, shape) = match fill {
        Fill::Plain(_) => return String::new(),
        Fill::Striped(colour) => (" patternTransform=\"rotate(45)\"", colour, "<rect width=\"2\" height=\"6\""),
        Fill::Dotted(colour) => ("", colour, "<circle cx=\"3\" cy=\"3\" r=\"1.5\""),
    };
    format!(
        "<pattern id=\"{name}-{idx}\" width=\"6\" height=\"6\" patternUnits=\"userSpaceOnUse\"{transform}>\
         <rect width=\"6\" height=\"6\" fill=\"{PAPER}\"/>{shape} fill=\"{colour}\"/></pattern>\n"
    )
}

/// Text for SVG, in an element or in an attribute with double quotes, on one line.
pub fn escape(text: &str) -> String {
    let mut escaped = String::with_capacity(text.len());
    for c in reveal(text).chars() {
        match c {
            '&' => escaped.push_str("&amp;"),
            '<' => escaped.push_str("&lt;"),
            '>' => escaped.push_str("&gt;"),
            '"' => escaped.push_str("&quot;"),
            _ if is_line_space(c) => escaped.push(' '),
            _ => escaped.push(c),
        }
    }
    escaped
}
