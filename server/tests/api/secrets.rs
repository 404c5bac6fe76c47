//! Secrets outside the store: who may read them, how they are moved there, how one is replaced.
#![cfg(unix)]

use std::fs;
use std::os::unix::fs::PermissionsExt;
use std::path::{Path, PathBuf};
use std::process::Command;

use crate::command::{self, Outcome};
use crate::common::host::*;
use crate::common::logs::Log;
use crate::common::*;
use axum::http::StatusCode;
use consent::jws;
use consent::wire::*;
use server::clock::Clock;
use server::secrets::hmac_tokens::{Content, GuardianClaims, ViewClaims};
use server::settings::Settings;
use server::state::App;
use server::store;
use tempfile::TempDir;

/// A folder with a store and the two files, which are not there yet.
struct Place {
    dir: TempDir,
}

impl Place {
    fn new() -> Self {
        let dir = TempDir::new().unwrap();
        publish(dir.path(), &site());
        Self { dir }
    }

    fn path(&self, name: &str) -> PathBuf {
        self.dir.path().join(name)
    }

    fn address(&self) -> String {
        format!("sqlite:{}", self.path("consent.db").display())
    }

    fn settings(&self, has_files: bool) -> Settings {
        let mut settings = Settings::plain();
        settings.site_dir = self.dir.path().to_owned();
        settings.host_issuer = Some(ISSUER.to_owned());
        settings.host_audience = Some(AUDIENCE.to_owned());
        settings.host_keys = Some(self.path(KEYS).display().to_string());
        if has_files {
            settings.signing_keys = Some(self.path("keys"));
            settings.token_secrets = Some(self.path("tokens"));
        }
        settings
    }

    /// A server over the store, with the files or without.
    async fn server(&self, has_files: bool) -> Result<Server, String> {
        let store = store::open(&self.address(), 1).await.unwrap();
        let opened = App::open(store.clone(), self.settings(has_files), Clock::default()).await;
        if let Err(error) = opened {
            store.close().await;
            return Err(format!("{error:#}"));
        }
        let dir = TempDir::new().unwrap();
        let settings = self.settings(has_files);
        Ok(Server::over(dir, store, |plain| *plain = settings).await)
    }

    fn run(&self, arguments: &[&str]) -> Outcome {
        let variables = [
            ("DATABASE_URL", self.address()),
            ("SIGNING_KEYS", self.path("keys").display().to_string()),
            ("TOKEN_SECRETS", self.path("tokens").display().to_string()),
        ];
        let variables = variables
            .each_ref()
            .map(|(name, value)| (*name, value.as_str()));
        command::server(arguments, &variables)
    }

    #[track_caller]
    fn done(&self, arguments: &[&str]) -> String {
        let outcome = self.run(arguments);
        assert!(outcome.is_done, "{outcome:?}");
        outcome.output
    }

    /// Writes down that the secret on top names the people whom the host app signs in, also under newer ones.
    fn names_people_by_the_first(&self) {
        let tokens = self.path("tokens");
        let text = fs::read_to_string(&tokens).unwrap().replace(" names", "");
        fs::write(tokens, text.replacen('\n', " names\n", 1)).unwrap();
    }

    #[track_caller]
    fn new_secret(&self, file: &str, more: &[&str]) {
        let path = self.path(file).display().to_string();
        self.done(&[&["new-secret", path.as_str()], more].concat());
    }
}

fn mode(path: &Path) -> u32 {
    fs::metadata(path).unwrap().permissions().mode() & 0o777
}

/// Every user of the machine could read the store, and the keys in it.
#[test]
fn the_files_of_a_store_are_its_owners_alone() {
    let place = Place::new();
    let file = place.path("data/deep/consent.db");
    // As services are started on most machines.
    let script = "umask 022 && exec \"$0\"";
    let mut server = Command::new("sh")
        .args(["-c", script, env!("CARGO_BIN_EXE_server")])
        .env("DATABASE_URL", format!("sqlite:{}", file.display()))
        .env("LISTEN", "127.0.0.1:0")
        .env("SITE_DIR", place.dir.path())
        .stdout(std::process::Stdio::piped())
        .spawn()
        .unwrap();
    let mut line = String::new();
    let output = server.stdout.take().unwrap();
    std::io::BufRead::read_line(&mut std::io::BufReader::new(output), &mut line).unwrap();
    assert!(line.starts_with("listening"), "{line}");
    for folder in ["data", "data/deep"] {
        assert_eq!(mode(&place.path(folder)), 0o700);
    }
    for ending in ["", "-wal", "-shm", ".erasures"] {
        let name = format!("data/deep/consent.db{ending}");
        assert_eq!(mode(&place.path(&name)), 0o600, "{name}");
    }
    server.kill().unwrap();
    server.wait().unwrap();
}

