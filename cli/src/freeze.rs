//! `mingbai freeze DIR`: publishes a release's texts, which never change after it.

use std::path::PathBuf;

use ::publish::freeze::{self, Frozen};
use anyhow::{Result, bail};

use crate::check::{self, BesideOptions};
use crate::print;

/// Which release to freeze.
#[derive(Debug, clap::Args)]
pub struct Options {
    /// The release folder, such as public/notices/EDITION/VERSION.
    dir: PathBuf,
    #[command(flatten)]
    beside: BesideOptions,
}

/// Checks the release, then writes the hashes.
///
/// # Errors
/// When something stops the release, or a file cannot be read or written.
pub fn run(options: Options) -> Result<()> {
    let dir = options.dir.display();
    match freeze::release(&options.dir, &options.beside.into())? {
        Frozen::Refused(report) => {
            print::text(&check::words(&report))?;
            bail!("{dir} is not frozen: put right what stands above");
        }
        Frozen::Before => println!("{dir} is frozen already, and unchanged"),
        Frozen::Now => {
            println!("{dir} is frozen; from now on `mingbai check` refuses a change to its texts")
        }
    }
    Ok(())
}
