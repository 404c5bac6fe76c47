//! Colours on a terminal, and nowhere else: a pipe gets plain text. `NO_COLOR` and `CLICOLOR` are kept to.
//!
//! A colour repeats what the words and marks beside it say, so that nothing is lost without it.

use console::{StyledObject, style};

/// A place in a file, which a person looks for first.
pub fn place<T>(text: T) -> StyledObject<T> {
    style(text).cyan()
}

/// Words that are gone.
pub fn deleted<T>(text: T) -> StyledObject<T> {
    style(text).red()
}

/// Words that are new.
pub fn inserted<T>(text: T) -> StyledObject<T> {
    style(text).green()
}

/// What is wrong.
pub fn bad<T>(text: T) -> StyledObject<T> {
    style(text).red().bold()
}
