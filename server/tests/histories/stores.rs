//! The stores under test: a file of SQLite, a PostgreSQL of the tests' own on one machine or on
//! three, or one given from outside.
//!
//! A store is opened once for many histories and gives each a database of its own, unless it was
//! given: then they share one, and [`Store::rows`] gives the rows of all. Entry points: [`Store`]
//! and [`Database`].

use std::fs;
use std::path::{Path, PathBuf};
use std::sync::Arc;

use server::store::Row;
use sqlx::sqlite::SqliteConnectOptions;
use sqlx::{Connection, Executor, PgConnection, SqliteConnection, query_as};

use crate::history::StoredRow;
use crate::machines::Machines;

/// Where histories can run.
#[derive(Clone)]
pub enum Store {
    /// A new file for each history.
    Sqlite,
    /// A new database for each history.
    Postgres(Arc<Machines>),
    /// A new database on a coordinator and two shards for each history.
    Sharded(Arc<Machines>),
    /// One database for all of them, which somebody else runs.
    Given(String),
}

/// The database of one history.
pub enum Database {
    /// A file.
    File(PathBuf),
    /// On PostgreSQL machines of the tests' own.
    Own(Arc<Machines>, String),
    /// In one that somebody else runs.
    Given(String),
}

impl Store {
    /// A PostgreSQL of the tests' own; `None` where there is none.
    pub fn postgres() -> Option<Self> {
        Some(Self::Postgres(Arc::new(Machines::one()?)))
    }

    /// A coordinator and two shards; `None` where they cannot be had.
    pub fn sharded() -> Option<Self> {
        Some(Self::Sharded(Arc::new(Machines::sharded()?)))
    }

    /// Its name in reports.
    pub fn name(&self) -> &'static str {
        match self {
            Self::Sqlite => "sqlite",
            Self::Postgres(_) => "postgres",
            Self::Sharded(_) => "sharded",
            Self::Given(_) => "given",
        }
    }

    /// The database of a history whose files are in that folder.
    pub fn database(&self, folder: &Path) -> Database {
        match self {
            Self::Sqlite => Database::File(folder.join("data/consent.db")),
            Self::Postgres(own) | Self::Sharded(own) => {
                let address = own.new_database();
                Database::Own(own.clone(), address)
            }
            Self::Given(address) => Database::Given(address.clone()),
        }
    }
}

impl Database {
    /// As `DATABASE_URL` has it.
    pub fn address(&self) -> String {
        match self {
            Self::File(file) => format!("sqlite:{}", file.display()),
            Self::Own(_, address) | Self::Given(address) => address.clone(),
        }
    }

    /// The machines of PostgreSQL that can be stopped, if they are ours.
    pub fn machines(&self) -> Option<&Arc<Machines>> {
        match self {
            Self::Own(own, _) => Some(own),
            _ => None,
        }
    }

    /// Rows that a statement writes at most, where it is not the usual.
    pub fn rows_at_once(&self) -> Option<&'static str> {
        let is_sharded = self.machines().is_some_and(|own| own.count() > 1);
        is_sharded.then_some("1")
    }

    /// Runs a statement on PostgreSQL.
    pub async fn execute(&self, statement: &str) {
        let mut connection = PgConnection::connect(&self.address()).await.unwrap();
        connection.execute(statement).await.unwrap();
    }

    /// All rows, after the servers have stopped.
    pub async fn rows(&self) -> Vec<StoredRow> {
        let all = "SELECT * FROM consent_record ORDER BY subject, sequence";
        let rows: Vec<Row> = match self {
            Self::File(file) => {
                let options = SqliteConnectOptions::new().filename(file);
                let connection = SqliteConnection::connect_with(&options).await;
                query_as(all).fetch_all(&mut connection.unwrap()).await
            }
            Self::Own(_, address) | Self::Given(address) => {
                let connection = PgConnection::connect(address).await;
                query_as(all).fetch_all(&mut connection.unwrap()).await
            }
        }
        .unwrap();
        rows.into_iter().map(stored).collect()
    }

    /// The bytes of a file and of what belongs to it; empty where there is no file to read.
    pub fn bytes(&self) -> Vec<u8> {
        let Self::File(file) = self else {
            return Vec::new();
        };
        let parts = ["db", "db-wal"].map(|ending| fs::read(file.with_extension(ending)));
        parts.into_iter().flatten().flatten().collect()
    }
}

fn stored(row: Row) -> StoredRow {
    StoredRow {
        record: row.record(),
        subject: row.subject,
        receipt: row.receipt,
        delivery: row.delivery,
    }
}
