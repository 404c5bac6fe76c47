//! Whether each shard of a sharded store can be reached, and whether all of them are there.
//!
//! A shard is asked on a connection of its own and with one question at a time: one that hangs would take
//! a connection of the pool, and one on the coordinator, with each round. Entry point: [`Parts::look`].

use std::collections::BTreeMap;
use std::sync::Arc;
use std::time::Duration;

use sqlx::postgres::{PgConnectOptions, PgConnection, PgPool};
use sqlx::{Connection, query, query_as};
use tokio::sync::Mutex;
use tokio::task::JoinHandle;
use tokio::time::{Instant, timeout_at};

use crate::store::{Part, Result};

/// How long a shard may take.
const PATIENCE: Duration = Duration::from_secs(5);

/// Shards that are asked at the same time: with all of 64 hanging a look takes 40 seconds, and upkeep waits
/// for 60.
const AT_ONCE: usize = 8;

/// The partitions of the records, each with its share of the subjects; none where they are not sharded.
const SHARDS: &str = r"
    SELECT name, table_name, substring(bound FROM 'modulus (\d+)')::BIGINT AS modulus,
        substring(bound FROM 'remainder (\d+)')::BIGINT AS remainder
    FROM (SELECT relname::TEXT AS name, quote_ident(relname) AS table_name,
            pg_get_expr(relpartbound, oid) AS bound
        FROM pg_inherits JOIN pg_class ON oid = inhrelid
        WHERE inhparent = 'consent_record'::regclass) AS part
    WHERE bound LIKE '%modulus%' ORDER BY modulus, remainder";

#[derive(Debug, sqlx::FromRow)]
struct Shard {
    name: String,
    table_name: String,
    modulus: i64,
    remainder: i64,
}

type Question = JoinHandle<sqlx::Result<()>>;

/// The questions that shards have not answered yet.
#[derive(Default)]
pub struct Parts(Mutex<BTreeMap<String, Question>>);

impl Parts {
    /// Asks each shard for a row.
    pub async fn look(&self, pool: &PgPool) -> Result<Vec<Part>> {
        let shards: Vec<Shard> = query_as(SHARDS).fetch_all(pool).await?;
        let mut asked = self.0.lock().await;
        asked.retain(|_, question| !question.is_finished());
        let mut parts = missing(&shards);
        for some in shards.chunks(AT_ONCE) {
            for shard in some {
                let ask = || ask(pool.connect_options(), shard.table_name.clone());
                let question = asked.entry(shard.name.clone());
                question.or_insert_with(|| tokio::spawn(ask()));
            }
            let end = Instant::now() + PATIENCE;
            for shard in some {
                let question = asked.get_mut(&shard.name).expect("it was asked just now");
                let trouble = match timeout_at(end, question).await {
                    // The question stays, so that it is not asked a second time.
                    Err(_) => Some(format!("no answer within {} seconds", PATIENCE.as_secs())),
                    Ok(answer) => {
                        asked.remove(&shard.name);
                        answer.map_or_else(
                            |panic| Some(panic.to_string()),
                            |answer| answer.err().map(|error| error.to_string()),
                        )
                    }
                };
                let name = shard.name.clone();
                parts.push(Part {
                    name,
                    trouble,
                    is_added: true,
                });
            }
        }
        Ok(parts)
    }
}

async fn ask(options: Arc<PgConnectOptions>, table: String) -> sqlx::Result<()> {
    let mut connection = PgConnection::connect_with(&options).await?;
    let question = format!("SELECT 1 FROM {table} LIMIT 1");
    query(&question).execute(&mut connection).await?;
    connection.close().await
}

/// The shards that were never added: remainders that no partition has.
fn missing(shards: &[Shard]) -> Vec<Part> {
    let count = shards.iter().map(|shard| shard.modulus).max().unwrap_or(0);
    let is_there = |number: &i64| {
        let mut shards = shards.iter();
        shards.any(|shard| number % shard.modulus == shard.remainder)
    };
    let missing = (0..count).filter(|number| !is_there(number));
    missing
        .map(|number| Part {
            name: format!("consent_record_{number}"),
            trouble: Some(format!(
                "it was never added; run add_shard.sql for shard {number} of {count}"
            )),
            is_added: false,
        })
        .collect()
}
