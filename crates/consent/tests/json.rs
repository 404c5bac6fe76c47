//! The same examples through serde and through miniserde: JSON is the same both ways.

use std::fmt::Debug;

use consent::wire::*;

fn check<T>(value: T)
where
    T: serde::Serialize + serde::de::DeserializeOwned,
    T: miniserde::Serialize + miniserde::Deserialize + Debug + PartialEq,
{
    let from_server = serde_json::to_string(&value).expect("wire types are plain JSON");
    let from_page = miniserde::json::to_string(&value);
    assert_eq!(from_server, from_page);
    assert_eq!(
        miniserde::json::from_str::<T>(&from_server).expect("the other end wrote it"),
        value
    );
    assert_eq!(
        serde_json::from_str::<T>(&from_page).expect("the other end wrote it"),
        value
    );
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
        hash: words("ab"),
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
            words: "cd".into(),
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
    let text =
        r#"{"verb":"object","view_token":"a","words":"b","surface":"choices","actor":"subject"}"#;
    let at_server: Decision = serde_json::from_str(text).unwrap();
    let at_page: Decision = miniserde::json::from_str(text).unwrap();
    assert_eq!(at_server, at_page);
}
