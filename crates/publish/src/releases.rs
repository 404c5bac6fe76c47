//! Reads an edition's folder, or one release's, into a [`Site`].

use std::collections::BTreeSet;
use std::path::Path;

use anyhow::bail;
use notice::change::Meaning;
use notice::{Language, LinkTarget, Provenance, Release, Settings, release};
use views::site::Facts;
use views::{Compared, Site};

use crate::release_files;

/// Reads every release under a folder, newest first, and compares them; and the settings paths in the
/// texts that have no page to lead to.
pub fn read(source: &Path) -> anyhow::Result<(Site, BTreeSet<String>)> {
    let mut releases = Vec::from_iter(release_files::release(source)?);
    if releases.is_empty() {
        for folder in release_files::folders(source)? {
            releases.extend(release_files::release(&folder)?);
        }
    }
    if releases.is_empty() {
        bail!(
            "`{}` holds no release; a release is a folder with zh.md or en.md (docs/notice-format.md)",
            source.display()
        );
    }
    let mut releases = release::in_order(releases);
    releases.reverse();
    let comparisons = compare_all(&releases);
    let settings = beside(source, release_files::settings)?;
    let unlinked = unlink_paths(&mut releases, &settings);
    let site = Site {
        edition: beside(source, release_files::edition)?,
        settings,
        comparisons,
        releases,
    };
    Ok((site, unlinked))
}

/// A settings path leads to a page where the release in force declares it and the settings manifest has
/// its row. Any other is words, which no reader can follow into a page that is not there.
fn unlink_paths(releases: &mut [Release], settings: &Settings) -> BTreeSet<String> {
    let mut unlinked = BTreeSet::new();
    let Some(current) = releases.first() else {
        return unlinked;
    };
    let paths = current.catalogue.paths.iter();
    let paths = paths.filter(|path| settings.row(&path.row).is_some());
    let mut known: BTreeSet<String> = paths.map(|path| path.id.to_string()).collect();
    for text in &current.texts {
        let guides = text.notice.clauses.iter().filter(|clause| clause.is_guide);
        known.extend(guides.map(|guide| guide.id.to_string()));
    }
    for text in releases.iter_mut().flat_map(|release| &mut release.texts) {
        text.notice.unlink(&mut |to| match to {
            LinkTarget::Path(id) if !known.contains(id) => {
                unlinked.insert(id.clone());
                false
            }
            _ => true,
        });
    }
    unlinked
}

/// A file of the edition: beside the release folders, or beside the one release's folder. One that is
/// not there says nothing.
fn beside<T: Default>(
    source: &Path,
    read: fn(&Path) -> anyhow::Result<Option<T>>,
) -> anyhow::Result<T> {
    let above = source.parent().unwrap_or(source);
    for folder in [source, above] {
        if let Some(found) = read(folder)? {
            return Ok(found);
        }
    }
    Ok(T::default())
}

/// Every pair of up to twelve releases; beyond that neighbours, and each against the current.
fn compare_all(releases: &[Release]) -> Vec<Compared> {
    let mut comparisons = Vec::new();
    for (place, new) in releases.iter().enumerate() {
        for (older, old) in releases.iter().enumerate().skip(place + 1) {
            let is_wanted = releases.len() <= 12 || older == place + 1 || place == 0;
            if is_wanted {
                comparisons.extend(
                    Language::ALL
                        .iter()
                        .filter_map(|lang| compare(old, new, *lang)),
                );
            }
        }
    }
    comparisons
}

fn compare(old: &Release, new: &Release, lang: Language) -> Option<Compared> {
    let comparison = compare::notices(old.notice(lang)?, new.notice(lang)?);
    Some(Compared {
        language: lang,
        comparison,
        meaning: meaning(old, new),
    })
}

/// What changed in what two releases declare. Nobody ever decided under a reconstruction, so that
/// nothing is asked for again because of it.
fn meaning(old: &Release, new: &Release) -> Meaning {
    let mut meaning = compare::meaning(&old.catalogue, &new.catalogue);
    let is_worked_out = |release: &&Release| release.provenance() == Provenance::Reconstructed;
    if [old, new].iter().any(is_worked_out) {
        meaning.renewals.clear();
    }
    meaning
}
