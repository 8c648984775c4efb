//! What only the applicant can say, and what many forms ask for in the same words.

use super::{Ask, Draft, joined};
use crate::count::plain;
use crate::model::date::long_day;
use crate::model::part::Part;
use crate::text::{one_line, sentence_end};

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
        Part::Identity => identity(ask),
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
            let facts = &ask.input.facts;
            let rest = format!(
                "Computed answers were put together by fundable, a program with fixed templates, without generative AI. Their \
                 sentences come from its catalog ({} of {}), which is the same for every applicant.",
                facts.catalog.framework.id,
                long_day(facts.catalog.framework.catalog_version),
            );
            let catalog = facts.plan.narrative.genai_catalog.as_deref().map(plain).unwrap_or_default();
            Draft::written(joined(&[&plain(text), &rest, &catalog]), Some(PATH))
        }
    }
}

/// Who asks, what for, and under which licence; none of the three can be left out.
fn identity(ask: &Ask<'_>) -> Draft {
    let Some(who) = ask.input.facts.plan.applicant.as_ref() else { return Draft::fact(None, "applicant.organisation") };
    let Some(about) = who.about.as_deref() else { return Draft::own(None, "applicant.about") };
    let Some(licence) = who.licence.as_deref() else { return Draft::fact(None, "applicant.licence") };
    let legal = who.legal_status.as_deref().map(|text| format!(", {}", one_line(text))).unwrap_or_default();
    let name = sentence_end(&format!("{}{legal}", one_line(&who.organisation)));
    let work = format!(
        "It asks for money to work on the security of {}. What is made is published under {}",
        ask.registry(),
        sentence_end(&one_line(licence))
    );
    Draft::written(joined(&[&format!("{name} {}", sentence_end(&plain(about))), &work]), Some("applicant"))
}

fn consent(ask: &Ask<'_>) -> Draft {
    const PATH: &str = "narrative.consent";
    match &ask.input.facts.plan.narrative.consent {
        None => Draft::own(None, PATH),
        Some(consent) => {
            let said = |statement: &str, link: Option<&String>| match link {
                Some(link) => format!("{}\n{link}", plain(statement)),
                None => plain(statement),
            };
            let clients = consent
                .clients
                .iter()
                .map(|item| format!("{}: {}", one_line(&item.client), said(&item.statement, item.link.as_ref())));
            let all: Vec<String> =
                std::iter::once(said(&consent.statement, consent.link.as_ref())).chain(clients).collect();
            Draft::of(vec![all.join("\n\n"), all[0].clone()], Some(PATH))
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
