//! Every page as HTML, made once when a release is published, and the parts that the app draws too.
//!
//! A `Site` comes in (releases, settings manifest, comparisons), `Page`s go out: complete,
//! readable without scripts, and marked with the places where the app mounts what a person
//! operates (`data-w`). Entry point: `render`. What page and app both draw is in [`components`] and
//! [`control`], and [`observed`] is what changes in it; the app has nothing else of this crate (feature
//! `pages`).

pub mod components;
pub mod control;
pub mod observed;

#[cfg(feature = "pages")]
mod archive;
#[cfg(feature = "pages")]
mod blocks;
#[cfg(feature = "pages")]
mod changes;
#[cfg(feature = "pages")]
mod changes_block;
#[cfg(feature = "pages")]
mod changes_cards;
#[cfg(feature = "pages")]
mod changes_index;
#[cfg(feature = "pages")]
mod changes_lists;
#[cfg(feature = "pages")]
mod changes_marks;
#[cfg(feature = "pages")]
mod changes_meaning;
#[cfg(feature = "pages")]
mod changes_provider;
#[cfg(feature = "pages")]
mod changes_steps;
#[cfg(feature = "pages")]
mod check_up;
#[cfg(feature = "pages")]
mod choice;
#[cfg(feature = "pages")]
mod choices;
#[cfg(feature = "pages")]
mod clause;
#[cfg(feature = "pages")]
mod data;
#[cfg(feature = "pages")]
mod fields;
#[cfg(feature = "pages")]
mod home;
#[cfg(feature = "pages")]
mod html;
#[cfg(feature = "pages")]
mod icons;
#[cfg(feature = "pages")]
mod links;
#[cfg(feature = "pages")]
mod map;
#[cfg(feature = "pages")]
mod notice_page;
#[cfg(feature = "pages")]
mod phone;
#[cfg(feature = "pages")]
mod render;
#[allow(dead_code, reason = "the views that use them follow")]
#[cfg(feature = "pages")]
mod rows;
#[cfg(feature = "pages")]
mod shell;
#[cfg(feature = "pages")]
pub mod site;
#[cfg(feature = "pages")]
mod unknown;
#[cfg(feature = "pages")]
mod walk;
#[cfg(feature = "pages")]
mod walk_steps;

#[cfg(feature = "pages")]
pub use choice::{guardian_statement_hash, wire_kind};
#[cfg(feature = "pages")]
pub use render::render;
#[cfg(feature = "pages")]
pub use shell::Template;
#[cfg(feature = "pages")]
pub use site::{Compared, Page, Site};
