//! One device of a person: it decides, repeats, reads, erases, as its random numbers say.
//!
//! It knows of the choices what it was told last, as a page does. A decision without an answer is
//! sent again with its key until the device knows. Entry point: [`Device::live`].

use std::collections::BTreeMap;
use std::sync::Arc;
use std::time::Duration;

use consent::wire::*;
use futures_util::future::join_all;
use rand::Rng;
use rand::rngs::StdRng;
use rand::seq::IndexedRandom;
use reqwest::Method;
use serde_json::Value;
use tokio::time::{Instant, sleep};

use crate::api::{Api, Message, shown};
use crate::common;
use crate::history::{Outcome, Request, ShownChoice};
use crate::markers::Markers;
use crate::people::{Identity, Person};

/// How long after the end a device goes on asking what became of its last decision.
pub const LAST_PATIENCE: Duration = Duration::from_secs(20);

/// One device.
pub struct Device {
    /// The way to the servers.
    pub api: Arc<Api>,
    /// Whose it is.
    pub person: Arc<Person>,
    /// Its number among theirs.
    pub number: usize,
    /// What it does next.
    pub random: StdRng,
    /// In a hundred acts, how often it erases.
    pub erasures: u32,
    /// What marks its records.
    pub markers: Arc<Markers>,
    /// When it begins nothing more.
    pub until: Instant,
    /// What the page shows.
    pub memory: Memory,
}

/// What a page has in memory.
#[derive(Default)]
pub struct Memory {
    /// Whose memory it is: another cookie is another person.
    pub who: String,
    /// The choices as they were told last, by purpose.
    pub choices: BTreeMap<String, ShownChoice>,
    /// The token for the text on the screen.
    pub view_token: Option<String>,
    /// The token of a guardian who is at hand.
    pub guardian_token: Option<String>,
}

impl Device {
    /// Does one thing after the other until the time is over.
    pub async fn live(mut self) {
        while Instant::now() < self.until {
            match self.person.identity() {
                Some(identity) => self.act(&identity).await,
                None => self.decide_first().await,
            }
            let pause = self.random.random_range(0..12);
            sleep(Duration::from_millis(pause)).await;
        }
    }

    async fn act(&mut self, identity: &Identity) {
        if self.memory.who != identity.who {
            self.memory = Memory {
                who: identity.who.clone(),
                ..Memory::default()
            };
            self.read_choices(identity).await;
        }
        if self.random.random_ratio(self.erasures, 100) {
            let beside = *[0, 11].choose(&mut self.random).unwrap();
            return self.erase(identity, beside).await;
        }
        match self.random.random_range(0..100) {
            0..46 => self.decide(identity, 1).await,
            46..58 => {
                let at_once = self.random.random_range(2..=11);
                self.decide(identity, at_once).await;
            }
            58..74 => self.read_choices(identity).await,
            74..80 => self.read(identity, Request::Records, "/v1/records").await,
            80..85 => self.read(identity, Request::Export, "/v1/export").await,
            85..90 => self.acknowledge(identity).await,
            90..97 if self.person.is_child => self.bring_guardian(identity).await,
            _ => self.decide(identity, 1).await,
        }
    }

    /// The first decision of a browser without a cookie goes alone: its answer brings the cookie.
    async fn decide_first(&mut self) {
        let person = self.person.clone();
        let _alone = person.first.lock().await;
        if person.identity().is_some() {
            return;
        }
        let newcomer = person.newcomer();
        self.memory = Memory {
            who: newcomer.who.clone(),
            ..Memory::default()
        };
        self.decide(&newcomer, 1).await;
    }

    async fn read_choices(&mut self, identity: &Identity) {
        let message = Message::get("/v1/choices");
        let read = self.once(identity, Request::Choices, message).await;
        if let Some((Outcome::Confirmed(_), body)) = read {
            let choices = body["choices"].as_array().unwrap().iter().map(shown);
            let named = choices.map(|choice| (choice.purpose.clone(), choice));
            self.memory.choices = named.collect();
        }
    }

