//! Opens the file of the SQLite store, and checks whether it is still the one at its address.
//!
//! Takes an address, gives connections. Entry point: [`StoreFile`].

use std::fs;
use std::path::PathBuf;
use std::str::FromStr;
use std::time::Duration;

use sqlx::sqlite::{SqliteConnectOptions, SqliteConnection, SqliteJournalMode, SqliteSynchronous};
use sqlx::{ConnectOptions, Connection};

use crate::store::{Result, StoreError, permissions};

/// How long a connection waits for another one's lock.
const LOCK_PATIENCE: Duration = Duration::from_secs(10);

/// The file that the store was opened with.
#[derive(Debug, Clone)]
pub struct StoreFile {
    options: SqliteConnectOptions,
    path: PathBuf,
    identity: Option<Identity>,
}

/// What a file is, whatever its name: device and inode.
type Identity = (u64, u64);

impl StoreFile {
    /// Opens the file, makes it and its folder where they are missing, brings its tables up to date.
    pub async fn open(address: &str) -> Result<(Self, SqliteConnection)> {
        // WAL lets readers go on while the writer writes; FULL syncs at every commit, so that what
        // was confirmed survives a power cut. Deleted content is overwritten with zeros, so that
        // erased means erased from the file too.
        let options = SqliteConnectOptions::from_str(address)?
            .create_if_missing(true)
            .journal_mode(SqliteJournalMode::Wal)
            .synchronous(SqliteSynchronous::Full)
            .pragma("secure_delete", "on")
            .busy_timeout(LOCK_PATIENCE);
        let path = options.get_filename().to_owned();
        permissions::make(&path)?;
        let mut connection = options.connect().await?;
        sqlx::migrate!("migrations/sqlite")
            .run(&mut connection)
            .await?;
        let mut file = Self {
            options: options.create_if_missing(false),
            path,
            identity: None,
        };
        file.identity = file.identity_now();
        permissions::warn_if_open(&file.path);
        Ok((file, connection))
    }

    /// A new connection to the same file, for writing.
    pub async fn connect(&self) -> Result<SqliteConnection> {
        self.check()?;
        let not_written = |error: sqlx::Error| StoreError::NotWritten(error.to_string());
        self.options.connect().await.map_err(not_written)
    }

    /// How a reader connects.
    pub fn reading(&self) -> SqliteConnectOptions {
        self.options.clone().pragma("query_only", "on")
    }

    /// The path of the file with another ending added.
    pub fn next_to_it(&self, ending: &str) -> PathBuf {
        self.path.with_added_extension(ending)
    }

    /// Fails when the file at the address is not the one that was opened: what is written to a file
    /// without a name is lost with the process.
    pub fn check(&self) -> Result<()> {
        if self.identity_now() == self.identity {
            return Ok(());
        }
        Err(StoreError::Replaced(self.path.display().to_string()))
    }

    #[cfg(unix)]
    fn identity_now(&self) -> Option<Identity> {
        use std::os::unix::fs::MetadataExt;
        let facts = fs::metadata(&self.path).ok()?;
        Some((facts.dev(), facts.ino()))
    }

    #[cfg(not(unix))]
    fn identity_now(&self) -> Option<Identity> {
        fs::metadata(&self.path).ok().map(|_| (0, 0))
    }
}

/// Gives a connection up without asking it anything: after an error it may be in a transaction that
/// nobody can end any more.
pub async fn give_up(connection: SqliteConnection) {
    if let Err(error) = connection.close_hard().await {
        tracing::warn!(%error, "a failed connection to the store's file was not closed cleanly");
    }
}
