//! The one writer of the SQLite store: whatever waits is written and synced together.
//!
//! A sync costs far more than a row. While one group is synced the next one gathers, so the
//! throughput is many rows a sync and nobody waits for longer than two. Entry point: [`Writer`].

use sqlx::{Connection, SqliteConnection};
use tokio::sync::{Mutex, mpsc, oneshot};
use tokio::task::JoinHandle;

use super::{Inserted, KeyRow, Result, Row, StoreError, deliveries, statements};

/// Rows in one group at most.
const GROUP: usize = 512;

/// One thing to write.
pub enum Write {
    /// Adds a row.
    Insert(Box<Row>),
    /// Files the rows of the first name under the second.
    Erase(String, String),
    /// Claims a row's delivery at a time, until another one.
    Claim(Box<Row>, i64, i64),
    /// Notes how a delivery went.
    Delivery(Box<Row>),
    /// Has failed deliveries tried again.
    RetryFailed,
    /// Adds a signing key.
    Key(KeyRow),
    /// Proposes a secret.
    Secret(String, Vec<u8>),
}

type Answer = oneshot::Sender<Result<u64>>;

/// A handle on the writer.
pub struct Writer {
    queue: mpsc::Sender<(Write, Answer)>,
    task: Mutex<Option<JoinHandle<()>>>,
}

impl Writer {
    /// Starts writing on that connection.
    pub fn start(connection: SqliteConnection) -> Self {
        let (queue, waiting) = mpsc::channel(4 * GROUP);
        let task = tokio::spawn(run(connection, waiting));
        Self {
            queue,
            task: Mutex::new(Some(task)),
        }
    }

    /// Writes one thing and answers, once it is durable, how many rows it touched.
    pub async fn write(&self, write: Write) -> Result<u64> {
        let (answer, answered) = oneshot::channel();
        let is_closing = |_| StoreError::NotTaken("the store is closing".to_owned());
        self.queue
            .send((write, answer))
            .await
            .map_err(|_| is_closing(()))?;
        answered.await.map_err(|_| is_closing(()))?
    }

    /// Adds a row.
    pub async fn insert(&self, row: Row) -> Result<Inserted> {
        let rows = self.write(Write::Insert(Box::new(row))).await?;
        Ok(if rows == 1 {
            Inserted::Stored
        } else {
            Inserted::Taken
        })
    }

    /// Waits until the writer has nothing more to do. Nothing is taken afterwards.
    pub async fn close(&self) {
        let Some(task) = self.task.lock().await.take() else {
            return;
        };
        let (answer, _) = oneshot::channel();
        // An empty group is how the writer learns that this was the last one.
        let stop = Write::Secret(String::new(), Vec::new());
        if self.queue.send((stop, answer)).await.is_ok() {
            let _ = task.await;
        }
    }
}

async fn run(mut connection: SqliteConnection, mut waiting: mpsc::Receiver<(Write, Answer)>) {
    let insert = statements::insert();
    let mut group = Vec::with_capacity(GROUP);
    while waiting.recv_many(&mut group, GROUP).await > 0 {
        let is_last = group.iter().any(|(write, _)| is_stop(write));
        let outcome = write_group(&mut connection, &insert, &group).await;
        answer(group.drain(..).map(|(_, answer)| answer), outcome);
        if is_last {
            break;
        }
    }
    if let Err(error) = connection.close().await {
        tracing::error!(%error, "the store's file could not be closed");
    }
}

fn is_stop(write: &Write) -> bool {
    matches!(write, Write::Secret(name, _) if name.is_empty())
}

async fn write_group(
    connection: &mut SqliteConnection,
    insert: &str,
    group: &[(Write, Answer)],
) -> std::result::Result<Vec<u64>, sqlx::Error> {
    let mut transaction = connection.begin_with("BEGIN IMMEDIATE").await?;
    let mut touched = Vec::with_capacity(group.len());
    for (write, _) in group {
        touched.push(write_one(&mut transaction, insert, write).await?);
    }
    transaction.commit().await?;
    Ok(touched)
}

async fn write_one(
    connection: &mut SqliteConnection,
    insert: &str,
    write: &Write,
) -> std::result::Result<u64, sqlx::Error> {
    let query = match write {
        Write::Insert(row) => statements::bind_row(sqlx::query(insert), row),
        Write::Claim(row, now, until) => {
            let supersede = sqlx::query(deliveries::SUPERSEDE);
            let supersede = deliveries::bind_supersede(supersede, row, *now);
            supersede.execute(&mut *connection).await?;
            deliveries::bind_claim(sqlx::query(deliveries::CLAIM), row, *now, *until)
        }
        Write::Delivery(row) => {
            deliveries::bind_delivery(sqlx::query(deliveries::NOTE_DELIVERY), row)
        }
        Write::RetryFailed => sqlx::query(deliveries::RETRY_FAILED),
        Write::Key(key) => statements::bind_key(sqlx::query(statements::ADD_KEY), key),
        Write::Secret(name, _) if name.is_empty() => return Ok(0),
        Write::Secret(name, value) => sqlx::query(statements::PROPOSE_SECRET)
            .bind(name)
            .bind(value.as_slice()),
        Write::Erase(subject, pseudonym) => {
            let copy = sqlx::query(statements::COPY_AWAY)
                .bind(subject)
                .bind(pseudonym);
            copy.execute(&mut *connection).await?;
            sqlx::query(statements::DELETE).bind(subject)
        }
    };
    Ok(query.execute(connection).await?.rows_affected())
}

/// Tells everybody in the group. When the group failed, nothing of it was stored.
fn answer(
    waiting: impl Iterator<Item = Answer>,
    outcome: std::result::Result<Vec<u64>, sqlx::Error>,
) {
    match outcome {
        Ok(touched) => {
            for (answer, rows) in waiting.zip(touched) {
                let _ = answer.send(Ok(rows));
            }
        }
        Err(error) => {
            tracing::error!(%error, "a group of rows could not be written");
            for answer in waiting {
                let _ = answer.send(Err(StoreError::NotTaken(error.to_string())));
            }
        }
    }
}
