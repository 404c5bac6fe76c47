//! `/openapi.json`: the contract, made from the types that both ends use.
//!
//! The same text is committed as `docs/openapi.json`; a test fails when they differ.

use axum::http::header::{CACHE_CONTROL, CONTENT_TYPE};
use axum::response::IntoResponse;
use consent::wire::Problem;
use utoipa::openapi::path::Operation;
use utoipa::openapi::security::{ApiKey, ApiKeyValue, HttpAuthScheme, HttpBuilder, SecurityScheme};
use utoipa::openapi::{
    ComponentsBuilder, Content, Header, Ref, RefOr, ResponseBuilder, SecurityRequirement,
};
use utoipa::{OpenApi, ToSchema};

use super::error::PROBLEM_JSON;

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
    let components = ComponentsBuilder::from(document.components.unwrap_or_default());
    document.components = Some(
        components
            .security_scheme("bearer", bearer())
            .security_scheme("cookie", cookie())
            .build(),
    );
    for (path, item) in &mut document.paths.paths {
        // Who calls matters under this address and nowhere else.
        if path.starts_with("/v1/") {
            let operations = [
                &mut item.get,
                &mut item.put,
                &mut item.post,
                &mut item.delete,
            ];
            operations.into_iter().flatten().for_each(add_caller);
        }
    }
    let mut json = document
        .to_pretty_json()
        .expect("the document is plain data with text keys");
    json.push('\n');
    json
}

/// Says how the caller of an operation is known, and what a token that is not accepted gets.
fn add_caller(operation: &mut Operation) {
    let by = |scheme: &str| SecurityRequirement::new(scheme, Vec::<String>::new());
    // The empty one: a browser that has not decided yet sends nothing.
    operation.security = Some(vec![
        SecurityRequirement::default(),
        by("cookie"),
        by("bearer"),
    ]);
    let problem = Content::new(Some(RefOr::Ref(Ref::from_schema_name(Problem::name()))));
    let refused = ResponseBuilder::new()
        .description("not_signed_in: the host app's token is not accepted; nothing was stored")
        .content(PROBLEM_JSON, problem)
        .header("WWW-Authenticate", Header::default());
    let responses = &mut operation.responses.responses;
    responses.insert("401".to_owned(), refused.build().into());
}

fn bearer() -> SecurityScheme {
    let about = "A JWT of the host app: EdDSA, ES256 or RS256, with iss, aud, sub and exp. Wins over the cookie.";
    let scheme = HttpBuilder::new()
        .scheme(HttpAuthScheme::Bearer)
        .bearer_format("JWT");
    SecurityScheme::Http(scheme.description(Some(about)).build())
}

fn cookie() -> SecurityScheme {
    let about = "Set with the first thing stored, for a browser without a token; `mingbai` where the site is reached without https.";
    let value = ApiKeyValue::with_description("__Host-mingbai", about);
    SecurityScheme::ApiKey(ApiKey::Cookie(value))
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
