//! What is kept about the person: records, receipts, a copy of everything, erasure, the keys.

use consent::wire::{Erased, KeySet, Record, Records};
use miniserde::json;

use super::{Failure, request};
use crate::http::Request;

/// The person's records, oldest first.
pub async fn records() -> Result<Vec<Record>, Failure> {
    let records: Records = request::get("/v1/records").await?;
    Ok(records.records)
}

/// One receipt as the signed text that it is.
pub async fn receipt(record: &str) -> Result<String, Failure> {
    let request = Request::get(&receipt_address(record)).header("accept", "application/jose");
    request::answer(request, None).await
}

/// Where a record's receipt is; a browser that goes there gets it to print.
pub fn receipt_address(record: &str) -> String {
    format!("/v1/records/{record}/receipt")
}

/// Everything that is kept, as the file that it is.
pub async fn export() -> Result<String, Failure> {
    request::answer(Request::get("/v1/export"), None).await
}

/// Cuts every way from the person to their records.
pub async fn erase() -> Result<Erased, Failure> {
    let text = request::answer(Request::delete("/v1/subject"), None).await?;
    json::from_str(&text).map_err(|_| Failure::Broken)
}

/// The keys that receipts are checked with.
pub async fn keys() -> Result<KeySet, Failure> {
    request::get("/.well-known/jwks.json").await
}
