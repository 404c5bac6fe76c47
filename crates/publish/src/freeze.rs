//! Freezing: a release's texts are published, and never change after it.
//!
//! A release folder that [`check`] finds nothing in comes in; its catalogue leaves with the SHA-256 of
//! each text in `[files]`. Entry point: [`release`].

use std::fs;
use std::path::Path;

use anyhow::{Context, Result};
use notice::release::text_hash;
use notice::{Catalogue, Language};

use crate::check::{self, Beside, Report};

/// What became of a release that was to be frozen.
pub enum Frozen {
    /// Its texts have their hashes now.
    Now,
    /// They had them already, and are unchanged.
    Before,
    /// Something stops it; nothing was written.
    Refused(Report),
}

/// Checks the release, then writes the hashes.
///
/// # Errors
/// When a file cannot be read or written.
pub fn release(folder: &Path, beside: &Beside) -> Result<Frozen> {
    let report = check::of_release(folder, beside)?;
    if !report.findings.is_empty() {
        return Ok(Frozen::Refused(report));
    }
    let path = folder.join("catalogue.toml");
    let text = read(&path)?;
    let catalogue = Catalogue::read(&text).context("the catalogue changed while it was checked")?;
    if catalogue.files.zh.is_some() {
        return Ok(Frozen::Before);
    }
    let frozen = with_hashes(folder, &text)?;
    fs::write(&path, frozen).with_context(|| format!("could not write {}", path.display()))?;
    Ok(Frozen::Now)
}

/// The catalogue with `[files]` at its end. An empty `[files]` of a draft is filled in place.
fn with_hashes(folder: &Path, catalogue: &str) -> Result<String> {
    let mut section = String::from("[files]\n");
    for language in Language::ALL {
        let code = language.code();
        let hash = text_hash(&read(&folder.join(format!("{code}.md")))?);
        section.push_str(&format!("{code} = \"{hash}\"\n"));
    }
    if catalogue.lines().any(|line| line.trim() == "[files]") {
        return Ok(catalogue.replacen("[files]\n", &section, 1));
    }
    Ok(format!("{}\n\n{section}", catalogue.trim_end()))
}

fn read(path: &Path) -> Result<String> {
    fs::read_to_string(path).with_context(|| format!("could not read {}", path.display()))
}
