//! The commands of the binary besides serving: rotating keys, moving secrets, retrying the webhook.
//!
//! Takes a [`Task`], does it on a store that exists already or on files, and says what was done.
//! Running servers need not be stopped, except for moving secrets. Entry point: [`run`].

use std::path::{Path, PathBuf};

use anyhow::{Context, bail};

use crate::clock::{Clock, to_text};
use crate::secrets::hmac_tokens;
use crate::secrets::secret_file::{KeptSecret, Place, SecretFile};
use crate::secrets::signing_keys::{self, Source};
use crate::settings::{Settings, Task};
use crate::store::{self, Store};

/// Does the task.
///
/// # Errors
/// When a setting cannot be meant, there is no store, or the task cannot be done.
pub async fn run(task: Task, settings: &Settings) -> anyhow::Result<()> {
    settings.check()?;
    if let Task::NewSecret { file, last } = &task {
        println!("{}", new_secret(file, *last)?);
        return Ok(());
    }
    // A command never makes a store: with a mistyped address it would do its work on an empty one.
    let store = store::open_existing(&settings.database_url, settings.rows_at_once)
        .await
        .context("cannot open the store")?;
    let done = on_store(task, store.as_ref(), settings).await;
    store.close().await;
    println!("{}", done?);
    Ok(())
}

async fn on_store(task: Task, store: &dyn Store, settings: &Settings) -> anyhow::Result<String> {
    let (source, now) = (Source::of(settings), Clock::default().seconds());
    match task {
        Task::RotateKey if settings.signing_keys.is_some() => bail!(
            "signing keys are in the file of SIGNING_KEYS; put a new one before the others with \
             `server new-secret`"
        ),
        Task::RotateKey => {
            let kid = signing_keys::rotate(store, &source, now).await?;
            Ok(format!(
                "key `{kid}` signs; running servers take it up within a minute"
            ))
        }
        Task::RevokeKey { kid, since } => {
            let since = to_text(since);
            let active = signing_keys::revoke(store, &source, &kid, since.clone(), now).await?;
            Ok(format!(
                "what key `{kid}` signed from {since} on is not to be trusted; key `{active}` \
                 signs; running servers take it up within a minute"
            ))
        }
        Task::MoveSecrets => move_secrets(store, settings).await,
        Task::RetryWebhook => {
            let messages = store.retry_failed().await?;
            Ok(format!(
                "{messages} failed messages are posted again; running servers begin within seconds"
            ))
        }
        Task::NewSecret { file, last } => new_secret(&file, last),
    }
}

fn new_secret(file: &Path, is_last: bool) -> anyhow::Result<String> {
    let place = if is_last { Place::Last } else { Place::First };
    let count = SecretFile::at(file).add(&[KeptSecret::of(rand::random())], place)?;
    let file = file.display();
    let place = if is_last { "last" } else { "first" };
    Ok(format!(
        "a new secret is the {place} of {count} in `{file}`; servers take up signing keys within a \
         minute, and secrets of tokens when they are started again"
    ))
}

async fn move_secrets(store: &dyn Store, settings: &Settings) -> anyhow::Result<String> {
    let file = |path: &Option<PathBuf>| path.as_deref().map(SecretFile::at);
    let (keys_file, tokens_file) = (file(&settings.signing_keys), file(&settings.token_secrets));
    let mut moved = Vec::new();
    if let Some(file) = &keys_file
        && signing_keys::move_to_file(store, file).await?
    {
        moved.push("the signing key");
    }
    if let Some(file) = &tokens_file
        && hmac_tokens::move_to_file(store, file).await?
    {
        moved.push("the secret of tokens");
    }
    match (keys_file, tokens_file) {
        (None, None) => bail!("set SIGNING_KEYS, TOKEN_SECRETS or both to the files to move to"),
        _ if moved.is_empty() => Ok("the store had nothing to move".to_owned()),
        _ => Ok(format!(
            "moved {}; start the servers with the same settings",
            moved.join(" and ")
        )),
    }
}
