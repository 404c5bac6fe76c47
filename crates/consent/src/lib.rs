//! The consent contract: what the page and the consent API say to each other.
//!
//! Both ends are built from these types, so that neither can drift.
//! Entry points: [`wire`] for the messages, [`json`] for how the browser reads them, `manifest` for what a site was published with,
//! `chain` and `jws` for what makes a record and a receipt checkable.

#[cfg(feature = "server")]
pub mod chain;
pub mod json;
#[cfg(feature = "server")]
pub mod jws;
#[cfg(feature = "server")]
pub mod manifest;
pub mod wire;

#[cfg(feature = "server")]
pub use manifest::words_hash;
