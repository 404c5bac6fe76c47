//! How far a live stream has told a person's events, and which ones it still has to send.
//!
//! A person's rows come in; new records, and deliveries that have ended, go out. No clock and no
//! network. Entry points: [`StreamCursor::begin`] and [`StreamCursor::take`].

use std::collections::BTreeMap;
use std::fmt;
use std::str::FromStr;

use consent::wire::Delivery;
use sha2::{Digest, Sha256};

use crate::store::Row;

/// How far a stream has told: the id of an event, `17-3f9a0c12`.
///
/// The place alone would not do: after an erasure or a restore another chain may have a record at the
/// same place.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct EventId {
    /// The place in the chain; 0 before the first record.
    pub place: i64,
    /// What tells the chain from others; empty where there is none.
    chain: String,
}

impl EventId {
    /// The id at a place in the chain of a principal.
    pub fn at(place: i64, principal: &str) -> Self {
        Self {
            place,
            chain: chain_tag(principal),
        }
    }

    /// The id that a client sent; one that is none of ours is of no chain that there is.
    pub fn of_client(text: &str) -> Self {
        text.parse().unwrap_or(Self {
            place: 0,
            chain: "none".to_owned(),
        })
    }

    fn of(row: &Row) -> Self {
        Self::at(row.sequence, &row.principal)
    }
}

impl fmt::Display for EventId {
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(out, "{}-{}", self.place, self.chain)
    }
}

impl FromStr for EventId {
    type Err = ();

    fn from_str(text: &str) -> Result<Self, ()> {
        let (place, chain) = text.split_once('-').ok_or(())?;
        let place = place.parse().map_err(drop)?;
        let is_tag = chain.len() <= 8 && chain.bytes().all(|byte| byte.is_ascii_hexdigit());
        (place >= 0 && is_tag)
            .then(|| Self {
                place,
                chain: chain.to_owned(),
            })
            .ok_or(())
    }
}

/// Eight hex digits of the principal's hash: enough to tell one person's chains apart.
fn chain_tag(principal: &str) -> String {
    let digest = Sha256::digest(principal);
    digest
        .iter()
        .take(4)
        .map(|byte| format!("{byte:02x}"))
        .collect()
}

/// How far a stream has told.
#[derive(Debug, Default, PartialEq, Eq)]
pub struct StreamCursor {
    /// The last place in the chain that was told. It never goes back, except when the choices have to
    /// be read again.
    after: EventId,
    /// The last row of each purpose whose delivery may still change, and what was told of it. One that
    /// failed is among them: the operator can have it posted again.
    open: BTreeMap<String, (i64, Delivery)>,
}

/// One thing to tell.
#[derive(Debug, PartialEq, Eq)]
pub struct Item {
    /// The place in the chain up to which everything is told then.
    pub id: EventId,
    /// The row whose choice it is; `None` when all choices have to be read again.
    pub row: Option<Row>,
}

impl StreamCursor {
    /// Begins a stream after the last event that arrived, or now.
    ///
    /// What became of deliveries while nobody listened is told first: a delivery has no place in
    /// the chain of its own to resume after. When the event is not of this chain, or later than its
    /// last record, the choices have to be read again: the person was erased, or the store restored.
    pub fn begin(latest: Vec<Row>, last_event: Option<EventId>) -> (Self, Vec<Item>) {
        let head = latest.iter().max_by_key(|row| row.sequence);
        let head = head.map_or_else(EventId::default, EventId::of);
        let is_resumed = last_event
            .as_ref()
            .is_some_and(|last| last.chain == head.chain && last.place <= head.place);
        let is_lost = last_event.is_some() && !is_resumed;
        let after = last_event.filter(|_| is_resumed).unwrap_or(head);
        let mut told = Self {
            after,
            open: BTreeMap::new(),
        };
        let mut items = Vec::new();
        if is_lost {
            items.push(told.read_again());
        }
        for row in latest {
            if row.sequence > told.after.place {
                continue;
            }
            told.keep_open(&row);
            if is_end(row.delivery()) {
                items.push(told.item(row));
            }
        }
        (told, items)
    }

    /// The last place that was told: rows are read from it on, since whether that one is still there
    /// tells an erasure.
    pub fn place(&self) -> i64 {
        self.after.place
    }

    /// Whether earlier rows may have news, too: those that are the last of their purposes.
    pub fn has_open(&self) -> bool {
        !self.open.is_empty()
    }

    /// What there is to tell of the rows that were asked for. After an erasure: look again.
    pub fn take(&mut self, rows: Vec<Row>) -> Vec<Item> {
        if self.is_erased(&rows) {
            *self = Self::default();
            return vec![self.read_again()];
        }
        let mut items = Vec::new();
        for row in rows {
            let is_new = row.sequence > self.after.place;
            if !is_new && !self.has_ended(&row) {
                continue;
            }
            if is_new {
                self.after = EventId::of(&row);
            }
            self.keep_open(&row);
            items.push(self.item(row));
        }
        items
    }

    /// Whether the delivery of a row that was told has come to an end since, or to another one. What
    /// replaced a row comes after it, and is what the person is told of.
    fn has_ended(&self, row: &Row) -> bool {
        let told = self.open.get(&row.purpose);
        let told = told.filter(|(place, _)| *place == row.sequence);
        told.is_some_and(|(_, told)| is_end(row.delivery()) && *told != row.delivery())
    }

    fn keep_open(&mut self, row: &Row) {
        let purpose = row.purpose.clone();
        match row.delivery() {
            open @ (Delivery::Sending | Delivery::Failed) => {
                self.open.insert(purpose, (row.sequence, open));
            }
            _ => drop(self.open.remove(&purpose)),
        }
    }

    /// The last row that was told is not there any more, or is of another chain.
    fn is_erased(&self, rows: &[Row]) -> bool {
        let last = rows.iter().find(|row| row.sequence == self.after.place);
        self.after.place > 0 && last.map(EventId::of).as_ref() != Some(&self.after)
    }

    fn item(&self, row: Row) -> Item {
        Item {
            id: self.after.clone(),
            row: Some(row),
        }
    }

    fn read_again(&self) -> Item {
        Item {
            id: self.after.clone(),
            row: None,
        }
    }
}

/// Whether a delivery has come to an end that a person is told.
fn is_end(delivery: Delivery) -> bool {
    matches!(delivery, Delivery::Applied | Delivery::Failed)
}
