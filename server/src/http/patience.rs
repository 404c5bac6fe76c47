//! How long a request may take, and what is said when it takes longer.
//!
//! A row that was handed to the store is written although nobody waits for it any more, so a write
//! that is given up has an outcome that is not known. Entry point: [`give_up_in_time`].

use std::time::Duration;

use axum::extract::Request;
use axum::middleware::Next;
use axum::response::{IntoResponse, Response};
use tokio::time::timeout;

use super::Refusal;

/// How long a request may take.
const PATIENCE: Duration = Duration::from_secs(15);

/// Answers `outcome_unknown`, or `busy` to a read, when a request takes too long.
pub async fn give_up_in_time(request: Request, next: Next) -> Response {
    let is_read = request.method().is_safe();
    match timeout(PATIENCE, next.run(request)).await {
        Ok(response) => response,
        Err(_) if is_read => Refusal::busy("it took too long; ask again").into_response(),
        Err(_) => Refusal::outcome_unknown().into_response(),
    }
}
