//! One style sheet from the sheets in `style/`: one request, made small by esbuild, named after what is in it.

use std::fs;
use std::path::{Path, PathBuf};

use anyhow::Context;

use crate::tools::Tools;
use crate::{app, process, workspace};

/// Writes the sheet and gives its address.
///
/// # Errors
/// When a sheet cannot be read, or esbuild finds a fault in one.
pub fn write(out: &Path, tools: &Tools) -> anyhow::Result<String> {
    let folder = tempfile::tempdir().context("could not create a temporary folder")?;
    let (whole, small) = (
        folder.path().join("whole.css"),
        folder.path().join("small.css"),
    );
    let mut css = String::new();
    for sheet in sheets()? {
        css += &fs::read_to_string(&sheet)
            .with_context(|| format!("`{}` cannot be read", sheet.display()))?;
    }
    fs::write(&whole, css).context("a temporary file cannot be written")?;
    process::run(
        tools
            .esbuild()
            .args(["--minify", "--target=chrome99,safari16,firefox102"])
            .args(["--log-level=warning", "--charset=utf8"])
            .arg(format!("--outfile={}", small.display()))
            .arg(whole),
    )?;
    let small = fs::read(&small).context("esbuild left no style sheet")?;
    app::write_hashed(out, "style", ".css", &small)
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
