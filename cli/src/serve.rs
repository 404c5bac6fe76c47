//! `mingbai serve NOTICES`: the site and the consent API, until Ctrl-C.

use std::path::PathBuf;

use anyhow::{Context, Result};
use clap::Args;
use server::settings::Settings;

use crate::publish;

/// What to serve, and with which settings.
#[derive(Args)]
pub struct Options {
    /// The folder of an edition, with a folder for each release; or of one release.
    notices: PathBuf,
    /// What the site says of itself, in place of the app's own `config.json`.
    #[arg(long, value_name = "FILE")]
    config: Option<PathBuf>,
    #[command(flatten)]
    settings: Settings,
}

/// Publishes into the folder of `--site-dir`, then serves it.
///
/// # Errors
/// As `mingbai publish`, or when the server cannot start.
pub fn run(options: Options) -> Result<()> {
    let Options {
        notices,
        config,
        settings,
    } = options;
    let site = publish::Site {
        out: &settings.site_dir,
        config: config.as_deref(),
        origin: settings.public_url.as_ref(),
    };
    site.publish(&notices)?;
    // The address of another store may have a password in it.
    if let Some(file) = settings.database_url.strip_prefix("sqlite:") {
        println!("choices are kept in {file}");
    }
    server::set_up_log();
    let runtime = tokio::runtime::Runtime::new().context("the server cannot start")?;
    runtime.block_on(server::run(settings))
}
