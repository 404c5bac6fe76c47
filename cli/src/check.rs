//! `mingbai check`: what stops a release, with file, line and what would satisfy it.

use std::path::{Path, PathBuf};

use ::publish::check::{self, Beside, Finding, Report};
use anyhow::{Result, bail};

use crate::{colour, print};

/// What to check, and against what.
#[derive(Debug, clap::Args)]
pub struct Options {
    /// The folder of a release, of an edition, or with the notices of every edition.
    #[arg(value_name = "FOLDER", default_value = "public/notices")]
    folder: PathBuf,
    /// Print one JSON object instead of lines.
    #[arg(long)]
    json: bool,
    #[command(flatten)]
    beside: BesideOptions,
}

/// What lies beside the notices and is held against them.
#[derive(Debug, clap::Args)]
pub struct BesideOptions {
    /// A glossary that the terms of an edition follow; `GLOSSARY.md` where it is here.
    #[arg(long, value_name = "FILE")]
    glossary: Option<PathBuf>,
    /// The folder with the interface strings; `locales` where it is here.
    #[arg(long, value_name = "DIR")]
    locales: Option<PathBuf>,
    /// The folder with an official text and its `inventory.json`: nothing of it may be missing.
    #[arg(long, value_name = "DIR")]
    source: Option<PathBuf>,
}

impl From<BesideOptions> for Beside {
    fn from(options: BesideOptions) -> Self {
        let here = |name: &str| Some(PathBuf::from(name)).filter(|path| Path::exists(path));
        Self {
            glossary: options.glossary.or_else(|| here("GLOSSARY.md")),
            locales: options.locales.or_else(|| here("locales")),
            source: options.source,
        }
    }
}

/// Checks, prints each problem and fails when there is one.
///
/// # Errors
/// When something stops a release, or a file cannot be read.
pub fn run(options: Options) -> Result<()> {
    let beside = options.beside.into();
    let report = check::of_folder(&options.folder, &beside)?;
    match options.json {
        true => print::json(&report)?,
        false => print::text(&words(&report))?,
    }
    match report.findings.len() {
        0 => Ok(()),
        1 => bail!("1 problem stops a release"),
        count => bail!("{count} problems stop a release"),
    }
}

/// A line for each finding and one on what was checked.
pub fn words(report: &Report) -> String {
    let line = |finding: &Finding| {
        let place = colour::place(finding.place());
        format!("{place}: {}\n", finding.sentence())
    };
    let lines: String = report.findings.iter().map(line).collect();
    format!("{lines}{}\n", report.summary())
}
