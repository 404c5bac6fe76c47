//! Processor time by who used it, from Linux's `/proc`: the clients' threads, the rest of this process,
//! and PostgreSQL.

use std::fmt;
use std::fs;
use std::ops::Sub;

/// What the threads of the clients' runtime are called.
pub const CLIENTS: &str = "clients";

/// Seconds of processor time.
#[derive(Debug, Clone, Copy, Default)]
pub struct Cpu {
    clients: f64,
    server: f64,
    postgres: f64,
}

impl Cpu {
    /// What was used so far; nothing where there is no `/proc`.
    pub fn now() -> Self {
        let mut used = Self::default();
        for (name, seconds) in threads("/proc/self/task") {
            match name.as_str() {
                CLIENTS => used.clients += seconds,
                _ => used.server += seconds,
            }
        }
        let all = threads("/proc");
        let postgres = all.iter().filter(|(name, _)| name == "postgres");
        used.postgres = postgres.map(|(_, seconds)| seconds).sum();
        used
    }

    /// What one of so many decisions took of it.
    pub fn of_each(self, decisions: usize) -> Each {
        let each = |seconds: f64| seconds * 1e6 / decisions as f64;
        Each {
            clients: each(self.clients),
            server: each(self.server),
            postgres: each(self.postgres),
        }
    }
}

impl Sub for Cpu {
    type Output = Self;

    fn sub(self, earlier: Self) -> Self {
        Self {
            clients: self.clients - earlier.clients,
            server: self.server - earlier.server,
            postgres: self.postgres - earlier.postgres,
        }
    }
}

/// Microseconds of processor time that one decision took.
pub struct Each {
    clients: f64,
    server: f64,
    postgres: f64,
}

impl fmt::Display for Each {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let Self {
            clients,
            server,
            postgres,
        } = self;
        let all = clients + server + postgres;
        write!(
            f,
            "{all:.0} µs of processor time each: clients {clients:.0}, server {server:.0}, \
             PostgreSQL {postgres:.0}"
        )
    }
}

/// Name and seconds of each process or thread in that folder of `/proc` (proc(5): the name stands in
/// brackets, user and system time are the 14th and 15th field).
fn threads(folder: &str) -> Vec<(String, f64)> {
    let ticks = rustix::param::clock_ticks_per_second() as f64;
    let entries = fs::read_dir(folder).into_iter().flatten().flatten();
    let read = |entry: fs::DirEntry| {
        let stat = fs::read_to_string(entry.path().join("stat")).ok()?;
        let (before, after) = stat.rsplit_once(") ")?;
        let name = before.split_once('(')?.1.to_owned();
        let fields: Vec<&str> = after.split(' ').collect();
        let used = fields[11].parse::<f64>().ok()? + fields[12].parse::<f64>().ok()?;
        Some((name, used / ticks))
    };
    entries.filter_map(read).collect()
}
