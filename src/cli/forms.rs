//! `fundable propose --forms-only`: a funder's form, field by field.

use super::args::ProposeArgs;
use super::exit::Exit;
use super::output::Terminal;
use super::{Outcome, json};
use crate::compose::{self, ProposalRequest};
use crate::propose::Facts;
use crate::render::form::text;

/// Print the answers to a funder's form and what is left to do.
pub fn forms(args: &ProposeArgs, request: &ProposalRequest, facts: &Facts<'_>, terminal: &Terminal) -> Outcome {
    let forms = compose::forms(facts, request)?;
    if args.json {
        json(&forms.view, terminal)?
    } else {
        terminal.print(&text(&forms.view, terminal.width))?
    }
    Ok(if forms.is_wrong { Exit::BadInput } else { Exit::Success })
}
