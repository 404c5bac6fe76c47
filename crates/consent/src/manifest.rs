//! What a site was published with: releases, text hashes and the purposes that can be decided on.
//!
//! `publish` writes it to `content/index.json`; the consent API reads it and refuses
//! what it does not name. Entry points: [`SiteManifest::read`] and [`words_hash`].

use std::collections::BTreeMap;

use serde::{Deserialize, Serialize};
use sha2::{Digest, Sha256};

use crate::wire::Kind;

/// Every release that a site shows, and which of them is current.
#[derive(Debug, Clone, Default, PartialEq, Serialize, Deserialize)]
pub struct SiteManifest {
    /// The edition of the product that the site is for.
    pub edition: String,
    /// The version of the release that decisions are made under.
    pub current: String,
    /// The releases, newest first.
    pub releases: Vec<ReleaseEntry>,
    /// SHA-256, in hex, of the statement that a guardian makes before deciding for a child, in
    /// both languages. Without it no statement is taken.
    #[serde(default)]
    pub guardian_statement_hash: Option<InBoth>,
}

/// Where a site has its manifest, in its folder and by its address.
pub const FILE: &str = "content/index.json";

/// Why a text is no manifest to go by.
#[derive(Debug, thiserror::Error)]
pub enum NoManifest {
    /// It is not what `publish` writes.
    #[error("it is no site manifest")]
    Malformed(#[from] serde_json::Error),
    /// Its current release is not among its releases.
    #[error("it names `{0}` as current and does not list it")]
    WithoutCurrent(String),
}

impl SiteManifest {
    /// Reads the manifest of a published site. Its current release is among its releases.
    ///
    /// # Errors
    /// When it is none, or names a current release that it does not list.
    pub fn read(json: &[u8]) -> Result<Self, NoManifest> {
        let manifest: Self = serde_json::from_slice(json)?;
        if manifest.current_release().is_none() {
            return Err(NoManifest::WithoutCurrent(manifest.current));
        }
        Ok(manifest)
    }

    /// The release of that version.
    pub fn release(&self, version: &str) -> Option<&ReleaseEntry> {
        self.releases
            .iter()
            .find(|release| release.version == version)
    }

    /// The release that decisions are made under; absent only in a manifest that was not [read](Self::read).
    pub fn current_release(&self) -> Option<&ReleaseEntry> {
        self.release(&self.current)
    }
}

/// One release: a version of the notice in all its languages.
#[derive(Debug, Clone, Default, PartialEq, Serialize, Deserialize)]
pub struct ReleaseEntry {
    /// The version's name.
    pub version: String,
    /// The edition it belongs to.
    pub edition: String,
    /// The date of last update, ISO 8601; `None` where the source does not state it.
    pub updated: Option<String>,
    /// The date from which it applies, ISO 8601; `None` where the source does not state it.
    pub effective: Option<String>,
    /// `official`, `restated` or `reconstructed`.
    pub provenance: String,
    /// The version that this one replaces.
    pub supersedes: Option<String>,
    /// What was published in each language, by language code.
    pub languages: BTreeMap<String, LanguageEntry>,
    /// What a person can decide on, in the order of the catalogue.
    pub purposes: Vec<PurposeEntry>,
    /// Who answers for the processing; a record names them.
    #[serde(default)]
    pub controller: Option<ControllerEntry>,
}

impl ReleaseEntry {
    /// The purpose of that id.
    pub fn purpose(&self, id: &str) -> Option<&PurposeEntry> {
        self.purposes.iter().find(|purpose| purpose.id == id)
    }
}

/// A published text in one language.
#[derive(Debug, Clone, Default, PartialEq, Serialize, Deserialize)]
pub struct LanguageEntry {
    /// SHA-256 of the text, in hex.
    pub text_hash: String,
}

/// One thing that a person can decide on.
#[derive(Debug, Clone, Default, PartialEq, Serialize, Deserialize)]
pub struct PurposeEntry {
    /// The control's id in the catalogue.
    pub id: String,
    /// Which kind of control it is.
    pub kind: Kind,
    /// The clause that it stands in.
    pub clause: String,
    /// Whether it concerns sensitive personal information.
    pub sensitive: bool,
    /// Whether giving it takes a guardian's act for every reader, not only for children.
    pub guardian: bool,
    /// Its name in both languages.
    pub names: InBoth,
    /// [`words_hash`] of what the reader sees beside the switch, in both languages.
    pub words_hash: InBoth,
    /// Whether Global Privacy Control speaks to it: advertising and sharing only.
    #[serde(default)]
    pub gpc: bool,
    /// Names of the data that it concerns; empty where the source does not state them.
    #[serde(default)]
    pub data: Vec<InBoth>,
    /// Names of the recipients; empty where the source does not state them.
    #[serde(default)]
    pub recipients: Vec<InBoth>,
    /// The retention rule; `None` where the source does not state it.
    #[serde(default)]
    pub retention: Option<InBoth>,
    /// Whether the meaning of the purpose changed against the release before: an earlier
    /// consent then needs renewal. A wording fix leaves this false.
    #[serde(default)]
    pub meaning_changed: bool,
}

/// Who answers for the processing.
#[derive(Debug, Clone, Default, PartialEq, Serialize, Deserialize)]
pub struct ControllerEntry {
    /// Its name in both languages.
    pub names: InBoth,
    /// Its address in both languages.
    pub address: InBoth,
    /// How to reach it: the first contact that the notice names.
    pub contact: InBoth,
}

/// The same thing in both languages.
#[derive(Debug, Clone, Default, PartialEq, Serialize, Deserialize)]
pub struct InBoth {
    /// Simplified Chinese.
    pub zh: String,
    /// English.
    pub en: String,
}

impl InBoth {
    /// The one in that language; English where the language is neither.
    pub fn get(&self, language: &str) -> &str {
        if language == "zh" { &self.zh } else { &self.en }
    }
}

/// SHA-256, in hex, of the words that a reader sees beside a control.
///
/// A decision carries it, so that the record shows what exactly was decided on.
/// `effect` is `None` where the source does not state what switching off does.
/// Each part is preceded by its length, so that no two sets of words give the same bytes.
pub fn words_hash(
    kind: Kind,
    name: &str,
    effect: Option<&str>,
    clause_id: &str,
    release: &str,
) -> String {
    let parts = [
        kind.code(),
        name,
        effect.unwrap_or("not-stated"),
        clause_id,
        release,
    ];
    hash_parts("mingbai words 1", &parts.map(Some))
}

/// SHA-256, in hex, of a label and parts, each preceded by its length in bytes.
///
/// The bytes are the label, then for each part a line feed, its length, a colon and the part;
/// for an absent part a line feed and `-`.
pub(crate) fn hash_parts(label: &str, parts: &[Option<&str>]) -> String {
    let mut digest = Sha256::new_with_prefix(label);
    for part in parts {
        match part {
            Some(part) => {
                digest.update(format!("\n{}:", part.len()));
                digest.update(part);
            }
            None => digest.update("\n-"),
        }
    }
    digest
        .finalize()
        .iter()
        .map(|byte| format!("{byte:02x}"))
        .collect()
}
