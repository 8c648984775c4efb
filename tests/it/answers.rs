//! What the answers and the prose say: to whom, of which part, and what is left for the applicant to say.

use fundable::gap::{self, Gap};
use fundable::model::assessment::Assessment;
use fundable::model::catalog::Catalog;
use fundable::model::id::CapabilityId;
use fundable::model::plan::Plan;
use fundable::plan::{self as planner, Roadmap};
use fundable::propose::{Check, Extent, Facts, FormInput, Unsaid, fill, gains, is_own, propose};

use crate::examples::load;

/// An example with its plan made.
struct Made {
    catalog: Catalog,
    assessment: Assessment,
    gap: Gap,
    plan: Plan,
    roadmap: Roadmap,
}

fn made(example: &str, change: impl FnOnce(&mut Assessment, &mut Plan)) -> Made {
    let (catalog, mut assessment, mut plan) = load(example);
    change(&mut assessment, &mut plan);
    let gap = gap::gap(&catalog, &assessment);
    let roadmap = planner::plan(&catalog, &gap, &plan);
    Made { catalog, assessment, gap, plan, roadmap }
}

impl Made {
    fn facts(&self) -> Facts<'_> {
        let Self { catalog, assessment, gap, plan, roadmap } = self;
        Facts { catalog, assessment, gap, plan, roadmap }
    }

    /// The answers of a form about one piece of work or about all, and what is left to say.
    fn form(&self, funder: &str, extent: &Extent) -> (Vec<(String, String)>, Vec<Unsaid>) {
        let proposal = propose(&self.catalog, &self.gap, &self.plan, &self.roadmap, extent).unwrap();
        let funder = &self.catalog.funders[funder];
        let form = fill(&FormInput { facts: self.facts(), proposal: &proposal, funder, selection: None }).remove(0);
        let answers = form.fields.iter().map(|field| {
            (field.id.to_string(), field.answer.as_ref().map(|answer| answer.text.clone()).unwrap_or_default())
        });
        let unsaid = form.checks.iter().filter_map(|check| match check {
            Check::Unsaid(unsaid) => Some(unsaid.clone()),
            _ => None,
        });
        (answers.collect(), unsaid.collect())
    }

    fn answer(&self, funder: &str, extent: &Extent, field: &str) -> String {
        self.form(funder, extent).0.into_iter().find(|(id, _)| id == field).unwrap().1
    }

    fn unsaid(&self, funder: &str) -> Vec<Unsaid> {
        self.form(funder, &Extent::Whole).1
    }

    fn gains(&self, id: &str) -> Vec<&str> {
        let benefits = gains(&self.facts(), &CapabilityId::new(id), false);
        benefits.into_iter().map(|benefit| benefit.text.as_str()).collect()
    }
}

fn one(id: &str) -> Extent {
    Extent::One(CapabilityId::new(id))
}

#[test]
fn an_incident_stands_for_a_threat_that_the_capability_answers() {
    let (catalog, ..) = load("pypi");
    let mut n_links = 0;
    for capability in catalog.capabilities.values() {
        for id in &capability.proposal.incidents {
            n_links += 1;
            let threats = &catalog.incidents[id].threats;
            let answered = threats.iter().any(|threat| capability.threats.contains_key(threat));
            assert!(answered, "{} cites {id}, whose threats it does not answer", capability.id);
        }
    }
    assert!(n_links > 20, "{n_links}");
    // A token stolen from a build service says nothing about second factors.
    for capability in catalog.capabilities.values().filter(|item| item.id.as_str().contains("mfa")) {
        assert!(!capability.proposal.incidents.iter().any(|id| id.as_str().starts_with("pypi-litellm")));
    }
}

#[test]
fn what_is_done_is_no_gain_of_what_is_left() {
    let made = made("rubygems", |_, _| {});
    let left = made.gains("authn-email-verification");
    assert!(!left.is_empty() && left.iter().all(|text| !text.contains("an address that they can rely on")), "{left:?}");
    let change = made.answer("sovereign-tech", &one("authn-email-verification"), "plan");
    assert!(change.contains("Already there: A new or changed address has to be confirmed."), "{change}");
    assert!(change.contains("Left to do, 40 % of the work: Tokens and publishing"), "{change}");
}

#[test]
fn the_registrys_own_record_is_no_argument_and_no_prior_art_for_it() {
    let (pypi, gems) = (made("pypi", |_, _| {}), made("rubygems", |_, _| {}));
    let quarantine = |made: &Made| made.gains("gen-malware-reporting").iter().any(|text| text.contains("at PyPI"));
    assert!(!quarantine(&pypi) && quarantine(&gems));
    let facts = gems.facts();
    let own: Vec<_> = gems.catalog.precedents.keys().filter(|id| is_own(&facts, id)).collect();
    assert!(!own.is_empty());
    let comparison = gems.answer("nlnet", &one("gen-event-transparency-log"), "compare");
    let (others, record) = comparison.split_once("What RubyGems.org has done before, as its own record:").unwrap();
    assert!(
        others.contains("2 pieces of work that others have done") && !others.contains("- RubyGems.org"),
        "{others}"
    );
    assert!(record.contains("Transparency log"), "{record}");
}

