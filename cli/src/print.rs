//! Printing to a pipe that may close early, as `| head` does.

use std::io::{self, ErrorKind, Write as _};

/// Prints a text; a reader who has seen enough is no error.
///
/// # Errors
/// When the text cannot be written for another reason.
pub fn print(text: &str) -> io::Result<()> {
    match io::stdout().write_all(text.as_bytes()) {
        Err(error) if error.kind() == ErrorKind::BrokenPipe => Ok(()),
        outcome => outcome,
    }
}
