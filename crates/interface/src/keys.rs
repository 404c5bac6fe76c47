//! What the app keeps on a reader's device: the name of each item, once, with what it means, where it
//! lies, who writes it and how long it stays.
//!
//! An erasure of everything takes away all of them but [`CACHE`]. `src/outbox.js` opens the outbox before any Rust
//! runs and knows [`OUTBOX`], [`TOLD`] and the names of the disk by itself; `tests/keys.rs` compares
//! them, and those in `tests/browser`.

/// Items whose names begin alike; what follows says which one it is.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Family(pub &'static str);

impl Family {
    /// The name of one of them.
    pub fn item(self, of: &str) -> String {
        [self.0, of].concat()
    }

    /// Which one of them a name means; `None` for another item.
    pub fn of(self, name: &str) -> Option<&str> {
        name.strip_prefix(self.0)
    }
}

/// The beginning of every name: other pages of the same origin keep things, too.
pub const OURS: Family = Family("mingbai.");

/// Decisions that the server has not confirmed: see [`wish`].
///
/// On the disk, or in local storage where there is none. Written when a person decides, gone when
/// the server has answered. In local storage one that is empty says that a control was decided
/// without the disk.
pub const OUTBOX: Family = Family("mingbai.outbox.");
/// The decision that made a person known: when, a full stop, and its name in the outbox.
///
/// On the disk alone, from its answer until the browser cannot forget the cookie that came with it.
pub const FIRST: Family = Family("mingbai.first.");
/// What was confirmed last, for the other tabs; the control follows.
///
/// On the disk, or in local storage where there is none. Written with each answer; gone when the
/// server does not know the person any more.
pub const CONFIRMED: Family = Family("mingbai.confirmed.");
/// A receipt, to be read offline; the record follows.
///
/// In local storage, written with each answer; the oldest go when there are too many.
pub const RECEIPT: Family = Family("mingbai.receipt.");

/// Why the wish for a control that ended last was refused, whether a page showed it, and since when the state in
/// force is; the control follows.
///
/// Where what was confirmed is; gone once a wish is confirmed, or the person decides anew. It is shown, and nothing
/// of it is ever sent.
pub const REFUSED: Family = Family("mingbai.refused.");

/// The published pages of a build and the app's files, to be read offline; the build follows.
///
/// A cache of the service worker (`src/sw.js`), which a newer build or the operator takes away. An erasure leaves
/// it: nothing in it is of a person.
pub const CACHE: Family = Family("mingbai-");

/// The keys that receipts are checked with, and when they were seen.
///
/// In local storage, by whoever checks a receipt; believed for a month.
pub const KEYS: &str = "mingbai.keys";
/// Changes when everything was erased, for the other tabs.
///
/// In local storage, by the tab in which it was erased; gone with everything else.
pub const ERASED: &str = "mingbai.erased";
/// Which decision was written to the disk, for the other tabs of a browser without a
/// BroadcastChannel.
///
/// In local storage, by `src/outbox.js`, which removes it at once: the event is what counts.
pub const TOLD: &str = "mingbai.told";
/// How far the check-up has come.
///
/// In local storage, by the check-up; it stays.
pub const CHECK_UP: &str = "mingbai.check-up";

/// That the key which leads to search from every page does nothing: there while it is switched off.
///
/// In local storage, by whoever switches it off; gone when they switch it on.
pub const SEARCH_KEY_OFF: &str = "mingbai.search-key-off";

/// The database of IndexedDB that the outbox lies in.
pub const DATABASE: &str = "mingbai";
/// Its only object store; the items are under their names.
pub const STORE: &str = "outbox";
/// The BroadcastChannel on which tabs tell each other that the disk has changed.
pub const CHANNEL: &str = "mingbai";
/// The property of the window by which `src/outbox.js` hands the outbox to the app.
pub const OUTBOX_OBJECT: &str = "mingbaiOutbox";
/// The function of the window by which `src/boot.js` lets the app wait for the disk.
pub const OUTBOX_SYNC: &str = "mingbaiSync";
/// The function of the window by which `src/boot.js` lets the app hold a lock.
pub const LOCK: &str = "mingbaiLock";
/// The function of the window by which `src/boot.js` parses a page and looks at what is in it.
pub const PARSE: &str = "mingbaiParse";
/// The function of the window by which `src/boot.js` gives the app something unique.
pub const UNIQUE: &str = "mingbaiUnique";
/// A function of the window that writes a time of the contract by the reader's own clock. `src/boot.js` makes it.
pub const TIME: &str = "mingbaiTime";
/// The property of the window by which `src/bridge/connect.js` hands the host to the app.
pub const BRIDGE: &str = "mingbaiBridge";
/// The property of the window by which the same, or `src/deployment.js`, hands the app a way to the consent API
/// that is not simply this origin with its cookie.
pub const SERVICE: &str = "mingbaiService";
/// The property of the window by which `src/deployment.js` hands the app the product's name.
pub const PRODUCT: &str = "mingbaiProduct";
/// Web Locks, no items: held by the tab that sends for a control, or whatever follows.
pub const SENDING: Family = Family("mingbai.send.");

/// The name of a decision in the outbox: its control and its idempotency key.
pub fn wish(purpose: &str, key: &str) -> String {
    [OUTBOX.0, purpose, ".", key].concat()
}

/// The control and the idempotency key of a decision in the outbox; `None` for another item.
pub fn of_wish(name: &str) -> Option<(&str, &str)> {
    OUTBOX.of(name)?.rsplit_once('.')
}
