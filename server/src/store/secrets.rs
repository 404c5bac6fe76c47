//! The tables of secrets: signing keys, and the secret of tokens where no file has it.
//!
//! Of every key the public half stays, so that old receipts can be checked; the private half of the
//! newest one alone is kept, and none where the operator keeps keys in a file. Entry point:
//! [`Secrets`].

use async_trait::async_trait;
use sqlx::query::Query;
use sqlx::{Database, Encode, Type};

use super::Result;

/// A key as it is kept.
#[derive(Debug, Clone, PartialEq, Eq, sqlx::FromRow)]
pub struct KeyRow {
    /// Its place among all keys; a later one is a newer one, whatever the clocks said.
    pub place: i64,
    /// The key's id.
    pub kid: String,
    /// The public half, 32 bytes.
    pub public: Vec<u8>,
    /// The private half, 32 bytes, where the store has it.
    pub seed: Option<Vec<u8>>,
    /// When it was made, in seconds.
    pub created_at: i64,
    /// Since when it is not to be trusted, RFC 3339 in UTC; `None` for one that was not revoked.
    pub revoked_since: Option<String>,
}

/// A key that is to be kept.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct NewKey {
    /// The key's id.
    pub kid: String,
    /// The public half.
    pub public: Vec<u8>,
    /// The private half, unless it is kept elsewhere.
    pub seed: Option<Vec<u8>>,
    /// When it was made, in seconds.
    pub created_at: i64,
}

/// A change of what is kept.
#[derive(Debug, Clone)]
pub enum Change {
    /// Adds a key after all others; touches no row when another one took the place meanwhile, or the
    /// key is there already.
    AddKey(NewKey),
    /// Says since when a key is not to be trusted, and forgets its private half.
    RevokeKey {
        /// The key's id.
        kid: String,
        /// Since when, RFC 3339 in UTC.
        since: String,
    },
    /// Forgets the private halves of keys before a place.
    ForgetSeeds(i64),
    /// Keeps a secret of that name, unless there is one.
    ProposeSecret(String, Vec<u8>),
    /// Forgets the secret of that name.
    ForgetSecret(String),
}

/// The part of a store that keeps secrets.
#[async_trait]
pub trait Secrets: Send + Sync {
    /// All keys, the newest first.
    async fn keys(&self) -> Result<Vec<KeyRow>>;

    /// The secret of that name.
    async fn secret(&self, name: &str) -> Result<Option<Vec<u8>>>;

    /// Makes a change; answers how many rows it touched.
    async fn change(&self, change: Change) -> Result<u64>;
}

/// All keys.
pub const KEYS: &str = "SELECT * FROM signing_key ORDER BY place DESC";

/// A secret.
pub const SECRET: &str = "SELECT value FROM secret WHERE name = $1";

const ADD_KEY: &str = "
    INSERT INTO signing_key (place, kid, public, seed, created_at)
    SELECT COALESCE(MAX(place), 0) + 1, $1, $2, $3, $4 FROM signing_key WHERE true
    ON CONFLICT DO NOTHING";

const REVOKE_KEY: &str = "UPDATE signing_key SET revoked_since = $2, seed = NULL WHERE kid = $1";

const FORGET_SEEDS: &str =
    "UPDATE signing_key SET seed = NULL WHERE place < $1 AND seed IS NOT NULL";

const PROPOSE_SECRET: &str =
    "INSERT INTO secret (name, value) VALUES ($1, $2) ON CONFLICT DO NOTHING";

const FORGET_SECRET: &str = "DELETE FROM secret WHERE name = $1";

impl Change {
    /// The statement that makes it.
    pub fn query<'q, DB>(&'q self) -> Query<'q, DB, DB::Arguments<'q>>
    where
        DB: Database,
        &'q str: Encode<'q, DB> + Type<DB>,
        &'q [u8]: Encode<'q, DB> + Type<DB>,
        Option<&'q [u8]>: Encode<'q, DB> + Type<DB>,
        i64: Encode<'q, DB> + Type<DB>,
    {
        match self {
            Self::AddKey(key) => sqlx::query(ADD_KEY)
                .bind(key.kid.as_str())
                .bind(key.public.as_slice())
                .bind(key.seed.as_deref())
                .bind(key.created_at),
            Self::RevokeKey { kid, since } => {
                let query = sqlx::query(REVOKE_KEY).bind(kid.as_str());
                query.bind(since.as_str())
            }
            Self::ForgetSeeds(place) => sqlx::query(FORGET_SEEDS).bind(*place),
            Self::ProposeSecret(name, value) => {
                let query = sqlx::query(PROPOSE_SECRET).bind(name.as_str());
                query.bind(value.as_slice())
            }
            Self::ForgetSecret(name) => sqlx::query(FORGET_SECRET).bind(name.as_str()),
        }
    }
}
