//! What is kept, as the person gets it: history, receipts, export, erasure, keys.

use std::process::Command;

use crate::common::postgres::Postgres;
use crate::common::*;
use axum::body::Body;
use axum::http::{Request, StatusCode};
use base64::Engine;
use base64::engine::general_purpose::{STANDARD, URL_SAFE_NO_PAD as BASE64};
use consent::manifest::ControllerEntry;
use consent::wire::*;
use consent::{chain, jws};
use server::store;
use sha2::{Digest, Sha256};
use tempfile::TempDir;

#[tokio::test]
async fn the_history_shows_every_decision_and_its_chain_holds() {
    let server = Server::start().await;
    let mut browser = server.browser();
    for verb in [Verb::Give, Verb::Withdraw, Verb::Give] {
        assert_eq!(browser.decide("face", verb).await.status, StatusCode::OK);
    }
    browser.decide("ads", Verb::Object).await;
    let records: Records = browser.get("/v1/records").await.json();
    let states: Vec<_> = records
        .records
        .iter()
        .map(|record| record.state.as_str())
        .collect();
    assert_eq!(states, ["given", "withdrawn", "given", "objected"]);
    assert_eq!(chain::verify(&records.records), Ok(()));
    let principals = records.records.iter().map(|record| &record.principal);
    assert!(
        principals
            .clone()
            .all(|principal| *principal == records.records[0].principal)
    );
}

#[tokio::test]
async fn nobody_sees_the_records_of_somebody_else() {
    let server = Server::start().await;
    let mut browser = server.browser();
    let decided: Decided = browser.decide("ads", Verb::Object).await.json();
    let path = format!("/v1/records/{}/receipt", decided.record);
    assert_eq!(browser.get(&path).await.status, StatusCode::OK);
    let mut other = server.browser();
    other.get(&path).await.problem(ProblemCode::NotFound);
    other.decide("ads", Verb::Object).await;
    other.get(&path).await.problem(ProblemCode::NotFound);
    let records: Records = server.browser().get("/v1/records").await.json();
    assert!(records.records.is_empty());
}

#[tokio::test]
async fn a_receipt_is_the_same_text_later_and_verifies_with_the_published_keys() {
    let server = Server::start().await;
    let mut browser = server.browser();
    let decided: Decided = browser.decide("ads", Verb::Object).await.json();
    let answer = browser
        .get(&format!("/v1/records/{}/receipt", decided.record))
        .await;
    assert_eq!(answer.header("content-type"), "application/jose");
    assert_eq!(answer.text(), decided.receipt);
    let keys: KeySet = browser.get("/.well-known/jwks.json").await.json();
    let receipt: Receipt = jws::verify(&decided.receipt, &keys).unwrap();
    assert_eq!(
        receipt.record.record_hash,
        chain::record_hash(&receipt.record)
    );
}

/// Every receipt without an address was issued by `mingbai`, whoever the operator was.
#[tokio::test]
async fn a_receipt_names_the_address_of_the_service_or_says_that_none_is_stated() {
    let address = "https://privacy.example.org";
    for (public_url, expected) in [(Some(address), address), (None, "not-stated")] {
        let public_url = public_url.map(|url| url.parse().unwrap());
        let server = Server::with(|settings| settings.public_url = public_url).await;
        let mut browser = server.browser();
        let decided: Decided = browser.decide("ads", Verb::Object).await.json();
        let keys: KeySet = browser.get("/.well-known/jwks.json").await.json();
        let receipt: Receipt = jws::verify(&decided.receipt, &keys).unwrap();
        assert_eq!(receipt.iss, expected);
    }
}

/// What was decided on, in the person's language: the notice may say something else by the time that it is
/// asked.
#[tokio::test]
async fn a_receipt_says_what_the_notice_states_and_where_it_states_nothing() {
    let server = Server::start().await;
    let mut published = site();
    let release = &mut published.releases[0];
    release.controller = Some(ControllerEntry {
        names: both("Lantern"),
        address: both("1 Road"),
        contact: both("people@example.org"),
    });
    release.purposes[1].sensitive = true;
    release.purposes[1].data = vec![both("face"), both("voice")];
    release.purposes[1].recipients = vec![both("partner")];
    release.purposes[1].retention = Some(both("a year"));
    server.publish(&published).await;
    let keys = server.app.keys.published();
    let mut browser = server.browser();
    let mut decide = async |purpose: &str, verb: Verb| {
        let decided: Decided = browser.decide(purpose, verb).await.json();
        let receipt: Receipt = jws::verify(&decided.receipt, &keys).unwrap();
        receipt.processing
    };
    let item = |pii_type: &str, sensitive: bool| PiiItem {
        pii_type: pii_type.to_owned(),
        sensitive,
    };

    let stated = decide("face", Verb::Give).await;
    let data = [item("face（中文）", true), item("voice（中文）", true)];
    assert_eq!(stated.pii_information, data);
    assert_eq!(stated.recipient_third_parties, ["partner（中文）"]);
    assert_eq!(stated.retention_period, "a year（中文）");
    let [controller] = &stated.pii_controllers[..] else {
        panic!("{stated:?}")
    };
    assert_eq!(controller.party_name, "Lantern（中文）");
    assert_eq!(controller.party_address, "1 Road（中文）");
    assert_eq!(controller.party_contact, "people@example.org（中文）");

    let silent = decide("tune", Verb::Allow).await;
    assert_eq!(silent.pii_information, [item("not-stated", false)]);
    assert_eq!(silent.recipient_third_parties, ["not-stated"]);
    assert_eq!(silent.retention_period, "not-stated");
}

