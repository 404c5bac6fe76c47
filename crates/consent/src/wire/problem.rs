//! What the API answers when it does not do what was asked (RFC 9457).
//!
//! `code` is stable and is what the page decides by; the rest is for people who read logs.

use super::Choice;
use crate::fields;
use crate::json::words;
#[cfg(feature = "server")]
use serde::{Deserialize, Serialize};
#[cfg(feature = "server")]
use utoipa::ToSchema;

/// A refusal or a failure. None of these means that a decision was stored; with `outcome_unknown`
/// it may have been.
#[derive(Debug, Clone, PartialEq, Eq)]
#[cfg_attr(feature = "server", derive(Serialize, Deserialize, ToSchema))]
pub struct Problem {
    /// `urn:mingbai:problem:` and the code.
    #[cfg_attr(feature = "server", serde(rename = "type"))]
    pub kind: String,
    /// What happened, in a few words.
    pub title: String,
    /// The HTTP status.
    pub status: u16,
    /// What happened, to what, and what to do next.
    pub detail: String,
    /// What the page decides by.
    pub code: ProblemCode,
    /// With `view_expired`: a fresh token for the same text.
    pub view_token: Option<String>,
    /// With `view_expired`: until when the fresh token is accepted.
    pub expires_at: Option<String>,
    /// With `notice_changed`: the release that holds now.
    pub release: Option<String>,
    /// With `notice_changed`: the address of the comparison, without the language.
    pub changes: Option<String>,
    /// With `revision_stale` and `store_behind`: the current state.
    pub choice: Option<Choice>,
    /// With `too_many_requests`, `busy` and `outcome_unknown`: seconds to wait.
    pub retry_after: Option<u64>,
}

fields! {
    Problem {
        kind as "type", title, status, detail, code, view_token, expires_at, release, changes,
        choice, retry_after,
    }
}

words! {
    /// Why the API did not do it.
    #[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
    pub enum ProblemCode {
        /// 400: the request is not readable as the contract says.
        BadRequest = "bad_request",
        /// 401: the host's token is not valid.
        NotSignedIn = "not_signed_in",
        /// 403: a write from another site.
        CrossSite = "cross_site",
        /// 404: no such address or record.
        NotFound = "not_found",
        /// 405: the address does not take that method.
        MethodNotAllowed = "method_not_allowed",
        /// 409: the view is too old and the text is the same; send again with the fresh token.
        ViewExpired = "view_expired",
        /// 409: another release holds now; show it and ask again.
        NoticeChanged = "notice_changed",
        /// 412: somebody decided in between; `choice` is the current state.
        RevisionStale = "revision_stale",
        /// 412: the client was shown a later decision than the store has, as after a restore from a
        /// backup; `choice` is the current state.
        StoreBehind = "store_behind",
        /// 413: the request is too large.
        TooLarge = "too_large",
        /// 415: the body is not JSON.
        NotJson = "not_json",
        /// 422: the verb does not go with the kind or with the current state.
        WrongVerb = "wrong_verb",
        /// 422: the release has no such purpose.
        UnknownPurpose = "unknown_purpose",
        /// 422: no such release, language or text was published.
        UnknownText = "unknown_text",
        /// 422: the words are not those published for this control.
        WrongWords = "wrong_words",
        /// 422: a guardian has to decide.
        GuardianNeeded = "guardian_needed",
        /// 422: the token was not made by this server for this person.
        BadToken = "bad_token",
        /// 422: the same key came with another decision.
        KeyReused = "key_reused",
        /// 428: `If-Match` or `Idempotency-Key` is missing.
        HeaderMissing = "header_missing",
        /// 429: too many requests; wait.
        TooManyRequests = "too_many_requests",
        /// 500: the server failed; nothing was stored.
        Failed = "failed",
        /// 503: the store cannot take the decision now; 408: the body did not come in time. Nothing was
        /// stored; wait.
        Busy = "busy",
        /// 503: it is not known whether it was stored; send it again with the same key.
        OutcomeUnknown = "outcome_unknown",
        /// 503: no notice was published here.
        SiteMissing = "site_missing",
    }
}
