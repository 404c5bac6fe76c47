//! `POST /v1/views`: hands out a view token for the text that the person has on the screen.
//!
//! Takes a [`View`], checks that it was published, answers the token that decisions under it carry.
//! Checking the token is in [`crate::http::request::viewed_text`].

use std::sync::Arc;

use axum::Json;
use axum::extract::State;
use consent::manifest::SiteManifest;
use consent::wire::{Problem, ProblemCode, View, ViewToken};

use crate::http::request::caller::Caller;
use crate::http::request::extractors::check_surface;
use crate::http::request::json_body::Body;
use crate::http::request::viewed_text::seal_view;
use crate::refusal::Refusal;
use crate::state::App;

/// Says which text is on the screen. Stores nothing and sets no cookie.
#[utoipa::path(
    post,
    path = "/v1/views",
    tag = "choices",
    request_body = View,
    responses(
        (status = 200, description = "a token that decisions under this text carry", body = ViewToken),
        (status = 408, description = "busy: the body did not come in time; nothing was stored, send it again", body = Problem, content_type = "application/problem+json"),
        (status = "4XX", description = "it was not accepted", body = Problem, content_type = "application/problem+json"),
        (status = "5XX", description = "it could not be done", body = Problem, content_type = "application/problem+json"),
    )
)]
pub async fn post(
    State(app): State<Arc<App>>,
    caller: Caller,
    Body(view): Body<View>,
) -> Result<Json<ViewToken>, Refusal> {
    caller.count_view(&app)?;
    check_surface(&view.surface)?;
    let site = app.site.manifest()?;
    check_published(&site, &view)?;
    let holder = caller.signed_in().map(|holder| holder.as_str().to_owned());
    Ok(Json(seal_view(&app, view, holder)))
}

fn check_published(site: &SiteManifest, view: &View) -> Result<(), Refusal> {
    let release = site.release(&view.release);
    let language = release.and_then(|release| release.languages.get(&view.language));
    if language.is_some_and(|language| language.text_hash == view.text_hash) {
        return Ok(());
    }
    let part = match (release, language) {
        (None, _) => "no release of that name",
        (_, None) => "the release, but not in that language",
        _ => "the release in that language with another text",
    };
    let detail = format!("this site has {part}; load the page again");
    Err(Refusal::new(ProblemCode::UnknownText, detail))
}
