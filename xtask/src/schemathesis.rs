//! `cargo xtask schemathesis`: the API against requests made from its own OpenAPI document.
//!
//! Schemathesis (PyPI) reads the document that a fresh server serves and sends what a schema
//! allows and what it does not: no answer may be a 5xx or one that the document does not name.

use std::path::{Path, PathBuf};
use std::process::Command;

use anyhow::{Context, Result};

use crate::profile::Profile;
use crate::server::{self, Setting};
use crate::tools::cache;
use crate::tools::system::{self, Need};
use crate::{process, workspace};

/// The version whose checks were read.
const VERSION: &str = "4.32.5";

const PYTHON: Need = Need {
    programs: &["python3"],
    file: None,
    debian: "python3-venv",
    elsewhere: "Python 3.10 or newer, with venv",
};

/// How much to send.
#[derive(clap::Args)]
pub struct Options {
    /// Requests for each operation at most, beside those that cover its schema.
    #[arg(long, default_value_t = 100)]
    examples: u32,
    /// Where the random requests start; the same seed sends the same ones.
    #[arg(long, default_value_t = 1)]
    seed: u64,
}

/// Starts a server on a file of its own and sends it every kind of request.
///
/// # Errors
/// When something is missing that it needs, or an answer was not one of the document's.
pub fn run(options: Options) -> Result<()> {
    let program = bring()?;
    let binary = server::build("dev")?;
    let scratch = tempfile::tempdir().context("could not create a temporary folder")?;
    let running = server::start(&Setting {
        binary: &binary,
        listen: &server::free_address(server::ANY_PORT)?,
        site: &Profile::Release.dist(),
        database: &scratch.path().join("consent.db"),
        log: "warn",
        more: &[("WRITES_PER_MINUTE", "0"), ("WRITES_PER_ADDRESS", "0")],
    })?;
    let mut schemathesis = Command::new(program);
    schemathesis
        // It leaves a folder with examples where it runs.
        .current_dir(scratch.path())
        .env("NO_COLOR", "1")
        .arg("--config-file")
        .arg(workspace::root().join("server/tests/schemathesis.toml"))
        .args(["run", &format!("{}/openapi.json", running.base)])
        .args(["--checks", "all", "--phases", "examples,coverage,fuzzing"])
        .args(["--workers", "1", "--continue-on-failure"])
        .args(["--max-examples", &options.examples.to_string()])
        .args(["--seed", &options.seed.to_string()]);
    process::run(&mut schemathesis)
}

/// Puts it into an environment of its own in the cache of tools.
fn bring() -> Result<PathBuf> {
    system::bring(&[PYTHON])?;
    let home = cache::folder()?.join(format!("schemathesis-{VERSION}"));
    let program = home.join("bin/st");
    if !program.exists() {
        println!("tools: bringing schemathesis {VERSION} from PyPI");
        make_environment(&home)?;
    }
    Ok(program)
}

fn make_environment(home: &Path) -> Result<()> {
    let mut venv = Command::new("python3");
    process::run(venv.args(["-m", "venv"]).arg(home))?;
    let mut pip = Command::new(home.join("bin/pip"));
    let package = format!("schemathesis=={VERSION}");
    process::run(pip.args(["install", "--quiet", &package]))
}
