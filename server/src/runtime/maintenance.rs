//! The maintenance task, once a minute: forgets idle rate limits, reads keys again, finishes
//! erasures, audits chains.
//!
//! A round goes through all of it, whatever fails on the way. Entry point: [`run`].

use std::sync::Arc;
use std::time::Duration;

use crate::state::App;
use crate::store;

/// Under which name it is watched.
pub const NAME: &str = "upkeep";

/// How long a round may take with the pause before it.
pub const LONGEST: Duration = Duration::from_secs(5 * 60);

/// Looks after everything until the server stops.
pub async fn run(app: Arc<App>) {
    let mut stopping = app.live.stopping();
    loop {
        tokio::select! {
            _ = stopping.wait_for(|is_stopping| *is_stopping) => return,
            () = tokio::time::sleep(app.settings.upkeep_pause) => {}
        }
        round(&app).await;
        app.task_health.beat(NAME);
    }
}

async fn round(app: &App) {
    app.limits.forget();
    app.live.forget();
    let now = app.clock.seconds();
    app.keys.refresh(now).await;
    if let Some(host) = &app.host {
        host.keep_up(now).await;
    }
    if let Err(error) = look_after_store(app, now).await {
        let error = &error as &dyn std::error::Error;
        tracing::error!(error, "the store could not be looked after");
    }
}

/// Ends erasures that broke off, keeps their list, and checks some of the chains.
async fn look_after_store(app: &App, now: i64) -> store::Result<()> {
    let store = app.store.as_ref();
    store.finish_erasures().await?;
    app.erasures.agree(store, now, Some(now)).await?;
    app.audit.check_some(store).await.map(drop)
}
