//! `terms.toml` of an edition: pairs of words, and the Chinese words that stand for numbers.
//!
//! The text of the file goes in; its terms with the lines on which they stand, or a finding, come out.
//! Entry point: [`Terms::read`].

use std::path::Path;

use serde::Deserialize;

use super::finding::Finding;
use super::toml_file::TomlFile;

/// Pairs of words that hold in every release of an edition.
#[derive(Debug, Default, Deserialize)]
#[serde(default, deny_unknown_fields)]
pub struct Terms {
    /// Each pair.
    pub terms: Vec<Term>,
    /// Chinese words that stand for a number which the English writes in digits.
    pub numbers: Vec<NumberWords>,
    /// Where each pair stands.
    #[serde(skip)]
    pub file: TomlFile,
}

/// One term in both languages.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Term {
    /// In English, in the singular.
    pub en: String,
    /// In Chinese.
    pub zh: String,
    /// Wrong variants, in either language.
    #[serde(default)]
    pub not: Vec<String>,
}

/// A number that Chinese writes in words: 三级 for Level 3.
#[derive(Debug, Clone, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct NumberWords {
    /// The Chinese words.
    pub zh: String,
    /// The English words, with the number in digits.
    pub en: String,
}

impl Terms {
    /// Reads `terms.toml`.
    pub fn read(path: &Path, text: &str) -> Result<Terms, Finding> {
        let mut terms: Terms = toml::from_str(text).map_err(|error| {
            let start = error.span().map_or(0, |span| span.start);
            let line = text[..start].matches('\n').count() + 1;
            let what = format!("{}; write [[terms]] with en, zh and not", error.message());
            Finding::of_file(path, line, what)
        })?;
        terms.file = TomlFile::read(path, text);
        Ok(terms)
    }
}
