//! What a line says by itself: its label, its dates, whether it reads like a heading.
//!
//! Each reader takes words and says what it recognises; what the line becomes is decided where
//! the lines around it are known (`outline`).

pub(crate) mod label;
pub(crate) mod heading_heuristics;
pub(crate) mod dates;
