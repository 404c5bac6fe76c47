//! The words of the contract: kinds, verbs, states, actors, delivery.
//!
//! Used by every other message; each has a `code`, the word as it stands in JSON.

use crate::json::words;

words! {
    /// Which kind of control a purpose has. The three are never mixed.
    #[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Hash)]
    pub enum Kind {
        /// The operator may do it until the person objects (PIPL 24: personalised recommendation).
        #[default]
        OptOut = "opt-out",
        /// The operator may do it only after the person gave consent (PIPL 13 to 15).
        Consent = "consent",
        /// The person's taste; no legal basis hangs on it.
        Preference = "preference",
    }
}

impl Kind {
    /// Whether that verb can be said of this kind. Withdrawing is never called opting out.
    pub fn allows(self, verb: Verb) -> bool {
        let is_consent_verb = matches!(verb, Verb::Give | Verb::Refuse | Verb::Withdraw);
        (self == Self::Consent) == is_consent_verb
    }
}

words! {
    /// What a person does in one decision.
    #[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
    pub enum Verb {
        /// Consents.
        Give = "give",
        /// Declines to consent.
        Refuse = "refuse",
        /// Takes an earlier consent back.
        Withdraw = "withdraw",
        /// Switches an opt-out or a preference off.
        Object = "object",
        /// Switches an opt-out or a preference on.
        Allow = "allow",
    }
}

words! {
    /// Where one person stands on one consent, in the names of W3C DPV 2.3.
    ///
    /// Only `Given` and `Renewed` permit processing.
    #[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Hash)]
    pub enum Status {
        /// Nothing is known: never asked, never answered.
        #[default]
        Unknown = "unknown",
        /// Asked, not answered.
        Requested = "requested",
        /// Asked, and put off by the person.
        Deferred = "deferred",
        /// Given.
        Given = "given",
        /// Given again after it had been in force.
        Renewed = "renewed",
        /// Declined.
        Refused = "refused",
        /// Taken back by the person.
        Withdrawn = "withdrawn",
        /// Taken back by somebody else.
        Revoked = "revoked",
        /// In force no longer, by time.
        Expired = "expired",
        /// Found not to have been valid.
        Invalidated = "invalidated",
    }
}

impl Status {
    /// Whether processing may rest on it.
    pub fn permits(self) -> bool {
        matches!(self, Self::Given | Self::Renewed)
    }
}

words! {
    /// Where one person stands on one opt-out or preference.
    #[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Hash)]
    pub enum Setting {
        /// Not set: the notice does not state what applies without a decision.
        #[default]
        Unknown = "unknown",
        /// On.
        Allowed = "allowed",
        /// Off.
        Objected = "objected",
    }
}

words! {
    /// Who decides.
    #[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Hash)]
    pub enum Actor {
        /// The person that the data is about.
        #[default]
        Subject = "subject",
        /// A parent or guardian, recorded as another entity than the child.
        Guardian = "guardian",
    }
}

words! {
    /// The age band that a person states; no birth date is ever asked for. Ordered by age, so that the
    /// lesser one has more protection.
    #[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
    pub enum AgeBand {
        /// A child: only a guardian can consent (PIPL 31).
        Under14 = "under-14",
        /// A minor who reads the notice with a guardian.
        From14To17 = "14-17",
        /// Of age.
        Adult = "adult",
    }
}

impl AgeBand {
    /// Whether the law protects people of this band less than those of the other one.
    pub fn protects_less_than(self, other: Self) -> bool {
        self > other
    }
}

words! {
    /// How far a decision has come on its way into the product.
    #[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Hash)]
    pub enum Delivery {
        /// The wish is recorded; no downstream system is connected.
        #[default]
        Recorded = "recorded",
        /// On its way to the downstream system.
        Sending = "sending",
        /// The downstream system confirmed it.
        Applied = "applied",
        /// The downstream system refused it or cannot be reached; the operator has to look.
        Failed = "failed",
        /// A later decision for the purpose took its place before the downstream system had confirmed
        /// it; only the later one is sent.
        Superseded = "superseded",
    }
}
