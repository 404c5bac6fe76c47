//! Which tokens are figures: dates, amounts, references and addresses, none of which is ever cut.
//!
//! A text and a place in it go in; the length of the figure there comes out. What a figure looks
//! like is read by [`notice::text`]; here is what only the dictionary can tell, namely that a
//! figure in Chinese ends where a word ends. Entry points: [`figure`], [`han_figure`], [`latin`].

use notice::numerals::{self, is_numeral};
use notice::text::figures::{address, address_end, bracketed, fraction, number, reference, unit};
use notice::text::han::{self, is_han};
use notice::text::{dates, scan::Scan};

use crate::text::token::TokenKind;
use crate::text::word_segmentation;

/// The figure that starts at `at` with a letter, digit, bracket or currency symbol.
pub(crate) fn figure(text: &str, at: usize) -> Option<usize> {
    let rest = &text[at..];
    let first = rest.chars().next()?;
    let length = match first {
        'h' | 'H' | 'w' | 'W' => address(rest),
        'A'..='Z' => date(rest),
        '0'..='9' => date(rest).max(amount(text, at)),
        '$' | '€' | '£' | '¥' | '￥' => {
            let symbol = first.len_utf8();
            number(&rest[symbol..], &JOINTS).map(|length| symbol + length)
        }
        '(' | '（' if !follows_a_letter(text, at) => bracketed(rest),
        _ => None,
    };
    length.filter(|&length| length > 0)
}

/// What may be between the digits of one figure: `1,000.50`, `2025-12-17`, `10:30`, `24/7`.
const JOINTS: [char; 6] = ['.', ',', ':', '-', '/', '–'];

fn date(rest: &str) -> Option<usize> {
    dates::read(rest).map(|date| date.length)
}

/// The figure in Chinese numerals that starts at `at`, if it ends where a Chinese word ends.
pub(crate) fn han_figure(text: &str, at: usize) -> Option<usize> {
    let rest = &text[at..];
    let first = rest.chars().next()?;
    let length = match first {
        '第' => reference(rest),
        _ if is_numeral(first) => date(rest).or_else(|| fraction(rest)).or_else(|| {
            let count = numerals::leading(rest)?;
            unit(&rest[count..]).map(|unit| count + unit)
        }),
        _ => None,
    };
    length.filter(|&length| ends_with_a_word(text, at + length))
}

/// A word in letters, and whether it is an address.
pub(crate) fn latin(rest: &str) -> (usize, TokenKind) {
    let mut scan = Scan::new(rest);
    let mut kind = TokenKind::Latin;
    while let Some(character) = scan.peek() {
        if is_letter(character) {
            scan.advance();
        } else if is_joint(character) && scan.peek_second().is_some_and(is_letter) {
            if character == '@' {
                kind = TokenKind::Figure;
            }
            scan.advance();
        } else if character == '/' && rest[..scan.at()].contains('.') {
            return (address_end(rest), TokenKind::Figure);
        } else {
            break;
        }
    }
    // "U.S." and "e.g." end with their dot; "cookie(s)" with its bracket.
    if scan.peek() == Some('.') && is_initials(&rest[..scan.at()]) {
        scan.advance();
    }
    for plural in ["(s)", "(es)"] {
        scan.eat(plural);
    }
    (scan.at(), kind)
}

/// A character of a word in letters; Chinese is cut by its dictionary instead.
fn is_letter(character: char) -> bool {
    character.is_alphanumeric() && !is_han(character)
}

fn is_joint(character: char) -> bool {
    matches!(
        character,
        '\'' | '’' | '-' | '\u{2011}' | '_' | '.' | '&' | '@'
    )
}

fn is_initials(word: &str) -> bool {
    word.contains('.') && word.split('.').all(|part| part.chars().count() == 1)
}

/// `1,000.50`, `30GB`, `5%`, `3.1(b)`, `30天`.
fn amount(text: &str, at: usize) -> Option<usize> {
    let rest = &text[at..];
    let mut length = number(rest, &JOINTS)?;
    while let Some(point) = bracketed(&rest[length..]).filter(|_| rest[length..].starts_with('(')) {
        length += point;
    }
    let behind = &rest[length..];
    if behind.starts_with(['%', '‰', '％', '°']) {
        return Some(length + behind.chars().next().map_or(0, char::len_utf8));
    }
    if behind.starts_with(is_letter) {
        return Some(length + latin(behind).0);
    }
    let spaced = behind.strip_prefix(' ').unwrap_or(behind);
    let with_unit = unit(spaced)
        .map(|unit| rest.len() - spaced.len() + unit)
        .filter(|&end| ends_with_a_word(text, at + end));
    Some(with_unit.unwrap_or(length))
}

fn follows_a_letter(text: &str, at: usize) -> bool {
    let before = text[..at].chars().next_back();
    before.is_some_and(is_letter)
}

/// Whether a Chinese word ends at `at`; anything else ends there anyway.
fn ends_with_a_word(text: &str, at: usize) -> bool {
    let is_inside = text[at..].starts_with(is_han) && text[..at].ends_with(is_han);
    if !is_inside {
        return true;
    }
    let before = &text[..at];
    let start = before
        .char_indices()
        .rev()
        .find(|&(_, character)| !is_han(character))
        .map_or(0, |(index, character)| index + character.len_utf8());
    word_segmentation::word_ends(han::leading_han(&text[start..])).contains(&(at - start))
}
