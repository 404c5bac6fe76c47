//! A made-up person with a browser: it keeps its cookie and speaks the contract.
//!
//! Entry point: [`Person`].

use consent::manifest::PurposeEntry;
use consent::wire::{
    Actor, Choice, Choices, Decided, Decision, Problem, ProblemCode, Verb, View, ViewToken,
};
use minreq::{Method, Request, Response};
use serde::Serialize;
use serde::de::DeserializeOwned;
use uuid::Uuid;

use crate::kit::Kit;

/// A made-up person.
pub struct Person<'k> {
    kit: &'k Kit,
    /// The cookie that the API set, if it did.
    pub cookie: Option<String>,
    /// Further headers to send.
    pub headers: Vec<(&'static str, String)>,
}

/// An answer, with words for what is wrong with it.
pub struct Reply(pub Response);

impl<'k> Person<'k> {
    /// Somebody new.
    pub fn new(kit: &'k Kit) -> Self {
        Self {
            kit,
            cookie: None,
            headers: Vec::new(),
        }
    }

    /// Reads an address.
    pub fn get(&mut self, path: &str) -> Result<Reply, String> {
        self.send(Method::Get, path, &[], None::<&()>)
    }

    /// Sends a body.
    pub fn post(&mut self, path: &str, body: &impl Serialize) -> Result<Reply, String> {
        self.send(Method::Post, path, &[], Some(body))
    }

    /// Has everything erased.
    pub fn delete(&mut self, path: &str) -> Result<Reply, String> {
        self.send(Method::Delete, path, &[], None::<&()>)
    }

    /// A token for the current text in Chinese, or in the language that there is.
    pub fn view(&mut self) -> Result<String, String> {
        let view = self.published_view();
        let token: ViewToken = self.post("/v1/views", &view)?.ok()?;
        Ok(token.view_token)
    }

    /// The text that this person reads.
    pub fn published_view(&self) -> View {
        let release = self.kit.release();
        let language = if release.languages.contains_key("zh") {
            "zh"
        } else {
            "en"
        };
        let text_hash = release
            .languages
            .get(language)
            .map(|entry| entry.text_hash.clone());
        View {
            release: release.version.clone(),
            language: language.to_owned(),
            text_hash: text_hash.unwrap_or_default(),
            surface: "choices".to_owned(),
        }
    }

    /// Where the person stands.
    pub fn choices(&mut self) -> Result<Choices, String> {
        self.get("/v1/choices")?.ok()
    }

    /// Where the person stands on one purpose.
    pub fn choice(&mut self, purpose: &PurposeEntry) -> Result<Choice, String> {
        let choices = self.choices()?.choices;
        let found = choices
            .into_iter()
            .find(|choice| choice.purpose == purpose.id);
        found.ok_or_else(|| format!("GET /v1/choices does not list `{}`", purpose.id))
    }

    /// A well-formed decision on the screen's text.
    pub fn decision(&mut self, purpose: &PurposeEntry, verb: Verb) -> Result<Decision, String> {
        let view = self.published_view();
        Ok(Decision {
            verb,
            view_token: self.view()?,
            words_hash: purpose.words_hash.get(&view.language).to_owned(),
            surface: view.surface,
            actor: Actor::Subject,
            client_time: Some("2001-02-03T04:05:06Z".to_owned()),
            guardian_token: None,
            age_band: None,
        })
    }

    /// Decides as a page does, and expects it to be stored.
    pub fn decide(&mut self, purpose: &PurposeEntry, verb: Verb) -> Result<Decided, String> {
        let revision = self.choice(purpose)?.revision;
        let decision = self.decision(purpose, verb)?;
        self.put(&purpose.id, &decision, &new_key(), revision)?.ok()
    }

