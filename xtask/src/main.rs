//! The workshop: every command that an editor, an engineer or CI runs.
//!
//! `cargo xtask <command>`; each command is one file, named after it, with `Options` and `run`.

use std::process::ExitCode;

use clap::{Parser, Subcommand};

#[derive(Parser)]
#[command(name = "cargo xtask", about = "Build, check and publish Mingbai.")]
struct CommandLine {
    #[command(subcommand)]
    command: Command,
}

/// Each command, in the order a newcomer meets them.
#[derive(Subcommand)]
enum Command {}

fn main() -> ExitCode {
    let outcome: anyhow::Result<()> = match CommandLine::parse().command {};
    match outcome {
        Ok(()) => ExitCode::SUCCESS,
        Err(error) => {
            eprintln!("error: {error:#}");
            ExitCode::FAILURE
        }
    }
}
