//! What a host app and the page say to each other, and what a deployment sets at run time.
//!
//! The types of [`messages`] and of [`config`] are the one source. What others need is made of them
//! (`published`, natively): JSON Schemas and a TypeScript definition in `docs`, and
//! `src/bridge/protocol.js`, by which the page lets in what fits. `tests/published.rs` holds that all of
//! them are up to date. In the browser the app writes its own messages by these types and nothing
//! else of this crate is linked. Why it is so: `docs/decisions/bridge.md`.

pub mod shape;
pub mod messages;
pub mod config;
#[cfg(feature = "published")]
pub mod published;

/// The version of the protocol. A host that speaks another one is not heard.
pub const VERSION: u32 = 1;

/// Bytes of a message at most, in UTF-8. A host app's token has some two thousand.
pub const LARGEST: u32 = 8 * 1024;

/// What the host's object is called where a platform injects one (Android, ArkWeb), and its message
/// handler (iOS).
pub const INJECTED: &str = "mingbaiHost";

/// The function of the page that a host calls with a message, where the platform has no other way in (iOS,
/// ArkWeb).
pub const RECEIVER: &str = "mingbaiReceive";
