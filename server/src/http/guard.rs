//! Refuses writes that another site makes in a person's name.
//!
//! Browsers say where a write comes from; programs that are no browser say nothing and carry no
//! cookie of somebody else. No browser adds a host app's token by itself, so a write with one is
//! taken from the listed hosts too. Entry point: [`refuse_other_sites`].

use std::sync::Arc;

use axum::extract::{Request, State};
use axum::http::header::{HOST, ORIGIN};
use axum::http::{HeaderMap, Method};
use axum::middleware::Next;
use axum::response::{IntoResponse, Response};
use consent::wire::ProblemCode;

use super::{Refusal, bearer};
use crate::settings::Settings;
use crate::state::App;

/// Lets reads pass, writes of the page itself, and those that a host app signed in.
pub async fn refuse_other_sites(
    State(app): State<Arc<App>>,
    request: Request,
    next: Next,
) -> Response {
    let is_read = matches!(
        *request.method(),
        Method::GET | Method::HEAD | Method::OPTIONS
    );
    let headers = request.headers();
    if is_read || is_own_page(headers) || is_host_app(headers, &app.settings) {
        return next.run(request).await;
    }
    let detail = "decisions are taken from the page's own address only; open the page there";
    Refusal::new(ProblemCode::CrossSite, detail).into_response()
}

/// With a token, good or bad: the cookie is not looked at then.
fn is_host_app(headers: &HeaderMap, settings: &Settings) -> bool {
    let is_listed = |origin| settings.allowed_hosts.iter().any(|host| origin == host);
    bearer::is_sent(headers) && headers.get(ORIGIN).is_none_or(is_listed)
}

/// `Sec-Fetch-Site` cannot be set by a page and is believed first; older browsers send `Origin`.
fn is_own_page(headers: &HeaderMap) -> bool {
    if let Some(site) = headers.get("sec-fetch-site") {
        return site == "same-origin" || site == "none";
    }
    let Some(origin) = headers.get(ORIGIN) else {
        return true;
    };
    let origin = origin.to_str().unwrap_or_default();
    let from = origin.split_once("://").map(|(_, host)| host);
    let host = headers
        .get("x-forwarded-host")
        .or_else(|| headers.get(HOST));
    let host = host.and_then(|host| host.to_str().ok());
    from.is_some() && from == host
}
