//! `GET /v1/choices`: a person's current choices on all purposes.
//!
//! Derived from the records at each request; an ETag spares sending the same answer twice.

use std::sync::Arc;

use axum::Json;
use axum::extract::State;
use axum::http::header::{CACHE_CONTROL, ETAG, HeaderName, HeaderValue, VARY};
use axum::http::{HeaderMap, StatusCode};
use axum::response::{IntoResponse, Response};
use consent::wire::{Choices, Problem};

use crate::decision::current_choices;
use crate::decision::ledger::check_hash;
use crate::http::entity_tag;
use crate::http::request::caller::Caller;
use crate::http::request::cookie::SetCookie;
use crate::refusal::Refusal;
use crate::state::App;

/// Where the person stands on every purpose of the current release. Hands out no new cookie; one
/// that is older than a month is renewed.
#[utoipa::path(
    get,
    path = "/v1/choices",
    tag = "choices",
    params(("If-None-Match" = Option<String>, Header, description = "the ETag of an earlier answer")),
    responses(
        (status = 200, description = "one entry for each purpose", body = Choices,
         headers(("ETag" = String, description = "changes with any choice"))),
        (status = 304, description = "nothing changed since that ETag"),
        (status = "4XX", description = "it was not accepted", body = Problem, content_type = "application/problem+json"),
        (status = "5XX", description = "it could not be done", body = Problem, content_type = "application/problem+json"),
    )
)]
pub async fn list(
    State(app): State<Arc<App>>,
    caller: Caller,
    headers: HeaderMap,
) -> Result<Response, Refusal> {
    let site = app.site.manifest()?;
    let rows = match &caller.subject {
        Some(subject) => app.store.latest(subject.as_str()).await?,
        None => Vec::new(),
    };
    for row in &rows {
        check_hash(Some(row))?;
    }
    let choices = current_choices::choices(&site, &rows, caller.gpc);
    // Only of a person: a cookie that was handed out with an answer that was lost is let go.
    let renewal = match choices.subject_is_new {
        true => SetCookie::default(),
        false => caller.renewal(&app),
    };
    let json = serde_json::to_vec(&choices).expect("choices are plain data with text keys");
    let tag = entity_tag::of(&json);
    let is_had = entity_tag::is_had(&headers, &tag);
    let varies = HeaderValue::from_static("Cookie, Authorization, Sec-GPC");
    let common: [(HeaderName, HeaderValue); 3] = [
        (ETAG, tag),
        (CACHE_CONTROL, HeaderValue::from_static("private, no-cache")),
        (VARY, varies),
    ];
    if is_had {
        return Ok((StatusCode::NOT_MODIFIED, common, renewal, ()).into_response());
    }
    Ok((common, renewal, Json(choices)).into_response())
}
