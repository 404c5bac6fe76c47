//! Verifies the tokens of the host app, the app that shows the page: JWTs that say who is signed in
//! there.
//!
//! Takes a bearer token, gives the issuer's name for the person and how long it may be believed.
//! Nothing else of the token is looked at, kept or logged. Entry points: [`Host::of`] and
//! [`Host::signed_in`].

mod key_cache;
mod jwks;

use jsonwebtoken::errors::ErrorKind;
use jsonwebtoken::{Validation, decode, decode_header};
use serde::Deserialize;

use crate::settings::{BadHost, Settings};
use jwks::HostKey;
use key_cache::KeyCache;

/// Seconds by which the clocks of host and server may differ.
const LEEWAY: i64 = 30;

/// Seconds from now at which a token ends at the latest. One that was taken from a device is good
/// for no longer than this, and no host app has a reason for more: it can make a new one any time.
const LONGEST_LIFE: i64 = 24 * 60 * 60;

/// Kinds of tokens that are taken, as `typ` names them, with `application/` before it or not. Others,
/// such as an ID token's logout, are signed with the same keys and say something else (RFC 8725).
const KINDS: [&str; 2] = ["jwt", "at+jwt"];

/// The host app whose tokens are accepted.
pub struct Host {
    issuer: String,
    audience: String,
    keys: KeyCache,
}

/// Whom an accepted token stands for.
#[derive(Clone)]
pub struct SignedIn {
    /// Who says so.
    pub issuer: String,
    /// The issuer's own name for the person. Never stored or logged.
    pub name: String,
    /// Until when it may be believed, in seconds.
    pub until: i64,
}

/// Why a token is not accepted, and what to do next. Says nothing that stands in the token.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
#[allow(missing_docs, reason = "each says it in its message")]
pub enum NotAccepted {
    #[error("this server accepts no host app's tokens; send the request without Authorization")]
    NoHost,
    #[error(
        "send one token, as `Authorization: Bearer` and a JWT signed with EdDSA, ES256 or RS256"
    )]
    Unreadable,
    #[error("no key that the host app publishes fits the token; get a new one from the host app")]
    UnknownKey,
    #[error("the token's signature is wrong; get a new one from the host app")]
    WrongSignature,
    #[error(
        "the token lacks iss, aud, sub or exp, or they are no texts and times; ask the host app"
    )]
    Incomplete,
    #[error("the token is of another issuer; get one from the host app of this server")]
    WrongIssuer,
    #[error("the token is for another audience; ask the host app for one for this server")]
    WrongAudience,
    #[error("the token has expired; get a new one from the host app and send the request again")]
    Expired,
    #[error("the token is of another kind; send one whose typ is JWT or at+jwt, or has none")]
    WrongKind,
    #[error("the token is valid for more than a day; ask the host app for one with an earlier exp")]
    LivesTooLong,
    #[error("the token is not valid yet; wait, or set the clock of the host app right")]
    TooEarly,
}

/// What is read of a token. All but `nbf` are required, which the library checks.
#[derive(Deserialize)]
struct Claims {
    // Asked for as a text: the library would take a list of issuers too.
    #[serde(rename = "iss")]
    _issuer: Option<String>,
    sub: Option<String>,
    exp: Option<f64>,
    nbf: Option<f64>,
}

impl Host {
    /// The host app that the operator set, if any.
    ///
    /// # Errors
    /// When the settings name half of one, or keys that others on the line can change.
    pub fn of(settings: &Settings) -> Result<Option<Self>, BadHost> {
        Ok(settings.host()?.map(|host| Self {
            issuer: host.issuer,
            audience: host.audience,
            keys: KeyCache::of(host.keys),
        }))
    }

    /// Whom the token stands for, at that time in seconds.
    pub async fn signed_in(&self, token: &str, now: i64) -> Result<SignedIn, NotAccepted> {
        let header = decode_header(token).map_err(|_| NotAccepted::Unreadable)?;
        // Whatever `crit` names is not understood here, so it must not be passed over (RFC 7515).
        if header.crit.is_some() || !jwks::ACCEPTED.contains(&header.alg) {
            return Err(NotAccepted::Unreadable);
        }
        if !is_taken_kind(header.typ.as_deref()) {
            return Err(NotAccepted::WrongKind);
        }
        let kid = header.kid.as_deref();
        let fitting = self.keys.fitting(kid, header.alg, now).await;
        let mut refusal = NotAccepted::UnknownKey;
        for key in fitting {
            match self.claims(token, &key) {
                Ok(claims) => return self.believe(claims, now),
                Err(error) => refusal = error,
            }
        }
        Err(refusal)
    }

    /// Looks after the keys now and then, so that withdrawn ones are dropped.
    pub async fn keep_up(&self, now: i64) {
        self.keys.keep_up(now).await;
    }

    /// Whether there are keys that tokens may be signed with; `Err` says what is wrong.
    pub fn ready(&self, now: i64) -> Result<(), String> {
        self.keys.ready(now)
    }

    fn claims(&self, token: &str, key: &HostKey) -> Result<Claims, NotAccepted> {
        // The key says the algorithm, the token only which key.
        let mut rules = Validation::new(key.algorithm);
        rules.set_required_spec_claims(&["iss", "aud", "sub", "exp"]);
        rules.set_issuer(&[&self.issuer]);
        rules.set_audience(&[&self.audience]);
        // The library has a clock of its own; the server's is the one that counts.
        rules.validate_exp = false;
        rules.validate_nbf = false;
        let data =
            decode::<Claims>(token, &key.key, &rules).map_err(|error| match error.kind() {
                ErrorKind::InvalidSignature => NotAccepted::WrongSignature,
                ErrorKind::InvalidIssuer => NotAccepted::WrongIssuer,
                ErrorKind::InvalidAudience => NotAccepted::WrongAudience,
                ErrorKind::MissingRequiredClaim(_) | ErrorKind::Json(_) => NotAccepted::Incomplete,
                _ => NotAccepted::Unreadable,
            })?;
        Ok(data.claims)
    }

    fn believe(&self, claims: Claims, now: i64) -> Result<SignedIn, NotAccepted> {
        let name = claims.sub.filter(|name| !name.is_empty());
        let (Some(name), Some(end)) = (name, claims.exp) else {
            return Err(NotAccepted::Incomplete);
        };
        // Times too far away for whole seconds become the furthest ones.
        let (end, start) = (end as i64, claims.nbf.unwrap_or(0.0) as i64);
        let until = end.saturating_add(LEEWAY);
        if until <= now {
            return Err(NotAccepted::Expired);
        }
        if start.saturating_sub(LEEWAY) > now {
            return Err(NotAccepted::TooEarly);
        }
        if until > now.saturating_add(LONGEST_LIFE + 2 * LEEWAY) {
            return Err(NotAccepted::LivesTooLong);
        }
        let issuer = self.issuer.clone();
        Ok(SignedIn {
            issuer,
            name,
            until,
        })
    }
}

fn is_taken_kind(typ: Option<&str>) -> bool {
    let Some(typ) = typ.map(str::to_ascii_lowercase) else {
        return true;
    };
    let kind = typ.strip_prefix("application/").unwrap_or(&typ);
    KINDS.contains(&kind)
}