#[test]
fn groups_of_people_gain_and_the_applicants_own_come_first() {
    let made = made("pypi", |_, _| {});
    let groups = made.answer("sovereign-tech", &Extent::Whole, "target_groups");
    let places: Vec<_> =
        ["Public offices, research", "People who install", "Maintainers of packages", "Companies, public"]
            .iter()
            .map(|title| groups.find(title).unwrap_or_else(|| panic!("{title} is not in: {groups}")))
            .collect();
    assert!(places.is_sorted(), "{groups}");
}

#[test]
fn a_sentence_is_one_sentence() {
    for (example, extent) in [("pypi", Extent::Whole), ("pypi", one("cli-sbom")), ("rust-crates", Extent::Whole)] {
        let sentence = made(example, |_, _| {}).answer("sovereign-tech", &extent, "one_sentence");
        assert!(sentence.starts_with("With this project ") && sentence.ends_with('.'), "{sentence}");
        assert!(!sentence.trim_end_matches('.').contains(". "), "{sentence}");
    }
    let own = made("pypi", |_, plan| plan.narrative.summary = Some("We finish what is left.".to_owned()));
    assert_eq!(own.answer("sovereign-tech", &Extent::Whole, "one_sentence"), "We finish what is left.");
}

#[test]
fn identity_names_who_asks_what_for_and_the_licence() {
    let identity = |change: fn(&mut Plan)| {
        made("rubygems", |_, plan| change(plan)).answer("alpha-omega", &Extent::Whole, "identity")
    };
    let all = identity(|_| {});
    for part in ["Example Foundation for Ruby packages.", "A made-up organisation", "RubyGems.org.", "under MIT."] {
        assert!(all.contains(part), "{all}");
    }
    // A part of the question without an answer is no answer.
    assert_eq!(identity(|plan| plan.applicant.as_mut().unwrap().licence = None), "");
    assert_eq!(identity(|plan| plan.applicant.as_mut().unwrap().about = None), "");
}

#[test]
fn what_a_reviewer_will_ask_is_on_the_list_until_it_is_said() {
    let rates = |basis: Option<&str>| {
        let basis = basis.map(str::to_owned);
        made("homebrew", |_, plan| plan.rates.as_mut().unwrap().basis = basis)
    };
    assert!(rates(None).unsaid("nlnet").contains(&Unsaid::RateBasis));
    assert!(!rates(Some("A tariff of 2026.")).unsaid("nlnet").contains(&Unsaid::RateBasis));
    // A funder that is not known to want explicit rates is not told about them.
    assert!(!rates(None).unsaid("alpha-omega").contains(&Unsaid::RateBasis));
    let budget = rates(Some("A tariff of 2026")).answer("nlnet", &one("cli-vulnerability-warnings"), "budget");
    assert!(budget.contains("Rates: A tariff of 2026."), "{budget}");

    let genai = |text: Option<&str>| {
        let text = text.map(str::to_owned);
        made("homebrew", |_, plan| plan.narrative.genai_catalog = text)
    };
    assert!(genai(None).unsaid("nlnet").contains(&Unsaid::CatalogTexts));
    let told = genai(Some("The texts were written by hand."));
    assert!(!told.unsaid("nlnet").contains(&Unsaid::CatalogTexts));
    assert!(told.answer("nlnet", &Extent::Whole, "genai").ends_with("The texts were written by hand."));

    let clients = |made: &Made| made.unsaid("nlnet").iter().any(|unsaid| matches!(unsaid, Unsaid::Clients(_)));
    assert!(!clients(&rates(None)));
    let silent = made("homebrew", |_, plan| plan.narrative.consent.as_mut().unwrap().clients.clear());
    assert!(clients(&silent));
    let groups = |made: &Made| made.unsaid("sovereign-tech").contains(&Unsaid::TargetGroups);
    assert!(!groups(&made("pypi", |_, _| {})) && groups(&rates(None)));
}

#[test]
fn evidence_of_paid_work_asks_for_an_entry_in_the_ledger() {
    let payers = |made: &Made, funder: &str| {
        let unsaid = made.unsaid(funder);
        let ids = unsaid.into_iter().find_map(|unsaid| match unsaid {
            Unsaid::Payers(ids) => Some(ids.iter().map(ToString::to_string).collect::<Vec<_>>()),
            _ => None,
        });
        ids.unwrap_or_default()
    };
    let gems = made("rubygems", |_, _| {});
    let (log, mail) = ("gen-event-transparency-log".to_owned(), "authn-email-verification".to_owned());
    // One rests on a report to this funder, the other on words that say that somebody is at work.
    assert!(payers(&gems, "alpha-omega").contains(&mail) && payers(&gems, "alpha-omega").contains(&log));
    assert!(!payers(&gems, "otf").contains(&mail) && payers(&gems, "otf").contains(&log));
    let secret = made("rubygems", |assessment, _| {
        assessment.answers[&CapabilityId::new("gen-event-transparency-log")].confidential = true;
    });
    assert!(!payers(&secret, "otf").contains(&log));
}

#[test]
fn staffing_says_what_the_work_uses_and_not_what_there_is() {
    let made = made("rubygems", |_, _| {});
    let how = made.answer("alpha-omega", &Extent::Whole, "how");
    assert!(how.contains("person-weeks or ") && how.contains("% of one full-time post"), "{how}");
    assert!(!how.contains("at most 1.5"), "{how}");
}
