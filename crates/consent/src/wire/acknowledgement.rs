//! `POST /v1/acknowledgements`: what a person did with a release as a whole.
//!
//! Takes an [`Acknowledgement`], answers [`Acknowledged`]. It gives no consent to anything.

use crate::fields;
use crate::json::words;
#[cfg(feature = "server")]
use serde::{Deserialize, Serialize};
#[cfg(feature = "server")]
use utoipa::ToSchema;
/// What a person did with a release.
#[derive(Debug, Clone, PartialEq, Eq)]
#[cfg_attr(feature = "server", derive(Serialize, Deserialize, ToSchema))]
#[cfg_attr(feature = "server", serde(deny_unknown_fields))]
pub struct Acknowledgement {
    /// The act.
    pub answer: Answer,
    /// From `POST /v1/views`, for the text that was on the screen.
    pub view_token: String,
    /// When the person decided, by the device's clock, RFC 3339: the same each time that it is sent;
    /// kept beside the server's time and never trusted.
    #[cfg_attr(
        feature = "server",
        schema(format = "date-time", min_length = 20, max_length = 40)
    )]
    pub client_time: Option<String>,
}

fields! { Acknowledgement { answer, view_token, client_time } }

words! {
    /// What can be done with a release.
    #[derive(Debug, Clone, Copy, PartialEq, Eq)]
    pub enum Answer {
        /// Opened and read.
        Read = "read",
        /// Accepted as the notice that now holds.
        Accepted = "accepted",
        /// Put off; the page may ask again.
        Deferred = "deferred",
        /// Declined; the page does not ask again for this release.
        Declined = "declined",
    }
}

/// The confirmed acknowledgement.
#[derive(Debug, Clone, PartialEq, Eq)]
#[cfg_attr(feature = "server", derive(Serialize, Deserialize, ToSchema))]
pub struct Acknowledged {
    /// The id of the record.
    pub record: String,
    /// The release.
    pub release: String,
    /// The act.
    pub answer: Answer,
    /// Server time, RFC 3339, UTC.
    pub at: String,
    /// The receipt: a compact JWS (EdDSA) whose payload is a [`super::Receipt`].
    pub receipt: String,
}

fields! { Acknowledged { record, release, answer, at, receipt } }
