//! What is kept about a person, for that person: list, receipts, export, erasure.
//!
//! Every address answers for the caller only. Entry points: [`list`], [`one_receipt`],
//! [`export`], [`erase`].

use std::sync::Arc;

use axum::Json;
use axum::extract::{Path, State};
use axum::http::HeaderMap;
use axum::http::header::{ACCEPT, CACHE_CONTROL, CONTENT_DISPOSITION, CONTENT_TYPE, VARY};
use axum::response::{Html, IntoResponse, Response};
use consent::wire::{Erased, Export, Problem, ProblemCode, Receipt, Records};
use consent::{chain, jws};

use super::Refusal;
use super::caller::Caller;
use super::printable;
use crate::state::App;
use crate::store::Row;

/// What stands for the name of somebody of whom nothing is kept.
const NOBODY: &str = "none";

/// The person's records, oldest first: the history of every decision.
#[utoipa::path(
    get,
    path = "/v1/records",
    tag = "records",
    responses(
        (status = 200, description = "all of them; empty for a new person", body = Records),
        (status = "5XX", description = "it could not be done", body = Problem, content_type = "application/problem+json"),
    )
)]
pub async fn list(State(app): State<Arc<App>>, caller: Caller) -> Result<Response, Refusal> {
    let rows = rows(&app, &caller).await?;
    let records = rows.iter().map(Row::record).collect();
    Ok((PRIVATE, Json(Records { records })).into_response())
}

/// One receipt: the compact JWS, or a page to print for `Accept: text/html`.
#[utoipa::path(
    get,
    path = "/v1/records/{id}/receipt",
    tag = "records",
    params(("id" = String, Path, description = "id of the record")),
    responses(
        (status = 200, description = "the receipt", content(
            (String = "application/jose"),
            (String = "text/html"),
        )),
        (status = 404, description = "the caller has no such record", body = Problem, content_type = "application/problem+json"),
        (status = "4XX", description = "it was not accepted", body = Problem, content_type = "application/problem+json"),
        (status = "5XX", description = "it could not be done", body = Problem, content_type = "application/problem+json"),
    )
)]
pub async fn one_receipt(
    State(app): State<Arc<App>>,
    Path(id): Path<String>,
    caller: Caller,
    headers: HeaderMap,
) -> Result<Response, Refusal> {
    let row = match &caller.subject {
        Some(subject) => app.store.record(subject.as_str(), &id).await?,
        None => None,
    };
    let missing = "you have no record of that id; see GET /v1/records";
    let row = row.ok_or_else(|| Refusal::new(ProblemCode::NotFound, missing))?;
    let common = [
        (CACHE_CONTROL, "private, no-cache"),
        (VARY, "Accept, Cookie, Authorization"),
    ];
    let accept = headers.get(ACCEPT).and_then(|accept| accept.to_str().ok());
    if accept.is_some_and(|accept| accept.contains("text/html")) {
        let receipt: Receipt =
            jws::verify(&row.receipt, &app.keys.published()).map_err(|error| {
                tracing::error!(%error, record = row.id, "a receipt does not verify");
                Refusal::new(
                    ProblemCode::Failed,
                    "the receipt does not verify; the operator is told",
                )
            })?;
        return Ok((common, Html(printable::page(&receipt, &row.receipt))).into_response());
    }
    Ok((common, [(CONTENT_TYPE, "application/jose")], row.receipt).into_response())
}

/// Everything that is kept about the person, with the chain and the keys to check it.
#[utoipa::path(
    get,
    path = "/v1/export",
    tag = "records",
    responses(
        (status = 200, description = "all of it, as a file", body = Export),
        (status = "5XX", description = "it could not be done", body = Problem, content_type = "application/problem+json"),
    )
)]
pub async fn export(State(app): State<Arc<App>>, caller: Caller) -> Result<Response, Refusal> {
    let rows = rows(&app, &caller).await?;
    let export = Export {
        subject: rows.first().map_or(NOBODY, |row| &row.principal).to_owned(),
        exported_at: app.clock.text(),
        head: rows
            .last()
            .map_or(chain::START, |row| &row.chain)
            .to_owned(),
        records: rows.iter().map(Row::record).collect(),
        receipts: rows.into_iter().map(|row| row.receipt).collect(),
        keys: app.keys.published(),
    };
    let as_file = [(
        CONTENT_DISPOSITION,
        "attachment; filename=\"mingbai-choices.json\"",
    )];
    Ok((PRIVATE, as_file, Json(export)).into_response())
}

/// Cuts every way from the person to their records; what is left is proof under a pseudonym.
#[utoipa::path(
    delete,
    path = "/v1/subject",
    tag = "records",
    responses(
        (status = 200, description = "done; the cookie, if that is who asked, is taken away", body = Erased),
        (status = 429, description = "too_many_requests, with Retry-After", body = Problem, content_type = "application/problem+json"),
        (status = "4XX", description = "it was not accepted", body = Problem, content_type = "application/problem+json"),
        (status = "5XX", description = "it could not be done; nothing was changed", body = Problem, content_type = "application/problem+json"),
    )
)]
pub async fn erase(State(app): State<Arc<App>>, caller: Caller) -> Result<Response, Refusal> {
    // Of who is not known nothing is kept; they use up nobody's count.
    if caller.subject.is_some() {
        caller.count_write(&app)?;
    }
    let rows = rows(&app, &caller).await?;
    let pseudonym = rows.first().map_or(NOBODY, |row| &row.principal).to_owned();
    let mut records = 0;
    if let Some(subject) = caller.subject.as_ref().filter(|_| !rows.is_empty()) {
        let filed_as = format!("erased-{pseudonym}");
        records = app.store.erase(subject.as_str(), &filed_as).await?;
        app.recent.forget(subject);
        app.live.announce(subject);
    }
    let erased = Erased {
        records,
        pseudonym,
        reason: "The operator has to be able to show that a decision was made (GDPR 7(1)); \
                 what is kept names nobody and no longer leads to you."
            .to_owned(),
        at: app.clock.text(),
    };
    let is_by_cookie = caller.signed_in().is_none();
    let cookie = is_by_cookie.then(|| caller.cookie.clear());
    Ok((PRIVATE, cookie, Json(erased)).into_response())
}

const PRIVATE: [(axum::http::HeaderName, &str); 1] = [(CACHE_CONTROL, "private, no-store")];

async fn rows(app: &App, caller: &Caller) -> Result<Vec<Row>, Refusal> {
    match &caller.subject {
        Some(subject) => Ok(app.store.after(subject.as_str(), 0).await?),
        None => Ok(Vec::new()),
    }
}
