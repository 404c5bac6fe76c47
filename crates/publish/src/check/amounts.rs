//! Dates and numbers in a text, by their value.
//!
//! Digits count, and dates however they are written. Chinese words that stand for a number which the
//! English writes in digits (三级, Level 3) are declared in `terms.toml`; other Chinese numerals
//! and English number words do not count. Entry point: [`Reader`].

use std::cmp::Ordering;
use std::collections::BTreeSet;

use notice::Language;
use notice::text::{dates, figures};

use super::terms_file::NumberWords;

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

/// Finds dates and numbers.
pub struct Reader<'a> {
    number_words: &'a [NumberWords],
}

impl Reader<'_> {
    /// A reader that knows the declared Chinese number words.
    pub fn new(number_words: &[NumberWords]) -> Reader<'_> {
        Reader { number_words }
    }

    /// The dates and numbers in a text, each once.
    pub fn numbers(&self, text: &str, language: Language) -> BTreeSet<Number> {
        let mut found = BTreeSet::new();
        let mut rest = String::with_capacity(text.len());
        let mut from = 0;
        // What is found is taken out, so that a date's digits are not numbers as well.
        for (at, date) in dates::find(text) {
            found.insert(Number {
                value: date.iso(),
                written: text[at.clone()].to_owned(),
            });
            rest.push_str(&text[from..at.start]);
            rest.push(' ');
            from = at.end;
        }
        rest.push_str(&text[from..]);
        if language == Language::Zh {
            self.take_words(&mut rest, &mut found);
        }
        found.extend(digits(&rest));
        found
    }

    fn take_words(&self, text: &mut String, found: &mut BTreeSet<Number>) {
        for words in self
            .number_words
            .iter()
            .filter(|words| text.contains(&words.zh))
        {
            found.extend(digits(&words.en).next().map(|number| Number {
                written: words.zh.clone(),
                ..number
            }));
        }
        for words in self.number_words {
            *text = text.replace(&words.zh, " ");
        }
    }
}

/// The numbers in digits; a comma between thousands is no part of the value.
fn digits(text: &str) -> impl Iterator<Item = Number> {
    let mut rest = text;
    std::iter::from_fn(move || {
        rest = &rest[rest.find(|character: char| character.is_ascii_digit())?..];
        let (written, after) = rest.split_at(figures::number(rest, &['.', ','])?);
        rest = after;
        Some(Number {
            value: written.replace(',', ""),
            written: written.to_owned(),
        })
    })
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
        check("5 月 9 日", "9 May");
        check("二〇二五年五月九日", "9 May 2025");
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
