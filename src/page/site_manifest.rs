//! What the site was published with, as far as choices need it: text hashes, and controls by name.
//!
//! From `content/index.json`, fetched when it is first needed and kept for the visit.

use std::cell::RefCell;
use std::rc::Rc;

use consent::fields;
use interface::Language;

use super::page_cache;
use crate::browser::json;

thread_local! {
    static INDEX: RefCell<Option<Rc<Index>>> = const { RefCell::new(None) };
}

/// Every release.
pub struct Index {
    releases: Vec<Release>,
}

/// One release.
pub struct Release {
    version: String,
    languages: InBoth<Option<Text>>,
    purposes: Vec<Purpose>,
}

struct Text {
    text_hash: String,
}

/// A control as it was published.
pub struct Purpose {
    /// Its id.
    pub id: String,
    names: InBoth<String>,
}

/// The same thing in each language.
struct InBoth<T> {
    zh: T,
    en: T,
}

fields! {
    Index { releases }
    Release { version, languages, purposes }
    Text { text_hash }
    Purpose { id, names }
    InBoth<T> { zh, en }
}

impl<T> InBoth<T> {
    fn get(&self, lang: Language) -> &T {
        match lang {
            Language::Zh => &self.zh,
            Language::En => &self.en,
        }
    }
}

impl Index {
    /// SHA-256 of a release's text in a language, by its code.
    pub fn text_hash(&self, release: &str, language: &str) -> Option<&str> {
        let languages = &self.release(release)?.languages;
        let text = languages.get(Language::from_code(language)?).as_ref()?;
        Some(&text.text_hash)
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
}

/// What was published; `None` when it cannot be had.
pub async fn index() -> Option<Rc<Index>> {
    if let Some(kept) = INDEX.with_borrow(Clone::clone) {
        return Some(kept);
    }
    let index: Index = json::read(&page_cache::text("/content/index.json").await?)?;
    let index = Rc::new(index);
    INDEX.set(Some(index.clone()));
    Some(index)
}
