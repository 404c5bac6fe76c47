//! What is said of a release as a whole, and a guardian's statement before deciding for a child.

use consent::wire::{Acknowledged, Acknowledgement, Answer, GuardianAct, GuardianStep, Relation};
use gloo_net::http::Request;

use super::{Failure, Seen, request, view_token};
use crate::browser;

/// Says that the release on the screen was read, accepted, put off or declined.
pub async fn acknowledge(answer: Answer) -> Result<Acknowledged, Failure> {
    let seen = Seen::here();
    let key = browser::unique();
    let mut fresh = false;
    loop {
        let said = Acknowledgement {
            answer,
            view_token: view_token(&seen, fresh).await?,
            client_time: js_sys::Date::new_0().to_iso_string().as_string(),
        };
        let request = Request::post("/v1/acknowledgements").header("idempotency-key", &key);
        match request::send(request, &said).await {
            Err(Failure::ViewExpired(_)) if !fresh => fresh = true,
            answer => return answer,
        }
    }
}

/// A guardian states who they are; the answer's token goes with their decision.
pub async fn state_guardian(relation: Relation, statement: &str) -> Result<GuardianStep, Failure> {
    let seen = Seen::here();
    let mut fresh = false;
    loop {
        let act = GuardianAct {
            relation,
            view_token: view_token(&seen, fresh).await?,
            statement: statement.to_string(),
        };
        match request::send(Request::post("/v1/guardians"), &act).await {
            Err(Failure::ViewExpired(_)) if !fresh => fresh = true,
            answer => return answer,
        }
    }
}
