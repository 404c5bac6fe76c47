//! The page as a whole: what is mounted into it, and how another one takes its place.
//!
//! [`mount`] puts the app's parts into their places, [`navigate`] swaps pages, [`reading_position`] is where a reader
//! is in them, [`page_cache`] fetches them and keeps them for the visit. [`product_name`] is what a deployment
//! sets, [`site_manifest`] what the site was published with.

pub mod mount;
pub mod navigate;
pub mod page_cache;
pub mod reading_position;
pub mod site_manifest;
pub mod product_name;
