//! Node, which drives the browser tests: the system's when it is new enough, else npm's.
//!
//! The cache comes in, a program goes out. Entry point: [`bring`].

use std::env::consts::{ARCH, EXE_SUFFIX, OS};
use std::path::{Path, PathBuf};
use std::process::Command;

use anyhow::{Context, Result};

use super::system::{self, Need};
use super::{NODE_FROM_NPM, OLDEST_NODE};
use crate::process;

/// npm brings the tests' packages and, on an older Debian, a newer Node.
pub const NPM: Need = Need {
    programs: &["npm"],
    file: None,
    debian: "npm",
    elsewhere: "Node 20 or newer, with npm",
};

/// Finds a Node that Playwright accepts, or brings one into the cache.
pub fn bring(cache: &Path) -> Result<PathBuf> {
    system::bring(&[NPM])?;
    let in_cache = cache
        .join("node/node_modules")
        .join(package())
        .join(program());
    let on_path = which::which("node").ok().filter(|node| is_new_enough(node));
    if let Some(node) = on_path.or_else(|| is_new_enough(&in_cache).then(|| in_cache.clone())) {
        return Ok(node);
    }
    println!("tools: bringing Node {NODE_FROM_NPM} from npm");
    install(
        &format!("{}@{NODE_FROM_NPM}", package()),
        &cache.join("node"),
    )?;
    Ok(in_cache)
}

/// Installs one npm package into a folder of its own.
pub fn install(package: &str, folder: &Path) -> Result<()> {
    let mut npm = npm()?;
    // What else a package would be used with is not brought with it, and nothing in it is run.
    npm.args(["install", "--no-audit", "--no-fund"])
        .args(["--legacy-peer-deps", "--prefix"])
        .arg(folder)
        .arg(package);
    process::run(&mut npm).with_context(|| format!("npm could not bring {package}"))
}

/// npm, which is a script with another name on Windows.
pub fn npm() -> Result<Command> {
    let program = which::which("npm").context("npm was not found; install Node with npm")?;
    Ok(Command::new(program))
}

fn is_new_enough(node: &Path) -> bool {
    let answer = process::text_of(Command::new(node).arg("--version"));
    answer.is_ok_and(|answer| release(&answer).is_some_and(|number| number >= OLDEST_NODE))
}

/// Major and minor number in `v20.20.2`.
fn release(answer: &str) -> Option<(u32, u32)> {
    let mut numbers = answer.strip_prefix('v')?.split('.');
    Some((numbers.next()?.parse().ok()?, numbers.next()?.parse().ok()?))
}

/// npm's package with the program for this machine, which needs no install script.
fn package() -> String {
    let os = match OS {
        "macos" => "darwin",
        "windows" => "win",
        other => other,
    };
    let arch = match ARCH {
        "x86_64" => "x64",
        "aarch64" => "arm64",
        other => other,
    };
    format!("node-{os}-{arch}")
}

fn program() -> String {
    format!("bin/node{EXE_SUFFIX}")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_release_is_read_from_nodes_answer() {
        assert_eq!(release("v20.20.2"), Some((20, 20)));
        assert_eq!(release("20.20.2"), None);
    }
}
