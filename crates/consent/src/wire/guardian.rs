//! `POST /v1/guardians`: a parent or guardian states who they are before deciding for a child.
//!
//! Takes a [`GuardianAct`], answers a [`GuardianStep`] whose token a decision carries.

use crate::fields;
use crate::json::words;
#[cfg(feature = "server")]
use serde::{Deserialize, Serialize};
#[cfg(feature = "server")]
use utoipa::ToSchema;
/// The separate statement of a guardian (Children's Provisions 9: notice and consent of their own).
#[derive(Debug, Clone, PartialEq, Eq)]
#[cfg_attr(feature = "server", derive(Serialize, Deserialize, ToSchema))]
#[cfg_attr(feature = "server", serde(deny_unknown_fields))]
pub struct GuardianAct {
    /// How the guardian is related to the child.
    pub relation: Relation,
    /// From `POST /v1/views`, for the text that was on the screen.
    pub view_token: String,
    /// SHA-256 of the statement as it was shown to the guardian.
    #[cfg_attr(feature = "server", schema(pattern = "^[0-9a-f]{64}$"))]
    pub statement_hash: String,
}

fields! { GuardianAct { relation, view_token, statement_hash } }

words! {
    /// How a guardian is related to the child.
    #[derive(Debug, Clone, Copy, PartialEq, Eq)]
    pub enum Relation {
        /// Mother or father.
        Parent = "parent",
        /// Another legal guardian.
        Guardian = "guardian",
    }
}

/// What the guardian's decision carries.
#[derive(Debug, Clone, PartialEq, Eq)]
#[cfg_attr(feature = "server", derive(Serialize, Deserialize, ToSchema))]
pub struct GuardianStep {
    /// Signed by the server, short-lived, opaque to the page.
    pub guardian_token: String,
    /// The guardian's own entity id, another one than the child's.
    pub entity: String,
    /// Until when the token is accepted, RFC 3339, UTC.
    pub expires_at: String,
}

fields! { GuardianStep { guardian_token, entity, expires_at } }
