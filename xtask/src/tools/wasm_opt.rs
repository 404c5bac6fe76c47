//! wasm-opt, which makes the wasm a third smaller: the system's, or npm's.
//!
//! The cache comes in; a program and its version go out. Entry point: [`bring`].

use std::path::{Path, PathBuf};
use std::process::Command;

use anyhow::{Context, Result};

use super::{BINARYEN_FROM_NPM, OLDEST_BINARYEN, node, system};
use crate::process;

/// A wasm-opt that can read this compiler's output.
pub struct WasmOpt {
    /// Where it stands.
    pub program: PathBuf,
    /// Its release number, as Trunk wants to be told.
    pub version: u32,
}

/// Finds wasm-opt, or brings npm's into the cache.
pub fn bring(cache: &Path) -> Result<WasmOpt> {
    if let Some(found) = on_path().or_else(|| from_npm(cache)) {
        return Ok(found);
    }
    install_from_npm(cache).with_context(|| {
        format!(
            "wasm-opt {OLDEST_BINARYEN} or newer was not found: install Binaryen, or Node with \
             npm, from which it can be brought here"
        )
    })?;
    from_npm(cache).context("npm's binaryen was installed but brings no working wasm-opt")
}

fn on_path() -> Option<WasmOpt> {
    usable(which::which("wasm-opt").ok()?)
}

fn from_npm(cache: &Path) -> Option<WasmOpt> {
    let bin = cache.join("npm/node_modules/.bin");
    usable(which::which_in("wasm-opt", Some(bin), cache).ok()?)
}

fn usable(program: PathBuf) -> Option<WasmOpt> {
    let answer = process::text_of(Command::new(&program).arg("--version")).ok()?;
    let version = release_number(&answer)?;
    (version >= OLDEST_BINARYEN).then_some(WasmOpt { program, version })
}

/// The number in `wasm-opt version 132 (version_132)`.
fn release_number(answer: &str) -> Option<u32> {
    answer
        .strip_prefix("wasm-opt version ")?
        .split_whitespace()
        .next()?
        .parse()
        .ok()
}

fn install_from_npm(cache: &Path) -> Result<()> {
    system::bring(&[node::NPM])?;
    println!("tools: bringing binaryen {BINARYEN_FROM_NPM} from npm");
    node::install(&format!("binaryen@{BINARYEN_FROM_NPM}"), &cache.join("npm"))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_release_number_is_read_from_debians_and_from_npms_answer() {
        assert_eq!(release_number("wasm-opt version 108"), Some(108));
        assert_eq!(
            release_number("wasm-opt version 132 (version_132)"),
            Some(132)
        );
        assert_eq!(release_number("something else"), None);
    }
}
