//! A proposal to a funder: the figures of the ask alone, beside what every document shows.

mod budget;
mod dates;
mod knowledge;
mod pieces;
mod words;

use serde::Serialize;

use budget::AskBudgetView;
use dates::{PackageView, StaffView, TimelineView};
use knowledge::{IncidentOfView, PriorArtView, ReasonView, RunningView, SourceOfView};
use pieces::{CutView, PieceView};
use words::WordsView;

use super::ask::why_out;
use super::plan::LeftOutView;
use super::{Audience, DocumentInput, DocumentView, Facts, document};
use crate::model::funder::Funder;
use crate::plan::forecast::{Forecast, Options};
use crate::plan::{Step, is_asked};
use crate::propose::{Proposal, Selection, early_start};
use crate::render::words::{one_line, sentence_end, upper_first};

/// What a proposal is made from, beside what every document is made from.
#[derive(Debug, Clone, Copy)]
pub struct ProposalInput<'a> {
    /// What every document is made from.
    pub document: DocumentInput<'a>,
    /// Who is asked.
    pub funder: &'a Funder,
    /// How the ask was chosen; none where it is simply the proposal.
    pub selection: Option<&'a Selection>,
    /// Forecast of the ask, with its end as the one milestone.
    pub forecast: &'a Forecast,
    /// How it was made.
    pub options: &'a Options,
}

/// What the template of a proposal sees.
#[derive(Debug, Clone, Serialize)]
pub struct ProposalView {
    /// What every document shows.
    #[serde(flatten)]
    pub document: DocumentView,
    /// Name of the funder.
    pub funder: String,
    /// Whether everything is asked for that the plan has to offer.
    pub is_whole: bool,
    /// Number of capabilities that apply and are in place or done by an identity provider.
    pub n_in_place: usize,
    /// Number of capabilities that apply.
    pub n_applicable: usize,
    /// Working hours of the ask.
    pub hours: String,
    /// The applicant's own words, beyond those of every document.
    pub words: WordsView,
    /// Groups of items that are paid for and reported together.
    pub packages: Vec<PackageView>,
    /// The pieces one by one.
    pub pieces: Vec<PieceView>,
    /// What is left with less money, where the plan cannot stop at a lower level instead.
    pub cuts: Vec<CutView>,
    /// When everything happens.
    pub timeline: TimelineView,
    /// What it costs; none where the plan gives no rates.
    pub budget: Option<AskBudgetView>,
    /// Who does it.
    pub staffing: Vec<StaffView>,
    /// Why each item is worth it: the threats that it takes away.
    pub reasons: Vec<ReasonView>,
    /// Incidents that the items answer.
    pub incidents: Vec<IncidentOfView>,
    /// Work of the kind that was done before, each piece once.
    pub prior_art: Vec<PriorArtView>,
    /// Work of the kind that the registry did itself.
    pub own_record: Vec<PriorArtView>,
    /// What to make of that; empty where there is none.
    pub own_record_note: String,
    /// What has to be run and paid for afterwards.
    pub running: Vec<RunningView>,
    /// Sum of the posts that this takes, as a sentence; none where no figure is on record.
    pub running_sum: Option<String>,
    /// What has to be ready first and is no part of the ask, as sentences.
    pub beforehand: Vec<String>,
    /// Open work of the plan that is not asked for here, with the reason; empty in a public document.
    pub not_asked: Vec<LeftOutView>,
    /// That work starts before the funder has decided, and when it can start; none where it does not.
    pub early_start: Option<String>,
    /// Sources of the prose, each once.
    pub sources: Vec<SourceOfView>,
    /// Who else pays, by the ledger, as sentences.
    pub ledger: Vec<String>,
}

/// The view of a proposal.
pub fn proposal(facts: &Facts<'_>, input: &ProposalInput<'_>) -> ProposalView {
    let asked = input.document.proposal;
    let running = knowledge::running(facts, asked);
    let (prior_art, own_record) = knowledge::prior_art(facts, asked);
    let document = document(facts, &input.document);
    ProposalView {
        funder: one_line(&input.funder.name),
        is_whole: is_whole(facts, input),
        n_in_place: document.categories.iter().map(|category| category.n_reached).sum(),
        n_applicable: document.categories.iter().map(|category| category.n_applicable).sum(),
        hours: budget::whole_hours(facts, steps(facts, asked).map(|step| step.effort.mean).sum()),
        words: words::words(facts, input.funder),
        packages: dates::packages(facts, asked),
        pieces: pieces::pieces(facts, asked),
        cuts: if stops_lower(facts, input) { Vec::new() } else { pieces::cut_views(facts, asked) },
        timeline: dates::timeline(facts, input),
        budget: budget::budget(facts, input),
        staffing: dates::staffing(facts, asked),
        reasons: knowledge::reasons(facts, asked),
        incidents: knowledge::incidents_of(facts, asked),
        own_record_note: knowledge::own_record_note(facts, asked),
        prior_art,
        own_record,
        beforehand: words::beforehand(facts, asked, input.document.audience),
        not_asked: not_asked(facts, input),
        early_start: early_start(input.funder, facts.plan.dated, steps(facts, asked))
            .map(|(start, decided)| crate::render::words::early_start(start, &decided)),
        sources: knowledge::sources_of(&document),
        running_sum: knowledge::running_sum(facts, asked),
        running,
        ledger: words::ledger(facts, asked, input.funder),
        document,
    }
}

/// Whether everything is asked for that the plan has to offer. What the applicant says of the whole is not true of a part.
fn is_whole(facts: &Facts<'_>, input: &ProposalInput<'_>) -> bool {
    let n_open = facts.roadmap.steps.iter().filter(|step| is_asked(facts.plan, step)).count();
    // A choice has a roadmap of its own, which knows nothing of what was left out.
    n_open == input.document.proposal.open.len()
        && input.selection.is_none_or(|selection| selection.left_out.is_empty())
}

/// Whether the plan can stop at a lower level and ask for less, but for something.
fn stops_lower(facts: &Facts<'_>, input: &ProposalInput<'_>) -> bool {
    let n_asked = input.document.proposal.open.len();
    let asks_less = |n_steps: usize| 0 < n_steps && n_steps < n_asked;
    is_whole(facts, input)
        && input.document.alternatives.iter().any(|smaller| asks_less(smaller.roadmap.totals.ask.n_steps))
}

/// Open work of the plan that the choice leaves out; nothing where anybody may read it.
fn not_asked(facts: &Facts<'_>, input: &ProposalInput<'_>) -> Vec<LeftOutView> {
    let private = input.selection.filter(|_| input.document.audience == Audience::Private);
    let currency = facts.plan.rates.as_ref().map(|rates| rates.currency);
    let out = private.iter().flat_map(|selection| &selection.left_out).map(|out| {
        let capability = facts.catalog.capability(&out.capability);
        let why = why_out(facts.catalog, &out.why, currency);
        LeftOutView {
            id: capability.id.to_string(),
            number: capability.number.clone(),
            title: capability.title.clone(),
            reason: sentence_end(&upper_first(&why)),
        }
    });
    out.collect()
}

/// The steps that are asked for, in the order of the roadmap.
fn steps<'a>(facts: &Facts<'a>, proposal: &'a Proposal) -> impl Iterator<Item = &'a Step> + Clone {
    let roadmap = facts.roadmap;
    proposal.open.iter().map(move |open| &roadmap.steps[open.step])
}
