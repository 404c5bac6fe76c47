//! The notice: what it is, how it is read, what its parts are called.
//!
//! Text goes in, a [`Notice`] and its [`Problem`]s come out ([`parse`]); nothing here
//! touches a file, a browser, a server or the network.
//! Everything downstream (pages, comparisons, controls) starts from these types.

pub mod catalogue;
pub mod change;
pub mod edition;
mod front;
pub mod inventory;
pub mod model;
pub mod number;
pub mod numerals;
mod parse;
mod problem;
pub mod release;
pub mod settings;
pub mod text;
mod unlink;
mod unreadable;

pub use catalogue::{Catalogue, Names, Said};
pub use edition::Edition;
pub use front::is_name;
pub use model::{
    Block, Clause, ClauseId, Inline, Label, Language, LinkTarget, Meta, Notice, Provenance, Stated,
    Step, TermEntry,
};
pub use number::Number;
pub use parse::parse;
pub use problem::Problem;
pub use release::Release;
pub use settings::Settings;
pub use unreadable::Unreadable;
