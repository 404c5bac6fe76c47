//! `cargo xtask bench api`: decisions a second, beside what the store itself can make durable.
//!
//! For each store in the same run: rows inserted one by one with a commit each; the same rows
//! inserted by a bare loop in groups as large as the server's, into the same table, which is what the
//! store can do at best; then 64 people who decide over HTTP as fast as they are answered, and how
//! much processor time a decision takes of whom.
#![allow(
    clippy::unwrap_used,
    clippy::print_stdout,
    reason = "a measurement fails loudly"
)]

#[path = "../../tests/common/mod.rs"]
mod common;
mod cpu;

use std::time::{Duration, Instant};

use common::postgres::Postgres;
use common::*;
use consent::chain;
use consent::wire::*;
use cpu::Cpu;
use rand::distr::{Alphanumeric, SampleString};
use serde_json::Value;
use server::store::{self, Filing, Row};
use sqlx::Connection;
use tempfile::TempDir;
use tokio::net::TcpListener;

/// People who decide at the same time.
const CLIENTS: usize = 64;

/// How long each measurement takes.
const LENGTH: Duration = Duration::from_secs(5);

/// Requests are many small pieces of memory; this allocator spends half the time on them.
#[global_allocator]
static MEMORY: mimalloc::MiMalloc = mimalloc::MiMalloc;

#[tokio::main]
async fn main() {
    // On the disk that the project is on: /tmp is memory on some machines.
    let dir = TempDir::new_in(env!("CARGO_MANIFEST_DIR")).unwrap();
    let address = |name: &str| format!("sqlite:{}", dir.path().join(name).display());
    let bare = Bare {
        single: bare_sqlite(&address("bare.db")).await,
        grouped: grouped_sqlite(&address("grouped.db")).await,
    };
    report("SQLite", bare, decide(&address("api.db")).await);

    if let Some(postgres) = Postgres::start() {
        let bare = Bare {
            single: bare_postgres(&postgres.database("bare")).await,
            grouped: grouped_postgres(&postgres.database("grouped")).await,
        };
        report("PostgreSQL", bare, decide(&postgres.database("api")).await);
    }
}

/// What the store does without the API, in rows a second.
struct Bare {
    /// Each row with a commit of its own.
    single: f64,
    /// As many rows with one commit as people decide at the same time.
    grouped: f64,
}

/// Rows a second with one commit each, on one connection: SQLite has one writer.
async fn bare_sqlite(address: &str) -> f64 {
    let options: sqlx::sqlite::SqliteConnectOptions = address.parse().unwrap();
    let options = options
        .create_if_missing(true)
        .journal_mode(sqlx::sqlite::SqliteJournalMode::Wal)
        .synchronous(sqlx::sqlite::SqliteSynchronous::Full);
    let mut connection = sqlx::SqliteConnection::connect_with(&options)
        .await
        .unwrap();
    let table = "CREATE TABLE bare (id TEXT PRIMARY KEY, body TEXT NOT NULL)";
    sqlx::query(table).execute(&mut connection).await.unwrap();
    let (start, mut count) = (Instant::now(), 0);
    while start.elapsed() < LENGTH {
        let insert = sqlx::query("INSERT INTO bare VALUES ($1, $2)");
        let insert = insert.bind(new_key()).bind(body());
        insert.execute(&mut connection).await.unwrap();
        count += 1;
    }
    f64::from(count) / start.elapsed().as_secs_f64()
}

/// Rows a second with one commit each, on as many connections as the server has.
async fn bare_postgres(address: &str) -> f64 {
    let pool = sqlx::postgres::PgPoolOptions::new().max_connections(32);
    let pool = pool.connect(address).await.unwrap();
    let table = "CREATE TABLE bare (id TEXT PRIMARY KEY, body TEXT NOT NULL)";
    sqlx::query(table).execute(&pool).await.unwrap();
    let start = Instant::now();
    let writers = (0..32).map(|_| {
        let pool = pool.clone();
        tokio::spawn(async move {
            let mut count = 0;
            while start.elapsed() < LENGTH {
                let insert = sqlx::query("INSERT INTO bare VALUES ($1, $2)");
                insert
                    .bind(new_key())
                    .bind(body())
                    .execute(&pool)
                    .await
                    .unwrap();
                count += 1;
            }
            count
        })
    });
    let counts = futures_util::future::join_all(writers).await;
    let total: u32 = counts.into_iter().map(|count| count.unwrap()).sum();
    f64::from(total) / start.elapsed().as_secs_f64()
}

