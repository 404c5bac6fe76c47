//! `GET /v1/records`, the receipt of one, and `DELETE /v1/subject`: a person lists, proves and
//! erases what is kept.
//!
//! Every address answers for the caller only; the export is in [`super::export`]. Entry points:
//! [`list`], [`one_receipt`], [`erase`].
#![allow(
    unused_qualifications,
    reason = "the macro of the OpenAPI document writes them"
)]

use std::sync::Arc;

use axum::Json;
use axum::extract::{Query, State};
use axum::http::HeaderMap;
use axum::http::header::{
    ACCEPT, CACHE_CONTROL, CONTENT_SECURITY_POLICY, CONTENT_TYPE, HeaderName, VARY,
};
use axum::response::{Html, IntoResponse, Response};
use consent::jws;
use consent::wire::{Erased, Problem, ProblemCode, Receipt, Records};
use serde::Deserialize;
use utoipa::IntoParams;
use uuid::Uuid;

use super::receipt_page;
use crate::http::request::caller::Caller;
use crate::http::request::extractors::Id;
use crate::refusal::Refusal;
use crate::state::App;
use crate::store::{Erase, Row};

/// Records on one page at most, and where the caller does not say.
const LONGEST_PAGE: i64 = 500;

/// The last place that a page can begin after: larger integers are not kept by all readers of JSON
/// (RFC 8259, 6), and no chain is that long.
const LAST_PLACE: u64 = (1 << 53) - 1;

/// For what is the caller's alone.
pub const PRIVATE: [(HeaderName, &str); 1] = [(CACHE_CONTROL, "private, no-store")];

/// Which page of the records.
#[derive(Debug, Deserialize, IntoParams)]
#[into_params(parameter_in = Query)]
#[serde(deny_unknown_fields)]
pub struct Page {
    /// The page begins after the record of that place; left out: with the first one.
    #[serde(default)]
    #[param(minimum = 0, maximum = 9007199254740991_u64)]
    after: u64,
    /// How many records at most, 1 to 500; left out: 500.
    #[param(minimum = 1, maximum = 500)]
    limit: Option<u16>,
}

/// The person's records, oldest first: the history of every decision, a page at a time.
#[utoipa::path(
    get,
    path = "/v1/records",
    tag = "records",
    params(Page),
    responses(
        (status = 200, description = "a page of them; empty for a new person", body = Records),
        (status = "4XX", description = "it was not accepted", body = Problem, content_type = "application/problem+json"),
        (status = "5XX", description = "it could not be done", body = Problem, content_type = "application/problem+json"),
    )
)]
pub async fn list(
    State(app): State<Arc<App>>,
    caller: Caller,
    page: Result<Query<Page>, axum::extract::rejection::QueryRejection>,
) -> Result<Response, Refusal> {
    let (after, limit) = page_of(page)?;
    let rows = match &caller.subject {
        // One more than asked for tells whether there is a next page.
        Some(subject) => app.store.after(subject.as_str(), after, limit + 1).await?,
        None => Vec::new(),
    };
    let has_more = rows.len() > usize::try_from(limit).unwrap_or(usize::MAX);
    let records: Vec<_> = rows.iter().map(Row::record).take(limit as usize).collect();
    let next = records
        .last()
        .map(|last| last.sequence)
        .filter(|_| has_more);
    Ok((PRIVATE, Json(Records { records, next })).into_response())
}

fn page_of(
    page: Result<Query<Page>, axum::extract::rejection::QueryRejection>,
) -> Result<(i64, i64), Refusal> {
    let unclear = || {
        let detail = "`after` is a place in the chain and `limit` a number from 1 to 500";
        Refusal::new(ProblemCode::BadRequest, detail)
    };
    let Query(page) = page.map_err(|_| unclear())?;
    let limit = page.limit.map_or(LONGEST_PAGE, i64::from);
    match page.after <= LAST_PLACE && (1..=LONGEST_PAGE).contains(&limit) {
        true => Ok((page.after.cast_signed(), limit)),
        false => Err(unclear()),
    }
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
    Id(id): Id,
    caller: Caller,
    headers: HeaderMap,
) -> Result<Response, Refusal> {
    // No other text is asked of the store: PostgreSQL takes no zero byte, for one.
    let row = match caller
        .subject
        .as_ref()
        .filter(|_| Uuid::parse_str(&id).is_ok())
    {
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
        // Another server may have signed it with a key that is new since.
        app.keys.look(app.clock.seconds()).await;
        let receipt: Receipt =
            jws::verify(&row.receipt, &app.keys.published()).map_err(|error| {
                tracing::error!(%error, record = row.id, "a receipt does not verify");
                Refusal::new(
                    ProblemCode::Failed,
                    "the receipt does not verify; the operator is told",
                )
            })?;
        let page = Html(receipt_page::page(&receipt, &row.receipt));
        let policy = [(CONTENT_SECURITY_POLICY, receipt_page::policy())];
        return Ok((common, policy, page).into_response());
    }
    Ok((common, [(CONTENT_TYPE, "application/jose")], row.receipt).into_response())
}

/// Deletes everything that is kept about the person, once and for all.
#[utoipa::path(
    delete,
    path = "/v1/subject",
    tag = "records",
    responses(
        (status = 200, description = "done; the cookie, if that is who asked, is taken away", body = Erased),
        (status = 429, description = "too_many_requests, with Retry-After", body = Problem, content_type = "application/problem+json"),
        (status = "4XX", description = "it was not accepted", body = Problem, content_type = "application/problem+json"),
        (status = "5XX", description = "busy: nothing was changed; outcome_unknown: it may be under way, send it again", body = Problem, content_type = "application/problem+json"),
    )
)]
pub async fn erase(State(app): State<Arc<App>>, caller: Caller) -> Result<Response, Refusal> {
    // Of who is not known nothing is kept; they use up nobody's count.
    if caller.subject.is_some() {
        caller.count_write(&app)?;
    }
    let at = app.clock.text();
    let mut records = 0;
    for subject in caller.subject.iter().chain(&caller.other_names) {
        let erase = Erase {
            subject: subject.as_str(),
            at: &at,
            is_told: app.settings.webhook_url.is_some(),
        };
        let erased = app.store.erase(erase).await;
        app.row_cache.forget_erased(subject.as_str());
        app.live.announce(subject);
        if let Some((mark, count)) = erased? {
            records += count;
            app.erasures.add(&mark).await;
            app.webhook.notify_one();
        }
    }
    let erased = Erased {
        records,
        at,
        downstream_is_told: records > 0 && app.settings.webhook_url.is_some(),
        backup_days: app.settings.backup_days,
    };
    let is_by_cookie = caller.signed_in().is_none();
    let cookie = is_by_cookie.then(|| caller.cookie.clear());
    Ok((PRIVATE, cookie, Json(erased)).into_response())
}
