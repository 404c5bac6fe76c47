//! The style sheets of a release: one for every page, and some more for the views that need many rules of their
//! own. Each is made small by esbuild and named after what is in it.
//!
//! The files at the top of `style` are the one of every page. A folder in it is a sheet of that name, which some
//! views load (`ViewStyles` in crates/views), or which is for paper: a page of another view is painted without
//! it. Entry point: [`write`].

use std::collections::BTreeMap;
use std::fs;
use std::path::{Path, PathBuf};

use anyhow::Context;

use crate::tools::Tools;
use crate::{app, process, workspace};

/// The addresses of the sheets.
pub struct Styles {
    /// The one of every page.
    pub common: String,
    /// Those of some views, by name.
    pub views: BTreeMap<String, String>,
}

/// Writes the sheets and gives their addresses.
///
/// # Errors
/// When a sheet cannot be read, or esbuild finds a fault in one.
pub fn write(out: &Path, tools: &Tools) -> anyhow::Result<Styles> {
    let folder = workspace::root().join("style");
    let sheet = |name: &str, folder: &Path| -> anyhow::Result<String> {
        app::write_hashed(out, name, ".css", &small(&text(folder)?, tools)?)
    };
    let mut views = BTreeMap::new();
    for folder in entries(&folder)?.into_iter().filter(|path| path.is_dir()) {
        let name = folder.file_name().unwrap_or_default().to_string_lossy();
        views.insert(name.to_string(), sheet(&name, &folder)?);
    }
    let common = sheet("style", &folder)?;
    Ok(Styles { common, views })
}

/// The style sheets of a folder as one, without those in folders below it.
fn text(folder: &Path) -> anyhow::Result<String> {
    let mut paths = entries(folder)?;
    paths.retain(|path| path.extension().is_some_and(|extension| extension == "css"));
    // The order of the layers has to be said before any layer is filled.
    paths.sort_by_key(|path| (!path.ends_with("layers.css"), path.clone()));
    let read = |path: PathBuf| {
        fs::read_to_string(&path).with_context(|| format!("`{}` cannot be read", path.display()))
    };
    paths.into_iter().map(read).collect()
}

/// What is in a folder.
fn entries(folder: &Path) -> anyhow::Result<Vec<PathBuf>> {
    let entries =
        fs::read_dir(folder).with_context(|| format!("`{}` cannot be listed", folder.display()))?;
    let paths = entries.map(|entry| Ok(entry?.path()));
    paths.collect()
}

fn small(css: &str, tools: &Tools) -> anyhow::Result<Vec<u8>> {
    let folder = tempfile::tempdir().context("could not create a temporary folder")?;
    let whole = folder.path().join("whole.css");
    let small = folder.path().join("small.css");
    fs::write(&whole, css).context("a temporary file cannot be written")?;
    process::run(
        tools
            .esbuild()
            .args(["--minify", "--target=chrome99,safari16,firefox102"])
            .args(["--log-level=warning", "--charset=utf8"])
            .arg(format!("--outfile={}", small.display()))
            .arg(whole),
    )?;
    fs::read(&small).context("esbuild left no style sheet")
}
