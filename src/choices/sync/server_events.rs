//! Live events: what another device decides, this page shows (server-sent events).
//!
//! Listens while the page is on the screen and the server knows the person; one tab listens for
//! all, since browsers keep few connections. Where it fails, the page works without.

use std::cell::{Cell, RefCell};

use consent::wire::{Choice, ChoiceEvent};
use wasm_bindgen::JsCast;
use wasm_bindgen_futures::spawn_local;
use web_sys::{EventSource, MessageEvent};

use super::sender::refresh;
use super::{last_confirmed, other_tabs, outbox};
use crate::bridge;
use crate::browser::{self, json};
use crate::choices::state::control_signals;
use crate::components::effect;
use crate::web_lock;

/// After how long a stream that was refused is opened again, in milliseconds.
const OPEN_AGAIN_AFTER: i32 = 10_000;

thread_local! {
    static OPEN: RefCell<Option<(EventSource, web_lock::LockGuard)>> = const { RefCell::new(None) };
    static IS_ASKING: Cell<bool> = const { Cell::new(false) };
    static HAS_STARTED: Cell<bool> = const { Cell::new(false) };
}

/// Listens from the first decision on, whenever the page is on the screen. Asked for after each
/// page is mounted, which is when effects can run; the first time counts.
pub fn start() {
    if HAS_STARTED.replace(true) {
        return;
    }
    let visit = control_signals::visit();
    effect(move || open_or_close(visit.with(|visit| visit.is_known)));
    let again = |_| open_or_close(control_signals::is_known());
    browser::listen(&browser::document(), "visibilitychange", again);
    // A page with an open stream, or a lock, is not kept for the way back.
    browser::listen(&browser::window(), "pagehide", |_| close());
    browser::listen(&browser::window(), "pageshow", again);
}

/// Opens or closes the stream, whichever is right now.
fn open_or_close(is_known: bool) {
    if !is_known || browser::document().hidden() {
        close();
        return;
    }
    let is_open = OPEN.with_borrow(Option::is_some);
    if !is_open && !IS_ASKING.replace(true) {
        spawn_local(async {
            let turn = web_lock::hold("live").await;
            IS_ASKING.set(false);
            // It may be long until another tab lets go: this one may be hidden by then.
            if !browser::document().hidden() {
                open(turn);
            }
        });
    }
}

fn open(turn: web_lock::LockGuard) {
    let Some(source) = bridge::events("/v1/events") else {
        return;
    };
    browser::listen(&source, "choice", |event| {
        let event: &MessageEvent = event.unchecked_ref();
        let data = event.data().as_string();
        if let Some(event) = data.and_then(|data| json::read::<ChoiceEvent>(&data)) {
            take(event);
        }
    });
    // What was decided before the stream was open does not come with it: it is asked for now, by every tab that it
    // is open for.
    browser::listen(&source, "open", |_| {
        last_confirmed::ask_everywhere();
        refresh::soon();
    });
    let failed = source.clone();
    browser::listen(&source, "error", move |_| {
        // The browser tries no more. Whether there is still somebody to listen for is asked first.
        if failed.ready_state() == EventSource::CLOSED {
            close();
            browser::after(OPEN_AGAIN_AFTER, || {
                refresh::soon();
                open_or_close(control_signals::is_known());
            });
        }
    });
    OPEN.set(Some((source, turn)));
}

fn take(event: ChoiceEvent) {
    match event.choice {
        Some(choice) => {
            other_tabs::take(&choice.purpose.clone(), Some(choice.clone()));
            spawn_local(share(choice));
        }
        // Everything was erased on another device, or the store was restored and has less than was shown.
        None => {
            last_confirmed::ask_everywhere();
            refresh::soon();
        }
    }
}

/// Tells the other tabs, which do not listen to the server themselves.
async fn share(choice: Choice) {
    let _lock = web_lock::hold(&choice.purpose).await;
    outbox::sync().await;
    last_confirmed::share(&choice);
}

fn close() {
    if let Some((source, _turn)) = OPEN.take() {
        source.close();
    }
}
