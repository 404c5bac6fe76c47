//! The app of a release: a plain release build, made small and hashed.
//!
//! The workspace comes in; the app's wasm and script in a folder, and their addresses, go out.
//! `trunk build` makes the same app without shortening its script: esbuild and the short names of
//! [`short_names`] are why this is done here (docs/decisions/one-app.md). Entry points: [`build`],
//! [`build_quickly`] for looking, and [`boot`] for what Trunk builds.

mod lowered;
mod panic_places;
mod short_names;

use std::fs;
use std::path::{Path, PathBuf};
use std::process::Command;

use ::publish::app::{self, App};
use anyhow::{Context, Result};
use views::Template;

use crate::hashed::write_hashed;
use crate::profile::Profile;
use crate::tools::{Tools, WASM_TARGET};
use crate::{process, style, workspace};

/// Files that go into a deployment as they are.
const PUBLIC: [&str; 5] = [
    "config.json",
    "icon.svg",
    "icon-192.png",
    "icon-512.png",
    "icon-maskable-512.png",
];

/// The folder that holds what was built: the app's files and nothing of a notice.
///
/// # Errors
/// When cargo does not say where it builds.
pub fn folder(profile: Profile) -> Result<PathBuf> {
    let name = match profile {
        Profile::Debug => "quick",
        Profile::Release => "small",
    };
    Ok(workspace::target_dir()?.join("app").join(name))
}

/// Builds the app for people.
///
/// # Errors
/// When a tool fails or a file cannot be written.
pub fn build(tools: &Tools) -> Result<App> {
    let out = &begin(Profile::Release)?;
    let (script, wasm) = app(tools)?;
    let old_wasm = lowered::module(tools, &wasm)?;
    let template = Template {
        app_js: write_hashed(out, "app", ".js", &script)?,
        app_wasm: write_hashed(out, "app", "_bg.wasm", &wasm)?,
        old_wasm: write_hashed(out, "app-old", "_bg.wasm", &old_wasm)?,
        ..scripts(out, tools, Profile::Release)?
    };
    end(out, tools, template)
}

/// Builds the app for looking at: not made small, which takes longer than to compile it.
///
/// # Errors
/// When a tool fails or a file cannot be written.
pub fn build_quickly(tools: &Tools) -> Result<App> {
    let out = &begin(Profile::Debug)?;
    process::run(Command::new("cargo").current_dir(workspace::root()).args([
        "build",
        "--package",
        "app",
        "--target",
        WASM_TARGET,
    ]))?;
    let target = workspace::target_dir()?;
    let work = target.join("app").join("quick-work");
    let wasm = target.join(WASM_TARGET).join("debug/app.wasm");
    bind(tools, &wasm, &work)?;
    let (script, wasm) = (work.join("app.js"), work.join("app_bg.wasm"));
    let template = Template {
        app_js: write_hashed(out, "app", ".js", &fs::read(script)?)?,
        app_wasm: write_hashed(out, "app", "_bg.wasm", &fs::read(wasm)?)?,
        ..scripts(out, tools, Profile::Debug)?
    };
    end(out, tools, template)
}

/// Empties the folder and puts the files in it that nothing is done to.
fn begin(profile: Profile) -> Result<PathBuf> {
    let out = folder(profile)?;
    if out.exists() {
        fs::remove_dir_all(&out)
            .with_context(|| format!("`{}` cannot be emptied", out.display()))?;
    }
    fs::create_dir_all(&out)?;
    for file in PUBLIC {
        fs::copy(workspace::root().join("public").join(file), out.join(file))?;
    }
    Ok(out)
}

/// Adds the style sheet and says in the folder which file is which.
fn end(out: &Path, tools: &Tools, template: Template) -> Result<App> {
    let styles = style::write(out, tools)?;
    let template = Template {
        style: styles.common,
        view_styles: styles.views,
        offline: write_hashed(out, "offline", ".js", &own(tools, "offline.js")?)?,
        old_style: styles.without_layers,
        ..template
    };
    // A browser looks for a newer worker under the name of the one that it has.
    fs::write(out.join("sw.js"), own(tools, "sw.js")?)?;
    fs::write(out.join(app::TEMPLATE), serde_json::to_vec(&template)?)?;
    App::read(out)
}

/// What wasm-opt does. Control flow is taken apart and put together anew once what can go is gone; functions
/// come in the order of their names, so that Brotli meets those of a module one after another. What each
/// is worth is in docs/decisions/bytes.md; a pass more or less has to be looked at in WPE WebKit
/// (`cargo xtask test --only floor`), which takes another view of modules than newer engines.
const PASSES: [&str; 8] = [
    "-Oz",
    "--flatten",
    "--rereloop",
    "-Oz",
    "--converge",
    "--reorder-functions-by-name",
    "--strip-producers",
    "--strip-target-features",
];

/// The script and the module.
fn app(tools: &Tools) -> Result<(Vec<u8>, Vec<u8>)> {
    let work = workspace::target_dir()?.join("app").join("work");
    bind(tools, &compile(&work)?, &work)?;
    let small = work.join("small.wasm");
    process::run(
        tools
            .wasm_opt()?
            .args(PASSES)
            .arg(work.join("app_bg.wasm"))
            .arg("-o")
            .arg(&small),
    )?;
    with_short_names(tools, &work.join("app.js"), &small)
}

