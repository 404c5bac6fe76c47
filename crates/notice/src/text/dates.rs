//! Dates as notices write them, in both languages.
//!
//! A text goes in; dates come out with their value and how far they reach. A day alone and a month
//! alone are no dates: `三月` may be three months, and `5 日` five days.
//! Entry points: [`read`] for the date at the start of a text, [`find`] for all of them.

use std::ops::Range;

use super::scan::Scan;
use crate::numerals;

/// A date, in which the year or the day may be missing.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct WrittenDate {
    /// The year.
    pub year: Option<u32>,
    /// The month, from 1.
    pub month: u32,
    /// The day of the month.
    pub day: Option<u32>,
    /// How many bytes of the text it takes.
    pub length: usize,
}

impl WrittenDate {
    /// As ISO 8601 writes it, without what is missing: `2025-05-09`, `2025-05`, `05-09`.
    pub fn iso(&self) -> String {
        let year = self.year.map(|year| format!("{year:04}-"));
        let day = self.day.map(|day| format!("-{day:02}"));
        let (year, day) = (year.unwrap_or_default(), day.unwrap_or_default());
        format!("{year}{:02}{day}", self.month)
    }
}

/// The date that a text starts with.
///
/// ```
/// use notice::text::dates::read;
/// for text in ["2025年5月9日起", "9 May 2025", "May 9, 2025", "2025-05-09"] {
///     assert_eq!(read(text).map(|date| date.iso()).as_deref(), Some("2025-05-09"));
/// }
/// ```
pub fn read(text: &str) -> Option<WrittenDate> {
    let first = text.chars().next()?;
    match first {
        '0'..='9' => numeric(text)
            .or_else(|| chinese(text))
            .or_else(|| day_first(text)),
        'A'..='Z' | 'a'..='z' => month_first(text),
        _ if numerals::is_numeral(first) => chinese(text),
        _ => None,
    }
}

/// Every date of a text, with its place.
pub fn find(text: &str) -> Vec<(Range<usize>, WrittenDate)> {
    let mut found = Vec::new();
    let mut end = 0;
    let mut before = None;
    for (at, character) in text.char_indices() {
        let is_start = before.is_none_or(|before| parts(before, character));
        before = Some(character);
        if at < end || !is_start {
            continue;
        }
        if let Some(date) = read(&text[at..]) {
            end = at + date.length;
            found.push((at..end, date));
        }
    }
    found
}

/// Whether a date may begin between two characters: never inside a word or a number.
fn parts(before: char, character: char) -> bool {
    if character.is_ascii() {
        !before.is_ascii_alphanumeric()
    } else {
        !numerals::is_numeral(before)
    }
}

/// `2025-05-09`, `2025/5/9`, `2025.5.9`; with the same joint twice.
fn numeric(text: &str) -> Option<WrittenDate> {
    let mut scan = Scan::new(text);
    let year = year(&mut scan)?;
    scan.spaces();
    let joint = ["-", "/", "."].into_iter().find(|joint| scan.eat(joint))?;
    scan.spaces();
    let month = scan.digits(2)?.parse().ok()?;
    scan.spaces();
    scan.eat(joint).then_some(())?;
    scan.spaces();
    let day = scan.digits(2)?.parse().ok()?;
    let length = scan.at();
    // `2025.5.9.1` is the number of a clause or of a version.
    let goes_on = scan.eat(joint) && scan.digits(4).is_some();
    if goes_on {
        return None;
    }
    date(Some(year), month, Some(day), length)
}

/// `2025年5月9日`, `2025 年 5 月`, `5月9日`, `二〇二五年五月九日`.
fn chinese(text: &str) -> Option<WrittenDate> {
    let mut scan = Scan::new(text);
    let mut with_year = scan.clone();
    let year = year(&mut with_year).filter(|_| unit(&mut with_year, &["年"]));
    if year.is_some() {
        scan = with_year;
        scan.spaces();
    }
    let month = number(&mut scan)?;
    unit(&mut scan, &["月"]).then_some(())?;
    let mut with_day = scan.clone();
    with_day.spaces();
    let day = number(&mut with_day).filter(|_| unit(&mut with_day, &["日", "号"]));
    if day.is_some() {
        scan = with_day;
    }
    let is_date = year.is_some() || day.is_some();
    date(year, month, day, scan.at()).filter(|_| is_date)
}

/// `May 9, 2025`, `May 9`, `May 2025`, `Sept. 9th, 2025`, `May, 9 2025`.
fn month_first(text: &str) -> Option<WrittenDate> {
    let mut scan = Scan::new(text);
    let month = scan.month()?;
    // "In May, 9 people": a comma here needs the year with it.
    let needs_year = scan.eat(",");
    scan.spaces().then_some(())?;
    let mut alone = scan.clone();
    if let Some(year) = year(&mut alone).filter(|_| !needs_year) {
        return written(text, date(Some(year), month, None, alone.at()));
    }
    let day = day(&mut scan)?;
    let end = scan.at();
    let mut with_year = scan.clone();
    let year = year_behind(&mut with_year);
    let end = if year.is_some() { with_year.at() } else { end };
    written(text, date(year, month, Some(day), end)).filter(|_| year.is_some() || !needs_year)
}

