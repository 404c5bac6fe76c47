//! A person's current choices, derived from the last record of each purpose, and which consents are
//! due for renewal.
//!
//! Nothing derived is stored. Entry points: [`choices`] for all purposes, [`choice`] for one.

use consent::manifest::{PurposeEntry, SiteManifest};
use consent::wire::{Answer, Choice, Choices, Kind};

use super::act::{GUARDIAN, NOTICE};
use crate::store::Row;

/// Where the person stands on every purpose of the current release.
///
/// `rows` are the last ones of each purpose, oldest first.
pub fn choices(site: &SiteManifest, rows: &[Row], gpc: bool) -> Choices {
    let purposes = site
        .current_release()
        .map(|release| release.purposes.as_slice());
    let of = |purpose: &PurposeEntry| {
        let row = rows.iter().find(|row| row.purpose == purpose.id);
        choice(site, purpose, row, gpc)
    };
    Choices {
        release: site.current.clone(),
        subject_is_new: rows.is_empty(),
        gpc,
        agreed_release: rows
            .iter()
            .rev()
            .find(|row| is_agreement(row))
            .map(release_of),
        choices: purposes.unwrap_or_default().iter().map(of).collect(),
    }
}

/// Where the person stands on one purpose; `row` is its last one.
pub fn choice(site: &SiteManifest, purpose: &PurposeEntry, row: Option<&Row>, gpc: bool) -> Choice {
    let is_consent = purpose.kind == Kind::Consent;
    Choice {
        purpose: purpose.id.clone(),
        kind: purpose.kind,
        status: is_consent.then(|| row.map(Row::status).unwrap_or_default()),
        setting: (!is_consent).then(|| row.map(Row::setting).unwrap_or_default()),
        revision: row.map_or(0, |row| row.revision.cast_unsigned()),
        since: row.map(|row| row.time.clone()),
        release: row.map(release_of),
        language: row.map(|row| row.language.clone()),
        renewal_due: is_renewal_due(site, &purpose.id, row),
        delivery: row.map(Row::delivery),
        // An explicit decision is never silently overridden by the browser's signal.
        objected_by_gpc: gpc && purpose.gpc && row.is_none(),
    }
}

/// Whether a consent in force rests on a text whose meaning has changed since (PIPL 14).
///
/// Walks from the current release back to the one that the person decided under.
pub fn is_renewal_due(site: &SiteManifest, purpose: &str, row: Option<&Row>) -> bool {
    let Some(row) = row.filter(|row| row.status().permits()) else {
        return false;
    };
    let mut version = site.current.as_str();
    // A broken manifest could go round in circles; there are no more steps than releases.
    for _ in 0..site.releases.len() {
        if version == row.release {
            return false;
        }
        let Some(release) = site.release(version) else {
            return true;
        };
        // Where a release on the way did not ask for it at all, the consent ended there.
        let asked = release.purpose(purpose);
        if asked.is_none_or(|purpose| purpose.meaning_changed) {
            return true;
        }
        let Some(earlier) = &release.supersedes else {
            return true;
        };
        version = earlier;
    }
    true
}

/// A release counts as agreed when it was decided under or accepted; reading is not agreeing.
fn is_agreement(row: &Row) -> bool {
    let is_accepted = || row.state == Answer::Accepted.code();
    row.purpose != GUARDIAN && (row.purpose != NOTICE || is_accepted())
}

fn release_of(row: &Row) -> String {
    row.release.clone()
}
