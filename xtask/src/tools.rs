//! The programs a build needs, in pinned versions, brought where they are missing.
//!
//! Comes in: a machine with Rust. Goes out: [`Tools`], from which a build starts them.
//! They live in a cache of their own, so the second time costs a moment and no network.
//! Entry points: [`run`] for `cargo xtask tools`, [`Tools::ready`] for the other commands,
//! [`trunk`] for what only a preview needs.

pub mod cache;
mod esbuild;
mod installed;
pub mod node;
mod old_chromium;
mod postcss;
pub mod system;
mod wasm_opt;

use std::ffi::OsString;
use std::path::PathBuf;
use std::process::Command;
use std::{env, iter};

use anyhow::{Context, Result, bail};

use crate::{process, workspace};
use old_chromium::OldChromium;

/// A program that cargo compiles from crates.io.
pub struct CargoTool {
    /// The crate to install.
    pub package: &'static str,
    /// The program it brings that answers `--version`.
    pub program: &'static str,
    /// The one version that fits the workspace.
    pub version: &'static str,
    /// Whether the crate's own lock file is followed.
    pub locked: bool,
}

// The one table of versions. Binaryen is written as its packages number it.

/// Previews the app at each change (`trunk serve`). It takes longer to compile than all the rest, so
/// only who asks for it gets it. Later lines ask for a newer Rust than this workspace does.
pub const TRUNK: CargoTool = CargoTool {
    package: "trunk",
    program: "trunk",
    version: "0.21.14",
    locked: true,
};
/// Joins wasm and JavaScript; must equal the `wasm-bindgen` of Cargo.lock to the digit.
/// Its own lock file names a withdrawn crate version, so it is not followed.
pub const WASM_BINDGEN: CargoTool = CargoTool {
    package: "wasm-bindgen-cli",
    program: "wasm-bindgen",
    version: "0.2.130",
    locked: false,
};
/// The Binaryen that npm brings where the system has none that will do.
pub const BINARYEN_FROM_NPM: &str = "132";
/// The oldest Binaryen to trust. Debian 12's, 108, reads the module without complaint and then
/// exports the wrong table: the app fails in the browser as its first value crosses over.
pub const OLDEST_BINARYEN: u32 = 116;
/// The esbuild that npm brings; any version shortens, one version makes the same files every time.
pub const ESBUILD_FROM_NPM: &str = "0.25.12";
/// The PostCSS that npm brings, which reads and writes style sheets.
pub const POSTCSS_FROM_NPM: &str = "8.5.33";
/// The postcss-preset-env that npm brings, which rewrites them for older browsers.
pub const PRESET_ENV_FROM_NPM: &str = "10.6.1";
/// The oldest Node, major and minor: Playwright asks for 20, and 20.11 learned to end a test that
/// hangs.
pub const OLDEST_NODE: (u32, u32) = (20, 11);
/// The Node that npm brings where the system's is older, as Debian 12's is.
pub const NODE_FROM_NPM: &str = "22.14.0";
/// The Chromium of the browser floor.
pub const CHROMIUM_106: OldChromium = OldChromium {
    version: 106,
    package: "@sparticuz/chromium",
    release: "106.0.2",
};
/// One from below it: no cascade layers, no reference types, no `'wasm-unsafe-eval'`.
pub const CHROMIUM_83: OldChromium = OldChromium {
    version: 83,
    package: "chrome-aws-lambda",
    release: "3.1.1",
};
/// What the browser's side is compiled for.
pub const WASM_TARGET: &str = "wasm32-unknown-unknown";

/// What `cargo xtask tools` can be told.
#[derive(clap::Args)]
pub struct Options {
    /// Bring Trunk too, for `trunk serve`: it compiles for some minutes.
    #[arg(long)]
    trunk: bool,
}

/// Brings every tool a build needs and says where each stands.
pub fn run(options: Options) -> Result<()> {
    let tools = Tools::ready()?;
    let mut brought = vec![WASM_BINDGEN];
    if options.trunk {
        bring_trunk(&tools)?;
        brought.push(TRUNK);
    }
    for tool in brought {
        println!(
            "{} {}: {}",
            tool.program,
            tool.version,
            tools.program(tool.program).display()
        );
    }
    println!(
        "wasm-opt {}: {}",
        tools.wasm_opt.version,
        tools.wasm_opt.program.display()
    );
    Ok(())
}

/// Every tool a build needs, in place.
pub struct Tools {
    cache: PathBuf,
    wasm_opt: wasm_opt::WasmOpt,
    esbuild: PathBuf,
}

