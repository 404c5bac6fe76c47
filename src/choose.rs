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
#[cfg(feature = "records")]
mod file;
#[cfg(test)]
mod fixtures;
mod first;
#[cfg(feature = "records")]
mod gpc;
#[cfg(feature = "records")]
mod guardian;
#[cfg(not(feature = "records"))]
#[path = "choose/guardian_elsewhere.rs"]
mod guardian;
#[cfg(feature = "records")]
mod history;
#[cfg(feature = "records")]
mod live;
mod lock;
mod network;
mod outbox;
mod outcome;
#[cfg(feature = "records")]
mod own_data;
#[cfg(feature = "records")]
mod proof;
#[cfg(feature = "records")]
mod published;
#[cfg(feature = "records")]
mod receipt;
mod receipts;
mod sender;
mod shown;
#[cfg(feature = "records")]
mod since;
mod store;
mod tabs;
mod unkept;

use interface::marks::Place;
use web_sys::HtmlElement;

/// Wakes the store and asks the API where the person stands.
pub fn start() {
    store::start();
    sender::start();
    comeback::start();
}

/// Mounts the part that a place is meant for.
pub fn mount(part: Place, place: HtmlElement) {
    match part {
        Place::Choice => choice::mount_choice(place),
        Place::ApiStatus => api_status::mount_api_status(place),
        #[cfg(feature = "records")]
        Place::Gpc => gpc::mount_gpc(place),
        #[cfg(feature = "records")]
        Place::Since => since::mount_since(place),
        #[cfg(feature = "records")]
        Place::History => history::mount_history(place),
        #[cfg(not(feature = "records"))]
        Place::Gpc | Place::Since | Place::History => {}
    }
}

/// Wakes what this page has beyond single choices.
pub fn enhance() {
    all_off::wake();
    check_up::wake();
    unkept::wake();
    #[cfg(feature = "records")]
    live::start();
    #[cfg(feature = "records")]
    receipts::look_after();
}
