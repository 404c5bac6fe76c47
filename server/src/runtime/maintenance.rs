//! The maintenance task, once a minute: forgets idle rate limits, reads keys again, looks at the parts of
//! the store, finishes erasures, audits chains.
//!
//! A round goes through all of it, whatever fails on the way. Entry point: [`run`].

use std::sync::Arc;
use std::time::Duration;

use tokio::time::timeout;

use crate::state::App;
use crate::store::{self, Part};

/// Under which name it is watched.
pub const NAME: &str = "upkeep";

/// How long a round may take with the pause before it.
pub const LONGEST: Duration = Duration::from_secs(5 * 60);

/// How long a part of a round may take at the store: one that hangs does not hold up the others.
const STORE_PATIENCE: Duration = Duration::from_secs(60);

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
    let store = app.store.as_ref();
    let is_whole = look_at_parts(app).await;
    within("erasures that broke off", store.finish_erasures()).await;
    let agree = app.erasures.agree(store, now, Some(now));
    match is_whole {
        // After a restore every chain is looked at: however long that takes, it comes to its end.
        true => noted("the list of erasures", agree.await),
        false => within("the list of erasures", agree).await,
    };
    if is_whole {
        // It asks all parts at once.
        within("the chains", app.audit.check_some(store)).await;
    }
}

/// Says in the log and in the metrics which parts of the store cannot be reached; answers whether all can.
/// Readiness does not say it: the other parts serve, and all servers over the store would be taken out.
async fn look_at_parts(app: &App) -> bool {
    let Some(parts) = within("the parts of the store", app.store.parts()).await else {
        app.metrics.note_no_parts();
        return false;
    };
    app.metrics.note_parts(&parts);
    for Part { name, trouble, .. } in &parts {
        if let Some(trouble) = trouble {
            tracing::error!(
                part = name,
                trouble,
                "a part of the store cannot be reached: whoever has records there gets `busy`"
            );
        }
    }
    app.metrics.is_store_whole()
}

/// Does one thing at the store, within its time.
async fn within<T>(what: &str, work: impl Future<Output = store::Result<T>>) -> Option<T> {
    let late = |_| {
        Err(store::StoreError::NotWritten(
            "no answer in time".to_owned(),
        ))
    };
    noted(
        what,
        timeout(STORE_PATIENCE, work).await.unwrap_or_else(late),
    )
}

/// What was done; a failure goes to the log.
fn noted<T>(what: &str, outcome: store::Result<T>) -> Option<T> {
    match outcome {
        Ok(done) => Some(done),
        Err(error) => {
            let error = &error as &dyn std::error::Error;
            tracing::error!(what, error, "the store could not be looked after");
            None
        }
    }
}
