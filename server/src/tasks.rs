//! What the binary does beside serving: one command on a store that is there already.
//!
//! Takes a [`Task`], does it, says on the output what was done. Running servers need not be
//! stopped for any of them. Entry point: [`run`].

use anyhow::Context;

use crate::clock::Clock;
use crate::keys;
use crate::settings::{Settings, Task};
use crate::store::{self, Store};

/// Does the task.
pub async fn run(task: Task, settings: &Settings) -> anyhow::Result<()> {
    // A command never makes a store: with a mistyped address it would do its work on an empty one.
    let store = store::open_existing(&settings.database_url, settings.rows_at_once)
        .await
        .context("cannot open the store")?;
    let done = match task {
        Task::RotateKey => rotate_key(store.as_ref()).await,
        Task::RetryWebhook => retry_webhook(store.as_ref()).await,
    };
    store.close().await;
    println!("{}", done?);
    Ok(())
}

async fn rotate_key(store: &dyn Store) -> anyhow::Result<String> {
    keys::rotate(store, Clock::default().seconds()).await?;
    Ok("a new signing key is made; running servers sign with it within a minute".to_owned())
}

async fn retry_webhook(store: &dyn Store) -> anyhow::Result<String> {
    let messages = store.retry_failed().await?;
    Ok(format!(
        "{messages} failed messages are posted again; running servers begin within seconds"
    ))
}
