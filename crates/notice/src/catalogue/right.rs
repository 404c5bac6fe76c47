//! Rights of a person, and the clauses of a notice that grant them.

use serde::{Deserialize, Serialize};

use crate::ClauseId;

/// A right that the Personal Information Protection Law gives, or that goes with it.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Right {
    /// Know of the processing (article 44).
    Know,
    /// Decide on it (article 44).
    Decide,
    /// Restrict or refuse it (article 44), automated decisions too (article 24).
    Restrict,
    /// See what is kept (article 45).
    Access,
    /// Take a copy (article 45).
    Copy,
    /// Have it moved to somebody else (article 45).
    Transfer,
    /// Correct or complete it (article 46).
    Correct,
    /// Have it deleted (article 47).
    Delete,
    /// Have the rules explained (article 48).
    Explain,
    /// Withdraw a consent (article 15).
    Withdraw,
    /// Close the account.
    Close,
    /// Complain (articles 50 and 65).
    Complain,
    /// What relatives may do after a death (article 49).
    AfterDeath,
}

impl Right {
    /// All of them, in the order in which they are shown.
    pub const ALL: [Right; 13] = [
        Right::Know,
        Right::Decide,
        Right::Restrict,
        Right::Access,
        Right::Copy,
        Right::Transfer,
        Right::Correct,
        Right::Delete,
        Right::Explain,
        Right::Withdraw,
        Right::Close,
        Right::Complain,
        Right::AfterDeath,
    ];

    /// The articles of the law, in the order in which they matter; none where it is not in that law.
    pub fn articles(self) -> &'static [u8] {
        match self {
            Right::Know | Right::Decide => &[44],
            Right::Restrict => &[44, 24],
            Right::Access | Right::Copy | Right::Transfer => &[45],
            Right::Correct => &[46],
            Right::Delete => &[47],
            Right::Explain => &[48],
            Right::Withdraw => &[15],
            Right::Close => &[],
            Right::Complain => &[50, 65],
            Right::AfterDeath => &[49],
        }
    }
}

/// What a notice says of a right, besides its guides.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct RightEntry {
    /// The right.
    pub right: Right,
    /// The clauses that say something of it.
    pub clauses: Vec<ClauseId>,
}
