//! What the site was published with, read from its folder and read again when it changed.
//!
//! Takes `SITE_DIR/content/index.json`, gives a [`SiteManifest`]. Entry point: [`Site`].

use std::path::{Path, PathBuf};
use std::sync::{Arc, Mutex};
use std::time::{Duration, Instant, SystemTime};
use std::{fs, io};

use consent::manifest::SiteManifest;

/// How long a manifest is used before its file is looked at again.
const LOOK_AGAIN: Duration = Duration::from_millis(500);

/// The published site.
#[derive(Debug)]
pub struct Site {
    dir: PathBuf,
    seen: Mutex<Option<Seen>>,
}

/// The manifest as it was last read. `stamp` tells a changed file without reading it.
#[derive(Debug, Clone)]
struct Seen {
    at: Instant,
    stamp: (SystemTime, u64),
    manifest: Arc<SiteManifest>,
}

/// Why there is no manifest to go by.
#[derive(Debug, thiserror::Error)]
pub enum NoSite {
    /// It is not there, or cannot be read.
    #[error("`{path}` cannot be read; publish a notice with `cargo xtask build`, or set SITE_DIR")]
    Unreadable {
        /// The file.
        path: PathBuf,
        /// What the system said.
        source: io::Error,
    },
    /// It is not what `xtask publish` writes.
    #[error("`{path}` is not a site manifest; publish the notice again")]
    Malformed {
        /// The file.
        path: PathBuf,
        /// What the reader said.
        source: serde_json::Error,
    },
    /// Its current release is not among its releases.
    #[error("`{path}` names `{current}` as current and does not list it; publish the notice again")]
    WithoutCurrent {
        /// The file.
        path: PathBuf,
        /// The version that it names.
        current: String,
    },
}

impl Site {
    /// The site in that folder, which need not exist yet.
    pub fn new(dir: impl Into<PathBuf>) -> Self {
        Self {
            dir: dir.into(),
            seen: Mutex::new(None),
        }
    }

    /// The folder.
    pub fn dir(&self) -> &Path {
        &self.dir
    }

    /// The manifest as it is now. Its current release is always listed.
    pub fn manifest(&self) -> Result<Arc<SiteManifest>, NoSite> {
        let mut seen = self.seen.lock().expect("no holder of this lock panics");
        if let Some(seen) = seen.as_ref().filter(|seen| seen.at.elapsed() < LOOK_AGAIN) {
            return Ok(seen.manifest.clone());
        }
        let path = self.dir.join("content").join("index.json");
        let stamp = stamp(&path).map_err(|source| unreadable(&path, source))?;
        let manifest = match seen.take().filter(|seen| seen.stamp == stamp) {
            Some(same) => same.manifest,
            None => Arc::new(read(&path)?),
        };
        *seen = Some(Seen {
            at: Instant::now(),
            stamp,
            manifest: manifest.clone(),
        });
        Ok(manifest)
    }
}

fn stamp(path: &Path) -> io::Result<(SystemTime, u64)> {
    let facts = fs::metadata(path)?;
    Ok((facts.modified()?, facts.len()))
}

fn read(path: &Path) -> Result<SiteManifest, NoSite> {
    let bytes = fs::read(path).map_err(|source| unreadable(path, source))?;
    let manifest: SiteManifest =
        serde_json::from_slice(&bytes).map_err(|source| NoSite::Malformed {
            path: path.to_owned(),
            source,
        })?;
    if manifest.current_release().is_none() {
        let (path, current) = (path.to_owned(), manifest.current);
        return Err(NoSite::WithoutCurrent { path, current });
    }
    Ok(manifest)
}

fn unreadable(path: &Path, source: io::Error) -> NoSite {
    NoSite::Unreadable {
        path: path.to_owned(),
        source,
    }
}
