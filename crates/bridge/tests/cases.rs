//! The examples by the types. The same ones by the published schemas and by the script that the page
//! runs: `tests/browser/scripts/bridge.test.mjs`.

use bridge::config::Config;
use bridge::messages::{self, FromHost, State, ToHost};
use bridge::shape::Text;
use consent::json::{self, Value as _, Write as _};
use consent::wire::{Setting, Status};
use serde::Deserialize;
use serde_json::{Value, json};

/// A value of `serde_json`, asked as the app asks the browser's.
struct Plain(Value);

impl json::Value for Plain {
    fn is_null(&self) -> bool {
        self.0.is_null()
    }

    fn text(&self) -> Option<String> {
        self.0.as_str().map(str::to_owned)
    }

    fn number(&self) -> Option<f64> {
        self.0.as_f64()
    }

    fn flag(&self) -> Option<bool> {
        self.0.as_bool()
    }

    fn list(&self) -> Option<Vec<Self>> {
        Some(self.0.as_array()?.iter().cloned().map(Plain).collect())
    }

    fn member(&self, name: &str) -> Self {
        Plain(self.0.get(name).cloned().unwrap_or_default())
    }

    fn from_nothing() -> Self {
        Plain(Value::Null)
    }

    fn from_text(text: &str) -> Self {
        Plain(text.into())
    }

    fn from_number(number: f64) -> Self {
        Plain((number as u64).into())
    }

    fn from_flag(flag: bool) -> Self {
        Plain(flag.into())
    }

    fn from_list(list: Vec<Self>) -> Self {
        Plain(list.into_iter().map(|value| value.0).collect())
    }

    fn empty_object() -> Self {
        Plain(json!({}))
    }

    fn set(&mut self, name: &str, member: Self) {
        self.0[name] = member.0;
    }
}

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
