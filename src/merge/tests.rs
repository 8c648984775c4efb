use proptest::prelude::*;

use super::*;

fn clean(base: &str, ours: &str, theirs: &str) -> String {
    let merged = merge(base, ours, theirs, None);
    assert_eq!(merged.conflicts, [0; 0], "{}", merged.text);
    merged.text
}

#[test]
fn changes_in_different_places_are_both_taken() {
    assert_eq!(clean("a\nb\nc\nd\n", "a\nmine\nb\nc\nd\n", "a\nb\nc\nnew\n"), "a\nmine\nb\nc\nnew\n");
    assert_eq!(clean("a\nb\nc\nd\n", "a\nd\n", "a\nb\nc\nd\ne\n"), "a\nd\ne\n");
    assert_eq!(clean("a\nb\nc\n", "a\nX\nc\n", "a\nX\nc\n"), "a\nX\nc\n");
}

#[test]
fn a_conflict_names_its_sides_and_holds_no_more_than_differs() {
    let merged = merge("a\nb\nc\n", "a\nsame\nmine\nc\n", "a\nsame\nnew\nc\n", None);
    let text = "a\nsame\n<<<<<<< ours: as edited by hand\nmine\n=======\nnew\n>>>>>>> theirs: as generated now\nc\n";
    assert_eq!((merged.text.as_str(), merged.conflicts.as_slice()), (text, &[3][..]));
    assert_eq!(unresolved(&merged.text, "a\nb\nc\n", false), Some(3));
    assert_eq!(unresolved("a\n=======\nb\n", "", true), Some(2));
    assert_eq!(unresolved("a\n=======\nb\n", "", false), None, "a heading");
    assert_eq!(unresolved(">>>>>>> deep quote\n", ">>>>>>> deep quote\n", false), None, "stands in the generated text");
}

#[test]
fn a_side_wins_where_it_is_named_and_nowhere_else() {
    let (base, ours, theirs) = ("a\nb\nc\nd\n", "a\nmine\nc\nd\n", "a\nnew\nc\nD\n");
    let merged = merge(base, ours, theirs, Some(Side::Ours));
    assert_eq!((merged.text.as_str(), merged.drops_ours), ("a\nmine\nc\nD\n", false));
    let merged = merge(base, ours, theirs, Some(Side::Theirs));
    assert_eq!((merged.text.as_str(), merged.drops_ours), ("a\nnew\nc\nD\n", true));
    assert_eq!(merge(base, "a\nmine\nc\nd\n", base, Some(Side::Theirs)).text, "a\nmine\nc\nd\n");
}

#[test]
fn what_an_editor_does_to_the_whole_file_is_no_edit_and_stays() {
    let (base, theirs) = ("a\nb\nc\n", "a\nb\nnew\n");
    assert_eq!(clean(base, "a\r\nb\r\nc\r\n", theirs), "a\r\nb\r\nnew\r\n");
    assert_eq!(clean(base, "\u{FEFF}a\nb\nc", theirs), "\u{FEFF}a\nb\nnew");
    assert_eq!(clean(base, "a\r\nmine\r\nb\r\nc", theirs), "a\r\nmine\r\nb\r\nnew");
    let merged = merge(base, "a\r\nb\r\nmine", theirs, None);
    assert!(merged.text.contains("\r\nmine\r\n=======\r\nnew\r\n>>>>>>> theirs: as generated now"), "{}", merged.text);
    assert_eq!(clean("", "", "new\n"), "new\n");
}

#[test]
fn markers_in_the_texts_are_text() {
    let base = "a\n=======\nb\n<<<<<<< ours\n>>>>>>> theirs\n";
    let merged = merge(base, &base.replace("a\n", "mine\n"), &base.replace("a\n", "new\n"), None);
    assert!(
        merged.text.starts_with("<<<<<<<< ours: as edited by hand\nmine\n========\nnew\n>>>>>>>> "),
        "{}",
        merged.text
    );
    assert!(merged.text.ends_with("=======\nb\n<<<<<<< ours\n>>>>>>> theirs\n"));
    assert_eq!(unresolved(&merged.text, base, true), Some(1));
}

/// What a person or the program does to a text.
#[derive(Debug, Clone)]
enum Edit {
    Insert(usize),
    Delete(usize, usize),
    Change(usize),
    Move(usize, usize),
    Repeat(usize),
}

