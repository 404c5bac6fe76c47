//! Tools that cargo compiles from crates.io.
//!
//! A [`CargoTool`] and the cache come in; the program stands in the cache afterwards.
//! Entry point: [`bring`].

use std::path::Path;
use std::process::Command;

use anyhow::{Context, Result};

use super::{CargoTool, cache};
use crate::process;

/// Installs a tool unless the cache has it in the pinned version.
pub fn bring(tool: &CargoTool, cache: &Path) -> Result<()> {
    if has_version(tool, cache) {
        return Ok(());
    }
    println!(
        "tools: compiling {} {} into {}; some minutes, the first time only",
        tool.package,
        tool.version,
        cache.display()
    );
    process::run(&mut install(tool, cache)).with_context(|| {
        format!(
            "{} {} could not be installed from crates.io",
            tool.package, tool.version
        )
    })
}

fn has_version(tool: &CargoTool, cache: &Path) -> bool {
    let program = cache::program(cache, tool.program);
    process::text_of(Command::new(program).arg("--version"))
        .is_ok_and(|answer| answer == format!("{} {}", tool.program, tool.version))
}

fn install(tool: &CargoTool, cache: &Path) -> Command {
    let mut cargo = Command::new("cargo");
    cargo
        .args([
            "install",
            tool.package,
            "--version",
            tool.version,
            "--force",
            "--root",
        ])
        .arg(cache)
        .args(tool.locked.then_some("--locked"))
        // From the cache's folder, no setting of this workspace applies to the tool.
        .current_dir(cache)
        .env_remove("CARGO_TARGET_DIR")
        // The tools wait for compilers and disks: optimisation would only make a first start
        // minutes longer.
        .env("CARGO_PROFILE_RELEASE_LTO", "off")
        .env("CARGO_PROFILE_RELEASE_CODEGEN_UNITS", "16")
        .env("CARGO_PROFILE_RELEASE_OPT_LEVEL", "1");
    cargo
}
