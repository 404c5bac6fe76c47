//! Wishes on their way to the consent API, and what comes back from it and from other tabs.
//!
//! [`outbox`] keeps wishes through a reload or the end of the browser; [`sender`] sends them, one at a
//! time for each control; [`interpret_response`] says what an answer means and [`apply_outcome`] acts on
//! it. [`other_tabs`] and [`server_events`] keep pages in step. Entry points: [`start`], and
//! [`sender::wish`].

pub mod outbox;
pub mod sender;
mod interpret_response;
mod apply_outcome;
pub mod last_confirmed;
pub mod last_refusal;
mod other_tabs;
pub mod server_events;
mod refresh_on_return;
mod connection;
pub mod identity_recovery;
pub mod cookies_blocked;

/// Shows what an earlier page left, asks the API for the current choices, and follows other tabs.
pub fn start() {
    connection::start(sender::refresh::soon);
    sender::start();
    other_tabs::start();
    refresh_on_return::start();
}
