//! The hash of a control's words tells any two controls apart.
#![cfg(feature = "server")]

use consent::wire::Kind;
use consent::words_hash;

#[test]
fn the_same_words_give_the_same_hash() {
    let hash = || words_hash(Kind::OptOut, "广告", None, "ads", "1");
    assert_eq!(hash(), hash());
    assert_eq!(hash().len(), 64);
}

#[test]
fn words_that_moved_from_one_part_to_the_next_give_another_hash() {
    let one = words_hash(Kind::OptOut, "ab", Some("c"), "d", "1");
    let two = words_hash(Kind::OptOut, "a", Some("bc"), "d", "1");
    assert_ne!(one, two);
}

#[test]
fn every_part_counts() {
    let base = words_hash(Kind::OptOut, "name", Some("effect"), "clause", "1");
    let others = [
        words_hash(Kind::Consent, "name", Some("effect"), "clause", "1"),
        words_hash(Kind::OptOut, "name", None, "clause", "1"),
        words_hash(Kind::OptOut, "name", Some("effect"), "other", "1"),
        words_hash(Kind::OptOut, "name", Some("effect"), "clause", "2"),
    ];
    assert!(others.iter().all(|other| *other != base));
}
