//! What is read in running text: its plain words, and the shapes that every reader has to know.
//!
//! Entry points: [`line()`], [`block`] and [`clause`] for the words without Markdown.

mod plain;

pub use plain::{block, blocks, clause, heading, inline, line};
