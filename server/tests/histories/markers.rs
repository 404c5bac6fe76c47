//! What marks each write of a history, so that its record is found again whatever was answered.
//!
//! Entry point: [`Markers`].

use std::collections::HashSet;
use std::sync::atomic::{AtomicI32, Ordering};

use jiff::Timestamp;

use crate::history::StoredRow;

/// Gives each write a `client_time` of its own, by which its record is found again.
pub struct Markers {
    second: i64,
    next: AtomicI32,
}

impl Markers {
    /// Those of a history; two histories in one store have different ones.
    pub fn new(history: u32) -> Self {
        Self {
            second: i64::from(history / 4),
            next: AtomicI32::new(1),
        }
    }

    /// The next one.
    pub fn next(&self) -> String {
        let nanoseconds = self.next.fetch_add(1, Ordering::Relaxed);
        self.text(nanoseconds)
    }

    fn text(&self, nanoseconds: i32) -> String {
        let time = Timestamp::new(self.second, nanoseconds).unwrap();
        format!("{time:.9}")
    }

    /// The rows of this history: its people are those who wrote something with a marker.
    pub fn own(&self, mut rows: Vec<StoredRow>) -> Vec<StoredRow> {
        let second = &self.text(0)[..20];
        let is_ours = |row: &&StoredRow| {
            let marker = row.record.client_time.as_deref();
            marker.is_some_and(|marker| marker.starts_with(second))
        };
        let ours = rows.iter().filter(is_ours).map(|row| row.subject.clone());
        let ours: HashSet<_> = ours.collect();
        rows.retain(|row| ours.contains(&row.subject));
        rows
    }
}