/// The year behind a day: a comma or a slip of one in between, and a space unless it is as wide
/// as one.
fn year_behind(scan: &mut Scan<'_>) -> Option<u32> {
    let is_wide = scan.eat("，");
    let _ = is_wide || scan.eat(",") || scan.eat(".");
    (scan.spaces() || is_wide).then(|| year(scan)).flatten()
}

/// `9 May 2025`, `9 May`, `1st of May 2025`.
fn day_first(text: &str) -> Option<WrittenDate> {
    let mut scan = Scan::new(text);
    let day = day(&mut scan)?;
    scan.spaces().then_some(())?;
    if scan.eat("of") {
        scan.spaces().then_some(())?;
    }
    let name = scan.rest();
    let month = scan.month()?;
    let end = scan.at();
    scan.eat(",");
    let year = scan.spaces().then(|| year(&mut scan)).flatten();
    let end = if year.is_some() { scan.at() } else { end };
    written(name, date(year, month, Some(day), end))
}

/// A month in small letters needs the year with it: "you may 5 times" has no date.
fn written(name: &str, date: Option<WrittenDate>) -> Option<WrittenDate> {
    let is_capital = name.starts_with(|first: char| first.is_ascii_uppercase());
    date.filter(|date| is_capital || date.year.is_some())
}

fn date(year: Option<u32>, month: u32, day: Option<u32>, length: usize) -> Option<WrittenDate> {
    let is_date = (1..=12).contains(&month) && day.is_none_or(|day| (1..=31).contains(&day));
    is_date.then_some(WrittenDate {
        year,
        month,
        day,
        length,
    })
}

/// A year has four digits: `25 年 6 个月` is how long something takes.
fn year(scan: &mut Scan<'_>) -> Option<u32> {
    let year = number(scan)?;
    (1000..=9999).contains(&year).then_some(year)
}

fn number(scan: &mut Scan<'_>) -> Option<u32> {
    let written = scan.digits(4).or_else(|| scan.numerals())?;
    numerals::value(written)
}

fn unit(scan: &mut Scan<'_>, units: &[&str]) -> bool {
    scan.spaces();
    units.iter().any(|unit| scan.eat(unit))
}

/// `9`, `9th`; `10,000` and `1.5` are amounts.
fn day(scan: &mut Scan<'_>) -> Option<u32> {
    let day = scan.digits(2)?.parse().ok()?;
    let is_ordinal = ["st", "nd", "rd", "th"].iter().any(|end| scan.eat(end));
    let is_amount = !is_ordinal
        && scan.peek().is_some_and(|joint| ".,".contains(joint))
        && scan.peek_second().is_some_and(|next| next.is_ascii_digit());
    (!is_amount).then_some(day)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn check(text: &str, expected: &[(&str, &str)]) {
        let found: Vec<(&str, String)> = find(text)
            .into_iter()
            .map(|(at, date)| (&text[at], date.iso()))
            .collect();
        let expected: Vec<(&str, String)> = expected
            .iter()
            .map(|(written, iso)| (*written, (*iso).to_owned()))
            .collect();
        assert_eq!(found, expected, "{text}");
    }

    #[test]
    fn a_date_has_one_value_in_every_writing() {
        for text in [
            "2025年5月9日",
            "2025 年 5 月 9 日",
            "二〇二五年五月九日",
            "2025-05-09",
            "2025/5/9",
            "2025.5.9",
            "9 May 2025",
            "9th of May, 2025",
            "May 9, 2025",
            "MAY 9, 2025",
            "may 9 2025",
            "May 9. 2025",
            "May 9，2025",
            "May, 9 2025",
        ] {
            check(text, &[(text, "2025-05-09")]);
        }
    }

    #[test]
    fn the_year_or_the_day_may_be_missing() {
        check("自 2025 年 5 月起", &[("2025 年 5 月", "2025-05")]);
        check("在5月9号前", &[("5月9号", "05-09")]);
        check("since June 2025.", &[("June 2025", "2025-06")]);
        check("before June 2.", &[("June 2", "06-02")]);
        check("from 2 June to", &[("2 June", "06-02")]);
    }

    #[test]
    fn an_ordinal_belongs_to_its_date() {
        check("on June 2nd, 2025", &[("June 2nd, 2025", "2025-06-02")]);
    }

    #[test]
    fn numbers_and_words_that_only_look_like_dates_are_none() {
        for text in [
            "You may 5 times",
            "May 10,000 people",
            "Janitor 5, 2025",
            "in June. 2 people",
            "in June, 2 people",
            "in May, 2025 people",
            "25年6月",
            "三月",
            "12025-05-09",
            "2025-13-01",
            "2025.5.9.1",
            "第九条",
        ] {
            check(text, &[]);
        }
    }
}
