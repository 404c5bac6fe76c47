//! The notice: what it is, how it is read, what its parts are called.
//!
//! Text goes in, a [`Notice`] and its [`Problem`]s come out ([`parse`]); nothing here
//! touches a file, a browser, a server or the network.
//! Everything downstream (pages, comparisons, controls) starts from these types.

pub mod model;
pub mod number;
pub mod catalogue;
pub mod settings;
pub mod change;
mod front;
mod parse;
pub mod release;

pub use model::{Block, Clause, ClauseId, Inline, Language, LinkTarget, Meta, Notice, Provenance, Stated, Step};
pub use number::Number;
pub use parse::{Problem, parse};
