//! Why something was not done, in the words of the contract and without its status codes.
//!
//! The rules, the ledger and the limits refuse with it; `http/error.rs` makes an answer of it.
//! Entry point: [`Refusal`].

use std::sync::Arc;

use consent::wire::{Choice, ProblemCode, ViewToken};

use crate::site_manifest::NoSite;
use crate::store::StoreError;

/// Why something was not done. Nothing was stored, or with `outcome_unknown` it may have been.
#[derive(Debug)]
pub struct Refusal {
    /// What went wrong.
    pub code: ProblemCode,
    /// What happened, to what and what to do next.
    pub detail: String,
    /// What it takes to try again.
    pub remedy: Remedy,
}

/// What a refusal hands over for another try.
#[derive(Debug)]
pub enum Remedy {
    /// Nothing: the detail says what to do.
    None,
    /// A token for the same text.
    FreshView(ViewToken),
    /// The release to show, and the one that the person saw.
    CurrentNotice {
        /// The release that the person saw.
        seen: String,
        /// The release that is in force.
        current: String,
    },
    /// The choice as it is now. Boxed: every result would be as large as it is.
    CurrentChoice(Box<Choice>),
    /// Time.
    Wait {
        /// Seconds.
        seconds: u64,
    },
}

impl Refusal {
    /// A refusal; `detail` says what happened, to what and what to do next.
    pub fn new(code: ProblemCode, detail: impl Into<String>) -> Self {
        Self {
            code,
            detail: detail.into(),
            remedy: Remedy::None,
        }
    }

    fn with(self, remedy: Remedy) -> Self {
        Self { remedy, ..self }
    }

    /// The view is too old and the text is still the same.
    pub fn view_expired(fresh: ViewToken) -> Self {
        let detail = "the text is still the same; send the decision again with this view_token";
        Self::new(ProblemCode::ViewExpired, detail).with(Remedy::FreshView(fresh))
    }

    /// Another text is in force now than the one that the person saw.
    pub fn notice_changed(seen: &str, current: &str) -> Self {
        let detail = format!("release `{current}` holds now; show what changed and ask again");
        let (seen, current) = (seen.to_owned(), current.to_owned());
        Self::new(ProblemCode::NoticeChanged, detail).with(Remedy::CurrentNotice { seen, current })
    }

    /// Another decision came in between.
    pub fn revision_stale(choice: Choice) -> Self {
        let detail = format!(
            "the choice for `{}` is at revision {}; look at it and decide again",
            choice.purpose, choice.revision
        );
        let remedy = Remedy::CurrentChoice(Box::new(choice));
        Self::new(ProblemCode::RevisionStale, detail).with(remedy)
    }

    /// The client was shown a later decision than the store has: it was restored from a backup.
    pub fn store_behind(shown: u64, choice: Choice) -> Self {
        let detail = format!(
            "revision {shown} of `{}` was shown and the store has {}: it was restored from a \
             backup; look at the choice and decide again",
            choice.purpose, choice.revision
        );
        let remedy = Remedy::CurrentChoice(Box::new(choice));
        Self::new(ProblemCode::StoreBehind, detail).with(remedy)
    }

    /// It may have been stored: the request takes too long, or the way to the store broke off.
    pub fn outcome_unknown() -> Self {
        let detail = "it is not known whether it was stored; wait and send it again with the same \
                      Idempotency-Key";
        Self::new(ProblemCode::OutcomeUnknown, detail).with(Remedy::Wait { seconds: 1 })
    }

    /// Too many requests; `seconds` to wait.
    pub fn too_many(seconds: u64) -> Self {
        let detail = format!("too many decisions in a short time; wait {seconds} seconds");
        Self::new(ProblemCode::TooManyRequests, detail).with(Remedy::Wait { seconds })
    }

    /// So many live streams of one person are open; another one has to end first.
    pub fn too_many_streams(streams: usize) -> Self {
        let detail = format!("{streams} live streams of this person are open; end one, or wait");
        Self::new(ProblemCode::TooManyRequests, detail).with(Remedy::Wait { seconds: 60 })
    }

    /// The store cannot take it now.
    pub fn busy(detail: &str) -> Self {
        Self::new(ProblemCode::Busy, detail).with(Remedy::Wait { seconds: 1 })
    }
}

impl From<StoreError> for Refusal {
    fn from(error: StoreError) -> Self {
        let is_known = error.is_outcome_known();
        tracing::error!(error = &error as &dyn std::error::Error, "the store failed");
        match is_known {
            true => Self::busy(
                "nothing was stored; wait and send it again with the same Idempotency-Key",
            ),
            false => Self::outcome_unknown(),
        }
    }
}

impl From<Arc<NoSite>> for Refusal {
    fn from(_: Arc<NoSite>) -> Self {
        let detail = "no notice is published on this server yet, so nothing can be decided on; \
                      publish one with `cargo xtask build`";
        Self::new(ProblemCode::SiteMissing, detail)
    }
}
