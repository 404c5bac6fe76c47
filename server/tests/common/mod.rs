//! What the tests share: a small published site, a server without a network, a browser.
#![allow(dead_code, missing_docs, reason = "each test file uses a part")]

pub mod host;
#[cfg(unix)]
pub mod load;
pub mod logs;
pub mod manual;
pub mod postgres;
#[cfg(unix)]
pub mod process;
pub mod receiver;
pub mod relay;
pub mod sharded;
pub mod stream;

use std::collections::BTreeMap;
use std::fs;
use std::net::{IpAddr, SocketAddr};
use std::path::Path;
use std::sync::Arc;
use std::time::{Duration, Instant};

use axum::Router;
use axum::body::Body;
use axum::extract::ConnectInfo;
use axum::http::header::{CONTENT_TYPE, COOKIE, HOST, SET_COOKIE};
use axum::http::{HeaderMap, HeaderValue, Request, StatusCode};
use axum::response::Response;
use consent::manifest::*;
use consent::wire::*;
use consent::words_hash;
use http_body_util::BodyExt;
use serde::de::DeserializeOwned;
use server::clock::Clock;
use server::http::Issued;
use server::identity::subject::Subject;
use server::live::stream_cursor::EventId;
use server::settings::Settings;
use server::state::App;
use server::store::{self, Store};
use tempfile::TempDir;
use tower::ServiceExt;

pub fn both(text: &str) -> InBoth {
    InBoth {
        zh: format!("{text}（中文）"),
        en: text.to_owned(),
    }
}

pub fn purpose(id: &str, kind: Kind, release: &str) -> PurposeEntry {
    let names = both(id);
    let words = |name| words_hash(kind, name, None, "clause", release);
    PurposeEntry {
        id: id.to_owned(),
        kind,
        clause: "clause".to_owned(),
        words_hash: InBoth {
            zh: words(&names.zh),
            en: words(&names.en),
        },
        names,
        ..PurposeEntry::default()
    }
}

pub fn release(version: &str, supersedes: Option<&str>) -> ReleaseEntry {
    let mut purposes = vec![
        purpose("ads", Kind::OptOut, version),
        purpose("face", Kind::Consent, version),
        purpose("tune", Kind::Preference, version),
        purpose("child", Kind::Consent, version),
    ];
    purposes[0].gpc = true;
    purposes[3].guardian = true;
    let entry = |language: &str| LanguageEntry {
        text_hash: format!("hash-{version}-{language}"),
    };
    ReleaseEntry {
        version: version.to_owned(),
        edition: "weixin".to_owned(),
        provenance: "restated".to_owned(),
        supersedes: supersedes.map(str::to_owned),
        languages: BTreeMap::from(["zh", "en"].map(|code| (code.to_owned(), entry(code)))),
        purposes,
        ..ReleaseEntry::default()
    }
}

/// The hash that the site publishes for the guardian's statement in that language.
pub fn statement_hash(language: &str) -> String {
    match language {
        "zh" => "ab".repeat(32),
        _ => "cd".repeat(32),
    }
}

fn guardian_statement_hash() -> Option<InBoth> {
    Some(InBoth {
        zh: statement_hash("zh"),
        en: statement_hash("en"),
    })
}

/// A site with one release, `1`.
pub fn site() -> SiteManifest {
    let releases = vec![release("1", None)];
    SiteManifest {
        edition: "weixin".to_owned(),
        current: "1".to_owned(),
        releases,
        guardian_statement_hash: guardian_statement_hash(),
    }
}

/// The same site after release `2`, in which the meaning of `face` changed.
pub fn later_site() -> SiteManifest {
    let mut second = release("2", Some("1"));
    second.purposes[1].meaning_changed = true;
    let releases = vec![second, release("1", None)];
    SiteManifest {
        edition: "weixin".to_owned(),
        current: "2".to_owned(),
        releases,
        guardian_statement_hash: guardian_statement_hash(),
    }
}

/// Waits until the condition is true; it has half a minute.
#[track_caller]
pub fn within(what: &str, condition: impl Fn() -> bool) -> impl Future<Output = ()> {
    let caller = std::panic::Location::caller();
    async move {
        let end = Instant::now() + Duration::from_secs(30);
        while !condition() {
            assert!(
                Instant::now() < end,
                "{caller}: {what}: not within half a minute"
            );
            tokio::time::sleep(Duration::from_millis(20)).await;
        }
    }
}

