//! Dates as people write them, made without the browser so that every reader sees the same.

use notice::Language;
use notice::text::months;

/// An ISO date (`2025-05-09`) in words; anything else comes back as it is.
///
/// ```
/// use interface::{Language, date};
/// assert_eq!(date::in_words("2025-05-09", Language::Zh), "2025 年 5 月 9 日");
/// assert_eq!(date::in_words("2025-05-09", Language::En), "9 May 2025");
/// ```
pub fn in_words(iso: &str, lang: Language) -> String {
    let mut parts = iso.get(..10).unwrap_or(iso).splitn(3, '-');
    let numbers = (
        parts.next().and_then(|year| year.parse::<usize>().ok()),
        parts.next().and_then(|month| month.parse::<usize>().ok()),
        parts.next().and_then(|day| day.parse::<usize>().ok()),
    );
    let (Some(year), Some(month @ 1..=12), Some(day)) = numbers else {
        return iso.to_string();
    };
    match lang {
        Language::Zh => format!("{year} 年 {month} 月 {day} 日"),
        Language::En => format!("{day} {} {year}", months::NAMES[month - 1]),
    }
}
