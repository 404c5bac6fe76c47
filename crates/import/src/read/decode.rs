//! Bytes to text: one kind of line end, no invisible characters.

use std::borrow::Cow;

use crate::Error;

/// Longer than any notice by far; what is longer is the wrong file.
const LONGEST: usize = 4 * 1024 * 1024;

/// The text of a file, with one kind of line end and without invisible characters.
pub(crate) fn read(bytes: &[u8]) -> Result<String, Error> {
    if bytes.len() > LONGEST {
        return Err(Error::TooLong(bytes.len().div_ceil(1024 * 1024)));
    }
    // UTF-16 has zeros as well, and deserves the better message.
    if bytes.starts_with(&[0xff, 0xfe]) || bytes.starts_with(&[0xfe, 0xff]) {
        return Err(Error::NotUtf8(0));
    }
    if bytes.contains(&0) {
        return Err(Error::Binary);
    }
    let text = str::from_utf8(bytes).map_err(|error| Error::NotUtf8(error.valid_up_to()))?;
    let text = clean(text.trim_start_matches('\u{feff}'));
    if text.trim().is_empty() {
        return Err(Error::Empty);
    }
    Ok(text.into_owned())
}

fn clean(text: &str) -> Cow<'_, str> {
    let is_odd =
        |character: char| character == '\r' || is_hidden(character) || is_line_end(character);
    if !text.contains(is_odd) {
        return Cow::Borrowed(text);
    }
    let text = text.replace("\r\n", "\n");
    let lines = text.chars().map(|character| {
        if is_line_end(character) || character == '\r' {
            '\n'
        } else {
            character
        }
    });
    Cow::Owned(lines.filter(|&character| !is_hidden(character)).collect())
}

fn is_line_end(character: char) -> bool {
    matches!(
        character,
        '\u{2028}' | '\u{2029}' | '\u{85}' | '\u{b}' | '\u{c}'
    )
}

/// What the notice format does not let through, and zero-width characters that mean nothing.
fn is_hidden(character: char) -> bool {
    let is_space = matches!(character, '\n' | '\t' | '\r') || is_line_end(character);
    let is_nothing = matches!(character, '\u{200b}' | '\u{feff}' | '\u{2060}' | '\u{ad}');
    let turns_text = matches!(character, '\u{202a}'..='\u{202e}' | '\u{2066}'..='\u{2069}');
    (character.is_control() && !is_space) || is_nothing || turns_text
}
