//! Who calls, and what their browser says with it.
//!
//! Read from the headers of a request; handlers take a [`Caller`]. A host app's token wins over
//! the cookie, and one that is not accepted is refused: the cookie never stands in for it.

use std::net::SocketAddr;
use std::sync::Arc;

use axum::extract::{ConnectInfo, FromRequestParts};
use axum::http::HeaderMap;
use axum::http::request::Parts;

use super::Refusal;
use super::bearer;
use crate::state::App;
use crate::subject::{Cookie, Subject};

/// Who calls.
pub struct Caller {
    /// The person; `None` for a browser that never wrote anything.
    pub subject: Option<Subject>,
    /// Until when the host app's token may be believed, in seconds; `None` for a cookie or nobody.
    pub signed_in_until: Option<i64>,
    /// The cookie as this request's scheme has it.
    pub cookie: Cookie,
    /// Whether the browser sends Global Privacy Control.
    pub gpc: bool,
    /// Whom to count a write against while there is no subject; held in memory only.
    pub peer: String,
}

/// The person that a write is for.
pub struct Person {
    /// Under which name the records are filed.
    pub subject: Subject,
    /// The header that makes the browser remember, for a new person.
    pub new_cookie: Option<String>,
}

impl Person {
    /// Whether nothing can have been stored for them, but by this very request sent before.
    pub fn is_new(&self) -> bool {
        self.new_cookie.is_some()
    }
}

impl Caller {
    /// The person that a write is for, with a new cookie when they have none yet.
    ///
    /// The first secret follows from the request, so that the same request sent again, because the
    /// answer and the cookie in it were lost, finds the same person. It cannot be guessed: the
    /// view token was given to this browser alone.
    pub fn person(&self, app: &App, key: &str, view_token: &str) -> Person {
        if let Some(subject) = &self.subject {
            return Person {
                subject: subject.clone(),
                new_cookie: None,
            };
        }
        let secret = app.tokens.derive("cookie", &format!("{key}\n{view_token}"));
        let new_cookie = Some(self.cookie.set(&secret));
        Person {
            subject: Subject::of_secret(&secret),
            new_cookie,
        }
    }

    /// The subject that a host app signed in.
    pub fn signed_in(&self) -> Option<&Subject> {
        self.subject
            .as_ref()
            .filter(|_| self.signed_in_until.is_some())
    }

    /// Whom writes are counted against.
    pub fn counted_as(&self) -> &str {
        self.subject.as_ref().map_or(&self.peer, Subject::as_str)
    }
}

impl FromRequestParts<Arc<App>> for Caller {
    type Rejection = Refusal;

    async fn from_request_parts(parts: &mut Parts, app: &Arc<App>) -> Result<Self, Refusal> {
        let headers = &parts.headers;
        let cookie = app.cookie(is_forwarded_https(headers));
        let signed_in = bearer::signed_in(app, headers).await?;
        let subject = match &signed_in {
            Some(signed_in) => Some(Subject::of_host(&app.tokens, signed_in)),
            None => cookie.read(headers).map(Subject::of_secret),
        };
        let address = parts.extensions.get::<ConnectInfo<SocketAddr>>();
        let peer = address.map(|ConnectInfo(address)| address.ip().to_string());
        Ok(Self {
            subject,
            signed_in_until: signed_in.map(|signed_in| signed_in.until),
            cookie,
            gpc: has_gpc(headers),
            peer: peer.unwrap_or_default(),
        })
    }
}

/// Whether a proxy in front says that the browser came by https.
pub fn is_forwarded_https(headers: &HeaderMap) -> bool {
    headers
        .get("x-forwarded-proto")
        .is_some_and(|scheme| scheme == "https")
}

/// Global Privacy Control: exactly `1`; with several headers one is enough.
fn has_gpc(headers: &HeaderMap) -> bool {
    headers.get_all("sec-gpc").iter().any(|value| value == "1")
}
