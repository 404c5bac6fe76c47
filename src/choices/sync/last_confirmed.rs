//! What was confirmed last for each control, shared by the tabs of a browser.
//!
//! It is on the same disk as the outbox: a tab that has the lock of a control and has read the
//! disk knows what any tab was answered before. Entry points: [`share`] and [`confirmed`].

use consent::wire::{Choice, Choices};
use interface::keys::{CONFIRMED, ERASED};

use super::outbox;
use crate::browser::{self, json};
use crate::storage;

/// Lets other tabs know what was confirmed. Called under the control's lock, after the disk was
/// read, so that nothing older takes the place of something newer.
pub fn share(choice: &Choice) {
    let is_older = confirmed(&choice.purpose).is_some_and(|known| known.revision > choice.revision);
    if !is_older {
        keep(&CONFIRMED.item(&choice.purpose), &json::write(choice));
    }
}

/// What some tab confirmed last, for a control; it may be newer than what this one heard of.
pub fn confirmed(purpose: &str) -> Option<Choice> {
    json::read(&kept(&CONFIRMED.item(purpose)))
}

/// Keeps an item where the tabs share it.
pub fn keep(name: &str, text: &str) {
    if let Some(storage) = outbox::place() {
        let _ = storage.set_item(name, text);
    }
}

/// What the tabs share under a name; nothing where that is.
pub fn kept(name: &str) -> String {
    let storage = outbox::place();
    let text = storage.and_then(|storage| storage.get_item(name).ok()?);
    text.unwrap_or_default()
}

/// What some tab was told beyond an answer of the server, as the sum of its revisions, which grows with each
/// decision; `None` where the answer has it all.
pub fn newer_than(choices: &Choices) -> Option<u64> {
    let known = |choice: &Choice| confirmed(&choice.purpose).map_or(0, |known| known.revision);
    let mut sum = 0;
    let mut is_newer = false;
    for choice in &choices.choices {
        is_newer |= known(choice) > choice.revision;
        sum += known(choice);
    }
    is_newer.then_some(sum)
}

/// Forgets what was confirmed to a person that the server does not know any more.
pub fn forget() {
    let Some(storage) = outbox::place() else {
        return;
    };
    for name in storage::names_in(&storage)
        .iter()
        .filter(|name| CONFIRMED.of(name).is_some())
    {
        let _ = storage.remove_item(name);
    }
}

/// Has the other tabs ask the server anew: everything was erased, or they have missed what a stream would have told.
pub fn ask_everywhere() {
    storage::store(ERASED, &browser::unique());
}
