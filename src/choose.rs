//! Choices on the page: what holds, what a person wishes, and what became of the wish.
//!
//! [`state`] keeps both apart for every control; [`sync`] brings wishes to the consent API and keeps
//! tabs in step; [`receipts`] are what proves a decision. [`controls`] and [`records`] are what a person
//! sees of them.

mod controls;
mod receipts;
mod records;
mod state;
mod sync;

use interface::marks::Place;
use web_sys::HtmlElement;

/// Wakes the store and asks the API where the person stands.
pub fn start() {
    state::store::start();
    sync::start();
}

/// Mounts the part that a place is meant for.
pub fn mount(part: Place, place: HtmlElement) {
    match part {
        Place::Choice => controls::choice::mount_choice(place),
        Place::ApiStatus => controls::api_status::mount_api_status(place),
        Place::Gpc => controls::gpc::mount_gpc(place),
        Place::Since => controls::since::mount_since(place),
        Place::History => records::history::mount_history(place),
    }
}

/// Wakes what this page has beyond single choices.
pub fn enhance() {
    controls::all_off::wake();
    controls::check_up::wake();
    sync::unkept::wake();
    sync::live::start();
    receipts::receipts::look_after();
}
