//! The page as a whole: what is mounted into it, and how another one takes its place.
//!
//! [`mount`] puts the app's parts into their places, [`navigate`] swaps pages, [`library`] fetches them
//! and keeps them for the visit. [`config`] is what a deployment sets, [`published`] what the site was
//! published with.

pub mod config;
pub mod library;
pub mod mount;
pub mod navigate;
pub mod published;
