//! The files of a release: what is there is read, what is not there is none, and what cannot be read is
//! not taken for none.

use std::fs;

use notice::Catalogue;
use publish::release_files::{SETTINGS, release, settings};

/// A release folder with these files.
fn folder(files: &[(&str, &[u8])]) -> tempfile::TempDir {
    let folder = tempfile::tempdir().expect("a temporary folder");
    for (name, content) in files {
        fs::write(folder.path().join(name), content).expect("the file is written");
    }
    folder
}

const NOTICE: &[u8] = b"---\nedition: demo\nlanguage: en\nversion: 2\n---\n# Demo\n";

#[test]
fn a_release_is_what_the_folder_has() {
    let empty = folder(&[("readme.txt", &b""[..])]);
    assert_eq!(release(empty.path()).expect("it reads"), None);

    let folder = folder(&[("en.md", NOTICE)]);
    let release = release(folder.path()).expect("it reads").expect("a text");
    assert_eq!(release.version, "2");
    assert_eq!(release.catalogue, Catalogue::default());
}

/// Such a catalogue was taken for none, and the site published without its choices.
#[test]
fn a_file_that_cannot_be_read_is_not_taken_for_none() {
    let bad: [(&str, &[u8], &str); 3] = [
        ("catalogue.toml", b"\xff", "is not UTF-8"),
        ("catalogue.toml", b"[", "catalogue.toml"),
        ("zh.md", b"\xff", "is not UTF-8"),
    ];
    for (name, content, said) in bad {
        let folder = folder(&[("en.md", NOTICE), (name, content)]);
        let error = format!("{:#}", release(folder.path()).expect_err("it is refused"));
        assert!(error.contains(said), "{error}");
    }
    let folder = folder(&[(SETTINGS, &b"\xff"[..])]);
    assert!(settings(folder.path()).is_err());
}
