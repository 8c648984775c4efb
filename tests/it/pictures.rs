//! Pictures: well-formed, legible, and the same for everybody.

use std::ffi::OsStr;
use std::fs;
use std::path::Path;

use chrono::{Days, NaiveDate};
use fundable::render::picture::Picture;
use fundable::render::picture::budget_curve::{BudgetCurve, Corner, Window, budget_curve};
use fundable::render::picture::costs::{Costs, Kind, Part as CostPart, costs};
use fundable::render::picture::dependencies::{Dependencies, Edge, Link, Node as Capability, Part, dependencies};
use fundable::render::picture::heatmap::{Category, Heatmap, Maturity, heatmap};
use fundable::render::picture::likelihood::{Curve, Likelihood, Panel, likelihood};
use fundable::render::picture::metrics::{Type, width};
use fundable::render::picture::roadmap::{Milestone, Roadmap, Row, State, roadmap};
use fundable::render::picture::sensitivity::{Bar, Panel as Moved, Sensitivity, sensitivity};
use roxmltree::{Document, Node};

use crate::examples::EXAMPLES;
use crate::hostile::HOSTILE;
use crate::support::{fundable, golden, root, slow_tests};

/// Name and text of each picture of an example.
fn drawn(example: &str, more: &[&str]) -> Vec<(String, String)> {
    let folder = tempfile::tempdir().unwrap();
    let workspace = format!("examples/{example}");
    let args = [OsStr::new("plan"), OsStr::new(&workspace), OsStr::new("--pictures"), folder.path().as_os_str()];
    let ran = fundable(args.into_iter().chain(more.iter().map(OsStr::new)));
    assert_eq!(ran.code, 0, "{}", ran.err);
    files(folder.path(), ".svg")
}

fn files(folder: &Path, ending: &str) -> Vec<(String, String)> {
    let names = fs::read_dir(folder).unwrap().map(|entry| entry.unwrap().file_name().into_string().unwrap());
    let mut names: Vec<_> = names.filter(|name| name.ends_with(ending)).collect();
    names.sort();
    names.into_iter().map(|name| (name.clone(), fs::read_to_string(folder.join(name)).unwrap())).collect()
}

/// Left, top, right and bottom of a text.
type Extent = (f64, f64, f64, f64);

fn number(node: Node<'_, '_>, name: &str) -> f64 {
    node.attribute(name).unwrap_or_default().parse().unwrap()
}

fn extent(text: Node<'_, '_>) -> Extent {
    let (x, y, size) = (number(text, "x"), number(text, "y"), number(text, "font-size"));
    let set_in = Type { size: size as i32, is_bold: text.attribute("font-weight").is_some() };
    let width = f64::from(width(text.text().unwrap(), set_in));
    let left = match text.attribute("text-anchor") {
        Some("middle") => x - width / 2.0,
        Some("end") => x - width,
        _ => x,
    };
    // From the height of capitals to a little below the base line.
    (left, y - 0.74 * size, left + width, y + 0.2 * size)
}

fn overlap(a: Extent, b: Extent) -> bool {
    a.0 < b.2 && b.0 < a.2 && a.1 < b.3 && b.1 < a.3
}

/// No text lies on another one or reaches over the edge, and there is a text for those who cannot see the picture.
fn check(name: &str, svg: &str) {
    let document = Document::parse(svg).unwrap_or_else(|error| panic!("{name}: {error}"));
    let svg = document.root_element();
    let (right, bottom) = (number(svg, "width"), number(svg, "height"));
    assert_eq!(svg.attribute("viewBox").unwrap(), format!("0 0 {right} {bottom}"), "{name}");
    assert_eq!(svg.attribute("role"), Some("img"));
    for id in svg.attribute("aria-labelledby").unwrap().split(' ') {
        let words = svg.children().find(|node| node.attribute("id") == Some(id)).unwrap();
        assert!(!words.text().unwrap_or_default().trim().is_empty(), "{name}: {id}");
    }
    let texts: Vec<_> = svg.descendants().filter(|node| node.has_tag_name("text")).collect();
    assert!(texts.len() > 3, "{name}");
    let extents: Vec<Extent> = texts.iter().map(|text| extent(*text)).collect();
    for (idx, extent) in extents.iter().enumerate() {
        let words = texts[idx].text().unwrap();
        let is_inside = extent.0 >= 0.0 && extent.1 >= 0.0 && extent.2 <= right && extent.3 <= bottom;
        assert!(is_inside, "{name}: `{words}` reaches over the edge");
        for (other, other_extent) in extents.iter().enumerate().skip(idx + 1) {
            let (a, b) = (words, texts[other].text().unwrap());
            assert!(!overlap(*extent, *other_extent), "{name}: `{a}` and `{b}` overlap");
        }
    }
}

