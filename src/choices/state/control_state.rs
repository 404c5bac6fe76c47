//! The state of one control: the choice in force, the wish on its way, and words for both.

use consent::wire::{Choice, Setting, Status, Verb};
use interface::marks::{self, ControlKind};
use interface::{Language, words};

use crate::consent_client::Failure;

/// One control as the page knows it.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct ControlState {
    /// What the server confirmed last; `None` until it answered.
    pub confirmed: Option<Choice>,
    /// What the person wants and the server has not confirmed.
    pub wish: Option<Verb>,
    /// How far the wish has come.
    pub phase: Phase,
}

/// How far a wish has come.
#[derive(Debug, Clone, Default, PartialEq)]
pub enum Phase {
    /// The server has not said yet which choice is in force.
    #[default]
    Loading,
    /// The server could not be asked; the choice in force is not known.
    Unavailable,
    /// Nothing under way.
    Rest,
    /// On its way.
    Saving,
    /// Confirmed just now.
    Saved,
    /// Not sent yet; it will be.
    Waiting {
        /// Whether it outlives this page until then.
        is_kept: bool,
    },
    /// Not stored, and why.
    Failed(Failure),
    /// This browser keeps no cookie for the page, and so no choices.
    Unkept,
}

impl Phase {
    /// What it is to style and tests.
    pub fn mark(&self) -> marks::Phase {
        match self {
            Phase::Loading => marks::Phase::Loading,
            Phase::Unavailable => marks::Phase::Unavailable,
            Phase::Rest => marks::Phase::Rest,
            Phase::Saving => marks::Phase::Saving,
            Phase::Saved => marks::Phase::Saved,
            Phase::Waiting { .. } => marks::Phase::Waiting,
            Phase::Failed(_) => marks::Phase::Failed,
            Phase::Unkept => marks::Phase::Unkept,
        }
    }
}

impl ControlState {
    /// Which answer is in force. What has to be asked for again is not answered yet.
    pub fn answer(&self) -> Option<bool> {
        self.confirmed
            .as_ref()
            .filter(|choice| !choice.renewal_due)
            .and_then(answer_in_force)
    }

    /// Whether the choice in force, or the outcome of a wish, is still open.
    pub fn is_pending(&self) -> bool {
        matches!(
            self.phase,
            Phase::Loading
                | Phase::Unavailable
                | Phase::Saving
                | Phase::Waiting { .. }
                | Phase::Unkept
        )
    }

    /// The revision that a new wish is based on.
    pub fn revision(&self) -> u64 {
        self.confirmed.as_ref().map_or(0, |choice| choice.revision)
    }
}

/// Whether a confirmed choice is a yes or a no; `None` when there was no decision.
pub fn answer_in_force(choice: &Choice) -> Option<bool> {
    match (choice.setting, choice.status) {
        (Some(Setting::Allowed), _) => Some(true),
        (Some(Setting::Objected), _) => Some(false),
        (_, Some(Status::Given | Status::Renewed)) => Some(true),
        (_, Some(Status::Refused | Status::Withdrawn | Status::Revoked)) => Some(false),
        _ => None,
    }
}

/// Whether a verb is a yes.
pub fn is_yes(verb: Verb) -> bool {
    matches!(verb, Verb::Give | Verb::Allow)
}

/// The kind of control that a verb is for, as far as verbs say.
pub fn kind_of(verb: Verb) -> ControlKind {
    match verb {
        Verb::Give | Verb::Refuse | Verb::Withdraw => ControlKind::Consent,
        Verb::Object | Verb::Allow => ControlKind::OptOut,
    }
}

/// The verb that answers yes or no, seen from the choice in force: a given consent is withdrawn, not
/// refused.
pub fn verb(kind: ControlKind, yes: bool, confirmed: Option<&Choice>) -> Verb {
    match (kind, yes) {
        (ControlKind::Consent, true) => Verb::Give,
        (ControlKind::Consent, false) if confirmed.and_then(answer_in_force) == Some(true) => {
            Verb::Withdraw
        }
        (ControlKind::Consent, false) => Verb::Refuse,
        (_, true) => Verb::Allow,
        (_, false) => Verb::Object,
    }
}

/// The choice in force, in a word.
pub fn state_word(choice: Option<&Choice>, lang: Language) -> &'static str {
    let Some(choice) = choice else {
        return words::state_unknown(lang);
    };
    match (choice.setting, choice.status) {
        (Some(Setting::Allowed), _) => words::state_on(lang),
        (Some(Setting::Objected), _) => words::state_off(lang),
        (_, Some(Status::Given | Status::Renewed)) => words::state_given(lang),
        (_, Some(Status::Refused)) => words::state_refused(lang),
        (_, Some(Status::Withdrawn | Status::Revoked)) => words::state_withdrawn(lang),
        _ => words::state_unknown(lang),
    }
}

/// That a wish is not sent yet, and what is in force `now`.
pub fn waiting(is_kept: bool, now: &str, lang: Language) -> String {
    match is_kept {
        true => words::state_waiting(lang, now),
        false => words::state_waiting_here(lang, now),
    }
}

/// Two sentences, one after the other: Chinese puts no space between them.
pub fn joined(first: &str, second: &str, lang: Language) -> String {
    let space = if lang == Language::Zh { "" } else { " " };
    [first, space, second].concat()
}

/// Why a wish was not stored, in a sentence.
pub fn reason(failure: &Failure, lang: Language) -> &'static str {
    match failure {
        Failure::Away => words::fail_away(lang),
        Failure::Changed(_) => words::fail_conflict(lang),
        Failure::NoticeChanged | Failure::ViewExpired(_) => words::fail_notice_changed(lang),
        Failure::GuardianNeeded => words::fail_guardian(lang),
        Failure::Busy(_) => words::fail_busy(lang),
        Failure::Refused => words::fail_refused(lang),
        Failure::Broken => words::fail_server(lang),
    }
}
