//! Files with a bound on their size, whatever they are: a folder, a device, a pipe that nobody writes to.

use std::fmt;
use std::fs::File;
use std::io::{self, Read};
use std::path::Path;

/// Why a file was not read.
#[derive(Debug)]
pub enum ReadFault {
    /// The system cannot open or read it.
    Io(io::Error),
    /// It holds more than this many bytes.
    TooLarge(u64),
    /// It is a named pipe or a socket: opening it could take for ever.
    Pipe,
}

impl From<io::Error> for ReadFault {
    fn from(error: io::Error) -> Self {
        Self::Io(error)
    }
}

impl fmt::Display for ReadFault {
    /// The reason without the operating system's number and wording, which differ between systems.
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Io(error) => match error.kind() {
                io::ErrorKind::NotFound => f.write_str("there is no such file"),
                io::ErrorKind::PermissionDenied => f.write_str("permission denied"),
                io::ErrorKind::IsADirectory => f.write_str("it is a folder"),
                _ => error.fmt(f),
            },
            Self::TooLarge(limit) => write!(f, "it is larger than {} MiB", limit / (1024 * 1024)),
            Self::Pipe => f.write_str("it is a named pipe or a socket"),
        }
    }
}

/// The bytes of a file, at most `limit` of them.
///
/// # Errors
///
/// When it is larger, is a named pipe, or cannot be read. A pipe that the shell opened (`<(command)`, `/dev/stdin`) is read.
pub fn read_bounded(path: &Path, limit: u64) -> Result<Vec<u8>, ReadFault> {
    if is_named_pipe(path) {
        return Err(ReadFault::Pipe);
    }
    take_bounded(File::open(path)?, limit)
}

/// The bytes of a stream, at most `limit` of them.
///
/// # Errors
///
/// When it holds more, or cannot be read.
pub fn take_bounded(stream: impl Read, limit: u64) -> Result<Vec<u8>, ReadFault> {
    // The size is not asked for beforehand: a device or a pipe has none, and reads on for ever.
    let mut bytes = Vec::new();
    stream.take(limit + 1).read_to_end(&mut bytes)?;
    if bytes.len() as u64 > limit {
        return Err(ReadFault::TooLarge(limit));
    }
    // Texts are kept to the end, and the vector grew by doubling.
    bytes.shrink_to_fit();
    Ok(bytes)
}

/// Pipes under `/dev` are those that the shell has opened already, with a writer at the other end.
#[cfg(unix)]
fn is_named_pipe(path: &Path) -> bool {
    use std::os::unix::fs::FileTypeExt;
    let kind = path.metadata().map(|metadata| metadata.file_type());
    kind.is_ok_and(|kind| kind.is_fifo() || kind.is_socket()) && !path.starts_with("/dev")
}

#[cfg(not(unix))]
fn is_named_pipe(_path: &Path) -> bool {
    false
}
