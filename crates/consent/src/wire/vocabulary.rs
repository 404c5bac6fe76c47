//! The words of the contract: kinds, verbs, states, actors, delivery.
//!
//! Used by every other message; each has a `code`, the word as it stands in JSON.

#[cfg(feature = "client")]
use miniserde as mini;
#[cfg(feature = "server")]
use serde::{Deserialize, Serialize};
#[cfg(feature = "server")]
use utoipa::ToSchema;

/// Which kind of control a purpose has. The three are never mixed.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Hash)]
#[cfg_attr(feature = "server", derive(Serialize, Deserialize, ToSchema))]
#[cfg_attr(feature = "client", derive(mini::Serialize, mini::Deserialize))]
pub enum Kind {
    /// The operator may do it until the person objects (PIPL 24: personalised recommendation).
    #[default]
    #[serde(rename = "opt-out")]
    OptOut,
    /// The operator may do it only after the person gave consent (PIPL 13 to 15).
    #[serde(rename = "consent")]
    Consent,
    /// The person's taste; no legal basis hangs on it.
    #[serde(rename = "preference")]
    Preference,
}

impl Kind {
    /// The word in JSON.
    pub fn code(self) -> &'static str {
        match self {
            Self::OptOut => "opt-out",
            Self::Consent => "consent",
            Self::Preference => "preference",
        }
    }

    /// Whether that verb can be said of this kind. Withdrawing is never called opting out.
    pub fn allows(self, verb: Verb) -> bool {
        let is_consent_verb = matches!(verb, Verb::Give | Verb::Refuse | Verb::Withdraw);
        (self == Self::Consent) == is_consent_verb
    }
}

/// What a person does in one decision.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
#[cfg_attr(feature = "server", derive(Serialize, Deserialize, ToSchema))]
#[cfg_attr(feature = "client", derive(mini::Serialize, mini::Deserialize))]
pub enum Verb {
    /// Consents.
    #[serde(rename = "give")]
    Give,
    /// Declines to consent.
    #[serde(rename = "refuse")]
    Refuse,
    /// Takes an earlier consent back.
    #[serde(rename = "withdraw")]
    Withdraw,
    /// Switches an opt-out or a preference off.
    #[serde(rename = "object")]
    Object,
    /// Switches an opt-out or a preference on.
    #[serde(rename = "allow")]
    Allow,
}

impl Verb {
    /// The word in JSON.
    pub fn code(self) -> &'static str {
        match self {
            Self::Give => "give",
            Self::Refuse => "refuse",
            Self::Withdraw => "withdraw",
            Self::Object => "object",
            Self::Allow => "allow",
        }
    }
}

/// Where one person stands on one consent, in the names of W3C DPV 2.3.
///
/// Only `Given` and `Renewed` permit processing.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Hash)]
#[cfg_attr(feature = "server", derive(Serialize, Deserialize, ToSchema))]
#[cfg_attr(feature = "client", derive(mini::Serialize, mini::Deserialize))]
pub enum Status {
    /// Nothing is known: never asked, never answered.
    #[default]
    #[serde(rename = "unknown")]
    Unknown,
    /// Asked, not answered.
    #[serde(rename = "requested")]
    Requested,
    /// Asked, and put off by the person.
    #[serde(rename = "deferred")]
    Deferred,
    /// Given.
    #[serde(rename = "given")]
    Given,
    /// Given again after it had been in force.
    #[serde(rename = "renewed")]
    Renewed,
    /// Declined.
    #[serde(rename = "refused")]
    Refused,
    /// Taken back by the person.
    #[serde(rename = "withdrawn")]
    Withdrawn,
    /// Taken back by somebody else.
    #[serde(rename = "revoked")]
    Revoked,
    /// In force no longer, by time.
    #[serde(rename = "expired")]
    Expired,
    /// Found not to have been valid.
    #[serde(rename = "invalidated")]
    Invalidated,
}

impl Status {
    /// Whether processing may rest on it.
    pub fn permits(self) -> bool {
        matches!(self, Self::Given | Self::Renewed)
    }

