//! The host app that this page is shown in, and the way to the consent API that it or the deployment sets.
//!
//! `src/bridge/connect.js` speaks with the host before the app starts, and `src/deployment.js` reads
//! `config.json`: what they leave on the window is taken up here. Whatever goes to the host is written by the
//! types of the crate `bridge`. Entry points: [`choice_changed`], [`open_settings`], [`fetch`] and [`events`].

use bridge::messages::{Capability, ChoiceChanged, OpenSettings, State};
use bridge::shape::{Text, Whole};
use consent::json::Write;
use consent::wire::Choice;
use gloo_net::http::{Request, Response};
use interface::keys;
use js_sys::Promise;
use wasm_bindgen::JsCast;
use wasm_bindgen::prelude::wasm_bindgen;
use wasm_bindgen_futures::JsFuture;
use web_sys::EventSource;

use crate::browser::{self, json};

#[wasm_bindgen]
extern "C" {
    /// The host, as `src/bridge/connect.js` makes it.
    type Host;

    /// Whether the host can do something.
    #[wasm_bindgen(method)]
    fn can(this: &Host, capability: &str) -> bool;

    /// Tells the host something: the type of a message, and its fields as JSON.
    #[wasm_bindgen(method)]
    fn tell(this: &Host, kind: &str, fields: &str);

    /// A way to the consent API that is not simply this origin with its cookie.
    type Service;

    /// As the browser's `fetch`.
    #[wasm_bindgen(method)]
    fn fetch(this: &Service, request: &web_sys::Request) -> Promise;

    /// As a new `EventSource`.
    #[wasm_bindgen(method)]
    fn events(this: &Service, address: &str) -> EventSource;
}

fn host() -> Option<Host> {
    browser::property(&browser::window(), keys::BRIDGE).map(JsCast::unchecked_into)
}

fn service() -> Option<Service> {
    browser::property(&browser::window(), keys::SERVICE).map(JsCast::unchecked_into)
}

fn can(capability: Capability) -> bool {
    host().is_some_and(|host| host.can(capability.code()))
}

/// Whether the host says who the person is. Then nothing of them is kept on the device, and nothing that was
/// kept is taken up: who uses it next may be somebody else, which a cookie of its own would have told.
pub fn signs_in() -> bool {
    can(Capability::Token)
}

/// Whether the host opens rows of its own settings.
pub fn opens_settings() -> bool {
    can(Capability::OpenSettings)
}

/// Asks the host to open a row of its settings, by its id.
pub fn open_settings(row: String) {
    tell(OpenSettings::TYPE, &OpenSettings { row: Text(row) });
}

/// Tells the host of a choice that the service has confirmed.
pub fn choice_changed(choice: &Choice) {
    let state = match (choice.status, choice.setting) {
        (Some(status), _) => status.code(),
        (None, setting) => setting.unwrap_or_default().code(),
    };
    let changed = ChoiceChanged {
        purpose: Text(choice.purpose.clone()),
        state: State(state.to_string()),
        revision: Whole(u32::try_from(choice.revision).unwrap_or(u32::MAX)),
    };
    tell(ChoiceChanged::TYPE, &changed);
}

fn tell(kind: &str, message: &impl Write) {
    if let Some(host) = host() {
        host.tell(kind, &json::write(message));
    }
}

/// The address of something in the consent API.
pub fn address(path: &str) -> String {
    let api = service().and_then(|service| browser::property(&service, "api")?.as_string());
    api.unwrap_or_default() + path
}

/// Sends a request of the consent client; `None` without an answer.
pub async fn fetch(request: Request) -> Option<Response> {
    let Some(service) = service() else {
        return request.send().await.ok();
    };
    let answer = JsFuture::from(service.fetch(&request.into())).await.ok()?;
    Some(Response::from(answer.unchecked_into::<web_sys::Response>()))
}

/// Live events of the consent API; `None` where the browser has none.
pub fn events(path: &str) -> Option<EventSource> {
    let address = address(path);
    match service() {
        Some(service) => Some(service.events(&address)),
        None => EventSource::new(&address).ok(),
    }
}
