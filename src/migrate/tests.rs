//! Laws of what carries over, for every combination of old answers.

use indexmap::IndexMap;

use super::status::{Answer, Carried, merged, piece, renamed};
use crate::model::id::CapabilityId;
use crate::model::migration::{Merge, Piece};
use crate::model::percent::Percent;
use crate::raw::assessment::{Status, SubStatus};

/// Every kind of answer, each with evidence and a note of its own.
fn answers(mark: &str) -> Vec<Answer> {
    let plain = |status: Status| {
        Answer {
            evidence: vec![(format!("What shows {mark}"), None, "2026".to_owned())],
            note: Some(format!("Note on {mark}")),
            by_third_party: Some(format!("Tool of {mark}")),
            ..Answer::unknown()
        }
        .with(status)
    };
    let partial = |sub_checks: [SubStatus; 2]| Answer {
        sub_checks: IndexMap::from([("first".to_owned(), sub_checks[0]), ("second".to_owned(), sub_checks[1])]),
        ..plain(Status::Partial)
    };
    vec![
        plain(Status::Met),
        plain(Status::Missing),
        plain(Status::Unknown),
        Answer { to: Some(format!("Provider of {mark}")), ..plain(Status::Delegated) },
        Answer { reason: Some(format!("Reason of {mark}")), ..plain(Status::NotApplicable) },
        Answer { share_left: Some("1".to_owned()), confidential: true, ..plain(Status::Partial) },
        Answer { share_left: Some("99".to_owned()), ..plain(Status::Partial) },
        partial([SubStatus::Met, SubStatus::Missing]),
        partial([SubStatus::Unknown, SubStatus::Met]),
    ]
}

impl Answer {
    fn with(self, status: Status) -> Self {
        Self { status, ..self }
    }
}

/// Nothing of the old answers is lost, and what has changed says so.
fn keeps(carried: &Carried, old: &[&Answer]) {
    let new = &carried.answer;
    let note = new.note.clone().unwrap_or_default();
    for old in old {
        assert!(old.evidence.iter().all(|item| new.evidence.contains(item)), "{carried:?}");
        assert!(old.note.iter().all(|text| note.contains(text)), "{carried:?}");
        assert!(!old.confidential || new.confidential, "{carried:?}");
        for text in [&old.to, &old.reason].into_iter().flatten() {
            let kept = [&new.to, &new.reason].into_iter().flatten().any(|kept| kept.contains(text));
            assert!(kept || note.contains(text), "{text} is lost: {carried:?}");
        }
        let third = old.by_third_party.clone().unwrap_or_default();
        assert!(new.by_third_party.as_ref().is_some_and(|text| text.contains(&third)), "{carried:?}");
    }
    is_valid(new);
}

/// What an assessment accepts.
fn is_valid(answer: &Answer) {
    let partial = answer.status == Status::Partial;
    let share = answer.share_left.as_ref().map(|share| share.parse::<u32>().unwrap());
    assert!(share.is_none_or(|share| partial && (1..100).contains(&share)), "{answer:?}");
    assert!(answer.sub_checks.is_empty() || partial, "{answer:?}");
    assert!(!partial || share.is_some() == answer.sub_checks.is_empty(), "{answer:?}");
    assert_eq!(answer.reason.is_some(), answer.status == Status::NotApplicable, "{answer:?}");
    assert!(answer.to.is_none() || answer.status == Status::Delegated, "{answer:?}");
}

fn is_reached(status: Status) -> bool {
    matches!(status, Status::Met | Status::Delegated | Status::NotApplicable)
}

#[test]
fn what_is_renamed_says_what_it_said_and_a_stricter_one_is_never_taken_for_met() {
    for old in answers("a") {
        let same = renamed(&old, "a", None, |id| format!("new-{id}"), &["new-first", "new-second", "new-third"]);
        keeps(&same, &[&old]);
        assert_eq!((same.answer.status, &same.look_again), (old.status, &None));
        assert!(same.answer.sub_checks.keys().all(|id| id.starts_with("new-")));
        let others = renamed(&old, "a", None, str::to_owned, &["first"]);
        keeps(&others, &[&old]);
        assert!(others.answer.sub_checks.is_empty());
        let stricter = renamed(&old, "a", Some("More"), str::to_owned, &["first", "second"]);
        keeps(&stricter, &[&old]);
        assert!(!is_reached(stricter.answer.status));
        let stays = matches!(old.status, Status::Missing | Status::Unknown);
        assert_eq!(stricter.look_again.is_none(), stays);
    }
}