fn day(days: u64) -> NaiveDate {
    NaiveDate::from_ymd_opt(2027, 1, 4).unwrap() + Days::new(days)
}

/// A title of one to some twenty words, now and then with a word that is wider than any column.
fn title(idx: usize) -> String {
    const WORDS: [&str; 7] = [
        "Require",
        "phishing-resistant",
        "factors",
        "of",
        "maintainers",
        "Donaudampfschifffahrtsgesellschaftskapitänsmützenabzeichen",
        "中文标题",
    ];
    let n_words = idx * 7 % 19 + 1;
    (0..n_words).map(|word| WORDS[(idx + word * word) % WORDS.len()]).collect::<Vec<_>>().join(" ")
}

fn plan(n: usize) -> Roadmap {
    let row = |idx: usize| {
        let start = idx as u64 * 9;
        let state = [State::Planned, State::Planned, State::Assess, State::Done][idx % 4];
        Row {
            title: title(idx),
            state,
            work: Some((day(start), day(start + idx as u64 % 40))),
            ready: Some(day(start + 2 * (idx as u64 % 40))),
            baseline: idx.is_multiple_of(3).then(|| (day(start / 2), day(start / 2 + 30))),
        }
    };
    let milestone = |idx: usize| Milestone {
        title: title(idx + 3),
        planned: day(idx as u64 * 100),
        spread: idx.is_multiple_of(2).then(|| (day(idx as u64 * 90), day(idx as u64 * 120))),
    };
    Roadmap {
        heading: title(n),
        rows: (0..n).map(row).collect(),
        milestones: (0..8).map(milestone).collect(),
        now: Some((day(50), "assessed 2027-02-23".to_owned())),
    }
}

fn levels(n: usize) -> Heatmap {
    let cell = |idx: usize| Maturity { level: Some((idx % 4) as u8), n_reached: idx, n_applicable: n };
    let row = |idx: usize| Category {
        title: title(idx),
        cells: (0..6).map(|column| if idx == 2 { Maturity::default() } else { cell(idx + column) }).collect(),
        target: (idx != 2).then_some(3),
    };
    Heatmap {
        highest: 3,
        heading: title(n),
        columns: (0..6).map(|column| format!("After “{}”", title(column))).collect(),
        rows: (0..n / 8).map(row).collect(),
        note: title(18),
    }
}

/// Every third box stands alone; the others wait for one or two before them.
fn needs(n: usize) -> Dependencies {
    let part = |idx: usize| [Part::Planned, Part::Planned, Part::PulledIn, Part::Assess, Part::Done][idx % 5];
    let node = |idx: usize| Capability { title: title(idx), part: part(idx) };
    let edge = |from: usize, to: usize| Edge {
        from,
        to,
        link: if (from + to).is_multiple_of(2) { Link::Hard } else { Link::Soft },
    };
    let waiting = (1..n).filter(|idx| idx % 3 > 0);
    let edges = waiting.flat_map(|idx| [edge(idx / 2, idx), edge(idx / 5, idx)]);
    let mut edges: Vec<Edge> = edges.filter(|edge| edge.from < edge.to).collect();
    edges.sort();
    edges.dedup_by_key(|edge| (edge.from, edge.to));
    Dependencies { heading: title(n), nodes: (0..n).map(node).collect(), edges }
}

/// Curves of a spread, the first of none at all.
fn curves(n: usize) -> Likelihood {
    let spread = (n as u64 - 1) * 7;
    let days = (0..=100).map(|percent| day(percent * spread / 10)).collect();
    let numbers = (0..=100).map(|percent: i128| percent * percent * i128::from(spread) * 1_000).collect();
    let panel = |curve| Panel { title: title(n), curve, planned_percent: 37 };
    let days = panel(Curve::Days(days, day(spread * 3)));
    let numbers = panel(Curve::Numbers(numbers, 90_000 * i128::from(spread), "EUR".to_owned()));
    Likelihood { heading: title(n), panels: vec![days, numbers], note: title(18) }
}

