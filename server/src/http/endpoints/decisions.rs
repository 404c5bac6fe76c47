//! `PUT /v1/choices/{purpose}`: one decision for one purpose.
//!
//! Takes a [`Decision`] with `Idempotency-Key` and `If-Match`, answers [`Decided`] once it is on
//! the disk. What a decision may do is in [`crate::decision::transition`]; what it must bring is
//! checked here.

use std::sync::Arc;

use axum::Json;
use axum::extract::State;
use axum::http::HeaderMap;
use axum::http::header::{CACHE_CONTROL, ETAG};
use axum::response::{IntoResponse, Response};
use consent::manifest::{PurposeEntry, ReleaseEntry, SiteManifest};
use consent::wire::{
    Actor, AgeBand, Decided, Decision, Kind, Problem, ProblemCode, REVISION_OF_QUESTION, Verb,
};

use crate::decision::act::{Act, RecordState};
use crate::decision::current_choices;
use crate::decision::ledger::Event;
use crate::decision::transition::next_state;
use crate::http::endpoints::append_event::append_event;
use crate::http::request::caller::Caller;
use crate::http::request::cookie::SetCookie;
use crate::http::request::extractors::{
    Id, check_client_time, check_surface, idempotency_key, revision,
};
use crate::http::request::find_or_create_person::{Person, Proof};
use crate::http::request::json_body::Body;
use crate::http::request::viewed_text::{check_view, open_view};
use crate::refusal::{Refusal, Remedy};
use crate::secrets::hmac_tokens::{GuardianClaims, ViewClaims};
use crate::state::App;
use crate::store::{Row, StoreError};

/// Takes one decision for one purpose and stores it once, however often it is sent.
///
/// A `409` with `view_expired` brings a fresh token for the same text: send it again.
/// A `409` with `notice_changed` names the release that holds now: ask the person again.
#[utoipa::path(
    put,
    path = "/v1/choices/{purpose}",
    tag = "choices",
    params(
        ("purpose" = String, Path, description = "id of the purpose, as in the notice's catalogue"),
        ("Idempotency-Key" = String, Header, description = "new and random for each decision", min_length = 1, max_length = 128, pattern = "^[!-~]+$"),
        ("If-Match" = String, Header, description = "revision of the choice on the screen, in quotes", pattern = "^\"[0-9]{1,15}\"$"),
    ),
    request_body = Decision,
    responses(
        (status = 200, description = "stored durably; the new choice and its receipt", body = Decided,
         headers(("ETag" = String, description = "the new revision, for the next If-Match"))),
        (status = 408, description = "busy: the body did not come in time; nothing was stored, send it again with the same key", body = Problem, content_type = "application/problem+json"),
        (status = 409, description = "view_expired with a fresh token, or notice_changed", body = Problem, content_type = "application/problem+json"),
        (status = 412, description = "revision_stale or store_behind, with the current choice", body = Problem, content_type = "application/problem+json"),
        (status = 422, description = "wrong verb, words or token, unknown purpose, guardian needed", body = Problem, content_type = "application/problem+json"),
        (status = 429, description = "too_many_requests, with Retry-After", body = Problem, content_type = "application/problem+json"),
        (status = "4XX", description = "it was not accepted", body = Problem, content_type = "application/problem+json"),
        (status = "5XX", description = "busy: nothing was stored; outcome_unknown: it may have been, send it again with the same key", body = Problem, content_type = "application/problem+json"),
    )
)]
pub async fn decide(
    State(app): State<Arc<App>>,
    Id(purpose): Id,
    caller: Caller,
    headers: HeaderMap,
    Body(decision): Body<Decision>,
) -> Result<Response, Refusal> {
    caller.count_write(&app)?;
    let key = idempotency_key(&headers)?;
    let revision = revision(&headers)?;
    check_surface(&decision.surface)?;
    check_client_time(decision.client_time.as_deref())?;
    let site = app.site.manifest()?;
    let release = site
        .current_release()
        .expect("a manifest lists its current release");
    let purpose = known_purpose(release, &purpose)?;
    let seen = open_view(&app, &caller, &decision.view_token)?;
    let proof = Proof {
        act: &key,
        seen: &seen,
    };
    let person = caller.person(&app, &site, proof).await?;
    let asked = DecisionRequest {
        app: &app,
        site: &site,
        purpose,
        decision: &decision,
        revision,
    };
    let event = asked.event(key, seen, caller.gpc)?;

    let rule =
        |current: Option<&Row>, head: Option<&Row>| asked.judge(&event, &person, current, head);
    let published = (release, Some(purpose));
    let appended = append_event(&app, &person, &event, published, rule).await;
    let (row, is_new) = match appended {
        Err(refusal) if refusal.code == ProblemCode::StoreBehind => {
            return Err(asked.behind(&person, refusal).await?);
        }
        appended => appended?,
    };
    if is_new {
        app.metrics.count_decision(purpose.kind, decision.verb);
    }
    let cookie = person.cookie(&app, &row);
    Ok(answer(&site, purpose, row, cookie))
}

/// A decision and what it is held against.
struct DecisionRequest<'a> {
    app: &'a App,
    site: &'a SiteManifest,
    purpose: &'a PurposeEntry,
    decision: &'a Decision,
    revision: u64,
}

