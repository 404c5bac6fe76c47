//! A host app that signs people in: its keys, the tokens that it makes, the set that it publishes.

use std::collections::BTreeMap;
use std::fs;
use std::path::Path;

use axum::http::StatusCode;
use base64::Engine;
use base64::engine::general_purpose::URL_SAFE_NO_PAD as BASE64;
use consent::wire::{Choices, ProblemCode, Verb};
use ed25519_dalek::SigningKey;
use jsonwebtoken::{Algorithm, EncodingKey, Header, encode};
use serde_json::{Value, json};
use server::clock::Clock;
use server::settings::Settings;

use super::{Browser, Server};

pub const ISSUER: &str = "https://app.example.org";
pub const AUDIENCE: &str = "https://privacy.example.org";

/// Where the host's keys are, in the folder of a server.
pub const KEYS: &str = "host.jwks";

/// One key of the host app.
pub struct HostKey {
    pub algorithm: Algorithm,
    pub jwk: Value,
    private: EncodingKey,
}

impl HostKey {
    /// An Ed25519 key of that name; the seed makes it another one.
    pub fn edwards(kid: &str, seed: u8) -> Self {
        let key = SigningKey::from_bytes(&[seed; 32]);
        // PKCS 8, as RFC 8410 has it.
        let head = b"\x30\x2e\x02\x01\x00\x30\x05\x06\x03\x2b\x65\x70\x04\x22\x04\x20";
        let der = [head.as_slice(), key.as_bytes()].concat();
        let x = BASE64.encode(key.verifying_key().as_bytes());
        Self {
            algorithm: Algorithm::EdDSA,
            jwk: json!({"kty": "OKP", "crv": "Ed25519", "kid": kid, "x": x}),
            private: EncodingKey::from_ed_der(&der),
        }
    }

    /// The kept P-256 key.
    pub fn curve() -> Self {
        Self::kept("es256", Algorithm::ES256, EncodingKey::from_ec_der)
    }

    /// The kept RSA key; making one takes too long.
    pub fn modulus() -> Self {
        Self::kept("rs256", Algorithm::RS256, EncodingKey::from_rsa_der)
    }

    fn kept(name: &str, algorithm: Algorithm, read: fn(&[u8]) -> EncodingKey) -> Self {
        let kept: Value = serde_json::from_str(include_str!("host_keys.json")).unwrap();
        let private = kept[name]["private"].as_str().unwrap();
        Self {
            algorithm,
            jwk: kept[name]["jwk"].clone(),
            private: read(&BASE64.decode(private).unwrap()),
        }
    }

    pub fn header(&self) -> Header {
        let mut header = Header::new(self.algorithm);
        header.kid = self.jwk["kid"].as_str().map(str::to_owned);
        header
    }

    pub fn sign(&self, claims: &impl serde::Serialize) -> String {
        self.sign_under(&self.header(), claims)
    }

    pub fn sign_under(&self, header: &Header, claims: &impl serde::Serialize) -> String {
        encode(header, claims, &self.private).unwrap()
    }

    /// A good token for that person.
    pub fn token(&self, clock: &Clock, sub: &str) -> String {
        self.sign(&claims(clock, sub))
    }
}

/// What a good token says: for five minutes from now.
pub fn claims(clock: &Clock, sub: &str) -> BTreeMap<&'static str, Value> {
    BTreeMap::from([
        ("iss", json!(ISSUER)),
        ("aud", json!([AUDIENCE, "https://other.example.org"])),
        ("sub", json!(sub)),
        ("exp", json!(clock.seconds() + 300)),
        ("name", json!("李雷")),
        ("phone", json!("13800138000")),
    ])
}

pub fn publish_keys(dir: &Path, keys: &[&HostKey]) {
    let keys: Vec<_> = keys.iter().map(|key| &key.jwk).collect();
    fs::write(dir.join(KEYS), json!({"keys": keys}).to_string()).unwrap();
}

/// Makes the host app of these tests the one of a server, with its keys in that folder.
pub fn accept(settings: &mut Settings) {
    settings.host_issuer = Some(ISSUER.to_owned());
    settings.host_audience = Some(AUDIENCE.to_owned());
    let keys = settings.site_dir.join(KEYS);
    settings.host_keys = Some(keys.display().to_string());
}

/// A server that accepts those keys.
pub async fn server(keys: &[&HostKey]) -> Server {
    let server = Server::with(accept).await;
    publish_keys(server.dir.path(), keys);
    server
}

/// The header that brings a token.
pub fn bearer(token: &str) -> Vec<(&'static str, String)> {
    vec![("authorization", format!("Bearer {token}"))]
}

/// A browser whose cookie has decided and that brings a token beside it.
pub async fn with_cookie<'s>(server: &'s Server, token: &str) -> Browser<'s> {
    let mut browser = server.browser();
    browser.decide("ads", Verb::Object).await;
    assert!(browser.cookie.is_some());
    browser.headers = bearer(token);
    browser
}

/// The token is refused as it has to be; the answer says what to do in those words.
pub async fn refused(server: &Server, token: &str, words: &str) {
    let mut browser = with_cookie(server, token).await;
    let reply = browser.get("/v1/choices").await;
    assert_eq!(reply.status, StatusCode::UNAUTHORIZED, "{token}");
    let problem = reply.problem(ProblemCode::NotSignedIn);
    assert!(problem.detail.contains(words), "{}", problem.detail);
    assert_eq!(
        reply.header("www-authenticate"),
        "Bearer error=\"invalid_token\""
    );
    assert!(!reply.headers.contains_key("set-cookie"));
}

pub async fn accepted(server: &Server, token: &str) {
    let mut browser = with_cookie(server, token).await;
    let reply = browser.get("/v1/choices").await;
    assert_eq!(reply.status, StatusCode::OK, "{}", reply.text());
    assert!(
        reply.json::<Choices>().subject_is_new,
        "the token's person, not the cookie's"
    );
}
