//! What counts as the same letter, and as the same word.
//!
//! Characters fold by width, case and script ([`Folds::fold`]). Words fold by British and American spelling
//! ([`canonical`]) and by their ending ([`stem_length`]): far simpler than Porter's stemmer (1980), since
//! both sides fold alike and two words that fall together by chance only add a result.

use notice::text::han;

/// Characters that are written for others: traditional ones, and 帐 for 账.
#[derive(Debug, Default)]
pub(crate) struct Folds(Vec<(char, char)>);

impl Folds {
    /// Reads pairs that stand one after the other, sorted by their first character.
    pub(crate) fn read(pairs: &str) -> Folds {
        let mut folds = Vec::new();
        let mut characters = pairs.chars();
        while let (Some(from), Some(to)) = (characters.next(), characters.next()) {
            folds.push((from, to));
        }
        Folds(folds)
    }

    /// One character as it folds: full width to half, capitals to small letters, all quotes and all dashes to
    /// one, a Chinese character to the one that the notice uses.
    pub(crate) fn fold(&self, character: char) -> char {
        match character {
            '\0'..='\u{7f}' => character.to_ascii_lowercase(),
            '\u{2018}' | '\u{2019}' | '\u{2032}' => '\'',
            '\u{2010}'..='\u{2015}' | '\u{2212}' => '-',
            '\u{ff01}'..='\u{ff5e}' => {
                let narrow = u32::from(character) - 0xfee0;
                char::from_u32(narrow).map_or(character, |narrow| narrow.to_ascii_lowercase())
            }
            _ => match self.0.binary_search_by(|pair| pair.0.cmp(&character)) {
                Ok(place) => self.0[place].1,
                Err(_) => character,
            },
        }
    }
}

/// Whether a folded character is part of a word that is set with spaces around: letters and digits of any
/// script but Chinese. By ranges, since the tables of Unicode weigh more than the whole search.
pub(crate) fn is_letter(character: char) -> bool {
    match character {
        '\0'..='\u{7f}' => character.is_ascii_alphanumeric(),
        '\u{80}'..='\u{bf}' | '\u{2000}'..='\u{2bff}' | '\u{3000}'..='\u{303f}' => false,
        '\u{fe00}'..='\u{ffef}' => false,
        _ => !han::is_han(character),
    }
}

/// A folded word with British and American spelling alike: `personalised` and `personalized`, `favour` and
/// `favor`, `licence` and `license`, `cancelled` and `canceled`.
pub(crate) fn canonical(word: &str) -> String {
    let mut made = String::new();
    let letters = word.as_bytes();
    let at = |place: usize| letters.get(place).copied().unwrap_or_default();
    for (place, letter) in word.char_indices() {
        let (before, after) = (at(place.wrapping_sub(1)), at(place + 1));
        made.push(match letter {
            's' => 'z',
            'c' if matches!(after, b'e' | b'i' | b'y') => 'z',
            'y' => 'i',
            'u' if before == b'o' && after == b'r' && letters.len() > 4 => continue,
            'l' if before == b'l' && letters.len() > 4 => continue,
            _ => letter,
        });
    }
    made
}

/// How much of a canonical word is left without its ending, in bytes.
pub(crate) fn stem_length(word: &str) -> usize {
    let mut letters = word.as_bytes();
    let is_plural = letters.len() > 2;
    if let Some(rest) = letters.strip_suffix(b"z").filter(|_| is_plural) {
        letters = rest;
    }
    if letters.ends_with(b"zation") {
        letters = letters.strip_suffix(b"ation").unwrap_or(letters);
    }
    for (ending, least) in [(&b"ion"[..], 3), (b"ing", 2), (b"ed", 2)] {
        match letters.strip_suffix(ending) {
            Some(rest) if rest.len() >= least => letters = rest,
            _ => {}
        }
    }
    while let [rest @ .., b'e' | b'z'] = letters
        && rest.len() > 1
    {
        letters = rest;
    }
    letters.len()
}

/// Whether one letter more, less, other, or two that changed places make one word the other.
pub(crate) fn is_one_off(one: &[u8], other: &[u8]) -> bool {
    let shared = |pairs: &mut dyn Iterator<Item = (&u8, &u8)>| {
        let mut count = 0;
        while pairs.next().is_some_and(|(one, other)| one == other) {
            count += 1;
        }
        count
    };
    let start = shared(&mut one.iter().zip(other));
    let (one, other) = (
        one.get(start..).unwrap_or_default(),
        other.get(start..).unwrap_or_default(),
    );
    let end = shared(&mut one.iter().rev().zip(other.iter().rev()));
    let (one, other) = (without(one, end), without(other, end));
    match (one, other) {
        ([] | [_], [] | [_]) => true,
        ([first, second], [other_first, other_second]) => {
            first == other_second && second == other_first
        }
        _ => false,
    }
}

/// Letters without so many at their end.
fn without(letters: &[u8], end: usize) -> &[u8] {
    letters.get(..letters.len() - end).unwrap_or_default()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn stem(word: &str) -> String {
        let word = canonical(word);
        word[..stem_length(&word)].to_string()
    }

    #[test]
    fn spelling_and_simple_endings_do_not_count() {
        for group in [
            &[
                "personalise",
                "personalised",
                "personalization",
                "personalisation",
            ][..],
            &["favourites", "favorites", "favorite"],
            &["authorise", "authorizations", "authorising"],
            &["copy", "copies", "copied", "copying"],
            &["ad", "ads"],
            &["delete", "deleted", "deletion", "deletes"],
            &["policy", "policies"],
            &["access", "accessed", "accesses"],
            &["use", "used", "using", "uses"],
            &["licence", "license"],
            &["cancelled", "canceled", "cancel"],
        ] {
            for word in group {
                assert_eq!(stem(word), stem(group[0]), "{word}");
            }
        }
    }

    #[test]
    fn words_of_their_own_stay_apart() {
        for (one, other) in [
            ("ad", "add"),
            ("notice", "not"),
            ("location", "local"),
            ("moments", "money"),
        ] {
            assert_ne!(stem(one), stem(other));
        }
    }

    #[test]
    fn one_slip_of_the_hand_is_one_off() {
        for slip in ["acount", "accountt", "accuont", "akcount", "account"] {
            assert!(is_one_off(slip.as_bytes(), b"account"), "{slip}");
        }
        for other in ["acont", "amount!", "", "accoutn!"] {
            assert!(!is_one_off(other.as_bytes(), b"account"), "{other}");
        }
    }

    #[test]
    fn width_case_and_script_do_not_count() {
        let folds = Folds::read("個个帐账廣广");
        let folded = |text: &str| {
            text.chars()
                .map(|character| folds.fold(character))
                .collect::<String>()
        };
        assert_eq!(folded("ＷｅＲｕｎ１８"), "werun18");
        assert_eq!(folded("children’s"), "children's");
        assert_eq!(folded("個人帐号，廣告"), "个人账号,广告");
    }
}
