//! Freezing: a release's texts are published, and never change after it.
//!
//! A release folder that [`check`] finds nothing in comes in; its catalogue leaves with the SHA-256 of
//! each text in `[files]`. Entry point: [`release`].

use std::fs;
use std::path::Path;

use anyhow::{Context, Result};
use notice::Catalogue;
use notice::release::text_hash;

use crate::check::{self, Beside, Report};
use crate::release_files::{self, ReleaseFiles};

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
    let files = ReleaseFiles::read(folder)?;
    let changed = "the catalogue changed while it was checked";
    let text = files.catalogue.as_deref().context(changed)?;
    if Catalogue::read(text).context(changed)?.files.zh.is_some() {
        return Ok(Frozen::Before);
    }
    let path = release_files::catalogue_path(folder);
    fs::write(&path, with_hashes(&files, text))
        .with_context(|| format!("could not write {}", path.display()))?;
    Ok(Frozen::Now)
}

/// The catalogue with `[files]` at its end. An empty `[files]` of a draft is filled in place.
fn with_hashes(files: &ReleaseFiles, catalogue: &str) -> String {
    let mut section = String::from("[files]\n");
    for (language, markdown) in &files.texts {
        let (code, hash) = (language.code(), text_hash(markdown));
        section.push_str(&format!("{code} = \"{hash}\"\n"));
    }
    if catalogue.lines().any(|line| line.trim() == "[files]") {
        // A checkout may have given the lines other ends.
        return catalogue
            .replace("\r\n", "\n")
            .replacen("[files]\n", &section, 1);
    }
    format!("{}\n\n{section}", catalogue.trim_end())
}
