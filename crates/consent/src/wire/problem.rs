//! What the API answers when it does not do what was asked (RFC 9457).
//!
//! `code` is stable and is what the page decides by; the rest is for people who read logs.

use super::Choice;
#[cfg(feature = "client")]
use miniserde as mini;
#[cfg(feature = "server")]
use serde::{Deserialize, Serialize};
#[cfg(feature = "server")]
use utoipa::ToSchema;

/// A refusal or a failure. None of these means that a decision was stored; with `outcome_unknown`
/// it may have been.
#[derive(Debug, Clone, PartialEq, Eq)]
#[cfg_attr(feature = "server", derive(Serialize, Deserialize, ToSchema))]
#[cfg_attr(feature = "client", derive(mini::Serialize, mini::Deserialize))]
pub struct Problem {
    /// `urn:mingbai:problem:` and the code.
    #[serde(rename = "type")]
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

/// Why the API did not do it.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
#[cfg_attr(feature = "server", derive(Serialize, Deserialize, ToSchema))]
#[cfg_attr(feature = "client", derive(mini::Serialize, mini::Deserialize))]
pub enum ProblemCode {
    /// 400: the request is not readable as the contract says.
    #[serde(rename = "bad_request")]
    BadRequest,
    /// 401: the host's token is not valid.
    #[serde(rename = "not_signed_in")]
    NotSignedIn,
    /// 403: a write from another site.
    #[serde(rename = "cross_site")]
    CrossSite,
    /// 404: no such address or record.
    #[serde(rename = "not_found")]
    NotFound,
    /// 405: the address does not take that method.
    #[serde(rename = "method_not_allowed")]
    MethodNotAllowed,
    /// 409: the view is too old and the text is the same; send again with the fresh token.
    #[serde(rename = "view_expired")]
    ViewExpired,
    /// 409: another release holds now; show it and ask again.
    #[serde(rename = "notice_changed")]
    NoticeChanged,
    /// 412: somebody decided in between; `choice` is the current state.
    #[serde(rename = "revision_stale")]
    RevisionStale,
    /// 412: the client was shown a later decision than the store has, as after a restore from a
    /// backup; `choice` is the current state.
    #[serde(rename = "store_behind")]
    StoreBehind,
    /// 413: the request is too large.
    #[serde(rename = "too_large")]
    TooLarge,
    /// 415: the body is not JSON.
    #[serde(rename = "not_json")]
    NotJson,
    /// 422: the verb does not go with the kind or with the current state.
    #[serde(rename = "wrong_verb")]
    WrongVerb,
    /// 422: the release has no such purpose.
    #[serde(rename = "unknown_purpose")]
    UnknownPurpose,
    /// 422: no such release, language or text was published.
    #[serde(rename = "unknown_text")]
    UnknownText,
    /// 422: the words are not those published for this control.
    #[serde(rename = "wrong_words")]
    WrongWords,
    /// 422: a guardian has to decide.
    #[serde(rename = "guardian_needed")]
    GuardianNeeded,
    /// 422: the token was not made by this server for this person.
    #[serde(rename = "bad_token")]
    BadToken,
    /// 422: the same key came with another decision.
    #[serde(rename = "key_reused")]
    KeyReused,
    /// 428: `If-Match` or `Idempotency-Key` is missing.
    #[serde(rename = "header_missing")]
    HeaderMissing,
    /// 429: too many requests; wait.
    #[serde(rename = "too_many_requests")]
    TooManyRequests,
    /// 500: the server failed; nothing was stored.
    #[serde(rename = "failed")]
    Failed,
    /// 503: the store cannot take the decision now; wait.
    #[serde(rename = "busy")]
    Busy,
    /// 503: it is not known whether it was stored; send it again with the same key.
    #[serde(rename = "outcome_unknown")]
    OutcomeUnknown,
    /// 503: no notice was published here.
    #[serde(rename = "site_missing")]
    SiteMissing,
}
