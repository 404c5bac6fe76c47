//! Choices on the page: what holds, what a person wishes, and what became of the wish.
//!
//! [`store`] keeps both apart for every control; [`outbox`] keeps wishes through a reload or the
//! end of the browser; [`sender`] brings them to the consent API, [`answered`] says what an
//! answer means and [`outcome`] shows it;
//! [`tabs`] and [`live`] keep pages in step; the rest shows it: controls, history with receipts,
//! the prompt for a new release.

mod all_off;
mod answered;
mod api_status;
mod check_up;
mod choice;
mod comeback;
mod connection;
mod file;
#[cfg(test)]
mod fixtures;
mod first;
mod gpc;
mod guardian;
mod history;
mod live;
mod lock;
mod network;
mod outbox;
mod outcome;
mod own_data;
mod proof;
mod published;
mod receipt;
mod receipts;
mod sender;
mod shared_choices;
mod shown;
mod since;
mod store;
mod tabs;
mod unkept;

use interface::marks::Place;
use web_sys::HtmlElement;

/// Wakes the store and asks the API where the person stands.
pub fn start() {
    store::start();
    connection::start(network::refresh_soon);
    sender::start();
    tabs::start();
    comeback::start();
}

/// Mounts the part that a place is meant for.
pub fn mount(part: Place, place: HtmlElement) {
    match part {
        Place::Choice => choice::mount_choice(place),
        Place::ApiStatus => api_status::mount_api_status(place),
        Place::Gpc => gpc::mount_gpc(place),
        Place::Since => since::mount_since(place),
        Place::History => history::mount_history(place),
    }
}

/// Wakes what this page has beyond single choices.
pub fn enhance() {
    all_off::wake();
    check_up::wake();
    unkept::wake();
    live::start();
    receipts::look_after();
}
