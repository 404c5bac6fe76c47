//! The style sheets of a release: one for every page, and some more for the views that need many rules of their
//! own. Each is made small by esbuild and named after what is in it.
//!
//! The files at the top of `style` are the one of every page. A folder in it is a sheet of that name, which some
//! views load (`ViewStyles` in crates/views), or which is for paper: a page of another view is painted without
//! it. All of them together, without cascade layers, are one sheet more for browsers that know none: the script
//! that starts the app takes it there. Entry point: [`write`].

use std::collections::BTreeMap;
use std::fs;
use std::path::{Path, PathBuf};

use anyhow::Context;

use crate::hashed::write_hashed;
use crate::tools::Tools;
use crate::{process, workspace};

/// The addresses of the sheets.
pub struct Styles {
    /// The one of every page.
    pub common: String,
    /// Those of some views, by name.
    pub views: BTreeMap<String, String>,
    /// All of them for browsers that know no layers.
    pub without_layers: String,
}

/// What the sheets of today's browsers are written for: the first with cascade layers.
const WITH_LAYERS: &str = "chrome99,safari16,firefox102";

/// The oldest browsers that run the app where they may, and get a sheet of their own.
pub const OLDEST: &str = "chrome78,safari15,firefox79";

/// The sheet for pages without scripts, which have no use for one that a script chooses.
const NO_SCRIPT: &str = "no-script";

/// What browsers get that know no layers until the script has run, and without scripts. With the sheet that is
/// for them it would be in the way.
const STOPGAP: &str = "old-browsers.css";

/// Writes the sheets and gives their addresses.
///
/// # Errors
/// When a sheet cannot be read, or esbuild finds a fault in one.
pub fn write(out: &Path, tools: &Tools) -> anyhow::Result<Styles> {
    let folder = workspace::root().join("style");
    let sheet = |name: &str, folder: &Path| -> anyhow::Result<String> {
        let css = small(&text(folder, |_| true)?, WITH_LAYERS, tools)?;
        write_hashed(out, name, ".css", &css)
    };
    let mut whole = text(&folder, |name| name != STOPGAP)?;
    let mut views = BTreeMap::new();
    for folder in entries(&folder)?.into_iter().filter(|path| path.is_dir()) {
        let name = folder.file_name().unwrap_or_default().to_string_lossy();
        views.insert(name.to_string(), sheet(&name, &folder)?);
        if name != NO_SCRIPT {
            whole += &text(&folder, |_| true)?;
        }
    }
    let common = sheet("style", &folder)?;
    let whole = small(&tools.without_layers(&whole)?, OLDEST, tools)?;
    let without_layers = write_hashed(out, "style-without-layers", ".css", &whole)?;
    Ok(Styles {
        common,
        views,
        without_layers,
    })
}

/// The style sheets of a folder as one, without those in folders below it, and of them those with a name that is
/// `wanted`.
fn text(folder: &Path, wanted: impl Fn(&str) -> bool) -> anyhow::Result<String> {
    let mut paths = entries(folder)?;
    paths.retain(|path| {
        let name = path.file_name().unwrap_or_default().to_string_lossy();
        name.ends_with(".css") && wanted(&name)
    });
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
    let mut paths: Vec<PathBuf> = paths.collect::<anyhow::Result<_>>()?;
    paths.sort();
    Ok(paths)
}

fn small(css: &str, browsers: &str, tools: &Tools) -> anyhow::Result<Vec<u8>> {
    let folder = tempfile::tempdir().context("could not create a temporary folder")?;
    let whole = folder.path().join("whole.css");
    let small = folder.path().join("small.css");
    fs::write(&whole, css).context("a temporary file cannot be written")?;
    process::run(
        tools
            .esbuild()
            .args(["--minify", &format!("--target={browsers}")])
            .args(["--log-level=warning", "--charset=utf8"])
            .arg(format!("--outfile={}", small.display()))
            .arg(whole),
    )?;
    fs::read(&small).context("esbuild left no style sheet")
}
