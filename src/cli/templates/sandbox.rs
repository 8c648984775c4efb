//! A process of its own for templates of the user's own.
//!
//! Tera gives a template no way to read files or to run programs, but loops in loops take time without end, a text that is
//! doubled forty times takes all memory, and a component that calls itself takes all of the stack. None of that can be
//! stopped from inside. So the program starts itself once more, with little time and memory and nothing else, and hands
//! over the templates and the view. A built-in template needs none of this and is rendered in place.

use std::io::{self, Read, Write};
use std::process::{Command, ExitStatus, Stdio};
use std::thread;
use std::time::Duration;

use serde::{Deserialize, Serialize};
use serde_json::Value;

use crate::cli::Outcome;
use crate::cli::exit::{Exit, Failure};
use crate::render::{Engine, MAX_DOCUMENT_BYTES, TemplateFault, UserTemplate};
use crate::typeset::wait;

/// Name of the command that is the other process; people have no use for it.
pub const COMMAND: &str = "render-template";

/// Time for one document by the clock, on a machine that has much else to do.
const TIME_LIMIT: Duration = Duration::from_secs(60);
/// Time of a processor for one document, in seconds; a built-in one takes some milliseconds.
#[cfg(unix)]
const MAX_COMPUTING: u64 = 5;
/// Memory for one document, in bytes.
#[cfg(unix)]
const MAX_MEMORY: u64 = 512 * 1024 * 1024;
/// The most that is read from the other process: a document, each of its characters escaped.
const MAX_ANSWER_BYTES: u64 = 8 * MAX_DOCUMENT_BYTES as u64;

/// What the other process is to do.
#[derive(Serialize, Deserialize)]
struct Job {
    own: Vec<UserTemplate>,
    template: String,
    view: Value,
}

/// Why there is no document.
#[derive(Debug)]
pub enum SandboxFault {
    /// The template is wrong.
    Template(TemplateFault),
    /// It took too much of something; in words.
    Excess(String),
    /// The other process could not be run.
    Io(io::Error),
}

/// Render a document with templates of the user's own.
pub fn render(own: &[UserTemplate], template: &str, view: Value) -> Result<String, SandboxFault> {
    let job = Job { own: own.to_vec(), template: template.to_owned(), view };
    let job = serde_json::to_vec(&job).map_err(|error| SandboxFault::Io(error.into()))?;
    let program = std::env::current_exe().map_err(SandboxFault::Io)?;
    let mut command = Command::new(program);
    command.arg(COMMAND).env_clear().stdin(Stdio::piped()).stdout(Stdio::piped()).stderr(Stdio::null());
    let mut child = command.spawn().map_err(SandboxFault::Io)?;
    // Both ends in threads of their own: neither may wait for the other for ever.
    let stdin = child.stdin.take();
    let writer = thread::spawn(move || stdin.map(|mut stdin| stdin.write_all(&job)));
    let stdout = child.stdout.take();
    let reader = thread::spawn(move || {
        let mut answer = Vec::new();
        let read = stdout.map(|stdout| stdout.take(MAX_ANSWER_BYTES).read_to_end(&mut answer));
        (read.is_some_and(|read| read.is_ok())).then_some(answer)
    });
    let status = wait(|| child.try_wait(), TIME_LIMIT).map_err(SandboxFault::Io)?;
    if status.is_none() {
        child.kill().and_then(|()| child.wait()).map_err(SandboxFault::Io)?;
    }
    // One that ends before it has read everything closes the pipe; that is its fault and shows in its status.
    let _ = writer.join();
    let answer = reader.join().ok().flatten().unwrap_or_default();
    match status {
        None => Err(SandboxFault::Excess(format!("takes longer than {} s", TIME_LIMIT.as_secs()))),
        Some(status) if status.success() => match serde_json::from_slice::<Result<String, TemplateFault>>(&answer) {
            Ok(rendered) => rendered.map_err(SandboxFault::Template),
            Err(error) => Err(SandboxFault::Io(error.into())),
        },
        Some(status) => Err(SandboxFault::Excess(excess(status).to_owned())),
    }
}

/// What a process took too much of, by how it ended.
#[cfg(unix)]
fn excess(status: ExitStatus) -> &'static str {
    use std::os::unix::process::ExitStatusExt;

    match status.signal() {
        // SIGABRT: the allocator got nothing more.
        Some(6) => "takes more than 512 MiB of memory",
        // SIGSEGV and SIGBUS: the end of the stack.
        Some(7 | 10 | 11) => "is nested too deeply",
        // SIGXCPU, and SIGKILL after it.
        Some(9 | 24) => "takes more than 5 s to compute",
        _ => "ended its process",
    }
}

#[cfg(not(unix))]
fn excess(_: ExitStatus) -> &'static str {
    "takes too much memory or is nested too deeply"
}

/// The other process: read the job, render, print the result.
pub fn child() -> Outcome {
    limit().map_err(|error| Failure::environment(format!("cannot set limits: {error}"), "see `ulimit -a`"))?;
    let mut bytes = Vec::new();
    let read = io::stdin().lock().read_to_end(&mut bytes);
    let failed = |error: &dyn std::fmt::Display| Failure::usage(format!("no job: {error}"), "this command is internal");
    read.map_err(|error| failed(&error))?;
    let job: Job = serde_json::from_slice(&bytes).map_err(|error| failed(&error))?;
    let rendered = Engine::with(&job.own).and_then(|engine| engine.render(&job.template, &job.view));
    let answer = serde_json::to_vec(&rendered).map_err(|error| failed(&error))?;
    io::stdout().lock().write_all(&answer).map_err(|error| failed(&error))?;
    Ok(Exit::Success)
}

/// Little memory and time, and no file to write into.
#[cfg(unix)]
fn limit() -> io::Result<()> {
    use rlimit::Resource;

    let lower = |resource: Resource, limit: u64| {
        let (_, hard) = resource.get()?;
        resource.set(limit.min(hard), limit.min(hard))
    };
    lower(Resource::AS, MAX_MEMORY)?;
    lower(Resource::CPU, MAX_COMPUTING)?;
    lower(Resource::FSIZE, 0)?;
    lower(Resource::CORE, 0)
}

/// Other systems have the time limit of the parent alone.
#[cfg(not(unix))]
fn limit() -> io::Result<()> {
    Ok(())
}
