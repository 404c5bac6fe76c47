//! The state machine of a choice: kind of control, verb and current state give the next state, or
//! the reason why there is none.
//!
//! A pure function. Entry point: [`next_state`].

use consent::wire::{Kind, Status, Verb};

/// The state that the verb leads to, as the word in the record; `Err` says why it cannot be said.
///
/// `current` is the state of the last record, `None` without one.
/// `is_renewal_due` says that an earlier consent has to be asked for again.
pub fn next_state(
    kind: Kind,
    verb: Verb,
    current: Option<&str>,
    is_renewal_due: bool,
) -> Result<&'static str, String> {
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
    let is_in_force = matches!(current, Some("given" | "renewed"));
    match verb {
        Verb::Object => Ok("objected"),
        Verb::Allow => Ok("allowed"),
        Verb::Give if is_in_force || matches!(current, Some("expired" | "invalidated")) => {
            Ok(Status::Renewed.code())
        }
        Verb::Give => Ok(Status::Given.code()),
        Verb::Withdraw if is_in_force => Ok(Status::Withdrawn.code()),
        Verb::Withdraw => Err("there is no consent in force to withdraw; use `refuse`".to_owned()),
        Verb::Refuse if is_in_force && !is_renewal_due => {
            Err("the consent is in force; use `withdraw` to take it back".to_owned())
        }
        Verb::Refuse => Ok(Status::Refused.code()),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn check(kind: Kind, verb: Verb, current: Option<&str>, expected: Result<&str, ()>) {
        assert_eq!(
            next_state(kind, verb, current, false).map_err(|_| ()),
            expected
        );
    }

    #[test]
    fn a_consent_is_given_refused_and_withdrawn() {
        check(Kind::Consent, Verb::Give, None, Ok("given"));
        check(Kind::Consent, Verb::Refuse, None, Ok("refused"));
        check(
            Kind::Consent,
            Verb::Withdraw,
            Some("given"),
            Ok("withdrawn"),
        );
        check(Kind::Consent, Verb::Give, Some("withdrawn"), Ok("given"));
    }

    #[test]
    fn a_consent_given_while_in_force_is_renewed() {
        check(Kind::Consent, Verb::Give, Some("given"), Ok("renewed"));
    }

    #[test]
    fn a_verb_of_another_kind_is_refused_with_the_verbs_that_there_are() {
        for (kind, verb, verbs) in [
            (Kind::Consent, Verb::Object, "use give, refuse, withdraw"),
            (Kind::OptOut, Verb::Give, "use object, allow"),
            (Kind::Preference, Verb::Refuse, "use object, allow"),
        ] {
            let refused = next_state(kind, verb, None, false).expect_err("another kind's verb");
            assert!(refused.ends_with(verbs), "{refused}");
        }
    }

    #[test]
    fn nothing_is_withdrawn_that_was_not_given() {
        check(Kind::Consent, Verb::Withdraw, None, Err(()));
        check(Kind::Consent, Verb::Withdraw, Some("refused"), Err(()));
    }

    #[test]
    fn a_consent_in_force_is_withdrawn_and_not_refused() {
        check(Kind::Consent, Verb::Refuse, Some("given"), Err(()));
        assert_eq!(
            next_state(Kind::Consent, Verb::Refuse, Some("given"), true),
            Ok("refused")
        );
    }

    #[test]
    fn an_opt_out_is_never_withdrawn_and_a_consent_never_objected_to() {
        check(Kind::OptOut, Verb::Object, None, Ok("objected"));
        check(Kind::OptOut, Verb::Allow, Some("objected"), Ok("allowed"));
        for verb in [Verb::Give, Verb::Refuse, Verb::Withdraw] {
            check(Kind::OptOut, verb, None, Err(()));
            check(Kind::Preference, verb, None, Err(()));
        }
        check(Kind::Consent, Verb::Object, None, Err(()));
        check(Kind::Consent, Verb::Allow, None, Err(()));
    }
}
