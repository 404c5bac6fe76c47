//! `mingbai check` catches an editor's mistakes: each is made in a copy of the real notices
//! and must be reported in the right file, at the right line.

#![expect(
    clippy::unwrap_used,
    reason = "helpers of a test stop it as an assertion does"
)]

mod catalogue;
mod copy;
mod files;
mod json;
mod published;
mod twins;
mod ways;
mod words;

use copy::Copy;

#[test]
fn the_notices_as_they_are_pass() {
    let (passed, said) = Copy::new().check();
    assert!(passed, "{said}");
}
