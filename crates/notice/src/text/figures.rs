//! Figures: numbers, amounts, references and addresses, which nobody cuts in two.
//!
//! A text goes in, how many bytes the figure at its start takes comes out. The shapes are those of
//! notices and laws: `1,000.50`, `30天`, `3.1(b)`, 第十八条, （一）, 百分之五十.
//! Entry points: [`number`], [`unit`], [`bracketed`], [`reference`], [`fraction`], [`address`].

use super::han::is_han;
use super::scan::{Scan, leading_digits};

/// Digits, and more of them behind one of these joints: `1,000.50`, `1.24`, `10:30`.
pub fn number(text: &str, joints: &[char]) -> Option<usize> {
    let mut length = leading_digits(text);
    if length == 0 {
        return None;
    }
    while let Some(more) = text[length..].strip_prefix(joints) {
        let digits = leading_digits(more);
        if digits == 0 {
            break;
        }
        length = text.len() - more.len() + digits;
    }
    Some(length)
}

/// The unit of an amount in Chinese, the longest that fits.
pub fn unit(text: &str) -> Option<usize> {
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

/// `（一）`, `(b)`, `(iv)`, `(12)`.
pub fn bracketed(text: &str) -> Option<usize> {
    let mut scan = Scan::new(text);
    (scan.eat("(") || scan.eat("（")).then_some(())?;
    let start = scan.at();
    if scan.digits(2).is_none() && scan.numerals().is_none() {
        while scan.peek().is_some_and(|next| "ivxIVX".contains(next)) {
            scan.advance();
        }
        if scan.at() == start {
            scan.peek().filter(char::is_ascii_alphabetic)?;
            scan.advance();
        }
    }
    (scan.eat(")") || scan.eat("）")).then(|| scan.at())
}

/// `第十八条`, `第 18 条`, `第二十条之一`, `第（三）项`.
pub fn reference(text: &str) -> Option<usize> {
    const PARTS: [&str; 9] = ["部分", "条", "章", "节", "编", "款", "项", "目", "篇"];
    let mut scan = Scan::new(text);
    scan.eat("第").then_some(())?;
    scan.eat(" ");
    match bracketed(scan.rest()) {
        Some(length) => scan.advance_by(length),
        None => clause_number(&mut scan)?,
    }
    scan.eat(" ");
    PARTS.iter().any(|part| scan.eat(part)).then_some(())?;
    let mut inserted = scan.clone();
    if inserted.eat("之") && inserted.numerals().is_some() {
        return Some(inserted.at());
    }
    Some(scan.at())
}

/// Moves over the number of a clause, in digits or Chinese numerals.
pub fn clause_number(scan: &mut Scan<'_>) -> Option<()> {
    scan.digits(4).or_else(|| scan.numerals()).map(|_| ())
}

/// `百分之五十`, `三分之二`.
pub fn fraction(text: &str) -> Option<usize> {
    let mut scan = Scan::new(text);
    scan.numerals()?;
    scan.eat("分之").then_some(())?;
    scan.numerals()?;
    Some(scan.at())
}

/// A web address with its scheme, or one that starts with `www.`.
pub fn address(text: &str) -> Option<usize> {
    let starts = |with: &str| {
        text.get(..with.len())
            .is_some_and(|start| start.eq_ignore_ascii_case(with))
    };
    let is_address = starts("http://") || starts("https://") || starts("www.");
    is_address.then(|| address_end(text))
}

/// Where an address ends: before white space, Chinese or a mark that closes a sentence.
pub fn address_end(text: &str) -> usize {
    let is_outside = |character: char| {
        character.is_whitespace()
            || is_han(character)
            || "<>\"“”‘’（），。；、：！？）】」》|".contains(character)
    };
    let end = text.find(is_outside).unwrap_or(text.len());
    let mut address = text[..end].trim_end_matches(['.', ',', ';', ':', '!', '?', '\'']);
    if !address.contains('(') {
        address = address.trim_end_matches(')');
    }
    address.len()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn check(read: fn(&str) -> Option<usize>, text: &str, figure: &str) {
        assert_eq!(&text[..read(text).unwrap_or(0)], figure, "{text}");
    }

    #[test]
    fn a_number_goes_on_behind_the_signs_that_join_it() {
        assert_eq!(number("1,000.50.", &['.', ',']), Some("1,000.50".len()));
        assert_eq!(number("24/7", &['.']), Some(2));
        assert_eq!(number("a1", &[]), None);
    }

    #[test]
    fn references_reach_over_the_clause_that_was_put_in_later() {
        check(reference, "第二十条之一规定", "第二十条之一");
        check(reference, "第 18 条第二款", "第 18 条");
        check(reference, "第（三）项", "第（三）项");
        check(reference, "第三方", "");
    }

    #[test]
    fn units_fractions_and_brackets_are_whole() {
        check(unit, "个工作日内", "个工作日");
        check(fraction, "百分之五十以上", "百分之五十");
        check(bracketed, "(iv) or", "(iv)");
        check(bracketed, "（一）依法", "（一）");
        check(bracketed, "(see", "");
    }

    #[test]
    fn an_address_ends_before_what_closes_the_sentence() {
        check(
            address,
            "https://example.com/a?b=c), or",
            "https://example.com/a?b=c",
        );
        check(address, "www.example.com。", "www.example.com");
    }
}
