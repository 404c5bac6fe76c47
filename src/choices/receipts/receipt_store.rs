//! Receipts on this device: each is kept the moment its decision is confirmed, so that it can be read
//! and checked where nothing can be asked.
//!
//! In local storage, each under its record's id; a hundred at most, then the newest eighty stay.
//! Erasing takes them away.

use std::cell::Cell;

use consent::wire::Record;
use interface::keys::RECEIPT;
use wasm_bindgen_futures::spawn_local;

use super::verify_receipt;
use crate::choices::state::control_signals;
use crate::components::effect;
use crate::{small_collections, storage};

/// One has some three thousand characters, and local storage room for five million.
const MOST: usize = 100;
/// So many stay when there are more: not all are read again for each new one.
const LEFT: usize = 80;

/// Keeps one. Where local storage is denied or full, the service has it all the same.
pub fn keep(record: &str, signed: &str) {
    storage::store(&RECEIPT.item(record), signed);
}

/// The one of a record.
pub fn of(record: &str) -> Option<String> {
    storage::stored(&RECEIPT.item(record))
}

/// The records of all that are kept, of the person who decided last, in their order.
pub fn records() -> Vec<Record> {
    let kept = oldest_first().into_iter();
    let mut records = small_collections::list(kept.filter_map(|(_, record)| record));
    if let Some(last) = records.last().map(|record| record.principal.clone()) {
        records.retain(|record| record.principal == last);
    }
    small_collections::sort_by(&mut records, |one, other| one.sequence.cmp(&other.sequence));
    records
}

/// From now on, and with everything new: no more than [`MOST`], and with keys to check them by.
/// Asked for after each page is mounted, which is when effects can run; the first time counts.
pub fn look_after() {
    thread_local! {
        static HAS_STARTED: Cell<bool> = const { Cell::new(false) };
    }
    if HAS_STARTED.replace(true) {
        return;
    }
    let visit = control_signals::visit();
    effect(move || {
        let is_known = visit.with(|visit| visit.is_known);
        let kept = names().len();
        if kept > MOST {
            drop_oldest(kept - LEFT);
        }
        if is_known && kept > 0 {
            spawn_local(verify_receipt::have_keys());
        }
    });
}

fn drop_oldest(count: usize) {
    for (name, _) in oldest_first().into_iter().take(count) {
        storage::forget(&name);
    }
}

/// What cannot be read comes before everything else.
fn oldest_first() -> Vec<(String, Option<Record>)> {
    let mut kept = small_collections::list(names().into_iter().map(|name| {
        let signed = RECEIPT.of(&name).and_then(of);
        let receipt = signed.and_then(|signed| verify_receipt::read(&signed));
        (name, receipt.map(|receipt| receipt.record))
    }));
    // Times of one form are in the order of their texts.
    small_collections::sort_by(&mut kept, |(_, one), (_, other)| {
        let [one, other] = [one, other].map(|it| it.as_ref().map(|record| &record.time));
        one.cmp(&other)
    });
    kept
}

fn names() -> Vec<String> {
    let mut names = storage::stored_names();
    names.retain(|name| RECEIPT.of(name).is_some());
    names
}