#[test]
fn a_part_is_met_only_if_the_map_says_so_and_the_whole_or_its_sub_checks_were() {
    for old in answers("a") {
        for (sub_checks, met_carries) in [
            (vec![], false),
            (vec![], true),
            (vec!["first"], false),
            (vec!["first"], true),
            (vec!["first", "second"], true),
        ] {
            let to = CapabilityId::new("b");
            let sub_checks: Vec<String> = sub_checks.into_iter().map(str::to_owned).collect();
            let part = Piece { to, sub_checks: sub_checks.clone(), met_carries };
            let carried = piece(&old, "a", &part);
            keeps(&carried, &[&old]);
            if is_reached(carried.answer.status) {
                let parts_met = !sub_checks.is_empty()
                    && sub_checks.iter().all(|id| old.sub_checks.get(id) == Some(&SubStatus::Met));
                assert!(met_carries && (old.status == carried.answer.status || parts_met), "{carried:?}");
            }
            if carried.answer.status == Status::Missing {
                let parts_missing = sub_checks.iter().all(|id| old.sub_checks.get(id) == Some(&SubStatus::Missing));
                assert!(old.status == Status::Missing || parts_missing);
            }
        }
    }
}

#[test]
fn what_is_merged_is_met_only_if_all_of_it_was() {
    let percent = |number| Percent::new(number).unwrap();
    for shares in [[None, None], [Some(percent(40)), Some(percent(60))]] {
        let from = ["a", "b"].map(CapabilityId::new).into_iter().zip(shares).collect();
        let merge = Merge { from, into: CapabilityId::new("c") };
        for a in answers("a") {
            for b in answers("b") {
                let carried = merged(&[("a", Some(&a)), ("b", Some(&b))], &merge);
                keeps(&carried, &[&a, &b]);
                let status = carried.answer.status;
                if is_reached(status) {
                    assert_eq!((a.status, b.status), (status, status), "{carried:?}");
                }
                if [a.status, b.status].contains(&Status::Unknown) && a.status != b.status {
                    assert_eq!(status, Status::Unknown, "what is unknown in part is unknown: {carried:?}");
                }
                assert_eq!(carried.look_again.is_none(), a.status == b.status && !is_mixed(&a, &b), "{carried:?}");
            }
            let carried = merged(&[("a", Some(&a)), ("b", None)], &merge);
            assert_eq!(carried.answer.status, Status::Unknown, "one that is not listed is unknown");
        }
    }
}

/// Two partial answers have to be put together, and so have two providers.
fn is_mixed(a: &Answer, b: &Answer) -> bool {
    a.status == Status::Partial || a.status == Status::Delegated && a.to != b.to
}

#[test]
fn the_share_left_of_a_merged_one_is_that_of_its_parts() {
    let percent = |number| Some(Percent::new(number).unwrap());
    let partial = |left: &str| Answer { share_left: Some(left.to_owned()), ..Answer::unknown().with(Status::Partial) };
    let share = |a: &Answer, b: &Answer, shares: [Option<Percent>; 2]| {
        let from = ["a", "b"].map(CapabilityId::new).into_iter().zip(shares).collect();
        let merge = Merge { from, into: CapabilityId::new("c") };
        let answer = merged(&[("a", Some(a)), ("b", Some(b))], &merge).answer;
        (answer.status, answer.share_left)
    };
    let (met, missing) = (Answer::unknown().with(Status::Met), Answer::unknown().with(Status::Missing));
    let given = [percent(40), percent(60)];
    assert_eq!(share(&met, &partial("40"), given), (Status::Partial, Some("24".to_owned())));
    assert_eq!(share(&met, &missing, given), (Status::Partial, Some("60".to_owned())));
    assert_eq!(
        share(&missing, &partial("99"), given),
        (Status::Partial, Some("99".to_owned())),
        "rounded up, below all"
    );
    // Without shares the worst of them counts.
    assert_eq!(share(&met, &partial("40"), [None, None]), (Status::Partial, Some("40".to_owned())));
    assert_eq!(share(&met, &missing, [None, None]), (Status::Missing, None));
}
