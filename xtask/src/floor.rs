//! The browser floor: which wasm features the shipped modules may use.
//!
//! The release build comes in; an error goes out when a module declares or uses anything newer than the
//! promised floor has (Chrome 97, Safari 16 and Firefox 102; Chrome 78 and Safari 15 where the operator lets it),
//! where the page would stay without its app and nobody would notice. Entry point: [`run`].

use std::fs;
use std::path::{Path, PathBuf};

use anyhow::{Context, Result, bail};
use wasmparser::{BinaryReader, Parser, Payload, Validator, WasmFeatures};

use crate::profile::Profile;

/// A feature as compilers declare it, beside what the validator calls it.
type Feature = (&'static str, WasmFeatures);

/// What the app's module may use.
/// Tables of JavaScript's values (reference types) are not among them, though Safari 16 knows them: it
/// reads some values wrong (`FEATURES` in app.rs).
const ALLOWED: [Feature; 6] = [
    ("mutable-globals", WasmFeatures::MUTABLE_GLOBAL),
    ("nontrapping-fptoint", WasmFeatures::SATURATING_FLOAT_TO_INT),
    ("bulk-memory", WasmFeatures::BULK_MEMORY),
    ("bulk-memory-opt", WasmFeatures::BULK_MEMORY_OPT),
    ("sign-ext", WasmFeatures::SIGN_EXTENSION),
    (
        "call-indirect-overlong",
        WasmFeatures::CALL_INDIRECT_OVERLONG,
    ),
];

/// What the module for older engines may use: Chrome 78 and Safari 15.0 have it.
const ALLOWED_BELOW: [Feature; 1] = [ALLOWED[0]];

/// How the name of that module begins.
const BELOW: &str = "app-old-";

/// What `cargo xtask floor` can be told.
#[derive(clap::Args)]
pub struct Options {
    /// The built site; `dist` by default.
    #[arg(long, value_name = "DIR")]
    dist: Option<PathBuf>,
}

/// Checks every module of the build.
pub fn run(options: Options) -> Result<()> {
    let dist = options.dist.unwrap_or_else(|| Profile::Release.dist());
    let modules = modules_in(&dist)?;
    if modules.is_empty() {
        bail!(
            "{} has no wasm; run `cargo xtask build` first",
            dist.display()
        );
    }
    for path in modules {
        let wasm = fs::read(&path)?;
        let allowed = allowed_in(&path);
        check(&wasm, allowed).with_context(|| format!("{} is above the floor", path.display()))?;
        println!(
            "floor: {} stays within {} features",
            path.display(),
            allowed.len()
        );
    }
    Ok(())
}

/// What a module may use, by its name.
fn allowed_in(path: &Path) -> &'static [Feature] {
    let name = path.file_name().unwrap_or_default().to_string_lossy();
    if name.starts_with(BELOW) {
        &ALLOWED_BELOW
    } else {
        &ALLOWED
    }
}

fn check(wasm: &[u8], allowed: &[Feature]) -> Result<()> {
    for feature in declared(wasm)? {
        if !allowed.iter().any(|(name, _)| *name == feature) {
            bail!(
                "it declares `{feature}`, which browsers at the floor lack; lower it with \
                 wasm-opt, or raise the floor knowingly in xtask/src/floor.rs and src/boot.js"
            );
        }
    }
    Validator::new_with_features(features(allowed))
        .validate_all(wasm)
        .context("it uses an instruction or a type outside the floor's features")?;
    Ok(())
}

/// The first version of wasm, and the features above it.
fn features(allowed: &[Feature]) -> WasmFeatures {
    allowed
        .iter()
        .fold(WasmFeatures::WASM1, |all, (_, feature)| all | *feature)
}

/// What the module says of itself; `-` marks a feature that it must not be linked with.
fn declared(wasm: &[u8]) -> Result<Vec<String>> {
    let mut features = Vec::new();
    for payload in Parser::new(0).parse_all(wasm) {
        let Payload::CustomSection(section) = payload? else {
            continue;
        };
        if section.name() == "target_features" {
            features.extend(names(section.data_reader())?);
        }
    }
    Ok(features)
}

fn names(mut section: BinaryReader<'_>) -> Result<Vec<String>> {
    let mut names = Vec::new();
    for _ in 0..section.read_var_u32()? {
        let prefix = section.read_u8()?;
        let name = section.read_string()?;
        if prefix != b'-' {
            names.push(name.to_owned());
        }
    }
    Ok(names)
}

fn modules_in(dist: &Path) -> Result<Vec<PathBuf>> {
    let mut modules = Vec::new();
    for entry in walkdir::WalkDir::new(dist) {
        let path = entry
            .with_context(|| format!("could not list {}", dist.display()))?
            .into_path();
        if path.extension().is_some_and(|ending| ending == "wasm") {
            modules.push(path);
        }
    }
    Ok(modules)
}

#[cfg(test)]
mod tests {
    use super::*;

    const EMPTY: [u8; 8] = [0, b'a', b's', b'm', 1, 0, 0, 0];

    fn declaring(feature: &str) -> Vec<u8> {
        let name = "target_features";
        let length = 1 + name.len() + 1 + 2 + feature.len();
        let mut wasm = EMPTY.to_vec();
        wasm.extend([0, u8::try_from(length).expect("short"), 15]);
        wasm.extend(name.as_bytes());
        wasm.extend([1, b'+', u8::try_from(feature.len()).expect("short")]);
        wasm.extend(feature.as_bytes());
        wasm
    }

    #[test]
    fn a_module_that_declares_what_the_floor_has_passes() {
        check(&EMPTY, &ALLOWED).expect("nothing is declared");
        check(&declaring("bulk-memory-opt"), &ALLOWED).expect("the floor has it");
    }

    #[test]
    fn the_module_for_older_engines_may_use_less() {
        let allowed = allowed_in(Path::new("dist/app-old-0123456789abcdef_bg.wasm"));
        check(&declaring("mutable-globals"), allowed).expect("they have it");
        check(&declaring("bulk-memory"), allowed).expect_err("they lack it");
        let usual = allowed_in(Path::new("dist/app-0123456789abcdef_bg.wasm"));
        check(&declaring("bulk-memory"), usual).expect("the floor has it");
    }

    #[test]
    fn a_module_that_declares_more_is_named() {
        let error = check(&declaring("simd128"), &ALLOWED).expect_err("the floor lacks it");
        assert!(error.to_string().contains("`simd128`"), "{error}");
    }

    #[test]
    fn a_module_that_uses_more_without_saying_so_is_refused() {
        // One function type that takes a 128-bit vector.
        let vector = [&EMPTY[..], &[1, 5, 1, 0x60, 1, 0x7b, 0]].concat();
        let error = check(&vector, &ALLOWED).expect_err("the floor lacks vectors");
        assert!(format!("{error:#}").contains("SIMD"), "{error:#}");
    }
}
