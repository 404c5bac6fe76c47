//! Refusals as RFC 9457 problems: the one place that knows status codes.
//!
//! What was refused is said by a [`Refusal`], which knows nothing of HTTP; here it becomes an
//! answer. Entry points: its [`IntoResponse`], [`too_large`] and [`too_slow`].

use std::any::Any;
use std::time::Duration;

use axum::Json;
use axum::http::header::{
    CACHE_CONTROL, CONNECTION, CONTENT_TYPE, HeaderValue, RETRY_AFTER, WWW_AUTHENTICATE,
};
use axum::http::{StatusCode, Uri};
use axum::response::{IntoResponse, Response};
use consent::wire::{Problem, ProblemCode};

use crate::refusal::{Refusal, Remedy};

/// The type of a problem's body.
pub const PROBLEM_JSON: &str = "application/problem+json";

impl IntoResponse for Refusal {
    fn into_response(self) -> Response {
        let (status, _) = describe(self.code);
        answer(status, problem(self, status))
    }
}

/// A part of the request is larger than the server reads. This code has several statuses: the body
/// is too large (413), the address (414), or the headers (431).
pub fn too_large(status: StatusCode, detail: impl Into<String>) -> Response {
    let refusal = Refusal::new(ProblemCode::TooLarge, detail);
    answer(status, problem(refusal, status))
}

/// The body did not come in that time. The code is `busy`, since a client does the same: it waits and
/// sends it again under the same key.
pub fn too_slow(patience: Duration) -> Response {
    let seconds = patience.as_secs_f32();
    let refusal = Refusal::busy(&format!(
        "the body did not come within {seconds} seconds, so nothing was stored; send it again with \
         the same Idempotency-Key"
    ));
    let status = StatusCode::REQUEST_TIMEOUT;
    let title = "the request did not come in time".to_owned();
    let problem = Problem {
        title,
        ..problem(refusal, status)
    };
    let mut response = answer(status, problem);
    // RFC 9110, 15.5.9: whatever of the body still comes is not read as another request.
    let close = HeaderValue::from_static("close");
    response.headers_mut().insert(CONNECTION, close);
    response
}

fn problem(refusal: Refusal, status: StatusCode) -> Problem {
    let Refusal {
        code,
        detail,
        remedy,
    } = refusal;
    let (_, title) = describe(code);
    let mut problem = Problem {
        kind: format!("urn:mingbai:problem:{}", code.code()),
        title: title.to_owned(),
        status: status.as_u16(),
        detail,
        code,
        view_token: None,
        expires_at: None,
        release: None,
        changes: None,
        choice: None,
        retry_after: None,
    };
    match remedy {
        Remedy::None => {}
        Remedy::FreshView(fresh) => {
            problem.view_token = Some(fresh.view_token);
            problem.expires_at = Some(fresh.expires_at);
        }
        Remedy::CurrentNotice { seen, current } => {
            problem.changes = (seen != current).then(|| format!("/changes/{seen}..{current}/"));
            problem.release = Some(current);
        }
        Remedy::CurrentChoice(choice) => problem.choice = Some(*choice),
        Remedy::Wait { seconds } => problem.retry_after = Some(seconds),
    }
    problem
}

fn answer(status: StatusCode, problem: Problem) -> Response {
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

/// Status and title of each problem.
fn describe(code: ProblemCode) -> (StatusCode, &'static str) {
    use ProblemCode as P;
    use StatusCode as S;
    match code {
        P::BadRequest => (S::BAD_REQUEST, "the request cannot be read"),
        P::NotSignedIn => (S::UNAUTHORIZED, "the host's token is not valid"),
        P::CrossSite => (S::FORBIDDEN, "requests from other sites are refused"),
        P::NotFound => (S::NOT_FOUND, "there is nothing here"),
        P::MethodNotAllowed => (
            S::METHOD_NOT_ALLOWED,
            "this address does not take that method",
        ),
        P::ViewExpired => (S::CONFLICT, "the view is too old"),
        P::NoticeChanged => (S::CONFLICT, "another notice holds now"),
        P::RevisionStale => (S::PRECONDITION_FAILED, "the choice has changed"),
        P::StoreBehind => (
            S::PRECONDITION_FAILED,
            "the store has fewer decisions than were shown",
        ),
        P::TooLarge => (S::PAYLOAD_TOO_LARGE, "the request is too large"),
        P::NotJson => (S::UNSUPPORTED_MEDIA_TYPE, "the body is not JSON"),
        P::WrongVerb => (S::UNPROCESSABLE_ENTITY, "the verb does not fit"),
        P::UnknownPurpose => (S::UNPROCESSABLE_ENTITY, "the notice has no such purpose"),
        P::UnknownText => (S::UNPROCESSABLE_ENTITY, "no such text was published"),
        P::WrongWords => (
            S::UNPROCESSABLE_ENTITY,
            "the control was published with other words",
        ),
        P::GuardianNeeded => (S::UNPROCESSABLE_ENTITY, "a guardian has to decide"),
        P::BadToken => (S::UNPROCESSABLE_ENTITY, "the token is not of this server"),
        P::KeyReused => (
            S::UNPROCESSABLE_ENTITY,
            "the key was used for another decision",
        ),
        P::HeaderMissing => (S::PRECONDITION_REQUIRED, "a required header is missing"),
        P::TooManyRequests => (S::TOO_MANY_REQUESTS, "too many requests"),
        P::Failed => (S::INTERNAL_SERVER_ERROR, "the server failed"),
        P::Busy => (S::SERVICE_UNAVAILABLE, "the store cannot take it now"),
        P::OutcomeUnknown => (
            S::SERVICE_UNAVAILABLE,
            "it is not known whether it was stored",
        ),
        P::SiteMissing => (S::SERVICE_UNAVAILABLE, "no notice is published here"),
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
