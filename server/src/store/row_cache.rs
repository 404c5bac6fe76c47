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

/// People that are kept in mind. One who decided on one thing weighs 8 KB, on thirty 90 KB.
const PEOPLE: NonZeroUsize = NonZeroUsize::new(2_000).expect("two thousand is more than none");

/// The last rows of people who decided here lately.
pub struct RowCache {
    people: Mutex<LruCache<String, Known>>,
    erased: Mutex<LruCache<String, ()>>,
}

/// One person's last rows, without their receipts: a stretch of one chain that has no gap.
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
            erased: Mutex::new(LruCache::new(PEOPLE)),
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

    /// Whether this server erased that person lately, whoever has decided since: a device of theirs may still have to
    /// get its cookie again.
    pub fn was_erased(&self, subject: &str) -> bool {
        self.erased().contains(subject)
    }

    /// Whether this server wrote for that person lately, so that they were not erased here since.
    pub fn knows(&self, subject: &str) -> bool {
        self.people().contains(subject)
    }

    /// Keeps a row that was just stored.
    ///
    /// Rows come here in another order than the store took them, and an erasure by another server
    /// may lie between two of them. So what is kept is always one unbroken stretch of one chain, up
    /// to its head: a row that does not follow from the head begins anew. Once the store has found
    /// the head to be the last row, the rest is true as well.
    pub fn note(&self, subject: &str, row: &Row) {
        let mut row = row.clone();
        row.receipt.clear();
        let mut people = self.people();
        let known = people
            .get_mut(subject)
            .filter(|known| known.head.record_hash == row.previous_hash);
        match known {
            Some(known) => {
                known.current.insert(row.purpose.clone(), row.clone());
                known.head = row;
            }
            None => {
                let known = Known {
                    current: HashMap::from([(row.purpose.clone(), row.clone())]),
                    is_whole: row.sequence == 1,
                    head: row,
                };
                people.put(subject.to_owned(), known);
            }
        }
    }

    /// Forgets a person for whom somebody else wrote.
    pub fn forget(&self, subject: &str) {
        self.people().pop(subject);
    }

    /// Forgets a person who was erased, and that they were is kept for a while.
    pub fn forget_erased(&self, subject: &str) {
        self.forget(subject);
        self.erased().put(subject.to_owned(), ());
    }

    fn erased(&self) -> MutexGuard<'_, LruCache<String, ()>> {
        self.erased.lock().expect("no holder of this lock panics")
    }

    fn people(&self) -> MutexGuard<'_, LruCache<String, Known>> {
        self.people.lock().expect("no holder of this lock panics")
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// A row of one chain: its place, purpose and revision.
    fn row(chain: &str, sequence: i64, purpose: &str, revision: i64) -> Row {
        Row {
            id: format!("{chain}-{sequence}"),
            sequence,
            purpose: purpose.to_owned(),
            revision,
            previous_hash: format!("{chain}-{}", sequence - 1),
            record_hash: format!("{chain}-{sequence}"),
            ..Row::default()
        }
    }

    fn noted(rows: &[Row]) -> RowCache {
        let cache = RowCache::default();
        for row in rows {
            cache.note("ann", row);
        }
        cache
    }

    /// The head and the revision of a purpose, where the cache can tell.
    fn guess(cache: &RowCache, purpose: &str) -> Option<(String, Option<i64>)> {
        let guess = cache.guess("ann", purpose)?;
        Some((guess.head?.id, guess.current.map(|row| row.revision)))
    }

    #[test]
    fn a_chain_that_was_written_here_is_known_as_a_whole() {
        let cache = noted(&[row("old", 1, "ads", 1), row("old", 2, "news", 1)]);
        let head = || "old-2".to_owned();
        assert_eq!(guess(&cache, "ads"), Some((head(), Some(1))));
        assert_eq!(guess(&cache, "music"), Some((head(), None)));
    }

    /// Found by a history of two servers: the erasure ran at the other one, the new chain had begun
    /// here, and then the last row of the old chain came in. A decision was made on its revision.
    #[test]
    fn no_row_of_an_erased_chain_comes_into_the_next_one() {
        let cache = noted(&[
            row("new", 1, "news", 1),
            row("old", 7, "ads", 1),
            row("new", 2, "music", 1),
        ]);
        assert_eq!(guess(&cache, "ads"), None);
        assert_eq!(guess(&cache, "music"), Some(("new-2".to_owned(), Some(1))));
    }

    #[test]
    fn a_row_that_another_one_overtook_leaves_no_gap() {
        let cache = noted(&[row("old", 1, "ads", 1), row("old", 3, "news", 1)]);
        assert_eq!(guess(&cache, "ads"), None);
        cache.note("ann", &row("old", 4, "ads", 3));
        assert_eq!(guess(&cache, "ads"), Some(("old-4".to_owned(), Some(3))));
    }
}
