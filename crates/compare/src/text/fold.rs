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
    for character in Folded::new(text) {
        lower(character, |character| hasher.write_u32(character as u32));
    }
    hasher.finish()
}

/// Whether two texts say the same in the same words, typography aside.
pub(crate) fn same_words(old: &str, new: &str) -> bool {
    Folded::new(old).eq(Folded::new(new))
}

/// One character as it folds: full width to half, all quotes to one, all dashes to one.
pub(crate) fn character(character: char) -> char {
    match character {
        '`' => '\'',
        // Most characters fold to themselves, and the comparison passes here for each.
        ..'\u{80}' | '\u{3400}'..='\u{9fff}' => character,
        '\u{ff01}'..='\u{ff5e}' => char::from_u32(character as u32 - 0xfee0).unwrap_or(character),
        '\u{2018}' | '\u{2019}' | '\u{201a}' | '\u{201b}' | '\u{2032}' | '\u{b4}' => '\'',
        '\u{201c}' | '\u{201d}' | '\u{201e}' | '\u{ab}' | '\u{bb}' => '"',
        '\u{300c}' | '\u{300d}' | '\u{300e}' | '\u{300f}' | '\u{2033}' => '"',
        '\u{2010}'..='\u{2015}' | '\u{2212}' => '-',
        '\u{ff61}' => '\u{3002}',
        '\u{b7}' | '\u{2022}' | '\u{30fb}' => '\u{b7}',
        _ => character,
    }
}

/// Invisible characters: zero-width spaces, joiners and the byte order mark.
pub(crate) fn is_invisible(character: char) -> bool {
    matches!(
        character,
        '\u{200b}'..='\u{200f}' | '\u{2060}' | '\u{feff}' | '\u{ad}'
    )
}

fn lower(character: char, mut each: impl FnMut(char)) {
    if character.is_ascii() {
        each(character.to_ascii_lowercase());
    } else if han::is_han(character) {
        each(character);
    } else {
        character.to_lowercase().for_each(each);
    }
}

/// The characters of a text as they fold. A space stays where it parts two words that would run
/// together without it; a space beside Chinese or a mark is typography.
struct Folded<'a> {
    characters: std::str::Chars<'a>,
    waiting: Option<char>,
    last: char,
}

impl<'a> Folded<'a> {
    fn new(text: &'a str) -> Folded<'a> {
        Folded {
            characters: text.chars(),
            waiting: None,
            last: ' ',
        }
    }
}

impl Iterator for Folded<'_> {
    type Item = char;

    fn next(&mut self) -> Option<char> {
        if let Some(character) = self.waiting.take() {
            self.last = character;
            return Some(character);
        }
        let mut parted = false;
        loop {
            let character = self.characters.next()?;
            if character.is_whitespace() {
                parted = true;
            } else if !is_invisible(character) {
                let character = self::character(character);
                if parted && runs_together(self.last) && runs_together(character) {
                    self.waiting = Some(character);
                    return Some(' ');
                }
                self.last = character;
                return Some(character);
            }
        }
    }
}

fn runs_together(character: char) -> bool {
    character.is_alphanumeric() && !han::is_han(character)
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
