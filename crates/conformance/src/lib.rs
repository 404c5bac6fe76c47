//! The conformance kit: the consent contract, run against any implementation over HTTP.
//!
//! Takes the address of a running API, plays several people, and answers a table of what holds.
//! It writes decisions of people that it makes up, and erases them at the end of each claim that
//! says so. Entry point: [`run`].

mod deciding;
mod kit;
mod person;
mod proof;
mod reading;
mod refusing;
mod signing_in;

use std::fmt;

pub use kit::{Kit, NoKit};
pub use person::Person;

/// One claim of the contract.
#[derive(Debug, Clone, Copy)]
pub struct Claim {
    /// A short name that stays the same.
    pub id: &'static str,
    /// What is claimed, as a sentence.
    pub sentence: &'static str,
    check: fn(&Kit) -> Outcome,
}

impl Claim {
    const fn new(id: &'static str, sentence: &'static str, check: fn(&Kit) -> Outcome) -> Self {
        Self {
            id,
            sentence,
            check,
        }
    }
}

/// What a check answers: `Err` says what was expected and what came.
type Outcome = Result<(), String>;

/// One line of the table.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Row {
    /// The claim's short name.
    pub id: &'static str,
    /// What is claimed.
    pub sentence: &'static str,
    /// `None` when it holds; else what was expected and what came.
    pub failure: Option<String>,
}

/// Every claim, in the order of a visit.
pub fn claims() -> impl Iterator<Item = Claim> {
    let parts = [
        reading::CLAIMS,
        deciding::CLAIMS,
        refusing::CLAIMS,
        signing_in::CLAIMS,
        proof::CLAIMS,
    ];
    parts.into_iter().flatten().copied()
}

/// Checks every claim against the API at that address.
pub fn run(kit: &Kit) -> Vec<Row> {
    let check = |claim: Claim| {
        let failure = (claim.check)(kit).err();
        Row {
            id: claim.id,
            sentence: claim.sentence,
            failure,
        }
    };
    claims().map(check).collect()
}

impl fmt::Display for Row {
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        let mark = if self.failure.is_none() {
            "holds"
        } else {
            "FAILS"
        };
        write!(out, "{mark}  {:24} {}", self.id, self.sentence)?;
        match &self.failure {
            Some(failure) => write!(out, "\n       {:24} {failure}", ""),
            None => Ok(()),
        }
    }
}
