//! Running the server: open the store, listen, stop gracefully.
//!
//! Takes [`Settings`]; returns when the process was asked to stop and everything is written.

use std::net::SocketAddr;
use std::sync::Arc;
use std::time::Duration;

use anyhow::Context;
use tokio::net::TcpListener;

use crate::clock::Clock;
use crate::settings::Settings;
use crate::state::App;
use crate::{http, store, tasks, webhook};

/// How long open requests may take after the process was asked to stop.
const LAST_PATIENCE: Duration = Duration::from_secs(20);

/// How often keys are looked at again and limits forget.
const UPKEEP: Duration = Duration::from_secs(60);

/// Does the task that was asked for, or serves until SIGTERM or SIGINT.
pub async fn run(settings: Settings) -> anyhow::Result<()> {
    settings.check()?;
    if let Some(task) = settings.task.clone() {
        return tasks::run(task, &settings).await;
    }
    let store = store::open(&settings.database_url, settings.rows_at_once)
        .await
        .context("cannot open the store")?;
    let listen = settings.listen;
    let app = App::open(store, settings, Clock::default()).await?;
    let listener = TcpListener::bind(listen)
        .await
        .with_context(|| format!("cannot listen on {listen}; set LISTEN to a free address"))?;
    // Tools that start the server on port 0 read the address from this line.
    println!("listening on http://{}", listener.local_addr()?);
    if let Err(missing) = app.site.manifest() {
        tracing::warn!(%missing, "decisions are refused until a notice is published");
    }

    if let Some(host) = &app.host {
        host.keep_up(app.clock.seconds()).await;
    }

    let upkeep = tokio::spawn(keep_up(app.clone()));
    let webhook = tokio::spawn(webhook::run(app.clone()));
    let service = http::app(app.clone()).into_make_service_with_connect_info::<SocketAddr>();
    let stop = stop_signal(app.clone());
    axum::serve(listener, service)
        .with_graceful_shutdown(stop)
        .await?;
    upkeep.abort();
    webhook.await.context("the webhook sender broke down")?;
    app.store.close().await;
    tracing::info!("stopped; everything confirmed is written");
    Ok(())
}

/// Waits for SIGTERM or SIGINT, then lets open requests finish and ends live streams.
async fn stop_signal(app: Arc<App>) {
    asked_to_stop().await;
    tracing::info!("stopping");
    app.live.stop();
    tokio::spawn(async {
        tokio::time::sleep(LAST_PATIENCE).await;
        tracing::error!("open requests did not finish in time");
        std::process::exit(1);
    });
}

#[cfg(unix)]
async fn asked_to_stop() {
    use tokio::signal::unix::{SignalKind, signal};
    let mut terminate = signal(SignalKind::terminate()).expect("SIGTERM can be listened for");
    tokio::select! {
        _ = terminate.recv() => {}
        _ = tokio::signal::ctrl_c() => {}
    }
}

#[cfg(not(unix))]
async fn asked_to_stop() {
    let _ = tokio::signal::ctrl_c().await;
}

async fn keep_up(app: Arc<App>) {
    loop {
        tokio::time::sleep(UPKEEP).await;
        app.limits.forget();
        app.live.forget();
        let now = app.clock.seconds();
        app.keys.refresh(now).await;
        if let Some(host) = &app.host {
            host.keep_up(now).await;
        }
        if let Err(error) = look_after_store(&app, now).await {
            let error = &error as &dyn std::error::Error;
            tracing::error!(error, "the store could not be looked after");
        }
    }
}

/// Ends erasures that broke off, keeps their list, and checks some of the chains.
async fn look_after_store(app: &App, now: i64) -> store::Result<()> {
    let store = app.store.as_ref();
    store.finish_erasures().await?;
    app.erasures.agree(store, now, Some(now)).await?;
    app.audit.check_some(store).await.map(drop)
}
