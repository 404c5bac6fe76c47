//! The anonymous cookie: whom it stands for, for how long, and with which attributes.

use crate::common::*;
use axum::http::StatusCode;
use consent::wire::*;
use server::settings::Settings;
use server::store;
use tempfile::TempDir;

const DAY: i64 = 24 * 60 * 60;

/// What a first decision and an erasure send as `Set-Cookie`, without the value.
async fn attributes(change: impl FnOnce(&mut Settings)) -> [String; 2] {
    let server = Server::with(change).await;
    let mut browser = server.browser();
    let set = browser.decide("ads", Verb::Object).await;
    let clear = browser.delete("/v1/subject").await;
    [set, clear].map(|reply| {
        let header = reply.header("set-cookie").to_owned();
        let (value, attributes) = header.split_once(';').unwrap();
        format!("{};{attributes}", value.split('=').next().unwrap())
    })
}

fn framed(settings: &mut Settings) {
    settings.allowed_hosts = vec!["https://app.example.org".parse().unwrap()];
}

fn https(settings: &mut Settings) {
    settings.public_url = Some("https://privacy.example.org".parse().unwrap());
}

#[tokio::test]
async fn in_a_frame_of_a_listed_host_the_cookie_is_one_that_browsers_keep_there() {
    let [set, clear] = attributes(|settings| {
        framed(settings);
        https(settings);
    })
    .await;
    let expected = "__Host-mingbai; HttpOnly; SameSite=None; Partitioned; Secure; Path=/; Max-Age=";
    assert_eq!(set, format!("{expected}34560000"));
    assert_eq!(clear, format!("{expected}0"), "else browsers keep it");
}

#[tokio::test]
async fn where_nobody_frames_the_page_the_cookie_is_lax() {
    let [set, clear] = attributes(https).await;
    let expected = "__Host-mingbai; HttpOnly; SameSite=Lax; Secure; Path=/; Max-Age=";
    assert_eq!(
        [set, clear],
        ["34560000", "0"].map(|age| format!("{expected}{age}"))
    );
    // Without https no browser takes `None`.
    for change in [framed, |_: &mut Settings| {}] {
        let [set, clear] = attributes(change).await;
        let expected = "mingbai; HttpOnly; SameSite=Lax; Path=/; Max-Age=";
        assert_eq!(
            [set, clear],
            ["34560000", "0"].map(|age| format!("{expected}{age}"))
        );
    }
}

#[tokio::test]
async fn a_cookie_that_this_server_did_not_issue_is_nobody() {
    let server = Server::start().await;
    let mut browser = server.browser();
    browser.decide("ads", Verb::Object).await;
    let issued = browser.cookie.clone().unwrap();
    for made_up in [
        "mingbai=x".to_owned(),
        format!("mingbai={}", "A".repeat(43)),
    ] {
        let mut other = server.browser();
        other.cookie = Some(made_up.clone());
        assert!(other.choices().await.subject_is_new);
        let reply = other.decide("ads", Verb::Allow).await;
        assert_eq!(reply.status, StatusCode::OK);
        let given = reply.header("set-cookie");
        assert!(
            !given.is_empty() && !given.starts_with(&made_up),
            "a new one: {given}"
        );

        // A neighbour on a parent domain may set one of our name, which browsers send first.
        browser.cookie = Some(format!("{made_up}; {issued}"));
        assert_eq!(browser.choice("ads").await.revision, 1);
    }
}

#[tokio::test]
async fn who_comes_every_day_never_loses_anything() {
    let server = Server::start().await;
    let mut browser = server.browser();
    browser.decide("ads", Verb::Object).await;
    let mut renewed = 0;
    for _ in 0..820 {
        server.clock.advance(DAY);
        let reply = browser.get("/v1/choices").await;
        renewed += usize::from(reply.headers.contains_key("set-cookie"));
        let choices: Choices = reply.json();
        assert!(!choices.subject_is_new);
    }
    assert_eq!(renewed, 27, "once a month, and not with each answer");
}

