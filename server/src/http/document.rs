//! `/openapi.json`: the contract, made from the types that both ends use.
//!
//! The same text is committed as `docs/openapi.json`; a test fails when they differ.

use axum::http::header::{CACHE_CONTROL, CONTENT_TYPE};
use axum::response::IntoResponse;
use utoipa::OpenApi;

/// The head of the document.
#[derive(OpenApi)]
#[openapi(
    info(
        title = "Mingbai consent API",
        version = "1",
        description = "Records what people decide about the processing that a privacy notice names, and gives them proof. Errors are RFC 9457 problems with a stable `code`; the server's time counts.",
        license(name = "MIT OR Apache-2.0", identifier = "MIT OR Apache-2.0"),
    ),
    servers((url = "/")),
    tags(
        (name = "choices", description = "Where a person stands, and what they decide."),
        (name = "records", description = "What is kept, and how a person takes it away."),
        (name = "keys", description = "What receipts are checked with, and what the site declares."),
        (name = "operations", description = "For those who run the server."),
    )
)]
struct Head;

/// The contract in OpenAPI 3.1, as JSON text.
pub fn openapi() -> String {
    let (_, mut document) = super::api().split_for_parts();
    let head = Head::openapi();
    document.info = head.info;
    document.servers = head.servers;
    document.tags = head.tags;
    let mut json = document
        .to_pretty_json()
        .expect("the document is plain data with text keys");
    json.push('\n');
    json
}

/// Serves it.
pub async fn serve() -> impl IntoResponse {
    (
        [
            (CONTENT_TYPE, "application/json"),
            (CACHE_CONTROL, "no-cache"),
        ],
        openapi(),
    )
}
