//! `GET /v1/choices`: where the person stands on every purpose.
//!
//! Answers [`Choices`]; one [`Choice`] comes back with each decision, and as a
//! [`ChoiceEvent`] on the live stream.

use super::{Delivery, Kind, Setting, Status};
use crate::fields;
#[cfg(feature = "server")]
use serde::{Deserialize, Serialize};
#[cfg(feature = "server")]
use utoipa::ToSchema;

/// The effective state of every purpose of the current release.
#[derive(Debug, Clone, PartialEq, Eq)]
#[cfg_attr(feature = "server", derive(Serialize, Deserialize, ToSchema))]
pub struct Choices {
    /// The version that decisions are made under now.
    pub release: String,
    /// Whether this person has no record at all yet.
    pub subject_is_new: bool,
    /// Whether the request carried Global Privacy Control (`Sec-GPC: 1`).
    pub gpc: bool,
    /// The last release that the person acknowledged or decided under; `null` for a new one.
    pub agreed_release: Option<String>,
    /// One entry for each purpose; one without a decision is `unknown` at revision 0.
    pub choices: Vec<Choice>,
}

fields! { Choices { release, subject_is_new, gpc, agreed_release, choices } }

/// Where the person stands on one purpose.
#[derive(Debug, Clone, PartialEq, Eq)]
#[cfg_attr(feature = "server", derive(Serialize, Deserialize, ToSchema))]
pub struct Choice {
    /// The purpose.
    pub purpose: String,
    /// Its kind, which says whether `status` or `setting` is filled.
    pub kind: Kind,
    /// For a consent: its state; `null` for the other kinds.
    pub status: Option<Status>,
    /// For an opt-out or a preference: its state; `null` for a consent.
    pub setting: Option<Setting>,
    /// How many decisions there have been. `If-Match` of the next one names it.
    pub revision: u64,
    /// Since when, RFC 3339, UTC; server time.
    pub since: Option<String>,
    /// The release that the person decided under.
    pub release: Option<String>,
    /// The language that the person read it in.
    pub language: Option<String>,
    /// Whether the meaning changed since, so that an earlier consent has to be asked for again.
    pub renewal_due: bool,
    /// How far the last decision has come; `null` without one.
    pub delivery: Option<Delivery>,
    /// Whether Global Privacy Control counts as an objection here: the request carries it, it
    /// speaks to this purpose, and the person has not decided otherwise.
    pub objected_by_gpc: bool,
}

fields! {
    Choice {
        purpose, kind, status, setting, revision, since, release, language, renewal_due, delivery,
        objected_by_gpc,
    }
}

/// One message of `GET /v1/events`: a choice that changed, in this tab or elsewhere, or whose
/// delivery did.
#[derive(Debug, Clone, PartialEq, Eq)]
#[cfg_attr(feature = "server", derive(Serialize, Deserialize, ToSchema))]
pub struct ChoiceEvent {
    /// Position in the person's chain up to which everything is told; the stream resumes after it
    /// (`Last-Event-ID`). A change of delivery repeats it.
    pub sequence: u64,
    /// The new state; `null` when the choices have to be read again: everything was erased, or the
    /// store was restored from a backup.
    pub choice: Option<Choice>,
}

fields! { ChoiceEvent { sequence, choice } }
