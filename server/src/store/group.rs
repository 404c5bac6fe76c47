//! The writers of the PostgreSQL store: rows that wait are written in one statement.
//!
//! A round trip and a sync cost far more than a row. While the lanes write, the next group gathers,
//! so a lonely row is written at once and many share what a commit costs. Every row is judged by
//! itself: one whose place is taken does not hold up the others. A store that is sharded by
//! subject takes groups of one. Entry point: [`Group`].

use std::sync::Arc;

use sqlx::postgres::PgPool;
use sqlx::query_as;
use tokio::sync::{Mutex, mpsc, oneshot};

use super::{Inserted, Result, Row, StoreError, statements};

/// Groups that are written at the same time.
const LANES: usize = 3;

/// Rows that may wait before those who hand them in wait too.
const WAITING: usize = 4096;

type Waiting = (Row, oneshot::Sender<Result<Inserted>>);

/// A handle on the writers.
pub struct Group {
    queue: mpsc::Sender<Waiting>,
}

impl Group {
    /// Starts writing groups of at most that many rows.
    pub fn start(pool: &PgPool, rows: usize) -> Self {
        let (queue, waiting) = mpsc::channel(WAITING);
        let waiting = Arc::new(Mutex::new(waiting));
        for _ in 0..LANES {
            tokio::spawn(lane(pool.clone(), waiting.clone(), rows));
        }
        Self { queue }
    }

    /// Adds a row; answers once it is durable, or when its place was taken.
    pub async fn insert(&self, row: Row) -> Result<Inserted> {
        let (answer, answered) = oneshot::channel();
        let is_closing = || StoreError::NotTaken("the store is closing".to_owned());
        let handed = self.queue.send((row, answer)).await;
        handed.map_err(|_| is_closing())?;
        answered.await.map_err(|_| is_closing())?
    }
}

async fn lane(pool: PgPool, waiting: Arc<Mutex<mpsc::Receiver<Waiting>>>, rows: usize) {
    let mut group = Vec::with_capacity(rows);
    loop {
        // One lane waits at the queue; the others write or stand behind it.
        if waiting.lock().await.recv_many(&mut group, rows).await == 0 {
            return;
        }
        // Two servers that write the same people's rows must not wait for each other crosswise.
        group.sort_by(|(one, _), (other, _)| place(one).cmp(&place(other)));
        write(&pool, std::mem::take(&mut group)).await;
    }
}

async fn write(pool: &PgPool, group: Vec<Waiting>) {
    let (rows, answers): (Vec<Row>, Vec<_>) = group.into_iter().unzip();
    match insert_all(pool, &rows).await {
        Ok(stored) => {
            for (row, answer) in rows.iter().zip(answers) {
                let _ = answer.send(Ok(outcome(row, &stored)));
            }
        }
        // Nothing of the group was stored; whoever made it fail must not take the others along.
        Err(_) if rows.len() > 1 => {
            for (row, answer) in rows.iter().zip(answers) {
                let alone = insert_all(pool, std::slice::from_ref(row)).await;
                let _ = answer.send(
                    alone
                        .map(|stored| outcome(row, &stored))
                        .map_err(StoreError::from),
                );
            }
        }
        Err(error) => {
            for answer in answers {
                let _ = answer.send(Err(StoreError::NotTaken(error.to_string())));
            }
        }
    }
}

fn place(row: &Row) -> (&str, i64) {
    (&row.subject, row.sequence)
}

fn outcome(row: &Row, stored: &[(String, i64)]) -> Inserted {
    let is_stored = stored
        .iter()
        .any(|(subject, sequence)| (subject.as_str(), *sequence) == place(row));
    match is_stored {
        true => Inserted::Stored,
        false => Inserted::Taken,
    }
}

/// Writes the rows; answers the places of those that found them free.
async fn insert_all(
    pool: &PgPool,
    rows: &[Row],
) -> std::result::Result<Vec<(String, i64)>, sqlx::Error> {
    let texts = |part: fn(&Row) -> &str| rows.iter().map(part).collect::<Vec<&str>>();
    let maybe = |part: fn(&Row) -> Option<&str>| rows.iter().map(part).collect::<Vec<_>>();
    let numbers = |part: fn(&Row) -> i64| rows.iter().map(part).collect::<Vec<i64>>();
    query_as(statements::INSERT_GROUP)
        .bind(texts(|row| &row.subject))
        .bind(numbers(|row| row.sequence))
        .bind(texts(|row| &row.id))
        .bind(texts(|row| &row.principal))
        .bind(texts(|row| &row.purpose))
        .bind(texts(|row| &row.kind))
        .bind(texts(|row| &row.verb))
        .bind(texts(|row| &row.state))
        .bind(numbers(|row| row.revision))
        .bind(texts(|row| &row.time))
        .bind(maybe(|row| row.client_time.as_deref()))
        .bind(texts(|row| &row.release))
        .bind(texts(|row| &row.language))
        .bind(texts(|row| &row.hash))
        .bind(texts(|row| &row.words))
        .bind(texts(|row| &row.surface))
        .bind(texts(|row| &row.actor))
        .bind(texts(|row| &row.entity))
        .bind(maybe(|row| row.age_band.as_deref()))
        .bind(rows.iter().map(|row| row.gpc).collect::<Vec<bool>>())
        .bind(texts(|row| &row.previous))
        .bind(texts(|row| &row.chain))
        .bind(texts(|row| &row.receipt))
        .bind(texts(|row| &row.key))
        .bind(texts(|row| &row.fingerprint))
        .bind(texts(|row| &row.delivery))
        .bind(numbers(|row| row.attempts))
        .bind(numbers(|row| row.next_attempt))
        .fetch_all(pool)
        .await
}