impl Edit {
    fn make(&self, lines: &mut Vec<String>, new: &mut impl FnMut() -> String) {
        let at = |place: usize, n: usize| place % n.max(1);
        let n = lines.len();
        match *self {
            Self::Insert(place) => lines.insert(at(place, n + 1), new()),
            Self::Delete(place, count) if n > 0 => {
                let from = at(place, n);
                drop(lines.drain(from..n.min(from + count)));
            }
            Self::Change(place) if n > 0 => lines[at(place, n)] = new(),
            Self::Move(from, to) if n > 0 => {
                let line = lines.remove(at(from, n));
                lines.insert(at(to, n), line);
            }
            Self::Repeat(place) if n > 0 => lines.insert(at(place, n), lines[at(place, n)].clone()),
            _ => {}
        }
    }
}

fn edit() -> impl Strategy<Value = Edit> {
    let place = || any::<usize>();
    prop_oneof![
        3 => place().prop_map(Edit::Insert),
        1 => (place(), 1..6usize).prop_map(|(at, n)| Edit::Delete(at, n)),
        2 => place().prop_map(Edit::Change),
        1 => (place(), place()).prop_map(|(from, to)| Edit::Move(from, to)),
        1 => place().prop_map(Edit::Repeat),
    ]
}

type Round = (Vec<Edit>, Vec<Edit>, u8);

fn rounds() -> impl Strategy<Value = Vec<Round>> {
    let edits = || prop::collection::vec(edit(), 0..5);
    prop::collection::vec((edits(), edits(), any::<u8>()), 10)
}

fn in_shape(lines: &[String], shape: u8) -> String {
    let text = lines.iter().map(|line| format!("{line}\n")).collect::<String>();
    Shape { has_byte_order_mark: shape & 1 > 0, has_crlf: shape & 2 > 0, ends_line: shape & 4 > 0 }.apply(text)
}

fn lines_of(text: &str) -> Vec<String> {
    Shape::plain(text).lines().map(str::to_owned).collect()
}

/// A person resolves conflicts: takes the markers out and leaves the rest, or gives up what the program says.
fn resolved(text: &str, keeps_both: bool) -> String {
    let mut is_theirs = false;
    let mut kept = String::new();
    for line in Shape::plain(text).split_inclusive('\n') {
        if line.starts_with("<<<<<<< ours") || line.starts_with("=======") || line.starts_with(">>>>>>> theirs") {
            is_theirs = line.starts_with('=');
        } else if !is_theirs || keeps_both {
            kept.push_str(line);
        }
    }
    kept
}

proptest! {
    // A hundred stories of ten rounds each: a thousand rounds of editing and generating anew.
    #![proptest_config(ProptestConfig { cases: 100, ..ProptestConfig::default() })]

    #[test]
    fn no_line_of_a_person_is_lost(rounds in rounds()) {
        let mut generated: Vec<String> = (0..12).map(|n| if n % 3 == 2 { String::new() } else { format!("g{n}") }).collect();
        let mut file = in_shape(&generated, 4);
        let (mut n_human, mut n_generated) = (0, 100);
        for (by_person, by_program, dice) in rounds {
            let base = in_shape(&generated, 4);
            let mut lines = lines_of(&file);
            for edit in &by_person {
                edit.make(&mut lines, &mut || { n_human += 1; format!("human {n_human}") });
            }
            let human: Vec<_> = lines.iter().filter(|line| line.starts_with("human")).cloned().collect();
            for edit in &by_program {
                edit.make(&mut generated, &mut || { n_generated += 1; format!("g{n_generated}") });
            }
            let ours = in_shape(&lines, dice);
            let theirs = in_shape(&generated, 4);
            let merged = merge(&base, &ours, &theirs, None);
            let after = lines_of(&merged.text);
            for line in &human {
                prop_assert!(after.contains(line), "{line} is lost from:\n{ours}\n-- which became\n{}", merged.text);
            }
            for line in &merged.conflicts {
                prop_assert!(after[line - 1].starts_with("<<<<<<< ours"), "line {line} of\n{}", merged.text);
            }
            prop_assert_eq!(merged.conflicts.is_empty(), unresolved(&merged.text, "", false).is_none());
            let ours_wins = merge(&base, &ours, &theirs, Some(Side::Ours));
            prop_assert!(ours_wins.conflicts.is_empty() && human.iter().all(|line| lines_of(&ours_wins.text).contains(line)));
            // Generating the same once more changes nothing.
            if merged.conflicts.is_empty() {
                prop_assert_eq!(&merge(&theirs, &merged.text, &theirs, None).text, &merged.text);
            }
            file = resolved(&merged.text, dice & 8 > 0);
        }
    }

    #[test]
    fn an_unedited_file_becomes_what_is_generated(before in "[a-c\n]{0,20}", now in "[a-c\n]{0,20}") {
        prop_assert_eq!(Shape::plain(&merge(&before, &before, &now, None).text), Shape::plain(&now));
        prop_assert_eq!(Shape::plain(&merge(&before, &now, &before, None).text), Shape::plain(&now));
    }
}
