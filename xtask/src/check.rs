//! `cargo xtask check`: what stops a release.
//!
//! Every release folder, its edition's settings manifest and terms, the interface strings and,
//! where it lies beside the project, the inventory of the official text come in. Each problem
//! goes out as `path:line: clause: what is wrong; what would satisfy it`. One file in `check/`
//! is one kind of refusal; docs/authoring.md lists them. Entry points: [`run`] and
//! [`of_release`].

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
mod toml_file;
mod twins;
mod versions;
mod walk;

use std::path::{Path, PathBuf};

use anyhow::{Context, Result, bail};

use self::edition::{Draft, Edition};
pub use self::finding::Finding;
use self::source::Inventory;
use crate::workspace;

/// What to check.
#[derive(Debug, clap::Args)]
pub struct Options {
    /// The folder with the notices of every edition [default: public/notices].
    #[arg(long, value_name = "DIR")]
    notices: Option<PathBuf>,
    /// Check this one release folder alone.
    #[arg(long, value_name = "DIR", conflicts_with = "notices")]
    release: Option<PathBuf>,
    /// The folder with the interface strings [default: locales].
    #[arg(long, value_name = "DIR")]
    locales: Option<PathBuf>,
    /// The folder with the official text and its inventory [default: ../shared/source].
    #[arg(long, value_name = "DIR")]
    source: Option<PathBuf>,
}

/// Checks, prints each problem and fails when there is one.
pub fn run(options: Options) -> Result<()> {
    let inventory = inventory(options.source.as_deref())?;
    let locales = options
        .locales
        .clone()
        .unwrap_or_else(|| workspace::root().join("locales"));
    let mut report = Report::default();
    match &options.release {
        Some(folder) => report.release(folder, inventory.as_ref())?,
        None => {
            let notices = workspace::root().join("public/notices");
            report.notices(
                options.notices.as_ref().unwrap_or(&notices),
                inventory.as_ref(),
            )?;
            report.findings.extend(interface::findings(&locales)?);
        }
    }
    report.print(inventory.as_ref())
}

/// What stops one release; empty where it may be published.
pub fn of_release(folder: &Path) -> Result<Vec<Finding>> {
    let mut report = Report::default();
    report.release(folder, inventory(None)?.as_ref())?;
    Ok(report.sorted())
}

fn inventory(folder: Option<&Path>) -> Result<Option<Inventory>> {
    let beside = workspace::root().join("../shared/source");
    Inventory::read(&folder.unwrap_or(&beside).join("inventory.json"))
}

/// What was looked at and what was found.
#[derive(Default)]
struct Report {
    findings: Vec<Finding>,
    checked: Vec<String>,
    against_source: Vec<String>,
}

impl Report {
    fn notices(&mut self, notices: &Path, inventory: Option<&Inventory>) -> Result<()> {
        for folder in edition::folders(notices)? {
            let edition = Edition::read(&folder)?;
            self.edition(&edition)?;
            self.findings.extend(versions::findings(&edition));
            for draft in &edition.releases {
                self.draft(draft, &edition, inventory);
            }
        }
        if self.checked.is_empty() {
            bail!(
                "{} holds no release; see docs/authoring.md for how to make one",
                notices.display()
            );
        }
        Ok(())
    }

    /// One release, with what it shares with the others of its edition.
    fn release(&mut self, folder: &Path, inventory: Option<&Inventory>) -> Result<()> {
        let folder = folder
            .canonicalize()
            .with_context(|| format!("there is no release folder {}", folder.display()))?;
        let above = folder
            .parent()
            .context("a release folder lies in the folder of its edition")?;
        let edition = Edition::read(above)?;
        self.edition(&edition)?;
        self.findings.extend(versions::findings(&edition));
        for draft in edition
            .releases
            .iter()
            .filter(|draft| draft.folder == folder)
        {
            self.draft(draft, &edition, inventory);
        }
        let is_shared = |finding: &Finding| finding.file.parent() == Some(above);
        self.findings
            .retain(|finding| finding.file.starts_with(&folder) || is_shared(finding));
        Ok(())
    }

    fn edition(&mut self, edition: &Edition) -> Result<()> {
        self.findings.extend(edition.findings.clone());
        self.findings.extend(rows::findings(edition));
        let glossary = workspace::root().join("GLOSSARY.md");
        self.findings
            .extend(terms::against_glossary(&edition.terms, &glossary)?);
        Ok(())
    }

    fn draft(&mut self, draft: &Draft, edition: &Edition, inventory: Option<&Inventory>) {
        self.checked.push(finding::shown(&draft.folder));
        self.findings.extend(of_draft(draft, edition));
        if let Some(inventory) = inventory.filter(|inventory| inventory.describes(draft)) {
            self.against_source.push(draft.release.version.clone());
            self.findings.extend(source::findings(draft, inventory));
        }
    }

    fn sorted(mut self) -> Vec<Finding> {
        self.findings.sort();
        self.findings.dedup();
        self.findings
    }

    fn print(self, inventory: Option<&Inventory>) -> Result<()> {
        let checked = self.checked.join(", ");
        let against = match (inventory, self.against_source.as_slice()) {
            (None, _) => "not compared with the source's inventory, which is not there".to_owned(),
            (Some(_), []) => "no release restates the source of the inventory".to_owned(),
            (Some(_), versions) => format!(
                "compared {} with the source's inventory",
                versions.join(", ")
            ),
        };
        let findings = self.sorted();
        findings.iter().for_each(|finding| println!("{finding}"));
        println!("checked {checked}; {against}");
        match findings.len() {
            0 => Ok(()),
            1 => bail!("1 problem stops a release"),
            count => bail!("{count} problems stop a release"),
        }
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
