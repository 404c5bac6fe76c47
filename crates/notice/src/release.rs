//! A release: one version of a notice in all its languages, with its catalogue.
//!
//! Made from the text of the files, since this crate reads none; the SHA-256 of each text is
//! what a record of consent names. Entry points: [`Release::new`], [`in_order`].

use sha2::{Digest, Sha256};

use crate::catalogue::Catalogue;
use crate::{Language, Notice, Problem, parse};

/// One version of a notice.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct Release {
    /// The version's name, which is also its folder's.
    pub version: String,
    /// The notice in each language that there is, the governing one first.
    pub texts: Vec<Text>,
    /// What the release declares about its text; empty where there is no catalogue yet.
    pub catalogue: Catalogue,
}

/// A release's notice in one language.
#[derive(Debug, Clone, PartialEq)]
pub struct Text {
    /// The language, by the file's name.
    pub language: Language,
    /// The notice.
    pub notice: Notice,
    /// SHA-256 of the Markdown file, in hex.
    pub text_hash: String,
    /// What is wrong in the file.
    pub problems: Vec<Problem>,
}

impl Release {
    /// Builds a release from the Markdown of each language and its catalogue.
    pub fn new(version: &str, sources: &[(Language, &str)], catalogue: Catalogue) -> Release {
        let mut texts: Vec<Text> = sources
            .iter()
            .map(|(language, source)| Text::new(version, *language, source))
            .collect();
        texts.sort_by_key(|text| text.language);
        Release {
            version: version.to_owned(),
            texts,
            catalogue,
        }
    }

    /// The text in one language.
    pub fn text(&self, language: Language) -> Option<&Text> {
        self.texts.iter().find(|text| text.language == language)
    }

    /// The notice in one language.
    pub fn notice(&self, language: Language) -> Option<&Notice> {
        self.text(language).map(|text| &text.notice)
    }

    /// The version that this one replaces.
    pub fn supersedes(&self) -> Option<&str> {
        self.texts
            .iter()
            .find_map(|text| text.notice.meta.supersedes.as_deref())
    }

    /// The edition of the product that the release is for.
    pub fn edition(&self) -> &str {
        self.texts
            .first()
            .map_or("", |text| text.notice.meta.edition.as_str())
    }
}

impl Text {
    fn new(version: &str, language: Language, source: &str) -> Text {
        let (notice, mut problems) = parse(source);
        let meta = &notice.meta;
        let mut say = |what: String| problems.push(Problem::at(1, what));
        if meta.version.is_empty() {
            say(format!(
                "the file does not say which version it is; add front matter with `version: {version}`"
            ));
        } else if meta.version != version {
            say(format!(
                "the file says version `{}` but lies in the folder `{version}`; make them the same",
                meta.version
            ));
        }
        if meta.language != language {
            let code = language.code();
            say(format!(
                "the file is named {code}.md; write `language: {code}` in its front matter"
            ));
        }
        Text {
            language,
            notice,
            text_hash: text_hash(source),
            problems,
        }
    }
}

/// SHA-256 of a text, in hex.
///
/// Of its words, and not of its line ends: a checkout on Windows writes `\r\n`, and a published text
/// must not seem changed by it.
///
/// ```
/// use notice::release::text_hash;
/// assert_eq!(text_hash("a\r\nb\r\n"), text_hash("a\nb\n"));
/// ```
pub fn text_hash(source: &str) -> String {
    Sha256::digest(source.replace("\r\n", "\n").as_bytes())
        .iter()
        .map(|byte| format!("{byte:02x}"))
        .collect()
}

/// Releases from the first to the current one, by what supersedes what.
///
/// Dates do not decide, since an earlier version's may not be known. Releases that no chain
/// joins follow by name, so that the order never depends on how a folder was listed.
pub fn in_order(mut releases: Vec<Release>) -> Vec<Release> {
    releases.sort_by(|old, new| old.version.cmp(&new.version));
    let mut ordered: Vec<Release> = Vec::with_capacity(releases.len());
    while !releases.is_empty() {
        let is_free = |release: &Release| match release.supersedes() {
            Some(before) => !releases.iter().any(|other| other.version == before),
            None => true,
        };
        // A ring of versions has no first one; the first by name opens it.
        let next = releases.iter().position(is_free).unwrap_or(0);
        ordered.push(releases.remove(next));
    }
    ordered
}
