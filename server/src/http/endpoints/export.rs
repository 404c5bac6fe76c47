//! `GET /v1/export`: everything that is kept about the caller, written while it is read.
//!
//! A long history is never in memory as a whole: the body is written page by page, first the
//! records, then the receipts. Both end at the head that the export begins with.
//! Entry point: [`export`].

use std::sync::Arc;

use axum::body::{Body, Bytes};
use axum::extract::State;
use axum::http::header::{CONTENT_DISPOSITION, CONTENT_TYPE};
use axum::response::{IntoResponse, Response};
use consent::chain;
use consent::wire::{ChainHead, Export, Problem};
use futures_util::stream::{self, Stream, StreamExt};
use serde::Serialize;
use tokio::sync::SemaphorePermit;

use super::records::PRIVATE;
use crate::http::request::caller::Caller;
use crate::refusal::Refusal;
use crate::state::App;
use crate::store::{Result as StoreResult, Row, StoreError};

/// Rows that are read at a time.
const PAGE: i64 = 200;

/// What is said to be the subject of an export in which nothing is.
const NO_SUBJECT: &str = "none";

/// Everything that is kept about the person, with the chain and the keys to check it.
///
/// When the store fails halfway the answer breaks off, so that half an export never looks whole.
#[utoipa::path(
    get,
    path = "/v1/export",
    tag = "records",
    responses(
        (status = 200, description = "all of it, as a file", body = Export),
        (status = "4XX", description = "it was not accepted", body = Problem, content_type = "application/problem+json"),
        (status = "5XX", description = "it could not be done", body = Problem, content_type = "application/problem+json"),
    )
)]
pub async fn export(State(app): State<Arc<App>>, caller: Caller) -> Result<Response, Refusal> {
    let head = match &caller.subject {
        Some(subject) => app.store.head(subject.as_str()).await?,
        None => None,
    };
    let subject = caller.subject.map(|subject| subject.as_str().to_owned());
    let body = Exported {
        app,
        subject: subject.unwrap_or_default(),
        head,
    };
    let as_file = [
        (CONTENT_TYPE, "application/json"),
        (
            CONTENT_DISPOSITION,
            "attachment; filename=\"mingbai-choices.json\"",
        ),
    ];
    Ok((PRIVATE, as_file, Body::from_stream(body.write())).into_response())
}

/// What is being exported.
struct Exported {
    app: Arc<App>,
    subject: String,
    /// The last row when the export began.
    head: Option<Row>,
}

impl Exported {
    /// The body, in the order of [`Export`].
    fn write(self) -> impl Stream<Item = StoreResult<Bytes>> {
        let this = Arc::new(self);
        let (opening, closing) = (this.opening(), this.clone());
        let records = this.clone().list(Row::record);
        let receipts = this.list(|row| row.receipt.clone());
        text(opening)
            .chain(records)
            .chain(text("],\"receipts\":[".to_owned()))
            .chain(receipts)
            .chain(stream::once(async move { closing.closing().await }))
    }

    fn opening(&self) -> String {
        let subject = self
            .head
            .as_ref()
            .map_or(NO_SUBJECT, |head| &head.principal);
        format!(
            "{{\"subject\":{},\"exported_at\":{},\"records\":[",
            json(&subject),
            json(&self.app.clock.text())
        )
    }

    async fn closing(&self) -> StoreResult<Bytes> {
        let head = self
            .head
            .as_ref()
            .map_or(chain::START, |head| &head.record_hash);
        let rest = format!(
            "],\"head_hash\":{},\"signed_head\":{},\"intact\":{},\"keys\":{}}}",
            json(&head),
            json(&self.signed_head()),
            self.is_intact().await?,
            json(&self.app.keys.published())
        );
        Ok(rest.into())
    }

    /// Says how far the chain reached, so that a chain that was cut can be shown to be.
    fn signed_head(&self) -> String {
        let head = self.head.as_ref();
        self.app.keys.sign(&ChainHead {
            principal: head.map_or(NO_SUBJECT, |head| &head.principal).to_owned(),
            sequence: self.end().cast_unsigned(),
            head_hash: head
                .map_or(chain::START, |head| &head.record_hash)
                .to_owned(),
            at: self.app.clock.text(),
        })
    }

    fn is_of_this_person(&self, row: &Row) -> bool {
        let principal = self.head.as_ref().map(|head| &head.principal);
        principal == Some(&row.principal)
    }

    async fn is_intact(&self) -> StoreResult<bool> {
        if self.head.is_none() {
            return Ok(true);
        }
        let _turn = self.turn().await;
        // Nothing is said of a chain that is gone, or of another person's under the same name.
        let head = self.app.store.head(&self.subject).await?;
        if !head.is_some_and(|head| self.is_of_this_person(&head)) {
            return Err(self.gone());
        }
        let broken =
            crate::integrity::chain_audit::check_chain(self.app.store.as_ref(), &self.subject)
                .await?;
        Ok(broken.is_none())
    }

    fn end(&self) -> i64 {
        self.head.as_ref().map_or(0, |head| head.sequence)
    }

    /// One value of each row, as the inside of a JSON list.
    fn list<T: Serialize + Send + 'static>(
        self: Arc<Self>,
        value: fn(&Row) -> T,
    ) -> impl Stream<Item = StoreResult<Bytes>> {
        stream::try_unfold(0, move |place| {
            let this = self.clone();
            async move {
                let rows = this.page(place).await?;
                let Some(last) = rows.last().map(|row| row.sequence) else {
                    return Ok(None);
                };
                let values: Vec<String> = rows.iter().map(|row| json(&value(row))).collect();
                let comma = if place == 0 { "" } else { "," };
                let text = format!("{comma}{}", values.join(","));
                Ok(Some((Bytes::from(text), last)))
            }
        })
    }

    /// The next rows after a place, up to the head that the export began with. None are there any
    /// more when the person is erased meanwhile, and then the export breaks off: also where the same
    /// name of a host app has decided again since, who is a new person.
    async fn page(&self, place: i64) -> StoreResult<Vec<Row>> {
        if place == self.end() {
            return Ok(Vec::new());
        }
        let turn = self.turn().await;
        let mut rows = self.app.store.after(&self.subject, place, PAGE).await?;
        drop(turn);
        rows.retain(|row| row.sequence <= self.end() && self.is_of_this_person(row));
        match rows.is_empty() {
            true => Err(self.gone()),
            false => Ok(rows),
        }
    }

    /// Waits until it is this export's turn to read.
    async fn turn(&self) -> SemaphorePermit<'_> {
        let turn = self.app.export_reads.acquire().await;
        turn.expect("the turns of exports are never closed")
    }

    fn gone(&self) -> StoreError {
        StoreError::NotWritten("the records are gone".to_owned())
    }
}

fn text(text: String) -> impl Stream<Item = StoreResult<Bytes>> {
    stream::once(async move { Ok(Bytes::from(text)) })
}

fn json<T: Serialize>(value: &T) -> String {
    serde_json::to_string(value).expect("it is plain data with text keys")
}
