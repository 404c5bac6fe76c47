//! The site that the servers serve: one release with many purposes, so that one person can decide
//! many things at once.

use std::sync::LazyLock;

use consent::manifest::{PurposeEntry, SiteManifest};
use consent::wire::Kind;

use crate::common;

/// How many opt-outs there are; "all off" presses them all at once.
const OPT_OUTS: usize = 11;

/// The consent that only a guardian gives.
pub const GUARDED: &str = "guarded";

/// The release `1`, in Chinese and English.
pub fn manifest() -> SiteManifest {
    let mut site = common::site();
    site.releases[0].purposes = purposes().to_vec();
    site
}

/// Opt-outs, preferences, consents, and one consent that only a guardian gives.
pub fn purposes() -> &'static [PurposeEntry] {
    static PURPOSES: LazyLock<Vec<PurposeEntry>> = LazyLock::new(make_purposes);
    &PURPOSES
}

fn make_purposes() -> Vec<PurposeEntry> {
    let names = |stem: &'static str, count| (1..=count).map(move |n| format!("{stem}{n}"));
    let of = |kind| move |id: String| common::purpose(&id, kind, "1");
    let mut all: Vec<_> = names("off", OPT_OUTS).map(of(Kind::OptOut)).collect();
    all.extend(names("taste", 2).map(of(Kind::Preference)));
    all.extend(names("consent", 4).map(of(Kind::Consent)));
    let mut guarded = common::purpose(GUARDED, Kind::Consent, "1");
    guarded.guardian = true;
    all.push(guarded);
    all
}
