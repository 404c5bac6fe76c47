//! Around a decision: acknowledging a release, guardians, other tabs.

use crate::common::logs::Log;
use crate::common::stream::Stream;
use crate::common::*;
use axum::http::StatusCode;
use consent::jws;
use consent::wire::*;
use server::live::subscribers::STREAMS;

fn acknowledgement(answer: Answer, view_token: String) -> Acknowledgement {
    Acknowledgement {
        answer,
        view_token,
        client_time: None,
    }
}

#[tokio::test]
async fn a_release_is_acknowledged_once_for_each_act() {
    let server = Server::start().await;
    let mut browser = server.browser();
    let read = acknowledgement(Answer::Read, browser.view().await);
    let first: Acknowledged = browser.post("/v1/acknowledgements", &read).await.json();
    let second: Acknowledged = browser.post("/v1/acknowledgements", &read).await.json();
    assert_eq!(first, second);
    assert_eq!(
        browser.choices().await.agreed_release,
        None,
        "reading is not agreeing"
    );
    let accepted = acknowledgement(Answer::Accepted, browser.view().await);
    browser.post("/v1/acknowledgements", &accepted).await;
    assert_eq!(browser.choices().await.agreed_release.as_deref(), Some("1"));
    let records: Records = browser.get("/v1/records").await.json();
    let states: Vec<_> = records
        .records
        .iter()
        .map(|record| record.state.as_str())
        .collect();
    assert_eq!(states, ["read", "accepted"]);
}

#[tokio::test]
async fn an_acknowledgement_of_an_old_release_is_refused() {
    let server = Server::start().await;
    let mut browser = server.browser();
    let accepted = acknowledgement(Answer::Accepted, browser.view().await);
    server.publish(&later_site()).await;
    let answer = browser.post("/v1/acknowledgements", &accepted).await;
    answer.problem(ProblemCode::NoticeChanged);
    assert!(!answer.headers.contains_key("set-cookie"));
}

async fn guardian(browser: &mut Browser<'_>) -> GuardianStep {
    let view_token = browser.view().await;
    let relation = Relation::Parent;
    let act = GuardianAct {
        relation,
        view_token,
        statement_hash: statement_hash("zh"),
    };
    browser.post("/v1/guardians", &act).await.json()
}

#[tokio::test]
async fn a_record_and_its_receipt_name_the_kind_of_what_was_done() {
    let server = Server::start().await;
    let mut browser = server.browser();
    browser.decide("ads", Verb::Object).await;
    browser.decide("face", Verb::Give).await;
    browser.decide("tune", Verb::Allow).await;
    let accepted = acknowledgement(Answer::Accepted, browser.view().await);
    browser.post("/v1/acknowledgements", &accepted).await;
    guardian(&mut browser).await;

    let expected = [
        ["ads", "opt-out", "object", "objected"],
        ["face", "consent", "give", "given"],
        ["tune", "preference", "allow", "allowed"],
        ["notice", "notice", "accepted", "accepted"],
        ["guardian", "guardian", "state", "parent"],
    ];
    let Records { records, .. } = browser.get("/v1/records").await.json();
    let words: Vec<_> = records
        .iter()
        .map(|one| [&one.purpose, &one.kind, &one.verb, &one.state])
        .collect();
    assert_eq!(words, expected);
    for (record, [_, kind, ..]) in records.iter().zip(expected) {
        let path = format!("/v1/records/{}/receipt", record.id);
        let signed = browser.get(&path).await.text();
        let receipt: Receipt = jws::verify(&signed, &server.app.keys.published()).unwrap();
        assert_eq!(receipt.event.event_type, kind);
    }
}

#[tokio::test]
async fn a_childs_consent_is_given_by_a_guardian_as_another_entity() {
    let server = Server::start().await;
    let mut browser = server.browser();
    let alone = browser.decide("child", Verb::Give).await;
    alone.problem(ProblemCode::GuardianNeeded);
    let step = guardian(&mut browser).await;
    let agreed = browser.choices().await.agreed_release;
    assert_eq!(agreed, None, "a statement agrees to no release");
    let mut decision = decision("child", Verb::Give, browser.view().await);
    decision.actor = Actor::Guardian;
    browser
        .put("child", &decision, "a", 0)
        .await
        .problem(ProblemCode::GuardianNeeded);
    decision.guardian_token = Some(step.guardian_token);
    let answer = browser.put("child", &decision, "b", 0).await;
    assert_eq!(answer.status, StatusCode::OK, "{}", answer.text());

    let records: Records = browser.get("/v1/records").await.json();
    let given = records.records.last().unwrap();
    assert_eq!(given.actor, Actor::Guardian);
    assert_eq!(given.entity, step.entity);
    assert_ne!(
        given.entity, given.principal,
        "the guardian is not the child"
    );
    assert_eq!(records.records[0].state, "parent");
    assert_eq!(records.records[0].words_hash, statement_hash("zh"));
}