impl Tools {
    /// Brings what is missing; quick when nothing is.
    pub fn ready() -> Result<Self> {
        check_wasm_bindgen_pin()?;
        let cache = cache::folder()?;
        bring_wasm_target()?;
        installed::bring(&WASM_BINDGEN, &cache)?;
        let wasm_opt = wasm_opt::bring(&cache)?;
        let esbuild = esbuild::bring(&cache)?;
        fetch_dependencies()?;
        Ok(Self {
            cache,
            wasm_opt,
            esbuild,
        })
    }

    /// wasm-opt, which makes a module small.
    pub fn wasm_opt(&self) -> Result<Command> {
        let mut wasm_opt = Command::new(&self.wasm_opt.program);
        wasm_opt.env("PATH", self.path()?);
        Ok(wasm_opt)
    }

    /// esbuild, which makes a script small.
    pub fn esbuild(&self) -> Command {
        Command::new(&self.esbuild)
    }

    /// Style sheets as browsers understand them that know no cascade layers.
    ///
    /// # Errors
    /// When what rewrites them cannot be brought, or finds a fault in them.
    pub fn without_layers(&self, css: &str) -> Result<String> {
        postcss::without_layers(css, &self.cache)
    }

    /// A Node that the browser tests run on; brought when it is missing.
    pub fn node(&self) -> Result<PathBuf> {
        node::bring(&self.cache)
    }

    /// An old Chromium, in which the tests look at the browser floor and below; brought when it is missing.
    pub fn old_chromium(&self, chromium: &OldChromium) -> Result<PathBuf> {
        old_chromium::bring(chromium, &self.cache)
    }

    /// A program of the cache.
    pub fn program(&self, name: &str) -> PathBuf {
        cache::program(&self.cache, name)
    }

    fn path(&self) -> Result<OsString> {
        let inherited = env::var_os("PATH").unwrap_or_default();
        let wasm_opt = self.wasm_opt.program.parent().map(PathBuf::from);
        let folders = iter::once(self.cache.join("bin"))
            .chain(wasm_opt)
            .chain(env::split_paths(&inherited));
        env::join_paths(folders).context("a folder of PATH has a separator in its name")
    }
}

/// Trunk, started in the workspace with the pinned tools first on its path; brought when it is missing.
///
/// # Errors
/// When a tool cannot be brought.
pub fn trunk() -> Result<Command> {
    let tools = Tools::ready()?;
    bring_trunk(&tools)?;
    let mut trunk = Command::new(tools.program(TRUNK.program));
    trunk
        .current_dir(workspace::root())
        .env("PATH", tools.path()?)
        // Trunk 0.21 stops at `NO_COLOR=1`, which it reads as an invalid flag.
        .env_remove("NO_COLOR")
        .env("TRUNK_SKIP_VERSION_CHECK", "true")
        .env(
            "TRUNK_TOOLS_WASM_OPT",
            format!("version_{}", tools.wasm_opt.version),
        );
    Ok(trunk)
}

/// Brings Trunk, and makes it and the tool that it starts callable by their bare names.
fn bring_trunk(tools: &Tools) -> Result<()> {
    installed::bring(&TRUNK, &tools.cache)?;
    for tool in [TRUNK, WASM_BINDGEN] {
        cache::link_into_cargo_bin(tool.program, &tools.cache)?;
    }
    Ok(())
}

fn check_wasm_bindgen_pin() -> Result<()> {
    match workspace::locked_version("wasm-bindgen")? {
        Some(locked) if locked != WASM_BINDGEN.version => bail!(
            "Cargo.lock has wasm-bindgen {locked}, the tool is pinned at {}; set both to the \
             same version in Cargo.toml and xtask/src/tools.rs",
            WASM_BINDGEN.version
        ),
        _ => Ok(()),
    }
}

fn bring_wasm_target() -> Result<()> {
    let sysroot = process::text_of(workspace_command("rustc").args(["--print", "sysroot"]))?;
    if PathBuf::from(sysroot)
        .join("lib/rustlib")
        .join(WASM_TARGET)
        .is_dir()
    {
        return Ok(());
    }
    println!("tools: adding the Rust target {WASM_TARGET}");
    process::run(workspace_command("rustup").args(["target", "add", WASM_TARGET])).with_context(
        || format!("add the target {WASM_TARGET} to this Rust by hand, then run this again"),
    )
}

/// Trunk builds offline, so everything the app is made of has to be here before.
fn fetch_dependencies() -> Result<()> {
    process::run(workspace_command("cargo").args(["fetch"]))
        .context("the crates that Cargo.lock names could not be fetched")
}

fn workspace_command(program: &str) -> Command {
    let mut command = Command::new(program);
    command.current_dir(workspace::root());
    command
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_pinned_wasm_bindgen_is_the_one_of_cargo_lock() {
        check_wasm_bindgen_pin().expect("the two versions are equal");
    }
}
