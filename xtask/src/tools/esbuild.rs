//! esbuild, which shortens the scripts of a release: npm's, in one pinned version.
//!
//! The cache comes in, a program goes out. Entry point: [`bring`].

use std::path::{Path, PathBuf};

use anyhow::{Context, Result};

use super::{ESBUILD_FROM_NPM, node, system};

/// Finds esbuild in the cache, or brings it there.
pub fn bring(cache: &Path) -> Result<PathBuf> {
    let home = cache.join(format!("esbuild-{ESBUILD_FROM_NPM}"));
    let bin = home.join("node_modules/.bin");
    let find = || which::which_in("esbuild", Some(&bin), cache).ok();
    if let Some(found) = find() {
        return Ok(found);
    }
    system::bring(&[node::NPM])?;
    println!("tools: bringing esbuild {ESBUILD_FROM_NPM} from npm");
    node::install(&format!("esbuild@{ESBUILD_FROM_NPM}"), &home)?;
    find().context("npm's esbuild was installed but brings no program")
}
