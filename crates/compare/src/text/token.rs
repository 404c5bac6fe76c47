//! One word, and what it is worth to a reader.

use notice::text::han;

/// One word.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Token<'a> {
    /// The word as written.
    pub text: &'a str,
    /// The white space before it.
    pub space_before: &'a str,
    /// A number for it, alike for words that differ in typography or capitals alone.
    pub key: u64,
    /// What kind of word.
    pub kind: TokenKind,
}

/// What kind of word.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum TokenKind {
    /// A word in letters.
    Latin,
    /// A Chinese word.
    Han,
    /// A number, date, address or reference.
    Figure,
    /// A comma, a quote, a bracket.
    Punctuation,
    /// The end of a sentence or of a part of one.
    SentenceEnd,
}

impl Token<'_> {
    /// How much of the word a reader sees: a Chinese character counts as two letters, a mark as none.
    pub(crate) fn width(&self) -> usize {
        match self.kind {
            TokenKind::Punctuation | TokenKind::SentenceEnd => 0,
            TokenKind::Han => 2 * self.text.chars().count(),
            TokenKind::Latin | TokenKind::Figure => {
                let width = |character: char| match character {
                    _ if han::is_han(character) => 2,
                    _ if character.is_alphanumeric() => 1,
                    _ => 0,
                };
                self.text.chars().map(width).sum::<usize>().max(1)
            }
        }
    }

    /// How much it says that this word stands in both texts.
    pub(crate) fn match_score(&self) -> u32 {
        let letters = u32::try_from(self.width().min(9)).unwrap_or(9);
        match self.kind {
            TokenKind::Punctuation => 1,
            TokenKind::SentenceEnd => 5,
            TokenKind::Figure => 12,
            TokenKind::Han | TokenKind::Latin if letters <= 3 => letters + 1,
            TokenKind::Han | TokenKind::Latin => 2 * letters,
        }
    }
}
