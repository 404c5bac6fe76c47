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
mod pages;

#[cfg(feature = "pages")]
pub use pages::{
    Compared, Page, Site, Template, guardian_statement_hash, lists, render, site, wire_kind,
};
