//! `cargo xtask soak`: the test of histories, for as long as it is told to.
//!
//! Builds the tests of the server and starts their long run; its last lines are the seed and the
//! sums. Fails when anything was found.

use std::env;
use std::path::PathBuf;
use std::process::Command;

use anyhow::Result;

use crate::{process, workspace};

/// How long, on what.
#[derive(clap::Args)]
pub struct Options {
    /// For how long; the history that is going on then is finished.
    #[arg(long, default_value_t = 30)]
    minutes: u64,
    /// One store alone: `sqlite`, `postgres`, `sharded` (a coordinator and two shards), or the
    /// `postgres://` address of an empty database that somebody else runs. Left out: all three in turns.
    #[arg(long)]
    store: Option<String>,
    /// So many servers over it; left out: one and two in turns.
    #[arg(long, value_parser = clap::value_parser!(u8).range(1..=2))]
    servers: Option<u8>,
    /// The first seed; each history has the next one. Left out: a new one.
    #[arg(long)]
    seed: Option<u32>,
    /// These faults alone, separated by commas: kill, pause, postgres, full-disk, slow-disk, clock,
    /// receiver, or none. Left out: some, by the seed.
    #[arg(long)]
    faults: Option<String>,
    /// A folder for the smallest part of each history that shows what was found.
    #[arg(long, value_name = "DIR")]
    keep: Option<PathBuf>,
}

/// Runs histories until the time is over.
pub fn run(options: Options) -> Result<()> {
    let mut cargo = Command::new("cargo");
    cargo.current_dir(workspace::root());
    cargo.args([
        "test",
        "--quiet",
        "--package",
        "server",
        "--test",
        "histories",
    ]);
    cargo.args(["--", "--ignored", "--exact", "tests::soak", "--nocapture"]);
    let keep = options
        .keep
        .map(|folder| env::current_dir().map(|here| here.join(folder)));
    let keep = keep.transpose()?;
    let settings = [
        ("MINUTES", Some(options.minutes.to_string())),
        ("STORE", options.store),
        ("SERVERS", options.servers.map(|count| count.to_string())),
        ("FAULTS", options.faults),
        ("SEED", options.seed.map(|seed| seed.to_string())),
        ("KEEP", keep.map(|folder| folder.display().to_string())),
    ];
    for (name, value) in settings {
        let name = format!("HISTORIES_{name}");
        match value {
            Some(value) => cargo.env(name, value),
            None => cargo.env_remove(name),
        };
    }
    process::run(&mut cargo)
}
