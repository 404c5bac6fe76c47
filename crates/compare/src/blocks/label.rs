//! The number or label in front of a block: `1.24`, `（一）`, `第十八条`, `Article 5`, `b)`.
//!
//! A line of text goes in, label and rest come out. A label that moves on because a clause
//! was added before it is no change of words, so it is set aside here.
//! Entry point: [`split`].

use notice::numerals;
use notice::text::figures::{self, bracketed};
use notice::text::han;
use notice::text::scan::Scan;

/// A line as its label and what follows; no label where the line would be empty without it.
pub(crate) fn split(line: &str) -> (Option<&str>, &str) {
    let found = article(line)
        .or_else(|| named(line))
        .or_else(|| in_brackets(line))
        .or_else(|| counted(line))
        .or_else(|| decimal(line))
        .or_else(|| letter(line));
    match found {
        Some((label, rest)) if !rest.trim_start().is_empty() => {
            (Some(label.trim_end_matches(BEHIND)), rest.trim_start())
        }
        _ => (None, line),
    }
}

/// What closes a label.
const BEHIND: [char; 6] = ['.', '．', '、', ':', '：', ' '];

/// `第十八条 `, `第一章　`, `第三部分：`.
fn article(line: &str) -> Option<(&str, &str)> {
    let rest = line.strip_prefix('第')?;
    let mut scan = Scan::new(rest);
    scan.eat(" ");
    figures::clause_number(&mut scan)?;
    scan.eat(" ");
    let is_part = ["部分", "条", "章", "节", "编", "篇"]
        .iter()
        .any(|part| scan.eat(part));
    if is_part && scan.eat("之") {
        scan.numerals()?;
    }
    let (label, rest) = line.split_at(line.len() - scan.rest().len());
    let is_parted = rest.is_empty()
        || rest.starts_with(|character: char| {
            character.is_whitespace() || BEHIND.contains(&character)
        });
    (is_part && is_parted).then(|| (label, rest.trim_start_matches(BEHIND)))
}

/// `Article 5 Rights`, `Section 2.1: Use`, `Annex A.`; `Section 5 of the Act` is prose.
fn named(line: &str) -> Option<(&str, &str)> {
    const NAMES: [&str; 9] = [
        "Article", "Section", "Clause", "Chapter", "Part", "Annex", "Appendix", "Schedule", "Rule",
    ];
    let (name, rest) = line.split_once(' ')?;
    NAMES
        .iter()
        .any(|known| known.eq_ignore_ascii_case(name))
        .then_some(())?;
    let end = rest
        .find(|character: char| {
            !(character.is_ascii_alphanumeric() || character == '.' || character == '-')
        })
        .unwrap_or(rest.len());
    let number = rest[..end].trim_end_matches(['.', '-']);
    let is_number = number.starts_with(|character: char| character.is_ascii_digit())
        || (!number.is_empty() && number.chars().all(|character| "IVXLC".contains(character)))
        || number.len() == 1
            && number.starts_with(|character: char| character.is_ascii_uppercase());
    let (label, rest) = line.split_at(name.len() + 1 + number.len());
    let is_parted = rest.trim_start().starts_with(['.', ':', '–', '—', '-'])
        || rest.starts_with(' ')
            && !rest
                .trim_start()
                .starts_with(|character: char| character.is_lowercase());
    let after = rest.trim_start_matches(['.', ':', ' ', '–', '—', '-']);
    (is_number && is_parted).then_some((label, after))
}

/// `（一）`, `(b)`, `(iv)`, and `1)`, `b）`.
fn in_brackets(line: &str) -> Option<(&str, &str)> {
    if let Some(length) = bracketed(line) {
        return Some(line.split_at(length));
    }
    let end = line.find([')', '）']).filter(|&end| end <= 4)?;
    let inner = &line[..end];
    let is_number = inner.bytes().all(|byte| byte.is_ascii_digit());
    let is_roman = inner.bytes().all(|byte| b"ivx".contains(&byte));
    let is_letter = inner.len() == 1 && inner.bytes().all(|byte| byte.is_ascii_alphabetic());
    let close = line[end..].chars().next().map_or(0, char::len_utf8);
    (end > 0 && (is_number || is_roman || is_letter)).then(|| line.split_at(end + close))
}

