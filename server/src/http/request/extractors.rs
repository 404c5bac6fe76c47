//! Reads what a request carries beside its body: the id in its address, `Idempotency-Key` and
//! `If-Match`; and checks single fields of a body.
//!
//! Each is read strictly, and what cannot be read becomes a [`Refusal`] that names it.

use axum::extract::{FromRequestParts, Path};
use axum::http::HeaderMap;
use axum::http::header::IF_MATCH;
use axum::http::request::Parts;
use consent::wire::ProblemCode;
use time::OffsetDateTime;
use time::format_description::well_known::Rfc3339;

use crate::refusal::Refusal;

/// Longest idempotency key.
const LONGEST_KEY: usize = 128;

/// Most digits of a revision: a number that every client keeps whole (2 to the power of 53 has sixteen).
const MOST_DIGITS: usize = 15;

/// Longest time; nobody has a clock with more than nine digits of a second.
const LONGEST_TIME: usize = 40;

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

/// The key under which a decision is stored once.
pub fn idempotency_key(headers: &HeaderMap) -> Result<String, Refusal> {
    let missing = "send an Idempotency-Key, a new random one for each decision";
    let key = only(headers, "idempotency-key", missing)?;
    let is_visible = key.bytes().all(|byte| byte.is_ascii_graphic());
    if key.is_empty() || key.len() > LONGEST_KEY || !is_visible {
        let detail = format!("an Idempotency-Key has 1 to {LONGEST_KEY} visible ASCII characters");
        return Err(Refusal::new(ProblemCode::BadRequest, detail));
    }
    Ok(key.to_owned())
}

/// The revision that the person saw: `If-Match: "3"`.
pub fn revision(headers: &HeaderMap) -> Result<u64, Refusal> {
    let missing = "send If-Match with the revision of the choice that is on the screen";
    let text = only(headers, IF_MATCH.as_str(), missing)?;
    let digits = text
        .strip_prefix('"')
        .and_then(|text| text.strip_suffix('"'))
        .filter(|digits| (1..=MOST_DIGITS).contains(&digits.len()))
        .filter(|digits| digits.bytes().all(|byte| byte.is_ascii_digit()));
    let revision = digits.and_then(|digits| digits.parse().ok());
    let detail = "If-Match is a revision in quotes, such as \"3\"; \"0\" without a decision";
    revision.ok_or_else(|| Refusal::new(ProblemCode::BadRequest, detail))
}

/// The value of a header that stands once. Of two, each end of a connection may use a different one (RFC 9110, 5.3).
fn only<'h>(headers: &'h HeaderMap, name: &str, missing: &'static str) -> Result<&'h str, Refusal> {
    let mut values = headers.get_all(name).iter();
    let value = values
        .next()
        .ok_or_else(|| Refusal::new(ProblemCode::HeaderMissing, missing))?;
    if values.next().is_some() {
        let detail = format!("`{name}` came more than once; send it once");
        return Err(Refusal::new(ProblemCode::BadRequest, detail));
    }
    Ok(value.to_str().map(str::trim).unwrap_or_default())
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

/// Checks a device's clock: RFC 3339, whatever the time.
pub fn check_client_time(time: Option<&str>) -> Result<(), Refusal> {
    if time.is_none_or(is_rfc_3339) {
        return Ok(());
    }
    let detail = "`client_time` is RFC 3339, such as `2026-01-02T03:04:05Z`, or left out";
    Err(Refusal::new(ProblemCode::BadRequest, detail))
}

/// Whether it is a time as RFC 3339, 5.6 writes it and nothing more: it goes into receipts, which
/// other programs read. `jiff` reads what Temporal writes as well, such as `[Asia/Shanghai]`.
fn is_rfc_3339(time: &str) -> bool {
    // The parser takes any letter between date and time.
    let is_parted = matches!(time.as_bytes().get(10), Some(b'T' | b't'));
    time.len() <= LONGEST_TIME && is_parted && OffsetDateTime::parse(time, &Rfc3339).is_ok()
}

#[cfg(test)]
mod tests {
    use super::is_rfc_3339;

    #[test]
    fn a_time_is_written_as_in_rfc_3339_and_not_as_a_relative_of_it() {
        // The examples of the RFC, 5.8, the leap second included.
        for time in [
            "1985-04-12T23:20:50.52Z",
            "1996-12-19T16:39:57-08:00",
            "1990-12-31T23:59:60Z",
            "1990-12-31T15:59:60-08:00",
            "1937-01-01T12:00:27.87+00:20",
            "2026-01-02t03:04:05z",
        ] {
            assert!(is_rfc_3339(time), "{time}");
        }
        for time in [
            "yesterday",
            "2026-01-02T03:04:05",
            "2026-01-02T03:04:05Z[Asia/Shanghai]",
            "2026-01-02T03:04:05+08:00[Asia/Shanghai]",
            "2026-01-02T03:04:05Z[u-ca=gregory]",
            "2026-01-02 03:04:05Z",
            "2026-01-02x03:04:05Z",
            "2026-01-02T03:04:05+08",
            "2026-01-02T03:04:05+0800",
            "2026-01-02T03:04:05,5Z",
            "2026-01-02T03:04Z",
            "20260102T030405Z",
            "+002026-01-02T03:04:05Z",
            "2026-02-30T03:04:05Z",
            "2026-01-02T24:00:00Z",
            "2026-01-02T03:04:05.00000000000000000000001Z",
            "2026-01-02T03:04:05Z ",
        ] {
            assert!(!is_rfc_3339(time), "{time}");
        }
    }
}
