//! Where things are: the workspace's root and its target folder.
//!
//! Nothing comes in but the place this program was compiled from; paths go out.
//! Entry points: [`root`], [`target_dir`] and [`locked_version`].

use std::fs;
use std::path::{Path, PathBuf};
use std::process::Command;

use anyhow::{Context, Result};

use crate::process;

/// The folder with the workspace's Cargo.toml.
pub fn root() -> &'static Path {
    Path::new(env!("CARGO_MANIFEST_DIR"))
        .parent()
        .expect("xtask is a folder of the workspace")
}

/// Where cargo builds, which the environment and the user's settings have a say in.
pub fn target_dir() -> Result<PathBuf> {
    let mut cargo = Command::new("cargo");
    cargo
        .current_dir(root())
        .args(["metadata", "--no-deps", "--format-version", "1"]);
    let answer: serde_json::Value = serde_json::from_str(&process::text_of(&mut cargo)?)
        .context("`cargo metadata` did not answer in JSON")?;
    let folder = answer["target_directory"].as_str();
    Ok(folder
        .context("`cargo metadata` names no target folder")?
        .into())
}

/// The version of `package` in Cargo.lock, when the workspace uses it.
pub fn locked_version(package: &str) -> Result<Option<String>> {
    let path = root().join("Cargo.lock");
    let text =
        fs::read_to_string(&path).with_context(|| format!("could not read {}", path.display()))?;
    let lock: toml::Table = text
        .parse()
        .with_context(|| format!("{} is not TOML", path.display()))?;
    let packages = lock.get("package").and_then(toml::Value::as_array);
    let version = packages.into_iter().flatten().find_map(|entry| {
        let name = entry.get("name")?.as_str()?;
        (name == package).then(|| entry.get("version")?.as_str().map(str::to_owned))?
    });
    Ok(version)
}
