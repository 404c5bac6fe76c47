//! Which consents a release asks for again, compared with the release that people decided under.
//!
//! A [`Site`] and one of its releases come in, the ids of controls go out; what a change means is
//! for [`compare::meaning`] to say. Entry point: [`of`].

use std::iter;

use notice::catalogue::ControlKind;
use notice::{Provenance, Release};
use views::Site;
use views::site::Facts;

/// The ids of the consents that `release` asks for again, in the order of its catalogue.
///
/// Compared is what people decided under. A reconstruction is passed over: it was worked out
/// afterwards and was never in force, so what it says differently changed for nobody.
/// Where the release before is not published here, nothing shows that a consent still means the
/// same, and each is asked for again.
pub fn of(site: &Site, release: &Release) -> Vec<String> {
    let is_published = |release: &Release| release.provenance() != Provenance::Reconstructed;
    if !is_published(release) {
        return Vec::new();
    }
    // A broken edition could supersede in a ring; there are no more steps than releases.
    let chain = iter::successors(Some(release), |newer| site.before(newer));
    let chain: Vec<&Release> = chain.take(site.releases.len()).collect();
    if let Some(before) = chain.iter().skip(1).find(|before| is_published(before)) {
        return compare::meaning(&before.catalogue, &release.catalogue).renewals;
    }
    match chain.last().and_then(|first| first.supersedes()) {
        Some(absent) => every_consent(release, absent),
        None => Vec::new(),
    }
}

fn every_consent(release: &Release, absent: &str) -> Vec<String> {
    eprintln!(
        "publish: {} supersedes {absent}, which is not here to compare with; every consent is \
         asked for again. Publish the folder of the edition to compare them",
        release.version
    );
    let controls = release.catalogue.controls.iter();
    let consents = controls.filter(|control| control.kind == ControlKind::Consent);
    consents.map(|control| control.id.clone()).collect()
}
