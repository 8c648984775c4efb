//! The pictures of documents: which ones, and where they lie.

use std::num::NonZeroUsize;
use std::thread;

use crate::model::funder::Funder;
use crate::plan::forecast::{Forecast, Options};
use crate::plan::forecast_asked;
use crate::propose::Proposal;
use crate::render::Placed;
use crate::render::picture::Picture;
use crate::render::picture::budget_curve::budget_curve;
use crate::render::picture::costs::costs;
use crate::render::picture::dependencies::dependencies;
use crate::render::picture::from_facts::{self, End, Shown, ends_of};
use crate::render::picture::heatmap::heatmap;
use crate::render::picture::likelihood::likelihood;
use crate::render::picture::roadmap::roadmap;
use crate::render::picture::sensitivity::sensitivity;
use crate::render::view::{Facts, ReportInput, Shape, report_heatmap, report_roadmap};

/// Folder of the pictures, below that of the documents.
pub const PICTURES: &str = "pictures/";

/// For how many estimates the gain from knowing them is computed.
const N_KNOWN: usize = 5;

/// In which form pictures can reach the reader of a document.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Carrier {
    /// As files beside it, or inside it.
    Files,
    /// Only as text within Markdown.
    MermaidAlone,
    /// Not at all: Markdown on standard output has nothing beside it.
    Nothing,
}

impl Carrier {
    /// The pictures that can reach the reader, each in its place below the folder of its document.
    pub fn placed(self, document: &str, pictures: Vec<Picture>) -> Vec<Placed> {
        let can_be_shown = |picture: &Picture| match self {
            Self::Files => true,
            Self::MermaidAlone => picture.mermaid.is_some(),
            Self::Nothing => false,
        };
        let place = |picture: Picture| {
            let path = format!("{PICTURES}{document}/{}.svg", picture.name);
            Placed { path, picture }
        };
        pictures.into_iter().filter(can_be_shown).map(place).collect()
    }
}

/// Pictures of what a document proposes; none of a single piece of work, which is told faster than shown.
///
/// `forecast` has the milestones `ends`, after that of all that is asked for.
pub fn of_proposal(facts: &Facts<'_>, proposal: &Proposal, ends: &[End], forecast: &Forecast) -> Vec<Picture> {
    if proposal.open.len() + proposal.assess.len() < 2 {
        return Vec::new();
    }
    let shown = Shown::of(proposal);
    all(facts, &shown, ends, forecast)
}

/// All pictures of what is shown, in the order in which a reader wants them.
fn all(facts: &Facts<'_>, shown: &Shown, ends: &[End], forecast: &Forecast) -> Vec<Picture> {
    let mut pictures = vec![
        roadmap(&from_facts::roadmap(facts, shown, ends, forecast)),
        heatmap(&from_facts::heatmap(facts)),
        dependencies(&from_facts::dependencies(facts, shown)),
    ];
    pictures.extend(from_facts::likelihood(facts, shown, forecast).map(|data| likelihood(&data)));
    pictures.extend(from_facts::costs(facts, shown).map(|(data, per_unit)| costs(&data, per_unit)));
    pictures
}

/// What a budget buys, with the window of one funder alone: what others pay is not its business.
pub fn of_budget(facts: &Facts<'_>, proposal: &Proposal, funder: &Funder) -> Option<Picture> {
    from_facts::budget_curve(facts, &Shown::of(proposal), std::iter::once(funder)).map(|data| budget_curve(&data))
}

/// What a budget buys, with what all funders pay, and which estimates matter most: for those who decide what to ask for.
/// `forecast` has the cost of what `priced` says.
fn for_deciding(
    facts: &Facts<'_>,
    shown: &Shown,
    forecast: &Forecast,
    priced: &str,
) -> impl Iterator<Item = Picture> + use<> {
    let budget = from_facts::budget_curve(facts, shown, facts.catalog.funders.values());
    let sensitivities = from_facts::sensitivity(facts, shown, forecast, priced);
    let budget = budget.map(|data| budget_curve(&data));
    budget.into_iter().chain(sensitivities.map(|data| sensitivity(&data)))
}

/// All pictures of a plan, for those who decide what to ask for. `forecast` is of what is shown.
pub fn of_plan(facts: &Facts<'_>, shown: &Shown, ends: &[End], forecast: &Forecast) -> Vec<Picture> {
    let mut pictures = all(facts, shown, ends, forecast);
    pictures.extend(for_deciding(facts, shown, forecast, "all that is asked for"));
    pictures
}

/// Pictures of the packet for a council, with the numbers of the plan. `of_plan` is the forecast of all its steps, which
/// says which estimates matter.
pub fn of_packet(facts: &Facts<'_>, proposal: &Proposal, of_plan: &Forecast) -> Vec<Picture> {
    let shown = Shown::of(proposal).numbered_by_plan();
    let ends = ends_of(facts, proposal);
    let forecast = forecast_of(facts, proposal, &ends, &forecast_options());
    let mut pictures = all(facts, &shown, &ends, &forecast);
    // The packet names every step, also those that are paid for.
    pictures.extend(for_deciding(facts, &Shown::all(facts), of_plan, "all steps"));
    pictures
}

/// Pictures of a report to anybody; the shorter ones have none.
pub fn of_report(input: &ReportInput<'_>) -> Vec<Picture> {
    if input.shape != Shape::General {
        return Vec::new();
    }
    let data = report_roadmap(input);
    let rows = (data.rows.len() > 1).then(|| roadmap(&data));
    rows.into_iter().chain([heatmap(&report_heatmap(input))]).collect()
}

/// The forecast of a document: what is asked for is its first milestone, the ends follow.
pub fn forecast_of(facts: &Facts<'_>, proposal: &Proposal, ends: &[End], options: &Options) -> Forecast {
    let asked: Vec<usize> = proposal.open.iter().map(|open| open.step).collect();
    let ends: Vec<&[usize]> = ends.iter().map(|end| end.steps.as_slice()).collect();
    forecast_asked(facts.catalog, facts.plan, facts.roadmap, &asked, &ends, options)
}

/// The forecast of every document: the seed is fixed, so that the same input gives the same bytes.
pub fn forecast_options() -> Options {
    Options {
        seed: 1,
        // Only those who decide what to ask for read which estimates matter, which takes longer than the runs.
        ranks_tasks: false,
        n_known: 0,
        // The number of threads changes how long it takes and nothing else.
        n_threads: thread::available_parallelism().unwrap_or(NonZeroUsize::MIN),
        ..Options::default()
    }
}

/// The same for those who decide what to ask for: it says which estimates matter.
pub fn deciding_options() -> Options {
    Options { ranks_tasks: true, n_known: N_KNOWN, ..forecast_options() }
}
