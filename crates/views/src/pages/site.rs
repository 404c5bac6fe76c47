//! What the pages are made from: releases, the settings manifest and the comparisons.
//!
//! [`Site`] is the one input of the prerender; [`Context`] is a site seen from one page.

use interface::{Address, View, words};
use notice::change::{Comparison, Meaning};
use notice::{Catalogue, Edition, Language, Notice, Provenance, Release, Settings, Stated};

/// Everything that is published together.
#[derive(Debug, Default)]
pub struct Site {
    /// The releases, the newest first; at least one.
    pub releases: Vec<Release>,
    /// What the edition says of its product.
    pub edition: Edition,
    /// The screens and rows of the host app; empty when the edition has no manifest.
    pub settings: Settings,
    /// Every pair that was compared, in each language.
    pub comparisons: Vec<Compared>,
}

/// A comparison of two releases in one language.
#[derive(Debug)]
pub struct Compared {
    /// The language.
    pub language: Language,
    /// What changed in the text.
    pub comparison: Comparison,
    /// What changed in what the catalogues declare.
    pub meaning: Meaning,
}

/// One page, ready to be written.
#[derive(Debug)]
pub struct Page {
    /// The address, with a slash at both ends; a page for unknown addresses ends in `.html`.
    pub path: String,
    /// The whole document.
    pub html: String,
}

/// A site seen from one page.
#[derive(Debug, Clone)]
pub struct Context<'a> {
    /// The site.
    pub site: &'a Site,
    /// The language of the page.
    pub lang: Language,
    /// Where the page is.
    pub address: Address,
    /// Whether this is the page for unknown addresses.
    pub is_unknown: bool,
}

impl Site {
    /// The release in force.
    pub fn current(&self) -> &Release {
        self.releases
            .first()
            .expect("a site is published with at least one release")
    }

    /// The catalogue of the release in force; `None` while it declares no provider.
    pub fn catalogue(&self) -> Option<&Catalogue> {
        let catalogue = &self.current().catalogue;
        (!catalogue.provider.names.en.is_empty()).then_some(catalogue)
    }

    /// The release with this version.
    pub fn release(&self, version: &str) -> Option<&Release> {
        self.releases
            .iter()
            .find(|release| release.version == version)
    }

    /// The release that a release replaces, where it is here too.
    pub fn before(&self, release: &Release) -> Option<&Release> {
        self.release(release.supersedes()?)
    }

    /// The current version and the one before, as names.
    pub fn latest_pair(&self) -> Option<(String, String)> {
        let current = self.current();
        let before = self.before(current)?;
        Some((before.version.clone(), current.version.clone()))
    }

    /// The comparison of a pair.
    pub fn compared(&self, old: &str, new: &str, language: Language) -> Option<&Compared> {
        self.comparisons.iter().find(|compared| {
            compared.language == language
                && compared.comparison.old == old
                && compared.comparison.new == new
        })
    }
}

impl<'a> Context<'a> {
    /// The page of a view.
    pub fn new(site: &'a Site, lang: Language, view: View) -> Context<'a> {
        Context {
            site,
            lang,
            address: Address { lang, view },
            is_unknown: false,
        }
    }

    /// The link to another view in the same language.
    pub fn to(&self, view: View) -> String {
        Address {
            lang: self.lang,
            view,
        }
        .href()
    }

    /// The link to the notice of the release in force.
    pub fn to_notice(&self) -> String {
        let version = self.site.current().version.clone();
        self.to(View::Notice { version })
    }

    /// The link to a clause of the release in force.
    pub fn to_clause(&self, clause: &str) -> String {
        format!("{}#{clause}", self.to_notice())
    }

    /// What people call the host app.
    pub fn app_name(&self) -> &'a str {
        let name = self.site.edition.app_name(self.lang);
        name.unwrap_or(words::host_app(self.lang))
    }

    /// The release that the page is about: the one in its address, or the one in force.
    pub fn release(&self) -> &'a Release {
        let version = match &self.address.view {
            View::Notice { version } => version,
            _ => return self.site.current(),
        };
        self.site
            .release(version)
            .unwrap_or_else(|| self.site.current())
    }

    /// The notice of the release in force in the page's language, or in the one there is.
    pub fn notice(&self) -> &'a Notice {
        notice_in(self.site.current(), self.lang)
    }
}

/// A release's notice in a language, or in the one there is.
pub fn notice_in(release: &Release, lang: Language) -> &Notice {
    release
        .notice(lang)
        .or_else(|| release.notice(lang.other()))
        .expect("a release is published with at least one language")
}

/// What a page asks a release.
pub trait Facts {
    /// Whose words they are.
    fn provenance(&self) -> Provenance;
    /// The date of last update, where it is known.
    fn updated(&self) -> Option<&str>;
    /// The date from which it applies, where it is known.
    fn effective(&self) -> Option<&str>;
}

impl Facts for Release {
    fn provenance(&self) -> Provenance {
        self.texts
            .first()
            .map_or(Provenance::Restated, |text| text.notice.meta.provenance)
    }

    fn updated(&self) -> Option<&str> {
        known(&self.texts.first()?.notice.meta.updated)
    }

    fn effective(&self) -> Option<&str> {
        known(&self.texts.first()?.notice.meta.effective)
    }
}

fn known(date: &Stated<String>) -> Option<&str> {
    match date {
        Stated::Known(date) => Some(date),
        Stated::NotStated => None,
    }
}