fn prices(n: usize) -> Costs {
    let part = |length: usize| CostPart { length: length as i128 * 100, text: length.to_string() };
    let row = |idx: usize| Kind {
        title: title(idx),
        parts: (0..4).map(|level| part(idx * level * 7_919 % 90_000)).collect(),
        total: "12,345,678".to_owned(),
    };
    Costs {
        heading: title(n),
        unit: "person-weeks".to_owned(),
        levels: (1..5).map(|level| format!("Level {level}")).collect(),
        rows: (0..n).map(row).collect(),
        total: "1,234,567,890".to_owned(),
        note: title(18),
    }
}

/// Windows below, across and beyond the scale, and open ones.
fn sums(n: usize) -> BudgetCurve {
    let corner = |idx: usize| Corner {
        cost: (idx * idx * 2_000) as i128,
        permille: (idx * 1_000 / n) as u32,
        percent: (idx * 100 / n) as u32,
        points: idx.to_string(),
        adds: vec![title(idx)],
    };
    let window = |idx: usize, floor, ceiling| Window { funder: title(idx), floor, ceiling };
    BudgetCurve {
        heading: title(n),
        currency: "EUR".to_owned(),
        corners: (1..=n).map(corner).collect(),
        windows: vec![
            window(1, Some(500), Some(1_500)),
            window(2, Some(1_000_000_000), None),
            window(3, None, Some(2_000_000_000)),
            window(18, Some(0), None),
        ],
        note: title(18),
    }
}

fn moves(n: usize) -> Sensitivity {
    let bar = |idx: usize| Bar {
        title: title(idx),
        length: (n as i128 - 2 * idx as i128) * 123_456,
        text: "EUR 12,345,678".to_owned(),
        share_percent: 100 / (idx as u32 + 1),
    };
    let panel = |per_unit| Moved { title: title(n), per_unit, bars: (0..n).map(bar).collect() };
    Sensitivity { heading: title(n), panels: vec![panel(1), panel(100)], note: title(18) }
}

fn made_up(n: usize) -> Vec<Picture> {
    let (curves, costs) = (likelihood(&curves(n)), costs(&prices(n), 100));
    let (sums, moves) = (budget_curve(&sums(n)), sensitivity(&moves(n)));
    vec![roadmap(&plan(n)), heatmap(&levels(n)), dependencies(&needs(n)), curves, costs, sums, moves]
}

#[test]
fn pictures_are_as_blessed() {
    for name in ["rubygems", "pypi"] {
        let folder = root().join("examples").join(name).join("expected/pictures");
        let pictures = drawn(name, &[]);
        assert!(pictures.len() >= 2);
        for (name, svg) in pictures {
            golden(&folder.join(name), &svg);
        }
    }
}

#[test]
fn no_text_lies_on_another_one_or_reaches_over_the_edge() {
    for example in EXAMPLES {
        for more in [&[][..], &["--private"]] {
            for (name, svg) in drawn(example, more) {
                check(&format!("{example} {name}"), &svg);
            }
        }
    }
    for n in [1, 2, 32, 200] {
        for picture in made_up(n) {
            check(&format!("{} of {n}", picture.name), &picture.svg);
        }
    }
}

/// Only shapes and texts of our own are in a picture.
fn check_text(text: &str, picture: &Picture) {
    check(text, &picture.svg);
    let document = Document::parse(&picture.svg).unwrap();
    let known = ["svg", "title", "desc", "defs", "pattern", "rect", "path", "circle", "text"];
    for node in document.descendants().filter(Node::is_element) {
        assert!(known.contains(&node.tag_name().name()), "{text:?} became {:?}", node.tag_name());
    }
}

