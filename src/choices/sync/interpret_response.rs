//! What an answer of the consent API means for a wish: stored, to be sent anew, to be tried later,
//! or refused.
//!
//! A wish and the answer come in, an [`Outcome`] goes out; nothing is sent, kept or shown here.
//! Entry point: [`interpret`].

use consent::wire::Choice;

use crate::choices::state::control_state;
use crate::consent_client::{Failure, Wish};

/// What follows for a wish.
#[derive(Debug, PartialEq)]
pub enum Outcome {
    /// What it asks for is stored; this state is in force.
    Stored(Choice),
    /// Nothing is stored under its key, and it is wanted all the same: it is sent as if it had not
    /// been before, from the state that came along.
    Anew(Choice),
    /// Its view token has expired. It is sent again as it is with the fresh one that
    /// came along: what was sent before may still be on its way into the store. Without one, from a
    /// server that does not know the old one, it is sent as if it had not been before.
    Renewed(Option<String>),
    /// Whether it is stored is not known: it is sent again as it is, later.
    Later(Failure),
    /// It is not stored and will not be.
    Refused(Failure),
    /// It was only asked about: whether the server found it.
    Recalled(bool),
}

/// What an answer means; `is_renewed` where the wish just got a fresh view token.
pub fn interpret(wish: &Wish, answer: Result<Choice, Failure>, is_renewed: bool) -> Outcome {
    match answer {
        Err(failure) if failure.may_pass() => Outcome::Later(failure),
        answer if wish.is_recalled() => Outcome::Recalled(answer.is_ok()),
        Ok(choice) => Outcome::Stored(choice),
        Err(Failure::Changed(Some(choice))) if is_wished(wish, &choice) => {
            match says_more(wish, &choice) {
                true => Outcome::Anew(*choice),
                false => Outcome::Stored(*choice),
            }
        }
        Err(Failure::ViewExpired(fresh)) if !is_renewed => Outcome::Renewed(fresh),
        // A fresh token does not help: it is the guardian's that has expired, or the server is not
        // well and is asked again later.
        Err(Failure::ViewExpired(_)) if wish.guardian.is_some() => {
            Outcome::Refused(Failure::GuardianNeeded)
        }
        Err(Failure::ViewExpired(_)) => Outcome::Later(Failure::Broken),
        Err(failure) => Outcome::Refused(failure),
    }
}

/// Whether a state is what the wish asks for, and newer than the one that the wish was based on.
fn is_wished(wish: &Wish, choice: &Choice) -> bool {
    choice.revision > wish.revision
        && control_state::answer_in_force(choice) == Some(control_state::is_yes(wish.verb))
}

/// Whether the wish says something that the same answer given elsewhere does not: who decided, the
/// age band, or that a consent whose meaning changed is given again.
fn says_more(wish: &Wish, choice: &Choice) -> bool {
    wish.guardian.is_some() || wish.age_band.is_some() || choice.renewal_due
}

#[cfg(test)]
mod tests {
    use consent::wire::{AgeBand, Setting, Verb};

    use super::*;
    use crate::choices::state::fixtures::choice;
    use crate::consent_client::NoticeText;

    fn off() -> Wish {
        Wish {
            purpose: "ads".into(),
            key: "k1".into(),
            turn: 1,
            verb: Verb::Object,
            revision: 3,
            words_hash: "w".into(),
            notice_text: NoticeText {
                release: "2025-05-09".into(),
                language: "en".into(),
                text_hash: "h".into(),
            },
            token: Some("t".into()),
            guardian: None,
            age_band: None,
            client_time: "2026-11-27T00:00:00.000Z".into(),
        }
    }

    fn changed(choice: Choice) -> Failure {
        Failure::Changed(Some(Box::new(choice)))
    }

    fn check(wish: &Wish, answer: Result<Choice, Failure>, expected: Outcome) {
        assert_eq!(interpret(wish, answer, false), expected);
    }

    #[test]
    fn what_was_wished_and_is_in_force_is_no_failure() {
        let theirs = choice(Setting::Objected, 4);
        let expected = Outcome::Stored(theirs.clone());
        check(&off(), Err(changed(theirs)), expected);
    }

    #[test]
    fn another_state_is_not_written_over() {
        let theirs = changed(choice(Setting::Allowed, 4));
        check(&off(), Err(theirs.clone()), Outcome::Refused(theirs));
    }

    #[test]
    fn a_state_older_than_the_wish_is_based_on_does_not_count_as_wished() {
        let behind = changed(choice(Setting::Objected, 1));
        check(&off(), Err(behind.clone()), Outcome::Refused(behind));
    }

    #[test]
    fn what_a_wish_says_beyond_its_answer_is_sent_from_the_newer_state() {
        let by_guardian = Wish {
            guardian: Some("g".into()),
            ..off()
        };
        let of_a_child = Wish {
            age_band: Some(AgeBand::Under14),
            ..off()
        };
        for wish in [by_guardian, of_a_child] {
            let theirs = choice(Setting::Objected, 4);
            let expected = Outcome::Anew(theirs.clone());
            check(&wish, Err(changed(theirs)), expected);
        }
        let due = Choice {
            renewal_due: true,
            ..choice(Setting::Objected, 4)
        };
        let expected = Outcome::Anew(due.clone());
        check(&off(), Err(changed(due)), expected);
    }

    #[test]
    fn an_expired_proof_is_renewed_once() {
        for fresh in [Some("fresh".into()), None] {
            let expired = Err(Failure::ViewExpired(fresh.clone()));
            check(&off(), expired, Outcome::Renewed(fresh));
        }
        let expired = || Err(Failure::ViewExpired(None));
        let broken = Outcome::Later(Failure::Broken);
        assert_eq!(interpret(&off(), expired(), true), broken);
        let by_guardian = Wish {
            guardian: Some("g".into()),
            ..off()
        };
        let refused = Outcome::Refused(Failure::GuardianNeeded);
        assert_eq!(interpret(&by_guardian, expired(), true), refused);
    }

    #[test]
    fn without_an_answer_that_counts_it_is_sent_again_as_it_is() {
        for failure in [Failure::Away, Failure::Broken, Failure::Busy(1)] {
            let expected = Outcome::Later(failure.clone());
            check(&off(), Err(failure), expected);
        }
    }

    #[test]
    fn a_wish_that_is_only_asked_about_is_found_or_forgotten() {
        let recalled = off().recalled();
        let found = Ok(choice(Setting::Objected, 1));
        check(&recalled, found, Outcome::Recalled(true));
        let refusals = [
            Failure::ViewExpired(Some("fresh".into())),
            Failure::NoticeChanged,
            changed(choice(Setting::Objected, 4)),
            Failure::Refused,
        ];
        for refusal in refusals {
            check(&recalled, Err(refusal), Outcome::Recalled(false));
        }
        check(&recalled, Err(Failure::Away), Outcome::Later(Failure::Away));
    }
}
