//! What a live stream has told a person, and what is new to them since.
//!
//! Takes the rows of [`Store::news`](crate::store::Store::news), gives what to tell: new events,
//! and choices whose delivery has come to an end. Knows no time and no network.
//! Entry points: [`Told::begin`] and [`Told::take`].

use std::collections::BTreeMap;

use consent::wire::Delivery;

use crate::store::Row;

/// How far a stream has told.
#[derive(Debug, Default, PartialEq, Eq)]
pub struct Told {
    /// The last place in the chain that was told: the id of the last event. It never goes back,
    /// except to 0 when everything was erased.
    after: i64,
    /// Whose chain it is: another one at the same places is another one altogether.
    principal: Option<String>,
    /// The last row of each purpose that is still on its way downstream.
    sending: BTreeMap<String, i64>,
}

/// One thing to tell.
#[derive(Debug, PartialEq, Eq)]
pub struct Item {
    /// The place in the chain up to which everything is told then.
    pub place: i64,
    /// The row whose choice it is; `None` when everything was erased.
    pub row: Option<Row>,
}

const ERASED: Item = Item {
    place: 0,
    row: None,
};

impl Told {
    /// Begins a stream after the last event that arrived, or now.
    ///
    /// What became of deliveries while nobody listened is told first: a delivery has no place in
    /// the chain of its own to resume after.
    pub fn begin(latest: Vec<Row>, last_event: Option<i64>) -> (Self, Vec<Item>) {
        let head = latest.iter().map(|row| row.sequence).max().unwrap_or(0);
        let after = last_event.filter(|last| *last >= 0).unwrap_or(head);
        if after > head {
            return (Self::default(), vec![ERASED]);
        }
        let mut told = Self {
            after,
            principal: latest.first().map(|row| row.principal.clone()),
            sending: BTreeMap::new(),
        };
        let mut items = Vec::new();
        for row in latest.into_iter().filter(|row| row.sequence <= after) {
            match row.delivery() {
                Delivery::Recorded | Delivery::Superseded => {}
                Delivery::Sending => drop(told.sending.insert(row.purpose, row.sequence)),
                Delivery::Applied | Delivery::Failed => items.push(told.item(row)),
            }
        }
        (told, items)
    }

    /// The last place that was told, and the first of those that may still change.
    pub fn asks(&self) -> (i64, i64) {
        let earliest = self.sending.values().min();
        (
            self.after,
            earliest.map_or(self.after, |first| *first.min(&self.after)),
        )
    }

    /// What there is to tell of the rows that were asked for. After an erasure: look again.
    pub fn take(&mut self, rows: Vec<Row>) -> Vec<Item> {
        if self.is_erased(&rows) {
            *self = Self::default();
            return vec![ERASED];
        }
        let mut items = Vec::new();
        for row in rows {
            let is_new = row.sequence > self.after;
            let was_sending = self.sending.get(&row.purpose) == Some(&row.sequence);
            let is_sending = row.delivery() == Delivery::Sending;
            // What replaced it comes after it, and is what the person is told of.
            let is_replaced = row.delivery() == Delivery::Superseded;
            if !is_new && (!was_sending || is_sending || is_replaced) {
                continue;
            }
            if is_new {
                self.after = row.sequence;
                self.principal = Some(row.principal.clone());
            }
            match is_sending {
                true => drop(self.sending.insert(row.purpose.clone(), row.sequence)),
                false => drop(self.sending.remove(&row.purpose)),
            }
            items.push(self.item(row));
        }
        items
    }

    /// The last row that was told is not there any more, or another person's by now is.
    fn is_erased(&self, rows: &[Row]) -> bool {
        let last = rows.iter().find(|row| row.sequence == self.after);
        let principal = last.map(|row| &row.principal);
        self.after > 0 && (principal.is_none() || principal != self.principal.as_ref())
    }

    fn item(&self, row: Row) -> Item {
        Item {
            place: self.after,
            row: Some(row),
        }
    }
}
