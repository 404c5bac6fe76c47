//! Choices on the page: the state in force, what a person wishes, and the outcome of the wish.
//!
//! [`state`] keeps the state in force and the wish apart for every control; [`sync`] sends wishes to the
//! consent API and keeps tabs in step; [`receipts`] are the proof of a decision. [`controls`] and
//! [`records`] are what a person sees of them.

mod state;
mod sync;
mod controls;
mod receipts;
mod records;

use interface::marks::Place;
use web_sys::HtmlElement;

/// Makes the signals and asks the API for the current choices.
pub fn start() {
    state::control_signals::start();
    sync::start();
}

/// Mounts the part that a place is meant for.
pub fn mount(part: Place, place: HtmlElement) {
    match part {
        Place::Choice => controls::control::mount_control(place),
        Place::ApiStatus => controls::api_away_notice::mount_notice(place),
        Place::AllOff => controls::turn_all_off::mount_all_off(place),
        Place::Since => controls::release_prompt::mount_prompt(place),
        Place::Recorded => controls::recorded_count::mount_row(place),
        Place::History => records::history::mount_history(place),
    }
}

/// Enhances what this page has beyond single choices.
pub fn enhance() {
    controls::check_up::enhance();
    sync::cookies_blocked::enhance();
    sync::server_events::start();
    receipts::receipt_store::look_after();
}
