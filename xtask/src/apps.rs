//! The two apps of a release: the one of a first visit, and the whole one.
//!
//! The workspace comes in; hashed wasm and JavaScript in a folder, and their addresses, go out.
//! Both are built without panic messages, which takes a standard library of our own: that is
//! why this is done here and not by Trunk, which builds for looking (docs/decisions/two-apps.md).
//! Entry point: [`build`].

mod short_names;

use std::fs;
use std::path::{Path, PathBuf};
use std::process::Command;

use anyhow::{Context, Result};
use sha2::{Digest, Sha256};
use views::Template;

use crate::tools::{Tools, WASM_TARGET};
use crate::{process, workspace};

/// Files that go into a deployment as they are.
const PUBLIC: [&str; 3] = ["config.json", "manifest.webmanifest", "icon.svg"];

/// One of the two.
struct App {
    name: &'static str,
    features: &'static [&'static str],
}

const FIRST: App = App {
    name: "mingbai",
    features: &["--no-default-features"],
};
const WHOLE: App = App {
    name: "mingbai-whole",
    features: &[],
};

/// Builds both apps into the folder; the style sheet's address is still to be filled in.
///
/// # Errors
/// When a tool fails or a file cannot be written.
pub fn build(out: &Path) -> Result<Template> {
    let tools = Tools::ready()?;
    bring_library_source()?;
    if out.exists() {
        fs::remove_dir_all(out)
            .with_context(|| format!("`{}` cannot be emptied", out.display()))?;
    }
    fs::create_dir_all(out)?;
    let (app_js, app_wasm) = one(&tools, &FIRST, out)?;
    let (whole_js, whole_wasm) = one(&tools, &WHOLE, out)?;
    for file in PUBLIC {
        fs::copy(workspace::root().join("public").join(file), out.join(file))?;
    }
    let boot = short(&tools, &workspace::root().join("src/boot.js"), &[])?;
    let boot = write_hashed(out, "boot", ".js", &boot)?;
    Ok(Template {
        boot,
        app_js,
        app_wasm,
        whole_js,
        whole_wasm,
        ..Template::default()
    })
}

fn one(tools: &Tools, app: &App, out: &Path) -> Result<(String, String)> {
    let wasm = compile(app)?;
    let work = workspace::target_dir()?.join("apps").join(app.name);
    process::run(
        Command::new(tools.program("wasm-bindgen"))
            .args([
                "--target",
                "web",
                "--no-typescript",
                "--out-name",
                "app",
                "--out-dir",
            ])
            .arg(&work)
            .arg(&wasm),
    )?;
    let small = work.join("small.wasm");
    process::run(
        tools
            .wasm_opt()?
            .args(["-Oz", "--strip-producers"])
            .arg(work.join("app_bg.wasm"))
            .arg("-o")
            .arg(&small),
    )?;
    let small = fs::read(&small)?;
    let script = work.join("app.js");
    short_names::check(&small, &fs::read_to_string(&script)?)?;
    // esbuild adds to notes that it finds: names of an earlier build would be kept.
    let names = work.join("names.json");
    fs::write(&names, "{}")?;
    let script = short(
        tools,
        &script,
        &[
            format!("--mangle-props={}", short_names::PROPERTIES),
            "--mangle-quoted".to_owned(),
            format!("--mangle-cache={}", names.display()),
        ],
    )?;
    let names = serde_json::from_str(&fs::read_to_string(&names)?)
        .context("esbuild noted its names in another way than expected")?;
    let js = write_hashed(out, app.name, ".js", &script)?;
    let wasm = write_hashed(
        out,
        app.name,
        "_bg.wasm",
        &short_names::follow(&small, &names)?,
    )?;
    Ok((js, wasm))
}

/// Compiles with a standard library that ends at a panic without a word: the words weigh 15 KB.
/// The compiler is pinned, so what it calls unstable is the same every time.
fn compile(app: &App) -> Result<PathBuf> {
    let target = workspace::target_dir()?.join("apps").join("cargo");
    process::run(
        Command::new("cargo")
            .current_dir(workspace::root())
            .args([
                "build",
                "--release",
                "--package",
                "mingbai",
                "--target",
                WASM_TARGET,
            ])
            .arg("-Zbuild-std=std,panic_abort")
            .args(app.features)
            .arg("--target-dir")
            .arg(&target)
            .env("RUSTC_BOOTSTRAP", "1")
            .env("RUSTFLAGS", flags()),
    )?;
    Ok(target.join(WASM_TARGET).join("release/mingbai.wasm"))
}

/// No panic messages, and no path of the machine that builds.
fn flags() -> String {
    let home = std::env::var("CARGO_HOME")
        .or_else(|_| std::env::var("HOME"))
        .unwrap_or_default();
    format!("-Zunstable-options -Cpanic=immediate-abort --remap-path-prefix={home}=cargo")
}

/// The source of the standard library, which rustup brings like the wasm target.
fn bring_library_source() -> Result<()> {
    let sysroot = process::text_of(
        Command::new("rustc")
            .current_dir(workspace::root())
            .args(["--print", "sysroot"]),
    )?;
    if Path::new(&sysroot)
        .join("lib/rustlib/src/rust/library")
        .exists()
    {
        return Ok(());
    }
    println!("tools: bringing the source of the standard library");
    process::run(Command::new("rustup").current_dir(workspace::root()).args([
        "component",
        "add",
        "rust-src",
    ]))
}

/// A script with short names and nothing that only people read. Its syntax stays one that every
/// browser with the app's floor can read.
fn short(tools: &Tools, script: &Path, more: &[String]) -> Result<Vec<u8>> {
    let folder = tempfile::tempdir().context("could not create a temporary folder")?;
    let out = folder.path().join("short.js");
    process::run(
        tools
            .esbuild()
            .args(["--minify", "--format=esm", "--target=es2021"])
            .args(["--log-level=warning", "--charset=utf8"])
            .args(more)
            .arg(format!("--outfile={}", out.display()))
            .arg(script),
    )?;
    fs::read(&out).context("esbuild left no script")
}

/// Writes a file under a name that changes with its content, and gives its address.
fn write_hashed(out: &Path, stem: &str, ending: &str, content: &[u8]) -> Result<String> {
    let hash: String = Sha256::digest(content)
        .iter()
        .take(8)
        .map(|byte| format!("{byte:02x}"))
        .collect();
    let name = format!("{stem}-{hash}{ending}");
    fs::write(out.join(&name), content).with_context(|| format!("`{name}` cannot be written"))?;
    Ok(format!("/{name}"))
}
