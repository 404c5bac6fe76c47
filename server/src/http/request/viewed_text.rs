//! Which text the person had in front of them, as the view token in their request says it.
//!
//! A token is handed out for a text that was published, and checked with each decision under it: is
//! it of this server, for this person, and is the text still the current one? Entry points:
//! [`seal_view`], [`open_view`] and [`check_view`].

use consent::manifest::SiteManifest;
use consent::wire::{ProblemCode, View, ViewToken};

use super::caller::Caller;
use crate::clock::seconds_to_text;
use crate::decision::ledger::random_id;
use crate::refusal::Refusal;
use crate::secrets::hmac_tokens::ViewClaims;
use crate::state::App;

/// Seconds after the end of a view for which the request that made a person known still leads to
/// them. The page keeps that request until the browser cannot forget the cookie any more and sends
/// it once when it did; people who open a page at most weekly are still found. Longer would let
/// whoever gets hold of key and view be that person long after.
const LEADS_BACK: i64 = 7 * 24 * 60 * 60;

/// A new token for that text.
pub fn seal_view(app: &App, view: View, holder: Option<String>) -> ViewToken {
    let View {
        release,
        language,
        text_hash,
        surface,
    } = view;
    let expires = end_of_view(app);
    let seen = ViewClaims {
        release,
        language,
        text_hash,
        surface,
        expires,
        nonce: random_id(),
        origin: random_id(),
        leads_back_until: expires.saturating_add(LEADS_BACK),
        holder,
    };
    sealed(app, &seen)
}

fn end_of_view(app: &App) -> i64 {
    app.clock.seconds() + i64::from(app.settings.view_minutes) * 60
}

fn sealed(app: &App, seen: &ViewClaims) -> ViewToken {
    ViewToken {
        view_token: app.tokens.seal(seen),
        expires_at: seconds_to_text(seen.expires),
    }
}

/// Opens a token of this server that the caller may use. Whether its text still holds is another
/// question.
pub fn open_view(app: &App, caller: &Caller, token: &str) -> Result<ViewClaims, Refusal> {
    let not_ours = "`view_token` is not of this server; ask POST /v1/views for one";
    let refused = |detail| Refusal::new(ProblemCode::BadToken, detail);
    let seen: ViewClaims = app.tokens.open(token).ok_or_else(|| refused(not_ours))?;
    let name = caller.signed_in().map(|holder| holder.as_str());
    if seen.holder.is_some() && seen.holder.as_deref() != name {
        let not_theirs = "`view_token` is for another person; ask POST /v1/views for one";
        return Err(refused(not_theirs));
    }
    Ok(seen)
}

/// Checks that the text that the person saw is still in force, and that they saw it lately.
pub fn check_view(app: &App, site: &SiteManifest, seen: &ViewClaims) -> Result<(), Refusal> {
    check_text(site, seen)?;
    if seen.expires <= app.clock.seconds() {
        return Err(expired(app, seen));
    }
    Ok(())
}

/// Checks that the text that the person saw is still in force.
pub fn check_text(site: &SiteManifest, seen: &ViewClaims) -> Result<(), Refusal> {
    let current = site
        .release(&site.current)
        .and_then(|one| one.languages.get(&seen.language));
    let is_same_text = current.is_some_and(|language| language.text_hash == seen.text_hash);
    if seen.release != site.current || !is_same_text {
        return Err(Refusal::notice_changed(&seen.release, &site.current));
    }
    Ok(())
}

/// The refusal of a view that is too old, with a fresh token for the same text.
///
/// The request under it is the same one: that under the old token may still be on its way into the
/// store, and would make another record, of another person even, of one act.
pub fn expired(app: &App, seen: &ViewClaims) -> Refusal {
    with_fresh_token(app, seen, seen.nonce.clone())
}

/// The refusal of an act that was stored too long ago to count, with a token under which it is done
/// once more, by the same person.
pub fn done_too_long_ago(app: &App, seen: &ViewClaims) -> Refusal {
    with_fresh_token(app, seen, random_id())
}

/// For how long it leads back to the person is counted from the first token, so that nobody can
/// prolong it.
fn with_fresh_token(app: &App, seen: &ViewClaims, nonce: String) -> Refusal {
    let expires = end_of_view(app);
    let mut fresh = ViewClaims {
        expires,
        nonce,
        ..seen.clone()
    };
    if seen.leads_back_until <= app.clock.seconds() {
        fresh.origin = random_id();
        fresh.leads_back_until = expires.saturating_add(LEADS_BACK);
    }
    Refusal::view_expired(sealed(app, &fresh))
}
