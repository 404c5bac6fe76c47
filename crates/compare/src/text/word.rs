//! One word, and what it is worth to a reader.

use notice::text::han;

/// One word.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Word<'a> {
    /// The word as written.
    pub text: &'a str,
    /// The white space before it.
    pub gap: &'a str,
    /// A number for it, alike for words that differ in typography or capitals alone.
    pub key: u64,
    /// What kind of word.
    pub kind: Kind,
}

/// What kind of word.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Kind {
    /// A word in letters.
    Latin,
    /// A Chinese word.
    Han,
    /// A number, date, address or reference.
    Figure,
    /// A comma, a quote, a bracket.
    Mark,
    /// The end of a sentence or of a part of one.
    Stop,
}

impl Word<'_> {
    /// How much of the word a reader sees: a Chinese character counts as two letters, a mark as none.
    pub(crate) fn letters(&self) -> usize {
        match self.kind {
            Kind::Mark | Kind::Stop => 0,
            Kind::Han => 2 * self.text.chars().count(),
            Kind::Latin | Kind::Figure => {
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
    pub(crate) fn worth(&self) -> u32 {
        let letters = u32::try_from(self.letters().min(9)).unwrap_or(9);
        match self.kind {
            Kind::Mark => 1,
            Kind::Stop => 5,
            Kind::Figure => 12,
            Kind::Han | Kind::Latin if letters <= 3 => letters + 1,
            Kind::Han | Kind::Latin => 2 * letters,
        }
    }
}
