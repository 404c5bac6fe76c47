//! What is said of a release as a whole, and a guardian's statement before deciding for a child.

use consent::wire::{Acknowledged, Acknowledgement, Answer, GuardianAct, GuardianStep, Relation};
use gloo_net::http::Request;

use super::decide::renew;
use super::{Failure, NoticeText, request, view_token};
use crate::bridge;
use crate::browser::{self, json};

/// Says that the release on the screen was read, accepted, put off or declined.
pub async fn acknowledge(answer: Answer) -> Result<Acknowledged, Failure> {
    let client_time = Some(browser::timestamp());
    let said = |view_token| {
        json::write(&Acknowledgement {
            answer,
            view_token,
            client_time: client_time.clone(),
        })
    };
    request::read(send("/v1/acknowledgements", &said).await)
}

/// A guardian states who they are; the answer's token goes with their decision.
pub async fn state_guardian(
    relation: Relation,
    statement_hash: &str,
) -> Result<GuardianStep, Failure> {
    let act = |view_token| {
        json::write(&GuardianAct {
            relation,
            view_token,
            statement_hash: statement_hash.to_string(),
        })
    };
    request::read(send("/v1/guardians", &act).await)
}

/// Sends an act with a view token for the text on the screen, and again where that has expired. The
/// server stores it once for each view, so that it may be pressed again when the answer was lost.
async fn send(path: &str, act: &dyn Fn(String) -> String) -> Result<String, Failure> {
    let notice_text = NoticeText::on_screen();
    let mut is_renewed = false;
    loop {
        let act = act(view_token(&notice_text).await?);
        match request::send(Request::post(&bridge::address(path)), act).await {
            Err(Failure::ViewExpired(fresh)) if !is_renewed => {
                is_renewed = true;
                renew(&notice_text, fresh);
            }
            answer => return answer,
        }
    }
}
