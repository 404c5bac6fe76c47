//! The stages of a test run, cheapest first.
//!
//! Each is a name and a function from nothing to a [`Count`]. Entry point: [`STAGES`].

use std::env;
use std::fs;
use std::process::Command;

use anyhow::Result;

use super::count::{Count, cargo_total};
use super::{browser, engines};
use crate::tools::system::{self, Need};
use crate::tools::{self, Tools, WASM_TARGET};
use crate::{process, workspace};

/// One part of the run, counted and timed by itself.
pub struct Stage {
    /// What `--only` and `--skip` call it.
    pub name: &'static str,
    /// What it shows when it passes.
    pub about: &'static str,
    /// Runs it. An error counts as one failed test.
    pub run: fn() -> Result<Count>,
}

/// All stages, in the order in which they run.
pub const STAGES: [Stage; 15] = [
    Stage {
        name: "tools",
        about: "what the tests need is here",
        run: bring_tools,
    },
    Stage {
        name: "format",
        about: "the code is formatted; files named here are not",
        run: format,
    },
    Stage {
        name: "lints",
        about: "no lint complains, in any package",
        run: lints,
    },
    Stage {
        name: "lints-wasm",
        about: "none complains about the app's browser build",
        run: lints_wasm,
    },
    Stage {
        name: "unit",
        about: "the tests of each package",
        run: unit,
    },
    Stage {
        name: "doc",
        about: "the examples in the documentation run",
        run: doc,
    },
    Stage {
        name: "scripts",
        about: "the app's own scripts, without a browser",
        run: browser::scripts,
    },
    Stage {
        name: "wasm",
        about: "the app's tests, in a browser",
        run: wasm,
    },
    Stage {
        name: "build",
        about: "the release builds",
        run: || xtask("build"),
    },
    Stage {
        name: "check",
        about: "the content is sound",
        run: check,
    },
    Stage {
        name: "size",
        about: "a first visit stays small",
        run: || xtask("size"),
    },
    Stage {
        name: "floor",
        about: "the app runs in browsers at the floor: its bytes, then in WPE WebKit, Chromium 106 and 83",
        run: floor,
    },
    Stage {
        name: "engines",
        about: "the main flows in Firefox and WebKitGTK",
        run: engines::others,
    },
    Stage {
        name: "preview",
        about: "what `trunk build` leaves starts in a browser",
        run: preview,
    },
    Stage {
        name: "browser",
        about: "the built app with the real server, as people use it",
        run: browser::run,
    },
];

/// The second store of the consent API. Where it is missing and cannot be brought its tests skip, and
/// say so; where it is here they fail rather than skip ([`has_postgresql`]).
const POSTGRESQL: Need = Need {
    programs: &["initdb"],
    file: Some("/usr/lib/postgresql"),
    debian: "postgresql",
    elsewhere: "PostgreSQL",
};

/// In front of the server, with the configuration that the manual names. Where it is missing and cannot be
/// brought those tests skip, and say so.
const NGINX: Need = Need {
    programs: &["nginx"],
    file: Some("/usr/sbin/nginx"),
    debian: "nginx",
    elsewhere: "nginx",
};

/// The app is checked for the browser it is built for; natively it shows its own rules alone, in unit
/// tests.
const APP: &str = "app";

fn bring_tools() -> Result<Count> {
    Tools::ready()?;
    system::bring_where_possible(&[POSTGRESQL, NGINX])?;
    browser::ready()?;
    Ok(Count::ONE_PASSED)
}

fn format() -> Result<Count> {
    whole(&mut cargo(&[
        "fmt",
        "--all",
        "--",
        "--check",
        "--files-with-diff",
    ]))
}

fn lints() -> Result<Count> {
    whole(&mut cargo(&[
        "clippy",
        "--workspace",
        "--exclude",
        APP,
        "--all-targets",
        "--",
        "-D",
        "warnings",
    ]))
}