#[tokio::test]
async fn a_child_under_fourteen_gives_no_consent_alone_from_then_on() {
    let server = Server::start().await;
    let mut browser = server.browser();
    let mut refuse = decision("face", Verb::Refuse, browser.view().await);
    refuse.age_band = Some(AgeBand::Under14);
    assert_eq!(
        browser.put("face", &refuse, "a", 0).await.status,
        StatusCode::OK
    );
    let mut give = decision("face", Verb::Give, browser.view().await);
    browser
        .put("face", &give, "b", 1)
        .await
        .problem(ProblemCode::GuardianNeeded);
    give.age_band = Some(AgeBand::Adult);
    browser
        .put("face", &give, "c", 1)
        .await
        .problem(ProblemCode::GuardianNeeded);
    let object = browser.decide("ads", Verb::Object).await;
    assert_eq!(
        object.status,
        StatusCode::OK,
        "objecting never needs a guardian"
    );
}

#[tokio::test]
async fn who_says_that_they_are_a_child_gives_no_consent_with_the_same_words() {
    let server = Server::start().await;
    let mut browser = server.browser();
    let give = decide_stating(&mut browser, ("face", Verb::Give), AgeBand::Under14).await;
    give.problem(ProblemCode::GuardianNeeded);
    assert!(browser.choices().await.subject_is_new, "nothing is stored");
}

#[tokio::test]
async fn a_statement_made_too_long_ago_is_not_made_again_under_a_text_that_changed() {
    let server = Server::start().await;
    let mut browser = server.browser();
    let act = GuardianAct {
        relation: Relation::Parent,
        view_token: browser.view().await,
        statement_hash: statement_hash("zh"),
    };
    browser.post("/v1/guardians", &act).await;
    server.publish(&later_site()).await;
    server.clock.advance(31 * 60);
    let reply = browser.post("/v1/guardians", &act).await;
    reply.problem(ProblemCode::NoticeChanged);
}

#[tokio::test]
async fn a_guardians_token_is_for_one_child_and_a_short_time() {
    let server = Server::start().await;
    let (mut one, mut other) = (server.browser(), server.browser());
    let step = guardian(&mut one).await;
    other.decide("ads", Verb::Object).await;
    let cases = [
        (&mut other, 0, "for another person"),
        (&mut one, 31 * 60, "too old"),
    ];
    for (browser, wait, reason) in cases {
        server.clock.advance(wait);
        let mut decision = decision("child", Verb::Give, browser.view().await);
        decision.actor = Actor::Guardian;
        decision.guardian_token = Some(step.guardian_token.clone());
        let answer = browser.put("child", &decision, "b", 0).await;
        let problem = answer.problem(ProblemCode::GuardianNeeded);
        assert!(problem.detail.contains(reason), "{problem:?}");
    }
}

#[tokio::test]
async fn another_tab_hears_of_a_decision_and_of_an_erasure() {
    let server = Server::start().await;
    let mut browser = server.browser();
    let answer = browser.get("/v1/events").await;
    assert_eq!(
        answer.status,
        StatusCode::NO_CONTENT,
        "a new person has nothing to listen to"
    );
    browser.decide("ads", Verb::Object).await;

    let cookie = browser.cookie.clone().unwrap();
    let mut stream = Stream::open(&server.app, &[("cookie", &cookie)]).await;
    assert_eq!(stream.headers["content-type"], "text/event-stream");
    browser.decide("ads", Verb::Allow).await;
    let event = stream.next().await;
    assert_eq!(event.sequence, 2);
    assert_eq!(event.choice.unwrap().setting, Some(Setting::Allowed));
    browser.delete("/v1/subject").await;
    assert_eq!(stream.next().await.choice, None);

    server.app.live.stop();
    assert!(stream.ends().await, "streams end when the server stops");
}

/// One person's streams took every connection of the server, and kept it.
#[tokio::test]
async fn a_person_has_a_few_streams_and_another_person_has_them_too() {
    let server = Server::start().await;
    let mut people = [server.browser(), server.browser()];
    let mut open = Vec::new();
    for browser in &mut people {
        browser.decide("ads", Verb::Object).await;
        let cookie = browser.cookie.clone().unwrap();
        for _ in 0..STREAMS {
            open.push(Stream::open(&server.app, &[("cookie", &cookie)]).await);
        }
        browser
            .get("/v1/events")
            .await
            .problem(ProblemCode::TooManyRequests);
    }
    open.remove(0);
    let cookie = people[0].cookie.clone().unwrap();
    let mut stream = Stream::open(&server.app, &[("cookie", &cookie)]).await;
    people[0].decide("ads", Verb::Allow).await;
    assert_eq!(stream.next().await.sequence, 2, "one that ended makes room");
}

