//! What stops a release.
//!
//! Every release folder, its edition's settings manifest and terms, the interface strings and the
//! inventory of an official text come in. Each problem goes out as `path:line: clause: what is wrong;
//! what would satisfy it`. One file in `check/` is one kind of refusal; docs/authoring.md lists them.
//! Entry points: [`of_folder`], which tells what a folder holds, [`of_notices`] and [`of_release`].

mod about;
mod amounts;
mod controls;
mod edition;
mod entries;
mod facts;
mod finding;
mod front_matter;
mod frozen;
mod guides;
mod interface;
mod links;
mod numbers;
mod references;
mod rows;
mod source;
mod terms;
mod terms_file;
mod toml_file;
mod twins;
mod versions;
mod walk;

use std::path::{Path, PathBuf};

use anyhow::{Context, Result, bail};
use serde::Serialize;

use self::edition::{Draft, Edition};
pub use self::finding::Finding;
use self::source::Inventory;
use crate::release_files;

/// What lies beside the notices and is held against them; what is not named is not looked at.
#[derive(Debug, Clone, Default)]
pub struct Beside {
    /// A glossary whose Chinese and English words the terms of an edition have to follow.
    pub glossary: Option<PathBuf>,
    /// The folder with the interface strings.
    pub locales: Option<PathBuf>,
    /// The folder with the official text's `inventory.json`.
    pub source: Option<PathBuf>,
}

impl Beside {
    fn inventory(&self) -> Result<Option<Inventory>> {
        match &self.source {
            Some(folder) => Inventory::read(&folder.join("inventory.json")),
            None => Ok(None),
        }
    }
}

/// Checks what is in a folder: one release, every release of an edition, or every edition with the interface strings.
///
/// # Errors
/// When the folder holds no release, or a file cannot be read.
pub fn of_folder(folder: &Path, beside: &Beside) -> Result<Report> {
    if release_files::is_release(folder) {
        return of_release(folder, beside);
    }
    let is_edition = release_files::folders(folder)?
        .iter()
        .any(|below| release_files::is_release(below));
    if !is_edition {
        return of_notices(folder, beside);
    }
    let mut looking = Looking::new(beside)?;
    looking.whole_edition(folder)?;
    Ok(looking.end())
}

/// Checks every release of every edition in a folder, and the interface strings.
///
/// # Errors
/// When the folder holds no release, or a file cannot be read.
pub fn of_notices(notices: &Path, beside: &Beside) -> Result<Report> {
    let mut looking = Looking::new(beside)?;
    looking.notices(notices)?;
    if let Some(locales) = &beside.locales {
        looking
            .report
            .findings
            .extend(interface::findings(locales)?);
    }
    Ok(looking.end())
}

/// Checks one release, with what it shares with the others of its edition.
///
/// # Errors
/// When there is no such folder, or a file cannot be read.
pub fn of_release(folder: &Path, beside: &Beside) -> Result<Report> {
    let mut looking = Looking::new(beside)?;
    looking.release(folder)?;
    Ok(looking.end())
}

/// What was looked at and what was found.
#[derive(Debug, Default, Serialize)]
pub struct Report {
    /// What stops a release, by file and line; empty where it may be published.
    pub findings: Vec<Finding>,
    /// The release folders that were checked.
    pub checked: Vec<String>,
    /// The versions that were compared with the inventory of an official text; `None` where no
    /// inventory was named.
    pub compared_with_source: Option<Vec<String>>,
}

impl Report {
    /// One line on what was checked.
    pub fn summary(&self) -> String {
        let against = match self.compared_with_source.as_deref() {
            None => "not compared with the inventory of an official text".to_owned(),
            Some([]) => "no release restates the source of the inventory".to_owned(),
            Some(versions) => {
                let versions = versions.join(", ");
                format!("compared {versions} with the source's inventory")
            }
        };
        format!("checked {}; {against}", self.checked.join(", "))
    }
}

/// A check under way.
struct Looking<'a> {
    beside: &'a Beside,
    inventory: Option<Inventory>,
    report: Report,
}

