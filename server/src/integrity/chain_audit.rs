//! Verifies the hash chains in the store again while the server runs.
//!
//! A store comes in; the first record that does not follow from the one before it goes out. A chain
//! that was cut at its end cannot be told from a whole one here: that takes a receipt or a signed
//! head with a later sequence number. Entry points: [`check_chain`] and [`ChainAudit::check_some`].

use consent::chain::{self, Broken};
use consent::wire::Record;
use tokio::sync::Mutex;

use crate::store::{Result, Row, Store};

/// Rows that are read at a time.
const PAGE: i64 = 200;

/// People whose chains are looked at in one turn.
const PEOPLE: i64 = 50;

/// Walks through all people, some at a time.
#[derive(Debug, Default)]
pub struct ChainAudit {
    /// The last person that was looked at.
    last: Mutex<String>,
}

impl ChainAudit {
    /// Checks the chains of the next people; answers how many are broken. Each is logged.
    pub async fn check_some(&self, store: &dyn Store) -> Result<u64> {
        let mut last = self.last.lock().await;
        let people = store.chains(&last, PEOPLE).await?;
        let mut broken = 0;
        if people.is_empty() {
            last.clear();
        }
        for person in people {
            broken += u64::from(check_chain(store, &person.subject).await?.is_some());
            // A turn that is ended by its time limit does not begin with the same people again.
            *last = person.subject;
        }
        Ok(broken)
    }
}

/// The first record of a person that was changed, or that the one before is missing of.
pub async fn check_chain(store: &dyn Store, subject: &str) -> Result<Option<Broken>> {
    let mut last: Option<Record> = None;
    loop {
        let place = last.as_ref().map_or(0, |last| last.sequence.cast_signed());
        let rows = store.after(subject, place, PAGE).await?;
        let records: Vec<Record> = rows.iter().map(Row::record).collect();
        if let Err(broken) = chain::verify_after(last.as_ref(), &records) {
            tracing::error!(
                record = broken.id,
                place = broken.sequence,
                "a record does not follow from the one before it: the store was changed"
            );
            return Ok(Some(broken));
        }
        match records.into_iter().next_back() {
            Some(record) => last = Some(record),
            None => return Ok(None),
        }
    }
}
