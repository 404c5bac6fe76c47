//! What the claims are checked with: the API's address and what its site was published with.
//!
//! Entry point: [`Kit::new`].

use std::error::Error as _;
use std::fmt;

use consent::manifest::{self, PurposeEntry, ReleaseEntry, SiteManifest};
use consent::wire::Kind;

/// The API under test.
pub struct Kit {
    /// Its address, without a slash at the end.
    pub url: String,
    /// What can be decided on there.
    pub site: SiteManifest,
}

/// Why there is nothing to check with.
#[derive(Debug)]
pub struct NoKit(String);

impl fmt::Display for NoKit {
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        out.write_str(&self.0)
    }
}

impl std::error::Error for NoKit {}

impl Kit {
    /// Reads the manifest from [`manifest::FILE`] at the address.
    pub fn new(url: &str) -> Result<Self, NoKit> {
        let url = url.trim_end_matches('/').to_owned();
        let address = format!("{url}/{}", manifest::FILE);
        let advice = "; name the manifest's file with --manifest where the site is elsewhere";
        let answer = minreq::get(&address).with_timeout(10).send();
        let answer = answer.map_err(|error| NoKit(format!("`{address}`: {error}{advice}")))?;
        if answer.status_code != 200 {
            let status = answer.status_code;
            return Err(NoKit(format!("`{address}` answers {status}{advice}")));
        }
        Self::with_manifest(&url, answer.as_bytes())
    }

    /// Takes the manifest as it is.
    pub fn with_manifest(url: &str, manifest: &[u8]) -> Result<Self, NoKit> {
        let site = SiteManifest::read(manifest).map_err(|error| {
            let why = error
                .source()
                .map(|why| format!(" ({why})"))
                .unwrap_or_default();
            NoKit(format!("the manifest cannot be used: {error}{why}"))
        })?;
        let kit = Self {
            url: url.trim_end_matches('/').to_owned(),
            site,
        };
        if kit.opt_out().is_err() {
            return Err(NoKit(
                "the manifest has no opt-out or preference to decide on".to_owned(),
            ));
        }
        Ok(kit)
    }

    /// The release that decisions are made under.
    pub fn release(&self) -> &ReleaseEntry {
        self.site
            .current_release()
            .expect("a kit is made of a manifest that lists it")
    }

    /// A purpose that can be objected to.
    pub fn opt_out(&self) -> Result<&PurposeEntry, String> {
        let mut purposes = self.release().purposes.iter();
        let found = purposes.find(|purpose| purpose.kind != Kind::Consent && !purpose.guardian);
        found.ok_or_else(|| "the release has no opt-out or preference".to_owned())
    }

    /// A consent that a person can give alone, where there is one.
    pub fn consent(&self) -> Option<&PurposeEntry> {
        let mut purposes = self.release().purposes.iter();
        purposes.find(|purpose| purpose.kind == Kind::Consent && !purpose.guardian)
    }

    /// A consent that takes a guardian, where there is one.
    pub fn guarded(&self) -> Option<&PurposeEntry> {
        let mut purposes = self.release().purposes.iter();
        purposes.find(|purpose| purpose.kind == Kind::Consent && purpose.guardian)
    }
}
