//! `mingbai`, for who edits notices and who runs a site of them.
//!
//! Each command is one file, named after it, with `Options` and `run`. The built app is part of the
//! program, so that publishing and serving need nothing else (`app.rs`).

mod app;
mod check;
mod colour;
mod compare;
mod conformance;
mod freeze;
mod import;
mod inventory;
mod keys;
mod print;
mod progress;
mod publish;
mod serve;

use std::process::ExitCode;

use clap::{Parser, Subcommand};

/// The server's requests are many small pieces of memory; this allocator spends half the time on them.
#[global_allocator]
static MEMORY: mimalloc::MiMalloc = mimalloc::MiMalloc;

#[derive(Parser)]
#[command(
    name = "mingbai",
    version,
    about = "Check, publish and serve privacy notices that people understand."
)]
struct CommandLine {
    #[command(subcommand)]
    command: Command,
}

/// Each command, in the order in which a notice meets them.
#[derive(Subcommand)]
enum Command {
    /// Turn a provider's text into the notice format.
    Import(import::Options),
    /// Say what stops a release: file, line, what is wrong, what would satisfy it.
    Check(check::Options),
    /// Count what a release holds.
    Inventory(inventory::Options),
    /// Say what changed between two Markdown files, or between two lines.
    Compare(compare::Options),
    /// Publish the texts of a release: from then on they never change.
    Freeze(freeze::Options),
    /// Write the site: the app, and the pages of the notices.
    Publish(publish::Options),
    /// Publish the notices and serve them with the consent API.
    Serve(Box<serve::Options>),
    /// Run the consent contract against an API and say what holds.
    Conformance(conformance::Options),
    /// Change the keys and secrets of a consent API.
    Keys(Box<keys::Options>),
}

fn main() -> ExitCode {
    let outcome = match CommandLine::parse().command {
        Command::Import(options) => import::run(options),
        Command::Check(options) => check::run(options),
        Command::Inventory(options) => inventory::run(options),
        Command::Compare(options) => compare::run(options),
        Command::Freeze(options) => freeze::run(options),
        Command::Publish(options) => publish::run(options),
        Command::Serve(options) => serve::run(*options),
        Command::Conformance(options) => conformance::run(options),
        Command::Keys(options) => keys::run(*options),
    };
    match outcome {
        Ok(()) => ExitCode::SUCCESS,
        Err(error) => {
            eprintln!("{}: {error:#}", colour::bad("error").for_stderr());
            ExitCode::FAILURE
        }
    }
}
