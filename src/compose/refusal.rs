//! Why there are no documents, and what to do about it.

use std::fmt;

use crate::diag::did_you_mean;
use crate::model::catalog::Catalog;
use crate::model::funder::Funder;
use crate::model::id::{CapabilityId, FunderId};
use crate::propose::NothingToPropose;

/// Why what was asked for cannot be given.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Refusal {
    kind: RefusalKind,
    message: String,
    help: Option<String>,
}

/// Who can mend it.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
#[non_exhaustive]
pub enum RefusalKind {
    /// The one who asks: the request names something that is not there, or contradicts itself.
    Request,
    /// The author of the files: what they say leaves nothing to propose, or nothing that can be handed in.
    Inputs,
    /// The makers of this crate: it is a fault, worth a report.
    Fault,
}

impl Refusal {
    /// The request is wrong.
    pub(crate) fn of_request(message: impl Into<String>, help: impl Into<String>) -> Self {
        Self { kind: RefusalKind::Request, message: message.into(), help: Some(help.into()) }
    }

    /// The files leave no answer.
    pub(crate) fn of_inputs(message: impl Into<String>, help: impl Into<String>) -> Self {
        Self { kind: RefusalKind::Inputs, message: message.into(), help: Some(help.into()) }
    }

    /// A fault of this program.
    pub(crate) fn fault(message: impl Into<String>) -> Self {
        Self { kind: RefusalKind::Fault, message: message.into(), help: None }
    }

    /// Who can mend it.
    pub fn kind(&self) -> RefusalKind {
        self.kind
    }

    /// One sentence, lower case, no final dot.
    pub fn message(&self) -> &str {
        &self.message
    }

    /// What to do about it, in the words of the command line: `--max` stands for [`ProposalRequest::max`](crate::ProposalRequest::max).
    pub fn help(&self) -> Option<&str> {
        self.help.as_deref()
    }
}

impl fmt::Display for Refusal {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match &self.help {
            Some(help) => write!(f, "{} ({help})", self.message),
            None => f.write_str(&self.message),
        }
    }
}

impl std::error::Error for Refusal {}

/// Why a name is no recipient of documents.
pub fn no_recipient(name: &str, known: &[&str], catalog: &Catalog) -> Refusal {
    let funders = catalog.funders.keys().map(FunderId::as_str);
    let help = did_you_mean(name, known.iter().copied().chain(funders)).unwrap_or_else(|| match known {
        [] => "`fundable explain` lists the funders".to_owned(),
        known => {
            format!("write {}, or the id of a funder of your own; `fundable explain` lists them", known.join(", "))
        }
    });
    Refusal::of_request(format!("nobody is known as `{name}`"), help)
}

/// The funder with this id, for its proposal.
pub fn funder_named<'a>(name: &str, catalog: &'a Catalog) -> Result<&'a Funder, Refusal> {
    catalog.funders.get(name).ok_or_else(|| {
        Refusal::of_request(
            format!("the catalog has no funder `{name}`"),
            "use the built-in catalog, or add a file for it below `funders/`",
        )
    })
}

/// Nothing is known to be missing, so nothing can be asked for.
pub fn nothing_to_ask() -> Refusal {
    Refusal::of_inputs(
        "there is nothing to ask for yet: nobody knows whether anything is missing",
        "assess what is unknown and write its status into the assessment",
    )
}

/// Why there is nothing to propose, about one capability where the user named it.
pub fn nothing(reason: &NothingToPropose, id: Option<&str>, catalog: &Catalog) -> Refusal {
    let id = id.unwrap_or_default();
    let (message, help) = match reason {
        NothingToPropose::UnknownCapability => {
            let known = catalog.capabilities.keys().map(CapabilityId::as_str);
            let help = did_you_mean(id, known).unwrap_or_else(|| "`fundable explain` lists them all".to_owned());
            return Refusal::of_request(format!("`{id}` is no capability of the catalog"), help);
        }
        NothingToPropose::InPlace => (format!("`{id}` is in place already"), "`fundable status` lists what is open"),
        NothingToPropose::Funded => {
            (format!("`{id}` is paid for according to the ledger"), "`fundable plan` lists the steps")
        }
        NothingToPropose::LeftOut => {
            (format!("`{id}` is open, but the plan leaves it out"), "raise the target, or list it under `include`")
        }
        NothingToPropose::Unknown => (
            format!("nobody knows whether `{id}` is in place"),
            "assess it first and write its status into the assessment",
        ),
        NothingToPropose::NotApplicable => {
            (format!("`{id}` does not apply to this registry"), "`fundable status --json` says why")
        }
        NothingToPropose::NothingOpen => {
            ("there is nothing to propose: the target is reached".to_owned(), "raise the target in plan.yaml")
        }
    };
    Refusal::of_inputs(message, help)
}
