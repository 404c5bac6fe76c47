//! The folder that keeps the tools between runs.
//!
//! `MINGBAI_TOOLS` or the user's cache folder comes in, paths go out. Entry point: [`folder`].

use std::path::{Path, PathBuf};
use std::{env, fs};

use anyhow::{Context, Result};

/// The cache: `MINGBAI_TOOLS`, else `mingbai/tools` in the user's cache folder.
pub fn folder() -> Result<PathBuf> {
    let from_home = || Some(home()?.join(".cache"));
    let folder = env::var_os("MINGBAI_TOOLS").map(PathBuf::from).or_else(|| {
        let caches = env::var_os("XDG_CACHE_HOME")
            .map(PathBuf::from)
            .or_else(from_home)?;
        Some(caches.join("mingbai/tools"))
    });
    let folder = folder.context("no home folder is known; set MINGBAI_TOOLS to a folder")?;
    fs::create_dir_all(&folder)
        .with_context(|| format!("could not create the tools folder {}", folder.display()))?;
    folder.canonicalize().context("the tools folder vanished")
}

/// Where the cache keeps a program.
pub fn program(cache: &Path, name: &str) -> PathBuf {
    cache
        .join("bin")
        .join(format!("{name}{}", env::consts::EXE_SUFFIX))
}

/// Makes a tool callable by its bare name, so that `trunk serve` works alone afterwards.
/// What a person has put there themselves stays.
pub fn link_into_cargo_bin(name: &str, cache: &Path) -> Result<()> {
    let Some(bin) = cargo_bin().filter(|bin| bin.is_dir()) else {
        return Ok(());
    };
    let link = bin.join(format!("{name}{}", env::consts::EXE_SUFFIX));
    if link.exists() {
        return Ok(());
    }
    // A link whose target is gone is an earlier cache's.
    if link.symlink_metadata().is_ok() {
        fs::remove_file(&link)
            .with_context(|| format!("could not replace the dead link {}", link.display()))?;
    }
    println!("tools: linking {}", link.display());
    make_link(&program(cache, name), &link)
        .with_context(|| format!("could not write {}", link.display()))
}

#[cfg(unix)]
fn make_link(target: &Path, link: &Path) -> std::io::Result<()> {
    std::os::unix::fs::symlink(target, link)
}

#[cfg(not(unix))]
fn make_link(target: &Path, link: &Path) -> std::io::Result<()> {
    fs::copy(target, link).map(|_| ())
}

fn cargo_bin() -> Option<PathBuf> {
    let cargo = env::var_os("CARGO_HOME").map(PathBuf::from);
    Some(cargo.or_else(|| Some(home()?.join(".cargo")))?.join("bin"))
}

fn home() -> Option<PathBuf> {
    env::home_dir().filter(|home| !home.as_os_str().is_empty())
}
