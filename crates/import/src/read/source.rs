//! Bytes to text, and the reasons to refuse them.

use std::borrow::Cow;

use thiserror::Error;

use crate::About;
use crate::text::dates::Dates;

/// Longer than any notice by far; what is longer is the wrong file.
const LONGEST: usize = 4 * 1024 * 1024;

/// Why a text cannot be imported. Each is one sentence with the next step.
#[derive(Debug, Clone, PartialEq, Eq, Error)]
pub enum Refusal {
    /// The bytes are in another encoding.
    #[error("the text is not UTF-8 (byte {0} is wrong); save it as UTF-8 and import it again")]
    NotUtf8(usize),
    /// The bytes are no text at all.
    #[error("this is not a text but a binary file; save the notice as plain text or Markdown")]
    Binary,
    /// There is nothing in it.
    #[error("the text is empty; name the file that holds the notice")]
    Empty,
    /// It is too long to be a notice.
    #[error(
        "the text has {0} megabytes, far more than any notice; name the file that holds the notice alone"
    )]
    TooLong(usize),
    /// No clause can be told apart.
    #[error(
        "no heading was found; number the sections (`1. Title`) or mark them (`## Title`) and import again"
    )]
    NoHeadings,
    /// A word cannot be part of an address.
    #[error(
        "the {0} `{1}` cannot be part of an address; use lower-case letters, digits, `-` and `.`"
    )]
    BadName(&'static str, String),
}

/// The text of a file, with one kind of line end and without signs that nobody can see.
pub(crate) fn read(bytes: &[u8]) -> Result<String, Refusal> {
    if bytes.len() > LONGEST {
        return Err(Refusal::TooLong(bytes.len().div_ceil(1024 * 1024)));
    }
    if bytes.starts_with(&[0xff, 0xfe]) || bytes.starts_with(&[0xfe, 0xff]) {
        return Err(Refusal::NotUtf8(0));
    }
    if bytes.contains(&0) {
        return Err(Refusal::Binary);
    }
    let text = str::from_utf8(bytes).map_err(|error| Refusal::NotUtf8(error.valid_up_to()))?;
    let text = clean(text.trim_start_matches('\u{feff}'));
    if text.trim().is_empty() {
        return Err(Refusal::Empty);
    }
    Ok(text.into_owned())
}

fn clean(text: &str) -> Cow<'_, str> {
    let is_odd = |sign: char| sign == '\r' || is_hidden(sign) || is_line_end(sign);
    if !text.contains(is_odd) {
        return Cow::Borrowed(text);
    }
    let text = text.replace("\r\n", "\n");
    let lines = text.chars().map(|sign| {
        if is_line_end(sign) || sign == '\r' {
            '\n'
        } else {
            sign
        }
    });
    Cow::Owned(lines.filter(|&sign| !is_hidden(sign)).collect())
}

fn is_line_end(sign: char) -> bool {
    matches!(sign, '\u{2028}' | '\u{2029}' | '\u{85}' | '\u{b}' | '\u{c}')
}

/// What the notice format does not let through, and zero-width signs that stand for nothing.
fn is_hidden(sign: char) -> bool {
    let is_space = matches!(sign, '\n' | '\t' | '\r') || is_line_end(sign);
    let is_nothing = matches!(sign, '\u{200b}' | '\u{feff}' | '\u{2060}' | '\u{ad}');
    let turns_text = matches!(sign, '\u{202a}'..='\u{202e}' | '\u{2066}'..='\u{2069}');
    (sign.is_control() && !is_space) || is_nothing || turns_text
}

/// The version's name: the one given, else a date of the text.
pub(crate) fn version(about: &About, dates: &Dates) -> Result<String, Refusal> {
    let dated = dates.updated.as_ref().or(dates.effective.as_ref());
    match (&about.version, dated) {
        (Some(version), _) => check_name("version", version).map(|()| version.clone()),
        (None, Some(date)) => Ok(date.iso.clone()),
        (None, None) => Ok("undated".to_owned()),
    }
}

/// Whether the edition can be part of an address.
pub(crate) fn check_edition(edition: &str) -> Result<(), Refusal> {
    check_name("edition", edition)
}

fn check_name(what: &'static str, name: &str) -> Result<(), Refusal> {
    if notice::is_name(name) {
        Ok(())
    } else {
        Err(Refusal::BadName(what, name.to_owned()))
    }
}
