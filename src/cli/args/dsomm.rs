//! Options of `fundable import dsomm`.

use std::path::PathBuf;

use clap::Args;

/// `fundable import dsomm`
#[derive(Debug, Args)]
#[command(
    after_help = "The model rates difficulty from 1 to 5 and has no figures. Estimates are converted by a table of \
    fundable, marked as analogies and wide: the optimistic and the likely point are those of the rating of time, the \
    pessimistic one is that of the highest rating.\n\n  \
    rating  person-weeks\n       1  0.2, 0.5, 2\n       2  0.5, 1, 4\n       3  1, 3, 10\n       4  3, 8, 24\n       5  6, 16, 48\
    \n\nFor instance:\n  fundable import dsomm model.yaml --out my-catalog --date 2026-11-24\n  \
    fundable catalog list --catalog my-catalog"
)]
pub struct DsommArgs {
    /// A file of the model, or the folder with a file per sub-dimension
    #[arg(value_name = "PATH")]
    pub path: PathBuf,
    /// Folder to write the catalog into; it must not be there, or be empty
    #[arg(long, value_name = "DIR")]
    pub out: PathBuf,
    /// Day of the import, YYYY-MM-DD
    #[arg(long)]
    pub date: String,
    /// Id of the framework
    #[arg(long, default_value = "dsomm")]
    pub id: String,
    /// Title of the framework
    #[arg(long, default_value = "DevSecOps Maturity Model")]
    pub title: String,
    /// Version of the model [default: that in its files]
    #[arg(long = "model-version", value_name = "VERSION")]
    pub version: Option<String>,
    /// When that came out [default: the date in its files, else that of the import]
    #[arg(long, value_name = "DATE")]
    pub published: Option<String>,
    /// Who publishes it [default: what its files say]
    #[arg(long)]
    pub publisher: Option<String>,
    /// Where its text is [default: what its files say]
    #[arg(long)]
    pub url: Option<String>,
    /// Licence of its text; the files do not say
    #[arg(long)]
    pub licence: Option<String>,
    /// Replace a row of the table of efforts, in person-weeks (can be repeated)
    #[arg(long, value_name = "RATING=LOW,LIKELY,HIGH", help_heading = "Estimates")]
    pub effort: Vec<String>,
    /// Share of a kind of work in percent; together 100 (can be repeated) [default: security=100]
    #[arg(long, value_name = "KIND=PERCENT", help_heading = "Estimates")]
    pub work: Vec<String>,
}
