//! What every page has in common: its address and the words of the interface.
//!
//! Shared by the native prerender (`crates/views`) and the app in the browser, so that both
//! agree on every link and every label. Entry points: [`Address`] and [`words`].

pub mod address;
pub mod date;
pub mod device;
pub mod ids;
pub mod marks;
pub mod words;

pub use address::{Address, View};
pub use notice::Language;
