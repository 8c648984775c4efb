//! A workspace for other Rust programs: load it, see where the registry stands, plan the way, write proposals.

use std::fmt;
use std::path::Path;

use crate::compose::{self, BuiltIn, Carrier, Delivery, ProposalRequest, Recipient, Refusal, Subject};
use crate::diag::{Diagnostics, Severity, human};
use crate::gap::{self, Gap};
use crate::load::{self, WorkspacePaths};
use crate::model::assessment::Assessment;
use crate::model::catalog::Catalog;
use crate::model::id::FunderId;
use crate::model::plan::Plan;
use crate::plan;
use crate::proposal::Proposal;
use crate::render::view::{self, Facts, FormsView, PlanView, Provenance, StatusView};
use crate::source::Sources;
use crate::validate;

/// A folder with `assessment.yaml` and `plan.yaml`, read and found without errors.
#[derive(Debug, Clone)]
pub struct Workspace {
    catalog: Catalog,
    assessment: Assessment,
    plan: Plan,
    gap: Gap,
    provenance: Provenance,
    warnings: String,
}

impl Workspace {
    /// Read a workspace with the built-in catalog, and with its folder `catalog` over that where it has one.
    ///
    /// # Errors
    ///
    /// When a file is missing or wrong; the error says all that is wrong at once, with file, line and the mend.
    ///
    /// ```
    /// let workspace = fundable::Workspace::load("examples/npm")?;
    /// assert_eq!(workspace.warnings(), "");
    /// let error = fundable::Workspace::load("examples").unwrap_err();
    /// assert!(error.to_string().contains("`examples` holds neither assessment.yaml nor plan.yaml"));
    /// # Ok::<(), fundable::LoadError>(())
    /// ```
    pub fn load(folder: impl AsRef<Path>) -> Result<Self, LoadError> {
        let folder = folder.as_ref();
        Self::read(folder, load::own_folder(folder, "catalog").as_deref())
    }

    /// Read a workspace with the files of another catalog folder laid over the built-in one.
    ///
    /// # Errors
    ///
    /// As [`load`](Self::load); also when the catalog has errors.
    ///
    /// ```
    /// let folder = "examples/release-hygiene";
    /// let workspace = fundable::Workspace::load_with_catalog(folder, format!("{folder}/catalog"))?;
    /// assert_eq!(workspace.plan().framework.id, "release-hygiene-v1");
    /// # Ok::<(), fundable::LoadError>(())
    /// ```
    pub fn load_with_catalog(folder: impl AsRef<Path>, catalog: impl AsRef<Path>) -> Result<Self, LoadError> {
        Self::read(folder.as_ref(), Some(catalog.as_ref()))
    }

    fn read(folder: &Path, catalog: Option<&Path>) -> Result<Self, LoadError> {
        let (mut sources, mut diagnostics) = (Sources::default(), Diagnostics::default());
        let file = |name: &str| Some(folder.join(name));
        let paths = WorkspacePaths { assessment: file("assessment.yaml"), plan: file("plan.yaml") };
        let catalog = load::catalog(catalog, &mut sources, &mut diagnostics)
            .and_then(|raw| validate::catalog(&raw, &sources, &mut diagnostics));
        let raw = load::workspace(&paths, &mut sources, &mut diagnostics);
        let (assessment, plan) = validate::workspace(&raw, catalog.as_ref(), &mut diagnostics);
        let valid = catalog.zip(assessment).zip(plan);
        let problems = human::render(&diagnostics, &sources, human::Options { colour: false, width: WIDTH });
        match valid.filter(|_| !diagnostics.has_errors()) {
            Some(((catalog, assessment), plan)) => {
                let gap = gap::gap(&catalog, &assessment);
                let provenance = compose::provenance(&catalog, &sources);
                Ok(Self { catalog, assessment, plan, gap, provenance, warnings: problems })
            }
            None => Err(LoadError { n_errors: diagnostics.count(Severity::Error), problems }),
        }
    }

    /// What is worth a look and no error, as `fundable check` prints it; empty if there is nothing.
    pub fn warnings(&self) -> &str {
        &self.warnings
    }

    /// Where the registry stands: what `fundable status --json` prints.
    ///
    /// ```
    /// let status = fundable::Workspace::load("examples/npm")?.status();
    /// assert_eq!(status.format, "fundable-status/1");
    /// assert_eq!(status.categories.len(), 4);
    /// # Ok::<(), fundable::LoadError>(())
    /// ```
    pub fn status(&self) -> StatusView {
        view::status(&self.catalog, &self.assessment, &self.gap, Some(&self.plan))
    }

