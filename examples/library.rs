//! Plans a workspace, prints its steps, and writes the documents for a recipient into a folder:
//! `cargo run --example library -- examples/npm alpha-omega target/proposal`.

use std::error::Error;
use std::fs;
use std::io::{self, Write};
use std::path::Path;

use fundable::{ProposalRequest, Workspace};

fn main() -> Result<(), Box<dyn Error>> {
    let mut args = std::env::args().skip(1);
    let folder = args.next().unwrap_or_else(|| "examples/npm".to_owned());
    let workspace = Workspace::load(folder)?;
    let mut out = io::stdout().lock();
    for category in workspace.status().categories {
        writeln!(out, "{}: level {}", category.title, category.level_text)?;
    }
    let plan = workspace.plan();
    for step in &plan.steps {
        writeln!(
            out,
            "{}. {} ({} person-weeks), from {}",
            step.position, step.title, step.effort.text, step.start.iso
        )?;
    }
    writeln!(out, "All of it is done on {}.", plan.finish.text)?;
    if let (Some(recipient), Some(folder)) = (args.next(), args.next()) {
        propose(&workspace, &recipient, Path::new(&folder), &mut out)?;
    }
    Ok(())
}

/// Write all that a recipient gets, but for PDFs, which the command makes.
fn propose(workspace: &Workspace, recipient: &str, folder: &Path, out: &mut impl Write) -> Result<(), Box<dyn Error>> {
    let proposal = workspace.propose(&ProposalRequest::to(recipient))?;
    for (name, text) in proposal.files() {
        let path = folder.join(name);
        fs::create_dir_all(path.parent().unwrap_or(folder))?;
        fs::write(&path, text)?;
        writeln!(out, "{}", path.display())?;
    }
    proposal.refusal().map_or(Ok(()), |refusal| Err(refusal.clone().into()))
}
