//! A page that comes back asks for the current choices: one whose network is there again, a tab that
//! is shown again, and a page that the browser had kept as it was (the back/forward cache, a frozen
//! tab).
//!
//! Nothing reaches such a page in between: its stream of events is closed, and browsers delay
//! messages of other tabs.

use super::sender::refresh;
use crate::browser;

/// Asks now, and again whenever the page or the network comes back.
pub fn start() {
    refresh::soon();
    browser::listen(&browser::window(), "online", |_| refresh::soon());
    browser::listen(&browser::document(), "visibilitychange", |_| {
        if !browser::document().hidden() {
            refresh::soon();
        }
    });
    // Safari gives a kept page back without a change of visibility.
    browser::listen(&browser::window(), "pageshow", |event| {
        if browser::property(&event, "persisted").is_some_and(|it| it.is_truthy()) {
            refresh::soon();
        }
    });
}
