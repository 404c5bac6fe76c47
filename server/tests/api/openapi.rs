//! The committed contract is the one that the types give.

use std::{env, fs};

#[test]
fn the_committed_document_is_the_one_that_the_types_give() {
    let path = concat!(env!("CARGO_MANIFEST_DIR"), "/../docs/openapi.json");
    let document = server::openapi();
    if env::var_os("UPDATE_OPENAPI").is_some() {
        fs::write(path, &document).unwrap();
    }
    let committed = fs::read_to_string(path).unwrap_or_default();
    let advice = "docs/openapi.json is old; run the test again with UPDATE_OPENAPI=1";
    assert!(committed == document, "{advice}");
}
