//! A child process that may hang, talk without end, or leave children of its own behind.

use std::io::{self, Read};
use std::process::{Command, ExitStatus, Stdio};
use std::sync::mpsc::{Receiver, channel};
use std::sync::{Arc, Mutex, PoisonError};
use std::thread;
use std::time::{Duration, Instant};

use process_wrap::std::CommandWrap;

use crate::text::printable;

/// What of the words of the child is kept, in bytes.
const MAX_SAID: usize = 16 * 1024;
/// A line of the words that is longer is cut, in characters.
const MAX_LINE: usize = 500;
/// How long to wait for the last words of a child that has ended; only children of its own can hold them back.
const LAST_WORDS: Duration = Duration::from_millis(500);
/// How long to wait before the second look whether it has ended; then twice as long each time,
const FIRST_PAUSE: Duration = Duration::from_micros(200);
/// and no longer than this.
const LAST_PAUSE: Duration = Duration::from_millis(5);

/// What to listen to.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Listen {
    /// Standard output.
    ToOutput,
    /// Standard error.
    ToErrors,
}

/// A child that is no more.
#[derive(Debug)]
pub struct Ended {
    /// How it ended; none if it was stopped at the time limit.
    pub status: Option<ExitStatus>,
    /// The start of what it said, without characters that a terminal would obey.
    pub said: String,
}

/// Run a command to its end or to the time limit; whatever it has started is then stopped as well.
///
/// # Errors
///
/// When it cannot be started, waited for or stopped.
pub fn run(mut command: Command, listen: Listen, time_limit: Duration) -> io::Result<Ended> {
    let piped = |to| if listen == to { Stdio::piped() } else { Stdio::null() };
    command.stdin(Stdio::null()).stdout(piped(Listen::ToOutput)).stderr(piped(Listen::ToErrors));
    let mut group = CommandWrap::from(command);
    #[cfg(unix)]
    group.wrap(process_wrap::std::ProcessGroup::leader());
    #[cfg(windows)]
    group.wrap(process_wrap::std::JobObject);
    let mut child = group.spawn()?;
    let said = Arc::new(Mutex::new(Vec::new()));
    let silence = match listen {
        Listen::ToOutput => child.stdout().take().map(|stream| hear(stream, Arc::clone(&said))),
        Listen::ToErrors => child.stderr().take().map(|stream| hear(stream, Arc::clone(&said))),
    };
    let status = wait(|| child.try_wait(), time_limit)?;
    let is_silent = silence.is_none_or(|silence| silence.recv_timeout(LAST_WORDS).is_ok());
    if status.is_none() || !is_silent {
        // None of them may be left by now, which is as well.
        let _ = child.start_kill();
    }
    if status.is_none() {
        child.wait()?;
    }
    let said = said.lock().unwrap_or_else(PoisonError::into_inner);
    let said = String::from_utf8_lossy(&said);
    let lines: Vec<String> = said.lines().map(|line| printable(line, MAX_LINE)).collect();
    Ok(Ended { status, said: lines.join("\n") })
}

/// Hear a stream to its end in a thread of its own, or a child with much to say would wait for us for ever. The receiver
/// gets a message at the end.
fn hear(mut stream: impl Read + Send + 'static, said: Arc<Mutex<Vec<u8>>>) -> Receiver<()> {
    let (sender, receiver) = channel();
    thread::spawn(move || {
        let mut part = [0; 4096];
        loop {
            match stream.read(&mut part) {
                Ok(0) => break,
                Ok(n_bytes) => {
                    let mut said = said.lock().unwrap_or_else(PoisonError::into_inner);
                    let room = MAX_SAID.saturating_sub(said.len());
                    said.extend_from_slice(&part[..n_bytes.min(room)]);
                }
                Err(error) if error.kind() == io::ErrorKind::Interrupted => {}
                Err(_) => break,
            }
        }
        let _ = sender.send(());
    });
    receiver
}

/// The status of a child, which `look` asks for without waiting; none when the time is over.
pub fn wait(
    mut look: impl FnMut() -> io::Result<Option<ExitStatus>>,
    time_limit: Duration,
) -> io::Result<Option<ExitStatus>> {
    let end = Instant::now() + time_limit;
    let mut pause = FIRST_PAUSE;
    while Instant::now() < end {
        if let Some(status) = look()? {
            return Ok(Some(status));
        }
        thread::sleep(pause);
        pause = (pause * 2).min(LAST_PAUSE);
    }
    Ok(None)
}
