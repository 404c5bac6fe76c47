//! The real binary as a process, and requests to it over plain connections.
//!
//! Entry points: [`Process::start`], [`Process::of`] for a command that starts one, [`Process::unread`] for
//! one whose output nobody reads, and [`request`].

use std::io::{BufRead, BufReader, Read, Write};
use std::net::TcpStream;
use std::os::unix::process::CommandExt;
use std::path::Path;
use std::process::{Child, Command, Stdio};
use std::time::Duration;

use consent::wire::*;
use rustix::process::{Pid, Signal, kill_process_group};
use serde::de::DeserializeOwned;

use super::postgres::free_port;
use super::{binary, decision, new_key, view};

/// What is not answered by then is not answered, on the busiest machine.
const PATIENCE: Duration = Duration::from_secs(60);

/// A running server.
pub struct Process {
    pub child: Child,
    pub address: String,
    /// The operator's own listener, where the command sets `ADMIN_LISTEN`.
    pub admin: Option<String>,
}

/// A decision that was confirmed.
#[derive(Debug, Clone)]
pub struct Confirmed {
    pub cookie: String,
    pub record: String,
}

/// A first decision that is sent until it is confirmed.
pub struct Wish {
    key: String,
    body: String,
}

impl Process {
    pub fn start(dir: &Path, database: &str) -> Self {
        let mut command = Command::new(binary());
        Self::of(command.env("DATABASE_URL", database), dir)
    }

    /// What the command starts; it ends with the whole group of processes that came of it.
    pub fn of(command: &mut Command, dir: &Path) -> Self {
        command.stdout(Stdio::piped());
        let mut child = spawn(command, dir, "127.0.0.1:0");
        let output = BufReader::new(child.stdout.take().unwrap());
        let mut lines = output.lines().map(Result::unwrap);
        let mut address = |before: &str| {
            let line = lines.next().expect("the server listens");
            line.strip_prefix(before).expect("it says where").to_owned()
        };
        let public = address("listening on http://");
        let has_admin = command.get_envs().any(|(name, _)| name == "ADMIN_LISTEN");
        Self {
            child,
            address: public,
            admin: has_admin.then(|| address("metrics and health on http://")),
        }
    }

    /// What the command starts, with an output that is closed from the beginning; answers once it serves.
    pub fn unread(command: &mut Command, dir: &Path) -> Self {
        let (reader, output) = std::io::pipe().unwrap();
        drop(reader);
        let address = format!("127.0.0.1:{}", free_port());
        let child = spawn(command.stdout(output), dir, &address);
        let mut server = Self {
            child,
            address,
            admin: None,
        };
        while server.request("GET /health/live", "", "").is_none() {
            let ended = server.child.try_wait().unwrap();
            assert!(ended.is_none(), "the server ended: {ended:?}");
            std::thread::sleep(Duration::from_millis(20));
        }
        server
    }

    /// Ends it with signal 9.
    pub fn kill(&mut self) {
        kill_process_group(Pid::from_child(&self.child), Signal::KILL).unwrap();
        self.child.wait().unwrap();
    }

    /// One request on a connection of its own; head and body of the answer.
    pub fn request(&self, head: &str, headers: &str, body: &str) -> Option<(String, String)> {
        request(&self.address, head, headers, body)
    }

    pub fn view(&self) -> Option<String> {
        let body = serde_json::to_string(&view("1", "zh")).unwrap();
        let (_, body) = self.request("POST /v1/views", "", &body)?;
        serde_json::from_str::<ViewToken>(&body)
            .ok()
            .map(|view| view.view_token)
    }

    /// A new person's wish to object, which is not sent yet.
    pub fn wish(&self) -> Option<Wish> {
        let decision = decision("ads", Verb::Object, self.view()?);
        Some(Wish {
            key: new_key(),
            body: serde_json::to_string(&decision).unwrap(),
        })
    }

