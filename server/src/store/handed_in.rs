//! Whether a request has handed something in that the store may have written by now.
//!
//! A request that breaks off before has stored nothing, for certain, and its answer says so. Noted where the
//! stores are handed a row or an erasure, so that no endpoint can forget it. Entry points:
//! [`HandedIn::watch`] around a request; [`note`] and [`judge`] in the stores.

use std::sync::Arc;
use std::sync::atomic::{AtomicBool, Ordering};

use super::{Inserted, Result};

tokio::task_local! {
    static OF_REQUEST: HandedIn;
}

/// Whether a request has.
#[derive(Debug, Clone, Default)]
pub struct HandedIn(Arc<AtomicBool>);

impl HandedIn {
    /// Does a request's work and notes what it hands in.
    pub fn watch<F: Future>(&self, work: F) -> impl Future<Output = F::Output> + use<F> {
        OF_REQUEST.scope(self.clone(), work)
    }

    /// Whether the store may have written something for it.
    pub fn is_so(&self) -> bool {
        self.0.load(Ordering::Relaxed)
    }
}

/// From now on the store may write something for this request.
pub fn note() {
    set(true);
}

/// What became of a row that was handed in: one that was not written, for certain, is taken back.
pub fn judge(inserted: &Result<Inserted>) {
    match inserted {
        Ok(Inserted::Stored) => {}
        Err(error) if !error.is_outcome_known() => {}
        Ok(Inserted::Taken) | Err(_) => set(false),
    }
}

/// Outside of a request nobody asks.
fn set(is_so: bool) {
    let _ = OF_REQUEST.try_with(|request| request.0.store(is_so, Ordering::Relaxed));
}