impl DecisionRequest<'_> {
    fn event(&self, key: String, seen: ViewClaims, gpc: bool) -> Result<Event, Refusal> {
        let decision = self.decision;
        Ok(Event {
            act: Act::Decide {
                purpose: self.purpose.id.clone(),
                kind: self.purpose.kind,
                verb: decision.verb,
            },
            seen,
            words_hash: decision.words_hash.clone(),
            surface: decision.surface.clone(),
            actor: decision.actor,
            entity: self.guardian()?.map(|guardian| guardian.entity),
            age_band: decision.age_band,
            client_time: decision.client_time.clone(),
            gpc,
            key,
            delivery: self.app.first_delivery(),
        })
    }

    /// Asked after a decision that was already stored was answered again, so that a lost answer
    /// can be asked for when the view has expired in between.
    fn judge(
        &self,
        event: &Event,
        person: &Person,
        current: Option<&Row>,
        head: Option<&Row>,
    ) -> Result<RecordState, Refusal> {
        check_view(self.app, self.site, &event.seen)?;
        self.check_words(&event.seen.language)?;
        self.check_revision(current)?;
        self.check_guardian(person, head)?;
        let is_due = current_choices::is_renewal_due(self.site, &self.purpose.id, current);
        let status = current.map(Row::status).unwrap_or_default();
        next_state(self.purpose.kind, self.decision.verb, status, is_due)
            .map_err(|detail| Refusal::new(ProblemCode::WrongVerb, detail))
    }

    /// Of a client that was shown a later decision than the store has. After an erasure that is as it should
    /// be, and the client is the one that is behind; otherwise decisions are missing, and the operator is told.
    async fn behind(&self, person: &Person, refusal: Refusal) -> Result<Refusal, StoreError> {
        let Remedy::CurrentChoice(choice) = refusal.remedy else {
            return Ok(refusal);
        };
        if self.app.store.is_erased(person.subject.as_str()).await? {
            return Ok(Refusal::revision_stale(*choice));
        }
        // Who only asks was shown nothing, and nor was who comes without a cookie.
        if self.revision != REVISION_OF_QUESTION && !person.is_new() {
            tracing::error!(
                purpose = choice.purpose,
                shown = self.revision,
                stored = choice.revision,
                "a client was shown a later decision than the store has; was it restored?"
            );
        }
        let remedy = Remedy::CurrentChoice(choice);
        Ok(Refusal { remedy, ..refusal })
    }

    fn check_words(&self, language: &str) -> Result<(), Refusal> {
        if self.purpose.words_hash.get(language) == self.decision.words_hash {
            return Ok(());
        }
        let detail = "`words_hash` is not the published hash of this control; load the page again";
        Err(Refusal::new(ProblemCode::WrongWords, detail))
    }

    fn check_revision(&self, current: Option<&Row>) -> Result<(), Refusal> {
        let now = current.map_or(0, |row| row.revision.cast_unsigned());
        if now == self.revision {
            return Ok(());
        }
        let choice = current_choices::choice(self.site, self.purpose, current, false);
        Err(match now < self.revision {
            true => Refusal::store_behind(self.revision, choice),
            false => Refusal::revision_stale(choice),
        })
    }

    /// A consent of a child, or one that takes a guardian for everybody, is given by a guardian
    /// (PIPL 31). Refusing, withdrawing and objecting never need one.
    fn check_guardian(&self, person: &Person, head: Option<&Row>) -> Result<(), Refusal> {
        let needed = |detail: &str| Err(Refusal::new(ProblemCode::GuardianNeeded, detail));
        if self.decision.actor == Actor::Guardian {
            return match self.guardian()? {
                Some(guardian) if guardian.child != person.subject.as_str() => {
                    needed("the guardian_token is for another person; ask POST /v1/guardians")
                }
                Some(guardian) if head.is_none_or(|head| head.principal != guardian.chain) => {
                    needed("the guardian's statement was erased; ask POST /v1/guardians again")
                }
                Some(guardian) if guardian.expires <= self.app.clock.seconds() => {
                    needed("the guardian_token is too old; ask POST /v1/guardians again")
                }
                Some(_) => Ok(()),
                None => needed("a guardian decides with a guardian_token of POST /v1/guardians"),
            };
        }
        let is_child = self.decision.age_band == Some(AgeBand::Under14)
            || head.and_then(Row::age_band) == Some(AgeBand::Under14);
        let is_consent = self.purpose.kind == Kind::Consent;
        let takes_guardian = self.purpose.guardian || (is_child && is_consent);
        if takes_guardian && matches!(self.decision.verb, Verb::Give | Verb::Allow) {
            return needed("a parent or guardian has to give this; ask POST /v1/guardians first");
        }
        Ok(())
    }

    fn guardian(&self) -> Result<Option<GuardianClaims>, Refusal> {
        if self.decision.actor != Actor::Guardian {
            return Ok(None);
        }
        let Some(token) = &self.decision.guardian_token else {
            return Ok(None);
        };
        let not_ours = "`guardian_token` is not of this server; ask POST /v1/guardians for one";
        let guardian = self.app.tokens.open(token);
        guardian
            .map(Some)
            .ok_or_else(|| Refusal::new(ProblemCode::BadToken, not_ours))
    }
}

fn known_purpose<'r>(release: &'r ReleaseEntry, id: &str) -> Result<&'r PurposeEntry, Refusal> {
    let detail = format!("release `{}` has no purpose of that id", release.version);
    release
        .purpose(id)
        .ok_or_else(|| Refusal::new(ProblemCode::UnknownPurpose, detail))
}

fn answer(site: &SiteManifest, purpose: &PurposeEntry, row: Row, cookie: SetCookie) -> Response {
    let choice = current_choices::choice(site, purpose, Some(&row), false);
    let tag = format!("\"{}\"", choice.revision);
    let decided = Decided {
        choice,
        record: row.id,
        receipt: row.receipt,
    };
    let common = [(ETAG, tag), (CACHE_CONTROL, "no-store".to_owned())];
    (common, cookie, Json(decided)).into_response()
}
