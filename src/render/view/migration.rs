//! What became of an assessment and a plan that were carried to another framework.

use schemars::JsonSchema;
use serde::Serialize;

use crate::migrate::{Line, PlanLine};
use crate::render::words::one_line;

/// `fundable migrate --json`, format `fundable-migration/1`.
#[derive(Debug, Clone, Serialize, JsonSchema)]
pub struct MigrationView {
    /// Always `fundable-migration/1`.
    pub format: &'static str,
    /// Id of the old framework.
    pub from: String,
    /// Id of the new one.
    pub to: String,
    /// Capabilities whose answers say what they said, under whatever id.
    pub carried: Vec<MigratedView>,
    /// Capabilities at which somebody has to look again.
    pub look_again: Vec<MigratedView>,
    /// Capabilities that the new framework does not have; they are comments in the file.
    pub dropped: Vec<MigratedView>,
    /// Capabilities about which the old file says nothing.
    pub new: Vec<MigratedView>,
    /// What of the plan was not simply carried.
    pub plan: Vec<MigratedEntryView>,
    /// The files, each with its edit.
    pub files: Vec<MigratedFileView>,
    /// Whether they were written.
    pub written: bool,
}

/// What became of a capability.
#[derive(Debug, Clone, Serialize, JsonSchema)]
pub struct MigratedView {
    /// The new id; none for one that is gone.
    pub to: Option<String>,
    /// The old ids; empty for one that is new.
    pub from: Vec<String>,
    /// Its status in the new file; of one that is gone, in the old.
    pub status: &'static str,
    /// Why somebody has to look again, why it is gone, or why it has come.
    pub because: Option<String>,
}

/// What became of an entry of the plan.
#[derive(Debug, Clone, Serialize, JsonSchema)]
pub struct MigratedEntryView {
    /// The list that it stands in, such as `estimates`.
    pub section: &'static str,
    /// The old id that it is about.
    pub id: String,
    /// Whether it was carried in some way; otherwise it is a comment now.
    pub carried: bool,
    /// What somebody has to know about it.
    pub because: String,
}

/// A file.
#[derive(Debug, Clone, Serialize, JsonSchema)]
pub struct MigratedFileView {
    /// Its name.
    pub file: String,
    /// Name under which the old one is kept.
    pub kept_as: String,
    /// The edit as a unified diff.
    pub diff: String,
}

/// Sort what became of the capabilities by what somebody has to do about them.
pub fn migration(
    (from, to): (&str, &str),
    lines: &[Line],
    plan: &[PlanLine],
    files: Vec<MigratedFileView>,
) -> MigrationView {
    let of = |wanted: fn(&Line) -> bool| lines.iter().filter(|line| wanted(line)).map(view).collect::<Vec<_>>();
    let entry = |line: &PlanLine| MigratedEntryView {
        section: line.section,
        id: line.id.clone(),
        carried: line.is_carried,
        because: one_line(&line.because),
    };
    MigrationView {
        format: "fundable-migration/1",
        from: from.to_owned(),
        to: to.to_owned(),
        carried: of(|line| line.to.is_some() && !line.from.is_empty() && line.because.is_none()),
        look_again: of(|line| line.to.is_some() && !line.from.is_empty() && line.because.is_some()),
        dropped: of(|line| line.to.is_none()),
        new: of(|line| line.from.is_empty()),
        plan: plan.iter().map(entry).collect(),
        files,
        written: false,
    }
}

fn view(line: &Line) -> MigratedView {
    MigratedView {
        to: line.to.clone(),
        from: line.from.clone(),
        status: line.status,
        because: line.because.as_deref().map(one_line),
    }
}
