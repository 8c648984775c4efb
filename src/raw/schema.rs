//! The JSON Schema of each kind of input file, generated from the raw types.

use std::sync::OnceLock;

use schemars::{JsonSchema, schema_for};
use serde_json::Value;

use super::{assessment, brand, capability, framework, funder, knowledge, migration, plan, review};

/// A kind of input file.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum InputKind {
    /// `assessment.yaml`
    Assessment,
    /// `plan.yaml`
    Plan,
    /// `review-<name>.yaml`
    Review,
    /// `migration.yaml`
    Migration,
    /// `catalog/framework.yaml`
    Framework,
    /// `catalog/work-kinds.yaml`
    WorkKinds,
    /// `catalog/threats.yaml`
    Threats,
    /// `catalog/precedents.yaml`
    Precedents,
    /// `catalog/sources.yaml`
    Sources,
    /// `catalog/capabilities/<id>.yaml`
    Capability,
    /// `catalog/funders/<id>.yaml`
    Funder,
    /// `templates/theme/brand.yaml`
    Brand,
}

impl InputKind {
    /// Every kind, in the order of use.
    pub const ALL: [Self; 12] = [
        Self::Assessment,
        Self::Plan,
        Self::Review,
        Self::Migration,
        Self::Framework,
        Self::WorkKinds,
        Self::Threats,
        Self::Precedents,
        Self::Sources,
        Self::Capability,
        Self::Funder,
        Self::Brand,
    ];

    /// Name of the schema file in `catalog/schema/`.
    pub fn schema_file(self) -> &'static str {
        match self {
            Self::Assessment => "assessment.json",
            Self::Plan => "plan.json",
            Self::Review => "review.json",
            Self::Migration => "migration.json",
            Self::Framework => "framework.json",
            Self::WorkKinds => "work-kinds.json",
            Self::Threats => "threats.json",
            Self::Precedents => "precedents.json",
            Self::Sources => "sources.json",
            Self::Capability => "capability.json",
            Self::Funder => "funder.json",
            Self::Brand => "brand.json",
        }
    }
}

/// The schema of one kind of file (JSON Schema, draft 2020-12). It is made once: a catalog has many files of a kind.
pub fn json_schema(kind: InputKind) -> &'static Value {
    static SCHEMAS: [OnceLock<Value>; InputKind::ALL.len()] = [const { OnceLock::new() }; InputKind::ALL.len()];
    SCHEMAS[kind as usize].get_or_init(|| generated(kind))
}

fn generated(kind: InputKind) -> Value {
    match kind {
        InputKind::Assessment => schema_for!(assessment::Assessment),
        InputKind::Plan => schema_for!(plan::Plan),
        InputKind::Review => schema_for!(review::Review),
        InputKind::Migration => schema_for!(migration::Migration),
        InputKind::Framework => schema_for!(framework::Framework),
        InputKind::WorkKinds => schema_for!(framework::WorkKinds),
        InputKind::Threats => schema_for!(knowledge::Threats),
        InputKind::Precedents => schema_for!(knowledge::Precedents),
        InputKind::Sources => schema_for!(knowledge::SourceList),
        InputKind::Capability => schema_for!(capability::Capability),
        InputKind::Funder => schema_for!(funder::Funder),
        InputKind::Brand => schema_for!(brand::Brand),
    }
    .to_value()
}

/// The schema of a file that is none of ours: what is read of it.
pub fn schema_of<T: JsonSchema>() -> Value {
    schema_for!(T).to_value()
}
