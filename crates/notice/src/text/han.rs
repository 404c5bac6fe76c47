//! Chinese characters, and what else is set without spaces.
//!
//! A character goes in, a yes or no comes out. Entry points: [`is_han`], [`is_unspaced`],
//! [`width`].

/// Whether this is a Chinese character.
///
/// The property Script=Han of Unicode, written as the ranges that texts use, because this is asked
/// for every character of a notice; with 々 and 〇, which count as characters.
pub fn is_han(character: char) -> bool {
    matches!(character,
        '\u{3400}'..='\u{4dbf}' | '\u{4e00}'..='\u{9fff}' | '\u{f900}'..='\u{faff}'
        | '\u{20000}'..='\u{323af}' | '\u{3005}' | '\u{3007}')
}

/// The Chinese characters at the start of a text.
pub fn leading_han(text: &str) -> &str {
    let end = text
        .find(|character| !is_han(character))
        .unwrap_or(text.len());
    &text[..end]
}

/// Whether lines that meet at this character are joined without a space: Han, kana and the
/// full-width marks between them. Hangul is as wide, but Korean parts its words by spaces.
pub fn is_unspaced(character: char) -> bool {
    matches!(character,
        '\u{2e80}'..='\u{9fff}' | '\u{f900}'..='\u{faff}' | '\u{fe30}'..='\u{fe4f}'
        | '\u{ff00}'..='\u{ffef}' | '\u{20000}'..='\u{3ffff}')
}

/// How wide a line is in columns: East Asian characters take two, all others one.
///
/// Curly quotes and dashes are narrow here, as a terminal draws them outside East Asia; a line of
/// English prose must not seem longer for its apostrophes.
pub fn width(text: &str) -> usize {
    const FIRST_WIDE: char = '\u{2e80}';
    let columns = |character| if character < FIRST_WIDE { 1 } else { 2 };
    text.chars().map(columns).sum()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn marks_and_kana_are_not_han() {
        assert!("隐𠀀々〇".chars().all(is_han));
        assert!(!"、。Ａaあ한".chars().any(is_han));
        assert_eq!(leading_han("隐私a策"), "隐私");
    }

    #[test]
    fn korean_is_wide_and_still_spaced() {
        assert!(is_unspaced('私') && is_unspaced('。') && is_unspaced('（'));
        assert!(!is_unspaced('한') && !is_unspaced('a') && !is_unspaced('”'));
        assert_eq!(width("한글"), 4);
    }

    #[test]
    fn curly_quotes_make_a_line_no_wider() {
        assert_eq!(width("you’re"), width("you're"));
        assert_eq!(width("隐私 2.0"), 8);
    }
}