/// Rows a second in groups, each one transaction of the one connection that writes.
async fn grouped_sqlite(address: &str) -> f64 {
    store::open(address, store::GROUP)
        .await
        .unwrap()
        .close()
        .await;
    let options: sqlx::sqlite::SqliteConnectOptions = address.parse().unwrap();
    let options = options.synchronous(sqlx::sqlite::SqliteSynchronous::Full);
    let mut connection = sqlx::SqliteConnection::connect_with(&options)
        .await
        .unwrap();
    let columns = row_columns();
    let places = vec!["?"; columns.len()].join(", ");
    let insert: &'static str = format!(
        "INSERT INTO consent_record ({}) VALUES ({places})",
        columns.join(", ")
    )
    .leak();
    let values = serde_json::to_value(row()).unwrap();
    let (start, mut count) = (Instant::now(), 0);
    while start.elapsed() < LENGTH {
        let mut transaction = connection.begin().await.unwrap();
        for _ in 0..CLIENTS {
            let mut query = sqlx::query(insert);
            for column in &columns {
                query = match &values[column] {
                    _ if column == "subject" => query.bind(new_key()),
                    Value::String(text) => query.bind(text.clone()),
                    Value::Number(number) => query.bind(number.as_i64()),
                    Value::Bool(truth) => query.bind(*truth),
                    _ => query.bind(None::<String>),
                };
            }
            query.execute(&mut *transaction).await.unwrap();
            count += 1;
        }
        transaction.commit().await.unwrap();
    }
    f64::from(count) / start.elapsed().as_secs_f64()
}

/// Rows a second in groups, each one statement, on as many connections as the server writes with.
async fn grouped_postgres(address: &str) -> f64 {
    store::open(address, store::GROUP)
        .await
        .unwrap()
        .close()
        .await;
    let pool = sqlx::postgres::PgPoolOptions::new().max_connections(3);
    let pool = pool.connect(address).await.unwrap();
    let start = Instant::now();
    let writers = (0..3).map(|_| {
        let pool = pool.clone();
        tokio::spawn(async move {
            let (mut count, mut rows) = (0, vec![row(); CLIENTS]);
            while start.elapsed() < LENGTH {
                rows.iter_mut().for_each(|row| row.subject = new_key());
                let insert = "INSERT INTO consent_record SELECT * FROM unnest($1)";
                let insert = sqlx::query(insert).bind(rows.as_slice());
                insert.execute(&pool).await.unwrap();
                count += CLIENTS as u32;
            }
            count
        })
    });
    let counts = futures_util::future::join_all(writers).await;
    let total: u32 = counts.into_iter().map(|count| count.unwrap()).sum();
    f64::from(total) / start.elapsed().as_secs_f64()
}

fn row_columns() -> Vec<String> {
    let row = serde_json::to_value(row()).unwrap();
    row.as_object().unwrap().keys().cloned().collect()
}

/// As many bytes as a row of the API has.
fn body() -> String {
    format!("{:?}", row())
}

/// A first row of a new person.
fn row() -> Row {
    Row::new(
        Record {
            id: new_key(),
            principal: new_key(),
            sequence: 1,
            purpose: "ads".to_owned(),
            kind: "opt-out".to_owned(),
            verb: "object".to_owned(),
            state: "objected".to_owned(),
            revision: 1,
            time: "2026-01-02T03:04:05.678Z".to_owned(),
            client_time: None,
            release: "2025-05-09".to_owned(),
            language: "zh".to_owned(),
            text_hash: chain::START.to_owned(),
            words_hash: chain::START.to_owned(),
            surface: "choices".to_owned(),
            actor: Actor::Subject,
            entity: new_key(),
            age_band: None,
            gpc: false,
            previous_hash: chain::START.to_owned(),
            record_hash: chain::START.to_owned(),
        },
        Filing {
            subject: new_key(),
            // A receipt is base64, which no store compresses.
            receipt: Alphanumeric.sample_string(&mut rand::rng(), 2600),
            key_hash: chain::START.to_owned(),
            request_hash: chain::START.to_owned(),
            delivery: Delivery::Recorded,
        },
    )
}

