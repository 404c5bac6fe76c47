//! The same examples through serde and through the browser's way: JSON is the same both ways.
//!
//! `serde_json`'s values stand in for the browser's: what reads and writes them is the same code.

mod common;

use std::fmt::Debug;

use common::plain_json::Plain;
use consent::json::{self, Read, Write};
use consent::wire::*;

fn at_page<T: Read>(text: &str) -> Option<T> {
    json::read(&Plain(serde_json::from_str(text).expect("it is JSON")))
}

fn check<T>(value: T)
where
    T: serde::Serialize + serde::de::DeserializeOwned,
    T: Read + Write + Debug + PartialEq,
{
    let from_server = serde_json::to_value(&value).expect("wire types are plain JSON");
    let from_page: Plain = value.write();
    assert_eq!(from_server, from_page.0);
    assert_eq!(json::read(&Plain(from_server)).as_ref(), Some(&value));
    let at_server: T = serde_json::from_value(from_page.0).expect("the other end wrote it");
    assert_eq!(at_server, value);
}

fn choice(kind: Kind, status: Option<Status>, setting: Option<Setting>) -> Choice {
    Choice {
        purpose: "ads".into(),
        kind,
        status,
        setting,
        revision: 3,
        since: Some("2026-01-02T03:04:05Z".into()),
        release: Some("2025-05-09".into()),
        language: None,
        renewal_due: true,
        delivery: Some(Delivery::Recorded),
        objected_by_gpc: false,
    }
}

#[test]
fn a_view_reads_the_same_at_both_ends() {
    let words = |text: &str| text.to_owned();
    check(View {
        release: words("2025-05-09"),
        language: words("zh"),
        text_hash: words("ab"),
        surface: words("选择 \"quoted\" \\ \n"),
    });
    check(ViewToken {
        view_token: words("a.b"),
        expires_at: words("2026-01-02T03:04:05Z"),
    });
}

#[test]
fn choices_of_every_kind_and_state_read_the_same_at_both_ends() {
    use Status::*;
    let statuses = [
        Unknown,
        Requested,
        Deferred,
        Given,
        Renewed,
        Refused,
        Withdrawn,
        Revoked,
        Expired,
        Invalidated,
    ];
    let consents = statuses.map(|status| choice(Kind::Consent, Some(status), None));
    let settings = [Setting::Unknown, Setting::Allowed, Setting::Objected]
        .map(|setting| choice(Kind::OptOut, None, Some(setting)));
    let choices = consents.into_iter().chain(settings).collect();
    check(Choices {
        release: "2025-05-09".into(),
        subject_is_new: false,
        gpc: true,
        agreed_release: None,
        choices,
    });
}

#[test]
fn a_decision_and_its_answer_read_the_same_at_both_ends() {
    for verb in [
        Verb::Give,
        Verb::Refuse,
        Verb::Withdraw,
        Verb::Object,
        Verb::Allow,
    ] {
        check(Decision {
            verb,
            view_token: "a.b".into(),
            words_hash: "cd".into(),
            surface: "choices".into(),
            actor: Actor::Guardian,
            client_time: None,
            guardian_token: Some("c.d".into()),
            age_band: Some(AgeBand::Under14),
        });
    }
    check(Decided {
        choice: choice(Kind::Preference, None, Some(Setting::Objected)),
        record: "id".into(),
        receipt: "a.b.c".into(),
    });
}

#[test]
fn keys_of_every_state_read_the_same_at_both_ends() {
    let key = |state, revoked_since: Option<&str>| Key {
        kty: "OKP".into(),
        crv: "Ed25519".into(),
        x: "ab".into(),
        kid: "cd".into(),
        alg: "EdDSA".into(),
        usage: "sig".into(),
        state,
        revoked_since: revoked_since.map(str::to_owned),
    };
    check(KeySet {
        keys: vec![
            key(KeyState::Active, None),
            key(KeyState::Retired, None),
            key(KeyState::Revoked, Some("2026-01-02T03:04:05.000Z")),
        ],
    });
}

#[test]
fn a_problem_reads_the_same_at_both_ends() {
    check(Problem {
        kind: "urn:mingbai:problem:revision_stale".into(),
        title: "the revision is stale".into(),
        status: 412,
        detail: "the choice is at revision 3".into(),
        code: ProblemCode::RevisionStale,
        view_token: None,
        expires_at: None,
        release: None,
        changes: None,
        choice: Some(choice(Kind::OptOut, None, Some(Setting::Allowed))),
        retry_after: Some(2),
    });
}

#[test]
fn a_field_that_may_be_absent_may_be_left_out() {
    let text = r#"{"verb":"object","view_token":"a","words_hash":"b","surface":"choices","actor":"subject"}"#;
    let at_server: Decision = serde_json::from_str(text).unwrap();
    assert_eq!(at_page(text), Some(at_server));
}

