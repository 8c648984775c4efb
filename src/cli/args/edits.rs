//! Options about the edits of people in what is written.

use clap::Args;

use crate::cli::out_folder::Edits;
use crate::merge::Side;

/// What becomes of edits.
///
/// The words are those of `git merge`: ours is what is there, theirs is what comes in.
#[derive(Debug, Clone, Copy, Args)]
#[command(next_help_heading = "Edited files")]
pub struct EditArgs {
    /// Say what would change and write nothing; exit code 6 if anything would, 5 if edits would conflict
    #[arg(long)]
    pub check: bool,
    /// Keep the lines that you edited where the generated text changes them too, as `git merge -X ours` does
    ///
    /// A file that cannot be merged stays as it is.
    #[arg(long, conflicts_with = "theirs")]
    pub ours: bool,
    /// Take the generated lines where you edited them too, as `git merge -X theirs` does
    ///
    /// A file that cannot be merged is replaced. What you wrote is kept in .fundable/replaced below the folder.
    #[arg(long)]
    pub theirs: bool,
}

impl From<EditArgs> for Edits {
    fn from(args: EditArgs) -> Self {
        let side = if args.ours {
            Some(Side::Ours)
        } else if args.theirs {
            Some(Side::Theirs)
        } else {
            None
        };
        Self { check: args.check, side }
    }
}
