//! `cargo xtask bench WHAT`: measures against a bar in the same run, on this machine.
//!
//! Each measurement is an example of the package that it measures, built for speed; the views are
//! measured in a browser.

mod compare;
mod gates;
mod measured;

use std::process::Command;

use anyhow::Result;

use crate::{process, workspace};

/// What to measure.
#[derive(clap::Args)]
pub struct Options {
    #[command(subcommand)]
    what: What,
}

/// The measurements.
#[derive(clap::Subcommand)]
enum What {
    /// Decisions a second at 64 clients, beside bare durable inserts into the same store.
    Api,
    /// From a press to the next paint in Chromium at a quarter of its speed, on the release in `dist`.
    Views,
    /// The comparison beside jsdiff on real notices, and its gates.
    Compare(compare::Options),
}

/// Builds the measurement and runs it.
pub fn run(options: Options) -> Result<()> {
    let package = match options.what {
        What::Api => "server",
        What::Compare(options) => return compare::run(&options),
        What::Views => return crate::test::browser::measure("speed.mjs"),
    };
    let mut cargo = Command::new("cargo");
    cargo.args([
        "run",
        "--quiet",
        "--profile",
        "native",
        "--package",
        package,
    ]);
    cargo.args(["--example", "bench"]);
    process::run(cargo.current_dir(workspace::root()))
}
