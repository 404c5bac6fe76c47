//! Nothing of the official text is missing: clauses, guides, steps, paths, controls, facts.
//!
//! The inventory of the source is compared with the release that restates it. It lies beside the
//! project, so this runs only where it is present. Entry points: [`Inventory::read`] and
//! [`findings`].

mod entries;
mod units;

use std::path::Path;

use anyhow::{Context, Result};
use notice::release::Text;
use notice::{Clause, Number};
use serde::Deserialize;

use super::edition::Draft;
use super::finding::Finding;
use crate::release_files;

/// What the official text holds, by the numbers and ids that the inventory gives.
#[derive(Debug, Default, Deserialize)]
#[serde(default)]
pub struct Inventory {
    source: Source,
    clauses: Vec<Unit>,
    rights_guides: Vec<Guide>,
    prose_paths: Vec<Entry>,
    personalisation_toggles: Vec<Toggle>,
    consent_api_candidates: Vec<Candidate>,
    data_processing: Vec<Entry>,
    facts: Vec<Fact>,
}

#[derive(Debug, Default, Deserialize)]
struct Source {
    file: String,
}

#[derive(Debug, Deserialize)]
struct Unit {
    id: String,
    kind: String,
    parent: Option<String>,
}

#[derive(Debug, Deserialize)]
struct Guide {
    number: String,
    steps_count: usize,
}

#[derive(Debug, Deserialize)]
struct Entry {
    id: String,
    clause: String,
}

#[derive(Debug, Deserialize)]
struct Toggle {
    id: String,
    path: String,
}

#[derive(Debug, Deserialize)]
struct Candidate {
    r#ref: String,
    kind: String,
    purpose: String,
    clause: String,
}

#[derive(Debug, Deserialize)]
struct Fact {
    id: String,
}

impl Inventory {
    /// Reads `inventory.json`; `None` where it is not there.
    pub fn read(path: &Path) -> Result<Option<Inventory>> {
        let Some(text) = release_files::text_of(path)? else {
            return Ok(None);
        };
        let inventory = serde_json::from_str(&text)
            .with_context(|| format!("{} is not an inventory of a source", path.display()))?;
        Ok(Some(inventory))
    }

    /// Whether a release restates this source: `weixin-guidelines-2025-05-09.en.txt`.
    pub fn describes(&self, draft: &Draft) -> bool {
        let file = &self.source.file;
        file.starts_with(&format!("{}-", draft.release.edition()))
            && file.contains(&format!("-{}.", draft.release.version))
    }
}

/// What the source has and the release lacks.
pub fn findings(draft: &Draft, inventory: &Inventory) -> Vec<Finding> {
    let mut findings = units::findings(draft, inventory);
    if draft.catalogue_file.is_some() {
        findings.extend(entries::findings(draft, inventory));
    }
    findings
}

/// The clause that the inventory calls `1.24`, `intro.ii` or `changes`.
fn clause<'a>(text: &'a Text, id: &str) -> Option<&'a Clause> {
    let is_it = |clause: &&Clause| match (id, id.strip_prefix("intro."), &clause.number) {
        ("changes", ..) => clause.is_updates,
        ("intro", _, number) => clause.level == 2 && number.is_none() && !clause.is_updates,
        (_, Some(point), Some(number @ Number::Roman(_))) => number.to_string() == point,
        (_, None, Some(number @ Number::Decimal(_))) => number.to_string() == id,
        _ => false,
    };
    text.notice.clauses.iter().find(is_it)
}
