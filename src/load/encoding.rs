//! Bytes to text. Only UTF-8 is read; what else it may be is said, so that its author knows what to change.

use crate::source::Span;

/// How many bytes are looked at to tell what a file is.
const HEAD: usize = 1_000;
/// How many bytes before the fault and after it are shown, at most.
const SHOWN: usize = 4_000;

/// Bytes that are no UTF-8 text.
#[derive(Debug)]
pub struct Undecoded {
    /// The text as far as it goes, and a little of what follows.
    pub shown: String,
    /// The first place in it that is wrong.
    pub span: Span,
    /// What the file is.
    pub message: &'static str,
    /// What to do about it.
    pub help: &'static str,
}

/// Decode UTF-8, without a byte order mark and with every line end as editors for YAML know it.
pub fn decode(mut bytes: Vec<u8>) -> Result<String, Undecoded> {
    // Editors on Windows write a byte order mark; it means nothing in UTF-8.
    if bytes.starts_with(b"\xEF\xBB\xBF") {
        bytes.drain(..3);
    }
    let (message, help) = other_kind(&bytes);
    match String::from_utf8(bytes) {
        Ok(text) if is_utf16(text.as_bytes()) || is_full_of_zeros(text.as_bytes()) => {
            Err(undecoded(text.into_bytes(), 0, message, help))
        }
        Ok(text) => Ok(with_line_feeds(text)),
        Err(error) => {
            let valid = error.utf8_error().valid_up_to();
            Err(undecoded(error.into_bytes(), valid, message, help))
        }
    }
}

/// Carriage returns alone end lines in YAML too, but nowhere else; the places of the text stay as they are.
fn with_line_feeds(text: String) -> String {
    let mut bytes = text.into_bytes();
    for idx in 0..bytes.len() {
        if bytes[idx] == b'\r' && bytes.get(idx + 1) != Some(&b'\n') {
            bytes[idx] = b'\n';
        }
    }
    String::from_utf8(bytes).expect("one ASCII character took the place of another")
}

fn other_kind(bytes: &[u8]) -> (&'static str, &'static str) {
    if is_utf16(bytes) {
        (
            "this is UTF-16 text, and only UTF-8 is read",
            "save the file again with the encoding UTF-8, not UTF-16 or \"Unicode\"",
        )
    } else if is_full_of_zeros(bytes) {
        ("this is no text, but some other kind of file", "check that this is the right file")
    } else {
        ("this is not UTF-8 text", "save the file again with the encoding UTF-8")
    }
}

/// With a mark at its start, or a zero in the place of every second byte.
fn is_utf16(bytes: &[u8]) -> bool {
    let head = &bytes[..bytes.len().min(HEAD) / 2 * 2];
    let is_zero_at = |at: usize| head.chunks_exact(2).filter(|pair| pair[at] == 0 && pair[1 - at] != 0).count();
    let most = head.len() / 2 * 3 / 4;
    bytes.starts_with(b"\xFF\xFE")
        || bytes.starts_with(b"\xFE\xFF")
        || (most > 0 && (0..2).any(|at| is_zero_at(at) > most))
}

/// More than a slip: no text holds a tenth of them.
fn is_full_of_zeros(bytes: &[u8]) -> bool {
    let head = &bytes[..bytes.len().min(HEAD)];
    head.iter().filter(|byte| **byte == 0).count() > head.len() / 10
}

fn undecoded(mut bytes: Vec<u8>, fault: usize, message: &'static str, help: &'static str) -> Undecoded {
    bytes.truncate(fault + SHOWN);
    let shown = String::from_utf8_lossy(&bytes).into_owned();
    let length = shown[fault..].chars().next().map_or(0, char::len_utf8);
    Undecoded { shown, span: Span { start: fault, end: fault + length }, message, help }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn utf16(text: &str, bytes_of: fn(u16) -> [u8; 2]) -> Vec<u8> {
        text.encode_utf16().flat_map(bytes_of).collect()
    }

    #[test]
    fn marks_go_and_every_line_end_is_one() {
        assert_eq!(decode(b"\xEF\xBB\xBFa: 1\rb: 2\r\nc\r".to_vec()).unwrap(), "a: 1\nb: 2\r\nc\n");
        assert_eq!(decode(Vec::new()).unwrap(), "");
    }

    #[test]
    fn other_encodings_are_named() {
        let message = |bytes: Vec<u8>| decode(bytes).unwrap_err().message;
        for bytes_of in [u16::to_le_bytes, u16::to_be_bytes] {
            assert!(message(utf16("\u{FEFF}a: 1\n", bytes_of)).contains("UTF-16"));
            assert!(message(utf16("a: é\n", bytes_of)).contains("UTF-16"));
            // Seven-bit text in UTF-16 is valid UTF-8 too, full of zeros.
            assert!(message(utf16("framework: x\n", bytes_of)).contains("UTF-16"));
        }
        assert!(message(vec![0; 10]).contains("no text"));
        assert!(message(vec![0x1F, 0x8B, 8, 0, 0, 0xFF]).contains("no text"));
        assert!(message(b"name: caf\xE9\n".to_vec()).contains("not UTF-8"));
    }

    #[test]
    fn the_first_wrong_byte_is_pointed_at() {
        let undecoded = decode(b"a: 1\nb: caf\xE9 x\n".to_vec()).unwrap_err();
        assert_eq!(undecoded.span, Span { start: 11, end: 14 });
        assert_eq!(undecoded.shown, "a: 1\nb: caf\u{FFFD} x\n");
    }
}
