//! Refuses writes that another site makes in a person's name.
//!
//! Browsers say where a write comes from; programs that are no browser say nothing and carry no
//! cookie of somebody else. Entry point: [`refuse_other_sites`].

use axum::extract::Request;
use axum::http::header::{HOST, ORIGIN};
use axum::http::{HeaderMap, Method};
use axum::middleware::Next;
use axum::response::{IntoResponse, Response};
use consent::wire::ProblemCode;

use super::Refusal;

/// Lets reads pass, and writes of the page itself.
pub async fn refuse_other_sites(request: Request, next: Next) -> Response {
    let is_read = matches!(
        *request.method(),
        Method::GET | Method::HEAD | Method::OPTIONS
    );
    if is_read || is_own_page(request.headers()) {
        return next.run(request).await;
    }
    let detail = "decisions are taken from the page's own address only; open the page there";
    Refusal::new(ProblemCode::CrossSite, detail).into_response()
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
