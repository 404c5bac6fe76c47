//! The dates of a text: when it was updated, from when it applies.

use std::sync::LazyLock;

use regex::{Captures, Regex};

use crate::line::Unit;

/// The dates that a text gives.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub(crate) struct Dates {
    pub updated: Option<Dated>,
    pub effective: Option<Dated>,
}

/// A date and where it stands.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Dated {
    pub iso: String,
    pub line: usize,
}

static UPDATED: LazyLock<Regex> = LazyLock::new(|| {
    fixed(r"(?i)\b(?:last\s+)?(?:updated|revised|modified|amended)\b|更新|修订|修改|发布")
});
static EFFECTIVE: LazyLock<Regex> =
    LazyLock::new(|| fixed(r"(?i)\beffective\b|\bin force\b|\btakes? effect\b|生效|施行|实施"));
static DATE: LazyLock<Regex> = LazyLock::new(|| {
    fixed(concat!(
        r"(?i)(?P<y1>\d{4})\s*[-/.年]\s*(?P<m1>\d{1,2})\s*[-/.月]\s*(?P<d1>\d{1,2})",
        r"|\b(?P<n2>jan|feb|mar|apr|may|jun|jul|aug|sep|oct|nov|dec)[a-z]*\.?\s+(?P<d2>\d{1,2})(?:st|nd|rd|th)?,?\s+(?P<y2>\d{4})",
        r"|\b(?P<d3>\d{1,2})(?:st|nd|rd|th)?\s+(?:of\s+)?(?P<n3>jan|feb|mar|apr|may|jun|jul|aug|sep|oct|nov|dec)[a-z]*\.?,?\s+(?P<y3>\d{4})",
    ))
});

fn fixed(pattern: &str) -> Regex {
    Regex::new(pattern).expect("the pattern is fixed")
}

/// Finds the dates: in short lines at the head of the text, else at its end.
pub(crate) fn find(units: &[Unit]) -> Dates {
    let head = units.iter().take(30);
    let tail = units.iter().rev().take(5);
    let mut dates = Dates::default();
    for unit in head
        .chain(tail)
        .filter(|unit| unit.text.chars().count() <= 200)
    {
        read_line(unit, &mut dates);
    }
    dates
}

/// Gives each date of a line to the word that stands nearest before it.
fn read_line(unit: &Unit, dates: &mut Dates) {
    let mut from = 0;
    for found in DATE.captures_iter(&unit.text) {
        let Some(whole) = found.get(0) else { continue };
        let before = &unit.text[from..whole.start()];
        let after = &unit.text[whole.end()..];
        from = whole.end();
        let Some(iso) = iso(&found) else { continue };
        let dated = || Dated {
            iso: iso.clone(),
            line: unit.line,
        };
        let is_last = |word: &Regex| word.find_iter(before).last().map(|at| at.end());
        let (updated, effective) = (is_last(&UPDATED), is_last(&EFFECTIVE));
        if updated > effective {
            latest(&mut dates.updated, dated());
        } else if effective.is_some() || EFFECTIVE.is_match(after) {
            dates.effective.get_or_insert_with(dated);
        } else if UPDATED.is_match(after) {
            latest(&mut dates.updated, dated());
        }
    }
}

/// A text may list each of its updates; the last one counts.
fn latest(known: &mut Option<Dated>, found: Dated) {
    if known.as_ref().is_none_or(|known| known.iso < found.iso) {
        *known = Some(found);
    }
}

/// Whether a line gives a date.
pub(crate) fn has_date(text: &str) -> bool {
    DATE.is_match(text)
}

fn iso(found: &Captures<'_>) -> Option<String> {
    let part = |names: [&str; 3]| {
        names
            .iter()
            .find_map(|name| found.name(name))
            .map(|part| part.as_str())
    };
    let year: u32 = part(["y1", "y2", "y3"])?.parse().ok()?;
    let day: u32 = part(["d1", "d2", "d3"])?.parse().ok()?;
    let month: u32 = match part(["m1", "m1", "m1"]) {
        Some(number) => number.parse().ok()?,
        None => month(part(["n2", "n3", "n3"])?)?,
    };
    let is_date = (1..=12).contains(&month) && (1..=31).contains(&day) && year >= 1980;
    is_date.then(|| format!("{year:04}-{month:02}-{day:02}"))
}

fn month(name: &str) -> Option<u32> {
    const MONTHS: &str = "janfebmaraprmayjunjulaugsepoctnovdec";
    let at = MONTHS.find(&name.to_lowercase())?;
    u32::try_from(at / 3 + 1).ok()
}
