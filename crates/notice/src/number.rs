//! Clause numbers, which sort by value: 1.9 before 1.10.

use std::fmt;

use crate::numerals::{roman, roman_value};

/// The number in front of a heading: `1`, `1.24`, `5.1.10`, or a roman point such as `iv`.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Number {
    /// Digits joined by dots.
    Decimal(Vec<u32>),
    /// A roman point, by value.
    Roman(u32),
}

impl Number {
    /// Takes the number off the front of a heading: `1.24 Listen` is `1.24` and `Listen`.
    ///
    /// A single number counts only with a mark behind it (`1. Ads`, `1) Ads`, `1、`): `7 days`
    /// is a heading that starts with a word. A roman point is small and needs one as well.
    pub fn split(heading: &str) -> (Option<Number>, &str) {
        let heading = heading.trim();
        let found = decimal(heading)
            .or_else(|| roman_point(heading))
            .or_else(|| full_width(heading));
        match found {
            Some((number, rest)) => (Some(number), rest.trim_start()),
            None => (None, heading),
        }
    }

    /// How many parts a decimal number has; 0 for a roman point.
    pub fn parts(&self) -> usize {
        match self {
            Number::Decimal(parts) => parts.len(),
            Number::Roman(_) => 0,
        }
    }
}

impl fmt::Display for Number {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Number::Decimal(parts) => {
                let words: Vec<String> = parts.iter().map(u32::to_string).collect();
                f.write_str(&words.join("."))
            }
            Number::Roman(value) => f.write_str(&roman(*value)),
        }
    }
}

const MARKS_BEHIND: [char; 5] = ['.', ')', '）', '、', '．'];

fn decimal(heading: &str) -> Option<(Number, &str)> {
    let end = heading
        .find(|character: char| !character.is_ascii_digit() && character != '.')
        .unwrap_or(heading.len());
    let written = heading[..end].trim_end_matches('.');
    let parts: Option<Vec<u32>> = written.split('.').map(|part| part.parse().ok()).collect();
    let parts = parts?;
    let rest = &heading[written.len()..];
    let after = rest.strip_prefix(MARKS_BEHIND);
    let is_number = match parts.len() {
        1 => after.is_some_and(|after| !after.starts_with(MARKS_BEHIND)),
        2..=6 => after.is_some() || !rest.starts_with(is_part_of_a_word),
        _ => false,
    };
    is_number.then(|| (Number::Decimal(parts), after.unwrap_or(rest)))
}

/// `１．` and `１、`, as Chinese input methods write it; an ASCII number goes through [`decimal`].
fn full_width(heading: &str) -> Option<(Number, &str)> {
    let is_wide = |character: char| ('０'..='９').contains(&character);
    let end = heading.find(|character| !is_wide(character) && character != '．')?;
    let (written, rest) = heading.split_at(end);
    let digits: String = written.chars().map(ascii_digit).collect();
    let is_behind = rest.starts_with(MARKS_BEHIND) || written.ends_with('．');
    let parts: Option<Vec<u32>> = digits
        .trim_end_matches('.')
        .split('.')
        .map(|part| part.parse().ok())
        .collect();
    let parts = parts?;
    let after = rest.strip_prefix(MARKS_BEHIND).unwrap_or(rest);
    (is_behind || parts.len() > 1).then_some((Number::Decimal(parts), after))
}

fn ascii_digit(character: char) -> char {
    let digit = u32::from(character).wrapping_sub(u32::from('０'));
    match character {
        '．' => '.',
        _ => char::from_digit(digit, 10).unwrap_or(character),
    }
}

/// `2.5GB` and `1.5%` are amounts, `1.5适用范围` is a clause.
fn is_part_of_a_word(character: char) -> bool {
    character.is_ascii_alphabetic() || "%‰°-–,/:".contains(character)
}

fn roman_point(heading: &str) -> Option<(Number, &str)> {
    let end = heading.find(|character: char| !"ivxl".contains(character))?;
    let rest = heading[end..].strip_prefix(['.', ')', '）', '、'])?;
    let value = roman_value(&heading[..end])?;
    let stands_alone =
        rest.is_empty() || rest.starts_with(|character: char| !character.is_ascii_alphanumeric());
    stands_alone.then_some((Number::Roman(value), rest))
}
