//! Printing to a pipe that may close early, as `| head` does.

use std::io::{self, ErrorKind, Write as _};

use serde::Serialize;

/// Prints what a machine reads: one JSON value, and the end of its line.
///
/// # Errors
/// As [`text`].
pub fn json(value: &impl Serialize) -> anyhow::Result<()> {
    let json = serde_json::to_string_pretty(value)?;
    Ok(text(&format!("{json}\n"))?)
}

/// Prints a text; a reader who has seen enough is no error.
///
/// # Errors
/// When the text cannot be written for another reason.
pub fn text(text: &str) -> io::Result<()> {
    match io::stdout().write_all(text.as_bytes()) {
        Err(error) if error.kind() == ErrorKind::BrokenPipe => Ok(()),
        outcome => outcome,
    }
}