#[test]
fn whatever_a_text_holds_it_stays_text() {
    let n_lines = roadmap(&plan(4)).mermaid.unwrap().lines().count();
    for text in HOSTILE {
        let mut data = plan(4);
        data.heading = (*text).to_owned();
        data.rows.iter_mut().for_each(|row| row.title = (*text).to_owned());
        data.milestones.iter_mut().for_each(|milestone| milestone.title = (*text).to_owned());
        let picture = roadmap(&data);
        check_text(text, &picture);
        let diagram = picture.mermaid.unwrap();
        assert_eq!(diagram.lines().count(), n_lines, "{text:?} broke a line of\n{diagram}");
        for sign in ["```", "%%", "#", ";"] {
            assert!(!diagram.contains(sign), "{sign} in\n{diagram}");
        }
    }
}

#[test]
fn text_stays_text_in_every_other_picture() {
    let n_lines = dependencies(&needs(6)).mermaid.unwrap().lines().count();
    for text in HOSTILE {
        let mut graph = needs(6);
        graph.nodes.iter_mut().for_each(|node| node.title = (*text).to_owned());
        let mut curves = curves(6);
        curves.panels.iter_mut().for_each(|panel| panel.title = (*text).to_owned());
        let mut prices = prices(6);
        prices.rows.iter_mut().for_each(|row| row.title = (*text).to_owned());
        prices.levels.iter_mut().for_each(|level| *level = (*text).to_owned());
        (graph.heading, curves.heading, prices.heading) = ((*text).to_owned(), (*text).to_owned(), (*text).to_owned());
        let (mut sums, mut moves) = (sums(6), moves(6));
        sums.windows.iter_mut().for_each(|window| window.funder = (*text).to_owned());
        moves.panels.iter_mut().flat_map(|panel| &mut panel.bars).for_each(|bar| bar.title = (*text).to_owned());
        (sums.heading, moves.heading) = ((*text).to_owned(), (*text).to_owned());
        let graph = dependencies(&graph);
        let diagram = graph.mermaid.clone().unwrap();
        for picture in [graph, likelihood(&curves), costs(&prices, 100), budget_curve(&sums), sensitivity(&moves)] {
            check_text(text, &picture);
        }
        assert_eq!(diagram.lines().count(), n_lines, "{text:?} broke a line of\n{diagram}");
        for sign in ["```", "%%", "#", ";"] {
            assert!(!diagram.contains(sign), "{sign} in\n{diagram}");
        }
    }
}

#[test]
fn a_box_stands_after_what_it_waits_for_and_each_arrow_is_drawn() {
    for n in [1, 2, 32, 200] {
        let data = needs(n);
        let picture = dependencies(&data);
        let document = Document::parse(&picture.svg).unwrap();
        let arrows = document
            .descendants()
            .filter(|node| node.has_tag_name("path") && node.attribute("d").is_some_and(|path| path.ends_with('Z')));
        assert_eq!(arrows.count(), data.edges.len());
        let diagram = picture.mermaid.unwrap();
        assert_eq!(diagram.lines().count(), 1 + data.nodes.len() + data.edges.len());
        for edge in &data.edges {
            let arrow = if edge.link == Link::Hard { "-->" } else { "-.->" };
            assert!(diagram.contains(&format!("    n{} {arrow} n{}\n", edge.from, edge.to)));
        }
    }
}

#[test]
fn documents_link_their_pictures_and_hold_the_figures() {
    let folder = tempfile::tempdir().unwrap();
    let propose = |recipient: &str, more: &[&str]| {
        let args = ["propose", "examples/pypi", "--for", recipient, "--format", "md,html", "--out"].map(OsStr::new);
        let args = args.into_iter().chain([folder.path().as_os_str()]).chain(more.iter().map(OsStr::new));
        let ran = fundable(args);
        assert!(ran.code == 0 || ran.err.contains("the form cannot be handed in yet"), "{}", ran.err);
        let read = |ending: &str| fs::read_to_string(folder.path().join(format!("{recipient}.{ending}"))).unwrap();
        (read("md"), read("html"))
    };
    for recipient in ["community", "sovereign-tech"] {
        let (markdown, html) = propose(recipient, &[]);
        for (name, svg) in files(&folder.path().join("pictures").join(recipient), ".svg") {
            assert!(markdown.contains(&format!("](pictures/{recipient}/{name})")), "{name}");
            assert!(html.contains(&svg), "{name}");
            let title = Document::parse(&svg).unwrap();
            let title = title.descendants().find(|node| node.has_tag_name("title")).unwrap().text().unwrap();
            assert!(markdown.contains(&format!("\n### {title}\n\n| ")), "{title}");
        }
        let (markdown, html_with) = propose(recipient, &["--mermaid"]);
        assert!(markdown.contains("\n```mermaid\ngantt\n"), "{markdown}");
        assert!(!folder.path().join("pictures").join(recipient).join("roadmap.svg").exists());
        assert!(folder.path().join("pictures").join(recipient).join("heatmap.svg").exists());
        assert_eq!(html, html_with);
    }
}