#[tokio::test]
async fn a_write_and_an_unchanged_answer_renew_the_cookie_too() {
    let server = Server::start().await;
    let mut browser = server.browser();
    browser.decide("ads", Verb::Object).await;
    let tag = browser.get("/v1/choices").await.header("etag").to_owned();
    server.clock.advance(31 * DAY);
    let old = browser.cookie.clone();
    browser.headers = vec![("if-none-match", tag)];
    let same = browser.get("/v1/choices").await;
    assert_eq!(same.status, StatusCode::NOT_MODIFIED);
    assert!(same.headers.contains_key("set-cookie"));

    browser.headers.clear();
    browser.cookie = old;
    let decision = decision("ads", Verb::Allow, browser.view().await);
    let reply = browser.put("ads", &decision, &new_key(), 1).await;
    assert_eq!(reply.status, StatusCode::OK, "{}", reply.text());
    assert!(reply.headers.contains_key("set-cookie"));
}

#[tokio::test]
async fn a_first_decision_sent_again_after_an_erasure_makes_another_name() {
    let server = Server::start().await;
    let mut browser = server.browser();
    let decision = decision("ads", Verb::Object, browser.view().await);
    browser.put("ads", &decision, "key", 0).await;
    let mut names = Vec::new();
    let mut cookies = Vec::new();
    for _ in 0..3 {
        names.push(browser.subject());
        cookies.push(browser.cookie.clone());
        browser.delete("/v1/subject").await;
        // The request that made them known is sent again while its view is good.
        let reply = browser.put("ads", &decision, "key", 0).await;
        assert_eq!(reply.status, StatusCode::OK, "{}", reply.text());
        assert!(!names.contains(&browser.subject()));
    }
    // A tab that still holds an erased cookie begins a new chain, and gets the cookie again.
    let (name, cookie) = (names.remove(0), cookies.remove(0));
    browser.cookie.clone_from(&cookie);
    let reply = browser.decide("tune", Verb::Object).await;
    assert_eq!(reply.status, StatusCode::OK, "{}", reply.text());
    assert!(!reply.header("set-cookie").is_empty());
    assert!(browser.subject() == name);
    let records: Records = browser.get("/v1/records").await.json();
    assert_eq!(records.records.len(), 1);
}

/// The server knew the chain that the other device had begun, and the tab that had erased lost its name.
#[tokio::test]
async fn every_device_of_who_was_erased_gets_the_cookie_again() {
    let server = Server::start().await;
    let (mut tab, mut phone) = (server.browser(), server.browser());
    tab.decide("ads", Verb::Object).await;
    let cookie = tab.cookie.clone();
    phone.cookie.clone_from(&cookie);
    tab.delete("/v1/subject").await;
    phone.decide("ads", Verb::Object).await;
    // Sent with the cookie before the erasure took it away.
    tab.cookie.clone_from(&cookie);
    let reply = tab.decide("tune", Verb::Object).await;
    assert!(!reply.header("set-cookie").is_empty());
    let records: Records = tab.get("/v1/records").await.json();
    assert_eq!(records.records.len(), 2);
}

/// The chain goes on, so that its place in it does not show that the erasure took the cookie away.
#[tokio::test]
async fn who_was_erased_gets_the_cookie_again_in_a_chain_that_another_server_began() {
    let server = Server::start().await;
    let dir = TempDir::new().unwrap();
    publish(dir.path(), &site());
    let database = server.dir.path().join("consent.db");
    let address = format!("sqlite:{}", database.display());
    let store = store::open(&address, store::GROUP).await.unwrap();
    let other = Server::over(dir, store, |_| {}).await;

    let (mut tab, mut phone) = (server.browser(), other.browser());
    tab.decide("ads", Verb::Object).await;
    let cookie = tab.cookie.clone();
    tab.delete("/v1/subject").await;
    phone.cookie.clone_from(&cookie);
    phone.decide("ads", Verb::Object).await;
    // Sent with the cookie before the erasure took it away.
    tab.cookie = cookie;
    let reply = tab.decide("tune", Verb::Object).await;
    assert_eq!(reply.status, StatusCode::OK, "{}", reply.text());
    assert!(!reply.header("set-cookie").is_empty());
}

