//! `PUT /v1/choices/{purpose}`: one decision for one purpose.
//!
//! Takes a [`Decision`] with the headers `Idempotency-Key` and `If-Match`, answers [`Decided`].

use super::{Actor, AgeBand, Choice, Verb};
use crate::fields;
#[cfg(feature = "server")]
use serde::{Deserialize, Serialize};
#[cfg(feature = "server")]
use utoipa::ToSchema;

/// The revision, in `If-Match`, of a decision that is only asked about: was it stored under this key?
///
/// No chain of decisions reaches it, so that a server that finds the key answers as before, and one that
/// does not stores nothing and answers `store_behind`.
pub const REVISION_OF_QUESTION: u64 = 999_999_999_999_999;

/// One decision by one person on one purpose.
#[derive(Debug, Clone, PartialEq, Eq)]
#[cfg_attr(feature = "server", derive(Serialize, Deserialize, ToSchema))]
#[cfg_attr(feature = "server", serde(deny_unknown_fields))]
pub struct Decision {
    /// What the person does.
    pub verb: Verb,
    /// From `POST /v1/views`, for the text that was on the screen.
    pub view_token: String,
    /// SHA-256 of the control's own words, as published for the view's language.
    #[cfg_attr(feature = "server", schema(pattern = "^[0-9a-f]{64}$"))]
    pub words_hash: String,
    /// Where the switch was.
    #[cfg_attr(
        feature = "server",
        schema(pattern = "^[a-z0-9-]{1,32}$", example = "choices")
    )]
    pub surface: String,
    /// Who decides.
    pub actor: Actor,
    /// When the person decided, by the device's clock, RFC 3339: the same each time that it is sent;
    /// kept beside the server's time and never trusted.
    #[cfg_attr(
        feature = "server",
        schema(format = "date-time", min_length = 20, max_length = 40)
    )]
    pub client_time: Option<String>,
    /// From `POST /v1/guardians`; needed when `actor` is the guardian.
    pub guardian_token: Option<String>,
    /// The age band that the person stated, where they did; it holds from then on.
    pub age_band: Option<AgeBand>,
}

fields! {
    Decision {
        verb, view_token, words_hash, surface, actor, client_time, guardian_token, age_band,
    }
}

/// The confirmed decision.
#[derive(Debug, Clone, PartialEq, Eq)]
#[cfg_attr(feature = "server", derive(Serialize, Deserialize, ToSchema))]
pub struct Decided {
    /// The new state.
    pub choice: Choice,
    /// The id of the record.
    pub record: String,
    /// The receipt: a compact JWS (EdDSA) whose payload is a [`super::Receipt`].
    pub receipt: String,
}

fields! { Decided { choice, record, receipt } }
