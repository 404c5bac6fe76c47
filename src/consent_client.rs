//! The one door for choices: requests to the consent API and what its answers mean.
//!
//! A [`Wish`] goes out, a confirmed choice or the reason why not comes back. Nothing is
//! reported as stored that the server has not confirmed.
//! [`decide`] carries decisions, [`acknowledge_and_guardian`] what is said of a release and by a guardian,
//! [`records`] what is kept about the person.

mod decide;
pub mod acknowledge_and_guardian;
pub mod records;
mod request;

use consent::wire::Choice;

pub use decide::{NoticeText, Wish, choices, decide, view_token};

/// Why a decision or a question was not answered.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Failure {
    /// No answer: offline, a dead server, a time-out. The decision may or may not be stored.
    Away,
    /// It was changed elsewhere; the newer state comes along.
    Changed(Option<Box<Choice>>),
    /// The view token has expired; a fresh one may come along.
    ViewExpired(Option<String>),
    /// The text on the screen is no longer the one in force.
    NoticeChanged,
    /// A guardian has to decide.
    GuardianNeeded,
    /// Too much at once; seconds to wait.
    Busy(u64),
    /// The server will not have it, whatever is tried again.
    Refused,
    /// The server failed. The decision may or may not be stored.
    Broken,
}

impl Failure {
    /// Whether sending the same decision again, under the same key, may help.
    pub fn may_pass(&self) -> bool {
        matches!(self, Failure::Away | Failure::Broken | Failure::Busy(_))
    }
}
