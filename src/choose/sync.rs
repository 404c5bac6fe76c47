//! Wishes on their way to the consent API, and what comes back from it and from other tabs.
//!
//! [`outbox`] keeps wishes through a reload or the end of the browser; [`sender`] sends them, one at a
//! time for each control; [`answered`] says what an answer means and [`outcome`] follows it. [`tabs`]
//! and [`live`] keep pages in step. Entry points: [`start`], and [`sender::wish`].

mod answered;
mod comeback;
mod connection;
pub mod first;
pub mod live;
pub mod outbox;
mod outcome;
pub mod sender;
pub mod shared_choices;
mod tabs;
pub mod unkept;

/// Shows what an earlier page left, asks the API where the person stands, and follows other tabs.
pub fn start() {
    connection::start(sender::network::refresh_soon);
    sender::start();
    tabs::start();
    comeback::start();
}
