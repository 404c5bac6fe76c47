//! A folder of releases, checked, and made into the site that is served.
//!
//! Notices and the built app come in; findings, or pages with models, comparisons and the site
//! manifest, go out. Every file of a release is read by [`release_files`]. Entry points: [`check`],
//! [`freeze`], and [`site`] with [`app`] and [`compress`].

pub mod app;
pub mod check;
pub mod compress;
mod dpv;
pub mod freeze;
mod lists;
mod manifest;
mod model;
mod offline;
mod output;
pub mod release_files;
mod releases;
mod renewals;
pub mod site;
mod web_manifest;
