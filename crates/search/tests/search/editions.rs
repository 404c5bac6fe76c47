//! The project's two editions, as they are searched.

use std::fs;
use std::path::{Path, PathBuf};

use notice::{Catalogue, Language, Release, Settings};
use search::Index;

/// A release with what is searched of it.
pub struct Searched {
    /// The release.
    pub release: Release,
    /// The file that is published.
    pub file: String,
    /// The same, as the app reads it.
    pub index: Index,
}

/// The project's own notice.
pub fn own() -> Searched {
    read("public/notices/weixin", "2025-05-09")
}

/// The made-up shop.
pub fn shop() -> Searched {
    read("examples/lantern", "2026-09-01")
}

fn read(edition: &str, version: &str) -> Searched {
    let edition: PathBuf = Path::new(env!("CARGO_MANIFEST_DIR"))
        .join("../..")
        .join(edition);
    let text = |path: &str| {
        let path = edition.join(path);
        fs::read_to_string(&path).unwrap_or_else(|error| panic!("{}: {error}", path.display()))
    };
    let of_release = |name: &str| text(&format!("{version}/{name}"));
    let catalogue = Catalogue::read(&of_release("catalogue.toml")).expect("a catalogue");
    let (zh, en) = (of_release("zh.md"), of_release("en.md"));
    let sources = [(Language::Zh, zh.as_str()), (Language::En, en.as_str())];
    let release = Release::new(version, &sources, catalogue);
    let settings = Settings::read(&text("settings.toml")).expect("a manifest");
    let file = search::publish::file(&release, &settings);
    let index = Index::read(&file).expect("the file that was just written");
    Searched {
        release,
        file,
        index,
    }
}
