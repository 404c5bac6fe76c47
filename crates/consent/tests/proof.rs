//! What makes a record and a receipt checkable: the chain and the signature.

use base64::Engine;
use base64::engine::general_purpose::URL_SAFE_NO_PAD as BASE64;
use consent::wire::{Actor, AgeBand, KeySet, KeyState, Record};
use consent::{chain, jws};
use ed25519_dalek::{SigningKey, VerifyingKey};

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
        text_hash: "h".into(),
        words_hash: "w".into(),
        surface: "choices".into(),
        actor: Actor::Subject,
        entity: "p".into(),
        age_band: None,
        gpc: false,
        previous_hash: previous.into(),
        record_hash: String::new(),
    };
    record.record_hash = chain::record_hash(&record);
    record
}

fn three() -> Vec<Record> {
    let mut records = vec![record(1, chain::START)];
    for sequence in 2..=3 {
        let previous = records[sequence as usize - 2].record_hash.clone();
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
fn a_hash_is_the_one_that_anybody_computes_from_the_documentation() {
    // SHA-256 of `mingbai record 1`, and of each field a line feed, its length in bytes, `:`,
    // itself; of an absent one a line feed and `-`.
    let mut record = record(1, chain::START);
    assert_eq!(
        chain::record_hash(&record),
        "982cddfc2f9a06188bac7c4578ad3824ca71ea8412baf220d318c37d9527a321"
    );
    record.client_time = Some("2026-01-02T03:04:06Z".into());
    record.actor = Actor::Guardian;
    record.entity = "g".into();
    record.age_band = Some(AgeBand::Under14);
    record.gpc = true;
    assert_eq!(
        chain::record_hash(&record),
        "4a2fc3c09f5ede7ad7c1a9706a45c1ad20deacffd3e73bcce6d91afa07a60570"
    );
}

#[test]
fn a_part_of_a_chain_follows_from_the_record_before_it() {
    let records = three();
    let (read, rest) = records.split_at(1);
    assert_eq!(chain::verify_after(read.last(), rest), Ok(()));
    for elsewhere in [None, records.last()] {
        let broken = chain::verify_after(elsewhere, rest).expect_err("it is no continuation");
        assert_eq!(broken.sequence, 2);
    }
}

#[test]
fn the_record_that_does_not_fit_is_named() {
    let mut records = three();
    records[1].words_hash = "others".into();
    let broken = chain::verify(&records).expect_err("a record was changed");
    assert_eq!((broken.sequence, broken.id.as_str()), (2, "id-2"));
    assert_eq!(
        broken.to_string(),
        "record 2 (`id-2`) does not follow from the one before it"
    );
}

#[test]
fn a_record_with_a_link_of_its_own_at_another_place_breaks_the_chain() {
    // Each is linked as its own fields say; what is wrong is where it claims to be.
    let skips_a_place = [record(1, chain::START), record(3, &three()[0].record_hash)];
    let follows_another = [record(1, chain::START), record(2, &three()[1].record_hash)];
    for records in [skips_a_place, follows_another] {
        assert!(chain::verify(&records).is_err(), "{records:?}");
    }
    assert_eq!(chain::verify(&[]), Ok(()));
}

/// Records of two people that were linked to one another passed for one chain.
#[test]
fn a_chain_is_of_one_principal() {
    let mut records = three();
    records[2].principal = "q".into();
    records[2].record_hash = chain::record_hash(&records[2]);
    let (read, rest) = records.split_at(2);
    for broken in [
        chain::verify(&records),
        chain::verify_after(read.last(), rest),
    ] {
        assert_eq!(broken.expect_err("it changes hands").sequence, 3);
    }
    assert_eq!(chain::verify(read), Ok(()));
}

#[test]
fn a_key_is_named_by_its_thumbprint() {
    // RFC 8037, appendix A.3.
    let x = "11qYAYKxCrfVS_7TyWQHOg7hcvPapiMlrwIaaPcHURo";
    let bytes: [u8; 32] = BASE64.decode(x).unwrap().try_into().unwrap();
    let key = jws::public_key(&VerifyingKey::from_bytes(&bytes).unwrap());
    assert_eq!(key.kid, "kPrK_qmxVWaYVA9wwBF6Iuo3vVzz7TxHCTwXBygrS4k");
    assert_eq!(key.x, x);
    let rest = [key.kty, key.crv, key.alg, key.usage];
    assert_eq!(rest, ["OKP", "Ed25519", "EdDSA", "sig"]);
}

#[test]
fn a_receipt_says_how_it_was_signed_and_what_it_is() {
    let key = SigningKey::from_bytes(&[7; 32]);
    let text = jws::sign(&"payload", &key);
    let header = text.split('.').next().unwrap();
    let kid = jws::public_key(&key.verifying_key()).kid;
    assert_eq!(
        String::from_utf8(BASE64.decode(header).unwrap()).unwrap(),
        format!(r#"{{"alg":"EdDSA","kid":"{kid}","typ":"consent-receipt+jws"}}"#)
    );
}

#[test]
fn a_receipt_that_claims_another_algorithm_is_not_believed() {
    let key = SigningKey::from_bytes(&[7; 32]);
    let keys = KeySet {
        keys: vec![jws::public_key(&key.verifying_key())],
    };
    let text = jws::sign(&"payload", &key);
    let (_, rest) = text.split_once('.').unwrap();
    let header = format!(r#"{{"alg":"none","kid":"{}","typ":"x"}}"#, keys.keys[0].kid);
    let claimed = format!("{}.{rest}", BASE64.encode(header));
    let torn = ["", "a.b", "a.b.c", &text[1..], &claimed];
    for text in torn {
        let read = jws::verify::<String>(text, &keys);
        assert_eq!(read, Err(jws::Unverified::Unreadable), "{text}");
    }
}

#[test]
fn a_key_that_is_no_key_proves_nothing() {
    let key = SigningKey::from_bytes(&[7; 32]);
    let text = jws::sign(&"payload", &key);
    let mut other = jws::public_key(&key.verifying_key());
    for x in ["", "AAAA", "not base64"] {
        other.x = x.into();
        let keys = KeySet {
            keys: vec![other.clone()],
        };
        let read = jws::verify::<String>(&text, &keys);
        assert_eq!(read, Err(jws::Unverified::UnknownKey), "{x}");
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
