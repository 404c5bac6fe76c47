//! The dates of a text: when it was updated, from when it applies.

use std::sync::LazyLock;

use notice::text::dates::{self, WrittenDate};
use regex::Regex;

use crate::source_blocks::SourceBlock;

/// The dates that a text states.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub(crate) struct Dates {
    pub updated: Option<FoundDate>,
    pub effective: Option<FoundDate>,
}

/// A date and its line.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct FoundDate {
    pub iso: String,
    pub line: usize,
}

static UPDATED: LazyLock<Regex> = LazyLock::new(|| {
    fixed(r"(?i)\b(?:last\s+)?(?:updated|revised|modified|amended)\b|更新|修订|修改|发布")
});
static EFFECTIVE: LazyLock<Regex> =
    LazyLock::new(|| fixed(r"(?i)\beffective\b|\bin force\b|\btakes? effect\b|生效|施行|实施"));

fn fixed(pattern: &str) -> Regex {
    Regex::new(pattern).expect("the pattern is fixed")
}

/// How many blocks at the start of a text may be its head: title, dateline, summary of changes.
/// Halved and doubled, no test fails.
const HEAD: usize = 30;

/// How many at its end may be a dateline or a signature.
/// Halved and doubled, no test fails.
const TAIL: usize = 5;

/// A dateline has no more characters than this; a longer block tells of some other date.
/// Halved and doubled, no test fails.
const LONGEST_DATELINE: usize = 200;

/// Finds the dates: in short lines at the head of the text, else at its end.
pub(crate) fn find(blocks: &[SourceBlock]) -> Dates {
    let head = blocks.iter().take(HEAD);
    let tail = blocks.iter().rev().take(TAIL);
    let mut dates = Dates::default();
    for block in head
        .chain(tail)
        .filter(|block| block.text.chars().count() <= LONGEST_DATELINE)
    {
        read_line(block, &mut dates);
    }
    dates
}

/// Gives each date of a line to the word that is nearest before it.
fn read_line(block: &SourceBlock, dates: &mut Dates) {
    let mut from = 0;
    for (at, date) in dates::find(&block.text) {
        let before = &block.text[from..at.start];
        let after = &block.text[at.end..];
        from = at.end;
        if !is_whole(&date) {
            continue;
        }
        let dated = || FoundDate {
            iso: date.iso(),
            line: block.line,
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
fn latest(known: &mut Option<FoundDate>, found: FoundDate) {
    if known.as_ref().is_none_or(|known| known.iso < found.iso) {
        *known = Some(found);
    }
}

/// Whether a line gives a date.
pub(crate) fn has_date(text: &str) -> bool {
    dates::find(text).iter().any(|(_, date)| is_whole(date))
}

/// Whether a date can be that of a notice: to the day, and from a time that had such notices.
fn is_whole(date: &WrittenDate) -> bool {
    const FIRST: u32 = 1980;
    date.day.is_some() && date.year.is_some_and(|year| year >= FIRST)
}