#[tokio::test]
async fn a_store_that_others_can_read_is_named_in_the_log() {
    let place = Place::new();
    let file = place.path("consent.db");
    store::open(&place.address(), 1)
        .await
        .unwrap()
        .close()
        .await;
    for mode in [0o600, 0o644, 0o640, 0o604, 0o660] {
        fs::set_permissions(&file, PermissionsExt::from_mode(mode)).unwrap();
        let log = Log::listen();
        store::open(&place.address(), 1)
            .await
            .unwrap()
            .close()
            .await;
        let named = log.count(&format!("file={} mode=\"{mode:o}\"", file.display()));
        assert_eq!(
            named,
            usize::from(mode != 0o600),
            "{mode:o}: {}",
            log.text()
        );
        assert_eq!(log.count("other users can read") > 0, mode != 0o600);
    }
}

#[test]
fn a_secret_is_put_first_or_last_into_a_file_of_its_owner_alone() {
    let place = Place::new();
    place.new_secret("tokens", &[]);
    let first = fs::read_to_string(place.path("tokens")).unwrap();
    assert_eq!(mode(&place.path("tokens")), 0o600);
    place.new_secret("tokens", &[]);
    place.new_secret("tokens", &["--last"]);
    let all = fs::read_to_string(place.path("tokens")).unwrap();
    let lines: Vec<&str> = all.lines().collect();
    assert_eq!(lines.len(), 3);
    assert_eq!(lines[1], first.trim());
    assert_eq!(mode(&place.path("tokens")), 0o600);
    fs::set_permissions(place.path("tokens"), PermissionsExt::from_mode(0o644)).unwrap();
    let path = place.path("tokens").display().to_string();
    let outcome = place.run(&["new-secret", &path]);
    assert!(
        outcome.error.contains("can be read by other users"),
        "{outcome:?}"
    );
    assert_eq!(fs::read_to_string(place.path("tokens")).unwrap(), all);
}

#[tokio::test]
async fn a_file_that_others_can_read_or_that_has_no_secret_is_refused() {
    let place = Place::new();
    place.new_secret("keys", &[]);
    place.new_secret("tokens", &[]);
    for file in ["keys", "tokens"] {
        let path = place.path(file);
        let good = fs::read_to_string(&path).unwrap();
        for mode in [0o644, 0o604, 0o660, 0o602] {
            fs::set_permissions(&path, PermissionsExt::from_mode(mode)).unwrap();
            let error = place.server(true).await.err().unwrap();
            assert!(error.contains("can be read by other users"), "{error}");
        }
        fs::set_permissions(&path, PermissionsExt::from_mode(0o600)).unwrap();
        for (text, sentence) in [
            ("# none\n".to_owned(), "has no secret in it"),
            (format!("{good}hunter2\n"), "line 2 of"),
            (
                good.replace('\n', " leaked\n"),
                "is leaked; put a new one before it",
            ),
        ] {
            fs::write(&path, text).unwrap();
            let error = place.server(true).await.err().unwrap();
            assert!(error.contains(sentence), "{error}");
            assert!(!error.contains(good.trim()), "no secret in a sentence");
        }
        fs::write(&path, good).unwrap();
    }
    assert!(place.server(true).await.is_ok());
}

/// With the files nothing secret is in the store, and what was made before goes on.
#[tokio::test]
async fn secrets_are_moved_out_of_the_store() {
    let place = Place::new();
    let server = place.server(false).await.unwrap();
    let mut browser = server.browser();
    let decided: Decided = browser.decide("ads", Verb::Object).await.json();
    let (cookie, view) = (browser.cookie.clone(), browser.view().await);
    server.app.store.close().await;

    place.new_secret("keys", &[]);
    place.new_secret("tokens", &[]);
    let error = place.server(true).await.err().unwrap();
    assert!(
        error.contains("move it with `server move-secrets`"),
        "{error}"
    );
    let said = place.done(&["move-secrets"]);
    assert!(
        said.contains("the signing key and the secret of tokens"),
        "{said}"
    );
    let server = place.server(true).await.unwrap();
    let keys = server.app.store.keys().await.unwrap();
    assert!(keys.iter().all(|key| key.seed.is_none()));
    assert_eq!(server.app.store.secret("tokens").await.unwrap(), None);

    let mut browser = server.browser();
    browser.cookie = cookie;
    let decision = decision("ads", Verb::Allow, view);
    let answer = browser.put("ads", &decision, &new_key(), 1).await;
    assert_eq!(answer.status, StatusCode::OK, "{}", answer.text());
    let later: Decided = answer.json();
    let keys: KeySet = browser.get("/.well-known/jwks.json").await.json();
    for receipt in [decided.receipt, later.receipt] {
        assert!(jws::verify::<Receipt>(&receipt, &keys).is_ok());
    }
    let said = place.run(&["rotate-key"]);
    assert!(
        said.error.contains("in the file of SIGNING_KEYS"),
        "{said:?}"
    );
}

