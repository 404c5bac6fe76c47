//! How a device decides: what it makes up, and how it sends it until it knows what came of it.
//!
//! Entry points: [`Device::decide`] and, beside something else, [`Device::decisions`] with
//! [`Device::send`].

use std::time::Duration;

use consent::manifest::PurposeEntry;
use consent::wire::*;
use futures_util::future::join_all;
use rand::rngs::StdRng;
use rand::seq::IndexedRandom;
use rand::{Rng, SeedableRng};
use reqwest::Method;
use serde_json::Value;
use tokio::time::{Instant, sleep};

use crate::api::{Message, shown};
use crate::device::{Device, LAST_PATIENCE};
use crate::history::{Decide, Outcome, Request, ShownChoice};
use crate::people::Identity;
use crate::site::{self, GUARDED};

/// A decision on its way.
pub struct Sending {
    decide: Decide,
    body: Decision,
    /// The servers that it is sent to at once, with the same key.
    servers: Vec<usize>,
    /// Where it is sent when there was no answer.
    random: StdRng,
}

impl Device {
    /// Decides on so many purposes at the same time, as "all off" does.
    pub async fn decide(&mut self, identity: &Identity, at_once: usize) {
        let sendings = self.decisions(identity, at_once).await;
        let this = &*self;
        let sent = sendings.into_iter().map(|one| this.send(identity, one));
        let choices = join_all(sent).await;
        for choice in choices.into_iter().flatten() {
            self.memory.choices.insert(choice.purpose.clone(), choice);
        }
    }

    /// Makes up so many decisions; none where there is no view token to be had.
    pub async fn decisions(&mut self, identity: &Identity, count: usize) -> Vec<Sending> {
        let Some(view_token) = self.view_token(identity).await else {
            return Vec::new();
        };
        let purposes = site::purposes();
        let chosen: Vec<_> = purposes.choose_multiple(&mut self.random, count).collect();
        let decisions = chosen.into_iter();
        decisions
            .map(|purpose| self.decision(purpose, &view_token))
            .collect()
    }

    /// Makes up a decision that mostly fits what is shown.
    fn decision(&mut self, purpose: &PurposeEntry, view_token: &str) -> Sending {
        let current = self.memory.choices.get(&purpose.id);
        let state = current.map_or("unknown", |choice| choice.state.as_str());
        let mut if_match = current.map_or(0, |choice| choice.revision);
        let verb = verb(purpose.kind, state, &mut self.random);
        if self.random.random_ratio(1, 25) {
            if_match = self.random.random_range(0..4);
        }
        let guardian_token = self.guardian_token(purpose, verb);
        let actor = match guardian_token {
            Some(_) => Actor::Guardian,
            None => Actor::Subject,
        };
        let age_band = self.age_band(actor);
        let marker = self.markers.next();
        let decide = Decide {
            purpose: purpose.id.clone(),
            verb,
            key: self.new_key(),
            marker: marker.clone(),
            if_match,
            actor,
            age_band,
        };
        let body = Decision {
            verb,
            view_token: view_token.to_owned(),
            words_hash: purpose.words_hash.zh.clone(),
            surface: "choices".to_owned(),
            actor,
            client_time: Some(marker),
            guardian_token,
            age_band,
        };
        let copies = match self.random.random_range(0..20) {
            0..3 => self.random.random_range(2..=4),
            _ => 1,
        };
        Sending {
            decide,
            body,
            servers: (0..copies).map(|_| self.any_server()).collect(),
            random: StdRng::from_rng(&mut self.random),
        }
    }

    /// A child has a guardian at hand now and then; some give without one, and are refused.
    fn guardian_token(&mut self, purpose: &PurposeEntry, verb: Verb) -> Option<String> {
        let is_asked = verb == Verb::Give && (self.person.is_child || purpose.id == GUARDED);
        let token = self.memory.guardian_token.clone();
        token.filter(|_| is_asked && self.random.random_ratio(3, 4))
    }

    /// Children say that they are, most of the time; with a guardian they may be older by now.
    fn age_band(&mut self, actor: Actor) -> Option<AgeBand> {
        let (child, all) = (AgeBand::Under14, 100);
        let others = [AgeBand::Adult, AgeBand::From14To17, child];
        match (self.person.is_child, self.random.random_range(0..all)) {
            (true, 0..30) => Some(child),
            (true, 30..40) => others.choose(&mut self.random).copied(),
            (false, 0..3) if actor == Actor::Subject => Some(AgeBand::Adult),
            _ => None,
        }
    }

    /// Sends a decision until it is known what became of it; answers the choice as it is now.
    pub async fn send(&self, identity: &Identity, mut sending: Sending) -> Option<ShownChoice> {
        loop {
            let servers = std::mem::take(&mut sending.servers);
            let copies = servers
                .iter()
                .map(|server| self.put(identity, &sending, *server));
            let outcomes = join_all(copies).await;
            for (outcome, body) in outcomes.iter().flatten() {
                match outcome {
                    Outcome::Confirmed(_) => return Some(shown(&body["choice"])),
                    Outcome::Refused { code, .. } if code == "view_expired" => {
                        let fresh = body["view_token"].as_str().unwrap();
                        sending.body.view_token = fresh.to_owned();
                    }
                    Outcome::Refused { code, .. } if !is_passing(code) => {
                        let choice = Some(&body["choice"]).filter(|choice| choice.is_object());
                        return choice.map(shown);
                    }
                    _ => {}
                }
            }
            if Instant::now() > self.until + LAST_PATIENCE {
                return None;
            }
            let pause = sending.random.random_range(5..120);
            sleep(Duration::from_millis(pause)).await;
            let all = 0..self.api.servers.len();
            sending.servers = vec![sending.random.random_range(all)];
        }
    }

    async fn put(
        &self,
        identity: &Identity,
        sending: &Sending,
        server: usize,
    ) -> Option<(Outcome, Value)> {
        let decide = &sending.decide;
        let path = format!("/v1/choices/{}", decide.purpose);
        let mut message = Message::with_body(Method::PUT, &path, &sending.body);
        message.headers.extend([
            ("idempotency-key", decide.key.clone()),
            ("if-match", format!("\"{}\"", decide.if_match)),
        ]);
        let request = Request::Decide(decide.clone());
        self.ask(identity, server, request, message).await
    }
}

/// Refusals that say to try again.
fn is_passing(code: &str) -> bool {
    [
        "busy",
        "too_many_requests",
        "not_signed_in",
        "view_expired",
        "failed",
    ]
    .contains(&code)
}

/// A verb that mostly fits the state.
fn verb(kind: Kind, state: &str, random: &mut StdRng) -> Verb {
    if random.random_ratio(1, 40) {
        return Verb::Withdraw;
    }
    let verbs: &[Verb] = match (kind, state) {
        (Kind::Consent, "given" | "renewed") => &[Verb::Withdraw, Verb::Withdraw, Verb::Give],
        (Kind::Consent, _) => &[Verb::Give, Verb::Give, Verb::Refuse],
        _ => &[Verb::Object, Verb::Allow],
    };
    *verbs.choose(random).unwrap()
}
