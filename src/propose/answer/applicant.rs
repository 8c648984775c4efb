//! What only the applicant can say, and what many forms ask for in the same words.

use super::{Ask, Draft};
use crate::count::plain;
use crate::model::part::Part;

/// What a person wrote that answers a part; nothing where only an answer to the very field can be written.
pub fn own(ask: &Ask<'_>, part: Part) -> Draft {
    let input = ask.input;
    let (words, who) = (&input.facts.plan.narrative, input.facts.plan.applicant.as_ref());
    let text = |text: &Option<String>, path: &str| Draft::own(text.as_deref(), path);
    // Everything about the applicant stands below one key.
    macro_rules! fact {
        ($field:ident) => {
            Draft::fact(who.and_then(|who| who.$field.as_deref()), concat!("applicant.", stringify!($field)))
        };
    }
    match part {
        Part::Project => text(&words.project, "narrative.project"),
        Part::Dependents => text(&words.dependents, "narrative.dependents"),
        Part::Qualification => text(&words.qualification, "narrative.qualification"),
        Part::Community => text(&words.community, "narrative.community"),
        Part::Sustainability => text(&words.sustainability, "narrative.sustainability"),
        Part::Genai => genai(ask),
        Part::Consent => consent(ask),
        Part::Organisation => Draft::fact(who.map(|who| who.organisation.as_str()), "applicant.organisation"),
        Part::About => Draft::own(who.and_then(|who| who.about.as_deref()), "applicant.about"),
        Part::LegalStatus => fact!(legal_status),
        Part::Person => fact!(person),
        Part::Role => fact!(role),
        Part::Phone => fact!(phone),
        Part::Address => fact!(address),
        Part::Country => fact!(country),
        Part::Licence => fact!(licence),
        Part::Home => fact!(url),
        Part::Repository => fact!(repository),
        Part::Responsible => responsible(ask),
        // The contact is an address for e-mail in most plans.
        Part::Email => match who.and_then(|who| who.contact.as_deref()).filter(|contact| contact.contains('@')) {
            Some(contact) if who.is_some_and(|who| who.email.is_none()) => {
                Draft::written(contact.to_owned(), Some("applicant.contact"))
            }
            _ => fact!(email),
        },
        Part::Website => match (who.and_then(|who| who.website.as_deref()), &input.facts.assessment.repository.url) {
            (None, Some(url)) => Draft::written(url.clone(), Some("repository.url in assessment.yaml")),
            _ => fact!(website),
        },
        _ => Draft::Nothing(None),
    }
}

/// How generative AI was used: what the applicant says of their own words, then what is true of the rest.
fn genai(ask: &Ask<'_>) -> Draft {
    const PATH: &str = "narrative.genai";
    match &ask.input.facts.plan.narrative.genai {
        None => Draft::own(None, PATH),
        Some(text) => {
            let rest = "Computed answers were put together by fundable, a program with fixed templates, without generative AI.";
            Draft::written(format!("{}\n\n{rest}", plain(text)), Some(PATH))
        }
    }
}

fn consent(ask: &Ask<'_>) -> Draft {
    const PATH: &str = "narrative.consent";
    match &ask.input.facts.plan.narrative.consent {
        None => Draft::own(None, PATH),
        Some(consent) => {
            let statement = plain(&consent.statement);
            let with_link = consent.link.as_ref().map(|link| format!("{statement}\n{link}"));
            Draft::written(with_link.unwrap_or(statement), Some(PATH))
        }
    }
}

fn responsible(ask: &Ask<'_>) -> Draft {
    let who = ask.input.facts.plan.applicant.as_ref();
    match who.and_then(|who| Some((who, who.person.as_deref()?))) {
        None => Draft::fact(None, "applicant.person"),
        Some((who, person)) => {
            let role = who.role.as_ref().map(|role| format!(", {role}")).unwrap_or_default();
            Draft::written(format!("{person}{role} ({})", who.organisation), Some("applicant.person"))
        }
    }
}