#[tokio::test]
async fn a_key_of_the_file_is_taken_up_revoked_and_passed_over() {
    let place = Place::new();
    place.new_secret("keys", &[]);
    place.new_secret("tokens", &[]);
    let server = place.server(true).await.unwrap();
    let active = |server: &Server| server.app.keys.published().keys[0].kid.clone();
    let old = active(&server);
    place.new_secret("keys", &[]);
    server.app.keys.refresh(0).await;
    let new = active(&server);
    assert_ne!(old, new);
    let revoke = |kid: &str| place.run(&["revoke-key", kid, "--since", "2026-01-01T00:00:00Z"]);
    let said = revoke(&new);
    assert!(
        said.output.contains(&format!("key `{old}` signs")),
        "{said:?}"
    );
    server.app.keys.refresh(0).await;
    assert_eq!(active(&server), old);
    let said = revoke(&old);
    assert!(
        said.error
            .contains("every signing key in SIGNING_KEYS is revoked"),
        "{said:?}"
    );
    server.app.keys.refresh(0).await;
    let ready = server.get("/health/ready").await;
    assert_eq!(ready.status, StatusCode::SERVICE_UNAVAILABLE);
    assert!(ready.text().contains("is revoked"), "{}", ready.text());
}

/// Whoever had a copy of the store could act as a guardian for ever: nothing replaced the secret.
#[tokio::test]
async fn what_an_earlier_secret_sealed_opens_until_it_is_known_to_others() {
    let place = Place::new();
    place.new_secret("keys", &[]);
    place.new_secret("tokens", &[]);
    let old = place.server(true).await.unwrap();
    let (view, guardian) = (seen(), guardian());
    let sealed = (old.app.tokens.seal(&view), old.app.tokens.seal(&guardian));
    let opens = |server: &Server| {
        let tokens = &server.app.tokens;
        (
            opens(tokens.open(&sealed.0), &view),
            opens(tokens.open(&sealed.1), &guardian),
        )
    };

    place.names_people_by_the_first();
    place.new_secret("tokens", &["--last"]);
    let staged = place.server(true).await.unwrap();
    assert_eq!(
        staged.app.tokens.seal(&view),
        sealed.0,
        "the first one still makes"
    );
    place.new_secret("tokens", &[]);
    let new = place.server(true).await.unwrap();
    assert_ne!(new.app.tokens.seal(&view), sealed.0);
    assert_eq!(opens(&new), (true, true));

    let text = fs::read_to_string(place.path("tokens")).unwrap();
    let lines = text.lines().enumerate();
    let lines = lines.map(|(place, line)| match place {
        0 => format!("{line}\n"),
        _ => format!("{line} leaked\n"),
    });
    fs::write(place.path("tokens"), lines.collect::<String>()).unwrap();
    let warned = place.server(true).await.unwrap();
    assert_eq!(opens(&warned), (false, false));
}

fn opens<T: Content + PartialEq>(opened: Option<T>, sealed: &T) -> bool {
    opened.as_ref() == Some(sealed)
}

fn seen() -> ViewClaims {
    ViewClaims {
        release: "1".to_owned(),
        language: "zh".to_owned(),
        text_hash: "hash-1-zh".to_owned(),
        surface: "choices".to_owned(),
        expires: i64::MAX,
        nonce: "n".to_owned(),
        origin: "n".to_owned(),
        leads_back_until: i64::MAX,
        holder: None,
    }
}

fn guardian() -> GuardianClaims {
    GuardianClaims {
        entity: "e".to_owned(),
        child: "c".to_owned(),
        chain: "p".to_owned(),
        expires: i64::MAX,
    }
}

