//! Why a decision was refused that no open page had a control for: a wish that an earlier page left is sent from
//! any page.
//!
//! The reason alone is kept, and since when the state in force is, until there is another state. What was refused is
//! not: two pages without the control would send it by turns.
//! Entry points: [`keep`] and [`of`].

use consent::wire::Choice;
use interface::{keys, marks};

use crate::consent_client::Failure;
use crate::{browser, storage};

/// Keeps why a decision on a control was refused, and since when the state in force is, unless the page that heard it
/// shows it.
pub fn keep(purpose: &str, in_force: Option<&Choice>, failure: &Failure) {
    if browser::first(&marks::PURPOSE.saying(purpose)).is_none() {
        let why = match failure {
            Failure::Changed(_) => "c",
            Failure::NoticeChanged => "n",
            // A guardian's step would open by itself and take the focus: it opens again with the answer.
            _ => "r",
        };
        let kept = [why, since(in_force)].concat();
        storage::store(&keys::REFUSED.item(purpose), &kept);
    }
}

/// Why the last decision on a control was refused, where nobody has seen that; `None` where the person has decided
/// since, on whichever device.
pub fn of(choice: &Choice) -> Option<Failure> {
    let kept = storage::stored(&keys::REFUSED.item(&choice.purpose))?;
    if kept.get(1..) != Some(since(Some(choice))) {
        return None;
    }
    Some(match kept.as_bytes().first() {
        Some(b'c') => Failure::Changed(None),
        Some(b'n') => Failure::NoticeChanged,
        _ => Failure::Refused,
    })
}

/// Since when a state is in force, by the server's clock: another one began at another time.
fn since(choice: Option<&Choice>) -> &str {
    choice
        .and_then(|choice| choice.since.as_deref())
        .unwrap_or_default()
}

/// The person decides anew.
pub fn forget(purpose: &str) {
    storage::forget(&keys::REFUSED.item(purpose));
}
