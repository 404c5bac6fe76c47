//! `mingbai conformance URL`: the consent contract, run against any implementation.
//!
//! Prints a table of what holds; fails when a claim does not.

use std::fs;
use std::path::PathBuf;

use anyhow::{Context, bail};
use conformance::Kit;

use crate::colour;

/// What to run it against.
#[derive(clap::Args)]
pub struct Options {
    /// Address of the API, such as http://127.0.0.1:8124.
    url: String,
    /// The site's manifest; left out: `content/index.json` at the address.
    #[arg(long)]
    manifest: Option<PathBuf>,
}

/// Runs every claim and prints the table.
pub fn run(options: Options) -> anyhow::Result<()> {
    let kit = match &options.manifest {
        Some(path) => {
            let bytes = fs::read(path).with_context(|| format!("cannot read `{}`", path.display()));
            Kit::with_manifest(&options.url, &bytes?)?
        }
        None => Kit::new(&options.url)?,
    };
    let rows = conformance::run(&kit);
    for row in &rows {
        match row.failure {
            None => println!("{row}"),
            Some(_) => println!("{}", colour::bad(row)),
        }
    }
    let failed = rows.iter().filter(|row| row.failure.is_some()).count();
    println!("{} hold, {failed} fail", rows.len() - failed);
    if failed > 0 {
        bail!(
            "the API at {} does not keep the contract; see docs/consent-api.md",
            options.url
        );
    }
    Ok(())
}
