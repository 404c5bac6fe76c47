//! Folding: what a text is once width, quotes, dashes and spacing are set aside.
//!
//! Two texts that fold alike differ in typography alone. Text goes in; a key or a yes comes
//! out. Entry points: [`key`], [`same_words`].

use std::hash::Hasher;

use notice::text::han;
use rustc_hash::FxHasher;

/// A number for a text: alike for texts that differ only in typography or capitals.
pub(crate) fn key(text: &str) -> u64 {
    let mut hasher = FxHasher::default();
    for sign in Folded::new(text) {
        lower(sign, |sign| hasher.write_u32(sign as u32));
    }
    hasher.finish()
}

/// Whether two texts say the same in the same words, typography aside.
pub(crate) fn same_words(old: &str, new: &str) -> bool {
    Folded::new(old).eq(Folded::new(new))
}

/// One sign as it folds: full width to half, all quotes to one, all dashes to one.
pub(crate) fn sign(sign: char) -> char {
    match sign {
        '`' => '\'',
        // Most signs stand for themselves, and the comparison passes here for each.
        ..'\u{80}' | '\u{3400}'..='\u{9fff}' => sign,
        '\u{ff01}'..='\u{ff5e}' => char::from_u32(sign as u32 - 0xfee0).unwrap_or(sign),
        '\u{2018}' | '\u{2019}' | '\u{201a}' | '\u{201b}' | '\u{2032}' | '\u{b4}' => '\'',
        '\u{201c}' | '\u{201d}' | '\u{201e}' | '\u{ab}' | '\u{bb}' => '"',
        '\u{300c}' | '\u{300d}' | '\u{300e}' | '\u{300f}' | '\u{2033}' => '"',
        '\u{2010}'..='\u{2015}' | '\u{2212}' => '-',
        '\u{ff61}' => '\u{3002}',
        '\u{b7}' | '\u{2022}' | '\u{30fb}' => '\u{b7}',
        _ => sign,
    }
}

/// Signs that nobody sees: zero-width spaces, joiners and the byte order mark.
pub(crate) fn is_invisible(sign: char) -> bool {
    matches!(
        sign,
        '\u{200b}'..='\u{200f}' | '\u{2060}' | '\u{feff}' | '\u{ad}'
    )
}

fn lower(sign: char, mut each: impl FnMut(char)) {
    if sign.is_ascii() {
        each(sign.to_ascii_lowercase());
    } else if han::is_han(sign) {
        each(sign);
    } else {
        sign.to_lowercase().for_each(each);
    }
}

/// The signs of a text as they fold. A space stays where it parts two words that would run
/// together without it; a space beside Chinese or a mark is typography.
struct Folded<'a> {
    signs: std::str::Chars<'a>,
    waiting: Option<char>,
    last: char,
}

impl<'a> Folded<'a> {
    fn new(text: &'a str) -> Folded<'a> {
        Folded {
            signs: text.chars(),
            waiting: None,
            last: ' ',
        }
    }
}

impl Iterator for Folded<'_> {
    type Item = char;

    fn next(&mut self) -> Option<char> {
        if let Some(sign) = self.waiting.take() {
            self.last = sign;
            return Some(sign);
        }
        let mut parted = false;
        loop {
            let sign = self.signs.next()?;
            if sign.is_whitespace() {
                parted = true;
            } else if !is_invisible(sign) {
                let sign = self::sign(sign);
                if parted && runs_together(self.last) && runs_together(sign) {
                    self.waiting = Some(sign);
                    return Some(' ');
                }
                self.last = sign;
                return Some(sign);
            }
        }
    }
}

fn runs_together(sign: char) -> bool {
    sign.is_alphanumeric() && !han::is_han(sign)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn width_quotes_dashes_and_spacing_are_typography() {
        assert!(same_words("（一）依法登记", "(一)依法登记"));
        assert!(same_words("Mozilla's – “data”", "Mozilla’s - \"data\""));
        assert!(same_words("使用 Firefox 时", "使用Firefox时"));
    }

    #[test]
    fn a_space_between_two_words_is_no_typography() {
        assert!(!same_words("any time", "anytime"));
    }

    #[test]
    fn capitals_share_a_key_and_are_still_a_change() {
        assert_eq!(key("The Service"), key("the service"));
        assert!(!same_words("The Service", "the service"));
    }
}
