//! The end of a history: do the servers work again, what do they show, do they stop?
//!
//! Nobody decides any more; every condition is waited for with a generous deadline.

use std::sync::Arc;
use std::time::Duration;

use consent::wire::*;
use futures_util::future::join_all;
use reqwest::Method;
use tokio::task::spawn_blocking;
use tokio::time::{Instant, sleep};

use crate::api::{Api, Message, Reply};
use crate::common;
use crate::fleet::Server;
use crate::history::{Decide, Outcome, Recovery, Request};
use crate::markers::Markers;
use crate::people::{Identity, Person};
use crate::site;

/// How long a server may take to work again, on a machine that is busy with other things.
const RECOVERY: Duration = Duration::from_secs(60);

/// The device of whoever looks at everything in the end.
const OBSERVER: usize = 99;

/// Decides as a new person at that server until it is taken.
pub async fn recover(api: &Api, server: usize, markers: &Markers) -> Recovery {
    let begun = Instant::now();
    let mut recovery = Recovery {
        server,
        is_taken: false,
        is_ready: false,
        tries: 0,
        last: "no answer".to_owned(),
    };
    while !recovery.is_taken && begun.elapsed() < RECOVERY {
        recovery.tries += 1;
        let person = Person::with_browser(1000 + server * 100 + recovery.tries, false);
        let outcome = decide(api, &person, server, markers).await;
        recovery.is_taken = matches!(outcome, Some(Outcome::Confirmed(_)));
        recovery.last = outcome.map_or(recovery.last, |outcome| outcome.to_string());
        let nobody = person.newcomer();
        let ready = api.call(server, &nobody, Message::get("/health/ready"));
        recovery.is_ready = ready.await.is_some_and(|reply| reply.status == 200);
        if !recovery.is_taken {
            sleep(Duration::from_millis(500)).await;
        }
    }
    recovery
}

async fn decide(api: &Api, person: &Person, server: usize, markers: &Markers) -> Option<Outcome> {
    let newcomer = person.newcomer();
    let view = common::view("1", "zh");
    let message = Message::with_body(Method::POST, "/v1/views", &view);
    let reply = api.call(server, &newcomer, message).await?;
    let purpose = &site::purposes()[0];
    let marker = markers.next();
    let decide = Decide {
        purpose: purpose.id.clone(),
        verb: Verb::Object,
        key: common::new_key(),
        marker: marker.clone(),
        if_match: 0,
        actor: Actor::Subject,
        age_band: None,
    };
    let body = Decision {
        verb: Verb::Object,
        view_token: reply.body["view_token"].as_str()?.to_owned(),
        words_hash: purpose.words_hash.zh.clone(),
        surface: "choices".to_owned(),
        actor: Actor::Subject,
        client_time: Some(marker),
        guardian_token: None,
        age_band: None,
    };
    let path = format!("/v1/choices/{}", purpose.id);
    let mut message = Message::with_body(Method::PUT, &path, &body);
    message.headers.extend([
        ("idempotency-key", decide.key.clone()),
        ("if-match", "\"0\"".to_owned()),
    ]);
    let sender = (&newcomer, OBSERVER);
    let performed = api.perform(person, sender, server, Request::Decide(decide), message);
    performed.await.map(|(outcome, _)| outcome)
}

/// Waits until no choice is on its way downstream any more, or the patience is over.
pub async fn wait_for_deliveries(api: &Api, people: &[Arc<Person>], patience: Duration) {
    let begun = Instant::now();
    let mut waiting: Vec<Identity> = people.iter().flat_map(|one| one.identities()).collect();
    while begun.elapsed() < patience {
        let mut still = Vec::new();
        for identity in waiting {
            let reply = api.call(0, &identity, Message::get("/v1/choices")).await;
            let body = reply.unwrap_or_default().body.to_string();
            if body.contains("\"sending\"") {
                still.push(identity);
            }
        }
        if still.is_empty() {
            return;
        }
        waiting = still;
        sleep(Duration::from_millis(200)).await;
    }
}

/// Asks each server for everything that it shows to each person that there was; answers what it
/// did not show.
pub async fn look_at_everything(api: &Api, people: &[Arc<Person>]) -> Vec<String> {
    let looks = people.iter().flat_map(|person| {
        let identities = person.identities().into_iter();
        identities.map(move |identity| look(api, person, identity))
    });
    let broken = join_all(looks).await.into_iter().flatten();
    broken.collect()
}

async fn look(api: &Api, person: &Person, identity: Identity) -> Vec<String> {
    let all = [
        (Request::Choices, "/v1/choices"),
        (Request::Records, "/v1/records"),
        (Request::Export, "/v1/export"),
    ];
    let mut broken = Vec::new();
    for server in 0..api.servers.len() {
        for (request, path) in &all {
            let ask = || {
                let sender = (&identity, OBSERVER);
                let (request, message) = (request.clone(), Message::get(path));
                api.perform(person, sender, server, request, message)
            };
            if let Err(outcome) = until_shown(ask).await {
                broken.push(format!(
                    "server {server} answered the last {path} with {outcome:?}"
                ));
            }
        }
    }
    broken
}

/// Asks until there is an answer; one that was late on a busy machine is no finding. `Err` is the
/// last that came instead.
async fn until_shown<F: Future<Output = Option<(Outcome, Reply)>>>(
    ask: impl Fn() -> F,
) -> Result<(), Option<Outcome>> {
    let begun = Instant::now();
    loop {
        match ask().await.map(|(outcome, _)| outcome) {
            Some(Outcome::Confirmed(_)) => return Ok(()),
            outcome if begun.elapsed() > RECOVERY => return Err(outcome),
            _ => sleep(Duration::from_millis(200)).await,
        }
    }
}

/// The `x` of every published key.
pub async fn published_keys(api: &Api) -> Vec<String> {
    let nobody = Identity {
        who: String::new(),
        headers: Vec::new(),
    };
    let begun = Instant::now();
    let reply = loop {
        let message = Message::get("/.well-known/jwks.json");
        if let Some(reply) = api.call(0, &nobody, message).await {
            break reply;
        }
        assert!(begun.elapsed() < RECOVERY, "the keys are not given out");
    };
    let keys = reply.body["keys"].as_array().unwrap().iter();
    keys.map(|key| key["x"].as_str().unwrap().to_owned())
        .collect()
}

/// Asks each server to stop; answers what was wrong with its end.
pub async fn stop(servers: &[Arc<Server>]) -> Vec<String> {
    let stops = servers.iter().cloned().map(|server| {
        spawn_blocking(move || {
            let number = server.number;
            let problem = server.stop().err()?;
            Some(format!("server {number} was asked to stop: {problem}"))
        })
    });
    let ends = join_all(stops).await;
    ends.into_iter().filter_map(|end| end.unwrap()).collect()
}
