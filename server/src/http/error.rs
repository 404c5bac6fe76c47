//! Refusals as RFC 9457 problems: the one place that knows status codes.
//!
//! Handlers say what went wrong with a [`ProblemCode`]; here it becomes an answer.
//! Entry point: [`Refusal`].

use std::any::Any;
use std::sync::Arc;

use axum::Json;
use axum::http::header::{CACHE_CONTROL, CONTENT_TYPE, HeaderValue, RETRY_AFTER, WWW_AUTHENTICATE};
use axum::http::{StatusCode, Uri};
use axum::response::{IntoResponse, Response};
use consent::wire::{Choice, Problem, ProblemCode};

use crate::site_manifest::NoSite;
use crate::store::StoreError;

/// The type of a problem's body.
pub const PROBLEM_JSON: &str = "application/problem+json";

/// An answer that says no. Nothing was stored, or with `outcome_unknown` it may have been.
#[derive(Debug)]
pub struct Refusal(Box<Problem>);

impl Refusal {
    /// A refusal; `detail` says what happened, to what and what to do next.
    pub fn new(code: ProblemCode, detail: impl Into<String>) -> Self {
        let (status, name, title) = describe(code);
        Self(Box::new(Problem {
            kind: format!("urn:mingbai:problem:{name}"),
            title: title.to_owned(),
            status: status.as_u16(),
            detail: detail.into(),
            code,
            view_token: None,
            expires_at: None,
            release: None,
            changes: None,
            choice: None,
            retry_after: None,
        }))
    }

    /// The view is too old and the text is still the same.
    pub fn view_expired(view_token: String, expires_at: String) -> Self {
        let detail = "the text is still the same; send the decision again with this view_token";
        let mut refusal = Self::new(ProblemCode::ViewExpired, detail);
        refusal.0.view_token = Some(view_token);
        refusal.0.expires_at = Some(expires_at);
        refusal
    }

    /// A part of the request is larger than the server reads: its body (413), address (414) or head
    /// (431).
    pub fn too_large(status: StatusCode, detail: impl Into<String>) -> Self {
        let mut refusal = Self::new(ProblemCode::TooLarge, detail);
        refusal.0.status = status.as_u16();
        refusal
    }

    /// Another text holds now than the one that the person saw.
    pub fn notice_changed(seen: &str, current: &str) -> Self {
        let detail = format!("release `{current}` holds now; show what changed and ask again");
        let mut refusal = Self::new(ProblemCode::NoticeChanged, detail);
        refusal.0.release = Some(current.to_owned());
        if seen != current {
            refusal.0.changes = Some(format!("/changes/{seen}..{current}/"));
        }
        refusal
    }

    /// Another decision came in between.
    pub fn revision_stale(choice: Choice) -> Self {
        let detail = format!(
            "the choice for `{}` is at revision {}; look at it and decide again",
            choice.purpose, choice.revision
        );
        let mut refusal = Self::new(ProblemCode::RevisionStale, detail);
        refusal.0.choice = Some(choice);
        refusal
    }

    /// The client was shown a later decision than the store has: it was restored from a backup.
    pub fn store_behind(shown: u64, choice: Choice) -> Self {
        let detail = format!(
            "revision {shown} of `{}` was shown and the store has {}: it was restored from a \
             backup; look at the choice and decide again",
            choice.purpose, choice.revision
        );
        tracing::error!(
            purpose = choice.purpose,
            shown,
            stored = choice.revision,
            "a client was shown a later decision than the store has; was it restored?"
        );
        let mut refusal = Self::new(ProblemCode::StoreBehind, detail);
        refusal.0.choice = Some(choice);
        refusal
    }

    /// It may have been stored: the request takes too long, or the way to the store broke off.
    pub fn outcome_unknown() -> Self {
        let detail = "it is not known whether it was stored; wait and send it again with the same \
                      Idempotency-Key";
        let mut refusal = Self::new(ProblemCode::OutcomeUnknown, detail);
        refusal.0.retry_after = Some(1);
        refusal
    }

    /// Too many requests; `seconds` to wait.
    pub fn too_many(seconds: u64) -> Self {
        let detail = format!("too many decisions in a short time; wait {seconds} seconds");
        let mut refusal = Self::new(ProblemCode::TooManyRequests, detail);
        refusal.0.retry_after = Some(seconds);
        refusal
    }

    /// The store cannot take it now.
    pub fn busy(detail: &str) -> Self {
        let mut refusal = Self::new(ProblemCode::Busy, detail);
        refusal.0.retry_after = Some(1);
        refusal
    }
}

