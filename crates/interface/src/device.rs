//! What the app keeps on a reader's device: the names of its items in local storage and in the
//! outbox, each once.
//!
//! `src/boot.js` opens the outbox and picks the app before any Rust runs: it knows [`OUTBOX`] and
//! [`TOLD`] by itself, which a test compares, and a page hands [`CHOSEN`] to it.

/// All names start so; an erasure removes all of them.
pub const OURS: &str = "mingbai.";

/// Wishes that the server has not confirmed; control and key follow.
pub const OUTBOX: &str = "mingbai.outbox.";
/// The wish that made a person known, until a browser cannot forget its cookie.
pub const FIRST: &str = "mingbai.first.";
/// What was confirmed last, for the other tabs; the control follows.
pub const CONFIRMED: &str = "mingbai.confirmed.";
/// Receipts, to be read offline; the record follows.
pub const RECEIPT: &str = "mingbai.receipt.";
/// That the server knows a person of whom the device has kept nothing else.
pub const KNOWN: &str = "mingbai.known";
/// The keys that receipts are checked with.
pub const KEYS: &str = "mingbai.keys";
/// Changes when everything was erased, for the other tabs.
pub const ERASED: &str = "mingbai.erased";
/// Which wish was written, for the other tabs of a browser without a BroadcastChannel.
pub const TOLD: &str = "mingbai.told";
/// How far the check-up has come.
pub const CHECK_UP: &str = "mingbai.check-up";

/// Items whose names start so are of somebody who has made a choice. Looking at the check-up, or an
/// erasure, leaves something too, and needs no history.
pub const CHOSEN: [&str; 5] = [OUTBOX, FIRST, CONFIRMED, RECEIPT, KNOWN];
