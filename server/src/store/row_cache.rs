//! Caches the last rows of people who decided here lately, so that most decisions need no read from
//! the store.
//!
//! A guess, never the truth: the store takes a row only after the row that it names as the one
//! before, and only once for a key. A wrong guess costs a second look, a right one saves the first.
//! Entry point: [`RowCache`].

use std::collections::HashMap;
use std::num::NonZeroUsize;
use std::sync::{Mutex, MutexGuard};

use lru::LruCache;

use super::{Row, Snapshot};

/// People that are kept in mind; one weighs some kilobytes.
const PEOPLE: NonZeroUsize = NonZeroUsize::new(10_000).expect("ten thousand is more than none");

/// The last rows of people who decided here lately.
pub struct RowCache {
    people: Mutex<LruCache<String, Known>>,
}

/// One person's last rows, without their receipts.
struct Known {
    head: Row,
    current: HashMap<String, Row>,
    /// Whether every row was written here: a purpose that is not in `current` has no row then.
    is_whole: bool,
}

impl Default for RowCache {
    fn default() -> Self {
        Self {
            people: Mutex::new(LruCache::new(PEOPLE)),
        }
    }
}

impl RowCache {
    /// What the store likely holds, if this server can tell.
    pub fn guess(&self, subject: &str, purpose: &str) -> Option<Snapshot> {
        let mut people = self.people();
        let known = people.get(subject)?;
        let current = known.current.get(purpose);
        let can_tell = known.is_whole || current.is_some();
        can_tell.then(|| Snapshot {
            replay: None,
            head: Some(known.head.clone()),
            current: current.cloned(),
        })
    }

    /// Whether this server wrote for that person lately, so that they were not erased here since.
    pub fn knows(&self, subject: &str) -> bool {
        self.people().contains(subject)
    }

    /// Keeps a row that was just stored.
    pub fn note(&self, subject: &str, row: &Row) {
        let mut row = row.clone();
        row.receipt.clear();
        let is_first = row.sequence == 1;
        let mut people = self.people();
        if is_first || !people.contains(subject) {
            let known = Known {
                head: row.clone(),
                current: HashMap::new(),
                is_whole: is_first,
            };
            people.put(subject.to_owned(), known);
        }
        if let Some(known) = people.get_mut(subject) {
            known.head = row.clone();
            known.current.insert(row.purpose.clone(), row);
        }
    }

    /// Forgets a person: somebody else wrote, or the person was erased.
    pub fn forget(&self, subject: &str) {
        self.people().pop(subject);
    }

    fn people(&self) -> MutexGuard<'_, LruCache<String, Known>> {
        self.people.lock().expect("no holder of this lock panics")
    }
}
