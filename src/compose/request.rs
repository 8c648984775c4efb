//! What documents are asked for.

use crate::render::view::Audience;

/// Which documents to write: for whom, about what, and how much is asked for.
///
/// ```
/// use fundable::ProposalRequest;
///
/// let small = ProposalRequest::to("nlnet").max("50000EUR").months(12);
/// let one = ProposalRequest::to("community").about("auth-verify-email");
/// # let _ = (small, one);
/// ```
#[derive(Debug, Clone)]
pub struct ProposalRequest {
    pub(crate) recipient: String,
    pub(crate) capability: Option<String>,
    pub(crate) audience: Audience,
    pub(crate) choice: Choice,
}

/// How much to ask of a funder, and for what.
#[derive(Debug, Clone, Default)]
pub(crate) struct Choice {
    pub(crate) capabilities: Option<Vec<String>>,
    pub(crate) min: Option<String>,
    pub(crate) max: Option<String>,
    pub(crate) months: Option<u32>,
}

impl Choice {
    /// Whether the best choice within what the funder gives is wanted.
    pub(crate) fn is_open(&self) -> bool {
        let Self { capabilities, min, max, months } = self;
        capabilities.is_none() && min.is_none() && max.is_none() && months.is_none()
    }
}

impl ProposalRequest {
    /// For this recipient: `psf-fundables`, `community`, `council`, or the id of a funder such as `alpha-omega`;
    /// [`Workspace::recipients`](crate::Workspace::recipients) has them all. The same as `--for`.
    pub fn to(recipient: impl Into<String>) -> Self {
        Self { recipient: recipient.into(), capability: None, audience: Audience::Public, choice: Choice::default() }
    }

    /// Whom it is for.
    pub fn recipient(&self) -> &str {
        &self.recipient
    }

    /// About the capability with this id alone, the same as `--capability`. Then there is nothing to choose.
    pub fn about(self, capability: impl Into<String>) -> Self {
        Self { capability: Some(capability.into()), ..self }
    }

    /// With confidential notes, and with open work that is not asked for: the same as `--private`. Such documents say that they
    /// are private.
    pub fn with_confidential_parts(self) -> Self {
        Self { audience: Audience::Private, ..self }
    }

    /// Ask a funder for these capabilities instead of the best ones.
    pub fn capabilities(mut self, ids: impl IntoIterator<Item = impl Into<String>>) -> Self {
        self.choice.capabilities = Some(ids.into_iter().map(Into::into).collect());
        self
    }

    /// Ask a funder for this at least, whatever its floor; such as `50000EUR`, the currency of the plan where none is named.
    /// A text that is no amount is refused when documents are asked for.
    pub fn min(mut self, amount: impl Into<String>) -> Self {
        self.choice.min = Some(amount.into());
        self
    }

    /// Ask a funder for this at most, whatever its ceiling; written as for [`min`](Self::min).
    pub fn max(mut self, amount: impl Into<String>) -> Self {
        self.choice.max = Some(amount.into());
        self
    }

    /// Choose work that ends, waiting times included, within so many months.
    pub fn months(mut self, months: u32) -> Self {
        self.choice.months = Some(months);
        self
    }
}
