//! What makes a record and a receipt checkable: the chain and the signature.
#![cfg(feature = "server")]

use consent::wire::{Actor, KeySet, KeyState, Record};
use consent::{chain, jws};
use ed25519_dalek::SigningKey;

fn record(sequence: u64, previous: &str) -> Record {
    let mut record = Record {
        id: format!("id-{sequence}"),
        principal: "p".into(),
        sequence,
        purpose: "ads".into(),
        kind: "opt-out".into(),
        verb: "object".into(),
        state: "objected".into(),
        revision: sequence,
        time: "2026-01-02T03:04:05Z".into(),
        client_time: None,
        release: "1".into(),
        language: "zh".into(),
        hash: "h".into(),
        words: "w".into(),
        surface: "choices".into(),
        actor: Actor::Subject,
        entity: "p".into(),
        age_band: None,
        gpc: false,
        previous: previous.into(),
        chain: String::new(),
    };
    record.chain = chain::link(&record);
    record
}

fn three() -> Vec<Record> {
    let mut records = vec![record(1, chain::START)];
    for sequence in 2..=3 {
        let previous = records[sequence as usize - 2].chain.clone();
        records.push(record(sequence, &previous));
    }
    records
}

#[test]
fn a_chain_as_it_was_written_verifies() {
    assert_eq!(chain::verify(&three()), Ok(()));
}

#[test]
fn a_changed_dropped_or_swapped_record_breaks_the_chain() {
    let mut changed = three();
    changed[1].state = "allowed".into();
    let mut dropped = three();
    dropped.remove(0);
    let mut swapped = three();
    swapped.swap(1, 2);
    for broken in [changed, dropped, swapped] {
        assert!(chain::verify(&broken).is_err());
    }
}

#[test]
fn a_signed_receipt_reads_back_and_a_changed_one_does_not() {
    let key = SigningKey::from_bytes(&[7; 32]);
    let keys = KeySet {
        keys: vec![jws::public_key(&key.verifying_key())],
    };
    let text = jws::sign(&record(1, chain::START), &key);
    assert_eq!(
        jws::verify::<Record>(&text, &keys),
        Ok(record(1, chain::START))
    );

    let other = jws::sign(&record(2, chain::START), &key);
    let (_, signature) = text.rsplit_once('.').unwrap();
    let (signed, _) = other.rsplit_once('.').unwrap();
    let forged = format!("{signed}.{signature}");
    assert_eq!(
        jws::verify::<Record>(&forged, &keys),
        Err(jws::Unverified::WrongSignature)
    );
    let none = KeySet { keys: Vec::new() };
    assert_eq!(
        jws::verify::<Record>(&text, &none),
        Err(jws::Unverified::UnknownKey)
    );
}

/// Of a leaked key nothing said so, and what anybody signed with it was valid.
#[test]
fn a_revoked_key_counts_for_what_is_dated_before_only() {
    let mut key = jws::public_key(&SigningKey::from_bytes(&[7; 32]).verifying_key());
    let (before, since, after) = (
        "2026-11-26T09:59:59.999Z",
        "2026-11-26T10:00:00.000Z",
        "2027-01-01T00:00:00.000Z",
    );
    let counts = |key: &consent::wire::Key| [before, since, after].map(|at| key.counts_at(at));
    assert_eq!(counts(&key), [true; 3]);
    key.state = KeyState::Retired;
    assert_eq!(counts(&key), [true; 3]);
    key.state = KeyState::Revoked;
    assert_eq!(counts(&key), [false; 3]);
    key.revoked_since = Some(since.to_owned());
    assert_eq!(counts(&key), [true, false, false]);
}
