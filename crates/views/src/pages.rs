//! Every page of a site as HTML.
//!
//! A file for each view, and what several of them are made of: `rows`, `blocks`, `links`, `ways`, `fields`,
//! `choice`, `phone`, `icons`, and in words `phrases` and `stated`. [`shell`] is the frame around all of them, and
//! [`render`] makes them all.

mod archive;
mod blocks;
mod changes;
mod check_up;
mod choice;
mod choices;
mod clause;
mod data;
mod definitions;
mod fields;
mod home;
mod html;
mod icons;
mod links;
pub mod lists;
mod map;
mod notice_page;
mod phone;
mod phrases;
mod render;
mod rows;
mod search;
mod shell;
pub mod site;
mod stated;
mod structured;
mod template;
mod unknown;
mod walk;
mod walks;
mod ways;

pub use choice::{guardian_statement_hash, wire_kind};
pub use render::render;
pub use site::{Compared, Page, Site};
pub use template::Template;
