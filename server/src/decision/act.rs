//! What a person did, and the state that it leads to: types here, words in the record.
//!
//! Entry points: [`Act`] and [`RecordState`].

use consent::wire::{Answer, Kind, Relation, Setting, Status, Verb};

/// What a record of an acknowledgement has as its purpose and its kind.
pub const NOTICE: &str = "notice";

/// What a record of a guardian's statement has as its purpose and its kind.
pub const GUARDIAN: &str = "guardian";

/// What a person did.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Act {
    /// Decided on one purpose.
    Decide {
        /// The purpose.
        purpose: String,
        /// Its kind of control.
        kind: Kind,
        /// What was decided.
        verb: Verb,
    },
    /// Answered to a release as a whole.
    Acknowledge(Answer),
    /// Stated to be a parent or guardian.
    StateRelation(Relation),
}

impl Act {
    /// The purpose, as the record has it.
    pub fn purpose(&self) -> &str {
        match self {
            Self::Decide { purpose, .. } => purpose,
            Self::Acknowledge(_) => NOTICE,
            Self::StateRelation(_) => GUARDIAN,
        }
    }

    /// The kind of control, or the purpose again where there is no control.
    pub fn kind(&self) -> &'static str {
        match self {
            Self::Decide { kind, .. } => kind.code(),
            Self::Acknowledge(_) => NOTICE,
            Self::StateRelation(_) => GUARDIAN,
        }
    }

    /// The verb, as the record has it.
    pub fn verb(&self) -> &'static str {
        match self {
            Self::Decide { verb, .. } => verb.code(),
            Self::Acknowledge(answer) => answer.code(),
            Self::StateRelation(_) => "state",
        }
    }
}

/// The state that an act leads to.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum RecordState {
    /// Of a consent.
    Status(Status),
    /// Of an opt-out or a preference.
    Setting(Setting),
    /// Of a release as a whole.
    Answer(Answer),
    /// Of a guardian.
    Relation(Relation),
}

impl RecordState {
    /// The state, as the record has it.
    pub fn code(self) -> &'static str {
        match self {
            Self::Status(status) => status.code(),
            Self::Setting(setting) => setting.code(),
            Self::Answer(answer) => answer.code(),
            Self::Relation(relation) => relation.code(),
        }
    }
}