/// `一、`, `十二．`, `①`.
fn counted(line: &str) -> Option<(&str, &str)> {
    let first = line.chars().next()?;
    if ('\u{2460}'..='\u{2473}').contains(&first) {
        return Some(line.split_at(first.len_utf8()));
    }
    let length = numerals::leading(line)?;
    let rest = line[length..].strip_prefix(['、', '．', '.'])?;
    Some((&line[..length], rest))
}

/// `1. `, `1、`, `1.24 `, `3.1.2适用`, `§ 5`; `1.5 million` is prose.
fn decimal(line: &str) -> Option<(&str, &str)> {
    let digits = line.trim_start_matches(['§', ' ']);
    let offset = line.len() - digits.len();
    let end = digits
        .find(|character: char| !character.is_ascii_digit() && character != '.')
        .unwrap_or(digits.len());
    let number = digits[..end].trim_end_matches('.');
    let parts = number.split('.').count();
    let is_number = !number.is_empty()
        && number.len() <= 12
        && number.split('.').all(|part| (1..=3).contains(&part.len()));
    let (label, rest) = line.split_at(offset + number.len());
    let behind = rest.strip_prefix(['.', '、', '．']);
    let after = behind.unwrap_or(rest);
    let is_parted = after.starts_with(char::is_whitespace)
        || after.starts_with(han::is_han) && (behind.is_some() || parts > 1)
        || rest.starts_with(['、', '．']);
    let is_label = match parts {
        1 => behind.is_some() || offset > 0,
        _ => !is_amount(after.trim_start()),
    };
    (is_number && is_parted && is_label).then_some((label, after))
}

/// `a. `, `B. `, `iv. `.
fn letter(line: &str) -> Option<(&str, &str)> {
    let (label, rest) = line
        .split_once(". ")
        .filter(|(label, _)| label.len() <= 4)?;
    let is_letter = label.len() == 1 && label.bytes().all(|byte| byte.is_ascii_alphabetic());
    let is_roman = !label.is_empty() && {
        let all = |characters: &str| {
            label
                .chars()
                .all(|character| characters.contains(character))
        };
        all("ivx") || all("IVX")
    };
    (is_letter || is_roman).then_some((label, rest))
}

/// Whether a number is how much of something: `1.5 million` opens a sentence.
fn is_amount(rest: &str) -> bool {
    const UNITS: [&str; 14] = [
        "million", "billion", "thousand", "percent", "per", "times", "seconds", "minutes", "hours",
        "days", "weeks", "months", "years", "inches",
    ];
    let word = rest
        .split(|character: char| !character.is_ascii_alphabetic())
        .next()
        .unwrap_or_default();
    UNITS.contains(&word) || figures::unit(rest).is_some()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn check(line: &str, label: &str, rest: &str) {
        let label = (!label.is_empty()).then_some(label);
        assert_eq!(split(line), (label, rest), "{line}");
    }

    #[test]
    fn numbers_in_front_are_labels() {
        check("1. Ads", "1", "Ads");
        check("1.24 Listen", "1.24", "Listen");
        check("3.1.2适用范围", "3.1.2", "适用范围");
        check("1、范围", "1", "范围");
        check("§ 5 Scope", "§ 5", "Scope");
        check("b) Your name", "b)", "Your name");
        check("(iv) Your name", "(iv)", "Your name");
        check("A. Scope", "A", "Scope");
    }

    #[test]
    fn chinese_labels_are_labels() {
        check("第十八条 公司职工", "第十八条", "公司职工");
        check("第一章　总则", "第一章", "总则");
        check("（一）依法登记", "（一）", "依法登记");
        check("十二、其他", "十二", "其他");
        check("①姓名", "①", "姓名");
    }

    #[test]
    fn named_parts_are_labels() {
        check("Article 5 Rights", "Article 5", "Rights");
        check("Section 2.1: Use", "Section 2.1", "Use");
        check("Annex A. Partners", "Annex A", "Partners");
    }

    #[test]
    fn prose_that_starts_with_a_number_has_no_label() {
        check("1.5 million people", "", "1.5 million people");
        check("2025年起", "", "2025年起");
        check(
            "Section 5 of the Act applies",
            "",
            "Section 5 of the Act applies",
        );
        check("第十八条规定的情形", "", "第十八条规定的情形");
        check("30 days", "", "30 days");
        check("A person may", "", "A person may");
        check("一些情况", "", "一些情况");
    }

    #[test]
    fn a_line_that_is_only_a_number_keeps_it() {
        check("1.24", "", "1.24");
        check("第一条", "", "第一条");
    }
}
