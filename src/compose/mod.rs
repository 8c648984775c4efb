//! What each recipient gets: the choice of a funder's ask, the texts of the documents, their pictures and their frame.
//!
//! Pure: it takes what was read and planned, and gives documents as Markdown with what other formats need to know. Who calls
//! it says how templates are rendered, for those of a user's own need a process of their own.

mod amount;
mod choice;
mod council;
mod form;
mod frame;
mod funder;
mod items;
mod pictures;
mod provenance;
mod recipient;
mod refusal;
mod request;

pub use amount::{amount, amount_in_plan, no_rate, no_rates};
pub use form::{Forms, forms, with_form};
pub use frame::PRIVATE;
pub use pictures::{Carrier, PICTURES, deciding_options, of_plan, of_report};
pub use provenance::{digests, provenance, sha256};
pub use recipient::Recipient;
pub use refusal::{Refusal, RefusalKind, nothing};
pub use request::ProposalRequest;

use std::borrow::Cow;

use serde::Serialize;

use crate::model::catalog::Catalog;
use crate::model::id::CapabilityId;
use crate::model::money::Minor;
use crate::model::plan::Plan;
use crate::plan::Roadmap;
use crate::plan::budget::MAX_TOTAL;
use crate::propose::{self, Extent, Facts, Proposal};
use crate::render::view::{DocumentInput, Provenance, amount as money};
use crate::render::{Engine, Page, to_html};
use choice::chosen_for;
use refusal::no_recipient;

/// Folder of the issue bodies.
pub const ISSUES: &str = "issues/";

/// A document before it takes on its formats.
#[derive(Debug, Clone)]
pub struct Document {
    /// File name without its ending.
    pub name: String,
    /// Its text.
    pub markdown: String,
    /// Its frame.
    pub page: Page,
}

/// All that one recipient gets.
#[derive(Debug, Clone, Default)]
pub struct Composed {
    /// Documents, the one that matters most first.
    pub documents: Vec<Document>,
    /// Other texts: name below the folder, and text.
    pub others: Vec<(String, String)>,
    /// Why the documents must not be handed in as they are; they show what to mend.
    pub refusal: Option<Refusal>,
}

/// How documents reach their reader.
#[derive(Debug, Clone, Copy)]
pub struct Delivery {
    /// In which form pictures do.
    pub carrier: Carrier,
    /// Whether the first document is all that is wanted.
    pub is_alone: bool,
}

/// Renders the templates of one recipient.
pub trait Renderer {
    /// What can go wrong.
    type Error: From<Refusal>;

    /// Render the template of a document, such as `proposal`, as Markdown.
    ///
    /// # Errors
    ///
    /// When the template is wrong.
    fn render(&self, document: &str, view: &impl Serialize) -> Result<String, Self::Error>;
}

/// Renders with the built-in templates.
pub struct BuiltIn(Engine);

impl BuiltIn {
    /// All of them, read.
    ///
    /// # Errors
    ///
    /// Never, as long as the tests of the templates pass.
    pub fn new() -> Result<Self, Refusal> {
        let wrong = |fault| Refusal::fault(format!("a built-in template is wrong: {fault}"));
        Engine::builtin().map(Self).map_err(wrong)
    }
}

impl Renderer for BuiltIn {
    type Error = Refusal;

    fn render(&self, document: &str, view: &impl Serialize) -> Result<String, Refusal> {
        let template = format!("{document}.md");
        let wrong = |fault| Refusal::fault(format!("`{template}` cannot be rendered: {fault}"));
        self.0.render(&template, view).map_err(wrong)
    }
}

/// What documents are made from.
#[derive(Debug, Clone, Copy)]
pub struct Subject<'a> {
    /// Catalog, assessment, plan and roadmap.
    pub facts: &'a Facts<'a>,
    /// Where they come from.
    pub provenance: &'a Provenance,
    /// What is asked for.
    pub request: &'a ProposalRequest,
}

/// The plan as a recipient reads it: a funder reads amounts in its own currency, where the plan says what that is worth.
pub fn plan_for<'a>(recipient: &str, catalog: &Catalog, plan: &'a Plan) -> Cow<'a, Plan> {
    let currency = catalog.funders.get(recipient).and_then(|funder| funder.currency.as_ref());
    match currency.and_then(|currency| plan.in_currency(currency.value)) {
        Some(plan) => Cow::Owned(plan),
        None => Cow::Borrowed(plan),
    }
}

