//! The workshop: every command that an editor, an engineer or CI runs.
//!
//! `cargo xtask <command>`; each command is one file, named after it, with `Options` and `run`.

mod app;
mod bench;
mod build;
mod floor;
mod hashed;
mod host_demo;
mod parts;
mod process;
mod profile;
mod publish;
mod schemathesis;
mod screenshots;
mod serve;
mod server;
mod size;
mod soak;
mod style;
mod template;
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
    /// Measure against a bar in the same run.
    Bench(bench::Options),
    /// Send the API every kind of request that its own OpenAPI document allows or forbids.
    Schemathesis(schemathesis::Options),
    /// Let many people loose on real servers while faults happen, and look for broken promises.
    Soak(soak::Options),
    /// Make the pictures of the documentation again.
    Screenshots(screenshots::Options),
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
        Command::Bench(options) => bench::run(options),
        Command::Schemathesis(options) => schemathesis::run(options),
        Command::Soak(options) => soak::run(options),
        Command::Screenshots(options) => screenshots::run(options),
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
