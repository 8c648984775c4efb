//! Assessment against catalog: where a registry stands, per capability and per category.
//!
//! Pure: values in, values out.

use indexmap::IndexMap;

use crate::model::assessment::{Assessment, PartLeft, Status};
use crate::model::catalog::Catalog;
use crate::model::id::{CapabilityId, CategoryId};
use crate::model::level::Level;
use crate::model::percent::Percent;

/// Where a registry stands.
#[derive(Debug, Clone)]
pub struct Gap {
    /// One standing per capability, in the order of the catalog.
    pub standings: IndexMap<CapabilityId, Standing>,
    /// One level per category, in the order of the catalog.
    pub levels: IndexMap<CategoryId, CategoryLevel>,
}

/// Where a registry stands with one capability.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Standing {
    /// All in place.
    Met,
    /// An identity provider does it.
    Delegated {
        /// Who.
        to: String,
    },
    /// Makes no sense here.
    NotApplicable {
        /// Why.
        because: String,
        /// Whether something of it is in place all the same.
        done_anyway: bool,
    },
    /// Some of it in place.
    Partial(PartLeft),
    /// Nothing in place.
    Missing,
    /// Nobody knows.
    Unknown {
        /// Whether the assessment lists it.
        listed: bool,
    },
}

impl Standing {
    /// Whether a level can be reached with it.
    pub fn is_reached(&self) -> bool {
        matches!(self, Self::Met | Self::Delegated { .. })
    }

    /// Whether there is, or may be, something to do.
    pub fn is_open(&self) -> bool {
        matches!(self, Self::Partial(_) | Self::Missing | Self::Unknown { .. })
    }

    /// Share of the effort that is left; for an unknown one that is an upper bound.
    pub fn left(&self) -> Percent {
        match self {
            Self::Met | Self::Delegated { .. } | Self::NotApplicable { .. } => Percent::ZERO,
            Self::Partial(part) => part.left,
            Self::Missing | Self::Unknown { .. } => Percent::WHOLE,
        }
    }

    /// The word for tables.
    pub fn name(&self) -> &'static str {
        match self {
            Self::Met => "met",
            Self::Delegated { .. } => "delegated",
            Self::NotApplicable { .. } => "not applicable",
            Self::Partial(_) => "partial",
            Self::Missing => "missing",
            Self::Unknown { .. } => "unknown",
        }
    }
}

/// The level of one category and what is between it and the next one.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct CategoryLevel {
    /// The highest level at which all applicable capabilities up to it are met or delegated; none where no capability
    /// of the category applies.
    pub reached: Option<Level>,
    /// Capabilities that apply.
    pub n_applicable: usize,
    /// Of these, met or delegated.
    pub n_reached: usize,
    /// Open capabilities of the lowest level that is not reached.
    pub next: Vec<CapabilityId>,
}

/// Compare an assessment with the catalog that it was made for.
pub fn gap(catalog: &Catalog, assessment: &Assessment) -> Gap {
    let standings: IndexMap<_, _> =
        catalog.capabilities.keys().map(|id| (id.clone(), standing(catalog, assessment, id))).collect();
    let levels = catalog
        .framework
        .categories
        .keys()
        .map(|category| (category.clone(), category_level(catalog, &standings, category)))
        .collect();
    Gap { standings, levels }
}

fn standing(catalog: &Catalog, assessment: &Assessment, id: &CapabilityId) -> Standing {
    let status = &assessment.answers[id].status;
    if let Some(because) = catalog.unmet_condition(catalog.capability(id), &assessment.taxonomy) {
        let done_anyway = matches!(status, Status::Met | Status::Partial(_));
        return Standing::NotApplicable { because: because.to_owned(), done_anyway };
    }
    match status {
        Status::Met => Standing::Met,
        Status::Partial(part) => Standing::Partial(part.clone()),
        Status::Missing => Standing::Missing,
        Status::NotApplicable(because) => Standing::NotApplicable { because: because.clone(), done_anyway: false },
        Status::Delegated(to) => Standing::Delegated { to: to.clone() },
        Status::Unknown { listed } => Standing::Unknown { listed: *listed },
    }
}

/// The level of a category by the standings of its capabilities.
pub fn category_level(
    catalog: &Catalog,
    standings: &IndexMap<CapabilityId, Standing>,
    category: &CategoryId,
) -> CategoryLevel {
    let applicable: Vec<_> = catalog
        .capabilities
        .values()
        .filter(|capability| capability.category == *category)
        .filter(|capability| !matches!(standings[&capability.id], Standing::NotApplicable { .. }))
        .collect();
    let n_reached = applicable.iter().filter(|capability| standings[&capability.id].is_reached()).count();
    if applicable.is_empty() {
        return CategoryLevel { reached: None, n_applicable: 0, n_reached: 0, next: Vec::new() };
    }
    let open_at = |level: Level| {
        let open = applicable.iter().filter(move |item| item.level == level && !standings[&item.id].is_reached());
        open.map(|item| item.id.clone()).collect::<Vec<_>>()
    };
    let blocked =
        catalog.framework.highest().up_to().map(|level| (level, open_at(level))).find(|(_, open)| !open.is_empty());
    let (reached, next) = match blocked {
        Some((level, open)) => (Level::highest(level.number() - 1), open),
        None => (catalog.framework.highest(), Vec::new()),
    };
    CategoryLevel { reached: Some(reached), n_applicable: applicable.len(), n_reached, next }
}
