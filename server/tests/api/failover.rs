//! PostgreSQL with a standby, made by the manual's commands: the primary is killed under load, the
//! standby takes its place at the same address, and nothing that was confirmed is lost.
//!
//! The primary is cut off from the standby before it is killed. With a synchronous standby nothing is
//! confirmed from then on; with any other one decisions are, and they are lost, which the second test
//! shows of the first: it would notice.

use std::thread;
use std::time::{Duration, Instant};

use sqlx::{Connection, Executor, PgConnection, query_scalar};
use tempfile::TempDir;

use crate::common::load::Load;
use crate::common::postgres::{self, Postgres};
use crate::common::process::{Confirmed, Process};
use crate::common::relay::Relay;
use crate::common::*;

const DATABASE: &str = "consent";

/// Decisions that are waited for at each step.
const LOAD: usize = 40;

#[test]
fn nothing_confirmed_is_lost_with_the_primary() {
    let Some(mut primary) = Machine::start() else {
        return;
    };
    let address = Relay::to(primary.0.port());
    let (server, _dir) = server(&address);
    let load = Load::default();
    let _last = load.beside(&server, || {
        // Twice: the promoted one has no standby until it is given one, as the manual says.
        for _ in 0..2 {
            load.wait_for(LOAD);
            let standby = primary.standby();
            primary.waits_for_standby();
            load.wait_for(LOAD);
            primary.cut_off();
            primary.until("SELECT COUNT(*) FROM pg_stat_activity WHERE wait_event = 'SyncRep'");
            primary = fail_over(primary, standby, &address);
            load.wait_for(LOAD);
        }
        primary
    });
    let confirmed = load.confirmed();
    println!(
        "{} decisions confirmed, two primaries killed",
        confirmed.len()
    );
    assert_eq!(lost(&server, &confirmed), 0);
}

#[test]
fn what_a_standby_that_nobody_waits_for_lacks_is_lost() {
    let Some(primary) = Machine::start() else {
        return;
    };
    let address = Relay::to(primary.0.port());
    let (server, _dir) = server(&address);
    let load = Load::default();
    let _last = load.beside(&server, || {
        let standby = primary.standby();
        load.wait_for(LOAD);
        primary.cut_off();
        load.wait_for(LOAD);
        fail_over(primary, standby, &address)
    });
    let confirmed = load.confirmed();
    let lost = lost(&server, &confirmed);
    println!(
        "{lost} of {} confirmed decisions were lost",
        confirmed.len()
    );
    assert!(lost > 0);
}

fn server(address: &Relay) -> (Process, TempDir) {
    let dir = TempDir::new().unwrap();
    publish(dir.path(), &site());
    let address = format!("postgres://test@127.0.0.1:{}/{DATABASE}", address.port);
    (Process::start(dir.path(), &address), dir)
}

/// How many of them have not the one record that they were told of.
fn lost(server: &Process, confirmed: &[Confirmed]) -> usize {
    let is_lost = |one: &&Confirmed| {
        let records = server.records(&one.cookie);
        let ids: Vec<&str> = records.iter().map(|record| record.id.as_str()).collect();
        ids != [one.record.as_str()]
    };
    confirmed.iter().filter(is_lost).count()
}

/// The primary is gone for good; the standby takes writes, where the primary did.
fn fail_over(primary: Machine, standby: Machine, address: &Relay) -> Machine {
    primary.0.kill();
    manual::run("promote-standby", &[("STANDBY", &standby.address())]);
    address.move_to(standby.0.port());
    standby
}

/// A PostgreSQL that has a standby, or is one.
struct Machine(Postgres);

impl Machine {
    /// One whose own default waits for nobody: the server asks for more.
    fn start() -> Option<Self> {
        let machine = Self(Postgres::start()?);
        machine.0.database(DATABASE);
        let setting = format!("ALTER DATABASE {DATABASE} SET synchronous_commit = off");
        machine.on_connection(async |connection| connection.execute(&*setting).await.map(drop));
        Some(machine)
    }

    fn address(&self) -> String {
        self.0.address("postgres")
    }

    /// A running copy that follows this one.
    fn standby(&self) -> Self {
        let copy = |data: &str| {
            let variables = [
                ("PRIMARY", self.address()),
                ("STANDBY_DATA", data.to_owned()),
            ];
            let variables = variables
                .each_ref()
                .map(|(name, value)| (*name, value.as_str()));
            manual::run("make-standby", &variables);
        };
        let standby = Self(Postgres::start_on_copy(copy));
        self.until("SELECT COUNT(*) FROM pg_stat_replication WHERE state = 'streaming'");
        standby
    }

    /// From now on nothing is confirmed that the standby has not.
    fn waits_for_standby(&self) {
        manual::run("wait-for-standby", &[("PRIMARY", &self.address())]);
        self.until("SELECT COUNT(*) FROM pg_stat_replication WHERE sync_state = 'sync'");
    }

    /// Nothing goes to the standby any more.
    fn cut_off(&self) {
        let sender = self.ask("SELECT pid::BIGINT FROM pg_stat_replication");
        postgres::signal("-STOP", &[sender.to_string()]);
    }

    /// Waits until that number is not zero.
    #[track_caller]
    fn until(&self, count: &str) {
        let end = Instant::now() + Duration::from_secs(60);
        while self.ask(count) == 0 {
            assert!(Instant::now() < end, "not within a minute: {count}");
            thread::sleep(Duration::from_millis(20));
        }
    }

    fn ask(&self, number: &str) -> i64 {
        self.on_connection(async |connection| query_scalar(number).fetch_one(connection).await)
    }

    fn on_connection<T>(&self, work: impl AsyncFnOnce(&mut PgConnection) -> sqlx::Result<T>) -> T {
        let mut runtime = tokio::runtime::Builder::new_current_thread();
        let runtime = runtime.enable_all().build().unwrap();
        runtime.block_on(async {
            let mut connection = PgConnection::connect(&self.address()).await.unwrap();
            work(&mut connection).await.unwrap()
        })
    }
}
