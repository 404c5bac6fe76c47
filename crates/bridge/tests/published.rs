//! What is published is made of the types as they are now; `UPDATE_EXPECT=1 cargo test -p bridge` writes
//! it anew.

use bridge::published;
use expect_test::expect_file;

#[test]
fn the_schema_of_the_messages_is_up_to_date() {
    expect_file!["../../../docs/bridge/bridge.schema.json"]
        .assert_eq(&published::messages_schema());
}

#[test]
fn the_typescript_definition_is_up_to_date() {
    expect_file!["../../../docs/bridge/bridge.d.ts"].assert_eq(&published::typescript());
}

#[test]
fn the_list_of_the_page_is_up_to_date() {
    expect_file!["../../../src/bridge/protocol.js"].assert_eq(&published::script());
}

#[test]
fn the_schema_of_the_configuration_is_up_to_date() {
    expect_file!["../../../docs/config.schema.json"].assert_eq(&published::config_schema());
}
