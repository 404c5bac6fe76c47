//! The examples by the types. The same ones by the published schemas and by the script that the page
//! runs: `tests/browser/scripts/bridge.test.mjs`.

#[path = "../../consent/tests/common/plain_json.rs"]
mod plain_json;

use bridge::config::Config;
use bridge::messages::{self, FromHost, State, ToHost};
use bridge::shape::Text;
use consent::json::{self, Value as _, Write as _};
use consent::wire::{Setting, Status};
use plain_json::Plain;
use serde::Deserialize;
use serde_json::Value;

#[derive(Deserialize)]
#[serde(rename_all = "camelCase")]
struct Cases {
    from_host: Vec<Case>,
    to_host: Vec<Case>,
    config: Vec<Case>,
}

#[derive(Deserialize)]
struct Case {
    fits: bool,
    message: Value,
}

fn cases() -> Cases {
    serde_json::from_str(include_str!("cases.json")).expect("the examples can be read")
}

#[test]
fn the_types_read_what_fits_and_nothing_else() {
    let cases = cases();
    let check = |cases: Vec<Case>, reads: fn(&Plain) -> bool| {
        for Case { fits, message } in cases {
            assert_eq!(reads(&Plain(message.clone())), fits, "{message}");
        }
    };
    check(cases.from_host, |message| FromHost::read(message).is_some());
    check(cases.to_host, |message| ToHost::read(message).is_some());
    check(cases.config, |message| {
        json::read::<Config, _>(message).is_some()
    });
}

#[test]
fn a_message_that_the_app_writes_is_one_of_the_page() {
    let changed = messages::ChoiceChanged {
        purpose: Text("ads".into()),
        state: State("objected".into()),
        revision: bridge::shape::Whole(3),
    };
    let Plain(mut message) = changed.write();
    message["type"] = messages::ChoiceChanged::TYPE.into();
    let read = ToHost::read(&Plain(message));
    assert_eq!(read, Some(ToHost::ChoiceChanged(changed)));
}

#[test]
fn every_state_of_a_choice_can_be_told() {
    let statuses = [
        Status::Unknown,
        Status::Requested,
        Status::Deferred,
        Status::Given,
        Status::Renewed,
        Status::Refused,
        Status::Withdrawn,
        Status::Revoked,
        Status::Expired,
        Status::Invalidated,
    ];
    let settings = [Setting::Unknown, Setting::Allowed, Setting::Objected];
    let words = statuses.map(Status::code).into_iter();
    for word in words.chain(settings.map(Setting::code)) {
        let state: Option<State> = json::read(&Plain::from_text(word));
        assert!(state.is_some(), "{word}");
    }
}
