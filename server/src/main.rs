//! The binary: reads settings, sets up the log, runs the server.

use std::io::IsTerminal;
use std::process::ExitCode;

use clap::Parser;
use server::settings::Settings;
use tracing_subscriber::EnvFilter;

/// Requests are many small pieces of memory; this allocator spends half the time on them.
#[global_allocator]
static MEMORY: mimalloc::MiMalloc = mimalloc::MiMalloc;

#[tokio::main]
async fn main() -> ExitCode {
    let settings = Settings::parse();
    set_up_log();
    match server::run(settings).await {
        Ok(()) => ExitCode::SUCCESS,
        Err(error) => {
            eprintln!("error: {error:#}");
            ExitCode::FAILURE
        }
    }
}

/// Text for people at a terminal, JSON lines for machines; `RUST_LOG` says how much.
fn set_up_log() {
    let filter = EnvFilter::try_from_default_env().unwrap_or_else(|_| EnvFilter::new("info"));
    let log = tracing_subscriber::fmt()
        .with_env_filter(filter)
        .with_writer(std::io::stderr);
    if std::io::stderr().is_terminal() {
        log.init();
    } else {
        log.json().init();
    }
}
