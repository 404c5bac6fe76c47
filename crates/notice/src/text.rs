//! What is read in running text: its plain words, and the shapes that every reader has to know.
//!
//! Entry points: [`line()`], [`block`] and [`clause`] for the words without Markdown. Numbers,
//! dates and Chinese are read here for the comparison, the importer and the checks alike, so that
//! they agree on what a date is: [`han`], [`months`], [`dates`], [`figures`], all by one cursor
//! ([`scan`]), which reads [`numerals`](crate::numerals) too. [`emphasis`] lets stars mean beside
//! Chinese what they mean elsewhere, [`notes`] lets notes be text.

mod plain;
pub mod han;
pub mod months;
pub mod dates;
pub mod figures;
pub mod emphasis;
pub mod notes;
pub mod scan;

pub use plain::{block, blocks, clause, heading, inline, line};
