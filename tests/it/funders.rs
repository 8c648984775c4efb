//! Funders of the catalog: what is shipped about them, and how a user adds one.

use std::fs;

use fundable::model::date::parse_day;
use fundable::model::form::Limit;
use fundable::model::funder::{Bound, Fact};
use fundable::model::knowledge::Grade;
use serde_json::Value;

use crate::examples::load;
use crate::support::{fundable, root};

const FUNDERS: [&str; 8] =
    ["alpha-omega", "floss-fund", "generic", "nlnet", "openssf-tac", "otf", "psf-fundables", "sovereign-tech"];

#[test]
fn every_fact_rests_on_a_dated_source_that_was_read_or_is_quoted() {
    let (catalog, ..) = load("npm");
    assert_eq!(catalog.funders.keys().map(|id| id.as_str()).collect::<Vec<_>>(), FUNDERS);
    for funder in catalog.funders.values() {
        let sources = funder.sources();
        assert!(!sources.is_empty(), "{}", funder.id);
        for id in sources {
            let citation = &catalog.sources[id];
            assert!(matches!(citation.grade, Some(Grade::Primary | Grade::Quoted)), "{id}");
            assert!(citation.last_seen() >= citation.date, "{id} was seen before it was written");
            // What was read can be read again; what is quoted says by whom.
            assert!(citation.grade != Some(Grade::Primary) || citation.url.is_some(), "{id} has no link");
            assert!(
                citation.grade != Some(Grade::Quoted) || citation.note.is_some(),
                "{id} does not say who quotes it"
            );
        }
    }
}

#[test]
fn what_is_shipped_is_explained_with_grade_and_date() {
    for id in FUNDERS {
        let ran = fundable(["explain", id]);
        assert_eq!(ran.code, 0, "{}", ran.err);
        let view: Value = serde_json::from_str(&fundable(["explain", id, "--json"]).out).unwrap();
        for source in view["sources"].as_array().unwrap() {
            let end = ran.out.split("\nSources\n").nth(1).unwrap().replace("\n    ", " ");
            for part in ["title", "grade", "date"] {
                assert!(end.contains(source[part].as_str().unwrap()), "{id}: {source}");
            }
        }
        for field in view["fields"].as_array().unwrap() {
            assert!(ran.out.contains(&format!("\n  {}: ", field["id"].as_str().unwrap())), "{id}: {field}");
        }
    }
}

#[test]
fn amounts_and_limits_are_those_on_record() {
    let (catalog, ..) = load("npm");
    let of = |id: &str| {
        let funder = &catalog.funders[id];
        let bound = |bound: &Option<Fact<Bound>>| bound.as_ref().map(|fact| fact.value.amount.units() / 100);
        let limits = funder.form.fields.values().filter_map(|field| match field.limit {
            Limit::Length { max, .. } => Some(max),
            _ => None,
        });
        (bound(&funder.floor), bound(&funder.ceiling), limits.collect::<Vec<_>>())
    };
    let stf = vec![100, 300, 300, 300, 300, 300, 300, 300, 300, 900, 300, 100];
    assert_eq!(of("sovereign-tech"), (Some(50_000), None, stf));
    let otf = vec![1000, 3000, 2000, 2000, 2000, 1000, 1000, 1000, 1000, 1000, 1000, 1000];
    assert_eq!(of("otf"), (Some(5_000), Some(300_000), otf));
    let floss = vec![250, 250, 32, 2000, 250, 250, 32, 250, 2000, 250, 500];
    assert_eq!(of("floss-fund"), (Some(10_000), Some(100_000), floss));
    assert_eq!(of("nlnet"), (Some(5_000), Some(50_000), vec![]));
    for id in ["alpha-omega", "openssf-tac", "psf-fundables", "generic"] {
        assert_eq!(of(id), (None, None, vec![]), "{id}");
    }
}

#[test]
fn facts_are_old_after_six_months_and_not_a_day_before() {
    let (catalog, ..) = load("npm");
    let titles = |id: &str, day: &str| -> Vec<String> {
        let old = catalog.funders[id].old_sources(&catalog.sources, parse_day(day).unwrap());
        old.into_iter().map(|citation| citation.id.to_string()).collect()
    };
    // Seen on 5 September 2026 and read on 8 August 2026.
    assert!(titles("sovereign-tech", "2027-02-08").is_empty());
    assert_eq!(titles("sovereign-tech", "2027-02-09"), ["stf-applications-copy"]);
    assert_eq!(titles("sovereign-tech", "2027-03-06").len(), 2);
    assert_eq!(titles("otf", "2026-11-23"), ["otf-guide"]);
}

#[test]
fn one_file_adds_a_funder_with_its_own_sources_and_another_replaces_one() {
    let folder = tempfile::tempdir().unwrap();
    fs::create_dir(folder.path().join("funders")).unwrap();
    let text = fs::read_to_string(root().join("catalog/funders/psf-fundables.yaml")).unwrap();
    let own = text
        .replace("id: psf-fundables", "id: example-fund")
        .replace("source: fundables-template", "source: example-form")
        + "sources:\n  - {id: example-form, title: Example form, date: 2026-10, grade: primary}\n";
    fs::write(folder.path().join("funders/example-fund.yaml"), own).unwrap();
    let other = text.replace("name: PSF Packaging Working Group", "name: Another name");
    fs::write(folder.path().join("funders/psf-fundables.yaml"), other).unwrap();
    let explain = |id: &str| {
        let catalog = folder.path().to_string_lossy().into_owned();
        let ran = fundable(["explain", id, "--catalog", &catalog]);
        assert_eq!(ran.code, 0, "{}", ran.err);
        ran.out
    };
    assert!(explain("example-fund").contains("Example form, October 2026 (primary)"));
    assert!(explain("psf-fundables").starts_with("Another name\n"));
}
