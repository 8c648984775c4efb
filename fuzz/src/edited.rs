//! What people have written and the program writes into: documents that are merged, and plans that reviews change.

use fundable::load::{self, Loaded};
use fundable::merge::{Merged, Shape, Side, merge as merge_texts, unresolved};
use fundable::model::catalog::Catalog;
use fundable::model::plan::Plan;
use fundable::raw::{InputKind, review::Review};
use fundable::source::{Part, Sources};
use fundable::validate::{self, Reviewed};
use fundable::{diag::Diagnostics, review as reviewing};
use indexmap::IndexMap;

use super::targets::{ASSESSMENT, CATALOG, shown};

/// Between the texts of one input; no text file holds it.
const SEPARATOR: char = '\0';

/// Three texts: what was generated, what a person made of it, and what is generated now.
///
/// A line of the person is in the result, clean or not; where one side has changed nothing, the other one is the result; and
/// what is clean stays as it is when the same is generated again.
pub fn merge(input: &[u8]) {
    let text = String::from_utf8_lossy(input);
    let mut texts = text.splitn(3, SEPARATOR);
    let [base, ours, theirs] = [(); 3].map(|()| texts.next().unwrap_or_default());
    let merged = merge_texts(base, ours, theirs, None);
    keeps(base, ours, &merged);
    let after = lines(&merged.text);
    assert!(merged.conflicts.iter().all(|line| after[line - 1].starts_with("<<<<<<<")), "{merged:?}");
    assert!(!merged.drops_ours);
    if merged.conflicts.is_empty() {
        assert_eq!(merge_texts(theirs, &merged.text, theirs, None).text, merged.text);
    } else {
        assert!(unresolved(&merged.text, "", false).is_some(), "{merged:?}");
    }
    let of_ours = merge_texts(base, ours, theirs, Some(Side::Ours));
    keeps(base, ours, &of_ours);
    let of_theirs = merge_texts(base, ours, theirs, Some(Side::Theirs));
    for merged in [&of_ours, &of_theirs] {
        assert!(merged.conflicts.is_empty(), "{merged:?}");
    }
    assert_eq!(merge_texts(base, ours, base, None).text, ours);
    let unedited = Shape::plain(&merge_texts(base, base, theirs, None).text);
    assert_eq!(lines(&unedited), lines(&Shape::plain(theirs)));
}

/// A line that only a person can have written is there; how it ends is a matter of the shape of the text.
fn keeps(base: &str, ours: &str, merged: &Merged) {
    let known = lines(base);
    let there = lines(&merged.text);
    for line in lines(ours).into_iter().filter(|line| !line.is_empty() && !known.contains(line)) {
        assert!(there.contains(&line), "{line:?} is lost from {ours:?}, which became {:?}", merged.text);
    }
}

fn lines(text: &str) -> Vec<&str> {
    let text = text.strip_prefix('\u{FEFF}').unwrap_or(text);
    text.split('\n').map(|line| line.trim_end_matches('\r')).collect()
}

/// Reviews, and then a plan where there is more than one text; else the plan of an example.
///
/// Whatever is wrong is a diagnostic that can be shown. What is taken changes the estimates of the plan and nothing else of it,
/// and no comment at the margin of the file goes.
pub fn review(input: &[u8]) {
    let Ok(text) = std::str::from_utf8(input) else { return };
    let mut texts: Vec<&str> = text.split(SEPARATOR).collect();
    let plan_text = match texts.len() {
        1 => include_str!("../../examples/rubygems/plan.yaml"),
        _ => texts.pop().unwrap_or_default(),
    };
    let catalog: &Catalog = &CATALOG;
    let Some(plan) = plan(plan_text) else { return };
    let (mut sources, mut diagnostics) = (Sources::default(), Diagnostics::default());
    let loaded: Vec<Loaded<Review>> = texts
        .iter()
        .enumerate()
        .filter_map(|(idx, text)| {
            let file = sources.add(Part::Workspace, format!("review-{idx}.yaml"), *text);
            let value = load::parse(InputKind::Review, file, &sources, &mut diagnostics)?;
            Some(Loaded { file, value })
        })
        .collect();
    let digests = IndexMap::new();
    let reviewed = Reviewed { catalog, assessment: &ASSESSMENT, plan: &plan, digests: &digests };
    let reviews = validate::reviews(&loaded, reviewed, &mut diagnostics);
    shown(&diagnostics, &sources);
    let Some(reviews) = reviews.filter(|_| !diagnostics.has_errors()) else { return };
    let poll = reviewing::poll(catalog, &plan, &reviews);
    let changes = reviewing::changes(&plan, &poll, None);
    let wanted = reviewing::with_changes(&plan, &changes);
    let edited = load::tree(plan_text).and_then(|tree| reviewing::edit(plan_text, &tree, &changes));
    // A text that cannot be edited is refused by the program, and so is one that would come to say something else.
    let Some(edited) =
        edited.filter(|edited| self::plan(edited).is_some_and(|read| reviewing::is_same(&read, &wanted)))
    else {
        return;
    };
    let at_margin = |text: &str| text.lines().filter(|line| line.starts_with('#')).count();
    assert!(at_margin(&edited) >= at_margin(plan_text), "a comment is lost: {plan_text:?} became {edited:?}");
}

fn plan(text: &str) -> Option<Plan> {
    let (mut sources, mut diagnostics) = (Sources::default(), Diagnostics::default());
    let file = sources.add(Part::Workspace, "plan.yaml", text);
    let value = load::parse(InputKind::Plan, file, &sources, &mut diagnostics)?;
    validate::plan(&Loaded { file, value }, &CATALOG, Some(&*ASSESSMENT), &mut diagnostics)
}
