//! One request and its answer: JSON both ways, a limit of patience, problems by their code.

use std::pin::Pin;

use consent::json::Read;
use consent::wire::{Problem, ProblemCode};
use gloo_net::http::{Request, RequestBuilder};
use web_sys::AbortController;

use super::Failure;
use crate::bridge;
use crate::browser::{self, json};

/// A phone on a bad network gets this long before the wish is kept for later, in milliseconds.
const PATIENCE: i32 = 15_000;
/// Seconds to wait where a refusal does not say how long.
const SOME_SECONDS: u64 = 5;

/// An answer's text on its way. Boxed: each function that waits for one would have all that is done for
/// a request in its own state.
pub type Answer = Pin<Box<dyn Future<Output = Result<String, Failure>>>>;

/// Sends a body, which is JSON.
pub fn send(request: RequestBuilder, body: String) -> Answer {
    let request = request.header("content-type", "application/json");
    answer(request, Some(body))
}

/// Asks without a body.
pub fn get(path: &str) -> Answer {
    answer(Request::get(&bridge::address(path)), None)
}

/// What an answer says.
pub fn read<T: Read>(answer: Result<String, Failure>) -> Result<T, Failure> {
    json::read(&answer?).ok_or(Failure::Broken)
}

/// Sends and gives the answer's text as it is.
pub fn answer(request: RequestBuilder, body: Option<String>) -> Answer {
    Box::pin(ask(request, body))
}

async fn ask(request: RequestBuilder, body: Option<String>) -> Result<String, Failure> {
    let (signal, _controller) = patience();
    let request = request.abort_signal(signal.as_ref());
    let request = match body {
        Some(body) => request.body(body),
        None => request.build(),
    };
    let answer = bridge::fetch(request.map_err(|_| Failure::Refused)?).await;
    let answer = answer.ok_or(Failure::Away)?;
    let (status, is_ok) = (answer.status(), answer.ok());
    let text = answer.text().await.map_err(|_| Failure::Away)?;
    if is_ok {
        return Ok(text);
    }
    // A proxy's page, or no words at all: the status is all there is.
    Err(match (json::read::<Problem>(&text), status) {
        (Some(problem), _) => failure(problem),
        (_, 500..) => Failure::Broken,
        (_, 429) => Failure::Busy(SOME_SECONDS),
        _ => Failure::Refused,
    })
}

fn failure(problem: Problem) -> Failure {
    let wait = problem.retry_after.unwrap_or(SOME_SECONDS);
    match problem.code {
        ProblemCode::RevisionStale | ProblemCode::StoreBehind => {
            Failure::Changed(problem.choice.map(Box::new))
        }
        // A server that was set up anew does not know its old proofs; it is asked for another.
        ProblemCode::ViewExpired | ProblemCode::BadToken => {
            Failure::ViewExpired(problem.view_token)
        }
        ProblemCode::NoticeChanged => Failure::NoticeChanged,
        ProblemCode::GuardianNeeded => Failure::GuardianNeeded,
        ProblemCode::TooManyRequests | ProblemCode::Busy => Failure::Busy(wait),
        ProblemCode::Failed | ProblemCode::SiteMissing | ProblemCode::OutcomeUnknown => {
            Failure::Broken
        }
        _ => Failure::Refused,
    }
}

/// A signal that ends a request after [`PATIENCE`].
fn patience() -> (Option<web_sys::AbortSignal>, Option<AbortController>) {
    let Ok(controller) = AbortController::new() else {
        return (None, None);
    };
    let ending = controller.clone();
    browser::after(PATIENCE, move || ending.abort());
    (Some(controller.signal()), Some(controller))
}
