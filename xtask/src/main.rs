//! The workshop: every command that an editor, an engineer or CI runs.
//!
//! `cargo xtask <command>`; each command is one file, named after it, with `Options` and `run`.

mod app;
mod bench;
mod build;
mod check;
mod compare;
mod compress;
mod conformance;
mod floor;
mod freeze;
mod import;
mod inventory;
mod parts;
mod print;
mod process;
mod publish;
mod schemathesis;
mod serve;
mod server;
mod size;
mod soak;
mod test;
mod tools;
mod workspace;

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
enum Command {
    /// Build everything, start the consent API with the app behind it, print the address.
    Serve(serve::Options),
    /// Run every check of the project.
    Test(test::Options),
    /// Leave a release that can be deployed in dist/.
    Build(build::Options),
    /// Write pages, models and comparisons into a build; Trunk runs this for a preview.
    Publish(publish::Options),
    /// Weigh what a first visit loads.
    Size(size::Options),
    /// Say what stops a release: file, line, what is wrong, what would satisfy it.
    Check(check::Options),
    /// Publish the texts of a release: from then on they never change.
    Freeze(freeze::Options),
    /// Say what changed between two Markdown files, or between two lines.
    Compare(compare::Options),
    /// Turn a provider's text into the notice format.
    Import(import::Options),
    /// Count what a release holds.
    Inventory(inventory::Options),
    /// Measure against a bar in the same run.
    Bench(bench::Options),
    /// Run the consent contract against an API and say what holds.
    Conformance(conformance::Options),
    /// Send the API every kind of request that its own OpenAPI document allows or forbids.
    Schemathesis(schemathesis::Options),
    /// Let many people loose on real servers while faults happen, and look for broken promises.
    Soak(soak::Options),
    /// Check that the wasm runs in browsers at the floor.
    Floor(floor::Options),
    /// Bring the tools that a build needs.
    Tools(tools::Options),
}

fn main() -> ExitCode {
    let outcome: anyhow::Result<()> = match CommandLine::parse().command {
        Command::Serve(options) => serve::run(options),
        Command::Test(options) => test::run(options),
        Command::Build(options) => build::run(options),
        Command::Publish(options) => publish::run(options),
        Command::Size(options) => size::run(options),
        Command::Check(options) => check::run(options),
        Command::Freeze(options) => freeze::run(options),
        Command::Compare(options) => compare::run(options),
        Command::Import(options) => import::run(options),
        Command::Inventory(options) => inventory::run(options),
        Command::Bench(options) => bench::run(options),
        Command::Conformance(options) => conformance::run(options),
        Command::Schemathesis(options) => schemathesis::run(options),
        Command::Soak(options) => soak::run(options),
        Command::Floor(options) => floor::run(options),
        Command::Tools(options) => tools::run(options),
    };
    match outcome {
        Ok(()) => ExitCode::SUCCESS,
        Err(error) => {
            eprintln!("error: {error:#}");
            ExitCode::FAILURE
        }
    }
}