#[tokio::test]
async fn a_receipt_can_be_printed_and_is_text_only() {
    let server = Server::start().await;
    let mut site = site();
    site.releases[0].purposes[0].names.zh = "<script>alert(1)</script>".to_owned();
    server.publish(&site).await;
    let mut browser = server.browser();
    let decided: Decided = browser.decide("ads", Verb::Object).await.json();
    let request = Request::get(format!("/v1/records/{}/receipt", decided.record));
    let request = request
        .header("accept", "text/html,*/*")
        .body(Body::empty())
        .unwrap();
    let page = browser.send(request).await;
    assert!(page.header("content-type").starts_with("text/html"));
    // Nothing runs in it, and of styles its own alone.
    let whole = page.text();
    let style = whole.split("<style>").nth(1).expect("a style");
    let style = style.split("</style>").next().expect("its end");
    let hash = STANDARD.encode(Sha256::digest(style));
    let policy = page.header("content-security-policy");
    let expected = format!("default-src 'none'; style-src 'sha256-{hash}'; img-src 'self';");
    assert!(policy.starts_with(&expected), "{policy}");
    assert!(page.text().contains("&lt;script&gt;alert(1)"));
    assert!(!page.text().contains("<script"));
    // A line may break within a signature, or a phone would make everything small; its text is whole.
    assert!(!page.text().contains(&decided.receipt[..20]));
    let whole = page.text().replace("<wbr>", "");
    assert!(whole.contains(&decided.receipt));
    // What a person reads first is in their words.
    let facts = page
        .text()
        .split("<h2>")
        .next()
        .unwrap_or_default()
        .to_owned();
    assert!(facts.contains("<dd>关</dd>"), "{facts}");
    for code in ["not-stated", "objected", "object ", "subject", "T0", "Z<"] {
        assert!(!facts.contains(code), "{code}: {facts}");
    }
}

#[tokio::test]
async fn the_export_holds_everything_and_can_be_checked_alone() {
    let server = Server::start().await;
    let mut browser = server.browser();
    browser.decide("ads", Verb::Object).await;
    browser.decide("face", Verb::Refuse).await;
    let export: Export = browser.get("/v1/export").await.json();
    assert_eq!(export.records.len(), 2);
    assert_eq!(chain::verify(&export.records), Ok(()));
    assert_eq!(export.head_hash, export.records[1].record_hash);
    for (receipt, record) in export.receipts.iter().zip(&export.records) {
        let receipt: Receipt = jws::verify(receipt, &export.keys).unwrap();
        assert_eq!(receipt.record, *record);
    }
}

#[tokio::test]
async fn after_erasing_the_person_is_new_and_nothing_is_kept_of_them() {
    let server = Server::start().await;
    let mut browser = server.browser();
    browser.decide("ads", Verb::Object).await;
    let decided: Decided = browser.decide("ads", Verb::Allow).await.json();
    let old_cookie = browser.cookie.clone();
    let answer = browser.delete("/v1/subject").await;
    assert!(answer.header("set-cookie").contains("Max-Age=0"));
    let erased: Erased = answer.json();
    assert_eq!(erased.records, 2);
    assert!(!erased.downstream_is_told, "no webhook is set");
    browser.cookie = old_cookie;
    assert!(browser.choices().await.subject_is_new);
    let receipt = format!("/v1/records/{}/receipt", decided.record);
    browser.get(&receipt).await.problem(ProblemCode::NotFound);
    assert!(server.app.store.chains("", 10).await.unwrap().is_empty());

    let decided: Decided = browser.decide("ads", Verb::Object).await.json();
    assert_eq!(decided.choice.revision, 1);
}

#[tokio::test]
async fn records_come_a_page_at_a_time() {
    let server = Server::with(|settings| settings.writes_per_minute = 0).await;
    let mut browser = server.browser();
    for turn in 0..5 {
        let verb = if turn % 2 == 0 {
            Verb::Object
        } else {
            Verb::Allow
        };
        browser.decide("ads", verb).await;
    }
    let places = |page: &Records| -> Vec<u64> {
        page.records.iter().map(|record| record.sequence).collect()
    };
    let first: Records = browser.get("/v1/records?limit=2").await.json();
    assert_eq!((places(&first), first.next), (vec![1, 2], Some(2)));
    let last: Records = browser.get("/v1/records?after=3&limit=2").await.json();
    assert_eq!((places(&last), last.next), (vec![4, 5], None));
    let all: Records = browser.get("/v1/records").await.json();
    assert_eq!((all.records.len(), all.next), (5, None));
    // Integers that JSON keeps exactly end at 2^53 - 1.
    let far: Records = browser
        .get("/v1/records?after=9007199254740991")
        .await
        .json();
    assert_eq!((far.records.len(), far.next), (0, None));
    for bad in [
        "limit=0",
        "limit=501",
        "after=-1",
        "after=9007199254740992",
        "page=2",
    ] {
        let answer = browser.get(&format!("/v1/records?{bad}")).await;
        answer.problem(ProblemCode::BadRequest);
    }
}

