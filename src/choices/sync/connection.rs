//! Whether the API can be reached, and trying again where it cannot: each time a little later.
//!
//! Entry points: [`start`], [`came_back`], and [`went_away`] when a request had no answer.

use std::cell::Cell;

use crate::browser;
use crate::choices::state::control_signals;
use crate::choices::state::control_state::Phase;

/// The first wait before another try, in milliseconds.
const FIRST_WAIT: i32 = 2_000;
/// The longest one.
const LONGEST_WAIT: i32 = 60_000;

thread_local! {
    static WAIT: Cell<i32> = const { Cell::new(FIRST_WAIT) };
    static RETRY_IS_SET: Cell<bool> = const { Cell::new(false) };
    static TRY_AGAIN: Cell<Option<fn()>> = const { Cell::new(None) };
}

/// Sets what trying again is.
pub fn start(try_again: fn()) {
    TRY_AGAIN.set(Some(try_again));
}

/// A request had no answer: says so and tries again, each time a little later.
pub fn went_away() {
    control_signals::api_away().set(true);
    for purpose in control_signals::purposes() {
        control_signals::change(&purpose, |state| {
            if matches!(state.phase, Phase::Loading) {
                state.phase = Phase::Unavailable;
            }
        });
    }
    if try_again_after(WAIT.get()) {
        WAIT.set((WAIT.get() * 2).min(LONGEST_WAIT));
    }
}

/// A request was answered.
pub fn came_back() {
    WAIT.set(FIRST_WAIT);
    control_signals::api_away().set(false);
}

/// Tries again after some time; `false` when that was arranged already.
pub fn try_again_after(wait: i32) -> bool {
    if RETRY_IS_SET.replace(true) {
        return false;
    }
    browser::after(wait, || {
        RETRY_IS_SET.set(false);
        if let Some(try_again) = TRY_AGAIN.get() {
            try_again();
        }
    });
    true
}