/// What other funders pay is for the council, and for nobody who is asked for money.
#[test]
fn a_funder_sees_its_own_window_and_no_other() {
    let folder = tempfile::tempdir().unwrap();
    let picture = |recipient: &str, name: &str| {
        let args = ["propose", "examples/pypi", "--for", recipient, "--format", "md", "--out"].map(OsStr::new);
        assert!(fundable(args.into_iter().chain([folder.path().as_os_str()])).code <= 1);
        let text = fs::read_to_string(folder.path().join(format!("{recipient}.md"))).unwrap();
        let picture = folder.path().join("pictures").join(recipient).join(format!("{name}.svg"));
        (fs::read_to_string(picture).unwrap_or_default(), text)
    };
    let (council, packet) = picture("council", "budget");
    let funders = ["Sovereign Tech Fund", "NLnet", "Open Technology Fund", "FLOSS/fund"];
    for funder in funders {
        assert!(council.contains(funder) && packet.contains(funder), "{funder}");
    }
    assert!(!picture("council", "sensitivity").0.is_empty());
    let (asked, proposal) = picture("sovereign-tech", "budget");
    assert!(asked.contains("Sovereign Tech Fund") && proposal.contains("What a budget buys"));
    for other in &funders[1..] {
        assert!(!asked.contains(other) && !proposal.contains(&format!("What {other} pays")), "{other}");
    }
    assert!(picture("sovereign-tech", "sensitivity").0.is_empty());
}

#[test]
fn markdown_on_standard_output_has_no_picture_beside_it() {
    let print = |more: &[&str]| {
        let args = ["propose", "examples/pypi", "--for", "community", "--format", "md", "--out", "-"];
        fundable(args.iter().chain(more)).out
    };
    assert!(!print(&[]).contains("![") && !print(&[]).contains("```mermaid"));
    assert!(!print(&["--mermaid"]).contains("![") && print(&["--mermaid"]).contains("```mermaid"));
}

#[test]
fn a_pdf_shows_pictures_of_any_text() {
    if !slow_tests("a_pdf_shows_pictures_of_any_text") {
        return;
    }
    let typst = typst();
    let work = tempfile::tempdir().unwrap();
    let texts = HOSTILE.iter().copied().chain(["中文 🎉 مرحبا ☑ e\u{301} \u{645}\u{64E}"]);
    let mut data = plan(4);
    data.rows = texts.map(|text| Row { title: text.to_owned(), ..plan(1).rows.remove(0) }).collect();
    data.heading = "中文 🎉 مرحبا ☑ e\u{301} \u{645}\u{64E}".to_owned();
    let mut page = fundable::render::Page::new("Pictures", "fundable");
    page.pictures =
        vec![fundable::render::Placed { path: "pictures/x/roadmap.svg".to_owned(), picture: roadmap(&data) }];
    let markdown = format!("# Pictures\n\n{}\n", page.pictures[0].line());
    let source = fundable::render::to_typst(&markdown, &page);
    assert!(source.contains("#picture(\"roadmap.svg\""), "{source}");
    let (name, svg) = fundable::render::typst_picture(&page.pictures[0]);
    let mut files = page.theme.typst_files();
    files.push((name, svg.into_bytes()));
    typst.pdf("x", &source, &files, &work.path().join("w"), 0).unwrap();
}

fn typst() -> fundable::typeset::Typst {
    let places = fundable::typeset::Places {
        variable: std::env::var_os("FUNDABLE_TYPST").map(Into::into),
        path: std::env::var_os("PATH"),
        ..Default::default()
    };
    fundable::typeset::Typst::find(&places).unwrap()
}
