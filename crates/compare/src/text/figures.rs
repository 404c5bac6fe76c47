//! Atoms: figures that are never cut, and words in letters.
//!
//! A text and a place in it go in; the length of the atom there comes out. The shapes are
//! those of notices and laws: addresses, dates, amounts with their unit, numbered references
//! such as `1.24`, `3.1(b)`, `第十八条`, `（一）`. Entry points: [`figure`], [`han_figure`],
//! [`latin`].

use crate::text::scan::{self, Scan};
use crate::text::segment;
use crate::text::word::Kind;

/// The figure that starts at `at` with a letter, digit, bracket or currency sign.
pub(crate) fn figure(text: &str, at: usize) -> Option<usize> {
    let rest = &text[at..];
    let first = rest.chars().next()?;
    let length = match first {
        'h' | 'H' | 'w' | 'W' => address(rest),
        'A'..='Z' => english_date(rest),
        '0'..='9' => day_month_year(rest)
            .or_else(|| chinese_date(rest))
            .or_else(|| amount(text, at)),
        '$' | '€' | '£' | '¥' | '￥' => {
            let sign = first.len_utf8();
            scan::number(&rest[sign..]).map(|length| sign + length)
        }
        '(' | '（' if !follows_a_letter(text, at) => bracketed(rest),
        _ => None,
    };
    length.filter(|&length| length > 0)
}

/// The figure in Chinese numerals that starts at `at`, if it ends where a Chinese word ends.
pub(crate) fn han_figure(text: &str, at: usize) -> Option<usize> {
    let rest = &text[at..];
    let first = rest.chars().next()?;
    let length = match first {
        '第' => reference(rest),
        _ if scan::is_numeral(first) => {
            chinese_date(rest).or_else(|| fraction(rest)).or_else(|| {
                let count = scan::numerals(rest)?;
                scan::unit(&rest[count..]).map(|unit| count + unit)
            })
        }
        _ => None,
    };
    length.filter(|&length| ends_with_a_word(text, at + length))
}

/// A word in letters, and whether it is an address.
pub(crate) fn latin(rest: &str) -> (usize, Kind) {
    let mut scan = Scan::new(rest);
    let mut kind = Kind::Latin;
    while let Some(sign) = scan.next() {
        if scan::is_letter(sign) {
            scan.step();
        } else if is_joint(sign) && scan.after().is_some_and(scan::is_letter) {
            if sign == '@' {
                kind = Kind::Figure;
            }
            scan.step();
        } else if sign == '/' && rest[..scan.at()].contains('.') {
            return (scan::address_end(rest), Kind::Figure);
        } else {
            break;
        }
    }
    // "U.S." and "e.g." end with their dot; "cookie(s)" with its bracket.
    if scan.next() == Some('.') && is_initials(&rest[..scan.at()]) {
        scan.step();
    }
    for plural in ["(s)", "(es)"] {
        scan.skip(plural);
    }
    (scan.at(), kind)
}

fn is_joint(sign: char) -> bool {
    matches!(sign, '\'' | '’' | '-' | '\u{2011}' | '_' | '.' | '&' | '@')
}

fn is_initials(word: &str) -> bool {
    word.contains('.') && word.split('.').all(|part| part.chars().count() == 1)
}

fn address(rest: &str) -> Option<usize> {
    let starts = |with: &str| {
        rest.get(..with.len())
            .is_some_and(|start| start.eq_ignore_ascii_case(with))
    };
    let is_address = starts("http://") || starts("https://") || starts("www.");
    is_address.then(|| scan::address_end(rest))
}

/// `June 2, 2025`, `June 2`, `June 2025`.
fn english_date(rest: &str) -> Option<usize> {
    let mut scan = Scan::new(rest);
    scan.month()?;
    scan.blank()?;
    let first = scan.digits(4)?;
    if first <= 2 {
        let mut year = scan.clone();
        year.skip(",");
        if year.blank().is_some() && year.digits(4) == Some(4) {
            return Some(year.at());
        }
    }
    (first != 3).then(|| scan.at())
}

/// `2 June 2025`, `2 June`.
fn day_month_year(rest: &str) -> Option<usize> {
    let mut scan = Scan::new(rest);
    scan.digits(2)?;
    scan.blank()?;
    scan.month()?;
    let mut year = scan.clone();
    if year.blank().is_some() && year.digits(4) == Some(4) {
        return Some(year.at());
    }
    Some(scan.at())
}

