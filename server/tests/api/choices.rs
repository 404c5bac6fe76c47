//! Decisions, as a page makes them: what is stored, and how often.

use crate::common::*;
use axum::http::StatusCode;
use consent::jws;
use consent::manifest::SiteManifest;
use consent::wire::*;

#[tokio::test]
async fn without_a_decision_everything_is_unknown_and_no_cookie_is_set() {
    let server = Server::start().await;
    let mut browser = server.browser();
    let answer = browser.get("/v1/choices").await;
    assert_eq!(answer.status, StatusCode::OK);
    assert!(!answer.headers.contains_key("set-cookie"));
    let choices: Choices = answer.json();
    assert!(choices.subject_is_new);
    assert_eq!(choices.choices.len(), 4);
    for choice in &choices.choices {
        assert_eq!(choice.revision, 0);
        assert_eq!(choice.delivery, None);
    }
    assert_eq!(choices.choices[0].setting, Some(Setting::Unknown));
    assert_eq!(choices.choices[0].status, None);
    assert_eq!(choices.choices[1].status, Some(Status::Unknown));
    assert_eq!(choices.choices[1].setting, None);
    assert!(
        !browser
            .post("/v1/views", &view("1", "en"))
            .await
            .headers
            .contains_key("set-cookie")
    );
}

#[tokio::test]
async fn an_objection_is_stored_with_a_receipt_and_seen_by_the_next_read() {
    let server = Server::start().await;
    let mut browser = server.browser();
    let answer = browser.decide("ads", Verb::Object).await;
    assert_eq!(answer.status, StatusCode::OK, "{}", answer.text());
    assert_eq!(answer.header("etag"), "\"1\"");
    let decided: Decided = answer.json();
    assert_eq!(decided.choice.setting, Some(Setting::Objected));
    assert_eq!(decided.choice.revision, 1);
    assert_eq!(browser.choice("ads").await, decided.choice);

    let keys = server.app.keys.published();
    let receipt: Receipt = jws::verify(&decided.receipt, &keys).unwrap();
    assert_eq!(receipt.record_id, decided.record);
    assert_eq!(receipt.processing.privacy_notice.text_hash, "hash-1-zh");
    assert_eq!(receipt.processing.purpose, "ads（中文）");
    assert_eq!(receipt.processing.retention_period, "not-stated");
    assert_eq!(receipt.event.event_state, "objected");
    assert_eq!(
        receipt.record.client_time.as_deref(),
        Some("2020-01-01T00:00:00Z")
    );
    assert!(
        !receipt.event.event_time.starts_with("2020"),
        "the server's time counts"
    );
}

#[tokio::test]
async fn the_cookie_is_set_once_and_cannot_be_read_by_scripts() {
    let server = Server::start().await;
    let mut browser = server.browser();
    let first = browser.decide("ads", Verb::Object).await;
    let cookie = first.header("set-cookie");
    assert!(cookie.starts_with("mingbai="), "{cookie}");
    for part in ["HttpOnly", "SameSite=Lax", "Path=/"] {
        assert!(cookie.contains(part), "{cookie}");
    }
    let second = browser.decide("ads", Verb::Allow).await;
    assert!(!second.headers.contains_key("set-cookie"));
}

#[tokio::test]
async fn behind_https_the_cookie_is_bound_to_the_host() {
    let server = Server::with(|settings| {
        settings.public_url = Some("https://privacy.example.org".parse().unwrap());
    })
    .await;
    let mut browser = server.browser();
    let answer = browser.decide("ads", Verb::Object).await;
    let cookie = answer.header("set-cookie");
    assert!(
        cookie.starts_with("__Host-mingbai=") && cookie.contains("Secure"),
        "{cookie}"
    );
    assert_eq!(browser.choice("ads").await.revision, 1);
}

#[tokio::test]
async fn a_second_put_with_the_same_key_stores_once_and_answers_the_same() {
    let server = Server::start().await;
    let mut browser = server.browser();
    let decision = decision("ads", Verb::Object, browser.view().await);
    let first = browser.put("ads", &decision, "one-key", 0).await;
    let second = browser.put("ads", &decision, "one-key", 0).await;
    assert_eq!(first.text(), second.text());
    assert_eq!(browser.choice("ads").await.revision, 1);
}

#[tokio::test]
async fn a_first_answer_that_was_lost_with_its_cookie_can_be_asked_for_again() {
    let server = Server::start().await;
    let mut browser = server.browser();
    let decision = decision("ads", Verb::Object, browser.view().await);
    let lost = browser.put("ads", &decision, "one-key", 0).await;
    browser.cookie = None;
    server.clock.advance(24 * 60 * 60);
    let again = browser.put("ads", &decision, "one-key", 0).await;
    assert_eq!(lost.text(), again.text());
    assert!(again.headers.contains_key("set-cookie"));
    assert_eq!(browser.choice("ads").await.revision, 1);
}

