//! A copy of the real notices to make an editor's mistakes in, and what `mingbai check` says of it.

use std::fs;
use std::path::{Path, PathBuf};
use std::process::Command;

use tempfile::TempDir;

/// The Chinese text.
pub const ZH: &str = "notices/weixin/2025-05-09/zh.md";
/// The English text.
pub const EN: &str = "notices/weixin/2025-05-09/en.md";
/// Its catalogue.
pub const CATALOGUE: &str = "notices/weixin/2025-05-09/catalogue.toml";
/// The settings manifest of its edition.
pub const SETTINGS: &str = "notices/weixin/settings.toml";
/// The terms of its edition.
pub const TERMS: &str = "notices/weixin/terms.toml";

/// A copy of the notices and interface strings, to make mistakes in.
pub struct Copy {
    folder: TempDir,
}

impl Copy {
    /// A fresh copy, in which nothing is published yet.
    pub fn new() -> Copy {
        let root = Path::new(env!("CARGO_MANIFEST_DIR")).parent().unwrap();
        let folder = TempDir::new().unwrap();
        copy(&root.join("public/notices"), &folder.path().join("notices"));
        copy(&root.join("locales"), &folder.path().join("locales"));
        let copy = Copy { folder };
        copy.thaw();
        copy
    }

    /// Takes the hashes of published files out: each test makes its mistake in a draft.
    fn thaw(&self) {
        for release in fs::read_dir(self.path("notices/weixin")).unwrap() {
            let catalogue = release.unwrap().path().join("catalogue.toml");
            if let Ok(text) = fs::read_to_string(&catalogue) {
                let draft = text.split("\n[files]").next().unwrap();
                fs::write(catalogue, format!("{draft}\n")).unwrap();
            }
        }
    }

    /// Where a file of the copy is.
    pub fn path(&self, file: &str) -> PathBuf {
        self.folder.path().join(file)
    }

    /// The text of a file.
    pub fn read(&self, file: &str) -> String {
        fs::read_to_string(self.path(file)).unwrap()
    }

    /// Replaces the first `old` that stands after `anchor`; gives the line of the change.
    pub fn edit(&self, file: &str, anchor: &str, old: &str, new: &str) -> usize {
        let text = self.read(file);
        let from = text
            .find(anchor)
            .unwrap_or_else(|| panic!("{file} has no `{anchor}`"));
        let at = from
            + text[from..]
                .find(old)
                .unwrap_or_else(|| panic!("{file} has no `{old}`"));
        let edited = format!("{}{new}{}", &text[..at], &text[at + old.len()..]);
        fs::write(self.path(file), edited).unwrap();
        text[..at].matches('\n').count() + 1
    }

    /// The line of the first place where these words stand.
    pub fn line(&self, file: &str, words: &str) -> usize {
        let text = self.read(file);
        let at = text
            .find(words)
            .unwrap_or_else(|| panic!("{file} has no `{words}`"));
        text[..at].matches('\n').count() + 1
    }

    /// Whether `mingbai check` passes, and what it prints.
    pub fn check(&self) -> (bool, String) {
        self.check_with(&[])
    }

    /// The same, with more arguments.
    pub fn check_with(&self, more: &[&str]) -> (bool, String) {
        self.check_in("notices", more)
    }

    /// The same of one of the folders.
    pub fn check_in(&self, folder: &str, more: &[&str]) -> (bool, String) {
        let glossary = Path::new(env!("CARGO_MANIFEST_DIR")).join("../GLOSSARY.md");
        let output = Command::new(env!("CARGO_BIN_EXE_mingbai"))
            .arg("check")
            .arg(self.path(folder))
            .args(["--locales".into(), self.path("locales")])
            .args(["--source".into(), self.path("source")])
            .args(["--glossary".into(), glossary])
            .args(more)
            .output()
            .unwrap();
        (
            output.status.success(),
            String::from_utf8(output.stdout).unwrap(),
        )
    }

    /// The check fails and says these words at this line of this file.
    pub fn refused(&self, file: &str, line: usize, words: &str) {
        let (passed, said) = self.check();
        assert!(!passed, "the check passed");
        let place = format!("{}:{line}: ", self.path(file).display());
        let found = said
            .lines()
            .any(|own| own.starts_with(&place) && own.contains(words));
        assert!(found, "nothing says `{words}` at {place}\n{said}");
    }
}

fn copy(from: &Path, to: &Path) {
    fs::create_dir_all(to).unwrap();
    for entry in fs::read_dir(from).unwrap() {
        let path = entry.unwrap().path();
        let target = to.join(path.file_name().unwrap());
        if path.is_dir() {
            copy(&path, &target);
        } else {
            fs::copy(&path, target).unwrap();
        }
    }
}