fn lints_wasm() -> Result<Count> {
    let target = [
        "clippy",
        "--package",
        APP,
        "--all-targets",
        "--target",
        WASM_TARGET,
    ];
    Tools::ready()?;
    whole(cargo(&target).args(["--", "-D", "warnings"]))
}

fn unit() -> Result<Count> {
    let mut tests = cargo(&[
        "test",
        "--workspace",
        "--no-fail-fast",
        "--lib",
        "--bins",
        "--tests",
    ]);
    if has_postgresql() {
        // A test that does not find it then fails; green would mean half of what it says.
        tests.env("POSTGRES_TESTS", "required");
    }
    counted(&mut tests)
}

/// Whether PostgreSQL's server is here, or the stage of tools brings it.
fn has_postgresql() -> bool {
    let versions = fs::read_dir("/usr/lib/postgresql").into_iter().flatten();
    let mut folders = versions.flatten().map(|version| version.path().join("bin"));
    let is_here = folders.any(|folder| folder.join("initdb").exists());
    is_here || which::which("initdb").is_ok() || system::is_debian_root()
}

fn doc() -> Result<Count> {
    counted(&mut cargo(&[
        "test",
        "--workspace",
        "--exclude",
        APP,
        "--no-fail-fast",
        "--doc",
    ]))
}

fn wasm() -> Result<Count> {
    if !app_has_wasm_tests()? {
        println!("the app has no test that needs a browser of its own: nothing to run here");
        return Ok(Count::default());
    }
    let tools = Tools::ready()?;
    let driver = browser::ready_driver()?;
    counted(
        cargo(&[
            "test",
            "--package",
            APP,
            "--no-fail-fast",
            "--target",
            WASM_TARGET,
        ])
        .env(
            "CARGO_TARGET_WASM32_UNKNOWN_UNKNOWN_RUNNER",
            tools.program("wasm-bindgen-test-runner"),
        )
        .env("CHROMEDRIVER", driver),
    )
}

fn app_has_wasm_tests() -> Result<bool> {
    for entry in walkdir::WalkDir::new(workspace::root().join("src")) {
        let path = entry?.into_path();
        let is_rust = path.extension().is_some_and(|ending| ending == "rs");
        if is_rust && fs::read_to_string(&path)?.contains("#[wasm_bindgen_test") {
            return Ok(true);
        }
    }
    Ok(false)
}

/// What the modules use, and what the app does there.
fn floor() -> Result<Count> {
    let mut count = xtask("floor")?;
    count += engines::floor()?;
    Ok(count)
}

/// Builds as `trunk serve` does, in a folder of its own, and opens a page of it.
fn preview() -> Result<Count> {
    let dist = workspace::target_dir()?.join("preview");
    process::run(tools::trunk()?.arg("build").arg("--dist").arg(&dist))?;
    browser::script_on(&dist, "preview.mjs")?;
    Ok(Count::ONE_PASSED)
}

/// What stops a release of the project's own notices, held against the official text where it lies
/// beside the project.
fn check() -> Result<Count> {
    whole(&mut cargo(&[
        "run",
        "--quiet",
        "--package",
        "cli",
        "--",
        "check",
        "--source",
        "../shared/source",
    ]))
}

/// Another command of this program, as one test.
fn xtask(command: &str) -> Result<Count> {
    // Trunk's hook may build this program anew meanwhile, at the same place.
    let program = env::args_os()
        .next()
        .expect("a program is started by its name");
    whole(
        Command::new(program)
            .current_dir(workspace::root())
            .arg(command),
    )
}

/// A program that passes or fails as a whole.
fn whole(command: &mut Command) -> Result<Count> {
    process::run(command).map(|()| Count::ONE_PASSED)
}

/// A test run whose own totals are added up.
fn counted(command: &mut Command) -> Result<Count> {
    let mut count = Count::default();
    let status = process::run_watched(command, |line| {
        count += cargo_total(line).unwrap_or_default();
    })?;
    Ok(count.unless_succeeded(status.success()))
}

fn cargo(words: &[&str]) -> Command {
    let mut cargo = Command::new("cargo");
    cargo.current_dir(workspace::root()).args(words);
    cargo
}