    /// The roadmap: what `fundable plan --json` prints. The same workspace always gives the same plan.
    ///
    /// ```
    /// let plan = fundable::Workspace::load("examples/npm")?.plan();
    /// assert_eq!(plan.format, "fundable-plan/1");
    /// let first = &plan.steps[0];
    /// assert!(first.effort.mean > 0.0 && first.start.iso <= plan.finish.iso);
    /// # Ok::<(), fundable::LoadError>(())
    /// ```
    pub fn plan(&self) -> PlanView {
        let Self { catalog, assessment, plan, gap, .. } = self;
        let roadmap = plan::plan(catalog, gap, plan);
        view::plan(&Facts { catalog, assessment, gap, plan, roadmap: &roadmap })
    }

    /// Everybody whom a [`ProposalRequest`] can be for: those who get all open work, and the funders of the catalog.
    ///
    /// ```
    /// let workspace = fundable::Workspace::load("examples/npm")?;
    /// assert!(workspace.recipients().contains(&"council") && workspace.recipients().contains(&"nlnet"));
    /// # Ok::<(), fundable::LoadError>(())
    /// ```
    pub fn recipients(&self) -> Vec<&str> {
        let is_for_all = |name: &&str| Recipient::named(name).is_some_and(Recipient::is_for_all);
        let funders = self.catalog.funders.keys().map(FunderId::as_str).filter(|id| !is_for_all(id));
        Recipient::NAMES.into_iter().filter(is_for_all).chain(funders).collect()
    }

    /// The documents that `fundable propose` writes, from the built-in templates. Templates of the workspace's own are for
    /// the command, which runs them in a process with limits.
    ///
    /// # Errors
    ///
    /// When the request is wrong, or nothing can be proposed.
    ///
    /// ```
    /// use fundable::{ProposalRequest, RefusalKind, Workspace};
    ///
    /// let workspace = Workspace::load("examples/npm")?;
    /// let proposal = workspace.propose(&ProposalRequest::to("alpha-omega").max("300000USD"))?;
    /// assert_eq!(proposal.documents()[0].name(), "alpha-omega");
    /// assert!(proposal.documents()[0].markdown().starts_with("# "));
    ///
    /// let refusal = workspace.propose(&ProposalRequest::to("alpha")).unwrap_err();
    /// assert_eq!(refusal.kind(), RefusalKind::Request);
    /// # Ok::<(), Box<dyn std::error::Error>>(())
    /// ```
    pub fn propose(&self, request: &ProposalRequest) -> Result<Proposal, Refusal> {
        // Before the plan, which takes longer.
        compose::recipient_of(request, &self.catalog)?;
        self.with_facts(request, |facts| {
            let delivery = Delivery { carrier: Carrier::Files, is_alone: false };
            let subject = Subject { facts, provenance: &self.provenance, request };
            compose::compose(&subject, delivery, &BuiltIn::new()?).map(Proposal::from)
        })
    }

    /// The answers to a funder's form: what `fundable propose --forms-only --json` prints.
    ///
    /// # Errors
    ///
    /// When the request is wrong, the recipient has no form, or nothing can be asked for.
    ///
    /// ```
    /// use fundable::{ProposalRequest, Workspace};
    ///
    /// let forms = Workspace::load("examples/npm")?.forms(&ProposalRequest::to("alpha-omega"))?;
    /// assert!(forms.forms[0].fields.iter().any(|field| field.answer.is_some()));
    /// # Ok::<(), Box<dyn std::error::Error>>(())
    /// ```
    pub fn forms(&self, request: &ProposalRequest) -> Result<FormsView, Refusal> {
        compose::with_form(request.recipient(), &self.catalog)?;
        self.with_facts(request, |facts| compose::forms(facts, request).map(|forms| forms.view))
    }

    /// Plan as the recipient reads it, and go on with that.
    fn with_facts<T>(
        &self,
        request: &ProposalRequest,
        then: impl FnOnce(&Facts<'_>) -> Result<T, Refusal>,
    ) -> Result<T, Refusal> {
        let Self { catalog, assessment, gap, .. } = self;
        let plan = compose::plan_for(request.recipient(), catalog, &self.plan);
        let roadmap = plan::plan(catalog, gap, &plan);
        compose::within_reckoning(&plan, &roadmap)?;
        then(&Facts { catalog, assessment, gap, plan: &plan, roadmap: &roadmap })
    }
}

/// Columns of excerpts in errors and warnings.
const WIDTH: usize = 100;

/// Why a workspace cannot be used. Prints as `fundable check` does.
#[derive(Debug, Clone)]
pub struct LoadError {
    n_errors: usize,
    problems: String,
}

impl LoadError {
    /// How many errors there are, 1 or more.
    pub fn n_errors(&self) -> usize {
        self.n_errors
    }
}

impl fmt::Display for LoadError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.problems.trim_end())
    }
}

impl std::error::Error for LoadError {}