#[test]
fn what_the_page_does_not_know_is_passed_over() {
    let text = r#"{"view_token":"a","expires_at":"b","later":{"more":[1]}}"#;
    let read = ViewToken {
        view_token: "a".into(),
        expires_at: "b".into(),
    };
    assert_eq!(at_page(text), Some(read));
}

#[test]
fn what_is_missing_or_something_else_is_read_at_neither_end() {
    for text in [
        r#"{"view_token":"a"}"#,
        r#"{"view_token":"a","expires_at":null}"#,
        r#"{"view_token":"a","expires_at":1}"#,
        r#"{"view_token":["a"],"expires_at":"b"}"#,
        "\"a\"",
        "null",
        "[]",
    ] {
        assert_eq!(at_page::<ViewToken>(text), None, "{text}");
        assert!(serde_json::from_str::<ViewToken>(text).is_err(), "{text}");
    }
    for (text, is_read) in [
        ("0", true),
        ("9007199254740991", true),
        ("-1", false),
        ("0.5", false),
        ("true", false),
    ] {
        assert_eq!(at_page::<u64>(text).is_some(), is_read, "{text}");
        assert_eq!(serde_json::from_str::<u64>(text).is_ok(), is_read, "{text}");
    }
    assert_eq!(at_page::<u16>("65535"), Some(u16::MAX));
    assert_eq!(at_page::<u16>("65536"), None);
    assert_eq!(at_page::<Verb>("\"give\""), Some(Verb::Give));
    assert_eq!(at_page::<Verb>("\"take\""), None);
    assert_eq!(at_page::<Vec<bool>>("[true,1]"), None);
}

#[test]
fn a_receipt_and_what_is_kept_read_the_same_at_both_ends() {
    let words = |text: &str| text.to_owned();
    let record = Record {
        id: words("r"),
        principal: words("p"),
        sequence: 7,
        purpose: words("ads"),
        kind: words("opt-out"),
        verb: words("object"),
        state: words("objected"),
        revision: 2,
        time: words("2026-01-02T03:04:05.000Z"),
        client_time: None,
        release: words("2025-05-09"),
        language: words("zh"),
        text_hash: words("ab"),
        words_hash: words("cd"),
        surface: words("web"),
        actor: Actor::Subject,
        entity: words("p"),
        age_band: Some(AgeBand::Adult),
        gpc: true,
        previous_hash: words("00"),
        record_hash: words("01"),
    };
    check(Records {
        records: vec![record.clone()],
        next: Some(7),
    });
    check(Receipt {
        schema_version: words("1"),
        receipt_id: words("i"),
        record_id: words("r"),
        pii_principal_id: words("p"),
        iss: words("https://example.org"),
        processing: Processing {
            privacy_notice: Notice {
                edition: words("weixin"),
                version: words("2025-05-09"),
                text_hash: words("ab"),
                provenance: words("restated"),
            },
            language: words("zh"),
            purpose: words("个性化广告"),
            purpose_id: words("ads"),
            clause: words("1.24"),
            pii_information: vec![PiiItem {
                pii_type: words("位置"),
                sensitive: true,
            }],
            pii_controllers: vec![Party {
                party_id: words("c"),
                party_name: words("n"),
                party_address: words("a"),
                party_contact: words("t"),
                party_type: words("controller"),
            }],
            storage_locations: vec![words("not-stated")],
            retention_period: words("not-stated"),
            jurisdiction: words("CN"),
            recipient_third_parties: Vec::new(),
            withdrawal_method: words("w"),
        },
        event: ConsentEvent {
            event_time: words("2026-01-02T03:04:05.000Z"),
            validity_duration: words("until"),
            entity_id: words("p"),
            event_type: words("opt-out"),
            event_state: words("objected"),
        },
        record,
    });
    check(Erased {
        records: 3,
        at: words("2026-01-02T03:04:05Z"),
        downstream_is_told: true,
        backup_days: Some(30),
    });
    check(ChoiceEvent {
        sequence: 7,
        choice: None,
    });
}

#[test]
fn what_a_guardian_and_a_reader_say_reads_the_same_at_both_ends() {
    let words = |text: &str| text.to_owned();
    for relation in [Relation::Parent, Relation::Guardian] {
        check(GuardianAct {
            relation,
            view_token: words("a.b"),
            statement_hash: words("ef"),
        });
    }
    check(GuardianStep {
        guardian_token: words("c.d"),
        entity: words("e"),
        expires_at: words("2026-01-02T03:04:05Z"),
    });
    for answer in [
        Answer::Read,
        Answer::Accepted,
        Answer::Deferred,
        Answer::Declined,
    ] {
        check(Acknowledgement {
            answer,
            view_token: words("a.b"),
            client_time: Some(words("2026-01-02T03:04:05Z")),
        });
        check(Acknowledged {
            record: words("r"),
            release: words("2025-05-09"),
            answer,
            at: words("2026-01-02T03:04:05Z"),
            receipt: words("a.b.c"),
        });
    }
}
