//! A reader of short shapes: digits, numerals, months, units, addresses.
//!
//! Text goes in, how far a shape reaches comes out. Entry points: [`Scan`], [`number`],
//! [`unit`], [`numerals`], [`address_end`].

use crate::text::segment;

/// A place in a text that moves on as shapes are recognised.
#[derive(Clone)]
pub(crate) struct Scan<'a> {
    text: &'a str,
    at: usize,
}

impl<'a> Scan<'a> {
    /// Stands at the start of a text.
    pub(crate) fn new(text: &'a str) -> Scan<'a> {
        Scan { text, at: 0 }
    }

    /// How far the reader has come.
    pub(crate) fn at(&self) -> usize {
        self.at
    }

    /// What is left.
    pub(crate) fn rest(&self) -> &'a str {
        &self.text[self.at..]
    }

    /// The next sign.
    pub(crate) fn next(&self) -> Option<char> {
        self.rest().chars().next()
    }

    /// The sign after the next.
    pub(crate) fn after(&self) -> Option<char> {
        self.rest().chars().nth(1)
    }

    /// Moves over the next sign.
    pub(crate) fn step(&mut self) {
        self.at += self.next().map_or(0, char::len_utf8);
    }

    /// Moves over so many bytes.
    pub(crate) fn jump(&mut self, length: usize) {
        self.at += length;
    }

    /// Moves over `what` if it stands here.
    pub(crate) fn skip(&mut self, what: &str) -> bool {
        let stands_here = self.rest().starts_with(what);
        if stands_here {
            self.at += what.len();
        }
        stands_here
    }

    /// Moves over one to `most` digits and says how many; none where more follow.
    pub(crate) fn digits(&mut self, most: usize) -> Option<usize> {
        let count = leading_digits(self.rest());
        if !(1..=most).contains(&count) {
            return None;
        }
        self.at += count;
        Some(count)
    }

    /// Moves over Chinese numerals.
    pub(crate) fn numerals(&mut self) -> Option<usize> {
        let length = numerals(self.rest())?;
        self.at += length;
        Some(length)
    }

    /// Moves over one space.
    pub(crate) fn blank(&mut self) -> Option<()> {
        (self.skip(" ") || self.skip("\u{a0}")).then_some(())
    }

    /// Moves over the name of a month.
    pub(crate) fn month(&mut self) -> Option<()> {
        let rest = self.rest();
        let end = rest
            .find(|sign: char| !sign.is_ascii_alphabetic())
            .unwrap_or(rest.len());
        let name = &rest[..end];
        let is_whole = MONTHS.contains(&name);
        let is_short = name.len() <= 4
            && name.len() >= 3
            && MONTHS.iter().any(|month| month.starts_with(name));
        if !(is_whole || is_short) {
            return None;
        }
        self.at += end;
        if is_short && !is_whole {
            self.skip(".");
        }
        Some(())
    }
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

/// Digits with what joins them: `1,000.50`, `1.24`, `2025-12-17`, `10:30`, `24/7`.
pub(crate) fn number(text: &str) -> Option<usize> {
    let mut length = leading_digits(text);
    if length == 0 {
        return None;
    }
    while let Some(more) = text[length..].strip_prefix(['.', ',', ':', '-', '/', '–']) {
        let digits = leading_digits(more);
        if digits == 0 {
            break;
        }
        length = text.len() - more.len() + digits;
    }
    Some(length)
}

/// The unit of an amount in Chinese, the longest that fits.
pub(crate) fn unit(text: &str) -> Option<usize> {
    const UNITS: [&str; 21] = [
        "个工作日",
        "个自然日",
        "个小时",
        "工作日",
        "自然日",
        "个月",
        "周岁",
        "小时",
        "分钟",
        "万元",
        "亿元",
        "美元",
        "年",
        "月",
        "日",
        "天",
        "周",
        "岁",
        "秒",
        "元",
        "倍",
    ];
    UNITS
        .iter()
        .find(|unit| text.starts_with(**unit))
        .map(|unit| unit.len())
}

/// The Chinese numerals at the start of a text.
pub(crate) fn numerals(text: &str) -> Option<usize> {
    let end = text.find(|sign| !is_numeral(sign)).unwrap_or(text.len());
    (end > 0).then_some(end)
}

/// Whether a sign is a numeral in Chinese.
pub(crate) fn is_numeral(sign: char) -> bool {
    "〇零一二三四五六七八九十百千万亿两".contains(sign)
}

/// A sign of a word in letters; Chinese is cut by its dictionary instead.
pub(crate) fn is_letter(sign: char) -> bool {
    sign.is_alphanumeric() && !segment::is_han(sign)
}

/// Where an address ends: before white space, Chinese or a mark that closes a sentence.
pub(crate) fn address_end(text: &str) -> usize {
    let is_outside = |sign: char| {
        sign.is_whitespace()
            || segment::is_han(sign)
            || "<>\"“”‘’（），。；、：！？）】」》|".contains(sign)
    };
    let end = text.find(is_outside).unwrap_or(text.len());
    let mut address = text[..end].trim_end_matches(['.', ',', ';', ':', '!', '?', '\'']);
    if !address.contains('(') {
        address = address.trim_end_matches(')');
    }
    address.len()
}

fn leading_digits(text: &str) -> usize {
    text.bytes().take_while(u8::is_ascii_digit).count()
}
