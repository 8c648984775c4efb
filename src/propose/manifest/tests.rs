use serde_json::{Value, json};

use super::{faults, licences, words};

fn valid() -> Value {
    json!({
        "version": "v1.0.0",
        "entity": {
            "type": "organisation", "role": "steward", "name": "Ab", "email": "a@example.org", "phone": "1",
            "description": "Five!", "webpageUrl": {"url": "https://example.org"},
        },
        "projects": [{
            "guid": "a-1", "name": "A", "description": "Five!", "webpageUrl": {"url": "https://example.org"},
            "repositoryUrl": {"url": "http://example.org/git"}, "licenses": ["spdx:MIT"], "tags": ["security"],
        }],
        "funding": {
            "channels": [{"guid": "bank", "type": "bank", "address": "A"}],
            "plans": [{
                "guid": "p", "status": "active", "name": "Abc", "amount": 0, "currency": "USD",
                "frequency": "one-time", "channels": ["bank"],
            }],
            "history": [{"year": 1970, "currency": "EUR"}],
        },
    })
}

#[test]
fn a_manifest_of_the_smallest_values_is_valid() {
    assert_eq!(faults(&valid()), []);
}

#[test]
fn every_limit_holds_at_its_edge_and_not_beyond() {
    let long = |n: usize| Value::from("ä".repeat(n));
    let id = |n: usize| Value::from("a".repeat(n));
    let url = |n: usize| Value::from(format!("https://{}", "a".repeat(n - 8)));
    let many = |value: Value, n: usize| Value::from(vec![value; n]);
    let at = |pointer: &str| valid().pointer(pointer).unwrap().clone();
    let cases: Vec<(&str, Value, Value)> = vec![
        ("/version", "v1.0.0".into(), "v1.0.1".into()),
        ("/entity/type", "other".into(), "company".into()),
        ("/entity/role", "owner".into(), "boss".into()),
        ("/entity/name", long(250), long(251)),
        ("/entity/name", long(2), long(1)),
        ("/entity/email", long(250), long(251)),
        ("/entity/phone", long(32), long(33)),
        ("/entity/description", long(2_000), long(2_001)),
        ("/entity/description", long(5), long(4)),
        ("/entity/webpageUrl/url", url(250), url(251)),
        ("/entity/webpageUrl/url", "http://a".into(), "ftp://a".into()),
        ("/projects", many(at("/projects/0"), 30), many(at("/projects/0"), 31)),
        ("/projects", many(at("/projects/0"), 1), json!([])),
        ("/projects/0/guid", id(32), id(33)),
        ("/projects/0/guid", "a-9".into(), "A".into()),
        ("/projects/0/name", long(250), long(251)),
        ("/projects/0/description", long(2_000), long(2_001)),
        ("/projects/0/description", long(5), long(4)),
        ("/projects/0/repositoryUrl/url", url(250), url(251)),
        ("/projects/0/licenses", many("spdx:MIT".into(), 5), many("spdx:MIT".into(), 6)),
        ("/projects/0/tags", many("a".into(), 10), many("a".into(), 11)),
        ("/projects/0/tags/0", id(32), id(33)),
        ("/projects/0/tags/0", "a-9".into(), "a b".into()),
        ("/funding/channels", many(at("/funding/channels/0"), 10), many(at("/funding/channels/0"), 11)),
        ("/funding/channels/0/guid", "bank".into(), "bank".to_uppercase().into()),
        ("/funding/channels/0/type", "cheque".into(), "gold".into()),
        ("/funding/channels/0/address", long(250), long(251)),
        ("/funding/plans", many(at("/funding/plans/0"), 10), many(at("/funding/plans/0"), 11)),
        ("/funding/plans", many(at("/funding/plans/0"), 1), json!([])),
        ("/funding/plans/0/status", "inactive".into(), "open".into()),
        ("/funding/plans/0/name", long(250), long(251)),
        ("/funding/plans/0/name", long(3), long(2)),
        ("/funding/plans/0/amount", 1_000_000_000.into(), 1_000_000_001.into()),
        ("/funding/plans/0/amount", 0.into(), (-1).into()),
        ("/funding/plans/0/currency", "JPY".into(), "jpy".into()),
        ("/funding/plans/0/frequency", "fortnightly".into(), "daily".into()),
        ("/funding/plans/0/channels", json!(["bank"]), json!(["other"])),
        ("/funding/history", many(at("/funding/history/0"), 50), many(at("/funding/history/0"), 51)),
        ("/funding/history/0/year", 2075.into(), 2076.into()),
        ("/funding/history/0/year", 1970.into(), 1969.into()),
    ];
    for (pointer, good, bad) in cases {
        for (value, is_valid) in [(good, true), (bad, false)] {
            let mut manifest = valid();
            *manifest.pointer_mut(pointer).unwrap() = value;
            assert_eq!(faults(&manifest).is_empty(), is_valid, "{pointer}: {:?}", faults(&manifest));
        }
    }
    for (place, key, n) in [("/funding/channels/0", "description", 500), ("/funding/plans/0", "description", 500)] {
        for (length, is_valid) in [(n, true), (n + 1, false)] {
            let mut manifest = valid();
            manifest.pointer_mut(place).unwrap()[key] = long(length);
            assert_eq!(faults(&manifest).is_empty(), is_valid, "{place}/{key}");
        }
    }
}

#[test]
fn whatever_is_required_is_missed() {
    for (place, key) in [
        ("", "version"),
        ("", "entity"),
        ("", "funding"),
        ("/entity", "email"),
        ("/entity", "webpageUrl"),
        ("/projects/0", "repositoryUrl"),
        ("/funding", "channels"),
        ("/funding/plans/0", "amount"),
    ] {
        let mut manifest = valid();
        manifest.pointer_mut(place).unwrap().as_object_mut().unwrap().shift_remove(key);
        assert!(!faults(&manifest).is_empty(), "{place}/{key}");
    }
    let mut without = valid();
    without.as_object_mut().unwrap().shift_remove("projects");
    assert_eq!(faults(&without), []);
}

#[test]
fn a_proof_has_the_ending_that_the_schema_asks_for() {
    for (proof, is_valid) in [
        ("https://example.org/.well-known/funding-manifest-urls", true),
        ("https://example.org/proof", false),
        ("", true),
    ] {
        let mut manifest = valid();
        manifest["entity"]["webpageUrl"]["wellKnown"] = proof.into();
        assert_eq!(faults(&manifest).is_empty(), is_valid, "{proof}");
    }
}

#[test]
fn lists_are_read_from_lines_and_commas() {
    assert_eq!(words("- a, b\n\nc"), ["a", "b", "c"]);
    assert_eq!(licences("MIT OR Apache-2.0"), ["spdx:MIT", "spdx:Apache-2.0"]);
    assert_eq!(licences("spdx:MIT, our own licence"), ["spdx:MIT", "our own licence"]);
}
