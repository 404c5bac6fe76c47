//! Why the last wish for a control was refused: for the other tabs, and for a later page where nobody saw it, since a
//! wish that an earlier page left is sent from any page, also one without the control.
//!
//! The reason alone is kept, and since when the state in force is. What was refused is not: two pages without the
//! control would send it by turns. Entry points: [`share`], [`last`] and [`unseen`].

use consent::wire::Choice;
use interface::keys::REFUSED;
use interface::marks;

use super::{last_confirmed, outbox};
use crate::browser;
use crate::consent_client::Failure;

/// Stands where a time would, so that no state in force began then: a page has shown the reason.
const SEEN: &str = "-";

/// Keeps why the wish for a control that has just ended was refused; `None` where it was not. Written before the wish
/// leaves the outbox, so that a tab which sees it gone knows whether it was refused, or replaced by a newer one.
pub fn share(purpose: &str, refused: Option<&Failure>, in_force: Option<&Choice>) {
    let Some(failure) = refused else {
        return forget(purpose);
    };
    let why = match failure {
        Failure::Changed(_) => "c",
        Failure::NoticeChanged => "n",
        // A guardian's step would open by itself and take the focus: it opens again with the answer.
        _ => "r",
    };
    let is_seen = browser::first(&marks::PURPOSE.saying(purpose)).is_some();
    let since = if is_seen { SEEN } else { since(in_force) };
    last_confirmed::keep(&REFUSED.item(purpose), &[why, since].concat());
}

/// Why the last wish for a control that has ended was refused, in whichever tab.
pub fn last(purpose: &str) -> Option<Failure> {
    let kept = last_confirmed::kept(&REFUSED.item(purpose));
    Some(match kept.as_bytes().first()? {
        b'c' => Failure::Changed(None),
        b'n' => Failure::NoticeChanged,
        _ => Failure::Refused,
    })
}

/// The same where the page that heard it has no such control; `None` where the person has decided since, on whichever
/// device.
pub fn unseen(choice: &Choice) -> Option<Failure> {
    let kept = last_confirmed::kept(&REFUSED.item(&choice.purpose));
    let is_now = kept.get(1..) == Some(since(Some(choice)));
    is_now.then(|| last(&choice.purpose))?
}

/// The person decides anew, was answered, or erases everything.
pub fn forget(purpose: &str) {
    if let Some(storage) = outbox::place() {
        let _ = storage.remove_item(&REFUSED.item(purpose));
    }
}

/// Since when a state is in force, by the server's clock: another one began at another time.
fn since(choice: Option<&Choice>) -> &str {
    choice
        .and_then(|choice| choice.since.as_deref())
        .unwrap_or_default()
}
