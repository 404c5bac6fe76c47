//! Machines of PostgreSQL that can be stopped, slowed and filled, each by itself: one, or a
//! coordinator and its shards.
//!
//! Entry points: [`Machines::one`] and [`Machines::sharded`].

use std::fs::{self, Permissions};
use std::path::Path;
use std::sync::atomic::{AtomicUsize, Ordering};

use tempfile::TempDir;

use crate::common::postgres::Postgres;
use crate::common::sharded::Sharded;
use crate::preload::Switchboard;

/// The machines of one store.
pub struct Machines {
    servers: Servers,
    /// What can be switched inside them, one for each; none without a compiler.
    switches: Vec<Switchboard>,
    databases: AtomicUsize,
    _folder: TempDir,
}

enum Servers {
    One(Postgres),
    Sharded(Sharded),
}

impl Machines {
    /// One; `None` where there is no PostgreSQL.
    pub fn one() -> Option<Self> {
        Self::start(1, |switches| {
            let server = Postgres::start_with(environment(switches, 0))?;
            Some(Servers::One(server))
        })
    }

    /// A coordinator and two shards; `None` where they cannot be had.
    pub fn sharded() -> Option<Self> {
        Self::start(3, |switches| {
            let servers = Sharded::start_with(|machine| environment(switches, machine))?;
            Some(Servers::Sharded(servers))
        })
    }

    fn start(count: usize, start: impl FnOnce(&[Switchboard]) -> Option<Servers>) -> Option<Self> {
        let folder = TempDir::new().unwrap();
        open_to_all(folder.path());
        let switches = (0..count)
            .filter_map(|machine| Switchboard::new(folder.path(), &format!("faults-{machine}")));
        let switches: Vec<_> = switches.collect();
        Some(Self {
            servers: start(&switches)?,
            switches,
            databases: AtomicUsize::new(0),
            _folder: folder,
        })
    }

    /// The address of a new, empty store.
    pub fn new_database(&self) -> String {
        let number = self.databases.fetch_add(1, Ordering::Relaxed);
        let name = format!("history{number}");
        match &self.servers {
            Servers::One(server) => server.database(&name),
            Servers::Sharded(servers) => servers.database(&name),
        }
    }

    /// How many there are.
    pub fn count(&self) -> usize {
        self.all().len()
    }

    fn all(&self) -> Vec<&Postgres> {
        match &self.servers {
            Servers::One(server) => vec![server],
            Servers::Sharded(servers) => servers.machines().collect(),
        }
    }

    /// Ends one at once. Blocks.
    pub fn stop_at_once(&self, machine: usize) {
        self.all()[machine].stop_at_once();
    }

    /// Starts it again. Blocks.
    pub fn run_again(&self, machine: usize) {
        self.all()[machine].run_again();
    }

    /// Starts those again that have ended by themselves. Blocks.
    pub fn run_again_if_ended(&self) {
        self.all()
            .iter()
            .for_each(|server| server.run_again_if_it_ended());
    }

    /// What can be switched inside one.
    pub fn switches(&self, machine: usize) -> Option<&Switchboard> {
        self.switches.get(machine)
    }
}

fn environment(switches: &[Switchboard], machine: usize) -> Vec<(String, String)> {
    let switches = switches.get(machine).into_iter();
    switches.flat_map(Switchboard::environment).collect()
}

/// PostgreSQL runs as another user where the tests run as root.
fn open_to_all(folder: &Path) {
    use std::os::unix::fs::PermissionsExt;
    fs::set_permissions(folder, Permissions::from_mode(0o755)).unwrap();
}