/// Joins wasm and JavaScript in the folder, as `app_bg.wasm` and `app.js`.
fn bind(tools: &Tools, wasm: &Path, work: &Path) -> Result<()> {
    process::run(
        Command::new(tools.program("wasm-bindgen"))
            .args(["--target", "web", "--no-typescript", "--out-name", "app"])
            .arg("--out-dir")
            .arg(work)
            .arg(wasm),
    )
}

/// JavaScript's values stay in JavaScript, in an array, and not in a table of the module. WebKit of
/// Safari 16's class, once it has compiled a function, takes some numbers in such a table (0 and 1.5
/// among them) for an access out of its bounds, and the app falls (docs/decisions/one-app.md). The
/// standard library asks for tables of values but has none; the linker, which would write that down for
/// wasm-bindgen to read, is told what is used instead. Nor are functions with several results used: of the app one
/// would be, and without it the module runs from Chrome 75 on, and not from 85.
const FEATURES: &str = "-Ctarget-feature=-reference-types -Clink-arg=--no-check-features \
    -Clink-arg=--features=bulk-memory,bulk-memory-opt,call-indirect-overlong,mutable-globals,\
nontrapping-fptoint,sign-ext";

/// Compiles for the browser; no path of the machine that builds is in what comes out.
fn compile(work: &Path) -> Result<PathBuf> {
    let target = work.join("cargo");
    let home = std::env::var("CARGO_HOME")
        .or_else(|_| std::env::var("HOME"))
        .unwrap_or_default();
    process::run(
        Command::new("cargo")
            .current_dir(workspace::root())
            .args(["build", "--release", "--package", "app"])
            .args(["--target", WASM_TARGET, "--target-dir"])
            .arg(&target)
            .env(
                "RUSTFLAGS",
                format!("--remap-path-prefix={home}=cargo {FEATURES}"),
            ),
    )?;
    Ok(target.join(WASM_TARGET).join("release/app.wasm"))
}

fn with_short_names(tools: &Tools, script: &Path, wasm: &Path) -> Result<(Vec<u8>, Vec<u8>)> {
    let mut wasm = fs::read(wasm)?;
    panic_places::blank(&mut wasm);
    short_names::check(&wasm, &fs::read_to_string(script)?)?;
    // What starts the app asks for one function: esbuild leaves out what only others would need.
    let entry = script.with_file_name("entry.js");
    fs::write(&entry, "export { default } from \"./app.js\";\n")?;
    // esbuild adds to notes that it finds: names of an earlier build would be kept.
    let notes = script.with_file_name("names.json");
    fs::write(&notes, "{}")?;
    let options = [
        "--bundle".to_owned(),
        format!("--mangle-props={}", short_names::PROPERTIES),
        "--mangle-quoted".to_owned(),
        format!("--mangle-cache={}", notes.display()),
    ];
    let script = short(tools, &entry, &options)?;
    let names = serde_json::from_str(&fs::read_to_string(&notes)?)
        .context("esbuild noted its names in another way than expected")?;
    Ok((script, short_names::follow(&wasm, &names)?))
}

/// Writes the scripts that are no part of the app, and gives their addresses. What is for some visits alone
/// is a file of its own, which `src/boot.js` loads where it is needed.
///
/// # Errors
/// When one cannot be read or written.
pub fn scripts(out: &Path, tools: &Tools, profile: Profile) -> Result<Template> {
    let write =
        |stem: &str, source: &str| write_hashed(out, stem, ".js", &joined(tools, source, profile)?);
    Ok(Template {
        boot: write("boot", "src/boot.js")?,
        start_js: write("start", "src/language_redirect.js")?,
        deployment_js: write("deployment", "src/deployment.js")?,
        bridge_js: write("bridge", "src/bridge/connect.js")?,
        ..Template::default()
    })
}

/// A script joined with what it imports: a second file would be a second request.
fn joined(tools: &Tools, source: &str, profile: Profile) -> Result<Vec<u8>> {
    let script = workspace::root().join(source);
    let joined = ["--bundle".to_owned()];
    match profile {
        Profile::Debug => esbuild(tools, &script, &joined),
        Profile::Release => short(tools, &script, &joined),
    }
}

/// A script that stands by itself.
fn own(tools: &Tools, name: &str) -> Result<Vec<u8>> {
    short(tools, &workspace::root().join("src").join(name), &[])
}

/// A script with short names and nothing that only people read.
fn short(tools: &Tools, script: &Path, more: &[String]) -> Result<Vec<u8>> {
    let more = [&["--minify".to_owned()], more].concat();
    esbuild(tools, script, &more)
}

/// A script as esbuild writes it, in the syntax of the oldest browsers that can run the app.
fn esbuild(tools: &Tools, script: &Path, more: &[String]) -> Result<Vec<u8>> {
    let folder = tempfile::tempdir().context("could not create a temporary folder")?;
    let out = folder.path().join("script.js");
    process::run(
        tools
            .esbuild()
            .args(["--format=esm", &format!("--target={}", style::OLDEST)])
            .args(["--log-level=warning", "--charset=utf8"])
            .args(more)
            .arg(format!("--outfile={}", out.display()))
            .arg(script),
    )?;
    fs::read(&out).context("esbuild left no script")
}
