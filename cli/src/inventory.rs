//! `mingbai inventory DIR`: what the release in a folder holds, counted.
//!
//! Reads the notices and the catalogue of one release; prints a table, or JSON with the ids
//! behind each count. A language that has no file is left out. Entry point: [`run`].

use std::collections::BTreeMap;
use std::path::{Path, PathBuf};

use ::publish::release_files;
use anyhow::bail;
use clap::Args;
use notice::inventory::Inventory;
use serde::Serialize;

use crate::print;

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
    match options.json {
        true => print::json(&report)?,
        false => print::text(&table(&report))?,
    }
    Ok(())
}

fn report(dir: &Path) -> anyhow::Result<Report> {
    let Some(release) = release_files::release(dir)? else {
        bail!(
            "`{}` holds no zh.md and no en.md; name the folder of one release",
            dir.display()
        );
    };
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
