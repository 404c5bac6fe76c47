//! Fuzzes the comparison: whatever two texts are compared, both can be rebuilt from the answer.
//!
//! `cargo +nightly fuzz run compare` from the project's root.

#![no_main]

use compare::quality;
use libfuzzer_sys::fuzz_target;
use notice::change::Op;

fuzz_target!(|texts: (String, String)| {
    let (old, new) = texts;
    let spans = compare::inline(&old, &new);
    let side = |op: Op| -> String {
        let is_here = |span: &&notice::change::Span| span.0 == Op::Equal || span.0 == op;
        spans.iter().filter(is_here).map(|span| span.1.as_str()).collect()
    };
    assert_eq!(side(Op::Delete), old);
    assert_eq!(side(Op::Insert), new);

    let (old, new) = (notice::parse(&old).0, notice::parse(&new).0);
    assert!(quality::of(&old, &new).is_rebuilt);
});