/// Status, code as in JSON, and title of each problem.
fn describe(code: ProblemCode) -> (StatusCode, &'static str, &'static str) {
    use ProblemCode as P;
    use StatusCode as S;
    match code {
        P::BadRequest => (S::BAD_REQUEST, "bad_request", "the request cannot be read"),
        P::NotSignedIn => (
            S::UNAUTHORIZED,
            "not_signed_in",
            "the host's token is not valid",
        ),
        P::CrossSite => (
            S::FORBIDDEN,
            "cross_site",
            "requests from other sites are refused",
        ),
        P::NotFound => (S::NOT_FOUND, "not_found", "there is nothing here"),
        P::MethodNotAllowed => (
            S::METHOD_NOT_ALLOWED,
            "method_not_allowed",
            "this address does not take that method",
        ),
        P::ViewExpired => (S::CONFLICT, "view_expired", "the view is too old"),
        P::NoticeChanged => (S::CONFLICT, "notice_changed", "another notice holds now"),
        P::RevisionStale => (
            S::PRECONDITION_FAILED,
            "revision_stale",
            "the choice has changed",
        ),
        P::StoreBehind => (
            S::PRECONDITION_FAILED,
            "store_behind",
            "the store has fewer decisions than were shown",
        ),
        P::TooLarge => (
            S::PAYLOAD_TOO_LARGE,
            "too_large",
            "the request is too large",
        ),
        P::NotJson => (
            S::UNSUPPORTED_MEDIA_TYPE,
            "not_json",
            "the body is not JSON",
        ),
        P::WrongVerb => (
            S::UNPROCESSABLE_ENTITY,
            "wrong_verb",
            "the verb does not fit",
        ),
        P::UnknownPurpose => (
            S::UNPROCESSABLE_ENTITY,
            "unknown_purpose",
            "the notice has no such purpose",
        ),
        P::UnknownText => (
            S::UNPROCESSABLE_ENTITY,
            "unknown_text",
            "no such text was published",
        ),
        P::WrongWords => (
            S::UNPROCESSABLE_ENTITY,
            "wrong_words",
            "the control was published with other words",
        ),
        P::GuardianNeeded => (
            S::UNPROCESSABLE_ENTITY,
            "guardian_needed",
            "a guardian has to decide",
        ),
        P::BadToken => (
            S::UNPROCESSABLE_ENTITY,
            "bad_token",
            "the token is not of this server",
        ),
        P::KeyReused => (
            S::UNPROCESSABLE_ENTITY,
            "key_reused",
            "the key was used for another decision",
        ),
        P::HeaderMissing => (
            S::PRECONDITION_REQUIRED,
            "header_missing",
            "a required header is missing",
        ),
        P::TooManyRequests => (
            S::TOO_MANY_REQUESTS,
            "too_many_requests",
            "too many requests",
        ),
        P::Failed => (S::INTERNAL_SERVER_ERROR, "failed", "the server failed"),
        P::Busy => (
            S::SERVICE_UNAVAILABLE,
            "busy",
            "the store cannot take it now",
        ),
        P::OutcomeUnknown => (
            S::SERVICE_UNAVAILABLE,
            "outcome_unknown",
            "it is not known whether it was stored",
        ),
        P::SiteMissing => (
            S::SERVICE_UNAVAILABLE,
            "site_missing",
            "no notice is published here",
        ),
    }
}

impl IntoResponse for Refusal {
    fn into_response(self) -> Response {
        let Self(problem) = self;
        let status = StatusCode::from_u16(problem.status);
        let status = status.expect("the status of a problem is one of HTTP");
        let retry_after = problem.retry_after;
        let mut response = (status, Json(problem)).into_response();
        let headers = response.headers_mut();
        headers.insert(CONTENT_TYPE, HeaderValue::from_static(PROBLEM_JSON));
        headers.insert(CACHE_CONTROL, HeaderValue::from_static("no-store"));
        if status == StatusCode::UNAUTHORIZED {
            // RFC 6750, 3: what to sign in with, and that this token does not do.
            let scheme = HeaderValue::from_static("Bearer error=\"invalid_token\"");
            headers.insert(WWW_AUTHENTICATE, scheme);
        }
        if let Some(seconds) = retry_after {
            headers.insert(RETRY_AFTER, HeaderValue::from(seconds));
        }
        response
    }
}

impl From<StoreError> for Refusal {
    fn from(error: StoreError) -> Self {
        let is_known = error.is_outcome_known();
        tracing::error!(error = &error as &dyn std::error::Error, "the store failed");
        match is_known {
            true => Self::busy(
                "nothing was stored; wait and send it again with the same Idempotency-Key",
            ),
            false => Self::outcome_unknown(),
        }
    }
}

impl From<Arc<NoSite>> for Refusal {
    fn from(_: Arc<NoSite>) -> Self {
        let detail = "no notice is published on this server yet, so nothing can be decided on; \
                      publish one with `cargo xtask build`";
        Self::new(ProblemCode::SiteMissing, detail)
    }
}

/// The answer for an address of the API that does not exist.
pub async fn not_found(uri: Uri) -> Refusal {
    let detail = format!(
        "`{}` is no address of this API; see /openapi.json",
        uri.path()
    );
    Refusal::new(ProblemCode::NotFound, detail)
}

/// The answer for a method that an address does not take.
pub async fn method_not_allowed() -> Refusal {
    Refusal::new(
        ProblemCode::MethodNotAllowed,
        "see /openapi.json for the methods it takes",
    )
}

/// The answer when something other than a handler of the API panicked.
pub fn panicked(_: Box<dyn Any + Send>) -> Response {
    tracing::error!("the server panicked; the panic's own message is on standard error");
    Refusal::new(ProblemCode::Failed, "the server failed; nothing was stored").into_response()
}