/// What people measured who decided over HTTP.
struct Decided {
    times: Vec<Duration>,
    cpu: Cpu,
}

/// Lets people decide, on threads of their own.
async fn decide(address: &str) -> Decided {
    let dir = TempDir::new().unwrap();
    publish(dir.path(), &site());
    let store = store::open(address, store::GROUP).await.unwrap();
    let server = Server::over(dir, store, |settings| {
        settings.writes_per_minute = 0;
        settings.writes_per_address = 0;
    });
    let server = server.await;
    let listener = TcpListener::bind("127.0.0.1:0").await.unwrap();
    let url = format!("http://{}", listener.local_addr().unwrap());
    let router = server::app(server.app.clone());
    let serving = tokio::spawn(async { axum::serve(listener, router).await });
    let clients = tokio::runtime::Builder::new_multi_thread()
        .enable_all()
        .thread_name(cpu::CLIENTS)
        .build()
        .unwrap();
    let (before, start) = (Cpu::now(), Instant::now());
    let people = (0..CLIENTS).map(|_| clients.spawn(person(url.clone(), start)));
    let times = futures_util::future::join_all(people).await;
    let cpu = Cpu::now() - before;
    clients.shutdown_background();
    serving.abort();
    server.app.store.close().await;
    Decided {
        times: times.into_iter().flat_map(|times| times.unwrap()).collect(),
        cpu,
    }
}

/// One person who switches advertising off and on again.
async fn person(url: String, start: Instant) -> Vec<Duration> {
    let client = reqwest::Client::new();
    let json = |value: Vec<u8>| reqwest::Body::from(value);
    let view = serde_json::to_vec(&view("1", "zh")).unwrap();
    let request = client
        .post(format!("{url}/v1/views"))
        .header("content-type", "application/json");
    let token = request
        .body(json(view))
        .send()
        .await
        .unwrap()
        .bytes()
        .await
        .unwrap();
    let token: ViewToken = serde_json::from_slice(&token).unwrap();
    let (mut cookie, mut times) = (None::<String>, Vec::new());
    while start.elapsed() < LENGTH {
        let revision = times.len();
        let verb = if revision % 2 == 0 {
            Verb::Object
        } else {
            Verb::Allow
        };
        let decision = decision("ads", verb, token.view_token.clone());
        let mut request = client
            .put(format!("{url}/v1/choices/ads"))
            .header("content-type", "application/json")
            .header("idempotency-key", new_key())
            .header("if-match", format!("\"{revision}\""));
        if let Some(cookie) = &cookie {
            request = request.header("cookie", cookie);
        }
        let sent = Instant::now();
        let answer = request
            .body(json(serde_json::to_vec(&decision).unwrap()))
            .send();
        let answer = answer.await.unwrap();
        assert_eq!(answer.status().as_u16(), 200);
        if let Some(set) = answer.headers().get("set-cookie") {
            cookie = set.to_str().unwrap().split(';').next().map(str::to_owned);
        }
        answer.bytes().await.unwrap();
        times.push(sent.elapsed());
    }
    times
}

fn report(store: &str, bare: Bare, decided: Decided) {
    let Decided { mut times, cpu } = decided;
    times.sort_unstable();
    let at = |share: f64| times[((times.len() - 1) as f64 * share) as usize].as_secs_f64() * 1000.0;
    let rate = times.len() as f64 / LENGTH.as_secs_f64();
    let Bare { single, grouped } = bare;
    println!(
        "{store:10}  bare {single:6.0}/s  bare in groups {grouped:6.0}/s  API {rate:6.0}/s  \
         {:4.0} % of bare  {:4.0} % of groups  p50 {:.1} ms  p99 {:.1} ms",
        rate / single * 100.0,
        rate / grouped * 100.0,
        at(0.5),
        at(0.99)
    );
    println!("{store:10}  {}", cpu.of_each(times.len()));
}