/// What kind of recipient the request names.
///
/// # Errors
///
/// When nobody is known by that name, or something is to be chosen where all open work is shown.
pub fn recipient_of(request: &ProposalRequest, catalog: &Catalog) -> Result<Recipient, Refusal> {
    let name = request.recipient.as_str();
    let recipient = match Recipient::named(name) {
        Some(recipient) => recipient,
        // A funder that somebody has added to the catalog.
        None if catalog.funders.contains_key(name) => Recipient::Funder,
        None => return Err(no_recipient(name, &Recipient::NAMES, catalog)),
    };
    if recipient.is_for_all() && !request.choice.is_open() {
        return Err(Refusal::of_request(
            format!("how much to ask for is chosen for a funder, and `{name}` gets all open work"),
            "leave the choice out, or name a funder; `fundable budget` shows what a sum of money buys",
        ));
    }
    if request.capability.is_some() && !request.choice.is_open() {
        return Err(Refusal::of_request(
            "one capability is all that is asked for, so nothing is left to choose",
            "leave the choice out, or name the capabilities to choose",
        ));
    }
    Ok(recipient)
}

/// Refuse a roadmap whose costs are too high to be added up and compared without an error.
///
/// # Errors
///
/// When it costs more than some 90 million million minor units.
pub fn within_reckoning(plan: &Plan, roadmap: &Roadmap) -> Result<(), Refusal> {
    let (Some(rates), Some(cost)) = (&plan.rates, roadmap.totals.all.cost) else { return Ok(()) };
    let most = Minor::new(i128::from(MAX_TOTAL));
    if cost.total.high <= most {
        return Ok(());
    }
    let (cost, most) = (money(cost.total.high, rates.currency), money(most, rates.currency));
    Err(Refusal::of_inputs(
        format!("the roadmap costs up to {cost}, and more than {most} cannot be reckoned with exactly"),
        "look at `rates`, `estimates` and `exchange` in plan.yaml; `per` says what a rate is for",
    ))
}

/// Write the documents of a request.
///
/// # Errors
///
/// When the request is wrong, there is nothing to propose, or a template fails.
pub fn compose<R: Renderer>(subject: &Subject<'_>, delivery: Delivery, renderer: &R) -> Result<Composed, R::Error> {
    let Subject { facts, provenance, request } = *subject;
    let recipient = recipient_of(request, facts.catalog)?;
    let (proposal, extent) = proposal(facts, request)?;
    let alternatives = match extent {
        Extent::Whole => propose::alternatives(facts.catalog, facts.gap, facts.plan),
        Extent::One(_) => Vec::new(),
    };
    let input = DocumentInput {
        proposal: &proposal,
        alternatives: &alternatives,
        audience: request.audience,
        provenance,
        pictures: &[],
    };
    match recipient {
        Recipient::Funder | Recipient::FundingJson => funder::to_funder(subject, recipient, &input, delivery, renderer),
        Recipient::Council => council::to_council(subject, &input, delivery, renderer),
        Recipient::PsfFundables | Recipient::Community => items::to_all(subject, recipient, &input, delivery, renderer),
    }
}

/// What is proposed, of all that is planned.
fn proposal(facts: &Facts<'_>, request: &ProposalRequest) -> Result<(Proposal, Extent), Refusal> {
    let extent = match &request.capability {
        Some(id) => Extent::One(CapabilityId::new(id.as_str())),
        None => Extent::Whole,
    };
    match propose::propose(facts.catalog, facts.gap, facts.plan, facts.roadmap, &extent) {
        Ok(proposal) => Ok((proposal, extent)),
        Err(reason) => Err(nothing(&reason, request.capability.as_deref(), facts.catalog)),
    }
}

/// A document about one capability must not replace the one about all of them.
fn name_of(base: &str, request: &ProposalRequest) -> String {
    match &request.capability {
        Some(id) => format!("{base}-{id}"),
        None => base.to_owned(),
    }
}

/// The web page of a text. It begins right under its head, with the same notes that a PDF needs on its cover.
pub fn html(markdown: &str, page: &Page) -> String {
    to_html(markdown, &Page { note: None, ..page.clone() })
}
