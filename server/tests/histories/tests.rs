//! The short run, part of the ordinary tests, and the long one of `cargo xtask soak`.
//!
//! A run is told by its environment what is not the usual: `HISTORIES_SEED` (where seeds begin),
//! `HISTORIES_SERVER` (another binary), `HISTORIES_KEEP` (a folder for what was found, by default `tmp/histories` in cargo's target folder); the long
//! one also `HISTORIES_MINUTES`, `HISTORIES_STORE` (`sqlite`, `postgres`, `sharded`, or the address of
//! a database that somebody else runs), `HISTORIES_SERVERS` and `HISTORIES_FAULTS`.

use std::path::{Path, PathBuf};
use std::time::{Duration, Instant};
use std::{env, process};

use tokio::sync::Mutex;

use crate::nemesis::Fault;
use crate::recorded::keep;
use crate::report::Report;
use crate::run::{Plan, run};
use crate::stores::Store;

/// The seed that every short run has; the other one is new each time.
const SEED: u64 = 27;

/// One history at a time: each of them keeps the whole machine busy.
pub static TURN: Mutex<()> = Mutex::const_new(());

#[tokio::test(flavor = "multi_thread")]
async fn histories_of_one_server_over_sqlite_keep_every_promise() {
    short(&Store::Sqlite, 1).await;
}

#[tokio::test(flavor = "multi_thread")]
async fn histories_of_two_servers_over_sqlite_keep_every_promise() {
    short(&Store::Sqlite, 2).await;
}

#[tokio::test(flavor = "multi_thread")]
async fn histories_of_one_server_over_postgres_keep_every_promise() {
    if let Some(store) = Store::postgres() {
        short(&store, 1).await;
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn histories_of_two_servers_over_postgres_keep_every_promise() {
    if let Some(store) = Store::postgres() {
        short(&store, 2).await;
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn histories_of_two_servers_over_two_shards_keep_every_promise() {
    if let Some(store) = Store::sharded() {
        short(&store, 2).await;
    }
}

/// Two short histories: the same each time, and a new one.
async fn short(store: &Store, servers: usize) {
    let _turn = TURN.lock().await;
    let mut report = Report::default();
    for seed in [SEED, first_seed()] {
        let plan = Plan {
            seed,
            servers,
            length: Duration::from_secs(5),
            patience: Duration::from_secs(5),
            faults: None,
            put_back: None,
        };
        one(&mut report, store, &plan).await;
    }
    println!("{report}");
    assert_eq!(report.findings(), 0, "what was found is above");
}

#[tokio::test(flavor = "multi_thread")]
#[ignore = "takes as long as it is told to; `cargo xtask soak` starts it"]
async fn soak() {
    let minutes = number("HISTORIES_MINUTES").unwrap_or(30);
    let begun = Instant::now();
    let (stores, faults, first) = (stores(), faults(), first_seed());
    let counts: Vec<usize> = match number("HISTORIES_SERVERS") {
        Some(servers) => vec![usize::try_from(servers).unwrap()],
        None => vec![1, 2],
    };
    let mut report = Report::default();
    let mut places = stores
        .iter()
        .flat_map(|store| counts.iter().map(move |servers| (store, *servers)))
        .cycle();
    for seed in first.. {
        if begun.elapsed() > Duration::from_secs(minutes * 60) {
            break;
        }
        let (store, servers) = places.next().expect("it goes round");
        let plan = Plan {
            seed,
            servers,
            length: Duration::from_secs(5 + seed % 4 * 5),
            patience: Duration::from_secs(30),
            faults: faults.clone(),
            put_back: None,
        };
        one(&mut report, store, &plan).await;
    }
    println!("first seed {first}\n{report}");
    assert_eq!(report.findings(), 0, "what was found is above");
}

async fn one(report: &mut Report, store: &Store, plan: &Plan) {
    let finished = run(store, plan).await;
    println!("{}", report.add(store, plan, &finished));
    let (servers, seed) = (plan.servers, plan.seed);
    let name = format!("{}-{servers}-{seed}", store.name());
    keep(&folder(), &name, &finished.history, &finished.findings);
}

/// Where what was found is kept.
fn folder() -> PathBuf {
    let wanted = env::var_os("HISTORIES_KEEP").map(PathBuf::from);
    wanted.unwrap_or_else(|| Path::new(env!("CARGO_TARGET_TMPDIR")).join("histories"))
}

/// The stores of a long run.
fn stores() -> Vec<Store> {
    let wanted = env::var("HISTORIES_STORE").unwrap_or_default();
    match wanted.as_str() {
        "sqlite" => vec![Store::Sqlite],
        "postgres" => vec![Store::postgres().expect("it was asked for")],
        "sharded" => vec![Store::sharded().expect("it was asked for")],
        "" => [Some(Store::Sqlite), Store::postgres(), Store::sharded()]
            .into_iter()
            .flatten()
            .collect(),
        address => vec![Store::Given(address.to_owned())],
    }
}

/// The faults that were asked for; `none` for none at all.
fn faults() -> Option<Vec<Fault>> {
    let names = env::var("HISTORIES_FAULTS").ok()?;
    let names = names.split(',').filter(|name| *name != "none");
    Some(names.map(|name| name.parse().unwrap()).collect())
}

fn first_seed() -> u64 {
    number("HISTORIES_SEED").unwrap_or_else(|| u64::from(rand::random::<u32>()))
}

fn number(name: &str) -> Option<u64> {
    let text = env::var(name).ok()?;
    let Ok(number) = text.parse() else {
        println!("{name} is a number, not `{text}`");
        process::exit(1);
    };
    Some(number)
}
