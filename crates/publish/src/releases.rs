//! Reads an edition's folder, or one release's, into a [`Site`].

use std::fs;
use std::path::Path;

use anyhow::{Context, bail};
use notice::change::Meaning;
use notice::{Catalogue, Edition, Language, Provenance, Release, Settings, Unreadable, release};
use views::site::Facts;
use views::{Compared, Site};

/// Reads every release under a folder, newest first, and compares them.
pub fn read(source: &Path) -> anyhow::Result<Site> {
    let is_release = Language::ALL
        .iter()
        .any(|lang| source.join(file_of(*lang)).exists());
    let folders = if is_release {
        vec![source.to_path_buf()]
    } else {
        folders(source)?
    };
    let mut releases = Vec::new();
    for folder in folders {
        releases.extend(read_release(&folder)?);
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
    Ok(Site {
        edition: read_beside(source, "edition.toml", Edition::read)?,
        settings: read_beside(source, "settings.toml", Settings::read)?,
        comparisons,
        releases,
    })
}

fn folders(source: &Path) -> anyhow::Result<Vec<std::path::PathBuf>> {
    let listing = fs::read_dir(source).with_context(|| {
        format!(
            "`{}` cannot be read; name an edition's or a release's folder",
            source.display()
        )
    })?;
    let mut folders: Vec<_> = listing
        .filter_map(|entry| Some(entry.ok()?.path()))
        .filter(|path| path.is_dir())
        .collect();
    folders.sort();
    Ok(folders)
}

fn read_release(folder: &Path) -> anyhow::Result<Option<Release>> {
    let mut sources = Vec::new();
    for lang in Language::ALL {
        let file = folder.join(file_of(lang));
        if file.exists() {
            let text = fs::read_to_string(&file)
                .with_context(|| format!("`{}` cannot be read as UTF-8", file.display()))?;
            sources.push((lang, text));
        }
    }
    let Some((_, first)) = sources.first() else {
        return Ok(None);
    };
    let version = notice::parse(first).0.meta.version;
    let catalogue = match fs::read_to_string(folder.join("catalogue.toml")) {
        Ok(text) => Catalogue::read(&text)
            .map_err(|problem| anyhow::anyhow!("{}: {problem}", folder.display()))?,
        Err(_) => Catalogue::default(),
    };
    let sources: Vec<(Language, &str)> = sources
        .iter()
        .map(|(lang, text)| (*lang, text.as_str()))
        .collect();
    Ok(Some(Release::new(&version, &sources, catalogue)))
}

/// A file of the edition: beside the release folders, or beside the one release's folder. One that is
/// not there says nothing.
fn read_beside<T: Default>(
    source: &Path,
    file: &str,
    read: fn(&str) -> Result<T, Unreadable>,
) -> anyhow::Result<T> {
    let beside = source.parent().unwrap_or(source);
    for folder in [source, beside] {
        if let Ok(text) = fs::read_to_string(folder.join(file)) {
            return read(&text)
                .map_err(|problem| anyhow::anyhow!("{}: {problem}", folder.display()));
        }
    }
    Ok(T::default())
}

fn file_of(lang: Language) -> String {
    format!("{}.md", lang.code())
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
