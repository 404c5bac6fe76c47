//! Reads the manifest of the published site, and reads it again when it has changed.
//!
//! Takes `SITE_DIR/content/index.json`, gives a [`SiteManifest`], the last good one while the file
//! cannot be read. Entry point: [`Site`].

use std::path::{Path, PathBuf};
use std::sync::{Arc, Mutex, MutexGuard};
use std::time::{Duration, Instant, SystemTime};
use std::{fs, io};

use consent::manifest::{self, NoManifest, SiteManifest};

/// How long a manifest is used before its file is looked at again.
const LOOK_AGAIN: Duration = Duration::from_millis(500);

/// The published site.
#[derive(Debug)]
pub struct Site {
    dir: PathBuf,
    seen: Mutex<Reading>,
}

/// What was found when the file was last looked at.
#[derive(Debug, Default)]
struct Reading {
    /// When; `None` before the first look.
    at: Option<Instant>,
    /// Tells a changed file without reading it; `None` where there was none.
    stamp: Option<Stamp>,
    /// The last manifest that could be read.
    manifest: Option<Arc<SiteManifest>>,
    /// Why the file as it is now cannot be used.
    trouble: Option<Arc<NoSite>>,
}

type Stamp = (SystemTime, u64);

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
    /// It is not what `publish` writes.
    #[error("`{path}` cannot be used; publish the notice again")]
    Unusable {
        /// The file.
        path: PathBuf,
        /// What is wrong with it.
        source: NoManifest,
    },
}

impl Site {
    /// The site in that folder, which need not exist yet.
    pub fn new(dir: impl Into<PathBuf>) -> Self {
        Self {
            dir: dir.into(),
            seen: Mutex::default(),
        }
    }

    /// The folder.
    pub fn dir(&self) -> &Path {
        &self.dir
    }

    /// The last manifest that could be read. Its current release is always listed.
    ///
    /// A file that is only half written, or was taken away, changes nothing: people decide on the
    /// notice that they see, and that one was published.
    pub fn manifest(&self) -> Result<Arc<SiteManifest>, Arc<NoSite>> {
        let seen = self.look();
        let missing = || seen.trouble.clone().expect("a look finds one or the other");
        seen.manifest.clone().ok_or_else(missing)
    }

    /// Why what is published now cannot be used, with or without an earlier manifest to go by.
    pub fn trouble(&self) -> Option<Arc<NoSite>> {
        self.look().trouble.clone()
    }

    fn look(&self) -> MutexGuard<'_, Reading> {
        let mut seen = self.seen.lock().expect("no holder of this lock panics");
        let is_fresh = seen.at.is_some_and(|at| at.elapsed() < LOOK_AGAIN);
        if !is_fresh || seen.manifest.is_none() {
            seen.look(&self.dir.join(manifest::FILE));
        }
        seen
    }
}

impl Reading {
    fn look(&mut self, path: &Path) {
        self.at = Some(Instant::now());
        let (stamp, read) = match stamp(path) {
            Ok(stamp) if self.stamp == Some(stamp) && self.trouble.is_none() => return,
            Ok(stamp) => (Some(stamp), read(path)),
            Err(error) => (None, Err(unreadable(path, error))),
        };
        let is_known = self.stamp == stamp && self.trouble.is_some();
        self.stamp = stamp;
        match read {
            Ok(manifest) => {
                self.manifest = Some(Arc::new(manifest));
                self.trouble = None;
            }
            Err(error) => {
                if !is_known {
                    log(&error, self.manifest.is_some());
                }
                self.trouble = Some(Arc::new(error));
            }
        }
    }
}

/// Said once for each change of the file, not with each request.
fn log(error: &NoSite, has_earlier: bool) {
    let error = error as &dyn std::error::Error;
    match has_earlier {
        true => tracing::error!(
            error,
            "the notice cannot be read; the one before stays in force"
        ),
        false => tracing::error!(
            error,
            "no notice to go by; decisions are refused until one is published"
        ),
    }
}

fn stamp(path: &Path) -> io::Result<Stamp> {
    let facts = fs::metadata(path)?;
    Ok((facts.modified()?, facts.len()))
}

fn read(path: &Path) -> Result<SiteManifest, NoSite> {
    let bytes = fs::read(path).map_err(|source| unreadable(path, source))?;
    SiteManifest::read(&bytes).map_err(|source| NoSite::Unusable {
        path: path.to_owned(),
        source,
    })
}

fn unreadable(path: &Path, source: io::Error) -> NoSite {
    NoSite::Unreadable {
        path: path.to_owned(),
        source,
    }
}
