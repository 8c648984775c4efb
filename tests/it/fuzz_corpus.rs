//! Every input of the corpus, the ones that once failed among them, through what the fuzzer holds to it.

use std::fs;

use crate::fuzz::page::assert_harmless;
use crate::fuzz::targets::TARGETS;
use crate::support::root;

#[test]
fn every_input_of_the_corpus_passes() {
    for (name, target) in TARGETS {
        let folder = root().join("fuzz/corpus").join(name);
        let mut inputs: Vec<_> = fs::read_dir(&folder).unwrap().map(|entry| entry.unwrap().path()).collect();
        inputs.sort();
        assert!(inputs.len() >= 3, "{name} has {} inputs", inputs.len());
        for input in inputs {
            target(&fs::read(input).unwrap());
        }
    }
}

#[test]
fn the_check_of_pages_sees_what_does_harm() {
    let body = |inside: &str| format!("<!DOCTYPE html><html><head><title>x</title></head><body>{inside}</body></html>");
    assert_harmless(&body("<p dir=\"auto\"><a href=\"https://a.b\">a</a> &lt;script&gt; <a href=\"#x\">b</a></p>"));
    for inside in [
        "<script>x</script>",
        "<SCRIPT >x",
        "<p onclick=x>a</p>",
        "<a href=\"javascript:x\">a</a>",
        "<a href=\"JaVa&#9;script&colon;x\">a</a>",
        "<a href=\" javascript:x\">a</a>",
        "<a href=\"vbscript:x\">a</a>",
        "<a href=\"data:text/html,x\">a</a>",
        "<img src=x>",
        "<svg><a xlink:href=\"javascript:x\"></a></svg>",
        "<iframe></iframe>",
        "<form action=x></form>",
        "<p style=\"background: url(x)\">a</p>",
        "<style>p {}</style><style>p {}</style>",
        "<meta http-equiv=refresh content=0>",
        "<base href=https://a.b>",
        "<!-- x -->",
    ] {
        let caught = std::panic::catch_unwind(|| assert_harmless(&body(inside)));
        assert!(caught.is_err(), "{inside} passes as harmless");
    }
}
