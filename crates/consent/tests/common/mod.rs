//! What tests of several crates share.

pub mod plain_json;
