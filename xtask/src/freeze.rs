//! `cargo xtask freeze DIR`: publishes a release's texts, which never change after it.
//!
//! A release folder that `check` finds nothing in comes in; its catalogue leaves with the SHA-256
//! of each text in `[files]`. Entry point: [`run`].

use std::fs;
use std::path::{Path, PathBuf};

use anyhow::{Context, Result, bail};
use notice::release::content_hash;
use notice::{Catalogue, Language};

use crate::check;

/// Which release to freeze.
#[derive(Debug, clap::Args)]
pub struct Options {
    /// The release folder, such as public/notices/weixin/2025-05-09.
    dir: PathBuf,
}

/// Checks the release, then writes the hashes.
pub fn run(options: Options) -> Result<()> {
    let findings = check::of_release(&options.dir)?;
    if !findings.is_empty() {
        findings.iter().for_each(|finding| println!("{finding}"));
        bail!(
            "{} is not frozen: put right what stands above",
            options.dir.display()
        );
    }
    let path = options.dir.join("catalogue.toml");
    let text = read(&path)?;
    let catalogue = Catalogue::read(&text).context("the catalogue changed while it was checked")?;
    if catalogue.files.zh.is_some() {
        println!("{} is frozen already, and unchanged", options.dir.display());
        return Ok(());
    }
    let frozen = with_hashes(&options.dir, &text)?;
    fs::write(&path, frozen).with_context(|| format!("could not write {}", path.display()))?;
    println!(
        "{} is frozen; from now on `check` refuses a change to its texts",
        options.dir.display()
    );
    Ok(())
}

/// The catalogue with `[files]` at its end. An empty `[files]` of a draft is filled in place.
fn with_hashes(folder: &Path, catalogue: &str) -> Result<String> {
    let mut section = String::from("[files]\n");
    for language in Language::ALL {
        let code = language.code();
        let hash = content_hash(&read(&folder.join(format!("{code}.md")))?);
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
