//! The module for browsers that lack what the compiler takes for granted (Safari 15.0, and Chrome before 75): the
//! same one, rewritten once it is built.
//!
//! A module comes in, another with the same imports and exports goes out. Entry point: [`module`].

use std::fs;

use anyhow::{Context, Result};

use crate::tools::Tools;
use crate::{process, workspace};

/// What the module uses beyond the first version of WebAssembly. Never all features: wasm-opt then writes types
/// that browsers below this year's do not know.
const USED: [&str; 5] = [
    "bulk-memory",
    "bulk-memory-opt",
    "sign-ext",
    "nontrapping-float-to-int",
    "mutable-globals",
];

/// What rewrites each of them as what came before; mutable globals are as old as the browsers that get this.
const LOWERING: [&str; 3] = [
    "--llvm-memory-copy-fill-lowering",
    "--llvm-nontrapping-fptoint-lowering",
    "--signext-lowering",
];

/// Rewrites the module. Its imports and exports stay, so the same script starts it.
///
/// # Errors
/// When wasm-opt refuses it.
pub fn module(tools: &Tools, wasm: &[u8]) -> Result<Vec<u8>> {
    let work = workspace::target_dir()?.join("app").join("work");
    let (from, half, to) = (
        work.join("as-built.wasm"),
        work.join("half-lowered.wasm"),
        work.join("lowered.wasm"),
    );
    fs::write(&from, wasm)?;
    let enabled = USED.map(|feature| format!("--enable-{feature}"));
    process::run(
        tools
            .wasm_opt()?
            .args(enabled)
            .args(LOWERING)
            .arg(&from)
            .arg("-o")
            .arg(&half),
    )?;
    // Told again what there is not: while it makes a module smaller it would use it anew.
    let missing = USED.into_iter().filter(|used| *used != "mutable-globals");
    let disabled = missing.map(|feature| format!("--disable-{feature}"));
    process::run(
        tools
            .wasm_opt()?
            .args(disabled)
            .args(["-Oz", "--strip-target-features"])
            .arg(&half)
            .arg("-o")
            .arg(&to),
    )?;
    fs::read(&to).context("wasm-opt left no lowered module")
}
