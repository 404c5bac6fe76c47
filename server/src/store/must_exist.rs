//! Refuses to open a store that does not exist yet: for commands.
//!
//! Opening a store makes it where it is missing, which is right for a server and wrong for a
//! command on one. Entry point: [`check`].

use std::str::FromStr;

use sqlx::migrate::Migrator;
use sqlx::sqlite::SqliteConnectOptions;
use sqlx::{ConnectOptions, Connection, PgConnection, query_scalar};

use super::{Result, StoreError};

/// The version of the tables, where there are any.
const VERSION: &str = "SELECT MAX(version) FROM _sqlx_migrations";

/// Refuses an address without a store, or with one of another version of this server.
pub async fn check(address: &str) -> Result<()> {
    let is_sqlite = address.starts_with("sqlite:");
    let (found, wanted) = match is_sqlite {
        true => (
            sqlite_version(address).await?,
            sqlx::migrate!("migrations/sqlite"),
        ),
        false => (
            postgres_version(address).await?,
            sqlx::migrate!("migrations/postgres"),
        ),
    };
    match found {
        None => Err(StoreError::Missing),
        Some(version) if version == latest(&wanted) => Ok(()),
        Some(_) => Err(StoreError::OtherVersion),
    }
}

async fn sqlite_version(address: &str) -> Result<Option<i64>> {
    let options = SqliteConnectOptions::from_str(address)?;
    if !options.get_filename().exists() {
        return Ok(None);
    }
    let mut connection = options.connect().await?;
    let version = query_scalar(VERSION).fetch_one(&mut connection).await;
    connection.close().await?;
    known(version)
}

async fn postgres_version(address: &str) -> Result<Option<i64>> {
    let mut connection = PgConnection::connect(address).await?;
    let version = query_scalar(VERSION).fetch_one(&mut connection).await;
    connection.close().await?;
    known(version)
}

/// A database that has no such table is another one altogether, or an empty one.
fn known(version: sqlx::Result<Option<i64>>) -> Result<Option<i64>> {
    match version {
        Err(sqlx::Error::Database(_)) => Ok(None),
        version => Ok(version?),
    }
}

fn latest(migrator: &Migrator) -> i64 {
    let versions = migrator.iter().map(|migration| migration.version);
    versions.max().unwrap_or_default()
}
