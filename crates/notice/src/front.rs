//! Front matter: the `key: value` lines between two `---` lines at the top of a notice.
//!
//! Takes the whole file; gives what it says ([`Meta`]), the problems, and the Markdown
//! that follows. Entry point: [`split`].

use crate::problem::{Problem, Problems};
use crate::{Language, Meta, Provenance, Stated};

/// A file cut in two at the end of its front matter.
pub(crate) struct Front<'a> {
    /// What the front matter says; the defaults where it says nothing.
    pub meta: Meta,
    /// Whether there is front matter at all. A file without it is another company's Markdown.
    pub is_present: bool,
    /// The Markdown after it.
    pub body: &'a str,
    /// How many lines are before `body`.
    pub lines_before: usize,
}

/// Cuts the front matter off `source` and reads it.
pub(crate) fn split<'a>(source: &'a str, problems: &mut Problems) -> Front<'a> {
    let source = source.strip_prefix('\u{feff}').unwrap_or(source);
    let Some((lines, body)) = cut(source, problems) else {
        return Front {
            meta: Meta::default(),
            is_present: false,
            body: source,
            lines_before: 0,
        };
    };
    let mut reader = Reader::default();
    for (index, line) in lines.iter().enumerate() {
        reader.line(index + 2, line, problems);
    }
    reader.finish(problems);
    Front {
        meta: reader.meta,
        is_present: true,
        body,
        lines_before: lines.len() + 2,
    }
}

/// The lines of the front matter and what follows; `None` where there is none.
fn cut<'a>(source: &'a str, problems: &mut Problems) -> Option<(Vec<&'a str>, &'a str)> {
    let mut rest = source;
    let first = take_line(&mut rest)?;
    if first.trim_end() != "---" {
        return None;
    }
    let mut lines = Vec::new();
    while let Some(line) = take_line(&mut rest) {
        if line.trim_end() == "---" {
            return Some((lines, rest));
        }
        lines.push(line.trim_end());
    }
    // A rule at the top of a text is no front matter; only `key: value` next to it is a mistake.
    if lines.first().is_some_and(|line| line.contains(": ")) {
        problems.push(Problem::at(
            1,
            "the front matter is not closed; end it with a line that holds only `---`",
        ));
    }
    None
}

fn take_line<'a>(rest: &mut &'a str) -> Option<&'a str> {
    if rest.is_empty() {
        return None;
    }
    let (line, after) = rest.split_once('\n').unwrap_or((rest, ""));
    *rest = after;
    Some(line)
}

#[derive(Default)]
struct Reader {
    meta: Meta,
    seen: Vec<String>,
}

impl Reader {
    fn line(&mut self, line: usize, text: &str, problems: &mut Problems) {
        if text.trim().is_empty() {
            return;
        }
        let Some((key, value)) = text.split_once(':') else {
            problems.push(Problem::at(
                line,
                format!(
                    "`{}` is no `key: value` line; write one, or remove it",
                    short(text)
                ),
            ));
            return;
        };
        let (key, value) = (key.trim(), value.trim());
        if let Err(what) = self.set(key, value) {
            problems.push(Problem::at(line, what));
        }
        if self.seen.iter().any(|seen| seen == key) {
            problems.push(Problem::at(
                line,
                format!("`{key}` is given twice; keep one"),
            ));
        }
        self.seen.push(key.to_owned());
    }

    fn set(&mut self, key: &str, value: &str) -> Result<(), String> {
        let meta = &mut self.meta;
        match key {
            "version" => meta.version = name(key, value)?,
            "edition" => meta.edition = name(key, value)?,
            "supersedes" => meta.supersedes = Some(name(key, value)?),
            "updated" => meta.updated = date(key, value)?,
            "effective" => meta.effective = date(key, value)?,
            "language" => {
                meta.language = Language::from_code(value).ok_or_else(|| {
                    format!("language `{}` is not known; write zh or en", short(value))
                })?;
            }
            "provenance" => {
                meta.provenance = Provenance::from_word(value).ok_or_else(|| {
                    format!(
                        "provenance `{}` is not known; write official, restated or reconstructed",
                        short(value)
                    )
                })?;
            }
            _ => {
                return Err(format!(
                    "`{}` is not a key of a notice; remove the line",
                    short(key)
                ));
            }
        }
        Ok(())
    }

    fn finish(&self, problems: &mut Problems) {
        for key in [
            "version",
            "edition",
            "language",
            "updated",
            "effective",
            "provenance",
        ] {
            if !self.seen.iter().any(|seen| seen == key) {
                problems.push(Problem::at(
                    1,
                    format!("the front matter has no `{key}`; add a line `{key}: ...`"),
                ));
            }
        }
    }
}

/// A version or edition: it becomes part of an address and of a folder's name.
fn name(key: &str, value: &str) -> Result<String, String> {
    if is_name(value) {
        return Ok(value.to_owned());
    }
    Err(format!(
        "{key} `{}` cannot be part of an address; use lower-case letters, digits, `-` and `.`",
        short(value)
    ))
}

/// Whether a word can be the name of a version or an edition: both are part of addresses.
pub fn is_name(word: &str) -> bool {
    word.starts_with(|character: char| character.is_ascii_alphanumeric())
        && word.len() <= 64
        && !word.contains("..")
        && word.chars().all(|character| {
            character.is_ascii_lowercase()
                || character.is_ascii_digit()
                || character == '-'
                || character == '.'
        })
}

fn date(key: &str, value: &str) -> Result<Stated<String>, String> {
    match value {
        "not-stated" => Ok(Stated::NotStated),
        _ if is_date(value) => Ok(Stated::Known(value.to_owned())),
        _ => Err(format!(
            "{key} `{}` is no date; write it as 2026-01-31, or not-stated",
            short(value)
        )),
    }
}

/// Whether this is a calendar date as ISO 8601 writes it.
fn is_date(value: &str) -> bool {
    let parts: Vec<&str> = value.split('-').collect();
    let [year, month, day] = parts[..] else {
        return false;
    };
    let is_digits =
        |part: &str, count| part.len() == count && part.bytes().all(|b| b.is_ascii_digit());
    if !(is_digits(year, 4) && is_digits(month, 2) && is_digits(day, 2)) {
        return false;
    }
    let number = |part: &str| part.parse::<u32>().unwrap_or(0);
    let (year, month, day) = (number(year), number(month), number(day));
    (1..=12).contains(&month) && (1..=days(year, month)).contains(&day)
}

fn days(year: u32, month: u32) -> u32 {
    let is_leap = year.is_multiple_of(4) && (!year.is_multiple_of(100) || year.is_multiple_of(400));
    match month {
        2 if is_leap => 29,
        2 => 28,
        4 | 6 | 9 | 11 => 30,
        _ => 31,
    }
}

/// The start of a word that goes into a message.
pub(crate) fn short(text: &str) -> String {
    const LONGEST: usize = 60;
    let shown: String = text
        .chars()
        .filter(|character| !character.is_control())
        .take(LONGEST)
        .collect();
    if text.chars().nth(LONGEST).is_some() {
        format!("{shown}…")
    } else {
        shown
    }
}
