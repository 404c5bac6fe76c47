//! The state machine of a choice: kind of control, verb and current state give the next state, or
//! the reason why there is none.
//!
//! A pure function. Entry point: [`next_state`].

use consent::wire::{Kind, Setting, Status, Verb};

use super::act::RecordState;

/// The state that the verb leads to; `Err` says why it cannot be said.
///
/// `current` is the status of the last record, unknown without one and for what is no consent.
/// `is_renewal_due` says that an earlier consent has to be asked for again.
pub fn next_state(
    kind: Kind,
    verb: Verb,
    current: Status,
    is_renewal_due: bool,
) -> Result<RecordState, String> {
    if !kind.allows(verb) {
        let verbs = if kind == Kind::Consent {
            "give, refuse, withdraw"
        } else {
            "object, allow"
        };
        let (verb, kind) = (verb.code(), kind.code());
        return Err(format!(
            "`{verb}` is not said of a control of kind `{kind}`; use {verbs}"
        ));
    }
    match verb {
        Verb::Object => Ok(RecordState::Setting(Setting::Objected)),
        Verb::Allow => Ok(RecordState::Setting(Setting::Allowed)),
        Verb::Give => Ok(RecordState::Status(given_after(current))),
        Verb::Withdraw if current.permits() => Ok(RecordState::Status(Status::Withdrawn)),
        Verb::Withdraw => Err("there is no consent in force to withdraw; use `refuse`".to_owned()),
        Verb::Refuse if current.permits() && !is_renewal_due => {
            Err("the consent is in force; use `withdraw` to take it back".to_owned())
        }
        Verb::Refuse => Ok(RecordState::Status(Status::Refused)),
    }
}

/// A consent is renewed where one was in force before and nobody took it back.
fn given_after(current: Status) -> Status {
    match current {
        Status::Given | Status::Renewed | Status::Expired | Status::Invalidated => Status::Renewed,
        _ => Status::Given,
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use Status::*;

    fn check(kind: Kind, verb: Verb, current: Status, expected: Result<RecordState, ()>) {
        let state = next_state(kind, verb, current, false);
        assert_eq!(state.ok(), expected.ok(), "{kind:?} {verb:?} {current:?}");
    }

    fn is(status: Status) -> Result<RecordState, ()> {
        Ok(RecordState::Status(status))
    }

    const IMPOSSIBLE: Result<RecordState, ()> = Err(());

    #[test]
    fn a_consent_is_given_refused_and_withdrawn() {
        check(Kind::Consent, Verb::Give, Unknown, is(Given));
        check(Kind::Consent, Verb::Refuse, Unknown, is(Refused));
        check(Kind::Consent, Verb::Withdraw, Given, is(Withdrawn));
        check(Kind::Consent, Verb::Give, Withdrawn, is(Given));
    }

    #[test]
    fn a_consent_given_while_in_force_is_renewed() {
        check(Kind::Consent, Verb::Give, Given, is(Renewed));
    }

    #[test]
    fn a_verb_of_another_kind_is_refused_with_the_verbs_that_there_are() {
        for (kind, verb, verbs) in [
            (Kind::Consent, Verb::Object, "use give, refuse, withdraw"),
            (Kind::OptOut, Verb::Give, "use object, allow"),
            (Kind::Preference, Verb::Refuse, "use object, allow"),
        ] {
            let refused = next_state(kind, verb, Unknown, false).expect_err("another kind's verb");
            assert!(refused.ends_with(verbs), "{refused}");
        }
    }

    #[test]
    fn nothing_is_withdrawn_that_was_not_given() {
        check(Kind::Consent, Verb::Withdraw, Unknown, IMPOSSIBLE);
        check(Kind::Consent, Verb::Withdraw, Refused, IMPOSSIBLE);
    }

    #[test]
    fn a_consent_in_force_is_withdrawn_and_not_refused() {
        check(Kind::Consent, Verb::Refuse, Given, IMPOSSIBLE);
        let when_due = next_state(Kind::Consent, Verb::Refuse, Given, true);
        assert_eq!(when_due.ok(), is(Refused).ok());
    }

    #[test]
    fn an_opt_out_is_never_withdrawn_and_a_consent_never_objected_to() {
        let set = |setting| Ok::<_, ()>(RecordState::Setting(setting));
        check(Kind::OptOut, Verb::Object, Unknown, set(Setting::Objected));
        check(Kind::OptOut, Verb::Allow, Unknown, set(Setting::Allowed));
        for verb in [Verb::Give, Verb::Refuse, Verb::Withdraw] {
            check(Kind::OptOut, verb, Unknown, IMPOSSIBLE);
            check(Kind::Preference, verb, Unknown, IMPOSSIBLE);
        }
        check(Kind::Consent, Verb::Object, Unknown, IMPOSSIBLE);
        check(Kind::Consent, Verb::Allow, Unknown, IMPOSSIBLE);
    }
}
