//! `Authorization: Bearer`: the host app's token in a request, and whom it stands for.
//!
//! Takes headers, gives a [`SignedIn`] or refuses. Other schemes, such as a proxy's `Basic`, are
//! not for this server. Entry points: [`is_sent`] and [`signed_in`].

use axum::http::HeaderMap;
use axum::http::header::{AUTHORIZATION, HeaderValue};
use consent::wire::ProblemCode;

use crate::identity::host_app::{NotAccepted, SignedIn};
use crate::refusal::Refusal;
use crate::state::App;

/// Whether a request brings a token, good or bad.
pub fn is_sent(headers: &HeaderMap) -> bool {
    tokens(headers).next().is_some()
}

/// Whom the token of a request stands for; `None` when it brings none.
pub async fn signed_in(app: &App, headers: &HeaderMap) -> Result<Option<SignedIn>, Refusal> {
    let mut tokens = tokens(headers);
    let Some(token) = tokens.next() else {
        return Ok(None);
    };
    let Some(host) = &app.host else {
        return Err(NotAccepted::NoHost.into());
    };
    // With two there would be two people to choose from.
    let (Some(token), None) = (token, tokens.next()) else {
        return Err(NotAccepted::Unreadable.into());
    };
    Ok(Some(host.signed_in(token, app.clock.seconds()).await?))
}

impl From<NotAccepted> for Refusal {
    fn from(reason: NotAccepted) -> Self {
        Self::new(ProblemCode::NotSignedIn, reason.to_string())
    }
}

/// Every bearer token; `None` for one that is no text.
fn tokens(headers: &HeaderMap) -> impl Iterator<Item = Option<&str>> {
    headers.get_all(AUTHORIZATION).iter().filter_map(token)
}

fn token(value: &HeaderValue) -> Option<Option<&str>> {
    let bytes = value.as_bytes().trim_ascii_start();
    let scheme_ends = bytes.iter().position(u8::is_ascii_whitespace);
    let (scheme, token) = bytes.split_at(scheme_ends.unwrap_or(bytes.len()));
    let is_bearer = scheme.eq_ignore_ascii_case(b"bearer");
    is_bearer.then(|| std::str::from_utf8(token.trim_ascii()).ok())
}
