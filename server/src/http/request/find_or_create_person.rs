//! Finds the person that a write is for: the caller, or a new person, whose secret is derived from
//! the request.
//!
//! Takes a [`Caller`] and the request's act and view, gives a [`Person`]. Since the secret follows
//! from the request, the same request sent again, because the answer and the cookie in it were
//! lost, finds the same person. Entry point: [`Caller::person`].

use base64::Engine;
use base64::engine::general_purpose::URL_SAFE_NO_PAD as BASE64;
use consent::manifest::SiteManifest;
use consent::wire::ProblemCode;
use sha2::{Digest, Sha256};

use super::caller::Caller;
use super::cookie::{CookieForm, Issued, SetCookie};
use super::viewed_text::{check_view, expired};
use crate::identity::subject::Subject;
use crate::refusal::Refusal;
use crate::secrets::hmac_tokens::ViewClaims;
use crate::state::App;
use crate::store::{Row, Store, StoreError};

/// How often a person may begin anew by the same request. Each time costs a look into the store.
const GENERATIONS: u32 = 20;

/// The person that a write is for.
pub struct Person {
    /// Under which name the records are filed.
    pub subject: Subject,
    /// The header that makes the browser remember, for a new person or an old cookie.
    set_cookie: SetCookie,
    /// The cookie that they came with.
    came_with: Option<(CookieForm, Issued)>,
    is_new: bool,
}

impl Person {
    /// Whether nothing can have been stored for them, but by this very request sent before.
    pub fn is_new(&self) -> bool {
        self.is_new
    }

    /// The header that goes with the answer, once that row is stored.
    ///
    /// Who begins a chain under a cookie that they had was erased in between, at another server
    /// perhaps, which took the cookie away; this one may not have known when it asked.
    pub fn cookie(self, app: &App, row: &Row) -> SetCookie {
        match self.came_with {
            Some((form, issued)) if row.sequence == 1 => form.set(&app.tokens, &issued),
            _ => self.set_cookie,
        }
    }
}

/// What a write comes with that makes somebody known.
pub struct Proof<'a> {
    /// The idempotency key, or what an act that has none is called.
    pub act: &'a str,
    /// What the token of the view says.
    pub seen: &'a ViewClaims,
}

impl Caller {
    /// The person that a write is for, with a new cookie when they have none yet.
    pub async fn person(
        &self,
        app: &App,
        site: &SiteManifest,
        proof: Proof<'_>,
    ) -> Result<Person, Refusal> {
        match &self.subject {
            Some(subject) => Ok(Person {
                subject: subject.clone(),
                set_cookie: self.kept_cookie(app, subject).await?,
                came_with: self.issued.clone().map(|issued| (self.cookie, issued)),
                is_new: false,
            }),
            None => self.new_person(app, site, proof).await,
        }
    }

    /// The cookie of a person who has one, where it has to be handed out again: it is old, or the
    /// erasure took it away while this request was under way. Whatever is decided then begins a new
    /// chain under the same name, for all of the person's tabs and devices together: a name of its
    /// own for each would leave decisions that nobody can reach or erase.
    async fn kept_cookie(&self, app: &App, subject: &Subject) -> Result<SetCookie, StoreError> {
        let Some(issued) = &self.issued else {
            return Ok(SetCookie::default());
        };
        let (cache, name) = (&app.row_cache, subject.as_str());
        // Another device of theirs may have begun the new chain, which is known then.
        let is_erased =
            cache.was_erased(name) || (!cache.knows(name) && app.store.is_erased(name).await?);
        match is_erased {
            true => Ok(self.cookie.set(&app.tokens, issued)),
            false => Ok(self.renewal(app)),
        }
    }

    async fn new_person(
        &self,
        app: &App,
        site: &SiteManifest,
        proof: Proof<'_>,
    ) -> Result<Person, Refusal> {
        let now = app.clock.seconds();
        if proof.seen.leads_back_until <= now {
            check_view(app, site, proof.seen)?;
            return Err(expired(app, proof.seen));
        }
        let issued = first_cookie(app.store.as_ref(), &proof, now).await?;
        Ok(Person {
            subject: issued.subject(),
            set_cookie: self.cookie.set(&app.tokens, &issued),
            came_with: None,
            is_new: true,
        })
    }
}

/// The cookie of the person whom that request makes known. It is another one after each erasure, so
/// that nobody comes back under a name that was erased.
async fn first_cookie(store: &dyn Store, proof: &Proof<'_>, now: i64) -> Result<Issued, Refusal> {
    for generation in 0..GENERATIONS {
        let issued = Issued::new(secret(generation, proof), now);
        if !store.is_erased(issued.subject().as_str()).await? {
            return Ok(issued);
        }
    }
    let detail = "whom this request made known was erased too often; load the page again and decide \
                  with a new Idempotency-Key";
    Err(Refusal::new(ProblemCode::KeyReused, detail))
}

/// Nobody can guess it: the token of the view, which has the origin, was given to this browser alone.
/// No secret of the server goes into it, since replacing that one in between would make two people
/// of one request.
fn secret(generation: u32, proof: &Proof<'_>) -> String {
    let text = format!("{generation}\n{}\n{}", proof.act, proof.seen.origin);
    let digest = Sha256::new_with_prefix("mingbai first secret\n").chain_update(text);
    BASE64.encode(digest.finalize())
}