pub fn publish(dir: &Path, site: &SiteManifest) {
    fs::create_dir_all(dir.join("content")).unwrap();
    let json = serde_json::to_vec(site).unwrap();
    fs::write(dir.join("content/index.json"), json).unwrap();
}

/// A server without a network.
pub struct Server {
    pub dir: TempDir,
    pub app: Arc<App>,
    pub clock: Clock,
    router: Router,
}

impl Server {
    pub async fn start() -> Self {
        Self::with(|_| {}).await
    }

    pub async fn with(change: impl FnOnce(&mut Settings)) -> Self {
        let dir = TempDir::new().unwrap();
        publish(dir.path(), &site());
        let address = format!("sqlite:{}", dir.path().join("consent.db").display());
        let store = store::open(&address, store::GROUP).await.unwrap();
        Self::over(dir, store, change).await
    }

    pub async fn over(
        dir: TempDir,
        store: Arc<dyn Store>,
        change: impl FnOnce(&mut Settings),
    ) -> Self {
        logs::install();
        let mut settings = Settings::plain();
        settings.site_dir = dir.path().to_owned();
        change(&mut settings);
        let clock = Clock::default();
        let app = App::open(store, settings, clock.clone()).await.unwrap();
        let router = server::app(app.clone());
        Self {
            dir,
            app,
            clock,
            router,
        }
    }

    /// Publishes another site and waits until the server has looked.
    pub async fn publish(&self, site: &SiteManifest) {
        publish(self.dir.path(), site);
        let is_seen = || self.app.site.manifest().is_ok_and(|now| *now == *site);
        within("the server sees the new site", is_seen).await;
    }

    pub async fn send(&self, mut request: Request<Body>) -> Reply {
        name_host(&mut request);
        Reply::of(self.router.clone().oneshot(request).await.unwrap()).await
    }

    pub async fn get(&self, path: &str) -> Reply {
        self.send(Request::get(path).body(Body::empty()).unwrap())
            .await
    }

    /// What the operator's own listener answers.
    pub async fn admin(&self, path: &str) -> Reply {
        let mut request = Request::get(path).body(Body::empty()).unwrap();
        name_host(&mut request);
        let router = server::http::admin(self.app.clone());
        Reply::of(router.oneshot(request).await.unwrap()).await
    }

    pub fn browser(&self) -> Browser<'_> {
        Browser {
            server: self,
            cookie: None,
            headers: Vec::new(),
            peer: None,
        }
    }
}

/// Says for which host a request is, unless the test does.
pub fn name_host(request: &mut Request<Body>) {
    let host = HeaderValue::from_static("localhost");
    request.headers_mut().entry(HOST).or_insert(host);
}

#[derive(Debug)]
pub struct Reply {
    pub status: StatusCode,
    pub headers: HeaderMap,
    pub body: Vec<u8>,
}

impl Reply {
    async fn of(response: Response) -> Self {
        let (parts, body) = response.into_parts();
        let body = body.collect().await.unwrap().to_bytes().to_vec();
        Self {
            status: parts.status,
            headers: parts.headers,
            body,
        }
    }

    pub fn json<T: DeserializeOwned>(&self) -> T {
        serde_json::from_slice(&self.body)
            .unwrap_or_else(|error| panic!("{error}: {}", self.text()))
    }

    pub fn text(&self) -> String {
        String::from_utf8_lossy(&self.body).into_owned()
    }

    pub fn header(&self, name: &str) -> &str {
        self.headers
            .get(name)
            .map(|value| value.to_str().unwrap())
            .unwrap_or_default()
    }

    /// The problem, after checking that it comes with its status and type.
    #[track_caller]
    pub fn problem(&self, code: ProblemCode) -> Problem {
        let problem: Problem = self.json();
        assert_eq!(problem.code, code, "{problem:?}");
        assert_eq!(problem.status, self.status.as_u16());
        assert_eq!(self.header("content-type"), "application/problem+json");
        problem
    }
}

/// Somebody's browser: it keeps its cookie.
pub struct Browser<'s> {
    pub server: &'s Server,
    pub cookie: Option<String>,
    pub headers: Vec<(&'static str, String)>,
    /// The address that its connections come from, as the server sees it.
    pub peer: Option<IpAddr>,
}

