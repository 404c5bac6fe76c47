//! What the site was published with, as far as choices need it: text hashes, and controls by name.
//!
//! From `content/index.json`, fetched when it is first needed and kept for the visit.

use std::cell::RefCell;
use std::collections::BTreeMap;
use std::rc::Rc;

use consent::wire::Kind;
use interface::Language;
use miniserde::{Deserialize, json};

use crate::library;

thread_local! {
    static INDEX: RefCell<Option<Rc<Index>>> = RefCell::default();
}

/// Every release.
#[derive(Deserialize)]
pub struct Index {
    releases: Vec<Release>,
}

/// One release.
#[derive(Deserialize)]
pub struct Release {
    version: String,
    languages: BTreeMap<String, Text>,
    purposes: Vec<Purpose>,
}

#[derive(Deserialize)]
struct Text {
    hash: String,
}

/// A control as it was published.
#[derive(Deserialize)]
pub struct Purpose {
    /// Its id.
    pub id: String,
    /// Its kind.
    pub kind: Kind,
    /// Whether a guardian gives it, whoever reads.
    pub guardian: bool,
    names: InBoth,
    words: InBoth,
}

#[derive(Deserialize)]
struct InBoth {
    zh: String,
    en: String,
}

impl InBoth {
    fn get(&self, lang: Language) -> &str {
        match lang {
            Language::Zh => &self.zh,
            Language::En => &self.en,
        }
    }
}

impl Index {
    /// SHA-256 of a release's text in a language, by its code.
    pub fn hash(&self, release: &str, language: &str) -> Option<&str> {
        Some(&self.release(release)?.languages.get(language)?.hash)
    }

    /// A control of a release.
    pub fn purpose(&self, release: &str, id: &str) -> Option<&Purpose> {
        self.release(release)?
            .purposes
            .iter()
            .find(|purpose| purpose.id == id)
    }

    fn release(&self, version: &str) -> Option<&Release> {
        self.releases
            .iter()
            .find(|release| release.version == version)
    }
}

impl Purpose {
    /// Its name in a language.
    pub fn name(&self, lang: Language) -> &str {
        self.names.get(lang)
    }

    /// Hash of the words beside it in a language.
    pub fn words(&self, lang: Language) -> &str {
        self.words.get(lang)
    }
}

/// What was published; `None` when it cannot be had.
pub async fn index() -> Option<Rc<Index>> {
    if let Some(kept) = INDEX.with_borrow(Clone::clone) {
        return Some(kept);
    }
    let index: Index = json::from_str(&library::text("/content/index.json").await?).ok()?;
    let index = Rc::new(index);
    INDEX.set(Some(index.clone()));
    Some(index)
}
