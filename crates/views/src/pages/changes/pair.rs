//! The two releases that a comparison is of, and what is said of whatever the newer one alone has.
//!
//! Entry point: [`Pair`].

use interface::words;
use notice::{Provenance, Release};

use crate::pages::site::{Context, Facts};

/// The two releases that are compared, seen from one page.
#[derive(Clone, Copy)]
pub struct Pair<'a> {
    /// The page.
    pub context: &'a Context<'a>,
    /// The older release.
    pub old: &'a Release,
    /// The newer release.
    pub new: &'a Release,
}

impl Pair<'_> {
    /// Whether the older side was worked out afterwards: what differs is then newly described, and
    /// nothing shows that it is new.
    pub fn is_worked_out(&self) -> bool {
        self.old.provenance() == Provenance::Reconstructed
    }

    /// What is in the newer text alone, in a word.
    pub fn added(&self) -> &'static str {
        let lang = self.context.lang;
        match self.is_worked_out() {
            true => words::meaning_named(lang),
            false => words::changes_added(lang),
        }
    }

    /// What is said before a run that is in the newer text alone: as little as [`Pair::added`] does it
    /// say that the provider has added it where the older text was worked out.
    pub fn inserted(&self) -> &'static str {
        let lang = self.context.lang;
        match self.is_worked_out() {
            true => words::inserted_named(lang),
            false => words::inserted(lang),
        }
    }
}
