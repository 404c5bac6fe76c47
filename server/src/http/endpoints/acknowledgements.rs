//! `POST /v1/acknowledgements`: a release was read, accepted, deferred or declined.
//!
//! Takes an [`Acknowledgement`], answers [`Acknowledged`]. It gives no consent to anything.

use std::sync::Arc;

use axum::Json;
use axum::extract::State;
use axum::http::HeaderMap;
use axum::response::{IntoResponse, Response};
use consent::wire::{Acknowledged, Acknowledgement, Actor, Delivery, Problem};

use crate::decision::act::{Act, NOTICE, RecordState};
use crate::decision::ledger::Event;
use crate::http::endpoints::append_event::append_event;
use crate::http::request::caller::Caller;
use crate::http::request::extractors::{check_client_time, idempotency_key};
use crate::http::request::find_or_create_person::Proof;
use crate::http::request::json_body::Body;
use crate::http::request::viewed_text::{check_view, open_view};
use crate::refusal::Refusal;
use crate::state::App;

/// Says what the person did with the release as a whole.
#[utoipa::path(
    post,
    path = "/v1/acknowledgements",
    tag = "choices",
    params(("Idempotency-Key" = Option<String>, Header, description = "left out: one act under one view is stored once", min_length = 1, max_length = 128, pattern = "^[!-~]+$")),
    request_body = Acknowledgement,
    responses(
        (status = 200, description = "stored durably", body = Acknowledged),
        (status = 408, description = "busy: the body did not come in time; nothing was stored, send it again", body = Problem, content_type = "application/problem+json"),
        (status = 409, description = "view_expired with a fresh token, or notice_changed", body = Problem, content_type = "application/problem+json"),
        (status = "4XX", description = "it was not accepted", body = Problem, content_type = "application/problem+json"),
        (status = "5XX", description = "busy: nothing was stored; outcome_unknown: it may have been, send it again", body = Problem, content_type = "application/problem+json"),
    )
)]
pub async fn post(
    State(app): State<Arc<App>>,
    caller: Caller,
    headers: HeaderMap,
    Body(asked): Body<Acknowledgement>,
) -> Result<Response, Refusal> {
    caller.count_write(&app)?;
    check_client_time(asked.client_time.as_deref())?;
    let answer = asked.answer;
    let site = app.site.manifest()?;
    let release = site
        .current_release()
        .expect("a manifest lists its current release");
    let seen = open_view(&app, &caller, &asked.view_token)?;
    let key = match headers.contains_key("idempotency-key") {
        true => idempotency_key(&headers)?,
        false => format!("{NOTICE}:{}:{}", answer.code(), seen.nonce),
    };
    let proof = Proof {
        act: &key,
        seen: &seen,
    };
    let person = caller.person(&app, &site, proof).await?;
    let event = Event {
        act: Act::Acknowledge(answer),
        words_hash: seen.text_hash.clone(),
        surface: seen.surface.clone(),
        seen,
        actor: Actor::Subject,
        entity: None,
        age_band: None,
        client_time: asked.client_time,
        gpc: caller.gpc,
        key,
        delivery: Delivery::Recorded,
    };

    let rule = |_: Option<&_>, _: Option<&_>| {
        check_view(&app, &site, &event.seen).map(|()| RecordState::Answer(answer))
    };
    let (row, _) = append_event(&app, &person, &event, (release, None), rule).await?;

    let cookie = person.cookie(&app, &row);
    let (record, release, at, receipt) = (row.id, row.release, row.time, row.receipt);
    let body = Json(Acknowledged {
        record,
        release,
        answer,
        at,
        receipt,
    });
    Ok((cookie, body).into_response())
}
