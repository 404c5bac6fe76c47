//! The caller of a request: the person whom its cookie or token names, and what the browser says
//! with it.
//!
//! Read from the headers; handlers take a [`Caller`]. A host app's token wins over the cookie, and
//! one that is not accepted is refused: the cookie never takes its place.

use std::sync::Arc;

use axum::extract::FromRequestParts;
use axum::http::HeaderMap;
use axum::http::request::Parts;

use super::bearer_token;
use super::cookie::{CookieForm, Issued, SetCookie};
use super::forwarded::Client;
use crate::identity::host_app::SignedIn;
use crate::identity::subject::Subject;
use crate::refusal::Refusal;
use crate::state::App;
use crate::store::StoreError;

/// Who calls.
pub struct Caller {
    /// The person; `None` for a browser that never wrote anything.
    pub subject: Option<Subject>,
    /// Names of the same person under other secrets of the server; records are under one of them at most, but
    /// for what was under way while it was erased.
    pub other_names: Vec<Subject>,
    /// Until when the host app's token may be believed, in seconds; `None` for a cookie or nobody.
    pub signed_in_until: Option<i64>,
    /// The cookie that says who they are; `None` for a token or nobody.
    pub issued: Option<Issued>,
    /// The cookie's name and attributes as this request asks for them.
    pub cookie: CookieForm,
    /// Whether the browser sends Global Privacy Control.
    pub gpc: bool,
    /// Where they call from; held in memory only.
    pub client: Client,
}

impl Caller {
    /// The subject that a host app signed in.
    pub fn signed_in(&self) -> Option<&Subject> {
        self.subject
            .as_ref()
            .filter(|_| self.signed_in_until.is_some())
    }

    /// Counts what costs little and stores nothing against the address, unless a host app vouches
    /// for the person: its own server may call for thousands from one address.
    pub fn count_view(&self, app: &App) -> Result<(), Refusal> {
        match self.signed_in() {
            Some(_) => Ok(()),
            None => app.limits.check_address(self.client.address),
        }
    }

    /// Counts a write against the address and the person, or refuses it.
    pub fn count_write(&self, app: &App) -> Result<(), Refusal> {
        self.count_view(app)?;
        match &self.subject {
            Some(subject) => app.limits.check_person(subject),
            None => Ok(()),
        }
    }

    /// The cookie handed out anew, when it is old enough for that.
    pub fn renewal(&self, app: &App) -> SetCookie {
        let now = app.clock.seconds();
        let renewed = self.issued.as_ref().and_then(|issued| issued.renewed(now));
        renewed.map_or_else(SetCookie::default, |renewed| {
            self.cookie.set(&app.tokens, &renewed)
        })
    }
}

impl FromRequestParts<Arc<App>> for Caller {
    type Rejection = Refusal;

    async fn from_request_parts(parts: &mut Parts, app: &Arc<App>) -> Result<Self, Refusal> {
        let headers = &parts.headers;
        let client = Client::of_parts(parts, &app.settings);
        let cookie = CookieForm::of(&app.settings, client.is_https);
        let signed_in = bearer_token::signed_in(app, headers).await?;
        let issued = match &signed_in {
            Some(_) => None,
            None => cookie.read(headers, &app.tokens, app.clock.seconds()),
        };
        let (subject, other_names) = match &signed_in {
            Some(signed_in) => {
                let (subject, others) = of_host(app, signed_in).await?;
                (Some(subject), others)
            }
            None => (issued.as_ref().map(Issued::subject), Vec::new()),
        };
        Ok(Self {
            subject,
            other_names,
            signed_in_until: signed_in.map(|signed_in| signed_in.until),
            issued,
            cookie,
            gpc: has_gpc(headers),
            client,
        })
    }
}

/// The person whom a host app signed in, under the name that their records have, and their other names.
///
/// With one secret there is one name. With several it may be an earlier one, which is looked for;
/// who has no records yet gets the newest. A name that was erased counts, after those with records: a decision
/// that was under way meanwhile begins a new chain under it, and the next ones have to find that.
async fn of_host(app: &App, signed_in: &SignedIn) -> Result<(Subject, Vec<Subject>), StoreError> {
    let mut names = Subject::of_host(&app.tokens, signed_in);
    let mut place = 0;
    if names.len() > 1 {
        place = match with_records(app, &names).await? {
            Some(place) => place,
            None => erased(app, &names).await?.unwrap_or(0),
        };
    }
    let name = names.swap_remove(place);
    Ok((name, names))
}

async fn with_records(app: &App, names: &[Subject]) -> Result<Option<usize>, StoreError> {
    for (place, name) in names.iter().enumerate() {
        let name = name.as_str();
        if app.row_cache.knows(name) || app.store.head(name).await?.is_some() {
            return Ok(Some(place));
        }
    }
    Ok(None)
}

async fn erased(app: &App, names: &[Subject]) -> Result<Option<usize>, StoreError> {
    for (place, name) in names.iter().enumerate() {
        if app.store.is_erased(name.as_str()).await? {
            return Ok(Some(place));
        }
    }
    Ok(None)
}

/// Global Privacy Control: exactly `1`; with several headers one is enough.
fn has_gpc(headers: &HeaderMap) -> bool {
    headers.get_all("sec-gpc").iter().any(|value| value == "1")
}
