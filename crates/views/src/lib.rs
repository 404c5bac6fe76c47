//! Every page as HTML, made once when a release is published.
//!
//! A [`Site`] comes in (releases, settings manifest, comparisons), [`Page`]s go out: complete,
//! readable without scripts, and marked with the places where the app mounts what a person
//! operates (`data-w`). Entry point: [`render`].

mod archive;
mod blocks;
mod changes;
mod changes_block;
mod changes_cards;
mod changes_index;
mod changes_lists;
mod changes_marks;
mod changes_meaning;
mod changes_provider;
mod changes_steps;
mod check_up;
mod choice;
mod choices;
mod clause;
mod data;
mod fields;
mod home;
mod html;
mod icons;
mod links;
mod map;
mod notice_page;
mod phone;
mod render;
#[allow(dead_code, reason = "the views that use them follow")]
mod rows;
mod shell;
pub mod site;
mod unknown;
mod walk;
mod walk_steps;

pub use choice::{guardian_statement_hash, wire_kind};
pub use render::render;
pub use shell::Template;
pub use site::{Compared, Page, Site};
