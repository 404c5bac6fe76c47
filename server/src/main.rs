//! The binary: reads settings, sets up the log, runs the server.

use std::process::ExitCode;

use clap::Parser;
use server::settings::{Settings, Task};

/// Requests are many small pieces of memory; this allocator spends half the time on them.
#[global_allocator]
static MEMORY: mimalloc::MiMalloc = mimalloc::MiMalloc;

/// Reference consent API and site server of Mingbai.
///
/// Every option can be given as an environment variable of the name in brackets.
#[derive(Parser)]
#[command(name = "server", version)]
struct CommandLine {
    /// What to do; left out: serve.
    #[command(subcommand)]
    task: Option<Task>,
    #[command(flatten)]
    settings: Settings,
}

#[tokio::main]
async fn main() -> ExitCode {
    let CommandLine { task, settings } = CommandLine::parse();
    server::set_up_log();
    let done = match task {
        Some(task) => server::run_command(task, &settings).await,
        None => server::run(settings).await,
    };
    match done {
        Ok(()) => ExitCode::SUCCESS,
        Err(error) => {
            eprintln!("error: {error:#}");
            ExitCode::FAILURE
        }
    }
}
