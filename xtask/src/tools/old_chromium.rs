//! Old Chromium, which stands in for the webviews of older phones: from npm, where packages have it whole.
//!
//! A package and the cache come in, a program goes out. It is a build of others, for machines without a screen:
//! the tests start it, and nothing else. Entry point: [`bring`].

use std::fs;
use std::path::{Path, PathBuf};
use std::process::Command;

use anyhow::{Context, Result, bail};

use super::node;
use crate::process;

/// Node knows how to unpack it, and is there for the tests anyway.
const UNPACK: &str = "const { readFileSync, writeFileSync } = require('fs'); \
    const [packed, unpacked] = process.argv.slice(1); \
    writeFileSync(unpacked, require('zlib').brotliDecompressSync(readFileSync(packed)), { mode: 0o755 });";

/// An npm package with a whole Chromium in it.
pub struct OldChromium {
    /// Its version.
    pub version: u32,
    /// The package.
    pub package: &'static str,
    /// As the package is numbered.
    pub release: &'static str,
}

/// Finds it in the cache, or brings it there.
pub fn bring(chromium: &OldChromium, cache: &Path) -> Result<PathBuf> {
    let OldChromium {
        version,
        package,
        release,
    } = chromium;
    let home = cache.join(format!("chromium-{version}-{release}"));
    let program = home.join("chromium");
    if program.exists() {
        return Ok(program);
    }
    if !cfg!(all(target_os = "linux", target_arch = "x86_64")) {
        bail!(
            "Chromium {version} is there for Linux on x86-64 alone; leave this stage out with `--skip`"
        );
    }
    println!("tools: bringing Chromium {version} from npm");
    node::install(&format!("{package}@{release}"), &home)?;
    let packed = home.join(format!("node_modules/{package}/bin/chromium.br"));
    // Under its name only once it is whole.
    let unpacked = home.join("unpacking");
    let mut unpack = Command::new(node::bring(cache)?);
    unpack.args(["-e", UNPACK]).args([&packed, &unpacked]);
    process::run(&mut unpack).context("the Chromium that npm brought cannot be unpacked")?;
    fs::rename(&unpacked, &program)
        .with_context(|| format!("could not write {}", program.display()))?;
    Ok(program)
}
