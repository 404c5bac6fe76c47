//! PostgreSQL on three machines, all of them this one: a coordinator and two shards.
//!
//! Made by the files in `server/sharding`, as an operator does. Entry point: [`Sharded::start`].

use std::path::Path;
use std::process::Command;

use server::store;

use super::postgres::Postgres;

/// A coordinator and two shards.
pub struct Sharded {
    pub coordinator: Postgres,
    pub shards: [Postgres; 2],
}

impl Sharded {
    /// Starts them; `None`, and a sentence on the output, where there is no PostgreSQL with what it
    /// takes.
    pub fn start() -> Option<Self> {
        let coordinator = Postgres::start()?;
        if !coordinator.has_extension("postgres_fdw") {
            println!("skipped on shards: postgres_fdw is not installed");
            return None;
        }
        let shards = [Postgres::start()?, Postgres::start()?];
        Some(Self {
            coordinator,
            shards,
        })
    }

    /// The address of a new, empty store.
    pub fn database(&self, name: &str) -> String {
        let address = self.coordinator.database(name);
        make_tables(address.clone());
        for shard in &self.shards {
            let address = shard.database(name);
            self.run(&address, "shard.sql", &[]);
        }
        self.run(&address, "coordinator.sql", &[]);
        for (place, shard) in self.shards.iter().enumerate() {
            let variables = [
                "shards=2".to_owned(),
                format!("shard={place}"),
                "host=127.0.0.1".to_owned(),
                format!("port={}", shard.port()),
                format!("database={name}"),
                "user=test".to_owned(),
                "password=none".to_owned(),
            ];
            self.run(&address, "add_shard.sql", &variables);
        }
        address
    }

    #[track_caller]
    fn run(&self, address: &str, file: &str, variables: &[String]) {
        let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("sharding");
        let mut psql = Command::new(self.coordinator.programs().join("psql"));
        psql.args([address, "-X", "-q", "-1", "-v", "ON_ERROR_STOP=1"]);
        psql.args(variables.iter().flat_map(|variable| ["-v", variable]));
        let status = psql.arg("-f").arg(folder.join(file)).status().unwrap();
        assert!(status.success(), "{file} failed");
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
