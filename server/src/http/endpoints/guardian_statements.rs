//! `POST /v1/guardians`: a parent or guardian states who they are before deciding for a child.
//!
//! Takes a [`GuardianAct`], keeps it in the child's chain as the act of another entity, answers a
//! [`GuardianStep`] whose token a decision carries. No name is asked for or kept.

use std::sync::Arc;

use axum::Json;
use axum::extract::State;
use axum::response::{IntoResponse, Response};
use consent::manifest::SiteManifest;
use consent::wire::{Actor, Delivery, GuardianAct, GuardianStep, Problem, ProblemCode};

use crate::clock::{seconds, seconds_to_text};
use crate::decision::act::{Act, GUARDIAN, RecordState};
use crate::decision::ledger::{Event, random_id};
use crate::http::endpoints::append_event::append_event;
use crate::http::request::caller::Caller;
use crate::http::request::find_or_create_person::Proof;
use crate::http::request::json_body::Body;
use crate::http::request::viewed_text::{check_text, check_view, done_too_long_ago, open_view};
use crate::refusal::Refusal;
use crate::secrets::hmac_tokens::GuardianClaims;
use crate::state::App;
use crate::store::Row;

/// Says that a guardian is here and has read the statement for guardians.
#[utoipa::path(
    post,
    path = "/v1/guardians",
    tag = "choices",
    request_body = GuardianAct,
    responses(
        (status = 200, description = "stored durably; a token for the guardian's decisions", body = GuardianStep),
        (status = 408, description = "busy: the body did not come in time; nothing was stored, send it again", body = Problem, content_type = "application/problem+json"),
        (status = 409, description = "view_expired with a fresh token, or notice_changed", body = Problem, content_type = "application/problem+json"),
        (status = "4XX", description = "it was not accepted", body = Problem, content_type = "application/problem+json"),
        (status = "5XX", description = "busy: nothing was stored; outcome_unknown: it may have been, send it again", body = Problem, content_type = "application/problem+json"),
    )
)]
pub async fn post(
    State(app): State<Arc<App>>,
    caller: Caller,
    Body(act): Body<GuardianAct>,
) -> Result<Response, Refusal> {
    caller.count_write(&app)?;
    let site = app.site.manifest()?;
    let release = site
        .current_release()
        .expect("a manifest lists its current release");
    let seen = open_view(&app, &caller, &act.view_token)?;
    let relation = act.relation;
    let act_name = format!("{GUARDIAN}:{}", relation.code());
    let key = format!("{act_name}:{}", seen.nonce);
    let proof = Proof {
        // Without the nonce: stated once more, it is another record of the same child.
        act: &act_name,
        seen: &seen,
    };
    let person = caller.person(&app, &site, proof).await?;
    let event = Event {
        act: Act::StateRelation(relation),
        words_hash: act.statement_hash,
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
        check_view(&app, &site, &event.seen)?;
        check_statement(&site, &event)?;
        Ok(RecordState::Relation(relation))
    };
    let (row, _) = append_event(&app, &person, &event, (release, None), rule).await?;

    let child = person.subject.as_str().to_owned();
    let cookie = person.cookie(&app, &row);
    let expires = expiry(&app, &row);
    if expires <= app.clock.seconds() {
        // An old statement sent again: the guardian states it anew, under the text of today.
        check_text(&site, &event.seen)?;
        return Err(done_too_long_ago(&app, &event.seen));
    }
    let guardian = GuardianClaims {
        entity: row.entity.clone(),
        child,
        chain: row.principal.clone(),
        expires,
    };
    let body = Json(GuardianStep {
        guardian_token: app.tokens.seal(&guardian),
        entity: row.entity,
        expires_at: seconds_to_text(expires),
    });
    Ok((cookie, body).into_response())
}

/// Until when the guardian may decide, in seconds: counted from the record, so that the same
/// statement sent again gives no more time.
fn expiry(app: &App, row: &Row) -> i64 {
    // A time that cannot be read is long ago: it gives nobody anything.
    let stated_at = seconds(&row.time).unwrap_or(0);
    stated_at + i64::from(app.settings.view_minutes) * 60
}

/// A guardian states the words that were published, in the language of the view, and no others.
fn check_statement(site: &SiteManifest, event: &Event) -> Result<(), Refusal> {
    let published = site.guardian_statement_hash.as_ref();
    if published.is_some_and(|published| published.get(&event.seen.language) == event.words_hash) {
        return Ok(());
    }
    let detail = match published {
        Some(_) => {
            "`statement_hash` is not the published hash of the statement; load the page again"
        }
        None => "the site publishes no statement for guardians; publish the notice again",
    };
    Err(Refusal::new(ProblemCode::WrongWords, detail))
}
