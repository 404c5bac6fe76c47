//! One token of a text: the least that a redline strikes or adds.

use notice::text::han;

/// A word, a figure, or a punctuation mark.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Token<'a> {
    /// The token as written.
    pub text: &'a str,
    /// The white space before it.
    pub space_before: &'a str,
    /// A hash of it, the same for tokens that differ in typography or capitals alone.
    pub key: u64,
    /// What kind of token.
    pub kind: TokenKind,
}

/// What kind of token.
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
    /// The end of a sentence, or of a part of one: a full stop, a semicolon.
    SentenceEnd,
}

impl Token<'_> {
    /// How much of a line the token takes: its letters, a Chinese character as two, punctuation
    /// as none. What a reader sees of an edit, rather than how many tokens it has.
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
                // `½` has neither letter nor digit and can still be seen.
                self.text.chars().map(width).sum::<usize>().max(1)
            }
        }
    }

    /// What an alignment gains by keeping this token: how much it says that it is in both texts.
    ///
    /// A long word says more than a short one, and a figure as much as a word of six letters. A
    /// comma says nearly nothing; the end of a sentence keeps two sentences apart.
    pub(crate) fn match_score(&self) -> u32 {
        let width = u32::try_from(self.width().min(WIDEST)).unwrap_or(u32::MAX);
        match self.kind {
            TokenKind::Punctuation => PUNCTUATION,
            TokenKind::SentenceEnd => SENTENCE_END,
            TokenKind::Figure => FIGURE,
            TokenKind::Han | TokenKind::Latin if width <= SHORT_WORD => width + 1,
            TokenKind::Han | TokenKind::Latin => 2 * width,
        }
    }
}

/// Beyond this width a word says no more for being longer. The cases `en-order`, `zh-list-shift` and
/// `zh-word-share-tail` need words to be told apart at all; from 4 up all cases pass.
const WIDEST: usize = 9;

/// Words this short are mostly function words (`the`, `of`, `的`) and score less by the letter.
/// No case depends on it.
const SHORT_WORD: u32 = 3;

/// What keeping a comma, a quote or a bracket scores. At nothing the case `n-zh-bei-turned` fails.
const PUNCTUATION: u32 = 1;

/// What keeping the end of a sentence scores. No case depends on it.
const SENTENCE_END: u32 = 5;

/// What keeping a figure scores. No case depends on it.
const FIGURE: u32 = 12;
