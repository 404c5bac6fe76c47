//! `POST /v1/views`: which text the person has in front of them.
//!
//! Takes a [`View`], answers a [`ViewToken`] that a decision must carry.

use crate::fields;
#[cfg(feature = "server")]
use serde::{Deserialize, Serialize};
#[cfg(feature = "server")]
use utoipa::ToSchema;
/// The text that is on the screen.
#[derive(Debug, Clone, PartialEq, Eq)]
#[cfg_attr(feature = "server", derive(Serialize, Deserialize, ToSchema))]
#[cfg_attr(feature = "server", serde(deny_unknown_fields))]
pub struct View {
    /// The version of the release.
    pub release: String,
    /// The language of the text: `zh` or `en`.
    pub language: String,
    /// SHA-256 of the text, as published.
    pub text_hash: String,
    /// Where it is shown: `notice`, `choices`, `check-up`, `walk`, `prompt` or a host's own word.
    #[cfg_attr(
        feature = "server",
        schema(pattern = "^[a-z0-9-]{1,32}$", example = "choices")
    )]
    pub surface: String,
}

fields! { View { release, language, text_hash, surface } }

/// Proof that the text was shown, signed by the server and short-lived.
#[derive(Debug, Clone, PartialEq, Eq)]
#[cfg_attr(feature = "server", derive(Serialize, Deserialize, ToSchema))]
pub struct ViewToken {
    /// What a decision carries; opaque to the page.
    pub view_token: String,
    /// Until when it is accepted, RFC 3339, UTC.
    pub expires_at: String,
}

fields! { ViewToken { view_token, expires_at } }
