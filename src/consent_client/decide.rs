//! Decisions: what a person wishes goes out with a view token for the text that they saw.

use std::cell::RefCell;

use consent::wire::{
    Actor, AgeBand, Choices, Decided, Decision, REVISION_OF_QUESTION, Verb, View, ViewToken,
};
use gloo_net::http::Request;

use super::{Failure, request};
use crate::bridge;
use crate::browser::{self, json};
use interface::marks;

/// Which surface decisions are made on, for the record.
const SURFACE: &str = "web";

/// The text that a person had on the screen.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct NoticeText {
    /// The version of the release.
    pub release: String,
    /// The language.
    pub language: String,
    /// SHA-256 of the text.
    pub text_hash: String,
}

impl NoticeText {
    /// The text that the page shows now.
    pub fn on_screen() -> NoticeText {
        NoticeText {
            release: browser::body_says(marks::RELEASE).unwrap_or_default(),
            language: browser::page_language().code().to_string(),
            text_hash: browser::body_says(marks::TEXT_HASH).unwrap_or_default(),
        }
    }
}

/// One decision as it is sent, and sent again, until it is answered.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Wish {
    /// The control.
    pub purpose: String,
    /// Makes a second sending harmless.
    pub key: String,
    /// Its place among the wishes for this control.
    pub turn: u64,
    /// What the person does; decided when it is sent first.
    pub verb: Verb,
    /// The revision that the decision is based on; read when it is sent first.
    pub revision: u64,
    /// Hash of the words next to the switch.
    pub words_hash: String,
    /// The text that was on the screen.
    pub notice_text: NoticeText,
    /// The view token for it, from the moment of the first sending: it may have been stored since.
    pub token: Option<String>,
    /// A guardian's token, where a guardian decides.
    pub guardian: Option<String>,
    /// The age band that was stated with it.
    pub age_band: Option<AgeBand>,
    /// When the person decided, by this device's clock: it may be sent much later, and more than once.
    pub client_time: String,
}

impl Wish {
    /// Whether it was sent before; it may have been stored then.
    pub fn was_sent(&self) -> bool {
        self.token.is_some()
    }

    /// The wish as it is asked about later.
    pub fn recalled(&self) -> Wish {
        Wish {
            revision: REVISION_OF_QUESTION,
            ..self.clone()
        }
    }

    /// Whether it is only asked about: whoever made it was told long ago that it is saved.
    pub fn is_recalled(&self) -> bool {
        self.revision == REVISION_OF_QUESTION
    }
}

thread_local! {
    static TOKEN: RefCell<Option<(NoticeText, String)>> = const { RefCell::new(None) };
}

/// The current choices on everything.
pub async fn choices() -> Result<Choices, Failure> {
    request::read(request::get("/v1/choices").await)
}

/// Sends one decision that carries its view token; answers the choice in force then, with its receipt.
pub async fn decide(wish: &Wish) -> Result<Decided, Failure> {
    let request = Request::put(&(bridge::address("/v1/choices/") + &wish.purpose))
        .header("idempotency-key", &wish.key)
        .header(
            "if-match",
            &["\"", &wish.revision.to_string(), "\""].concat(),
        );
    let answer = request::read(request::send(request, decision(wish)).await);
    if let Err(Failure::ViewExpired(fresh)) = &answer {
        renew(&wish.notice_text, fresh.clone());
    }
    answer
}

/// What a wish says to the server, as JSON: nothing of it is kept while the answer is waited for.
fn decision(wish: &Wish) -> String {
    json::write(&Decision {
        verb: wish.verb,
        view_token: wish.token.clone().unwrap_or_default(),
        words_hash: wish.words_hash.clone(),
        surface: SURFACE.to_string(),
        actor: match wish.guardian {
            Some(_) => Actor::Guardian,
            None => Actor::Subject,
        },
        client_time: Some(wish.client_time.clone()),
        guardian_token: wish.guardian.clone(),
        age_band: wish.age_band,
    })
}

/// Takes the view token that came with the refusal of one that had expired, to be used from now on. To
/// the server a request under it is still the same one; under a token that was asked for anew the first
/// request of a person is that of another user.
pub fn renew(notice_text: &NoticeText, fresh: Option<String>) {
    TOKEN.set(fresh.map(|token| (notice_text.clone(), token)));
}

/// The view token for a text on the screen: kept until it is another text, or has expired.
pub async fn view_token(notice_text: &NoticeText) -> Result<String, Failure> {
    let kept = TOKEN.with_borrow(|kept| kept.clone().filter(|(text, _)| text == notice_text));
    if let Some((_, token)) = kept {
        return Ok(token);
    }
    let view = json::write(&View {
        release: notice_text.release.clone(),
        language: notice_text.language.clone(),
        text_hash: notice_text.text_hash.clone(),
        surface: SURFACE.to_string(),
    });
    let answer = request::send(Request::post(&bridge::address("/v1/views")), view).await;
    let ViewToken {
        view_token: token, ..
    } = request::read(answer)?;
    TOKEN.set(Some((notice_text.clone(), token.clone())));
    Ok(token)
}
