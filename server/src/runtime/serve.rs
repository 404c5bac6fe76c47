//! Running the server: open the store, listen, stop gracefully.
//!
//! Takes [`Settings`]; returns when the process was asked to stop and everything is written.

use std::io::{self, Write};
use std::net::SocketAddr;
use std::sync::Arc;
use std::time::Duration;

use anyhow::Context;
use tokio::net::TcpListener;
use tokio::task::JoinSet;
use tokio::time::timeout;

use super::connections::{self, Bounds};
use super::{host_list_mismatch, maintenance, supervisor};
use crate::clock::Clock;
use crate::settings::Settings;
use crate::state::App;
use crate::{http, store, webhook};

/// Connections of the operator's own listener: probes and a collector of metrics.
const ADMIN_CONNECTIONS: usize = 64;

/// How long background tasks may take to end: a post of the webhook takes ten seconds at most.
const LAST_PATIENCE: Duration = Duration::from_secs(20);

/// Serves until SIGTERM or SIGINT.
///
/// # Errors
/// When a setting cannot be meant, the store cannot be opened, or an address is taken.
pub async fn run(settings: Settings) -> anyhow::Result<()> {
    settings.check()?;
    let store = store::open(&settings.database_url, settings.rows_at_once)
        .await
        .context("cannot open the store")?;
    let app = App::open(store, settings, Clock::default()).await?;
    warn(&app);
    if let Some(host) = &app.host {
        host.keep_up(app.clock.seconds()).await;
    }

    // Listened for first: whoever sees the line that the server listens may stop it at once.
    let asked_to_stop = stop_signal();
    let mut servers = listen(&app).await?;
    let mut beside = start_background(&app);
    asked_to_stop.await;
    tracing::info!("stopping");
    app.live.stop();
    let mut unfinished = Ok(());
    while let Some(ended) = servers.join_next().await {
        unfinished = unfinished.and(ended.context("a listener broke down")?);
    }
    let all = async { while beside.join_next().await.is_some() {} };
    if timeout(LAST_PATIENCE, all).await.is_err() {
        tracing::error!("background tasks did not end in time");
    }
    app.store.close().await;
    unfinished?;
    tracing::info!("stopped; everything confirmed is written");
    Ok(())
}

type Servers = JoinSet<Result<(), connections::Unfinished>>;

/// Listens for the public, and for the operator where an address is set for that.
async fn listen(app: &Arc<App>) -> anyhow::Result<Servers> {
    let settings = &app.settings;
    let mut servers = Servers::new();
    let public = bind("LISTEN", settings.listen).await?;
    // Tools that start the server on port 0 read the address from this line.
    say(&format!("listening on http://{}", public.local_addr()?));
    if let Some(address) = settings.admin_listen {
        let admin = bind("ADMIN_LISTEN", address).await?;
        say(&format!(
            "metrics and health on http://{}",
            admin.local_addr()?
        ));
        let (router, stop) = (http::admin(app.clone()), app.live.stopping());
        let bounds = Bounds::of(ADMIN_CONNECTIONS);
        servers.spawn(connections::serve(admin, router, bounds, stop));
    }
    let (router, stop) = (http::app(app.clone()), app.live.stopping());
    let bounds = Bounds::of(settings.connections);
    servers.spawn(connections::serve(public, router, bounds, stop));
    Ok(servers)
}

/// Writes a line for whoever started the server. They may have closed the output, which is no reason to
/// end: `println!` would panic.
fn say(line: &str) {
    let _ = writeln!(io::stdout(), "{line}");
}

async fn bind(name: &str, address: SocketAddr) -> anyhow::Result<TcpListener> {
    let listener = TcpListener::bind(address).await;
    listener.with_context(|| format!("cannot listen on {address}; set {name} to a free address"))
}

/// Starts what runs beside the requests, each watched: upkeep, and the webhook's sender where an
/// address is set. They end when the server stops.
pub fn start_background(app: &Arc<App>) -> JoinSet<()> {
    let mut tasks = JoinSet::new();
    let upkeep = supervisor::run(
        app.clone(),
        maintenance::NAME,
        maintenance::LONGEST,
        maintenance::run,
    );
    tasks.spawn(upkeep);
    if app.settings.webhook_url.is_some() {
        let sender = supervisor::run(app.clone(), webhook::NAME, webhook::LONGEST, webhook::run);
        tasks.spawn(sender);
    }
    tasks
}

/// Says what works and is still likely not meant.
fn warn(app: &App) {
    // Reads the notice, and says in the log what is wrong with it.
    drop(app.site.trouble());
    let settings = &app.settings;
    let is_http = settings
        .public_url
        .as_ref()
        .is_some_and(|url| !url.is_https());
    if is_http && !settings.allowed_hosts.is_empty() {
        tracing::warn!(
            "ALLOWED_HOSTS lets other sites frame the page, and PUBLIC_URL is no https address: \
             browsers keep no cookie there, so choices made in a frame are not found again"
        );
    }
    // Pages that another server has read a configuration that is there.
    let mismatch = host_list_mismatch::mismatch(app.site.dir(), &settings.allowed_hosts)
        .filter(|_| settings.pages_url.is_none());
    if let Some(mismatch) = mismatch {
        tracing::warn!("{mismatch}");
    }
}

/// Listens for SIGTERM and SIGINT from now on; ends with the first of them.
#[cfg(unix)]
fn stop_signal() -> impl Future<Output = ()> {
    use tokio::signal::unix::{SignalKind, signal};
    let listen = |kind| signal(kind).expect("signals can be listened for");
    let mut terminate = listen(SignalKind::terminate());
    let mut interrupt = listen(SignalKind::interrupt());
    async move {
        tokio::select! {
            _ = terminate.recv() => {}
            _ = interrupt.recv() => {}
        }
    }
}

/// Ends when the process is interrupted.
#[cfg(not(unix))]
async fn stop_signal() {
    let _ = tokio::signal::ctrl_c().await;
}
