//! Supervises background tasks: one that ends or panics is started again.
//!
//! What a task shows of itself, and what readiness says of it, is in [`crate::task_health`]. Entry
//! point: [`run`].

use std::sync::Arc;
use std::time::Duration;

use crate::state::App;

/// How long to wait before a task that ended is started again.
const PAUSE: Duration = Duration::from_secs(1);

/// Runs a task until the server stops; one that ends before, by a panic too, is started again.
pub async fn run<W, F>(app: Arc<App>, name: &'static str, longest: Duration, work: W)
where
    W: Fn(Arc<App>) -> F,
    F: Future<Output = ()> + Send + 'static,
{
    let mut stopping = app.live.stopping();
    app.task_health.expect(name, longest);
    loop {
        // A task of its own, so that its panic ends here.
        let ended = tokio::spawn(work(app.clone())).await;
        if *stopping.borrow_and_update() {
            return;
        }
        app.task_health.note_end(name);
        let panic = ended.err().map(|error| error.to_string());
        tracing::error!(
            task = name,
            panic,
            "a background task ended; it is started again"
        );
        tokio::select! {
            _ = stopping.wait_for(|is_stopping| *is_stopping) => return,
            () = tokio::time::sleep(PAUSE) => {}
        }
    }
}
