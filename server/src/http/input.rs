//! What a request brings: an id in its address, a body in JSON and the two headers of a decision.
//!
//! Each is read strictly, and what cannot be read becomes a [`Refusal`] that names it.

use axum::Json;
use axum::extract::rejection::JsonRejection;
use axum::extract::{FromRequest, FromRequestParts, Path, Request};
use axum::http::header::{CONTENT_TYPE, IF_MATCH};
use axum::http::request::Parts;
use axum::http::{HeaderMap, StatusCode};
use consent::wire::ProblemCode;
use serde::de::DeserializeOwned;

use super::{LARGEST_BODY, Refusal};

/// Longest idempotency key.
const LONGEST_KEY: usize = 128;

/// The id in an address.
pub struct Id(pub String);

impl<S: Send + Sync> FromRequestParts<S> for Id {
    type Rejection = Refusal;

    async fn from_request_parts(parts: &mut Parts, state: &S) -> Result<Self, Refusal> {
        match Path::<String>::from_request_parts(parts, state).await {
            Ok(Path(id)) => Ok(Self(id)),
            Err(_) => {
                let detail = "the id in the address is no text in UTF-8, percent-encoded";
                Err(Refusal::new(ProblemCode::BadRequest, detail))
            }
        }
    }
}

/// A body in JSON.
pub struct Body<T>(pub T);

impl<S: Send + Sync, T: DeserializeOwned> FromRequest<S> for Body<T> {
    type Rejection = Refusal;

    async fn from_request(request: Request, state: &S) -> Result<Self, Refusal> {
        match Json::<T>::from_request(request, state).await {
            Ok(Json(value)) => Ok(Self(value)),
            Err(rejection) => Err(refusal(&rejection)),
        }
    }
}

fn refusal(rejection: &JsonRejection) -> Refusal {
    match rejection.status() {
        status @ StatusCode::PAYLOAD_TOO_LARGE => {
            Refusal::too_large(status, format!("a body has at most {LARGEST_BODY} bytes"))
        }
        StatusCode::UNSUPPORTED_MEDIA_TYPE => {
            let detail = format!("send the body with `{CONTENT_TYPE}: application/json`");
            Refusal::new(ProblemCode::NotJson, detail)
        }
        _ => Refusal::new(ProblemCode::BadRequest, rejection.body_text()),
    }
}

/// The key under which a decision is stored once.
pub fn idempotency_key(headers: &HeaderMap) -> Result<String, Refusal> {
    let missing = "send an Idempotency-Key, a new random one for each decision";
    let key = headers.get("idempotency-key");
    let key = key.ok_or_else(|| Refusal::new(ProblemCode::HeaderMissing, missing))?;
    let key = key.to_str().map(str::trim).unwrap_or_default();
    if key.is_empty() || key.len() > LONGEST_KEY {
        let detail = format!("an Idempotency-Key has 1 to {LONGEST_KEY} visible ASCII letters");
        return Err(Refusal::new(ProblemCode::BadRequest, detail));
    }
    Ok(key.to_owned())
}

/// The revision that the person saw: `If-Match: "3"`.
pub fn revision(headers: &HeaderMap) -> Result<u64, Refusal> {
    let missing = "send If-Match with the revision of the choice that is on the screen";
    let value = headers.get(IF_MATCH);
    let value = value.ok_or_else(|| Refusal::new(ProblemCode::HeaderMissing, missing))?;
    let text = value.to_str().unwrap_or_default().trim();
    let digits = text
        .strip_prefix('"')
        .and_then(|text| text.strip_suffix('"'))
        .unwrap_or(text);
    let is_number = !digits.is_empty() && digits.bytes().all(|byte| byte.is_ascii_digit());
    let revision = digits.parse().ok().filter(|_| is_number);
    let detail = "If-Match is a revision in quotes, such as \"3\"; \"0\" without a decision";
    revision.ok_or_else(|| Refusal::new(ProblemCode::BadRequest, detail))
}

/// Checks where a switch was: a lower-case word.
pub fn check_surface(surface: &str) -> Result<(), Refusal> {
    let is_letter = |byte: u8| byte.is_ascii_lowercase() || byte.is_ascii_digit() || byte == b'-';
    if (1..=32).contains(&surface.len()) && surface.bytes().all(is_letter) {
        return Ok(());
    }
    let detail = "`surface` has 1 to 32 letters of a-z, 0-9 and `-`, such as `choices`";
    Err(Refusal::new(ProblemCode::BadRequest, detail))
}

/// Checks a browser's clock: RFC 3339, whatever the time.
pub fn check_client_time(time: Option<&str>) -> Result<(), Refusal> {
    let is_time = |time: &str| time.len() <= 40 && time.parse::<jiff::Timestamp>().is_ok();
    if time.is_none_or(is_time) {
        return Ok(());
    }
    let detail = "`client_time` is RFC 3339, such as `2026-01-02T03:04:05Z`, or left out";
    Err(Refusal::new(ProblemCode::BadRequest, detail))
}
