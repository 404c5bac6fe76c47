//! Bytes to text: one kind of line end, no invisible characters.

use std::borrow::Cow;

use crate::refusal::Refusal;

/// Longer than any notice by far; what is longer is the wrong file.
const LONGEST: usize = 4 * 1024 * 1024;

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
