//! What is kept about the person: records, receipts, a copy of everything, erasure, the keys.

use consent::wire::{Erased, KeySet, Record, Records};
use gloo_net::http::Request;
use web_sys::RequestCache;

use super::Failure;
use super::request::{self, Answer};
use crate::bridge;

/// The person's records, oldest first.
pub async fn all() -> Result<Vec<Record>, Failure> {
    let mut all = Vec::new();
    let mut after = Some(0);
    while let Some(place) = after {
        let page = request::get(&["/v1/records?after=", &place.to_string()].concat()).await;
        let page: Records = request::read(page)?;
        all.extend(page.records);
        after = page.next;
    }
    Ok(all)
}

/// One receipt as the signed text that it is.
pub fn receipt(record: &str) -> Answer {
    let request = Request::get(&receipt_address(record)).header("accept", "application/jose");
    request::answer(request, None)
}

/// Where a record's receipt is; a browser that goes there gets it to print.
pub fn receipt_address(record: &str) -> String {
    bridge::address(&["/v1/records/", record, "/receipt"].concat())
}

/// Everything that is kept, as the file that it is.
pub fn export() -> Answer {
    request::get("/v1/export")
}

/// Has everything deleted that is kept about the person.
pub async fn erase() -> Result<Erased, Failure> {
    request::read(request::answer(Request::delete(&bridge::address("/v1/subject")), None).await)
}

/// The keys that receipts are checked with, as they are now: answers of theirs may be used again for
/// minutes, and one can be revoked in between.
pub async fn keys() -> Result<KeySet, Failure> {
    let request =
        Request::get(&bridge::address("/.well-known/jwks.json")).cache(RequestCache::NoCache);
    request::read(request::answer(request, None).await)
}
