//! The error of the TOML readers: which file, which line, what is wrong there.

use std::fmt;

/// A TOML file that cannot be read as what it should be.
///
/// One sentence with the line, because the person who reads it has the file open. The cause
/// keeps no source of its own: its text is in the sentence.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Unreadable {
    /// The file's name.
    pub file: String,
    /// The line, from 1.
    pub line: usize,
    /// What is wrong there.
    pub what: String,
}

impl Unreadable {
    pub(crate) fn new(file: &str, text: &str, error: &toml::de::Error) -> Unreadable {
        let before = error
            .span()
            .and_then(|span| text.get(..span.start))
            .unwrap_or_default();
        Unreadable {
            file: file.to_owned(),
            line: before.matches('\n').count() + 1,
            what: error.message().trim().replace('\n', ", "),
        }
    }
}

impl fmt::Display for Unreadable {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let Unreadable { file, line, what } = self;
        write!(
            f,
            "{file}:{line}: {what}; see docs/notice-format.md for what stands there"
        )
    }
}

impl std::error::Error for Unreadable {}
