//! The browser tests: the built app and the real server, driven by Node and Chromium.
//!
//! The release in `dist` comes in, the runner's total goes out. Entry points: [`run`], [`scripts`],
//! [`measure`], and [`ready`] for what they need beforehand.

use std::ffi::OsString;
use std::path::{Path, PathBuf};
use std::process::{Command, ExitStatus};
use std::{env, fs};

use ::publish::app::App;
use ::publish::site as publish_site;
use anyhow::{Context, Result, bail};
use tempfile::TempDir;

use super::count::{Count, tap_total};
use crate::app;
use crate::profile::Profile;
use crate::server::{self, Setting};
use crate::tools::system::{self, Need};
use crate::tools::{Tools, node};
use crate::{process, workspace};

/// Names under which Chromium is installed.
const CHROMIUM: [&str; 4] = [
    "chromium",
    "chromium-browser",
    "google-chrome",
    "google-chrome-stable",
];

/// What the tests need from the system; Chinese pages without a Chinese font show nothing.
const NEEDS: [Need; 3] = [
    Need {
        programs: &CHROMIUM,
        file: None,
        debian: "chromium",
        elsewhere: "Chromium or Chrome",
    },
    Need {
        programs: &["chromedriver"],
        file: None,
        debian: "chromium-driver",
        elsewhere: "chromedriver in the browser's version",
    },
    Need {
        programs: &[],
        file: Some("/usr/share/fonts/opentype/noto/NotoSansCJK-Regular.ttc"),
        debian: "fonts-noto-cjk",
        elsewhere: "the Noto Sans CJK fonts",
    },
];

/// Brings the browser, its driver, Node and the test packages; says where Node is.
pub fn ready() -> Result<PathBuf> {
    let fonts_are_known = cfg!(target_os = "linux") && Path::new("/etc/debian_version").exists();
    let needs = NEEDS
        .into_iter()
        .filter(|need| need.file.is_none() || fonts_are_known);
    system::bring(
        &needs
            .filter(|need| !is_named_by_hand(need))
            .collect::<Vec<_>>(),
    )?;
    let node = Tools::ready()?.node()?;
    bring_packages()?;
    Ok(node)
}

/// The driver that the app's own wasm tests start.
pub fn ready_driver() -> Result<PathBuf> {
    ready()?;
    program("CHROMEDRIVER", &["chromedriver"])
}

/// Starts the server on a file of its own and runs every `tests/browser/*.test.mjs`.
pub fn run() -> Result<Count> {
    let second = second_edition()?;
    run_in("", &[("SECOND_SITE", second.path().into())])
}

/// The example's notices with the app of the last build, in a folder that goes with what is given back: no word
/// of a notice is in the app, so the same one is on every site.
fn second_edition() -> Result<TempDir> {
    let site = tempfile::tempdir().context("could not create a temporary folder")?;
    let app = App::read(&app::folder(Profile::Release)?)
        .context("the app is not built; run `cargo xtask build`")?;
    let notices = workspace::root().join("examples/lantern");
    publish_site::write(site.path(), &app, &notices)?;
    Ok(site)
}

/// The same with the `*.test.mjs` of a folder in it, and more of an environment.
pub fn run_in(below: &str, variables: &[(&str, OsString)]) -> Result<Count> {
    let site = Profile::Release.dist();
    counted(&folder().join(below), |scratch, arguments| {
        node_beside_server(&site, scratch, arguments, variables)
    })
}

/// Runs every `tests/browser/scripts/*.test.mjs`: the app's own scripts in Node alone.
pub fn scripts() -> Result<Count> {
    let node = Tools::ready()?.node()?;
    bring_packages()?;
    counted(&folder().join("scripts"), |_, arguments| {
        let mut tests = Command::new(node);
        tests.current_dir(folder()).args(arguments);
        tests.status().context("could not start node")
    })
}

/// Has the tests of a folder run with those arguments, in a folder for scratch, and counts them.
fn counted(
    tests: &Path,
    run: impl FnOnce(&Path, &[OsString]) -> Result<ExitStatus>,
) -> Result<Count> {
    let scratch = tempfile::tempdir().context("could not create a temporary folder")?;
    let tap = scratch.path().join("tests.tap");
    let mut arguments: Vec<OsString> = SETTINGS.map(OsString::from).to_vec();
    arguments.extend(reporters(&tap));
    arguments.extend(test_files(tests)?.into_iter().map(OsString::from));
    let status = run(scratch.path(), &arguments)?;
    let count = tap_total(&fs::read_to_string(&tap).unwrap_or_default());
    if count == Count::default() {
        bail!("node ended with {status} and left no total; its reason is above");
    }
    Ok(count.unless_succeeded(status.success()))
}

