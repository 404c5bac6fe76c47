//! The only writer of the SQLite store: whatever waits is written and synced together (group
//! commit).
//!
//! A sync costs far more than a row. While one group is synced the next one gathers, so the
//! throughput is many rows a sync and nobody waits for longer than two. Entry point: [`Writer`].

use std::sync::Arc;

use sqlx::{Connection, SqliteConnection};
use tokio::sync::{Mutex, mpsc, oneshot};
use tokio::task::JoinHandle;
use tokio::time::timeout;

use super::file::{StoreFile, give_up};
use super::write_group::{self, Failure, Write, Written};
use crate::store::last_write::LastWrite;
use crate::store::{Inserted, Result, Row, StoreError, handed_in};

/// Writes in one group at most.
const GROUP: usize = 512;

/// How long to wait before erased content is removed from the log again, when a reader was in the
/// way.
const CHECKPOINT_AGAIN: std::time::Duration = std::time::Duration::from_millis(250);

type Answer = oneshot::Sender<Result<Written>>;

/// What the writer is handed.
enum Message {
    Write(Box<Write>, Answer),
    /// Nothing comes after it.
    Stop,
}

/// A handle on the writer.
pub struct Writer {
    queue: mpsc::Sender<Message>,
    task: Mutex<Option<JoinHandle<()>>>,
}

impl Writer {
    /// Starts writing on that connection to the file.
    pub fn start(
        file: StoreFile,
        connection: SqliteConnection,
        last_write: Arc<LastWrite>,
    ) -> Self {
        let (queue, waiting) = mpsc::channel(4 * GROUP);
        let task = Task {
            file,
            connection: Some(connection),
            last_write,
            has_erased: false,
        };
        Self {
            queue,
            task: Mutex::new(Some(tokio::spawn(task.run(waiting)))),
        }
    }

    /// Writes one thing and answers, once it is durable, what became of it.
    pub async fn write(&self, write: Write) -> Result<Written> {
        let (answer, answered) = oneshot::channel();
        let handed = self
            .queue
            .send(Message::Write(Box::new(write), answer))
            .await;
        handed.map_err(|_| StoreError::NotWritten("the store is closing".to_owned()))?;
        handed_in::note();
        let gone = |_| StoreError::OutcomeUnknown("its writer is gone".to_owned());
        answered.await.map_err(gone)?
    }

    /// Adds a row.
    pub async fn insert(&self, row: Row) -> Result<Inserted> {
        let written = self.write(Write::Insert(Box::new(row))).await;
        let inserted = written.map(|written| match written.rows() {
            1 => Inserted::Stored,
            _ => Inserted::Taken,
        });
        handed_in::judge(&inserted);
        inserted
    }

    /// Waits until the writer has nothing more to do. Nothing is taken afterwards.
    pub async fn close(&self) {
        let Some(task) = self.task.lock().await.take() else {
            return;
        };
        if self.queue.send(Message::Stop).await.is_ok() {
            let _ = task.await;
        }
    }
}

struct Task {
    file: StoreFile,
    /// `None` after an error, until the next group.
    connection: Option<SqliteConnection>,
    last_write: Arc<LastWrite>,
    /// Whether the log may hold content that was erased since.
    has_erased: bool,
}

impl Task {
    async fn run(mut self, mut waiting: mpsc::Receiver<Message>) {
        let mut messages = Vec::with_capacity(GROUP);
        loop {
            let received = waiting.recv_many(&mut messages, GROUP);
            let count = match self.has_erased {
                true => timeout(CHECKPOINT_AGAIN, received).await,
                false => Ok(received.await),
            };
            if count == Ok(0) {
                break;
            }
            let is_last = messages
                .iter()
                .any(|message| matches!(message, Message::Stop));
            self.write_waiting(&mut messages).await;
            if self.has_erased {
                self.empty_log().await;
            }
            if is_last {
                break;
            }
        }
        if let Some(connection) = self.connection
            && let Err(error) = connection.close().await
        {
            tracing::error!(%error, "the store's file could not be closed");
        }
    }

    async fn write_waiting(&mut self, messages: &mut Vec<Message>) {
        let waiting = messages.drain(..).filter_map(|message| match message {
            Message::Write(write, answer) => Some((*write, answer)),
            Message::Stop => None,
        });
        let (writes, answers): (Vec<Write>, Vec<Answer>) = waiting.unzip();
        if writes.is_empty() {
            return;
        }
        match self.write_group(&writes).await {
            Ok(written) => {
                for (answer, written) in answers.into_iter().zip(written) {
                    let _ = answer.send(Ok(written));
                }
            }
            // Nothing of the group was stored; whoever made it fail must not take the others along.
            Err(failure) if writes.len() > 1 && failure.is_about_one_write => {
                for (write, answer) in writes.iter().zip(answers) {
                    let alone = self.write_group(std::slice::from_ref(write)).await;
                    let alone = alone.map(|mut written| written.remove(0));
                    let _ = answer.send(alone.map_err(|failure| failure.error));
                }
            }
            Err(failure) => {
                tracing::error!(error = %failure.error, "a group could not be written");
                for answer in answers {
                    let _ = answer.send(Err(failure.again()));
                }
            }
        }
    }

    /// Writes a group in one transaction. After an error the connection is given up: SQLite ends a
    /// transaction by itself when the disk is full or fails, and the connection's own count of open
    /// transactions does not learn of it, so that nothing could be written on it any more.
    async fn write_group(
        &mut self,
        writes: &[Write],
    ) -> std::result::Result<Vec<Written>, Failure> {
        let outcome = match self.connect().await {
            Ok(mut connection) => match write_group::group(&mut connection, writes).await {
                Ok(written) => {
                    self.connection = Some(connection);
                    Ok(written)
                }
                Err(failure) => {
                    give_up(connection).await;
                    Err(failure)
                }
            },
            Err(error) => Err(Failure::of_all(error)),
        };
        self.last_write.beat(outcome.is_ok());
        self.has_erased |= outcome.is_ok() && writes.iter().any(Write::is_erasure);
        outcome
    }

    async fn connect(&mut self) -> Result<SqliteConnection> {
        self.file.check()?;
        match self.connection.take() {
            Some(connection) => Ok(connection),
            None => self.file.connect().await,
        }
    }

    /// Moves what the log holds into the file and cuts the log, so that erased content is in neither.
    async fn empty_log(&mut self) {
        let Some(connection) = &mut self.connection else {
            return;
        };
        let is_busy = write_group::checkpoint(connection).await;
        self.has_erased = is_busy.unwrap_or_else(|error| {
            tracing::warn!(%error, "erased content is still in the store's log; tried again soon");
            true
        });
    }
}