    async fn read(&mut self, identity: &Identity, request: Request, path: &str) {
        self.once(identity, request, Message::get(path)).await;
    }

    async fn acknowledge(&mut self, identity: &Identity) {
        let Some(view_token) = self.view_token(identity).await else {
            return;
        };
        let (key, marker) = (self.new_key(), self.markers.next());
        let body = Acknowledgement {
            answer: Answer::Read,
            view_token,
            client_time: Some(marker.clone()),
        };
        let mut message = Message::with_body(Method::POST, "/v1/acknowledgements", &body);
        message.headers.push(("idempotency-key", key.clone()));
        let request = Request::Acknowledge { key, marker };
        self.once(identity, request, message).await;
    }

    async fn bring_guardian(&mut self, identity: &Identity) {
        let Some(view_token) = self.view_token(identity).await else {
            return;
        };
        let body = GuardianAct {
            relation: Relation::Parent,
            view_token,
            statement_hash: common::statement_hash("zh"),
        };
        // The statement is stored once under a view; the next one needs another.
        self.memory.view_token = None;
        let message = Message::with_body(Method::POST, "/v1/guardians", &body);
        let brought = self.once(identity, Request::StateGuardian, message).await;
        if let Some((Outcome::Confirmed(_), body)) = brought {
            self.memory.guardian_token = body["guardian_token"].as_str().map(str::to_owned);
        }
    }

    /// Erases, while the same device decides on so many purposes.
    async fn erase(&mut self, identity: &Identity, beside: usize) {
        let keeps_cookie = self.random.random();
        let sendings = self.decisions(identity, beside).await;
        let server = self.any_server();
        let pause = Duration::from_millis(self.random.random_range(0..100));
        let this = &*self;
        let sent = sendings.into_iter().map(|one| this.send(identity, one));
        let erased = async {
            sleep(pause).await;
            this.erase_until_known(identity, server).await;
        };
        tokio::join!(join_all(sent), erased);
        if keeps_cookie {
            self.person.keep_cookie(identity);
        }
        self.memory = Memory::default();
    }

    /// Asks for the erasure until it is known that it was done, at one server after the other.
    async fn erase_until_known(&self, identity: &Identity, mut server: usize) {
        while Instant::now() < self.until + LAST_PATIENCE {
            let message = Message::bare(Method::DELETE, "/v1/subject");
            let erased = self.ask(identity, server, Request::Erase, message).await;
            if let Some((Outcome::Confirmed(_), _)) = erased {
                return;
            }
            sleep(Duration::from_millis(50)).await;
            server = (server + 1) % self.api.servers.len();
        }
    }

    /// One request to any server.
    async fn once(
        &mut self,
        identity: &Identity,
        request: Request,
        message: Message,
    ) -> Option<(Outcome, Value)> {
        let server = self.any_server();
        self.ask(identity, server, request, message).await
    }

    pub async fn ask(
        &self,
        identity: &Identity,
        server: usize,
        request: Request,
        message: Message,
    ) -> Option<(Outcome, Value)> {
        let sender = (identity, self.number);
        let performed = self
            .api
            .perform(&self.person, sender, server, request, message);
        performed
            .await
            .map(|(outcome, reply)| (outcome, reply.body))
    }

    /// A token for the text on the screen, asked for now and then.
    pub async fn view_token(&mut self, identity: &Identity) -> Option<String> {
        if self.random.random_ratio(1, 10) {
            self.memory.view_token = None;
        }
        if self.memory.view_token.is_none() {
            let view = common::view("1", "zh");
            let message = Message::with_body(Method::POST, "/v1/views", &view);
            let server = self.any_server();
            let reply = self.api.call(server, identity, message).await?;
            self.memory.view_token = reply.body["view_token"].as_str().map(str::to_owned);
        }
        self.memory.view_token.clone()
    }

    pub fn any_server(&mut self) -> usize {
        self.random.random_range(0..self.api.servers.len())
    }

    pub fn new_key(&mut self) -> String {
        format!("{:032x}", self.random.random::<u128>())
    }
}
