//! Options of `fundable compare`.

use std::path::PathBuf;

use clap::Args;

use super::{ObjectiveName, PolicyName, WorkspaceArgs};

/// `fundable compare`
#[derive(Debug, Args)]
#[command(group(clap::ArgGroup::new("change").required(true).multiple(true)
    .args(["other", "team", "target", "without", "drop_soft", "policy", "objective"])))]
#[command(after_help = "For instance:\n  fundable compare my-registry my-registry/plan-half.yaml\n  \
    fundable compare my-registry --team developers=2 --target 3")]
pub struct CompareArgs {
    /// Which files to read.
    #[command(flatten)]
    pub workspace: WorkspaceArgs,
    /// Another plan of the same registry: a file, or a folder with plan.yaml
    #[arg(value_name = "OTHER")]
    pub other: Option<PathBuf>,
    /// Give a role another number of full-time persons (can be repeated)
    #[arg(long, value_name = "ROLE=FTE", help_heading = "Changes")]
    pub team: Vec<String>,
    /// Aim at this level in every category
    #[arg(long, value_name = "LEVEL", help_heading = "Changes")]
    pub target: Option<u8>,
    /// Leave a capability out (can be repeated)
    #[arg(long, value_name = "ID", help_heading = "Changes")]
    pub without: Vec<String>,
    /// Do not follow a soft need (can be repeated)
    #[arg(long, value_name = "CAPABILITY=NEED", help_heading = "Changes")]
    pub drop_soft: Vec<String>,
    /// Follow another policy
    #[arg(long, value_name = "POLICY", help_heading = "Changes")]
    pub policy: Option<PolicyName>,
    /// Aim the dates at something else
    #[arg(long, value_name = "OBJECTIVE", help_heading = "Changes")]
    pub objective: Option<ObjectiveName>,
    /// Print as JSON (format fundable-comparison/1)
    #[arg(long)]
    pub json: bool,
}