#[tokio::test]
async fn a_stream_resumes_after_the_last_event_that_arrived() {
    let server = Server::start().await;
    let mut browser = server.browser();
    for verb in [Verb::Object, Verb::Allow, Verb::Object] {
        browser.decide("ads", verb).await;
    }
    let cookie = browser.cookie.clone().unwrap();
    let first = browser.event_id(1).await;
    let headers = [("cookie", cookie.as_str()), ("last-event-id", &first)];
    let mut stream = Stream::open(&server.app, &headers).await;
    assert_eq!(stream.next().await.sequence, 2);
    assert_eq!(stream.next().await.sequence, 3);
}

/// A decision of the person alone that states that age band.
async fn decide_stating(
    browser: &mut Browser<'_>,
    (purpose, verb): (&str, Verb),
    band: AgeBand,
) -> Reply {
    let revision = browser.choice(purpose).await.revision;
    let mut decision = decision(purpose, verb, browser.view().await);
    decision.age_band = Some(band);
    browser.put(purpose, &decision, &new_key(), revision).await
}

#[tokio::test]
async fn an_age_band_with_less_protection_is_taken_from_a_guardian_only() {
    use AgeBand::*;
    let acts = [
        ("ads", Verb::Object),
        ("ads", Verb::Allow),
        ("tune", Verb::Object),
        ("tune", Verb::Allow),
        ("face", Verb::Refuse),
        ("face", Verb::Give),
    ];
    for (now, claimed) in [(Under14, From14To17), (Under14, Adult), (From14To17, Adult)] {
        let server = Server::start().await;
        let mut browser = server.browser();
        decide_stating(&mut browser, ("ads", Verb::Object), now).await;
        for act in acts {
            let reply = decide_stating(&mut browser, act, claimed).await;
            reply.problem(ProblemCode::GuardianNeeded);
        }
        let records: Records = browser.get("/v1/records").await.json();
        assert_eq!(records.records.len(), 1, "nothing of it was stored");

        let step = guardian(&mut browser).await;
        let mut decision = decision("ads", Verb::Allow, browser.view().await);
        decision.age_band = Some(claimed);
        decision.actor = Actor::Guardian;
        decision.guardian_token = Some(step.guardian_token);
        let reply = browser.put("ads", &decision, &new_key(), 1).await;
        assert_eq!(reply.status, StatusCode::OK, "{}", reply.text());
        let records: Records = browser.get("/v1/records").await.json();
        assert_eq!(records.records.last().unwrap().age_band, Some(claimed));
    }
}

#[tokio::test]
async fn an_age_band_outlives_every_act_that_states_none() {
    let server = Server::start().await;
    let mut browser = server.browser();
    decide_stating(&mut browser, ("ads", Verb::Object), AgeBand::Under14).await;
    let read = acknowledgement(Answer::Accepted, browser.view().await);
    browser.post("/v1/acknowledgements", &read).await;
    guardian(&mut browser).await;
    browser.decide("tune", Verb::Allow).await;
    browser.decide("ads", Verb::Allow).await;
    let records: Records = browser.get("/v1/records").await.json();
    let bands: Vec<_> = records.records.iter().map(|one| one.age_band).collect();
    assert_eq!(bands, [Some(AgeBand::Under14); 5]);
    let alone = browser.decide("face", Verb::Give).await;
    alone.problem(ProblemCode::GuardianNeeded);
}

#[tokio::test]
async fn more_protection_is_taken_from_the_person_alone() {
    use AgeBand::*;
    let server = Server::start().await;
    let mut browser = server.browser();
    for band in [Adult, From14To17, From14To17, Under14, Under14] {
        let reply = decide_stating(&mut browser, ("ads", Verb::Object), band).await;
        assert_eq!(reply.status, StatusCode::OK, "{}", reply.text());
    }
}

#[tokio::test]
async fn a_guardian_states_the_words_that_were_published_and_no_others() {
    let server = Server::start().await;
    let mut browser = server.browser();
    let state = async |browser: &mut Browser<'_>, statement: &str| {
        let act = GuardianAct {
            relation: Relation::Parent,
            view_token: browser.view().await,
            statement_hash: statement.to_owned(),
        };
        browser.post("/v1/guardians", &act).await
    };
    for other in [&"0".repeat(64), &statement_hash("en"), "none"] {
        let reply = state(&mut browser, other).await;
        reply.problem(ProblemCode::WrongWords);
    }
    let mut without = site();
    without.guardian_statement_hash = None;
    server.publish(&without).await;
    let reply = state(&mut browser, &statement_hash("zh")).await;
    reply.problem(ProblemCode::WrongWords);
    assert!(browser.choices().await.subject_is_new);
}

