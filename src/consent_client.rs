//! The one door for choices: requests to the consent API and what its answers mean.
//!
//! A [`Decision`] goes out, a confirmed [`Choice`] or the reason why not comes back. Nothing is
//! reported as stored that the server has not confirmed.

use std::cell::RefCell;

use consent::wire::{Actor, Choice, Choices, Decided, Decision, Problem, ProblemCode, Verb, View, ViewToken};
use gloo_net::http::{Request, Response};
use miniserde::json;
use web_sys::AbortController;

use crate::browser;

/// A phone on a bad network gets this long before the wish is kept for later, in milliseconds.
const PATIENCE: i32 = 15_000;
/// Which surface decisions are made on, for the record.
const SURFACE: &str = "web";

/// Why a decision or a question was not answered.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Failure {
    /// No answer: offline, a dead server, a time-out. The decision may or may not be stored.
    Away,
    /// Somebody else changed it; the newer state comes along.
    Changed(Option<Box<Choice>>),
    /// The proof of what was shown is too old; a fresh one may come along.
    ViewExpired(Option<String>),
    /// The text on the screen is no longer the one in force.
    NoticeChanged,
    /// A guardian has to decide.
    GuardianNeeded,
    /// Too much at once; seconds to wait.
    Busy(u64),
    /// The server will not have it, whatever is tried again.
    Refused,
    /// The server failed. The decision may or may not be stored.
    Broken,
}

impl Failure {
    /// Whether sending the same decision again, under the same key, may help.
    pub fn may_pass(&self) -> bool {
        matches!(self, Failure::Away | Failure::Broken | Failure::Busy(_))
    }
}

/// One decision as it is sent, and sent again, until it is answered.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Wish {
    /// The control.
    pub purpose: String,
    /// What the person does.
    pub verb: Verb,
    /// Makes a second sending harmless.
    pub key: String,
    /// The revision that the decision is based on; settled when it is sent first.
    pub revision: u64,
    /// Whether it was sent before; it may have been stored then.
    pub was_sent: bool,
    /// Whether it takes the place of a wish that was sent and not answered.
    pub overrides: bool,
    /// Hash of the words beside the switch.
    pub words: String,
}

thread_local! {
    static TOKEN: RefCell<Option<String>> = RefCell::default();
}

/// Where the person stands on everything.
pub async fn choices() -> Result<Choices, Failure> {
    let (signal, _controller) = patience();
    let answer = Request::get("/v1/choices").abort_signal(signal.as_ref()).send().await;
    let answer = answer.map_err(|_| Failure::Away)?;
    read(answer).await
}

/// Sends one decision. An expired proof of what was shown is renewed silently, once.
pub async fn decide(wish: &Wish) -> Result<Choice, Failure> {
    match put(wish, &view_token().await?).await {
        Err(Failure::ViewExpired(fresh)) => {
            TOKEN.set(fresh);
            put(wish, &view_token().await?).await
        }
        answer => answer,
    }
}

async fn put(wish: &Wish, token: &str) -> Result<Choice, Failure> {
    let decision = Decision {
        verb: wish.verb,
        view_token: token.to_string(),
        words: wish.words.clone(),
        surface: SURFACE.to_string(),
        actor: Actor::Subject,
        client_time: js_sys::Date::new_0().to_iso_string().as_string(),
        guardian_token: None,
        age_band: None,
    };
    let (signal, _controller) = patience();
    let request = Request::put(&format!("/v1/choices/{}", wish.purpose))
        .header("content-type", "application/json")
        .header("idempotency-key", &wish.key)
        .header("if-match", &format!("\"{}\"", wish.revision))
        .abort_signal(signal.as_ref())
        .body(json::to_string(&decision))
        .map_err(|_| Failure::Refused)?;
    let answer = request.send().await.map_err(|_| Failure::Away)?;
    Ok(read::<Decided>(answer).await?.choice)
}

/// Proof of the text on the screen: from the server, kept until it says otherwise.
async fn view_token() -> Result<String, Failure> {
    if let Some(token) = TOKEN.with_borrow(Clone::clone) {
        return Ok(token);
    }
    let view = View {
        release: browser::body_fact("data-release").unwrap_or_default(),
        language: browser::page_language().code().to_string(),
        hash: browser::body_fact("data-hash").unwrap_or_default(),
        surface: SURFACE.to_string(),
    };
    let (signal, _controller) = patience();
    let request = Request::post("/v1/views")
        .header("content-type", "application/json")
        .abort_signal(signal.as_ref())
        .body(json::to_string(&view))
        .map_err(|_| Failure::Refused)?;
    let answer = request.send().await.map_err(|_| Failure::Away)?;
    let answer: ViewToken = read(answer).await?;
    Ok(keep_token(answer.view_token))
}

fn keep_token(token: String) -> String {
    TOKEN.set(Some(token.clone()));
    token
}

/// The text on the screen is another now; its proof has to be asked for anew.
pub fn forget_token() {
    TOKEN.take();
}

async fn read<T: miniserde::Deserialize>(answer: Response) -> Result<T, Failure> {
    let is_ok = answer.ok();
    let status = answer.status();
    let text = answer.text().await.map_err(|_| Failure::Away)?;
    if is_ok {
        return json::from_str(&text).map_err(|_| Failure::Broken);
    }
    // A proxy's page, or no words at all: the status is all there is.
    let Ok(problem) = json::from_str::<Problem>(&text) else {
        return Err(match status {
            500.. => Failure::Broken,
            429 => Failure::Busy(5),
            _ => Failure::Refused,
        });
    };
    Err(failure(problem))
}

fn failure(problem: Problem) -> Failure {
    match problem.code {
        ProblemCode::RevisionStale => Failure::Changed(problem.choice.map(Box::new)),
        ProblemCode::ViewExpired => Failure::ViewExpired(problem.view_token),
        ProblemCode::NoticeChanged => Failure::NoticeChanged,
        ProblemCode::GuardianNeeded => Failure::GuardianNeeded,
        ProblemCode::TooManyRequests | ProblemCode::Busy => Failure::Busy(problem.retry_after.unwrap_or(5)),
        ProblemCode::Failed | ProblemCode::SiteMissing => Failure::Broken,
        _ => Failure::Refused,
    }
}

/// A signal that ends a request after [`PATIENCE`].
fn patience() -> (Option<web_sys::AbortSignal>, Option<AbortController>) {
    let Ok(controller) = AbortController::new() else { return (None, None) };
    let ending = controller.clone();
    browser::after(PATIENCE, move || ending.abort());
    (Some(controller.signal()), Some(controller))
}