#[tokio::test]
async fn an_export_of_many_pages_is_one_whole_file() {
    let server = Server::with(|settings| settings.writes_per_minute = 0).await;
    let mut browser = server.browser();
    for turn in 0..450_u64 {
        let verb = if turn % 2 == 0 {
            Verb::Object
        } else {
            Verb::Allow
        };
        let decision = decision("ads", verb, browser.view().await);
        let answer = browser.put("ads", &decision, &new_key(), turn).await;
        assert_eq!(answer.status, StatusCode::OK, "{}", answer.text());
    }
    let export: Export = browser.get("/v1/export").await.json();
    assert_eq!((export.records.len(), export.receipts.len()), (450, 450));
    assert_eq!(chain::verify(&export.records), Ok(()));
    assert_eq!(export.head_hash, export.records[449].record_hash);
    assert!(export.intact);
    let head: ChainHead = jws::verify(&export.signed_head, &export.keys).unwrap();
    assert_eq!((head.sequence, head.head_hash), (450, export.head_hash));
}

#[tokio::test]
async fn an_id_that_is_none_is_no_record_in_sqlite() {
    an_id_that_is_none_is_no_record(&Server::start().await).await;
}

/// PostgreSQL has no text with a zero byte, so that anybody could have the store fail.
#[tokio::test(flavor = "multi_thread")]
async fn an_id_that_is_none_is_no_record_in_postgres() {
    let Some(postgres) = Postgres::start() else {
        return;
    };
    let dir = TempDir::new().unwrap();
    publish(dir.path(), &site());
    let store = store::open(&postgres.database("ids"), store::GROUP).await;
    let server = Server::over(dir, store.unwrap(), |_| {}).await;
    an_id_that_is_none_is_no_record(&server).await;
}

async fn an_id_that_is_none_is_no_record(server: &Server) {
    let mut browser = server.browser();
    browser.decide("ads", Verb::Object).await;
    for id in ["%00", "1", "..%2f", "%F0%9F%98%80"] {
        let answer = browser.get(&format!("/v1/records/{id}/receipt")).await;
        answer.problem(ProblemCode::NotFound);
    }
}

#[tokio::test]
async fn erasing_nothing_is_no_failure() {
    let server = Server::start().await;
    let erased: Erased = server.browser().delete("/v1/subject").await.json();
    assert_eq!(erased.records, 0);
}

#[tokio::test]
async fn the_stance_on_privacy_control_is_declared() {
    let server = Server::start().await;
    let answer = server.get("/.well-known/gpc.json").await;
    assert_eq!(answer.header("content-type"), "application/json");
    assert_eq!(answer.json::<serde_json::Value>()["gpc"], true);
}

/// A person who trusts nothing of this project checks their receipt with OpenSSL.
#[tokio::test]
async fn a_receipt_verifies_with_a_tool_of_somebody_else() {
    let server = Server::start().await;
    let mut browser = server.browser();
    let decided: Decided = browser.decide("ads", Verb::Object).await.json();
    let keys: KeySet = browser.get("/.well-known/jwks.json").await.json();
    let (signed, signature) = decided.receipt.rsplit_once('.').unwrap();
    // A public key in DER is this head and the 32 bytes of the key (RFC 8410).
    let mut key = b"\x30\x2a\x30\x05\x06\x03\x2b\x65\x70\x03\x21\x00".to_vec();
    key.extend(BASE64.decode(&keys.keys[0].x).unwrap());
    let path = |name: &str| server.dir.path().join(name).display().to_string();
    std::fs::write(path("key"), key).unwrap();
    std::fs::write(path("signature"), BASE64.decode(signature).unwrap()).unwrap();
    let verify = |text: &str| {
        std::fs::write(path("text"), text).unwrap();
        Command::new("openssl")
            .args(["pkeyutl", "-verify", "-rawin", "-pubin", "-keyform", "DER"])
            .args([
                "-inkey",
                &path("key"),
                "-in",
                &path("text"),
                "-sigfile",
                &path("signature"),
            ])
            .output()
    };
    let Ok(output) = verify(signed) else {
        println!("skipped: openssl is not installed");
        return;
    };
    assert!(output.status.success(), "{output:?}");
    assert!(
        !verify(&format!("{signed}x")).unwrap().status.success(),
        "a changed one fails"
    );
}
