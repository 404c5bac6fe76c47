//! `/.well-known`: the public keys of receipts (`jwks.json`) and the stance on Global Privacy
//! Control (`gpc.json`).

use std::sync::Arc;

use axum::Json;
use axum::extract::State;
use axum::http::header::CACHE_CONTROL;
use axum::response::IntoResponse;
use consent::wire::{GpcStance, KeySet};

use crate::state::App;

/// Since when this server has honoured Global Privacy Control.
const GPC_SINCE: &str = "2026-11-24";

/// The public keys that receipts are checked with; earlier ones stay.
#[utoipa::path(
    get,
    path = "/.well-known/jwks.json",
    tag = "keys",
    responses((status = 200, description = "the signing key first", body = KeySet))
)]
pub async fn keys(State(app): State<Arc<App>>) -> impl IntoResponse {
    // Another server may have signed with a key that is new since, or the operator revoked one.
    app.keys.look(app.clock.seconds()).await;
    (
        [(CACHE_CONTROL, "public, max-age=300")],
        Json(app.keys.published()),
    )
}

/// That this site honours Global Privacy Control.
#[utoipa::path(
    get,
    path = "/.well-known/gpc.json",
    tag = "keys",
    responses((status = 200, description = "the declaration", body = GpcStance))
)]
pub async fn gpc() -> impl IntoResponse {
    let stance = GpcStance {
        gpc: true,
        last_update: GPC_SINCE.to_owned(),
    };
    ([(CACHE_CONTROL, "public, max-age=3600")], Json(stance))
}
