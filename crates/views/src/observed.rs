//! A value that views and effects follow.
//!
//! What Leptos' own signals do for each type of value anew, who follows and who is told, is here done by a
//! trigger that knows nothing of the value; the app keeps values of eight types
//! (docs/decisions/bytes.md). Entry point: [`Observed`].

use std::sync::{Arc, PoisonError, RwLock};

use leptos::prelude::{ArcTrigger, Notify, Track};

/// A value that views and effects follow; a clone is the same value.
pub struct Observed<T> {
    value: Arc<RwLock<T>>,
    changes: ArcTrigger,
}

// Derived, it would ask the same of `T`, which is not copied.
impl<T> Clone for Observed<T> {
    fn clone(&self) -> Self {
        Self {
            value: self.value.clone(),
            changes: self.changes.clone(),
        }
    }
}

impl<T> Observed<T> {
    /// A value that nothing follows yet.
    pub fn new(value: T) -> Self {
        Self {
            value: Arc::new(RwLock::new(value)),
            changes: ArcTrigger::new(),
        }
    }

    /// Reads it; the view or effect that does so follows it from now on.
    pub fn with<R>(&self, read: impl FnOnce(&T) -> R) -> R {
        self.changes.track();
        self.with_untracked(read)
    }

    /// Reads it without following it.
    pub fn with_untracked<R>(&self, read: impl FnOnce(&T) -> R) -> R {
        read(&self.value.read().unwrap_or_else(PoisonError::into_inner))
    }

    /// Changes it, and tells those who follow it.
    pub fn update(&self, change: impl FnOnce(&mut T)) {
        change(&mut self.value.write().unwrap_or_else(PoisonError::into_inner));
        self.changes.notify();
    }

    /// Puts another value in its place.
    pub fn set(&self, value: T) {
        self.update(|kept| *kept = value);
    }
}

impl<T: Clone> Observed<T> {
    /// The value, followed from now on.
    pub fn get(&self) -> T {
        self.with(T::clone)
    }

    /// The value, not followed.
    pub fn get_untracked(&self) -> T {
        self.with_untracked(T::clone)
    }
}
