//! Parse, run, exit code.

use std::process::ExitCode;

fn main() -> ExitCode {
    fundable::cli::run().into()
}