    /// Puts a decision as it is.
    pub fn put(
        &mut self,
        purpose: &str,
        decision: &Decision,
        key: &str,
        revision: u64,
    ) -> Result<Reply, String> {
        let revision = format!("\"{revision}\"");
        let headers = [("Idempotency-Key", key), ("If-Match", revision.as_str())];
        self.send(
            Method::Put,
            &format!("/v1/choices/{purpose}"),
            &headers,
            Some(decision),
        )
    }

    /// Puts a decision with those headers only.
    pub fn put_with(
        &mut self,
        purpose: &str,
        decision: &Decision,
        headers: &[(&str, &str)],
    ) -> Result<Reply, String> {
        self.send(
            Method::Put,
            &format!("/v1/choices/{purpose}"),
            headers,
            Some(decision),
        )
    }

    fn send(
        &mut self,
        method: Method,
        path: &str,
        headers: &[(&str, &str)],
        body: Option<&impl Serialize>,
    ) -> Result<Reply, String> {
        let mut request = Request::new(method, format!("{}{path}", self.kit.url)).with_timeout(20);
        if let Some(cookie) = &self.cookie {
            request = request.with_header("Cookie", cookie);
        }
        for (name, value) in headers {
            request = request.with_header(*name, *value);
        }
        for (name, value) in &self.headers {
            request = request.with_header(*name, value);
        }
        if let Some(body) = body {
            let json = serde_json::to_vec(body).expect("bodies are plain data with text keys");
            request = request
                .with_header("Content-Type", "application/json")
                .with_body(json);
        }
        let response = request.send().map_err(|error| format!("{path}: {error}"))?;
        self.keep_cookie(&response);
        Ok(Reply(response))
    }

    fn keep_cookie(&mut self, response: &Response) {
        let Some(cookie) = find(response, "set-cookie") else {
            return;
        };
        let pair = cookie.split(';').next().unwrap_or_default();
        self.cookie = (!pair.ends_with('=')).then(|| pair.to_owned());
    }
}

impl Reply {
    /// A header, or nothing.
    pub fn header(&self, name: &str) -> &str {
        find(&self.0, name).unwrap_or_default()
    }

    /// The body of an answer that has to be a success.
    pub fn ok<T: DeserializeOwned>(&self) -> Result<T, String> {
        if self.0.status_code != 200 {
            return Err(format!("expected 200, got {}", self.short()));
        }
        serde_json::from_slice(self.0.as_bytes())
            .map_err(|error| format!("the answer does not follow the contract: {error}"))
    }

    /// The problem of an answer that has to be that refusal.
    pub fn refused(&self, status: u16, code: ProblemCode) -> Result<Problem, String> {
        if i32::from(status) != i32::from(self.0.status_code) {
            return Err(format!("expected {status} {code:?}, got {}", self.short()));
        }
        let kind = self.header("content-type");
        if !kind.starts_with("application/problem+json") {
            return Err(format!("expected application/problem+json, got `{kind}`"));
        }
        let problem: Problem = serde_json::from_slice(self.0.as_bytes())
            .map_err(|error| format!("the problem does not follow the contract: {error}"))?;
        if problem.code != code {
            return Err(format!("expected code {code:?}, got {:?}", problem.code));
        }
        Ok(problem)
    }

    fn short(&self) -> String {
        let body = self.0.as_str().unwrap_or("(not text)");
        let body: String = body.chars().take(160).collect();
        format!("{} {body}", self.0.status_code)
    }
}

fn find<'r>(response: &'r Response, name: &str) -> Option<&'r str> {
    let mut headers = response.headers.iter();
    let found = headers.find(|(header, _)| header.eq_ignore_ascii_case(name));
    found.map(|(_, value)| value.as_str())
}

/// A new idempotency key.
pub fn new_key() -> String {
    Uuid::new_v4().to_string()
}

/// Says what was expected and what came, unless they are equal.
pub fn same<T: PartialEq + std::fmt::Debug>(what: &str, expected: T, got: T) -> Result<(), String> {
    if expected == got {
        return Ok(());
    }
    Err(format!("{what}: expected {expected:?}, got {got:?}"))
}
