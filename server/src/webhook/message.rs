//! The message that is posted: its id, its type and its content as JSON.
//!
//! Entry point: [`Message`].

use consent::wire::Record;
use serde::Serialize;

use crate::store::{DueErasure, Row};

/// One message for the receiver.
pub struct Message {
    /// The same whenever it is repeated: `webhook-id`.
    pub id: String,
    /// The JSON that is signed and posted.
    pub body: Vec<u8>,
}

#[derive(Serialize)]
struct Body<'a, T> {
    #[serde(rename = "type")]
    kind: &'static str,
    timestamp: &'a str,
    data: T,
}

#[derive(Serialize)]
struct Decided<'a> {
    record: Record,
    receipt: &'a str,
}

#[derive(Serialize)]
struct Erased<'a> {
    principal: &'a str,
    records: i64,
}

impl Message {
    /// That a person's records were erased.
    pub fn of_erasure(erasure: &DueErasure) -> Self {
        let data = Erased {
            principal: &erasure.principal,
            records: erasure.records,
        };
        Self::new("subject.erased", &erasure.erasure_hash, &erasure.at, data)
    }

    /// That a person decided.
    pub fn of_decision(row: &Row) -> Self {
        let data = Decided {
            record: row.record(),
            receipt: &row.receipt,
        };
        Self::new("choice.decided", &row.id, &row.time, data)
    }

    fn new<T: Serialize>(kind: &'static str, id: &str, timestamp: &str, data: T) -> Self {
        let body = Body {
            kind,
            timestamp,
            data,
        };
        Self {
            id: id.to_owned(),
            body: serde_json::to_vec(&body).expect("a message is plain data with text keys"),
        }
    }
}
