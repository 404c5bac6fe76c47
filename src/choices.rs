//! Choices on the page: what holds, what a person wishes, and what became of the wish.
//!
//! [`state`] keeps both apart for every control; [`sync`] brings wishes to the consent API and keeps
//! tabs in step; [`receipts`] are what proves a decision. [`controls`] and [`records`] are what a person
//! sees of them.

mod state;
mod sync;
mod controls;
mod receipts;
mod records;

use interface::marks::Place;
use web_sys::HtmlElement;

/// Wakes the store and asks the API where the person stands.
pub fn start() {
    state::control_signals::start();
    sync::start();
}

/// Mounts the part that a place is meant for.
pub fn mount(part: Place, place: HtmlElement) {
    match part {
        Place::Choice => controls::control::mount_control(place),
        Place::ApiStatus => controls::api_away_notice::mount_notice(place),
        Place::Gpc => controls::global_privacy_control::mount_signal(place),
        Place::Since => controls::release_prompt::mount_prompt(place),
        Place::History => records::history::mount_history(place),
    }
}

/// Wakes what this page has beyond single choices.
pub fn enhance() {
    controls::turn_all_off::wake();
    controls::check_up::wake();
    sync::cookies_blocked::wake();
    sync::server_events::start();
    receipts::receipt_store::look_after();
}
