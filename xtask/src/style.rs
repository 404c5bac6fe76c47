//! The style sheets of a release: one for every page, and some more for the views that need many rules of their
//! own. Each is made small by esbuild and named after what is in it.

use std::collections::BTreeMap;
use std::fs;
use std::path::{Path, PathBuf};

use anyhow::Context;

use crate::tools::Tools;
use crate::{app, process, workspace};

/// Sheets whose rules some views need (`ViewStyles` in crates/views), and the one for paper: a page
/// of another view is painted without them.
const OF_SOME_VIEWS: [&str; 9] = [
    "changes", "choice", "choices", "data", "notice", "print", "receipts", "steps", "walk",
];

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
    let mut common = String::new();
    let mut views = BTreeMap::new();
    for sheet in sheets()? {
        let css = fs::read_to_string(&sheet)
            .with_context(|| format!("`{}` cannot be read", sheet.display()))?;
        let name = sheet.file_stem().unwrap_or_default().to_string_lossy();
        if OF_SOME_VIEWS.contains(&&*name) {
            let address = app::write_hashed(out, &name, ".css", &small(&css, tools)?)?;
            views.insert(name.into_owned(), address);
        } else {
            common += &css;
        }
    }
    let common = app::write_hashed(out, "style", ".css", &small(&common, tools)?)?;
    Ok(Styles { common, views })
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

/// The sheets, in the order in which they stand in the one that is loaded.
fn sheets() -> anyhow::Result<Vec<PathBuf>> {
    let mut sheets: Vec<_> = fs::read_dir(workspace::root().join("style"))
        .context("`style` cannot be read; run this in the project's folder")?
        .filter_map(|entry| Some(entry.ok()?.path()))
        .filter(|path| path.extension().is_some_and(|extension| extension == "css"))
        .collect();
    // The order of the layers has to be said before any layer is filled.
    sheets.sort_by_key(|path| (!path.ends_with("layers.css"), path.clone()));
    Ok(sheets)
}
