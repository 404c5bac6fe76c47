//! The stores under test: a file of SQLite, a PostgreSQL of the tests' own, or one given from
//! outside.
//!
//! A store is opened once for many histories and gives each a database of its own, unless it was
//! given: then they share one, and [`Store::rows`] gives the rows of all. Entry points: [`Store`]
//! and [`Database`].

use std::fs;
use std::path::{Path, PathBuf};
use std::sync::Arc;
use std::sync::atomic::{AtomicUsize, Ordering};

use server::store::Row;
use sqlx::sqlite::SqliteConnectOptions;
use sqlx::{Connection, PgConnection, SqliteConnection, query_as};
use tempfile::TempDir;

use crate::common::postgres::Postgres;
use crate::history::StoredRow;
use crate::preload::Switchboard;

/// Where histories can run.
#[derive(Clone)]
pub enum Store {
    /// A new file for each history.
    Sqlite,
    /// A new database for each history.
    Postgres(Arc<OwnPostgres>),
    /// One database for all of them, which somebody else runs.
    Given(String),
}

/// A PostgreSQL that can be stopped, slowed and filled.
pub struct OwnPostgres {
    server: Postgres,
    switches: Option<Switchboard>,
    databases: AtomicUsize,
    _folder: TempDir,
}

/// The database of one history.
pub enum Database {
    /// A file.
    File(PathBuf),
    /// In the tests' own PostgreSQL.
    Own(Arc<OwnPostgres>, String),
    /// In one that somebody else runs.
    Given(String),
}

impl Store {
    /// A PostgreSQL of the tests' own; `None` where there is none.
    pub fn postgres() -> Option<Self> {
        let folder = TempDir::new().unwrap();
        open_to_all(folder.path());
        let switches = Switchboard::new(folder.path(), "faults");
        let environment = switches.as_ref().map(Switchboard::environment);
        let environment = environment.into_iter().flatten().collect();
        Some(Self::Postgres(Arc::new(OwnPostgres {
            server: Postgres::start_with(environment)?,
            switches,
            databases: AtomicUsize::new(0),
            _folder: folder,
        })))
    }

    /// Its name in reports.
    pub fn name(&self) -> &'static str {
        match self {
            Self::Sqlite => "sqlite",
            Self::Postgres(_) => "postgres",
            Self::Given(_) => "given",
        }
    }

    /// The database of a history whose files are in that folder.
    pub fn database(&self, folder: &Path) -> Database {
        match self {
            Self::Sqlite => Database::File(folder.join("data/consent.db")),
            Self::Postgres(own) => {
                let number = own.databases.fetch_add(1, Ordering::Relaxed);
                Database::Own(
                    own.clone(),
                    own.server.database(&format!("history{number}")),
                )
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

    /// The PostgreSQL that can be stopped, if it is one.
    pub fn postgres(&self) -> Option<&OwnPostgres> {
        match self {
            Self::Own(own, _) => Some(own),
            _ => None,
        }
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

impl OwnPostgres {
    /// Ends it at once. Blocks.
    pub fn stop_at_once(&self) {
        self.server.stop_at_once();
    }

    /// Starts it again. Blocks.
    pub fn run_again(&self) {
        self.server.run_again();
    }

    /// Starts it again when it has ended by itself. Blocks.
    pub fn run_again_if_it_ended(&self) {
        self.server.run_again_if_it_ended();
    }

    /// What can be switched inside it.
    pub fn switches(&self) -> Option<&Switchboard> {
        self.switches.as_ref()
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

/// PostgreSQL runs as another user where the tests run as root.
fn open_to_all(folder: &Path) {
    use std::os::unix::fs::PermissionsExt;
    fs::set_permissions(folder, fs::Permissions::from_mode(0o755)).unwrap();
}