#[tokio::test]
async fn the_same_key_of_another_person_is_another_decision() {
    let server = Server::start().await;
    let (mut one, mut two) = (server.browser(), server.browser());
    for browser in [&mut one, &mut two] {
        let decision = decision("ads", Verb::Object, browser.view().await);
        assert_eq!(
            browser.put("ads", &decision, "same", 0).await.status,
            StatusCode::OK
        );
    }
    assert_ne!(one.cookie, two.cookie);
}

#[tokio::test]
async fn of_decisions_at_the_same_revision_exactly_one_is_stored() {
    let server = Server::start().await;
    let mut first = server.browser();
    first.decide("ads", Verb::Object).await;
    let token = first.view().await;
    let cookie = first.cookie.clone();
    let tries = (0..8).map(|place| {
        let mut browser = server.browser();
        browser.cookie = cookie.clone();
        let decision = decision("ads", Verb::Allow, token.clone());
        async move {
            browser
                .put("ads", &decision, &format!("key-{place}"), 1)
                .await
                .status
        }
    });
    let statuses = futures_util::future::join_all(tries).await;
    let stored = statuses
        .iter()
        .filter(|status| **status == StatusCode::OK)
        .count();
    assert_eq!(stored, 1, "{statuses:?}");
    assert_eq!(first.choice("ads").await.revision, 2);
}

#[tokio::test]
async fn a_consent_is_due_for_renewal_only_where_the_meaning_changed() {
    let server = Server::start().await;
    let mut browser = server.browser();
    browser.decide("face", Verb::Give).await;
    browser.decide("ads", Verb::Object).await;
    assert!(!browser.choice("face").await.renewal_due);
    server.publish(&later_site()).await;
    assert!(browser.choice("face").await.renewal_due);
    assert!(!browser.choice("ads").await.renewal_due);
    assert_eq!(browser.choices().await.agreed_release.as_deref(), Some("1"));
    let token = browser.view_of("2", "zh").await;
    let again = decision_under("2", "face", Verb::Give, token);
    let decided: Decided = browser.put("face", &again, "key", 1).await.json();
    assert_eq!(decided.choice.status, Some(Status::Renewed));
    assert!(!decided.choice.renewal_due);
}

#[tokio::test]
async fn a_consent_that_was_withdrawn_is_not_due_for_renewal() {
    let server = Server::start().await;
    let mut browser = server.browser();
    browser.decide("face", Verb::Give).await;
    browser.decide("face", Verb::Withdraw).await;
    server.publish(&later_site()).await;
    let choice = browser.choice("face").await;
    assert_eq!(choice.status, Some(Status::Withdrawn));
    assert!(!choice.renewal_due);
}

#[tokio::test]
async fn a_consent_that_a_release_in_between_did_not_ask_for_is_asked_for_again() {
    let server = Server::start().await;
    let mut browser = server.browser();
    browser.decide("face", Verb::Give).await;
    let mut second = release("2", Some("1"));
    second.purposes.retain(|purpose| purpose.id != "face");
    let releases = vec![release("3", Some("2")), second, release("1", None)];
    let gone_and_back = SiteManifest {
        current: "3".to_owned(),
        releases,
        ..site()
    };
    server.publish(&gone_and_back).await;
    assert!(browser.choice("face").await.renewal_due);
}

#[tokio::test]
async fn choices_that_did_not_change_are_not_sent_again() {
    let server = Server::start().await;
    let mut browser = server.browser();
    browser.decide("ads", Verb::Object).await;
    let tag = browser.get("/v1/choices").await.header("etag").to_owned();
    browser.headers = vec![("if-none-match", tag)];
    assert_eq!(
        browser.get("/v1/choices").await.status,
        StatusCode::NOT_MODIFIED
    );
    let condition = std::mem::take(&mut browser.headers);
    browser.decide("tune", Verb::Object).await;
    browser.headers = condition;
    assert_eq!(browser.get("/v1/choices").await.status, StatusCode::OK);
}

#[tokio::test]
async fn privacy_control_counts_for_advertising_and_never_overrides_a_decision() {
    let server = Server::start().await;
    let mut browser = server.browser();
    browser.headers = vec![("sec-gpc", "1".to_owned())];
    assert!(browser.choices().await.gpc);
    assert!(browser.choice("ads").await.objected_by_gpc);
    assert!(!browser.choice("tune").await.objected_by_gpc);
    browser.decide("ads", Verb::Allow).await;
    assert!(!browser.choice("ads").await.objected_by_gpc);
    browser.headers = vec![("sec-gpc", "yes".to_owned())];
    assert!(!browser.choices().await.gpc);
}
