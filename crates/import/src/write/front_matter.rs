//! Writes the front matter; checks that version and edition can stand in an address.

use crate::Error;
use crate::Metadata;
use crate::text::dates::{Dates, FoundDate};

/// The front matter; `supersedes` is the version before, where it is known.
pub(crate) fn front(
    metadata: &Metadata,
    version: &str,
    dates: &Dates,
    supersedes: Option<&str>,
) -> String {
    let date = |dated: &Option<FoundDate>| {
        dated
            .as_ref()
            .map_or("not-stated", |dated| &dated.iso)
            .to_owned()
    };
    let supersedes = supersedes.filter(|before| !before.is_empty());
    let supersedes = supersedes.map_or(String::new(), |before| format!("supersedes: {before}\n"));
    format!(
        "---\nversion: {version}\nedition: {}\nlanguage: {}\nupdated: {}\neffective: {}\nprovenance: official\n{supersedes}---\n",
        metadata.edition,
        metadata.language.code(),
        date(&dates.updated),
        date(&dates.effective)
    )
}

/// The version's name: the one given, else a date of the text.
pub(crate) fn version(metadata: &Metadata, dates: &Dates) -> Result<String, Error> {
    let dated = dates.updated.as_ref().or(dates.effective.as_ref());
    match (&metadata.version, dated) {
        (Some(version), _) => check_name("version", version).map(|()| version.clone()),
        (None, Some(date)) => Ok(date.iso.clone()),
        (None, None) => Ok("undated".to_owned()),
    }
}

/// Whether the edition can be part of an address.
pub(crate) fn check_edition(edition: &str) -> Result<(), Error> {
    check_name("edition", edition)
}

fn check_name(what: &'static str, name: &str) -> Result<(), Error> {
    if notice::is_name(name) {
        Ok(())
    } else {
        Err(Error::BadName(what, name.to_owned()))
    }
}
