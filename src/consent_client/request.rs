//! One request and its answer: JSON both ways, a limit of patience, problems by their code.

use consent::json::{Read, Write};
use consent::wire::{Problem, ProblemCode};
use gloo_net::http::{Request, RequestBuilder, Response};
use web_sys::AbortController;

use super::Failure;
use crate::browser::{self, json};

/// A phone on a bad network gets this long before the wish is kept for later, in milliseconds.
const PATIENCE: i32 = 15_000;
/// Seconds to wait where a refusal does not say how long.
const SOME_SECONDS: u64 = 5;

/// Sends a body and reads the answer.
pub async fn send<T: Read>(request: RequestBuilder, body: &impl Write) -> Result<T, Failure> {
    let request = request.header("content-type", "application/json");
    let text = answer(request, Some(json::write(body))).await?;
    json::read(&text).ok_or(Failure::Broken)
}

/// Asks without a body and reads the answer.
pub async fn get<T: Read>(path: &str) -> Result<T, Failure> {
    let text = answer(Request::get(path), None).await?;
    json::read(&text).ok_or(Failure::Broken)
}

/// Sends and gives the answer's text as it is.
pub async fn answer(request: RequestBuilder, body: Option<String>) -> Result<String, Failure> {
    let (signal, _controller) = patience();
    let request = request.abort_signal(signal.as_ref());
    let request = match body {
        Some(body) => request.body(body),
        None => request.build(),
    };
    let answer = request.map_err(|_| Failure::Refused)?.send().await;
    read(answer.map_err(|_| Failure::Away)?).await
}

async fn read(answer: Response) -> Result<String, Failure> {
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
