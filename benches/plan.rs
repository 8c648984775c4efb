//! How long planning takes, stage by stage: `cargo bench --bench plan`.

use std::path::PathBuf;

use divan::{Bencher, black_box};
use fundable::diag::Diagnostics;
use fundable::gap::{Gap, gap};
use fundable::load::{self, WorkspacePaths};
use fundable::model::{assessment::Assessment, catalog::Catalog, plan::Plan};
use fundable::source::Sources;
use fundable::{plan, validate};

fn main() {
    divan::main();
}

const EXAMPLES: [&str; 3] = ["pypi", "rubygems", "npm"];

/// Read and check the built-in catalog.
#[divan::bench]
fn catalog(bencher: Bencher) {
    bencher.bench(|| {
        let (mut sources, mut diagnostics) = (Sources::default(), Diagnostics::default());
        let raw = load::catalog(None, &mut sources, &mut diagnostics)?;
        validate::catalog(&raw, &sources, &mut diagnostics)
    });
}

/// Compare with the catalog, choose, order with proof, date and price.
#[divan::bench(args = EXAMPLES)]
fn planner(bencher: Bencher, name: &str) {
    let (catalog, assessment, wish) = workspace(name);
    bencher.bench(|| {
        let gap: Gap = gap(black_box(&catalog), black_box(&assessment));
        plan::plan(&catalog, &gap, black_box(&wish))
    });
}

fn workspace(name: &str) -> (Catalog, Assessment, Plan) {
    let folder = PathBuf::from(env!("CARGO_MANIFEST_DIR")).join("examples").join(name);
    let (mut sources, mut diagnostics) = (Sources::default(), Diagnostics::default());
    let raw = load::catalog(None, &mut sources, &mut diagnostics).expect("the built-in catalog is sound");
    let catalog = validate::catalog(&raw, &sources, &mut diagnostics).expect("the built-in catalog is sound");
    let paths =
        WorkspacePaths { assessment: Some(folder.join("assessment.yaml")), plan: Some(folder.join("plan.yaml")) };
    let raw = load::workspace(&paths, &mut sources, &mut diagnostics);
    let assessment = raw.assessment.and_then(|raw| validate::assessment(&raw, &catalog, &mut diagnostics));
    let assessment = assessment.expect("the examples are sound");
    let wish = raw.plan.and_then(|raw| validate::plan(&raw, &catalog, Some(&assessment), &mut diagnostics));
    (catalog, assessment, wish.expect("the examples are sound"))
}
