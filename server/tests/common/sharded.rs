//! PostgreSQL on three machines, all of them this one: a coordinator and two shards.
//!
//! Made by the manual's commands. Entry point: [`Sharded::start`].

use server::store;

use super::manual;
use super::postgres::{Postgres, skip};

/// A coordinator and two shards.
pub struct Sharded {
    pub coordinator: Postgres,
    pub shards: [Postgres; 2],
}

impl Sharded {
    /// Starts them; `None`, and a sentence on the output, where there is no PostgreSQL with what it
    /// takes.
    pub fn start() -> Option<Self> {
        Self::start_with(|_| Vec::new())
    }

    /// Starts them, each with these variables in the environment of its processes; the coordinator
    /// is the machine 0.
    pub fn start_with(environment: impl Fn(usize) -> Vec<(String, String)>) -> Option<Self> {
        let coordinator = Postgres::start_with(environment(0))?;
        if !coordinator.has_extension("postgres_fdw") {
            skip("shards: postgres_fdw is not installed");
            return None;
        }
        let shards = [
            Postgres::start_with(environment(1))?,
            Postgres::start_with(environment(2))?,
        ];
        Some(Self {
            coordinator,
            shards,
        })
    }

    /// All of them, the coordinator first.
    pub fn machines(&self) -> impl Iterator<Item = &Postgres> {
        std::iter::once(&self.coordinator).chain(&self.shards)
    }

    /// The address of a new, empty store.
    pub fn database(&self, name: &str) -> String {
        self.database_with(name, &[0, 1])
    }

    /// The address of one to which only these of its two shards were added.
    pub fn database_with(&self, name: &str, numbers: &[usize]) -> String {
        let address = self.coordinator.database(name);
        make_tables(address.clone());
        for shard in &self.shards {
            let address = shard.database(name);
            manual::run("make-shard", &[("SHARD", &address)]);
        }
        manual::run("make-coordinator", &[("COORDINATOR", &address)]);
        for number in numbers {
            let port = self.shards[*number].port().to_string();
            let number = number.to_string();
            let variables = [
                ("COORDINATOR", address.as_str()),
                ("SHARDS", "2"),
                ("NUMBER", &number),
                ("HOST", "127.0.0.1"),
                ("PORT", &port),
                ("DATABASE", name),
                ("DATABASE_USER", "test"),
                ("PASSWORD", "none"),
            ];
            manual::run("add-shard", &variables);
        }
        address
    }
}

/// What a server does at its first start. On a thread of its own: the caller may be in a runtime.
fn make_tables(address: String) {
    let open = move || {
        let runtime = tokio::runtime::Runtime::new().unwrap();
        runtime.block_on(async {
            let store = store::open(&address, store::GROUP).await.unwrap();
            store.close().await;
        });
    };
    std::thread::spawn(open).join().unwrap();
}