/// Runs one script of `tests/browser` on the release; an error when it ends with one.
///
/// # Errors
/// When something is missing that it needs, or its measure was not reached.
pub fn measure(script: &str) -> Result<()> {
    script_on(&Profile::Release.dist(), script)
}

/// Runs one script of `tests/browser` beside a server of that site; an error when it ends with one.
///
/// # Errors
/// When something is missing that it needs, or it found something wrong.
pub fn script_on(site: &Path, script: &str) -> Result<()> {
    let scratch = tempfile::tempdir().context("could not create a temporary folder")?;
    let status = node_beside_server(site, scratch.path(), &[script.into()], &[])?;
    if !status.success() {
        bail!("{script} ended with {status}; what it found stands above");
    }
    Ok(())
}

/// Starts a server of the site on a file in that folder, then Node with those arguments and variables.
fn node_beside_server(
    site: &Path,
    scratch: &Path,
    arguments: &[OsString],
    variables: &[(&str, OsString)],
) -> Result<ExitStatus> {
    if !site.join("content/index.json").exists() {
        bail!(
            "{} holds no release; run `cargo xtask build` first",
            site.display()
        );
    }
    let node = ready()?;
    let binary = server::build("dev")?;
    let running = server::start(&Setting {
        binary: &binary,
        listen: &server::free_address(server::ANY_PORT)?,
        site,
        database: &scratch.join("consent.db"),
        log: "warn",
        more: &[("WRITES_PER_ADDRESS", "0")],
    })?;
    Command::new(node)
        .current_dir(folder())
        .args(arguments)
        .env("BASE", &running.base)
        .env("SERVER_BINARY", &binary)
        .env("SITE_DIR", site)
        .env("CHROMIUM", program("CHROMIUM", &CHROMIUM)?)
        .envs(variables.iter().map(|(name, value)| (name, value)))
        .status()
        .context("could not start node")
}

/// Browsers wait more than they compute, so two files run at once even on a small machine; and a
/// file that hangs is ended, so that the others are heard.
const SETTINGS: [&str; 3] = ["--test", "--test-concurrency=2", "--test-timeout=1200000"];

/// Node shows the tests to a person and writes the same as TAP, which has totals to read.
fn reporters(tap: &Path) -> [OsString; 4] {
    let mut to_tap = OsString::from("--test-reporter-destination=");
    to_tap.push(tap);
    [
        "--test-reporter=spec".into(),
        "--test-reporter-destination=stdout".into(),
        "--test-reporter=tap".into(),
        to_tap,
    ]
}

fn test_files(folder: &Path) -> Result<Vec<PathBuf>> {
    let entries =
        fs::read_dir(folder).with_context(|| format!("{} cannot be listed", folder.display()))?;
    let paths = entries.filter_map(|entry| Some(entry.ok()?.path()));
    let mut tests: Vec<PathBuf> = paths
        .filter(|path| path.to_string_lossy().ends_with(".test.mjs"))
        .collect();
    if tests.is_empty() {
        bail!("{} has no *.test.mjs", folder.display());
    }
    tests.sort();
    Ok(tests)
}

/// Installs the packages that the lock file names, unless exactly these are there.
fn bring_packages() -> Result<()> {
    let lock = fs::read(folder().join("package-lock.json"))
        .context("tests/browser/package-lock.json cannot be read")?;
    let stamp = folder().join("node_modules/.installed-lock.json");
    if fs::read(&stamp).is_ok_and(|installed| installed == lock) {
        return Ok(());
    }
    println!("tools: bringing the browser tests' packages from npm");
    let mut npm = node::npm()?;
    npm.current_dir(folder())
        .args(["ci", "--no-audit", "--no-fund"]);
    process::run(&mut npm)?;
    fs::write(&stamp, lock).with_context(|| format!("could not write {}", stamp.display()))
}

/// A program named by an environment variable, else found by one of its names.
fn program(variable: &str, names: &[&str]) -> Result<PathBuf> {
    if let Some(named) = env::var_os(variable) {
        return Ok(named.into());
    }
    let found = names.iter().find_map(|name| which::which(name).ok());
    found.with_context(|| format!("{} was not found; set {variable} to its path", names[0]))
}

fn is_named_by_hand(need: &Need) -> bool {
    need.programs.iter().any(|program| {
        let variable = program.to_uppercase().replace('-', "_");
        env::var_os(variable).is_some()
    })
}

fn folder() -> PathBuf {
    workspace::root().join("tests/browser")
}
