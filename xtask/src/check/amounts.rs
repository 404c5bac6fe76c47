//! Dates and numbers in a text, by their value.
//!
//! Digits count, and months by their number. Chinese words that stand for a number which the
//! English writes in digits (三级, Level 3) are declared in `terms.toml`; other Chinese numerals
//! and English number words do not count. Entry point: [`Reader`].

use std::cmp::Ordering;
use std::collections::BTreeSet;

use notice::Language;
use regex_lite::{Captures, Regex};

use super::terms::NumberWords;

/// A date or number: compared by its value, shown as it is written.
#[derive(Debug, Clone)]
pub struct Number {
    /// Its value: `2025-05-09`, `14.5`.
    value: String,
    /// The words or digits in the text.
    pub written: String,
}

impl PartialEq for Number {
    fn eq(&self, other: &Self) -> bool {
        self.value == other.value
    }
}
impl Eq for Number {}
impl PartialOrd for Number {
    fn partial_cmp(&self, other: &Self) -> Option<Ordering> {
        Some(self.cmp(other))
    }
}
impl Ord for Number {
    fn cmp(&self, other: &Self) -> Ordering {
        self.value.cmp(&other.value)
    }
}

/// Finds dates and numbers, the longest forms first.
pub struct Reader<'a> {
    number_words: &'a [NumberWords],
    zh_date: Regex,
    en_day_first: Regex,
    en_month_first: Regex,
    iso_date: Regex,
    number: Regex,
}

const MONTHS: [&str; 12] = [
    "January",
    "February",
    "March",
    "April",
    "May",
    "June",
    "July",
    "August",
    "September",
    "October",
    "November",
    "December",
];

impl Reader<'_> {
    /// A reader that knows the declared Chinese number words.
    pub fn new(number_words: &[NumberWords]) -> Reader<'_> {
        let months = MONTHS.join("|");
        let regex = |pattern: &str| Regex::new(pattern).expect("the pattern is written here");
        Reader {
            number_words,
            zh_date: regex(r"(\d{4})\s*年\s*(\d{1,2})\s*月(?:\s*(\d{1,2})\s*日)?"),
            en_day_first: regex(&format!(r"(?:(\d{{1,2}}) )?\b({months}) (\d{{4}})")),
            en_month_first: regex(&format!(r"\b({months}) (\d{{1,2}}), (\d{{4}})")),
            iso_date: regex(r"(\d{4})-(\d{2})-(\d{2})"),
            number: regex(r"\d+(?:[.,]\d+)*"),
        }
    }

    /// The dates and numbers in a text, each once.
    pub fn numbers(&self, text: &str, language: Language) -> BTreeSet<Number> {
        let mut found = BTreeSet::new();
        let mut text = text.to_owned();
        let patterns: &[(&Regex, Parts)] = match language {
            Language::Zh => &[(&self.zh_date, year_first), (&self.iso_date, year_first)],
            Language::En => &[
                (&self.en_month_first, month_first),
                (&self.en_day_first, day_first),
                (&self.iso_date, year_first),
            ],
        };
        for (pattern, parts) in patterns {
            text = take(pattern, &text, &mut found, |captures| date(parts(captures)));
        }
        if language == Language::Zh {
            self.take_words(&mut text, &mut found);
        }
        take(&self.number, &text, &mut found, |captures| {
            captures[0].replace(',', "")
        });
        found
    }

    fn take_words(&self, text: &mut String, found: &mut BTreeSet<Number>) {
        for words in self
            .number_words
            .iter()
            .filter(|words| text.contains(&words.zh))
        {
            let value = self
                .number
                .find(&words.en)
                .map(|digits| digits.as_str().replace(',', ""));
            found.extend(value.map(|value| Number {
                value,
                written: words.zh.clone(),
            }));
        }
        for words in self.number_words {
            *text = text.replace(&words.zh, " ");
        }
    }
}

/// Takes every match out of the text, so that a date's digits are not numbers as well.
fn take(
    pattern: &Regex,
    text: &str,
    found: &mut BTreeSet<Number>,
    value: impl Fn(&Captures<'_>) -> String,
) -> String {
    let rest = pattern.replace_all(text, |captures: &Captures<'_>| {
        found.insert(Number {
            value: value(captures),
            written: captures[0].to_owned(),
        });
        " "
    });
    rest.into_owned()
}

/// Year, month and day of a match; the day may be missing.
type Parts = fn(&Captures<'_>) -> [Option<String>; 3];

fn group(captures: &Captures<'_>, index: usize) -> Option<String> {
    captures.get(index).map(|found| found.as_str().to_owned())
}

fn month(captures: &Captures<'_>, index: usize) -> Option<String> {
    let name = captures.get(index)?.as_str();
    let position = MONTHS.iter().position(|month| *month == name)?;
    Some((position + 1).to_string())
}

fn year_first(captures: &Captures<'_>) -> [Option<String>; 3] {
    [group(captures, 1), group(captures, 2), group(captures, 3)]
}

fn month_first(captures: &Captures<'_>) -> [Option<String>; 3] {
    [group(captures, 3), month(captures, 1), group(captures, 2)]
}

fn day_first(captures: &Captures<'_>) -> [Option<String>; 3] {
    [group(captures, 3), month(captures, 2), group(captures, 1)]
}

/// A date as ISO 8601 writes it, without a day where there is none.
fn date(parts: [Option<String>; 3]) -> String {
    let parts: Vec<String> = parts
        .into_iter()
        .flatten()
        .map(|part| format!("{part:0>2}"))
        .collect();
    parts.join("-")
}

#[cfg(test)]
mod tests {
    use super::*;

    fn check(zh: &str, en: &str) {
        let words = [NumberWords {
            zh: "三级".into(),
            en: "Level 3".into(),
        }];
        let reader = Reader::new(&words);
        let values = |text, language| -> Vec<String> {
            reader
                .numbers(text, language)
                .into_iter()
                .map(|number| number.value)
                .collect()
        };
        assert_eq!(
            values(zh, Language::Zh),
            values(en, Language::En),
            "{zh} / {en}"
        );
    }

    #[test]
    fn the_same_date_is_the_same_in_either_writing() {
        check("2025 年 5 月 9 日", "9 May 2025");
        check("2025年5月9日", "May 9, 2025");
        check("2025-05-09", "9 May 2025");
        check("2025 年 5 月", "May 2025");
    }

    #[test]
    fn digits_count_and_chinese_counters_do_not() {
        check(
            "第 9 条，15 日，iOS 14.5，两类",
            "section 9, 15 days, iOS 14.5, two kinds",
        );
        check("1000 元，5.1.7", "1,000 yuan, 5.1.7.");
    }

    #[test]
    fn a_declared_number_word_counts_as_its_digits() {
        check("等级保护（三级）", "Protection (Level 3)");
    }
}
