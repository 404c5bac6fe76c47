//! `mingbai inventory DIR`: what the release in a folder holds, counted.
//!
//! Reads the notices and the catalogue of one release; prints a table, or JSON with the ids
//! behind each count. A language that has no file is left out. Entry point: [`run`].

use std::collections::BTreeMap;
use std::fs;
use std::io::ErrorKind;
use std::path::{Path, PathBuf};

use anyhow::{Context as _, bail};
use clap::Args;
use notice::inventory::Inventory;
use notice::{Catalogue, Language, Release};
use serde::Serialize;

use crate::print::print;

/// Which release, and how to print it.
#[derive(Args)]
pub struct Options {
    /// The folder of the release: zh.md, en.md and catalogue.toml.
    dir: PathBuf,
    /// Print JSON, with the ids behind each count.
    #[arg(long)]
    json: bool,
}

/// What is printed.
#[derive(Serialize)]
struct Report {
    version: String,
    edition: String,
    languages: BTreeMap<&'static str, Inventory>,
}

/// Counts what the release holds.
///
/// # Errors
/// When the folder holds no notice, or a file in it cannot be read.
pub fn run(options: Options) -> anyhow::Result<()> {
    let report = report(&options.dir)?;
    if options.json {
        print(&format!("{}\n", serde_json::to_string_pretty(&report)?))?;
    } else {
        print(&table(&report))?;
    }
    Ok(())
}

fn report(dir: &Path) -> anyhow::Result<Report> {
    let release = read(dir)?;
    let texts = release.texts.iter();
    let languages = texts
        .map(|text| {
            (
                text.language.code(),
                Inventory::of(&text.notice, &release.catalogue),
            )
        })
        .collect();
    Ok(Report {
        edition: release.edition().to_owned(),
        version: release.version,
        languages,
    })
}

fn read(dir: &Path) -> anyhow::Result<Release> {
    let mut sources = Vec::new();
    for language in Language::ALL {
        if let Some(source) = read_file(&dir.join(format!("{}.md", language.code())))? {
            sources.push((language, source));
        }
    }
    let Some((_, first)) = sources.first() else {
        bail!(
            "`{}` holds no zh.md and no en.md; name the folder of one release",
            dir.display()
        );
    };
    let catalogue = match read_file(&dir.join("catalogue.toml"))? {
        Some(text) => Catalogue::read(&text).with_context(|| format!("in `{}`", dir.display()))?,
        None => Catalogue::default(),
    };
    let version = notice::parse(first).0.meta.version;
    let sources: Vec<(Language, &str)> = sources
        .iter()
        .map(|(language, source)| (*language, source.as_str()))
        .collect();
    Ok(Release::new(&version, &sources, catalogue))
}

/// The text of a file; `None` where there is no file.
fn read_file(file: &Path) -> anyhow::Result<Option<String>> {
    match fs::read_to_string(file) {
        Ok(text) => Ok(Some(text)),
        Err(error) if error.kind() == ErrorKind::NotFound => Ok(None),
        Err(error) if error.kind() == ErrorKind::InvalidData => {
            bail!("`{}` is not UTF-8; save it as UTF-8", file.display())
        }
        Err(error) => Err(error).with_context(|| format!("`{}` cannot be read", file.display())),
    }
}

fn table(report: &Report) -> String {
    let head: String = report
        .languages
        .keys()
        .map(|code| format!("{code:>8}"))
        .collect();
    let mut table = format!("{} {}\n{:<20}{head}\n", report.edition, report.version, "");
    let columns: Vec<_> = report.languages.values().map(Inventory::counts).collect();
    let rows = columns.first().map_or(0, |column| column.len());
    for row in 0..rows {
        let name = columns[0][row].0.replace('_', " ");
        let counts: String = columns
            .iter()
            .map(|column| format!("{:>8}", column[row].1))
            .collect();
        table.push_str(&format!("{name:<20}{counts}\n"));
    }
    table
}
