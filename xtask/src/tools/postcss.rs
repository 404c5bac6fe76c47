//! PostCSS with postcss-preset-env, which rewrites style sheets for older browsers: npm's, in one pinned version.
//!
//! A style sheet and the cache come in, a style sheet goes out. Entry point: [`without_layers`].

use std::fs;
use std::path::{Path, PathBuf};
use std::process::Command;

use anyhow::{Context, Result};

use super::{POSTCSS_FROM_NPM, PRESET_ENV_FROM_NPM, node};
use crate::process;

/// What Node runs; what it imports is found beside it.
const SCRIPT: &str = include_str!("../style/without_layers.mjs");

/// Rewrites the sheet; brings what does it where it is missing.
///
/// # Errors
/// When it cannot be brought, or the sheet has a fault.
pub fn without_layers(css: &str, cache: &Path) -> Result<String> {
    let home = bring(cache)?;
    let folder = tempfile::tempdir_in(&home).context("could not create a temporary folder")?;
    let file = |name: &str| folder.path().join(name);
    let (script, from, to) = (file("script.mjs"), file("in.css"), file("out.css"));
    fs::write(&script, SCRIPT)?;
    fs::write(&from, css)?;
    process::run(Command::new(node::bring(cache)?).args([&script, &from, &to]))?;
    fs::read_to_string(&to).context("PostCSS left no style sheet")
}

fn bring(cache: &Path) -> Result<PathBuf> {
    let home = cache.join(format!("preset-env-{PRESET_ENV_FROM_NPM}"));
    if !home.join("node_modules/postcss-preset-env").is_dir() {
        println!("tools: bringing postcss-preset-env {PRESET_ENV_FROM_NPM} from npm");
        node::install(&format!("postcss@{POSTCSS_FROM_NPM}"), &home)?;
        node::install(&format!("postcss-preset-env@{PRESET_ENV_FROM_NPM}"), &home)?;
    }
    Ok(home)
}
