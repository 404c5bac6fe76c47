//! The files of a release and of its edition as they lie on the disk: the one reader of them.
//!
//! A folder comes in, texts or a release go out. A file that is not there is none; one that cannot
//! be read is an error that names it. Entry points: [`release`] for a whole release,
//! [`ReleaseFiles::read`] where each text is looked at by itself, [`edition`] and [`settings`] for what
//! an edition's releases share.

use std::fs;
use std::io::ErrorKind;
use std::path::{Path, PathBuf};

use anyhow::{Context, Result, anyhow};
use notice::{Catalogue, Edition, Language, Release, Settings, Unreadable};

/// What an edition says of its product, in its folder.
pub const EDITION: &str = "edition.toml";

/// The settings manifest in the folder of an edition.
pub const SETTINGS: &str = "settings.toml";

/// The texts of one release.
#[derive(Debug, Default)]
pub struct ReleaseFiles {
    /// The Markdown of each language that has a file, the governing language first.
    pub texts: Vec<(Language, String)>,
    /// The catalogue; `None` where there is no file.
    pub catalogue: Option<String>,
}

impl ReleaseFiles {
    /// Reads what there is in the folder of a release.
    ///
    /// # Errors
    /// When a file is there and cannot be read, or is no UTF-8.
    pub fn read(folder: &Path) -> Result<Self> {
        let mut files = Self {
            texts: Vec::new(),
            catalogue: text_of(&catalogue_path(folder))?,
        };
        for language in Language::ALL {
            let text = text_of(&markdown_path(folder, language))?;
            files.texts.extend(text.map(|text| (language, text)));
        }
        Ok(files)
    }

    /// The Markdown of one language; `None` where there is no file.
    pub fn markdown(&self, language: Language) -> Option<&str> {
        let found = self.texts.iter().find(|(own, _)| *own == language);
        found.map(|(_, text)| text.as_str())
    }

    /// The release of these texts.
    pub fn release(&self, version: &str, catalogue: Catalogue) -> Release {
        let texts = self.texts.iter();
        let texts: Vec<(Language, &str)> = texts
            .map(|(language, text)| (*language, text.as_str()))
            .collect();
        Release::new(version, &texts, catalogue)
    }
}

/// The release in a folder, under the version that its front matter names; `None` where the folder has
/// no text of a notice. Without a catalogue it declares nothing.
///
/// # Errors
/// When a file cannot be read, or the catalogue is none.
pub fn release(folder: &Path) -> Result<Option<Release>> {
    let files = ReleaseFiles::read(folder)?;
    let Some((_, first)) = files.texts.first() else {
        return Ok(None);
    };
    let catalogue = match &files.catalogue {
        Some(text) => Catalogue::read(text).map_err(|problem| in_folder(folder, &problem))?,
        None => Catalogue::default(),
    };
    let version = notice::parse(first).0.meta.version;
    Ok(Some(files.release(&version, catalogue)))
}

/// The settings manifest in the folder of an edition; `None` where there is no file.
///
/// # Errors
/// When it cannot be read, or is none.
pub fn settings(folder: &Path) -> Result<Option<Settings>> {
    shared(folder, SETTINGS, Settings::read)
}

/// What an edition says of its product, in its folder; `None` where there is no file.
///
/// # Errors
/// When it cannot be read, or says something else.
pub fn edition(folder: &Path) -> Result<Option<Edition>> {
    shared(folder, EDITION, Edition::read)
}

fn shared<T>(
    folder: &Path,
    file: &str,
    read: fn(&str) -> Result<T, Unreadable>,
) -> Result<Option<T>> {
    let Some(text) = text_of(&folder.join(file))? else {
        return Ok(None);
    };
    let found = read(&text).map_err(|problem| in_folder(folder, &problem))?;
    Ok(Some(found))
}

/// The file of one language in the folder of a release.
pub fn markdown_path(folder: &Path, language: Language) -> PathBuf {
    folder.join(format!("{}.md", language.code()))
}

/// The catalogue in the folder of a release.
pub fn catalogue_path(folder: &Path) -> PathBuf {
    folder.join("catalogue.toml")
}

/// Whether a folder has the text of a release, in whichever language, or its catalogue.
pub fn is_release(folder: &Path) -> bool {
    let texts = Language::ALL.map(|language| markdown_path(folder, language));
    texts.iter().any(|path| path.is_file()) || catalogue_path(folder).is_file()
}

/// The folders in a folder, by name.
///
/// # Errors
/// When it cannot be listed.
pub fn folders(folder: &Path) -> Result<Vec<PathBuf>> {
    let could_not = || {
        format!(
            "could not list {}; name an edition's folder, or a release's",
            folder.display()
        )
    };
    let mut folders = Vec::new();
    for entry in fs::read_dir(folder).with_context(could_not)? {
        let path = entry.with_context(could_not)?.path();
        if path.is_dir() {
            folders.push(path);
        }
    }
    folders.sort();
    Ok(folders)
}

/// The text of a file; `None` where there is no file.
///
/// # Errors
/// When it cannot be read, or is no UTF-8.
pub fn text_of(path: &Path) -> Result<Option<String>> {
    let file = path.display();
    match fs::read_to_string(path) {
        Ok(text) => Ok(Some(text)),
        Err(error) if error.kind() == ErrorKind::NotFound => Ok(None),
        Err(error) if error.kind() == ErrorKind::InvalidData => {
            Err(anyhow!("{file} is not UTF-8; save it as UTF-8"))
        }
        Err(error) => Err(error).with_context(|| format!("could not read {file}")),
    }
}

/// The problem names the file and the line; which release it is of, only the folder says.
fn in_folder(folder: &Path, problem: &Unreadable) -> anyhow::Error {
    anyhow!("{}: {problem}", folder.display())
}
