//! The words of the contract: each is one word in code and in JSON, and says what the law means.

use std::fmt::Debug;

use consent::wire::*;
use serde::Serialize;
use serde::de::DeserializeOwned;

/// Each value is written as its code, and read back from it.
#[track_caller]
fn check<T: Serialize + DeserializeOwned + Debug + PartialEq + Copy>(
    words: &[(T, &str)],
    code: fn(T) -> &'static str,
) {
    for (value, word) in words {
        assert_eq!(code(*value), *word);
        let json = serde_json::to_string(value).expect("a word is plain JSON");
        assert_eq!(json, format!("\"{word}\""));
        assert_eq!(serde_json::from_str::<T>(&json).ok(), Some(*value));
    }
}

#[test]
fn kinds_and_verbs_are_the_words_of_the_contract() {
    let kinds = [
        (Kind::OptOut, "opt-out"),
        (Kind::Consent, "consent"),
        (Kind::Preference, "preference"),
    ];
    check(&kinds, Kind::code);
    let verbs = [
        (Verb::Give, "give"),
        (Verb::Refuse, "refuse"),
        (Verb::Withdraw, "withdraw"),
        (Verb::Object, "object"),
        (Verb::Allow, "allow"),
    ];
    check(&verbs, Verb::code);
}

#[test]
fn states_are_the_words_of_the_contract() {
    let statuses = [
        (Status::Unknown, "unknown"),
        (Status::Requested, "requested"),
        (Status::Deferred, "deferred"),
        (Status::Given, "given"),
        (Status::Renewed, "renewed"),
        (Status::Refused, "refused"),
        (Status::Withdrawn, "withdrawn"),
        (Status::Revoked, "revoked"),
        (Status::Expired, "expired"),
        (Status::Invalidated, "invalidated"),
    ];
    check(&statuses, Status::code);
    let settings = [
        (Setting::Unknown, "unknown"),
        (Setting::Allowed, "allowed"),
        (Setting::Objected, "objected"),
    ];
    check(&settings, Setting::code);
}

#[test]
fn everything_else_is_a_word_of_the_contract_too() {
    let actors = [(Actor::Subject, "subject"), (Actor::Guardian, "guardian")];
    check(&actors, Actor::code);
    let bands = [
        (AgeBand::Under14, "under-14"),
        (AgeBand::From14To17, "14-17"),
        (AgeBand::Adult, "adult"),
    ];
    check(&bands, AgeBand::code);
    let deliveries = [
        (Delivery::Recorded, "recorded"),
        (Delivery::Sending, "sending"),
        (Delivery::Applied, "applied"),
        (Delivery::Failed, "failed"),
        (Delivery::Superseded, "superseded"),
    ];
    check(&deliveries, Delivery::code);
    let answers = [
        (Answer::Read, "read"),
        (Answer::Accepted, "accepted"),
        (Answer::Deferred, "deferred"),
        (Answer::Declined, "declined"),
    ];
    check(&answers, Answer::code);
}

#[test]
fn a_consent_is_given_refused_and_withdrawn_and_everything_else_is_switched() {
    let of_a_consent = [Verb::Give, Verb::Refuse, Verb::Withdraw];
    let of_a_switch = [Verb::Object, Verb::Allow];
    for verb in of_a_consent {
        assert!(Kind::Consent.allows(verb), "{verb:?}");
        assert!(!Kind::OptOut.allows(verb), "{verb:?}");
        assert!(!Kind::Preference.allows(verb), "{verb:?}");
    }
    for verb in of_a_switch {
        assert!(!Kind::Consent.allows(verb), "{verb:?}");
        assert!(Kind::OptOut.allows(verb), "{verb:?}");
        assert!(Kind::Preference.allows(verb), "{verb:?}");
    }
}

#[test]
fn processing_rests_on_a_consent_that_was_given_and_on_nothing_else() {
    use Status::*;
    for permitting in [Given, Renewed] {
        assert!(permitting.permits(), "{permitting:?}");
    }
    let others = [
        Unknown,
        Requested,
        Deferred,
        Refused,
        Withdrawn,
        Revoked,
        Expired,
        Invalidated,
    ];
    for other in others {
        assert!(!other.permits(), "{other:?}");
    }
}

#[test]
fn the_younger_are_protected_more() {
    let bands = [AgeBand::Under14, AgeBand::From14To17, AgeBand::Adult];
    for (place, younger) in bands.into_iter().enumerate() {
        assert!(!younger.protects_less_than(younger), "{younger:?}");
        for older in &bands[place + 1..] {
            assert!(older.protects_less_than(younger), "{older:?} {younger:?}");
            assert!(!younger.protects_less_than(*older), "{younger:?} {older:?}");
        }
    }
}

#[test]
fn what_is_not_known_is_what_nobody_decided() {
    assert_eq!(Status::default(), Status::Unknown);
    assert_eq!(Setting::default(), Setting::Unknown);
    assert_eq!(Actor::default(), Actor::Subject);
    assert_eq!(Delivery::default(), Delivery::Recorded);
}
