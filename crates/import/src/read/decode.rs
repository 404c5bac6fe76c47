//! Bytes to text: one kind of line end, no invisible characters; other encodings where they are
//! named. An encoding is never guessed, because a wrong guess gives other words.

use std::borrow::Cow;

use notice::Language;

use crate::{Error, Metadata};

/// Longer than any notice by far; what is longer is the wrong file.
const LONGEST: usize = 4 * 1024 * 1024;

/// An encoding other than UTF-8.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Encoding(&'static encoding_rs::Encoding);

impl Encoding {
    /// The encoding with this name, such as `gb18030`, `gbk`, `big5`, `utf-16le`, `windows-1252`.
    ///
    /// ```
    /// use import::Encoding;
    /// assert!(Encoding::of_name("GB18030").is_some());
    /// assert!(Encoding::of_name("klingon").is_none());
    /// ```
    pub fn of_name(name: &str) -> Option<Encoding> {
        encoding_rs::Encoding::for_label_no_replacement(name.trim().as_bytes()).map(Encoding)
    }
}

/// The text of a file, with one kind of line end and without invisible characters.
pub(crate) fn read(bytes: &[u8], metadata: &Metadata) -> Result<String, Error> {
    if bytes.len() > LONGEST {
        return Err(Error::TooLong(bytes.len().div_ceil(1024 * 1024)));
    }
    let text = decoded(bytes, metadata)?;
    let text = clean(text.trim_start_matches('\u{feff}'));
    if text.trim().is_empty() {
        return Err(Error::Empty);
    }
    Ok(text.into_owned())
}

fn decoded<'a>(bytes: &'a [u8], metadata: &Metadata) -> Result<Cow<'a, str>, Error> {
    if let Some(Encoding(encoding)) = metadata.encoding {
        let (text, _, has_errors) = encoding.decode(bytes);
        // A wrong encoding has bytes that stand for nothing, or gives controls.
        let is_wrong = has_errors || text.contains('\0');
        return match is_wrong {
            true => Err(Error::WrongEncoding(encoding.name())),
            false => Ok(text),
        };
    }
    // UTF-16 has zeros as well, and deserves the better message.
    let is_utf16 = bytes.starts_with(&[0xff, 0xfe]) || bytes.starts_with(&[0xfe, 0xff]);
    if bytes.contains(&0) && !is_utf16 {
        return Err(Error::Binary);
    }
    match str::from_utf8(bytes) {
        Ok(text) if !is_utf16 => Ok(Cow::Borrowed(text)),
        Ok(_) => Err(Error::NotUtf8(0, UTF16)),
        Err(_) if is_utf16 => Err(Error::NotUtf8(0, UTF16)),
        Err(error) => Err(Error::NotUtf8(
            error.valid_up_to(),
            likely(bytes, metadata.language),
        )),
    }
}

const UTF16: &str = "it is UTF-16: import it with `--encoding utf-16`, or save it as UTF-8";

/// Which encoding it is likely to be, and the next step.
fn likely(bytes: &[u8], language: Language) -> &'static str {
    let is =
        |encoding: &'static encoding_rs::Encoding| !encoding.decode_without_bom_handling(bytes).1;
    match language {
        Language::Zh if is(encoding_rs::GB18030) => {
            "it seems to be GB18030 (GBK): import it with `--encoding gb18030`, or save it as UTF-8"
        }
        Language::Zh if is(encoding_rs::BIG5) => {
            "it seems to be Big5: import it with `--encoding big5`, or save it as UTF-8"
        }
        Language::En if is(encoding_rs::WINDOWS_1252) => {
            "it seems to be Windows-1252: import it with `--encoding windows-1252`, or save it as UTF-8"
        }
        _ => "save it as UTF-8, or name its encoding with `--encoding`",
    }
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