#[tokio::test]
async fn a_guardians_statement_sent_again_never_lasts_longer_than_at_first() {
    let server = Server::start().await;
    let mut browser = server.browser();
    let act = GuardianAct {
        relation: Relation::Parent,
        view_token: browser.view().await,
        statement_hash: statement_hash("zh"),
    };
    let first: GuardianStep = browser.post("/v1/guardians", &act).await.json();
    server.clock.advance(29 * 60);
    let second: GuardianStep = browser.post("/v1/guardians", &act).await.json();
    assert_eq!(second.expires_at, first.expires_at);
    assert_eq!(second.entity, first.entity);
    server.clock.advance(60);
    let mut decision = decision("child", Verb::Give, browser.view().await);
    decision.actor = Actor::Guardian;
    decision.guardian_token = Some(second.guardian_token);
    let reply = browser.put("child", &decision, "late", 0).await;
    reply.problem(ProblemCode::GuardianNeeded);
    let reply = browser.post("/v1/guardians", &act).await;
    let problem = reply.problem(ProblemCode::ViewExpired);
    let again = GuardianAct {
        view_token: problem.view_token.unwrap(),
        ..act
    };
    let reply = browser.post("/v1/guardians", &again).await;
    assert_eq!(reply.status, StatusCode::OK, "it is stated anew");
}

/// The token outlived the erasure: a consent "by guardian" stood in a chain without a guardian's statement,
/// under the entity that the erased receipts name.
#[tokio::test]
async fn a_guardians_token_ends_with_the_statement_that_it_was_given_for() {
    let server = Server::start().await;
    let mut browser = server.browser();
    let step = guardian(&mut browser).await;
    let cookie = browser.cookie.clone();
    browser.delete("/v1/subject").await;
    browser.cookie = cookie;
    for _ in 0..2 {
        let mut decision = decision("child", Verb::Give, browser.view().await);
        decision.actor = Actor::Guardian;
        decision.guardian_token = Some(step.guardian_token.clone());
        let answer = browser.put("child", &decision, &new_key(), 0).await;
        answer.problem(ProblemCode::GuardianNeeded);
        // The same once a new chain has begun.
        browser.decide("ads", Verb::Object).await;
    }
}

#[tokio::test]
async fn after_an_erasure_elsewhere_a_client_is_behind_and_no_operator_is_called() {
    let server = Server::start().await;
    let (mut phone, mut desk) = (server.browser(), server.browser());
    phone.decide("ads", Verb::Object).await;
    phone.decide("ads", Verb::Allow).await;
    desk.cookie.clone_from(&phone.cookie);
    desk.delete("/v1/subject").await;

    let log = Log::listen();
    let decided = decision("ads", Verb::Object, phone.view().await);
    let answer = phone.put("ads", &decided, &new_key(), 2).await;
    let problem = answer.problem(ProblemCode::RevisionStale);
    assert_eq!(problem.choice.unwrap().revision, 0);
    let mut stranger = server.browser();
    let decided = decision("ads", Verb::Object, stranger.view().await);
    let answer = stranger.put("ads", &decided, &new_key(), 7).await;
    answer.problem(ProblemCode::StoreBehind);
    assert_eq!(log.count("was it restored"), 0);
}

#[tokio::test]
async fn a_client_that_another_tab_overtook_calls_no_operator() {
    let server = Server::start().await;
    let mut browser = server.browser();
    for verb in [Verb::Object, Verb::Allow] {
        browser.decide("ads", verb).await;
    }
    let log = Log::listen();
    let decided = decision("ads", Verb::Object, browser.view().await);
    let answer = browser.put("ads", &decided, &new_key(), 1).await;
    answer.problem(ProblemCode::RevisionStale);
    assert_eq!(log.count("was it restored"), 0);
}

#[tokio::test]
async fn a_store_that_lacks_what_a_client_was_shown_calls_the_operator() {
    let server = Server::start().await;
    let mut browser = server.browser();
    browser.decide("ads", Verb::Object).await;
    let log = Log::listen();
    // Who only asks was shown nothing.
    for (revision, calls) in [(REVISION_OF_QUESTION, 0), (2, 1)] {
        let decided = decision("ads", Verb::Allow, browser.view().await);
        let answer = browser.put("ads", &decided, &new_key(), revision).await;
        answer.problem(ProblemCode::StoreBehind);
        assert_eq!(log.count("was it restored"), calls, "{revision}");
    }
}
