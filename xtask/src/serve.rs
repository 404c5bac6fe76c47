//! The whole product on this machine: one command from a fresh clone to an address.
//!
//! The workspace comes in; a server on an SQLite file, with the app behind it, runs until
//! Ctrl-C. Entry point: [`run`].

use std::path::PathBuf;
use std::sync::mpsc::{self, RecvTimeoutError};
use std::thread;
use std::time::Duration;

use anyhow::{Context, Result, bail};

use crate::build;
use crate::host_demo;
use crate::parts::Parts;
use crate::profile::Profile;
use crate::server::{self, Running, Setting};
use crate::workspace;

const BETWEEN_LOOKS: Duration = Duration::from_millis(200);

/// What `cargo xtask serve` can be told.
#[derive(clap::Args)]
pub struct Options {
    /// Serve the small release build in place of the quick one.
    #[arg(long)]
    release: bool,
    /// A folder with another release to publish in place of `public/notices`.
    #[arg(long, value_name = "DIR")]
    notice: Option<PathBuf>,
    /// The address to listen on; `trunk serve` expects the API at the one given here by default.
    #[arg(long, value_name = "ADDRESS", default_value = "127.0.0.1:8124")]
    listen: String,
    /// Serve a host on the web, too, which shows the page in a frame and speaks to it.
    #[arg(long)]
    host_demo: bool,
}

/// Builds everything, starts the server and waits for Ctrl-C.
pub fn run(options: Options) -> Result<()> {
    let listen = server::free_address(&options.listen)?;
    let mut parts = Parts::start();
    let (profile, cargo_profile) = match options.release {
        true => (Profile::Release, "native"),
        false => (Profile::Debug, "dev"),
    };
    // Beside the tools: one core is idle at the end of each, and nothing of one is needed by the other.
    let server = thread::spawn(move || server::build(cargo_profile));
    let site = build::site(profile, options.notice.as_deref(), &mut parts)?;
    let binary = parts.time("server", || {
        server.join().expect("a build ends with a result")
    })?;
    let database = workspace::root().join("data/consent.db");
    let mut more: Vec<(&str, &str)> = Vec::new();
    if options.host_demo {
        host_demo::open_site(&site)?;
        host_demo::start()?;
        more.push(("ALLOWED_HOSTS", host_demo::ORIGIN));
    }
    let setting = Setting {
        binary: &binary,
        listen: &listen,
        site: &site,
        database: &database,
        log: "info",
        more: &more,
    };
    let stopped = watch_for_ctrl_c()?;
    let running = parts.time("start", || server::start(&setting))?;

    println!("serve: ready after {parts}");
    println!("serve: Mingbai is at {}/", running.base);
    if options.host_demo {
        println!(
            "serve: a host shows it at {}",
            host_demo::address(&running.base)
        );
    }
    println!("serve: choices are kept in {}", database.display());
    println!("serve: Ctrl-C stops it");
    wait(running, &stopped)
}

fn watch_for_ctrl_c() -> Result<mpsc::Receiver<()>> {
    let (sender, receiver) = mpsc::channel();
    ctrlc::set_handler(move || {
        // A receiver that is gone means that the command is ending anyway.
        let _ = sender.send(());
    })
    .context("could not watch for Ctrl-C")?;
    Ok(receiver)
}

fn wait(mut running: Running, stopped: &mpsc::Receiver<()>) -> Result<()> {
    while stopped.recv_timeout(BETWEEN_LOOKS) == Err(RecvTimeoutError::Timeout) {
        if let Some(status) = running.ended()? {
            bail!("the server ended with {status}; its reason stands above");
        }
    }
    println!("serve: stopping");
    Ok(())
}