    /// The word in JSON.
    pub fn code(self) -> &'static str {
        match self {
            Self::Unknown => "unknown",
            Self::Requested => "requested",
            Self::Deferred => "deferred",
            Self::Given => "given",
            Self::Renewed => "renewed",
            Self::Refused => "refused",
            Self::Withdrawn => "withdrawn",
            Self::Revoked => "revoked",
            Self::Expired => "expired",
            Self::Invalidated => "invalidated",
        }
    }
}

/// Where one person stands on one opt-out or preference.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Hash)]
#[cfg_attr(feature = "server", derive(Serialize, Deserialize, ToSchema))]
#[cfg_attr(feature = "client", derive(mini::Serialize, mini::Deserialize))]
pub enum Setting {
    /// Not set: the notice does not state what applies without a decision.
    #[default]
    #[serde(rename = "unknown")]
    Unknown,
    /// On.
    #[serde(rename = "allowed")]
    Allowed,
    /// Off.
    #[serde(rename = "objected")]
    Objected,
}

impl Setting {
    /// The word in JSON.
    pub fn code(self) -> &'static str {
        match self {
            Self::Unknown => "unknown",
            Self::Allowed => "allowed",
            Self::Objected => "objected",
        }
    }
}

/// Who decides.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Hash)]
#[cfg_attr(feature = "server", derive(Serialize, Deserialize, ToSchema))]
#[cfg_attr(feature = "client", derive(mini::Serialize, mini::Deserialize))]
pub enum Actor {
    /// The person that the data is about.
    #[default]
    #[serde(rename = "subject")]
    Subject,
    /// A parent or guardian, recorded as another entity than the child.
    #[serde(rename = "guardian")]
    Guardian,
}

impl Actor {
    /// The word in JSON.
    pub fn code(self) -> &'static str {
        match self {
            Self::Subject => "subject",
            Self::Guardian => "guardian",
        }
    }
}

/// The age band that a person states; no birth date is ever asked for. Ordered by age, so that the
/// lesser one has more protection.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
#[cfg_attr(feature = "server", derive(Serialize, Deserialize, ToSchema))]
#[cfg_attr(feature = "client", derive(mini::Serialize, mini::Deserialize))]
pub enum AgeBand {
    /// A child: only a guardian can consent (PIPL 31).
    #[serde(rename = "under-14")]
    Under14,
    /// A minor who reads the notice with a guardian.
    #[serde(rename = "14-17")]
    From14To17,
    /// Of age.
    #[serde(rename = "adult")]
    Adult,
}

impl AgeBand {
    /// The word in JSON.
    pub fn code(self) -> &'static str {
        match self {
            Self::Under14 => "under-14",
            Self::From14To17 => "14-17",
            Self::Adult => "adult",
        }
    }

    /// Whether the law protects people of this band less than those of the other one.
    pub fn protects_less_than(self, other: Self) -> bool {
        self > other
    }
}

/// How far a decision has come on its way into the product.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Hash)]
#[cfg_attr(feature = "server", derive(Serialize, Deserialize, ToSchema))]
#[cfg_attr(feature = "client", derive(mini::Serialize, mini::Deserialize))]
pub enum Delivery {
    /// The wish is recorded; no downstream system is connected.
    #[default]
    #[serde(rename = "recorded")]
    Recorded,
    /// On its way to the downstream system.
    #[serde(rename = "sending")]
    Sending,
    /// The downstream system confirmed it.
    #[serde(rename = "applied")]
    Applied,
    /// The downstream system refused it or cannot be reached; the operator has to look.
    #[serde(rename = "failed")]
    Failed,
    /// A later decision for the purpose took its place before the downstream system had confirmed
    /// it; only the later one is sent.
    #[serde(rename = "superseded")]
    Superseded,
}

impl Delivery {
    /// The word in JSON.
    pub fn code(self) -> &'static str {
        match self {
            Self::Recorded => "recorded",
            Self::Sending => "sending",
            Self::Applied => "applied",
            Self::Failed => "failed",
            Self::Superseded => "superseded",
        }
    }
}