/// Two servers over one store: one that knows the first secret alone, and one that has a newer one, too.
struct Rotated {
    old: Server,
    server: Server,
    /// Of somebody who has decided under the first secret.
    token: String,
}

async fn rotated(place: &Place, key: &HostKey) -> Rotated {
    place.new_secret("keys", &[]);
    place.new_secret("tokens", &[]);
    publish_keys(place.dir.path(), &[key]);
    let old = place.server(true).await.unwrap();
    let token = key.token(&old.clock, "lilei");
    decides_as(&old, &token, "ads", Verb::Object).await;
    place.names_people_by_the_first();
    place.new_secret("tokens", &[]);
    let server = place.server(true).await.unwrap();
    Rotated { old, server, token }
}

/// Another secret made everybody new whom the host app signs in.
#[tokio::test]
async fn people_of_a_host_app_are_found_under_every_secret() {
    let place = Place::new();
    let key = HostKey::edwards("one", 1);
    let Rotated { old, server, token } = rotated(&place, &key).await;
    let records = decides_as(&server, &token, "tune", Verb::Object).await;
    assert_eq!(records.len(), 2, "they go on under the earlier name");
    let fresh = key.token(&server.clock, "hanmeimei");
    decides_as(&server, &fresh, "ads", Verb::Object).await;
    let records = decides_as(&old, &fresh, "tune", Verb::Object).await;
    assert_eq!(records.len(), 2, "both servers give a new person one name");

    place.names_people_by_the_first();
    let server = place.server(true).await.unwrap();
    let records = decides_as(&server, &fresh, "ads", Verb::Allow).await;
    assert_eq!(records.len(), 3, "who is there keeps the name");
    let later = key.token(&server.clock, "xiaoming");
    decides_as(&server, &later, "ads", Verb::Object).await;
    let text = fs::read_to_string(place.path("tokens")).unwrap();
    let newest = text.lines().next().unwrap();
    fs::write(place.path("tokens"), newest).unwrap();
    let server = place.server(true).await.unwrap();
    let records = decides_as(&server, &later, "tune", Verb::Object).await;
    assert_eq!(records.len(), 2, "who came later has the newest name");
}

/// In the middle of a replacement two servers named people by another secret each.
#[tokio::test]
async fn several_secrets_without_one_that_names_people_are_refused() {
    let place = Place::new();
    place.new_secret("keys", &[]);
    place.new_secret("tokens", &[]);
    assert!(place.server(true).await.is_ok(), "one secret is the one");
    place.new_secret("tokens", &["--last"]);
    let refused = "write the word `names` after the one";
    let error = place.server(true).await.err().unwrap();
    assert!(error.contains(refused), "{error}");
    place.names_people_by_the_first();
    assert!(place.server(true).await.is_ok());
    let tokens = place.path("tokens");
    let text = fs::read_to_string(&tokens).unwrap();
    fs::write(&tokens, format!("{text}{text}")).unwrap();
    let error = place.server(true).await.err().unwrap();
    assert!(error.contains(refused), "{error}");
}

/// A decision under way began a new chain under the erased name, and the next one another under the newest:
/// one of the two was never seen again.
#[tokio::test]
async fn who_was_erased_is_one_person_again_under_every_secret() {
    let place = Place::new();
    let Rotated { old, server, token } = rotated(&place, &HostKey::edwards("one", 1)).await;
    let mut browser = server.browser();
    browser.headers = vec![("authorization", format!("Bearer {token}"))];
    let erased: Erased = browser.delete("/v1/subject").await.json();
    assert_eq!(erased.records, 1);
    // As one that was under way does: the server without the newest secret knows the old name alone.
    decides_as(&old, &token, "tune", Verb::Object).await;
    let records = decides_as(&server, &token, "ads", Verb::Object).await;
    assert_eq!(records.len(), 2, "both are in one chain");
    let erased: Erased = browser.delete("/v1/subject").await.json();
    assert_eq!(erased.records, 2);
    let records: Records = browser.get("/v1/records").await.json();
    assert_eq!(records.records, []);
}

/// Decides with a host app's token; answers what is kept then.
async fn decides_as(server: &Server, token: &str, purpose: &str, verb: Verb) -> Vec<Record> {
    let mut browser = server.browser();
    browser.headers = vec![("authorization", format!("Bearer {token}"))];
    let answer = browser.decide(purpose, verb).await;
    assert_eq!(answer.status, StatusCode::OK, "{}", answer.text());
    let records: Records = browser.get("/v1/records").await.json();
    records.records
}
