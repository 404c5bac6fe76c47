//! Typographic folding: a text without what width, quotes, dashes and spacing make different.
//!
//! Two texts that fold alike differ in typography alone. What Unicode calls compatibility folding
//! (NFKC, UTS 30) goes further than notices bear, it makes ① a 1, and leaves quotes and dashes
//! apart; so the few characters are named here. Text goes in; a hash or a yes comes out.
//! Entry points: [`key`], [`fold_alike`], [`fold`].

use std::hash::Hasher;

use notice::text::han;
use rustc_hash::FxHasher;

/// A hash of a text, the same for texts that differ in typography or capitals alone.
pub(crate) fn key(text: &str) -> u64 {
    let mut hasher = FxHasher::default();
    for character in Folded::new(text) {
        lower(character, |character| hasher.write_u32(character as u32));
    }
    hasher.finish()
}

/// Whether two texts are the same, typography aside.
pub(crate) fn fold_alike(old: &str, new: &str) -> bool {
    Folded::new(old).eq(Folded::new(new))
}

/// One character as it folds: full width to half, all quotes to one, all dashes to one.
pub(crate) fn fold(character: char) -> char {
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

/// Invisible characters: zero-width spaces and joiners, soft hyphens, the byte order mark.
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
/// together without it; a space next to Chinese or punctuation is typography.
struct Folded<'a> {
    characters: std::str::Chars<'a>,
    /// The character behind a space that has just been given out.
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
                let character = fold(character);
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
        assert!(fold_alike("（一）依法登记", "(一)依法登记"));
        assert!(fold_alike("Mozilla's – “data”", "Mozilla’s - \"data\""));
        assert!(fold_alike("使用 Firefox 时", "使用Firefox时"));
    }

    #[test]
    fn a_space_between_two_words_is_no_typography() {
        assert!(!fold_alike("any time", "anytime"));
    }

    #[test]
    fn capitals_share_a_key_and_are_still_a_change() {
        assert_eq!(key("The Service"), key("the service"));
        assert!(!fold_alike("The Service", "the service"));
    }
}
