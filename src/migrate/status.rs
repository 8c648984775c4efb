//! What is true of a new capability, given what was true of the old ones.
//!
//! The rules are conservative: nothing becomes met that was not. Where the map does not say that something carries over, it
//! is unknown until somebody has looked, and the note says what it was.

use indexmap::IndexMap;

use crate::model::migration::{Merge, Piece};
use crate::raw::assessment as raw;
use crate::raw::assessment::{Status, SubStatus};
use crate::text::{list, sentence_end};

/// The answer about one capability, without its places in the file.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Answer {
    /// What is true.
    pub status: Status,
    /// Sub-checks of a partial answer.
    pub sub_checks: IndexMap<String, SubStatus>,
    /// Percent that is left of a partial answer, as it is written.
    pub share_left: Option<String>,
    /// To whom it is delegated.
    pub to: Option<String>,
    /// Why it is not applicable.
    pub reason: Option<String>,
    /// A separate tool that provides it.
    pub by_third_party: Option<String>,
    /// What shows it: what, link, date.
    pub evidence: Vec<(String, Option<String>, String)>,
    /// Anything else.
    pub note: Option<String>,
    /// Whether it is kept out of public documents.
    pub confidential: bool,
}

/// A new answer, and why somebody has to look at it again; none where it says what the old one said.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Carried {
    /// The answer.
    pub answer: Answer,
    /// Why somebody has to look again.
    pub look_again: Option<String>,
}

impl From<&raw::Answer> for Answer {
    fn from(raw: &raw::Answer) -> Self {
        let text = |text: &Option<crate::raw::Text>| text.as_ref().map(|text| text.value.trim().to_owned());
        Self {
            status: raw.status.value,
            sub_checks: raw.sub_checks.iter().map(|(id, status)| (id.value.clone(), status.value)).collect(),
            share_left: raw.share_left.as_ref().map(|share| share.value.0.clone()),
            to: text(&raw.to),
            reason: text(&raw.reason),
            by_third_party: text(&raw.by_third_party),
            evidence: raw
                .evidence
                .iter()
                .map(|item| (item.what.value.trim().to_owned(), text(&item.link), item.date.value.trim().to_owned()))
                .collect(),
            note: text(&raw.note),
            confidential: raw.confidential,
        }
    }
}

/// The word of a status in a file.
pub fn status_word(status: Status) -> &'static str {
    match status {
        Status::Met => "met",
        Status::Partial => "partial",
        Status::Missing => "missing",
        Status::NotApplicable => "not-applicable",
        Status::Delegated => "delegated",
        Status::Unknown => "unknown",
    }
}

/// The word of a sub-check in a file.
pub fn sub_status_word(status: SubStatus) -> &'static str {
    match status {
        SubStatus::Met => "met",
        SubStatus::Missing => "missing",
        SubStatus::Unknown => "unknown",
    }
}

impl Answer {
    /// Nobody has looked, and nothing is known.
    pub fn unknown() -> Self {
        Self {
            status: Status::Unknown,
            sub_checks: IndexMap::new(),
            share_left: None,
            to: None,
            reason: None,
            by_third_party: None,
            evidence: Vec::new(),
            note: None,
            confidential: false,
        }
    }

    /// What the old answer was, in words, with all that a new status has no place for.
    fn words(&self) -> String {
        let with = |more: &str, text: &Option<String>| match text {
            Some(text) => format!("{more}{text}"),
            None => String::new(),
        };
        match self.status {
            Status::Met | Status::Missing | Status::Unknown => status_word(self.status).to_owned(),
            Status::NotApplicable => format!("not applicable{}", with(": ", &self.reason)),
            Status::Delegated => format!("delegated{}", with(" to ", &self.to)),
            Status::Partial => match &self.share_left {
                Some(share) => format!("partial, with {share} percent left"),
                None => {
                    let part = |(id, status): (&String, &SubStatus)| format!("{id} {}", sub_status_word(*status));
                    format!("partial ({})", self.sub_checks.iter().map(part).collect::<Vec<_>>().join(", "))
                }
            },
        }
    }

    /// The same with another status; what belongs to the old one goes, and the note says what it was.
    fn but(&self, status: Status, old_id: &str, why: &str) -> Carried {
        let was = format!("`{old_id}` was {}.", self.words().trim_end_matches('.'));
        let note = self.note.iter().map(|note| sentence_end(note)).chain([was, sentence_end(why)]);
        let answer = Self {
            status,
            sub_checks: IndexMap::new(),
            share_left: None,
            to: None,
            reason: None,
            note: Some(note.collect::<Vec<_>>().join(" ")),
            ..self.clone()
        };
        Carried { answer, look_again: Some(why.to_owned()) }
    }

    fn as_it_is(&self) -> Carried {
        Carried { answer: self.clone(), look_again: None }
    }
}

/// The answer about a capability that has another id, or asks for more. `known` are the sub-checks of the new one.
pub fn renamed(
    old: &Answer,
    old_id: &str,
    stricter: Option<&str>,
    new_id_of: impl Fn(&str) -> String,
    known: &[&str],
) -> Carried {
    if let Some(stricter) = stricter {
        return match old.status {
            // What was missing or unknown stays so, whatever is asked beyond it.
            Status::Missing | Status::Unknown => old.as_it_is(),
            _ => old.but(Status::Unknown, old_id, &format!("It now asks for more: {stricter}")),
        };
    }
    let sub_checks: IndexMap<String, SubStatus> =
        old.sub_checks.iter().map(|(id, status)| (new_id_of(id), *status)).collect();
    if sub_checks.len() < old.sub_checks.len() || sub_checks.keys().any(|id| !known.contains(&id.as_str())) {
        return old.but(Status::Unknown, old_id, "Its sub-checks are others now");
    }
    Carried { answer: Answer { sub_checks, ..old.clone() }, look_again: None }
}

