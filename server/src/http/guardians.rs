//! `POST /v1/guardians`: a parent or guardian states who they are before deciding for a child.
//!
//! Takes a [`GuardianAct`], keeps it in the child's chain as the act of another entity, answers a
//! [`GuardianStep`] whose token a decision carries. No name is asked for or kept.

use std::sync::Arc;

use axum::Json;
use axum::extract::State;
use axum::http::header::SET_COOKIE;
use axum::response::{AppendHeaders, IntoResponse, Response};
use consent::wire::{Actor, Delivery, GuardianAct, GuardianStep, Problem, ProblemCode, Relation};

use super::Refusal;
use super::caller::Caller;
use super::input::Body;
use super::views::{check_view, open_view};
use crate::clock::seconds_to_text;
use crate::ledger::{self, Event, random_id};
use crate::receipt::receipt;
use crate::state::App;
use crate::tokens::Guardian;

/// Under which purpose statements of guardians are kept.
const GUARDIAN: &str = "guardian";

/// Says that a guardian is here and has read the statement for guardians.
#[utoipa::path(
    post,
    path = "/v1/guardians",
    tag = "choices",
    request_body = GuardianAct,
    responses(
        (status = 200, description = "stored durably; a token for the guardian's decisions", body = GuardianStep),
        (status = 409, description = "view_expired with a fresh token, or notice_changed", body = Problem, content_type = "application/problem+json"),
        (status = "4XX", description = "it was not accepted", body = Problem, content_type = "application/problem+json"),
        (status = "5XX", description = "it could not be done; nothing was stored", body = Problem, content_type = "application/problem+json"),
    )
)]
pub async fn post(
    State(app): State<Arc<App>>,
    caller: Caller,
    Body(act): Body<GuardianAct>,
) -> Result<Response, Refusal> {
    app.limits.check(caller.counted_as())?;
    check_statement(&act.statement)?;
    let site = app.site.manifest()?;
    let release = site
        .current_release()
        .expect("a manifest lists its current release");
    let seen = open_view(&app, &caller, &act.view_token)?;
    let relation = match act.relation {
        Relation::Parent => "parent",
        Relation::Guardian => "guardian",
    };
    let key = format!("{GUARDIAN}:{relation}:{}", seen.nonce);
    let person = caller.person(&app, &key, &act.view_token);
    let event = Event {
        purpose: GUARDIAN.to_owned(),
        kind: GUARDIAN.to_owned(),
        verb: "state".to_owned(),
        words: act.statement,
        surface: seen.surface.clone(),
        seen,
        actor: Actor::Guardian,
        entity: Some(random_id()),
        age_band: None,
        client_time: None,
        gpc: caller.gpc,
        key,
        delivery: Delivery::Recorded,
    };

    let rule = |_: Option<&_>, _: Option<&_>| {
        check_view(&app, &site, &event.seen).map(|()| relation.to_owned())
    };
    let receipt = |record| receipt(record, release, None, &app.settings);
    let (row, _) = ledger::append(&app, &person, &event, rule, receipt).await?;

    let expires = app.clock.seconds() + i64::from(app.settings.view_minutes) * 60;
    let child = person.subject.as_str().to_owned();
    let guardian = Guardian {
        entity: row.entity.clone(),
        child,
        expires,
    };
    let body = Json(GuardianStep {
        guardian_token: app.tokens.seal(&guardian),
        entity: row.entity,
        expires_at: seconds_to_text(expires),
    });
    let cookie = person
        .new_cookie
        .map(|cookie| AppendHeaders([(SET_COOKIE, cookie)]));
    Ok((cookie, body).into_response())
}

fn check_statement(statement: &str) -> Result<(), Refusal> {
    if statement.len() == 64 && statement.bytes().all(|byte| byte.is_ascii_hexdigit()) {
        return Ok(());
    }
    let detail = "`statement` is SHA-256, in hex, of the statement that the guardian saw";
    Err(Refusal::new(ProblemCode::BadRequest, detail))
}
