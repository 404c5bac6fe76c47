//! Choices on the page: what holds, what a person wishes, and what became of the wish.
//!
//! [`store`] keeps both apart for every control; [`outbox`] keeps wishes through a reload;
//! [`sender`] brings them to the consent API; the rest shows it.

mod all_off;
mod api_status;
mod check_up;
mod choice;
mod lock;
mod outbox;
mod sender;
mod shown;
mod store;

pub use api_status::mount_api_status;
pub use choice::mount_choice;

/// Wakes the store and asks the API where the person stands.
pub fn start() {
    store::start();
    sender::start();
}

/// Wakes what this page has beyond single choices.
pub fn enhance() {
    all_off::wake();
    check_up::wake();
    crate::consent_client::forget_token();
}