    /// Sends a wish; answers what was confirmed.
    pub fn take(&self, wish: &Wish) -> Option<Confirmed> {
        let Wish { key, body } = wish;
        let headers = format!("Idempotency-Key: {key}\r\nIf-Match: \"0\"\r\n");
        let (head, body) = self.request("PUT /v1/choices/ads", &headers, body)?;
        if !head.starts_with("HTTP/1.1 200") {
            return None;
        }
        let line = head
            .lines()
            .find(|line| line.to_ascii_lowercase().starts_with("set-cookie:"))?;
        Some(Confirmed {
            cookie: line.split([' ', ';']).nth(1)?.to_owned(),
            record: serde_json::from_str::<Decided>(&body).ok()?.record,
        })
    }

    /// Objects as a new person.
    pub fn object(&self) -> Option<Confirmed> {
        self.take(&self.wish()?)
    }

    /// Decides on advertising as the person of that cookie; head and body of the answer.
    pub fn decide(&self, cookie: &str, verb: Verb, revision: u64) -> (String, String) {
        let decision = decision("ads", verb, self.view().unwrap());
        let body = serde_json::to_string(&decision).unwrap();
        let key = new_key();
        let headers =
            format!("Cookie: {cookie}\r\nIdempotency-Key: {key}\r\nIf-Match: \"{revision}\"\r\n");
        self.request("PUT /v1/choices/ads", &headers, &body)
            .unwrap()
    }

    /// Erases the person of that cookie.
    pub fn erase(&self, cookie: &str) -> Erased {
        let headers = format!("Cookie: {cookie}\r\n");
        let (_, body) = self.request("DELETE /v1/subject", &headers, "").unwrap();
        serde_json::from_str(&body).unwrap()
    }

    pub fn records(&self, cookie: &str) -> Vec<Record> {
        self.get::<Records>("/v1/records", cookie).records
    }

    pub fn choices(&self, cookie: &str) -> Choices {
        self.get("/v1/choices", cookie)
    }

    pub fn get<T: DeserializeOwned>(&self, path: &str, cookie: &str) -> T {
        let headers = format!("Cookie: {cookie}\r\n");
        let (_, body) = self.request(&format!("GET {path}"), &headers, "").unwrap();
        serde_json::from_str(&body).unwrap_or_else(|error| panic!("{error}: {body}"))
    }

    /// The first event of a stream that goes on after that one.
    pub fn event_after(&self, cookie: &str, last_id: &str) -> ChoiceEvent {
        let headers = format!("Cookie: {cookie}\r\nLast-Event-ID: {last_id}\r\n");
        let stream = send(&self.address, "GET /v1/events", &headers, "").unwrap();
        let mut lines = BufReader::new(stream).lines().map(Result::unwrap);
        let data = lines.find_map(|line| line.strip_prefix("data: ").map(str::to_owned));
        serde_json::from_str(&data.expect("an event comes")).unwrap()
    }
}

fn spawn(command: &mut Command, dir: &Path, address: &str) -> Child {
    command
        .env("LISTEN", address)
        .env("SITE_DIR", dir)
        .env("WRITES_PER_MINUTE", "0")
        .env("WRITES_PER_ADDRESS", "0")
        .process_group(0)
        .stderr(Stdio::null())
        .spawn()
        .unwrap()
}

/// One request to that address on a connection of its own; head and body of the answer.
pub fn request(address: &str, head: &str, headers: &str, body: &str) -> Option<(String, String)> {
    let mut answer = String::new();
    let mut stream = send(address, head, headers, body)?;
    stream.read_to_string(&mut answer).ok()?;
    let (head, body) = answer.split_once("\r\n\r\n")?;
    Some((head.to_owned(), body.to_owned()))
}

fn send(address: &str, head: &str, headers: &str, body: &str) -> Option<TcpStream> {
    let mut stream = TcpStream::connect(address).ok()?;
    stream.set_read_timeout(Some(PATIENCE)).ok()?;
    let length = body.len();
    let text = format!(
        "{head} HTTP/1.1\r\nHost: {address}\r\nConnection: close\r\n\
         Content-Type: application/json\r\nContent-Length: {length}\r\n{headers}\r\n{body}"
    );
    stream.write_all(text.as_bytes()).ok()?;
    Some(stream)
}

impl Drop for Process {
    fn drop(&mut self) {
        if let Ok(None) = self.child.try_wait() {
            self.kill();
        }
    }
}
