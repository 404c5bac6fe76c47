//! An open stream of live events, as a page in another tab has it: each event is written into the
//! history.
//!
//! Entry point: [`listen`].

use std::sync::Arc;
use std::time::Duration;

use serde_json::Value;
use tokio::time::{Instant, sleep, timeout_at};

use crate::api::{Api, shown};
use crate::history::{Answer, Outcome, Request};
use crate::people::{Identity, Person};
use crate::recorder::Sender;

/// Listens for a person until then, and opens the stream again whenever it ends.
pub async fn listen(api: Arc<Api>, person: Arc<Person>, stream: usize, until: Instant) {
    let mut after = None::<(String, String)>;
    let mut turn = stream;
    while Instant::now() < until {
        turn += 1;
        sleep(Duration::from_millis(50)).await;
        let Some(identity) = person.identity() else {
            continue;
        };
        let server = turn % api.servers.len();
        let resumes = after.as_ref().filter(|(who, _)| *who == identity.who);
        let last_id = resumes.map(|(_, id)| id.clone());
        let opened = api.listen(server, &identity, last_id.as_deref());
        let opened = timeout_at(until, opened).await;
        if let Ok(Some(answer)) = opened {
            let mut stream = Stream {
                api: &api,
                identity,
                server,
                number: stream,
                text: String::new(),
                last_id,
            };
            stream.read(answer, until).await;
            after = stream.last_id.map(|id| (stream.identity.who, id));
        }
    }
}

struct Stream<'a> {
    api: &'a Api,
    identity: Identity,
    server: usize,
    number: usize,
    /// What arrived of the next event.
    text: String,
    /// The id of the last event: what the next stream resumes after.
    last_id: Option<String>,
}

impl Stream<'_> {
    async fn read(&mut self, mut answer: reqwest::Response, until: Instant) {
        while let Ok(Ok(Some(chunk))) = timeout_at(until, answer.chunk()).await {
            self.text.push_str(&String::from_utf8_lossy(&chunk));
            while let Some((event, rest)) = self.text.split_once("\n\n") {
                let (event, rest) = (event.to_owned(), rest.to_owned());
                self.text = rest;
                self.write_down(&event);
            }
        }
    }

    fn write_down(&mut self, event: &str) {
        let line = |name: &str| event.lines().find_map(|line| line.strip_prefix(name));
        let Some(data) = line("data: ") else { return };
        let data: Value = serde_json::from_str(data).unwrap();
        let place = data["sequence"].as_u64().unwrap();
        self.last_id = line("id: ").map(str::to_owned);
        let choice = Some(&data["choice"]).filter(|choice| choice.is_object());
        let told = Answer::Event {
            place,
            choice: choice.map(shown),
        };
        let sender = Sender {
            who: self.identity.who.clone(),
            device: 0,
            server: self.server,
        };
        let request = Request::Event {
            stream: self.number,
        };
        let recorder = &self.api.recorder;
        recorder.ends(recorder.sends(), sender, request, Outcome::Confirmed(told));
    }
}
