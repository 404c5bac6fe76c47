//! A cursor over a text that moves on as shapes are recognised.
//!
//! Entry point: [`Scan`]. Each step either moves over the whole of what it asks for or stays.

use super::months;
use crate::numerals;

/// A place in a text.
#[derive(Debug, Clone)]
pub struct Scan<'a> {
    text: &'a str,
    at: usize,
}

impl<'a> Scan<'a> {
    /// The start of a text.
    pub fn new(text: &'a str) -> Scan<'a> {
        Scan { text, at: 0 }
    }

    /// How many bytes are behind the cursor.
    pub fn at(&self) -> usize {
        self.at
    }

    /// The text in front of the cursor.
    pub fn rest(&self) -> &'a str {
        &self.text[self.at..]
    }

    /// The next character.
    pub fn peek(&self) -> Option<char> {
        self.rest().chars().next()
    }

    /// The character after the next.
    pub fn peek_second(&self) -> Option<char> {
        self.rest().chars().nth(1)
    }

    /// Moves over the next character.
    pub fn advance(&mut self) {
        self.at += self.peek().map_or(0, char::len_utf8);
    }

    /// Moves over so many bytes.
    pub fn advance_by(&mut self, length: usize) {
        self.at += length;
    }

    /// Moves over `expected` if it is next.
    pub fn eat(&mut self, expected: &str) -> bool {
        let is_next = self.rest().starts_with(expected);
        if is_next {
            self.at += expected.len();
        }
        is_next
    }

    /// Moves over any spaces and says whether there was one.
    pub fn spaces(&mut self) -> bool {
        let rest = self.rest().trim_start_matches([' ', '\u{a0}']);
        let length = self.rest().len() - rest.len();
        self.at += length;
        length > 0
    }

    /// Moves over one to `most` digits and gives them; stays where more follow.
    pub fn digits(&mut self, most: usize) -> Option<&'a str> {
        let count = leading_digits(self.rest());
        let digits = self.rest().get(..count)?;
        (1..=most)
            .contains(&count)
            .then(|| self.advance_by(count))?;
        Some(digits)
    }

    /// Moves over Chinese numerals and gives them.
    pub fn numerals(&mut self) -> Option<&'a str> {
        let length = numerals::leading(self.rest())?;
        let numerals = self.rest().get(..length)?;
        self.advance_by(length);
        Some(numerals)
    }

    /// Moves over the name of a month and gives its number. A short name may end in a dot.
    pub fn month(&mut self) -> Option<u32> {
        let rest = self.rest();
        let end = rest
            .find(|character: char| !character.is_alphabetic())
            .unwrap_or(rest.len());
        let month = months::number(&rest[..end])?;
        self.at += end;
        // The dot behind a whole name ends a sentence: "in June. 2 people".
        if end < months::NAMES[month as usize - 1].len() {
            self.eat(".");
        }
        Some(month)
    }
}

/// How many digits a text starts with.
pub(super) fn leading_digits(text: &str) -> usize {
    text.bytes().take_while(u8::is_ascii_digit).count()
}