#[tokio::test]
async fn a_first_decision_leads_back_to_its_person_for_a_week_after_its_view() {
    let server = Server::start().await;
    let mut browser = server.browser();
    let decision = decision("ads", Verb::Object, browser.view().await);
    let first = browser.put("ads", &decision, "key", 0).await;
    let cookie = browser.cookie.take();
    let first: Decided = first.json();
    for days in [2, 5] {
        server.clock.advance(days * DAY);
        let again: Decided = browser.put("ads", &decision, "key", 0).await.json();
        assert_eq!(again.record, first.record);
        browser.choices().await;
        browser.cookie = None;
    }
    server.clock.advance(31 * 60);
    let reply = browser.put("ads", &decision, "key", 0).await;
    assert!(!reply.headers.contains_key("set-cookie"));
    let problem = reply.problem(ProblemCode::ViewExpired);
    let fresh = Decision {
        view_token: problem.view_token.unwrap(),
        ..decision
    };
    let anew: Decided = browser.put("ads", &fresh, "key", 0).await.json();
    assert_ne!(anew.record, first.record, "somebody new");
    browser.cookie = cookie;
    assert_eq!(
        browser.choice("ads").await.revision,
        1,
        "the cookie still leads there"
    );
}

/// The request under the first token was still on its way into the store when its view was found too
/// old; sent again with the fresh one, it made a second person with the same decision.
#[tokio::test]
async fn a_first_decision_with_a_fresh_view_is_of_the_same_person() {
    let server = Server::start().await;
    let mut browser = server.browser();
    let old = decision("ads", Verb::Object, browser.view().await);
    server.clock.advance(31 * 60);
    let refused = browser.put("ads", &old, "key", 0).await;
    let problem = refused.problem(ProblemCode::ViewExpired);
    server.clock.advance(-31 * 60);
    let first: Decided = browser.put("ads", &old, "key", 0).await.json();
    let cookie = browser.cookie.take();
    server.clock.advance(31 * 60);
    let fresh = Decision {
        view_token: problem.view_token.unwrap(),
        ..old
    };
    let again: Decided = browser.put("ads", &fresh, "key", 0).await.json();
    assert_eq!(again.record, first.record);
    let mut earlier = server.browser();
    earlier.cookie = cookie;
    assert!(browser.subject() == earlier.subject());
}

/// Whoever got hold of key and view could be that person for ever by fresh views.
#[tokio::test]
async fn fresh_views_do_not_prolong_for_how_long_a_first_decision_leads_back() {
    let server = Server::start().await;
    let mut browser = server.browser();
    let mut taken = decision("ads", Verb::Object, browser.view().await);
    let first: Decided = browser.put("ads", &taken, "key", 0).await.json();
    for _ in 0..8 {
        server.clock.advance(DAY);
        browser.cookie = None;
        let refused = browser.put("ads", &taken, "other-key", 0).await;
        taken.view_token = refused
            .problem(ProblemCode::ViewExpired)
            .view_token
            .unwrap();
    }
    let anew: Decided = browser.put("ads", &taken, "key", 0).await.json();
    assert_ne!(anew.record, first.record, "somebody new");
}

/// Another app of the host had set a cookie that is no ASCII. All cookies, which proxies send in one line, were
/// dropped for it: each decision made a person of its own, and an erasure found nothing.
#[tokio::test]
async fn a_cookie_of_another_app_hides_nobody() {
    let server = Server::start().await;
    let mut browser = server.browser();
    browser.decide("ads", Verb::Object).await;
    let own = browser.cookie.clone().unwrap();
    for line in [
        format!("nick=小明; {own}"),
        format!("{own}; nick=小明"),
        format!("nick; a=b;;{own};"),
    ] {
        browser.cookie = Some(line.clone());
        assert_eq!(browser.choice("ads").await.revision, 1, "{line}");
    }
}