impl<'a> Looking<'a> {
    fn new(beside: &'a Beside) -> Result<Self> {
        let inventory = beside.inventory()?;
        let report = Report {
            compared_with_source: inventory.is_some().then(Vec::new),
            ..Report::default()
        };
        Ok(Self {
            beside,
            inventory,
            report,
        })
    }

    fn notices(&mut self, notices: &Path) -> Result<()> {
        for folder in release_files::folders(notices)? {
            self.whole_edition(&folder)?;
        }
        if self.report.checked.is_empty() {
            bail!(
                "{} holds no release; see docs/authoring.md for how to make one",
                notices.display()
            );
        }
        Ok(())
    }

    fn whole_edition(&mut self, folder: &Path) -> Result<()> {
        let edition = Edition::read(folder)?;
        self.edition(&edition)?;
        self.report.findings.extend(versions::findings(&edition));
        for draft in &edition.releases {
            self.draft(draft, &edition);
        }
        Ok(())
    }

    fn release(&mut self, folder: &Path) -> Result<()> {
        let folder = folder
            .canonicalize()
            .with_context(|| format!("there is no release folder {}", folder.display()))?;
        let above = folder
            .parent()
            .context("a release folder lies in the folder of its edition")?;
        let edition = Edition::read(above)?;
        self.edition(&edition)?;
        self.report.findings.extend(versions::findings(&edition));
        for draft in edition
            .releases
            .iter()
            .filter(|draft| draft.folder == folder)
        {
            self.draft(draft, &edition);
        }
        let is_shared = |finding: &Finding| finding.file.parent() == Some(above);
        self.report
            .findings
            .retain(|finding| finding.file.starts_with(&folder) || is_shared(finding));
        Ok(())
    }

    fn edition(&mut self, edition: &Edition) -> Result<()> {
        self.report.findings.extend(edition.findings.clone());
        self.report.findings.extend(about::findings(edition));
        self.report.findings.extend(rows::findings(edition));
        if let Some(glossary) = &self.beside.glossary {
            let differing = terms::against_glossary(&edition.terms, glossary)?;
            self.report.findings.extend(differing);
        }
        Ok(())
    }

    fn draft(&mut self, draft: &Draft, edition: &Edition) {
        self.report.checked.push(finding::shown(&draft.folder));
        self.report.findings.extend(of_draft(draft, edition));
        let inventory = self.inventory.as_ref();
        if let Some(inventory) = inventory.filter(|inventory| inventory.describes(draft)) {
            let version = draft.release.version.clone();
            let compared = self.report.compared_with_source.get_or_insert_default();
            compared.push(version);
            self.report
                .findings
                .extend(source::findings(draft, inventory));
        }
    }

    fn end(self) -> Report {
        let mut report = self.report;
        report.findings.sort();
        report.findings.dedup();
        report
    }
}

fn of_draft(draft: &Draft, edition: &Edition) -> Vec<Finding> {
    let mut findings = problems(draft);
    findings.extend(front_matter::findings(draft));
    findings.extend(twins::findings(draft));
    findings.extend(numbers::findings(draft, edition));
    findings.extend(terms::findings(draft, edition));
    findings.extend(links::findings(draft, edition));
    findings.extend(guides::findings(draft, edition));
    findings.extend(draft.catalogue_file.iter().flat_map(entries::findings));
    findings.extend(references::findings(draft));
    findings.extend(controls::findings(draft));
    findings.extend(facts::findings(draft));
    findings.extend(frozen::findings(draft));
    findings
}

/// What the reader of the notice itself found.
fn problems(draft: &Draft) -> Vec<Finding> {
    let of_text = |text: &notice::release::Text| {
        let file = draft.file(text.language);
        let finding = |problem: &notice::Problem| {
            let clause = problem.clause.as_ref();
            let about = clause
                .map(|clause| format!("clause `{clause}`"))
                .unwrap_or_default();
            Finding::new(&file, problem.line, about, problem.what.clone())
        };
        text.problems.iter().map(finding).collect::<Vec<_>>()
    };
    draft.release.texts.iter().flat_map(of_text).collect()
}
