//! One style sheet from the sheets in `style/`: one request, named after what is in it.

use std::fs;
use std::path::Path;

use anyhow::Context;
use sha2::{Digest, Sha256};

use crate::workspace;

/// Writes the sheet and gives its address.
pub fn write(out: &Path) -> anyhow::Result<String> {
    let mut sheets: Vec<_> = fs::read_dir(workspace::root().join("style"))
        .context("`style` cannot be read; run this in the project's folder")?
        .filter_map(|entry| Some(entry.ok()?.path()))
        .filter(|path| path.extension().is_some_and(|extension| extension == "css"))
        .collect();
    // The order of the layers has to be said before any layer is filled.
    sheets.sort_by_key(|path| (!path.ends_with("layers.css"), path.clone()));
    let mut css = String::new();
    for sheet in sheets {
        let text = fs::read_to_string(&sheet)
            .with_context(|| format!("`{}` cannot be read", sheet.display()))?;
        css.push_str(&tightened(&text));
    }
    let hash: String = Sha256::digest(css.as_bytes())
        .iter()
        .take(8)
        .map(|byte| format!("{byte:02x}"))
        .collect();
    let name = format!("style-{hash}.css");
    let file = out.join(&name);
    fs::write(&file, css).with_context(|| format!("`{}` cannot be written", file.display()))?;
    Ok(format!("/{name}"))
}

/// The sheet without comments, indentation and empty lines.
fn tightened(css: &str) -> String {
    let mut rest = css;
    let mut bare = String::with_capacity(css.len());
    while let Some((before, after)) = rest.split_once("/*") {
        bare.push_str(before);
        rest = after.split_once("*/").map_or("", |(_, after)| after);
    }
    bare.push_str(rest);
    let lines = bare.lines().map(str::trim).filter(|line| !line.is_empty());
    lines.map(|line| format!("{line}\n")).collect()
}
