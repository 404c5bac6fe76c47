//! Answers requests that time out or whose handler panics.
//!
//! A row that was handed to the store may still be written, so a write that breaks off then is answered with
//! `outcome_unknown`; before that, nothing was stored. Entry point: [`see_to_the_end`].

use std::panic::AssertUnwindSafe;
use std::sync::Arc;
use std::time::Duration;

use axum::extract::{Request, State};
use axum::middleware::Next;
use axum::response::{IntoResponse, Response};
use consent::wire::ProblemCode;
use futures_util::FutureExt;
use tokio::time::timeout;

use crate::refusal::Refusal;
use crate::state::App;
use crate::store::handed_in::HandedIn;

/// Answers `outcome_unknown` to a write that breaks off once the store has it; to any other request `busy` or
/// `failed`.
pub async fn see_to_the_end(State(app): State<Arc<App>>, request: Request, next: Next) -> Response {
    end_within(app.settings.patience, request, next).await
}

async fn end_within(patience: Duration, request: Request, next: Next) -> Response {
    let is_read = request.method().is_safe();
    let handed_in = HandedIn::default();
    let answer = AssertUnwindSafe(handed_in.watch(next.run(request))).catch_unwind();
    let refusal = match timeout(patience, answer).await {
        Ok(Ok(response)) => return response,
        _ if !is_read && handed_in.is_so() => Refusal::outcome_unknown(),
        Ok(Err(_)) => Refusal::new(
            ProblemCode::Failed,
            "the server failed; this request stored nothing",
        ),
        Err(_) => Refusal::busy("it took too long; this request stored nothing; send it again"),
    };
    tracing::error!("a request broke off: it took too long, or panicked");
    refusal.into_response()
}

#[cfg(test)]
mod tests {
    use std::future::pending;

    use axum::body::{Body, to_bytes};
    use axum::http::Method;
    use axum::routing::{MethodRouter, any};
    use axum::{Router, middleware};
    use consent::wire::Problem;
    use tower::ServiceExt;

    use super::*;
    use crate::store::{Inserted, handed_in};

    async fn check(handler: MethodRouter, method: Method, expected: &str) {
        let layer = |request, next| end_within(Duration::from_millis(1), request, next);
        let router = Router::new().route("/", handler);
        let router = router.layer(middleware::from_fn(layer));
        let request = Request::builder().method(&method).body(Body::empty());
        let answer = router.oneshot(request.expect("a request")).await;
        let body = answer.expect("an answer").into_body();
        let body = to_bytes(body, usize::MAX).await.expect("a body");
        let problem: Problem = serde_json::from_slice(&body).expect("a problem");
        assert_eq!(problem.kind, format!("urn:mingbai:problem:{expected}"));
    }

    #[tokio::test]
    async fn a_read_that_takes_too_long_is_asked_again_and_of_a_write_nothing_is_known() {
        let held = || {
            any(async || {
                handed_in::note();
                pending::<&'static str>().await
            })
        };
        check(held(), Method::GET, "busy").await;
        check(held(), Method::PUT, "outcome_unknown").await;
        check(held(), Method::DELETE, "outcome_unknown").await;
    }

    /// It said that nothing was stored, whatever the handler had done before.
    #[tokio::test]
    async fn of_a_write_whose_handler_panics_nothing_is_known_either() {
        let faulty = || {
            any(async || -> &'static str {
                handed_in::note();
                panic!("a fault of the handler")
            })
        };
        check(faulty(), Method::GET, "failed").await;
        check(faulty(), Method::PUT, "outcome_unknown").await;
    }

    /// And then it said that nothing is known, whatever the handler had not done yet.
    #[tokio::test]
    async fn of_a_write_that_breaks_off_before_the_store_has_it_it_is_known_that_nothing_was_stored()
     {
        let held = || any(async || pending::<&'static str>().await);
        check(held(), Method::PUT, "busy").await;
        let faulty = || any(async || -> &'static str { panic!("a fault of the handler") });
        check(faulty(), Method::DELETE, "failed").await;
        let taken_back = || {
            any(async || {
                handed_in::note();
                handed_in::judge(&Ok(Inserted::Taken));
                pending::<&'static str>().await
            })
        };
        check(taken_back(), Method::PUT, "busy").await;
    }
}
