//! What pages and app have in common: addresses, the words of the interface, and the names that both
//! sides use.
//!
//! Shared by the views (`crates/views`), which are rendered natively, and the app in the browser, so
//! that both agree on every link, every label, every attribute ([`marks`]) and everything that is kept
//! on a device ([`keys`]). Entry points: [`Address`], [`words`] and [`marks`].

pub mod address;
pub mod date;
pub mod ids;
pub mod keys;
pub mod marks;
pub mod receipt;
pub mod words;

pub use address::{Address, View};
pub use notice::Language;