/// The answer about one part of a capability that was split.
pub fn piece(old: &Answer, old_id: &str, piece: &Piece) -> Carried {
    let unknown = |why: &str| old.but(Status::Unknown, old_id, why);
    let whole = |status: Status| Carried {
        answer: Answer { status, sub_checks: IndexMap::new(), share_left: None, ..old.clone() },
        look_again: None,
    };
    match old.status {
        Status::Missing | Status::Unknown => old.as_it_is(),
        Status::Met | Status::Delegated | Status::NotApplicable if piece.met_carries => old.as_it_is(),
        Status::Met | Status::Delegated | Status::NotApplicable => {
            unknown("The map does not say that this holds for each part of it")
        }
        Status::Partial => {
            let of = |id: &String| old.sub_checks.get(id).copied().unwrap_or(SubStatus::Unknown);
            let parts: Vec<SubStatus> = piece.sub_checks.iter().map(of).collect();
            let all = |wanted: SubStatus| !parts.is_empty() && parts.iter().all(|status| *status == wanted);
            if all(SubStatus::Missing) {
                whole(Status::Missing)
            } else if all(SubStatus::Met) && piece.met_carries {
                whole(Status::Met)
            } else {
                unknown("How much of that is in this part is not known")
            }
        }
    }
}

/// The answer about a capability that several have become; each with its id, in the order of the map. One that was not
/// listed is unknown.
pub fn merged(old: &[(&str, Option<&Answer>)], merge: &Merge) -> Carried {
    let unlisted = Answer::unknown();
    let answers: Vec<&Answer> = old.iter().map(|(_, answer)| answer.unwrap_or(&unlisted)).collect();
    let joined = |of: fn(&Answer) -> Option<&String>| {
        let mut texts: Vec<String> = Vec::new();
        for text in answers.iter().filter_map(|answer| of(answer)) {
            if !texts.contains(text) {
                texts.push(text.clone());
            }
        }
        (!texts.is_empty()).then_some(texts)
    };
    let mut note: Vec<String> = Vec::new();
    for ((id, _), answer) in old.iter().zip(&answers) {
        note.extend(answer.note.iter().map(|note| format!("`{id}`: {}", sentence_end(note))));
    }
    let mut answer = Answer {
        by_third_party: joined(|answer| answer.by_third_party.as_ref()).map(|texts| list(&texts)),
        evidence: answers.iter().flat_map(|answer| answer.evidence.clone()).collect(),
        confidential: answers.iter().any(|answer| answer.confidential),
        ..Answer::unknown()
    };
    let same = |status: Status| answers.iter().all(|answer| answer.status == status);
    let providers = joined(|answer| answer.to.as_ref()).unwrap_or_default();
    let look_again =
        if let Some(status) = [Status::Met, Status::Missing, Status::Unknown].into_iter().find(|s| same(*s)) {
            answer.status = status;
            None
        } else if same(Status::NotApplicable) {
            answer.status = Status::NotApplicable;
            let reasons = joined(|answer| answer.reason.as_ref()).unwrap_or_default();
            answer.reason = Some(reasons.iter().map(|reason| sentence_end(reason)).collect::<Vec<_>>().join(" "));
            None
        } else if same(Status::Delegated) && providers.len() < 2 {
            answer.status = Status::Delegated;
            answer.to = providers.into_iter().next();
            None
        } else {
            Some(mixed(&mut answer, &answers, merge))
        };
    if look_again.is_some() {
        let was: Vec<String> = old
            .iter()
            .zip(&answers)
            .map(|((id, _), answer)| format!("`{id}` was {}", answer.words().trim_end_matches('.')))
            .collect();
        note.push(format!("{}.", list(&was)));
    }
    note.extend(look_again.iter().map(|why| sentence_end(why)));
    answer.note = (!note.is_empty()).then(|| note.join(" "));
    Carried { answer, look_again }
}

/// The status where the old ones differ: by shares where the map has them, else the worst.
fn mixed(answer: &mut Answer, old: &[&Answer], merge: &Merge) -> String {
    let left: Option<Vec<u32>> = old.iter().map(|old| left(old)).collect();
    let Some(left) = left.filter(|_| old.iter().all(|old| old.status != Status::Unknown)) else {
        answer.status = Status::Unknown;
        return "How much of the whole is in place is not known".to_owned();
    };
    let shares: Option<Vec<u32>> =
        merge.from.iter().map(|(_, share)| share.map(|share| u32::from(share.number()))).collect();
    let (share, why) = match shares {
        Some(shares) => {
            let sum: u32 = shares.iter().zip(&left).map(|(share, left)| share * left).sum();
            (sum.div_ceil(100).clamp(1, 99), "The share that is left follows from the shares of the map")
        }
        None => {
            (left.iter().copied().max().unwrap_or(100), "The map gives no shares, so it counts as the worst of them")
        }
    };
    if share == 100 {
        answer.status = Status::Missing;
    } else {
        answer.status = Status::Partial;
        answer.share_left = Some(share.to_string());
    }
    why.to_owned()
}

/// Percent that is left; none where that is not known, or where it is nobody's work here.
fn left(answer: &Answer) -> Option<u32> {
    match answer.status {
        Status::Met => Some(0),
        Status::Missing => Some(100),
        Status::Partial => answer.share_left.as_ref()?.parse().ok(),
        Status::NotApplicable | Status::Delegated | Status::Unknown => None,
    }
}
