//! Limits the size of a request's address and headers.
//!
//! Checked here so that the client gets a problem document with a code: the HTTP library's own
//! limits, which are wider, only close the connection. Entry point: [`refuse_large`].

use axum::extract::Request;
use axum::http::{HeaderMap, StatusCode};
use axum::middleware::Next;
use axum::response::Response;

use crate::http::error::too_large;

/// Bytes of an address: RFC 9110, 4.1 asks for 8,000 at least.
const LONGEST_ADDRESS: usize = 8 * 1024;

/// Bytes of all headers: the token of a host app has about two thousand.
const LARGEST_HEADERS: usize = 32 * 1024;

/// Refuses a request with a larger head.
pub async fn refuse_large(request: Request, next: Next) -> Response {
    let address = request.uri().path_and_query();
    if address.is_some_and(|address| address.as_str().len() > LONGEST_ADDRESS) {
        let detail = format!("an address has at most {LONGEST_ADDRESS} bytes");
        return too_large(StatusCode::URI_TOO_LONG, detail);
    }
    if size(request.headers()) > LARGEST_HEADERS {
        let detail = format!("the headers have at most {LARGEST_HEADERS} bytes together");
        let status = StatusCode::REQUEST_HEADER_FIELDS_TOO_LARGE;
        return too_large(status, detail);
    }
    next.run(request).await
}

fn size(headers: &HeaderMap) -> usize {
    let lines = headers.iter();
    lines
        .map(|(name, value)| name.as_str().len() + value.len())
        .sum()
}
