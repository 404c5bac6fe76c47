//! Requests to the servers, each written into the history with what came of it.
//!
//! Entry points: [`Api::perform`] for what is recorded, [`Api::call`] for the rest.

use std::sync::Arc;
use std::time::Duration;

use consent::wire::Record;
use reqwest::Method;
use serde_json::Value;

use crate::fleet::Server;
use crate::history::{Answer, Outcome, Request, ShownChoice};
use crate::people::{Identity, Person};
use crate::recorder::{Recorder, Sender};

/// How long a device waits for an answer: less than a server may take, so that answers get lost.
const PATIENCE: Duration = Duration::from_secs(6);

/// The way to the servers.
pub struct Api {
    http: reqwest::Client,
    /// The servers, all over one store.
    pub servers: Vec<Arc<Server>>,
    /// Where requests are written down.
    pub recorder: Arc<Recorder>,
}

/// A request as HTTP has it.
#[derive(Debug, Clone)]
pub struct Message {
    /// The method.
    pub method: Method,
    /// The address.
    pub path: String,
    /// Headers beside those that say who asks.
    pub headers: Vec<(&'static str, String)>,
    /// The body, in JSON.
    pub body: Option<Vec<u8>>,
}

/// An answer as HTTP has it.
#[derive(Debug, Default)]
pub struct Reply {
    /// The status.
    pub status: u16,
    /// Each `Set-Cookie`.
    pub cookies: Vec<String>,
    /// The body; `null` where it is not JSON.
    pub body: Value,
}

impl Message {
    /// A request without a body.
    pub fn bare(method: Method, path: &str) -> Self {
        Self {
            method,
            path: path.to_owned(),
            headers: Vec::new(),
            body: None,
        }
    }

    /// `GET` of that address.
    pub fn get(path: &str) -> Self {
        Self::bare(Method::GET, path)
    }

    /// A request with a body.
    pub fn with_body(method: Method, path: &str, body: &impl serde::Serialize) -> Self {
        Self {
            headers: vec![("content-type", "application/json".to_owned())],
            body: Some(serde_json::to_vec(body).unwrap()),
            ..Self::bare(method, path)
        }
    }
}

impl Api {
    /// A way to those servers.
    pub fn new(servers: Vec<Arc<Server>>, recorder: Arc<Recorder>) -> Self {
        let client = reqwest::Client::builder().timeout(PATIENCE).no_proxy();
        Self {
            http: client.build().unwrap(),
            servers,
            recorder,
        }
    }

    /// Sends a request and writes down what came of it; `None` when the server does not run.
    pub async fn perform(
        &self,
        person: &Person,
        (identity, device): (&Identity, usize),
        server: usize,
        request: Request,
        message: Message,
    ) -> Option<(Outcome, Reply)> {
        let address = self.servers[server].address()?;
        let pending = self.recorder.sends();
        let answer = match self.send(&address, identity, message).await {
            Ok(first) if request == Request::Records => {
                self.with_further_pages(&address, identity, first).await
            }
            answer => answer,
        };
        let mut who = identity.who.clone();
        let (outcome, reply) = match answer {
            Ok(reply) => {
                for cookie in &reply.cookies {
                    who = person.set_cookie(cookie, identity);
                }
                (outcome(&request, &reply), reply)
            }
            Err(why) => (Outcome::Unknown { why }, Reply::default()),
        };
        let sender = Sender {
            who,
            device,
            server,
        };
        self.recorder
            .ends(pending, sender, request, outcome.clone());
        Some((outcome, reply))
    }

    /// A long list comes in pages; of one whose chain was erased between two of them nothing is known.
    async fn with_further_pages(
        &self,
        address: &str,
        identity: &Identity,
        mut list: Reply,
    ) -> Result<Reply, String> {
        while let Some(next) = list.body["next"].as_u64() {
            let message = Message::get(&format!("/v1/records?after={next}"));
            let mut page = self.send(address, identity, message).await?;
            let principal = |list: &Reply| list.body["records"][0]["principal"].clone();
            if page.status != 200 || principal(&page) != principal(&list) {
                return Err(format!("page after {next}: {}", page.status));
            }
            let (all, more) = (&mut list.body["records"], &mut page.body["records"]);
            let more = std::mem::take(more.as_array_mut().unwrap());
            all.as_array_mut().unwrap().extend(more);
            list.body["next"] = page.body["next"].take();
        }
        Ok(list)
    }

