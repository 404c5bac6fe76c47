//! The hash of a control's words tells any two controls apart.

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

#[test]
fn the_hash_is_the_one_that_anybody_computes_from_the_documentation() {
    // SHA-256 of `mingbai words 1`, and of each part a line feed, its length in bytes, `:`, itself.
    assert_eq!(
        words_hash(Kind::OptOut, "广告", None, "ads", "1"),
        "f983fc25fe59ed29378759bdfc11b1b9e87e35b6286c2e16b2a18c82ee3993c8"
    );
    assert_eq!(
        words_hash(Kind::Consent, "name", Some("effect"), "clause", "2"),
        "75aac566e4457f57acd755461144c8475db435a0b0a84a547dc7a7c1734bd8e7"
    );
}
