//! Plans a workspace and prints its steps: `cargo run --example library -- examples/npm`.

use std::error::Error;
use std::io::{self, Write};

use fundable::Workspace;

fn main() -> Result<(), Box<dyn Error>> {
    let folder = std::env::args().nth(1).unwrap_or_else(|| "examples/npm".to_owned());
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
    Ok(())
}
