//! Writes rows to PostgreSQL, those that wait together in one statement (group commit).
//!
//! A round trip and a sync cost far more than a row. While the lanes write, the next group gathers,
//! so a lonely row is written at once and many share what a commit costs. Every row succeeds or
//! fails by itself: one whose place is taken does not hold up the others. Entry point:
//! [`GroupWriter`].

use std::collections::HashSet;
use std::sync::Arc;

use sqlx::postgres::PgPool;
use sqlx::query_scalar;
use tokio::sync::{Mutex, mpsc, oneshot};
use tokio::time::timeout;

use super::classify_write_error::{Failure, is_certain};
use super::in_time::{PATIENCE, connection, in_time};
use super::retry::is_race;
use crate::store::last_write::LastWrite;
use crate::store::{Inserted, Result, Row, StoreError, handed_in, statements};

/// Groups that are written at the same time.
const LANES: usize = 3;

/// Rows that may wait before those who hand them in wait too.
const WAITING: usize = 4096;

type Waiting = (Row, oneshot::Sender<Result<Inserted>>);

/// A handle on the writers.
pub struct GroupWriter {
    queue: mpsc::Sender<Waiting>,
}

impl GroupWriter {
    /// Starts writing groups of at most that many rows.
    pub fn start(pool: &PgPool, rows: usize, last_write: &Arc<LastWrite>) -> Self {
        let (queue, waiting) = mpsc::channel(WAITING);
        let waiting = Arc::new(Mutex::new(waiting));
        for _ in 0..LANES {
            let lane = Lane {
                pool: pool.clone(),
                last_write: last_write.clone(),
                rows,
            };
            tokio::spawn(lane.run(waiting.clone()));
        }
        Self { queue }
    }

    /// Adds a row; answers once it is durable, or when its place was taken.
    pub async fn insert(&self, row: Row) -> Result<Inserted> {
        let (answer, answered) = oneshot::channel();
        let handed = self.queue.send((row, answer)).await;
        handed.map_err(|_| StoreError::NotWritten("the store is closing".to_owned()))?;
        handed_in::note();
        let gone = |_| StoreError::OutcomeUnknown("its writer is gone".to_owned());
        let inserted = answered.await.map_err(gone)?;
        handed_in::judge(&inserted);
        inserted
    }
}

struct Lane {
    pool: PgPool,
    last_write: Arc<LastWrite>,
    rows: usize,
}

impl Lane {
    async fn run(self, waiting: Arc<Mutex<mpsc::Receiver<Waiting>>>) {
        let mut group = Vec::with_capacity(self.rows);
        loop {
            // One lane waits at the queue; the others write or wait behind it.
            if waiting.lock().await.recv_many(&mut group, self.rows).await == 0 {
                return;
            }
            self.write(std::mem::take(&mut group)).await;
        }
    }

    async fn write(&self, group: Vec<Waiting>) {
        let (rows, answers): (Vec<Row>, Vec<_>) = group.into_iter().unzip();
        match self.insert_all(&rows).await {
            Ok(stored) => {
                for (row, answer) in rows.iter().zip(answers) {
                    let _ = answer.send(Ok(outcome(row, &stored)));
                }
            }
            // Nothing of the group was stored; whoever made it fail must not take the others along.
            Err(failure) if rows.len() > 1 && failure.refusal().is_some_and(is_certain) => {
                for (row, answer) in rows.iter().zip(answers) {
                    let _ = answer.send(self.insert_alone(row).await);
                }
            }
            Err(failure) => {
                for answer in answers {
                    let _ = answer.send(not_inserted(&failure));
                }
            }
        }
    }

    async fn insert_alone(&self, row: &Row) -> Result<Inserted> {
        match self.insert_all(std::slice::from_ref(row)).await {
            Ok(stored) => Ok(outcome(row, &stored)),
            Err(failure) => not_inserted(&failure),
        }
    }

    /// Writes the rows; answers the ids of those that were stored.
    async fn insert_all(&self, rows: &[Row]) -> std::result::Result<HashSet<String>, Failure> {
        let stored = self.send(rows).await;
        self.last_write.beat(stored.is_ok());
        Ok(stored?.into_iter().collect())
    }

    async fn send(&self, rows: &[Row]) -> std::result::Result<Vec<String>, Failure> {
        let mut connection = connection(&self.pool).await?;
        let stored = query_scalar(statements::INSERT_GROUP).bind(rows);
        let stored = timeout(PATIENCE, stored.fetch_all(&mut *connection)).await;
        in_time(connection, stored)
    }
}

/// By id and not by place: two rows of one group may want the same place, and one of them gets it.
fn outcome(row: &Row, stored: &HashSet<String>) -> Inserted {
    match stored.contains(&row.id) {
        true => Inserted::Stored,
        false => Inserted::Taken,
    }
}

fn not_inserted(failure: &Failure) -> Result<Inserted> {
    match failure.refusal() {
        Some(refusal) if is_race(refusal) => Ok(Inserted::Taken),
        _ => Err(failure.into()),
    }
}