/// `2025年6月2日`, `6月2日`, `2019 年 3 月`, `二〇二五年六月二日`; two parts at least.
fn chinese_date(rest: &str) -> Option<usize> {
    let mut scan = Scan::new(rest);
    let mut parts = 0;
    for units in [&["年"][..], &["月"], &["日", "号"]] {
        let mut part = scan.clone();
        if parts > 0 {
            part.skip(" ");
        }
        if part.digits(4).or_else(|| part.numerals()).is_none() {
            continue;
        }
        part.skip(" ");
        if units.iter().any(|unit| part.skip(unit)) {
            scan = part;
            parts += 1;
        }
    }
    (parts >= 2).then(|| scan.at())
}

/// `1,000.50`, `30GB`, `5%`, `3.1(b)`, `30天`.
fn amount(text: &str, at: usize) -> Option<usize> {
    let rest = &text[at..];
    let mut length = scan::number(rest)?;
    while let Some(point) = bracketed(&rest[length..]).filter(|_| rest[length..].starts_with('(')) {
        length += point;
    }
    let behind = &rest[length..];
    if behind.starts_with(['%', '‰', '％', '°']) {
        return Some(length + behind.chars().next().map_or(0, char::len_utf8));
    }
    if behind.starts_with(scan::is_letter) && !behind.starts_with(segment::is_han) {
        return Some(length + latin(behind).0);
    }
    let spaced = behind.strip_prefix(' ').unwrap_or(behind);
    let with_unit = scan::unit(spaced)
        .map(|unit| rest.len() - spaced.len() + unit)
        .filter(|&end| ends_with_a_word(text, at + end));
    Some(with_unit.unwrap_or(length))
}

/// `第十八条`, `第 18 条`, `第二十条之一`, `第（三）项`.
fn reference(rest: &str) -> Option<usize> {
    let mut scan = Scan::new(rest);
    scan.step();
    scan.skip(" ");
    match bracketed(scan.rest()) {
        Some(length) => scan.jump(length),
        None => {
            scan.digits(4).or_else(|| scan.numerals())?;
        }
    }
    scan.skip(" ");
    const PARTS: [&str; 9] = ["部分", "条", "章", "节", "编", "款", "项", "目", "篇"];
    PARTS.iter().any(|part| scan.skip(part)).then_some(())?;
    let mut more = scan.clone();
    if more.skip("之") && more.numerals().is_some() {
        return Some(more.at());
    }
    Some(scan.at())
}

/// `百分之五十`, `三分之二`.
fn fraction(rest: &str) -> Option<usize> {
    let mut scan = Scan::new(rest);
    scan.numerals()?;
    scan.skip("分之").then_some(())?;
    scan.numerals()?;
    Some(scan.at())
}

/// `（一）`, `(b)`, `(iv)`, `(12)`.
pub(crate) fn bracketed(rest: &str) -> Option<usize> {
    let mut scan = Scan::new(rest);
    (scan.skip("(") || scan.skip("（")).then_some(())?;
    let start = scan.at();
    if scan.digits(2).is_none() && scan.numerals().is_none() {
        while scan.next().is_some_and(|sign| "ivxIVX".contains(sign)) {
            scan.step();
        }
        if scan.at() == start {
            scan.next().filter(char::is_ascii_alphabetic)?;
            scan.step();
        }
    }
    (scan.skip(")") || scan.skip("）")).then(|| scan.at())
}

fn follows_a_letter(text: &str, at: usize) -> bool {
    let before = text[..at].chars().next_back();
    before.is_some_and(|sign| sign.is_alphanumeric() && !segment::is_han(sign))
}

/// Whether a Chinese word ends at `at`; anything else ends there anyway.
fn ends_with_a_word(text: &str, at: usize) -> bool {
    let is_inside =
        text[at..].starts_with(segment::is_han) && text[..at].ends_with(segment::is_han);
    if !is_inside {
        return true;
    }
    let before = &text[..at];
    let start = before
        .char_indices()
        .rev()
        .find(|&(_, sign)| !segment::is_han(sign))
        .map_or(0, |(index, sign)| index + sign.len_utf8());
    segment::ends(segment::run_of_han(&text[start..])).contains(&(at - start))
}