impl Browser<'_> {
    /// Under which name the store has the person whose cookie this is.
    pub fn subject(&self) -> Subject {
        let cookie = self.cookie.as_deref().unwrap();
        let (_, value) = cookie.split_once('=').unwrap();
        let issued: Issued = self.server.app.tokens.open(value).unwrap();
        issued.subject()
    }

    pub async fn send(&mut self, mut request: Request<Body>) -> Reply {
        let headers = request.headers_mut();
        if let Some(cookie) = &self.cookie {
            headers.insert(COOKIE, HeaderValue::from_bytes(cookie.as_bytes()).unwrap());
        }
        for (name, value) in &self.headers {
            headers.insert(*name, value.parse().unwrap());
        }
        if let Some(peer) = self.peer {
            let peer = ConnectInfo(SocketAddr::new(peer, 40_000));
            request.extensions_mut().insert(peer);
        }
        let answer = self.server.send(request).await;
        if let Some(cookie) = answer.headers.get(SET_COOKIE) {
            let cookie = cookie.to_str().unwrap().split(';').next().unwrap();
            self.cookie = (!cookie.ends_with('=')).then(|| cookie.to_owned());
        }
        answer
    }

    pub async fn get(&mut self, path: &str) -> Reply {
        self.send(Request::get(path).body(Body::empty()).unwrap())
            .await
    }

    pub async fn post(&mut self, path: &str, body: &impl serde::Serialize) -> Reply {
        let request = Request::post(path).header(CONTENT_TYPE, "application/json");
        self.send(
            request
                .body(Body::from(serde_json::to_vec(body).unwrap()))
                .unwrap(),
        )
        .await
    }

    pub async fn delete(&mut self, path: &str) -> Reply {
        self.send(Request::delete(path).body(Body::empty()).unwrap())
            .await
    }

    /// The id of the live event at a place in this person's chain.
    pub async fn event_id(&mut self, place: i64) -> String {
        let records: Records = self.get("/v1/records").await.json();
        EventId::at(place, &records.records[0].principal).to_string()
    }

    pub async fn choices(&mut self) -> Choices {
        self.get("/v1/choices").await.json()
    }

    pub async fn choice(&mut self, purpose: &str) -> Choice {
        let choices = self.choices().await.choices;
        choices
            .into_iter()
            .find(|choice| choice.purpose == purpose)
            .unwrap()
    }

    pub async fn view(&mut self) -> String {
        self.view_of("1", "zh").await
    }

    pub async fn view_of(&mut self, release: &str, language: &str) -> String {
        let answer = self.post("/v1/views", &view(release, language)).await;
        answer.json::<ViewToken>().view_token
    }

    /// Decides as a page does: a new view, a new key, the revision that was asked for.
    pub async fn decide(&mut self, purpose: &str, verb: Verb) -> Reply {
        let revision = self.choice(purpose).await.revision;
        let decision = decision(purpose, verb, self.view().await);
        self.put(purpose, &decision, &new_key(), revision).await
    }

    pub async fn put(
        &mut self,
        purpose: &str,
        decision: &Decision,
        key: &str,
        revision: u64,
    ) -> Reply {
        let request = Request::put(format!("/v1/choices/{purpose}"))
            .header(CONTENT_TYPE, "application/json")
            .header("idempotency-key", key)
            .header("if-match", format!("\"{revision}\""));
        self.send(
            request
                .body(Body::from(serde_json::to_vec(decision).unwrap()))
                .unwrap(),
        )
        .await
    }
}

pub fn view(release: &str, language: &str) -> View {
    View {
        release: release.to_owned(),
        language: language.to_owned(),
        text_hash: format!("hash-{release}-{language}"),
        surface: "choices".to_owned(),
    }
}

/// A decision under release `1` in Chinese.
pub fn decision(purpose_id: &str, verb: Verb, view_token: String) -> Decision {
    decision_under("1", purpose_id, verb, view_token)
}

pub fn decision_under(release_id: &str, id: &str, verb: Verb, view_token: String) -> Decision {
    let words_hash = release(release_id, None)
        .purpose(id)
        .map(|one| one.words_hash.zh.clone());
    Decision {
        verb,
        view_token,
        words_hash: words_hash.unwrap_or_default(),
        surface: "choices".to_owned(),
        actor: Actor::Subject,
        client_time: Some("2020-01-01T00:00:00Z".to_owned()),
        guardian_token: None,
        age_band: None,
    }
}

/// The server under test. Cargo names it to tests alone: the benchmark, which shares this module, has
/// the one on the PATH.
pub fn binary() -> &'static str {
    option_env!("CARGO_BIN_EXE_server").unwrap_or("server")
}

pub fn new_key() -> String {
    uuid::Uuid::new_v4().to_string()
}
