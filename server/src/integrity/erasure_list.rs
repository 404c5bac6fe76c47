//! The list of erasures that is kept outside the store, so that a restored backup does not bring
//! erased people back.
//!
//! One line for each: the time and two hashes, which name nobody. The store's own list is
//! authoritative and this file is a copy of it. Where the file has entries that the store lacks,
//! the store was restored from an older backup, and these erasures are repeated. Entry points:
//! [`ErasureList::open`] and [`ErasureList::agree`].

use std::collections::HashSet;
use std::fs::OpenOptions;
use std::io::Write;
use std::path::{Path, PathBuf};
use std::{fs, io};

use tokio::sync::Mutex;

use crate::store::{Erase, ErasureMark, Result, Store, permissions};

/// People that are looked at together after a restore.
const PAGE: i64 = 1000;

/// How far back the two lists are compared while the server runs: marks of other servers arrive
/// late, and clocks differ. At the start they are compared whole.
const OVERLAP_SECONDS: i64 = 3600;

/// The list, in a file or nowhere.
#[derive(Debug)]
pub struct ErasureList {
    path: Option<PathBuf>,
    known: Mutex<HashSet<String>>,
}

impl ErasureList {
    /// Reads the list; makes it where it is missing.
    ///
    /// # Errors
    /// The file cannot be read or made.
    pub fn open(path: Option<&Path>) -> io::Result<Self> {
        let known = match path {
            Some(path) => read(path)?
                .into_iter()
                .map(|mark| mark.erasure_hash)
                .collect(),
            None => HashSet::new(),
        };
        Ok(Self {
            path: path.map(Path::to_owned),
            known: Mutex::new(known),
        })
    }

    /// Adds an erasure. When the file cannot be written it is added by a later [`Self::agree`].
    pub async fn add(&self, mark: &ErasureMark) {
        if let Err(error) = self.append(std::slice::from_ref(mark)).await {
            let error = &error as &dyn std::error::Error;
            tracing::error!(
                error,
                "an erasure could not be added to the list; it is tried again within a minute"
            );
        }
    }

    /// At the start: ends erasures that broke off, then makes list and store agree.
    pub async fn catch_up(&self, store: &dyn Store, now: i64) -> Result<()> {
        if self.path.is_none() {
            tracing::warn!(
                "no list of erasures is kept: a restored backup would bring erased people back; \
                 set ERASURE_LIST"
            );
        }
        if let Err(error) = store.finish_erasures().await {
            // Upkeep goes on with them, and nothing is added to such a chain before. One on a shard that is away
            // does not keep a server from starting.
            let error = &error as &dyn std::error::Error;
            tracing::error!(error, "erasures that broke off could not be ended");
        }
        let agreed = self.agree(store, now, None).await?;
        if agreed != Agreed::default() {
            let Agreed { marks, people } = agreed;
            tracing::warn!(
                marks,
                people,
                "the store is older than the list of erasures: it was restored; \
                 the people who had come back are erased again"
            );
        }
        Ok(())
    }

    /// Makes list and store agree. Marks that only the list has mean that the store was restored:
    /// those people are erased again. `now` in seconds and `since` as text; `None` compares all.
    pub async fn agree(&self, store: &dyn Store, now: i64, since: Option<i64>) -> Result<Agreed> {
        let since = since.map_or_else(String::new, |since| {
            crate::clock::seconds_to_text(since - OVERLAP_SECONDS)
        });
        // The list first: what another server adds to both in between is in the store by then.
        let listed = match &self.path {
            Some(path) => read(path)?,
            None => Vec::new(),
        };
        let stored = store.erasures_since(&since).await?;
        self.append(&stored).await?;
        let stored: HashSet<String> = stored.into_iter().map(|mark| mark.erasure_hash).collect();
        let missing: Vec<ErasureMark> = listed
            .into_iter()
            .filter(|mark| mark.at >= since && !stored.contains(&mark.erasure_hash))
            .collect();
        if missing.is_empty() {
            return Ok(Agreed::default());
        }
        let people = erase_again(store, &missing, now).await?;
        store.add_erasures(&missing).await?;
        Ok(Agreed {
            marks: missing.len(),
            people,
        })
    }

    /// Writes the marks that the list does not have yet, synced to the disk.
    async fn append(&self, marks: &[ErasureMark]) -> io::Result<()> {
        let Some(path) = &self.path else {
            return Ok(());
        };
        let mut known = self.known.lock().await;
        let fresh: Vec<&ErasureMark> = marks
            .iter()
            .filter(|mark| !known.contains(&mark.erasure_hash))
            .collect();
        if fresh.is_empty() {
            return Ok(());
        }
        let mut file = OpenOptions::new().append(true).open(path)?;
        let lines: String = fresh.iter().map(|mark| line(mark)).collect();
        file.write_all(lines.as_bytes())?;
        file.sync_data()?;
        known.extend(fresh.into_iter().map(|mark| mark.erasure_hash.clone()));
        Ok(())
    }
}

/// What came of comparing the list with the store.
#[derive(Debug, Default, PartialEq, Eq)]
pub struct Agreed {
    /// Erasures that the store did not know of.
    pub marks: usize,
    /// People who had come back and were erased again.
    pub people: usize,
}

/// Erases whoever the marks stand for. The marks name nobody, so every person's chain is looked at;
/// after a restore that is worth it.
async fn erase_again(store: &dyn Store, marks: &[ErasureMark], now: i64) -> Result<usize> {
    let marks: HashSet<&str> = marks
        .iter()
        .map(|mark| mark.erasure_hash.as_str())
        .collect();
    let at = crate::clock::seconds_to_text(now);
    let (mut last, mut people) = (String::new(), 0);
    loop {
        let chains = store.chains(&last, PAGE).await?;
        let Some(end) = chains.last() else {
            return Ok(people);
        };
        last.clone_from(&end.subject);
        for chain in &chains {
            let mark = ErasureMark::of(&chain.subject, &chain.principal, &at);
            if marks.contains(mark.erasure_hash.as_str()) {
                let (subject, at) = (chain.subject.as_str(), at.as_str());
                // Downstream was told when it happened.
                let is_told = false;
                let erase = Erase {
                    subject,
                    at,
                    is_told,
                };
                store.erase(erase).await?;
                people += 1;
            }
        }
    }
}

fn line(mark: &ErasureMark) -> String {
    format!("{} {} {}\n", mark.at, mark.erasure_hash, mark.subject_hash)
}

/// The marks in the file, which is made where it is missing, for its owner alone.
fn read(path: &Path) -> io::Result<Vec<ErasureMark>> {
    permissions::make(path)?;
    let text = fs::read_to_string(path)?;
    // A line that a crash cut off is passed over, since the store has it; the next one begins anew.
    if !text.is_empty() && !text.ends_with('\n') {
        OpenOptions::new()
            .append(true)
            .open(path)?
            .write_all(b"\n")?;
    }
    Ok(text.lines().filter_map(parse).collect())
}

fn parse(line: &str) -> Option<ErasureMark> {
    let mut parts = line.split(' ').map(str::to_owned);
    let (at, erasure_hash, subject_hash) = (parts.next()?, parts.next()?, parts.next()?);
    let is_whole = erasure_hash.len() == 64 && subject_hash.len() == 64;
    is_whole.then_some(ErasureMark {
        erasure_hash,
        subject_hash,
        at,
    })
}
