//! What is checked: the releases of one edition as they lie on the disk.
//!
//! A folder comes in; its settings manifest, its terms and each release with the places of
//! everything in it go out. Files that cannot be read become findings, so that one broken file
//! does not hide what is wrong in the others. Entry points: [`Edition::read`] and [`Draft`].

use std::path::{Path, PathBuf};

use anyhow::Result;
use notice::{Catalogue, Clause, Language, Notice, Release, Settings, Unreadable, release::Text};

use super::finding::Finding;
use super::terms_file::Terms;
use super::toml_file::TomlFile;
use crate::release_files::{self, ReleaseFiles};

/// All releases for one edition of the product, with what they share.
#[derive(Debug, Default)]
pub struct Edition {
    /// Its folder.
    pub folder: PathBuf,
    /// What the edition says of its product.
    pub about: notice::Edition,
    /// Where each entry of that stands.
    pub about_file: TomlFile,
    /// The screens and rows of the host app.
    pub settings: Settings,
    /// Where each of these rows stands.
    pub settings_file: TomlFile,
    /// Pairs of words that hold in every release.
    pub terms: Terms,
    /// Each release.
    pub releases: Vec<Draft>,
    /// What could not be read.
    pub findings: Vec<Finding>,
}

/// One release with the text of its files, for the line of everything in it.
#[derive(Debug)]
pub struct Draft {
    /// Its folder.
    pub folder: PathBuf,
    /// The release as the rest of the project sees it.
    pub release: Release,
    /// Where each entry of the catalogue stands; `None` where the catalogue cannot be read, and
    /// then nothing is said about what it should hold.
    pub catalogue_file: Option<TomlFile>,
    files: ReleaseFiles,
}

impl Edition {
    /// Reads every release folder of an edition.
    pub fn read(folder: &Path) -> Result<Edition> {
        let mut edition = Edition {
            folder: folder.to_owned(),
            ..Edition::default()
        };
        edition.read_about()?;
        edition.read_settings()?;
        edition.read_terms()?;
        for release in release_files::folders(folder)? {
            edition.read_release(&release)?;
        }
        Ok(edition)
    }

    fn read_about(&mut self) -> Result<()> {
        let path = self.folder.join(release_files::EDITION);
        let Some(text) = release_files::text_of(&path)? else {
            return Ok(());
        };
        self.about_file = TomlFile::read(&path, &text);
        match notice::Edition::read(&text) {
            Ok(about) => self.about = about,
            Err(error) => self.findings.push(unreadable(&path, error)),
        }
        Ok(())
    }

    fn read_settings(&mut self) -> Result<()> {
        let path = self.folder.join(release_files::SETTINGS);
        let Some(text) = release_files::text_of(&path)? else {
            let what = "there is no settings manifest; write the rows that paths and guides name, \
                        as docs/notice-format.md shows";
            self.findings.push(Finding::of_file(&path, 1, what));
            return Ok(());
        };
        self.settings_file = TomlFile::read(&path, &text);
        match Settings::read(&text) {
            Ok(settings) => self.settings = settings,
            Err(error) => self.findings.push(unreadable(&path, error)),
        }
        Ok(())
    }

    fn read_terms(&mut self) -> Result<()> {
        let path = self.folder.join("terms.toml");
        let Some(text) = release_files::text_of(&path)? else {
            return Ok(());
        };
        match Terms::read(&path, &text) {
            Ok(terms) => self.terms = terms,
            Err(finding) => self.findings.push(finding),
        }
        Ok(())
    }

    fn read_release(&mut self, folder: &Path) -> Result<()> {
        let files = ReleaseFiles::read(folder)?;
        for language in Language::ALL {
            if files.markdown(language).is_none() {
                let path = release_files::markdown_path(folder, language);
                let what = "the release lacks this language; add the file";
                self.findings.push(Finding::of_file(&path, 1, what));
            }
        }
        let (catalogue, catalogue_file) = self.read_catalogue(folder, &files);
        let version = folder.file_name().unwrap_or_default().to_string_lossy();
        self.releases.push(Draft {
            folder: folder.to_owned(),
            release: files.release(&version, catalogue),
            catalogue_file,
            files,
        });
        Ok(())
    }

    fn read_catalogue(
        &mut self,
        folder: &Path,
        files: &ReleaseFiles,
    ) -> (Catalogue, Option<TomlFile>) {
        let path = release_files::catalogue_path(folder);
        let Some(text) = &files.catalogue else {
            let what = "the release has no catalogue; write one as docs/notice-format.md shows";
            self.findings.push(Finding::of_file(&path, 1, what));
            return Default::default();
        };
        match Catalogue::read(text) {
            Ok(catalogue) => (catalogue, Some(TomlFile::read(&path, text))),
            Err(error) => {
                self.findings.push(unreadable(&path, error));
                Default::default()
            }
        }
    }
}

impl Draft {
    /// The file of one language.
    pub fn file(&self, language: Language) -> PathBuf {
        release_files::markdown_path(&self.folder, language)
    }

    /// The Markdown of one language.
    pub fn source(&self, language: Language) -> &str {
        self.files.markdown(language).unwrap_or_default()
    }

    /// Both texts, Chinese first; `None` where one is missing, which is said elsewhere.
    pub fn twins(&self) -> Option<[&Text; 2]> {
        Some([
            self.release.text(Language::Zh)?,
            self.release.text(Language::En)?,
        ])
    }

    /// Whether any language has this clause.
    pub fn has_clause(&self, id: &str) -> bool {
        self.release
            .texts
            .iter()
            .any(|text| text.notice.clause(id).is_some())
    }

    /// A finding at a line of a notice, in a clause.
    pub fn in_clause(&self, text: &Text, clause: &Clause, line: usize, what: String) -> Finding {
        Finding::new(
            &self.file(text.language),
            line,
            format!("clause `{}`", clause.id),
            what,
        )
    }

    /// A finding at an entry of the catalogue.
    pub fn in_catalogue(&self, place: &str, about: String, what: String) -> Finding {
        let file = self.catalogue_file.as_ref();
        let line = file.map_or(1, |file| file.line(place));
        Finding::new(
            &release_files::catalogue_path(&self.folder),
            line,
            about,
            what,
        )
    }

    /// The line within a clause where words stand; its heading where they cannot be found.
    pub fn line_of(&self, text: &Text, clause: &Clause, words: &str) -> usize {
        let end = end_of(&text.notice, clause);
        let lines = self.source(text.language).lines().enumerate();
        lines
            .map(|(index, line)| (index + 1, line))
            .filter(|(number, _)| (clause.line..end).contains(number))
            .find(|(_, line)| line.contains(words))
            .map_or(clause.line, |(number, _)| number)
    }
}

fn unreadable(path: &Path, error: Unreadable) -> Finding {
    let what = format!(
        "{}; see docs/notice-format.md for what stands there",
        error.what
    );
    Finding::of_file(path, error.line, what)
}

/// The line of the next heading.
fn end_of(notice: &Notice, clause: &Clause) -> usize {
    let after = notice
        .clauses
        .iter()
        .map(|other| other.line)
        .filter(|line| *line > clause.line);
    after.min().unwrap_or(usize::MAX)
}
