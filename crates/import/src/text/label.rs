//! Labels: the number, letter or bullet at the start of a line.
//!
//! Only the form is read here; whether a label opens a clause or an item is decided where
//! the lines around it are known. Entry point: [`Label::read`].

use std::sync::LazyLock;

use notice::numerals;
use regex::Regex;

/// A label and the words after it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Label<'a> {
    pub style: Style,
    /// Its value: several for `5.1.10`, one for the others, none for a bullet.
    pub value: Vec<u32>,
    /// As it is written, with its punctuation.
    pub written: &'a str,
    /// What follows, without the space between.
    pub rest: &'a str,
}

/// The ways in which providers count.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub(crate) enum Style {
    /// 第一章, Chapter 1.
    Chapter,
    /// 第一节.
    Part,
    /// 第一条, Article 1, Section 1.
    Article,
    /// 一、
    HanComma,
    /// （一）
    HanParen,
    /// 5.1, 5.1.10
    Decimal,
    /// 1. and 1、
    Number,
    /// I.
    UpperRoman,
    /// A.
    UpperLetter,
    /// i.
    Roman,
    /// a)
    Letter,
    /// 1), (1), ①
    Point,
    /// •
    Bullet,
}

/// Forms in the order in which they are tried, the narrower before the wider (`I.` is a roman number
/// before it is a letter); the first group is the value.
static FORMS: LazyLock<Vec<(Style, Regex)>> = LazyLock::new(|| {
    let form =
        |style, pattern: String| (style, Regex::new(&pattern).expect("the pattern is fixed"));
    let han = numerals::OF_CLAUSES;
    let number = format!("[{han}0-9]{{1,9}}");
    vec![
        form(Style::Chapter, format!(r"^第\s*({number})\s*[章编篇](?:[\s:：、]|$)")),
        form(Style::Part, format!(r"^第\s*({number})\s*节(?:[\s:：、]|$)")),
        form(Style::Article, format!(r"^第\s*({number})\s*条(?:之[{han}])?")),
        form(Style::Chapter, r"^(?:Chapter|CHAPTER|Part|PART)\s+(\d{1,3}|[IVX]{1,6})\b\s*[.:)–—-]?".into()),
        form(Style::Article, r"^(?:Section|SECTION|Article|ARTICLE|Clause|CLAUSE)\s+(\d{1,3}|[IVX]{1,6})\b\s*[.:)–—-]?".into()),
        form(Style::HanComma, format!("^([{han}]{{1,5}})[、．.]")),
        form(Style::HanParen, format!("^[（(]([{han}]{{1,5}})[）)]")),
        form(Style::Decimal, r"^(\d{1,3}(?:[.．]\d{1,3}){1,4})(?:[.．](?:\D|$)|[、:：)]|\s|$|[^\d.．%/,\p{L}-]|\p{Han})".into()),
        form(Style::Point, r"^(\d{1,3})\s?[)）]".into()),
        form(Style::Point, r"^[(（](\d{1,3})[)）]".into()),
        form(Style::Number, r"^(\d{1,3})[.．、](?:\s|$|[^\d\s])".into()),
        form(Style::UpperRoman, r"^([IVX]{1,6})[.、](?:\s|$)".into()),
        form(Style::UpperLetter, r"^([A-Z])[.、](?:\s|$)".into()),
        form(Style::Roman, r"^([ivxl]{1,7})[.)）](?:\s|$)".into()),
        form(Style::Roman, r"^[(（]([ivxl]{1,7})[)）]".into()),
        form(Style::Letter, r"^([A-Za-z])[.)）](?:\s|$)".into()),
        form(Style::Letter, r"^[(（]([A-Za-z])[)）]".into()),
        form(Style::Point, "^([①-⑳])".into()),
        form(Style::Bullet, r"^()(?:[•·●▪■◆○◦‣⁃]\s*|[-–—*]\s+)".into()),
    ]
});

static BARE: LazyLock<Regex> =
    LazyLock::new(|| Regex::new(r"^(\d{1,2})\s+[\p{Lu}\p{Han}]").expect("the pattern is fixed"));

impl Label<'_> {
    /// Reads the label at the start of a line.
    pub(crate) fn read(line: &str) -> Option<Label<'_>> {
        FORMS.iter().find_map(|(style, form)| {
            let found = form.captures(line)?;
            let end = written_end(*style, found.get(0)?.end(), found.get(1)?.end(), line);
            let value = values(*style, &found[1])?;
            let (written, rest) = line.split_at(end);
            Some(Label {
                style: *style,
                value,
                written: written.trim_end(),
                rest: rest.trim_start(),
            })
        })
    }

    /// Reads a number without punctuation behind it, as in `2 What we hold`.
    pub(crate) fn read_bare(line: &str) -> Option<Label<'_>> {
        let found = BARE.captures(line)?;
        let (written, rest) = line.split_at(found.get(1)?.end());
        Some(Label {
            style: Style::Number,
            value: vec![written.parse().ok()?],
            written,
            rest: rest.trim_start(),
        })
    }

    /// The last number: 10 of `5.1.10`.
    pub(crate) fn last(&self) -> u32 {
        self.value.last().copied().unwrap_or(0)
    }
}

/// Where the label itself ends: some forms look one character ahead.
fn written_end(style: Style, matched: usize, value: usize, line: &str) -> usize {
    match style {
        Style::Decimal | Style::Number | Style::Chapter | Style::Part => {
            let first = line[value..].chars().next();
            let unit = first
                .filter(|character| "章编篇节".contains(*character) || character.is_whitespace());
            if matches!(style, Style::Chapter | Style::Part) && unit.is_some() {
                let unit = line[value..].find(['章', '编', '篇', '节']);
                return unit.map_or(matched, |at| value + at + '章'.len_utf8());
            }
            if matches!(style, Style::Chapter | Style::Part) {
                return matched;
            }
            let character = first.filter(|character| ".．、:：)".contains(*character));
            value + character.map_or(0, char::len_utf8)
        }
        _ => matched,
    }
}

fn values(style: Style, written: &str) -> Option<Vec<u32>> {
    let written: &str = &written.chars().map(ascii).collect::<String>();
    let one = |value: Option<u32>| value.map(|value| vec![value]);
    match style {
        Style::Bullet => Some(Vec::new()),
        Style::Decimal => written
            .split(['.', '．'])
            .map(|part| part.parse().ok())
            .collect(),
        Style::Roman => one(numerals::roman_value(written)),
        Style::Letter | Style::UpperLetter => one(written
            .chars()
            .next()
            .map(|character| character.to_ascii_lowercase() as u32 - 96)),
        _ => one(numerals::value(written)
            .or_else(|| numerals::roman_value(&written.to_lowercase()))
            .or_else(|| circled(written))),
    }
}

/// A digit of an input method for Chinese as one of ASCII.
fn ascii(character: char) -> char {
    let digit = u32::from(character).wrapping_sub(u32::from('０'));
    char::from_digit(digit, 10).unwrap_or(character)
}

fn circled(written: &str) -> Option<u32> {
    let character = written.chars().next()?;
    ('①'..='⑳')
        .position(|known| known == character)
        .and_then(|at| u32::try_from(at + 1).ok())
}
