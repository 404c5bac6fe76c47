//! Dates that do not say their day, or say it in an order that a reader cannot know.

use std::ops::Range;
use std::sync::LazyLock;

use notice::text::dates::WrittenDate;
use notice::text::months;
use regex::Regex;

/// `03/26/2024`, `26.3.24`: day first or month first; and `APRIL-2026`, `04 - 2026`.
static UNCLEAR: LazyLock<Regex> = LazyLock::new(|| {
    Regex::new(
        r"\b(?:\d{1,2}[/.-]\d{1,2}[/.-](?:\d{4}|\d{2})|\d{1,2} ?[/-] ?\d{4}|(?P<month>[A-Za-z]{3,9})[-/.,]\s?\d{4})\b",
    )
    .expect("the pattern is fixed")
});

/// The words of each such date, those without a day included.
pub(super) fn find(sentence: &str, partial: &[(Range<usize>, WrittenDate)]) -> Vec<String> {
    let is_date = |found: &regex::Captures<'_>| {
        found
            .name("month")
            .is_none_or(|month| months::number(month.as_str()).is_some())
    };
    let unclear = UNCLEAR
        .captures_iter(sentence)
        .filter(is_date)
        .filter_map(|found| found.get(0).map(|whole| whole.range()));
    let without_day = partial
        .iter()
        .filter(|(_, date)| date.year.is_some())
        .map(|(at, _)| at.clone());
    let mut places: Vec<Range<usize>> = unclear.chain(without_day).collect();
    places.sort_by_key(|at| at.start);
    places.dedup_by(|next, before| next.start < before.end);
    places
        .into_iter()
        .map(|at| sentence[at].trim().to_owned())
        .collect()
}