    /// Sends a request that is not part of the history; `None` when there was no answer.
    pub async fn call(
        &self,
        server: usize,
        identity: &Identity,
        message: Message,
    ) -> Option<Reply> {
        let address = self.servers[server].address()?;
        self.send(&address, identity, message).await.ok()
    }

    /// Opens a stream of events.
    pub async fn listen(
        &self,
        server: usize,
        identity: &Identity,
        after: Option<&str>,
    ) -> Option<reqwest::Response> {
        let address = self.servers[server].address()?;
        let mut request = self.http.get(format!("{address}/v1/events"));
        // A stream has no end of its own; whoever listens stops when the history does.
        request = request.timeout(Duration::from_secs(3600));
        for (name, value) in &identity.headers {
            request = request.header(*name, value);
        }
        if let Some(id) = after {
            request = request.header("last-event-id", id);
        }
        let answer = request.send().await.ok()?;
        (answer.status().as_u16() == 200).then_some(answer)
    }

    async fn send(
        &self,
        address: &str,
        identity: &Identity,
        message: Message,
    ) -> Result<Reply, String> {
        let url = format!("{address}{}", message.path);
        let mut request = self.http.request(message.method, url);
        for (name, value) in identity.headers.iter().chain(&message.headers) {
            request = request.header(*name, value);
        }
        if let Some(body) = message.body {
            request = request.body(body);
        }
        let answer = request.send().await.map_err(|error| why(&error))?;
        let status = answer.status().as_u16();
        let cookies = answer.headers().get_all("set-cookie").iter();
        let cookies = cookies.map(|value| value.to_str().unwrap().to_owned());
        let cookies = cookies.collect();
        let body = answer.bytes().await.map_err(|error| why(&error))?;
        Ok(Reply {
            status,
            cookies,
            body: serde_json::from_slice(&body).unwrap_or_default(),
        })
    }
}

fn why(error: &reqwest::Error) -> String {
    let kinds = [
        (error.is_timeout(), "no answer in time"),
        (error.is_connect(), "not reached"),
    ];
    let known = kinds.into_iter().find(|(is_it, _)| *is_it);
    known.map_or("cut off", |(_, why)| why).to_owned()
}

fn outcome(request: &Request, reply: &Reply) -> Outcome {
    let status = reply.status;
    if (200..300).contains(&status) {
        return Outcome::Confirmed(answer(request, &reply.body));
    }
    match reply.body["code"].as_str() {
        // The contract says of this one alone that something may have been stored.
        Some("outcome_unknown") | None if status >= 500 => Outcome::Unknown {
            why: format!("{status} {}", reply.body["code"]),
        },
        code => Outcome::Refused {
            status,
            code: code.unwrap_or_default().to_owned(),
        },
    }
}

fn answer(request: &Request, body: &Value) -> Answer {
    let text = |name: &str| body[name].as_str().unwrap().to_owned();
    match request {
        Request::Decide(_) => Answer::Decided {
            record: text("record"),
            receipt: text("receipt"),
            choice: shown(&body["choice"]),
        },
        Request::Acknowledge { .. } => Answer::Acknowledged {
            record: text("record"),
            receipt: text("receipt"),
        },
        Request::StateGuardian => Answer::Guardian {
            entity: text("entity"),
        },
        Request::Choices => {
            let choices = body["choices"].as_array().unwrap().iter();
            Answer::Choices(choices.map(shown).collect())
        }
        Request::Records => Answer::Records(records(body)),
        Request::Export => Answer::Export {
            records: records(body),
            receipts: serde_json::from_value(body["receipts"].clone()).unwrap(),
            head_hash: text("head_hash"),
        },
        Request::Erase => Answer::Erased,
        Request::Event { .. } => unreachable!("an event is no answer"),
    }
}

fn records(body: &Value) -> Vec<Record> {
    serde_json::from_value(body["records"].clone()).unwrap()
}

/// A choice as an answer or an event has it.
pub fn shown(choice: &Value) -> ShownChoice {
    let text = |name: &str| choice[name].as_str().map(str::to_owned);
    ShownChoice {
        purpose: text("purpose").unwrap(),
        state: text("status").or(text("setting")).unwrap(),
        revision: choice["revision"].as_u64().unwrap(),
        delivery: text("delivery"),
    }
}
