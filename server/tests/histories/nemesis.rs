//! The faults: one after the other, each for a while, each undone.
//!
//! Which kinds a history has follows from its seed; where a kind cannot be had, it is left out and
//! the report says so. Entry point: [`Nemesis::work`].

use std::collections::BTreeMap;
use std::fmt;
use std::str::FromStr;
use std::sync::Arc;
use std::time::Duration;

use rand::Rng;
use rand::rngs::StdRng;
use rand::seq::IndexedRandom;
use tokio::task::spawn_blocking;
use tokio::time::{Instant, sleep};

use crate::fleet::Server;
use crate::history::Time;
use crate::preload::{Disk, Switchboard};
use crate::receiver::{Manner, Receiver};
use crate::recorder::Recorder;
use crate::stores::Database;

/// Kinds of faults.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Fault {
    /// Signal 9, and a new start.
    Kill,
    /// Signal STOP, and after a while CONT.
    Pause,
    /// PostgreSQL ends at once, on one of its machines, and is started again.
    StopPostgres,
    /// The disk of the store is full for a while.
    FullDisk,
    /// Each sync of the store takes long for a while.
    SlowDisk,
    /// A server's clock jumps.
    ClockJump,
    /// The webhook's receiver does something else than taking posts.
    Receiver,
}

/// All kinds.
pub const ALL: [Fault; 7] = [
    Fault::Kill,
    Fault::Pause,
    Fault::StopPostgres,
    Fault::FullDisk,
    Fault::SlowDisk,
    Fault::ClockJump,
    Fault::Receiver,
];

impl FromStr for Fault {
    type Err = String;

    fn from_str(name: &str) -> Result<Self, String> {
        let known = ALL.into_iter().find(|fault| fault.name() == name);
        known.ok_or_else(|| {
            let names: Vec<_> = ALL.iter().map(|fault| fault.name()).collect();
            format!("`{name}` is no fault; there are {}", names.join(", "))
        })
    }
}

impl Fault {
    /// Its name on the command line.
    fn name(self) -> &'static str {
        match self {
            Self::Kill => "kill",
            Self::Pause => "pause",
            Self::StopPostgres => "postgres",
            Self::FullDisk => "full-disk",
            Self::SlowDisk => "slow-disk",
            Self::ClockJump => "clock",
            Self::Receiver => "receiver",
        }
    }
}

/// Whoever makes the faults.
pub struct Nemesis {
    /// The kinds of this history.
    pub kinds: Vec<Fault>,
    /// Which, when, and for how long.
    pub random: StdRng,
    /// The servers.
    pub servers: Vec<Arc<Server>>,
    /// Their store.
    pub database: Arc<Database>,
    /// The operator's system.
    pub receiver: Option<Arc<Receiver>>,
    /// The clock of the history.
    pub recorder: Arc<Recorder>,
}

/// What was done.
#[derive(Debug, Default)]
pub struct Done {
    /// How many faults of each kind.
    pub counts: BTreeMap<Fault, usize>,
    /// When servers were paused.
    pub pauses: Vec<(Time, Time)>,
    /// Whether the clocks of several servers were far apart.
    pub clocks_disagreed: bool,
}

impl Nemesis {
    /// Makes faults until then; everything works again when it answers.
    pub async fn work(mut self, until: Instant) -> Done {
        let mut done = Done::default();
        while !self.kinds.is_empty() {
            let pause = self.milliseconds(100..700);
            sleep(pause).await;
            if Instant::now() >= until {
                break;
            }
            let fault = *self.kinds.choose(&mut self.random).unwrap();
            if self.make(fault, &mut done).await {
                *done.counts.entry(fault).or_default() += 1;
            }
        }
        for server in &self.servers {
            server
                .switches
                .iter()
                .for_each(|switches| switches.move_clock(0));
        }
        if let Some(receiver) = &self.receiver {
            receiver.behave(Manner::Takes);
        }
        done
    }

    /// Makes one fault; false where it cannot be had here.
    async fn make(&mut self, fault: Fault, done: &mut Done) -> bool {
        let place = self.random.random_range(0..self.servers.len());
        let server = self.servers[place].clone();
        match fault {
            Fault::Kill => {
                server.kill();
                spawn_blocking(move || server.start()).await.unwrap();
            }
            Fault::Pause => {
                let from = self.recorder.now();
                server.pause();
                sleep(self.milliseconds(100..2500)).await;
                server.go_on();
                done.pauses.push((from, self.recorder.now()));
            }
            Fault::StopPostgres => return self.stop_postgres().await,
            Fault::FullDisk => return self.fill_disk().await,
            Fault::SlowDisk => return self.slow_disk().await,
            Fault::ClockJump => {
                done.clocks_disagreed |= self.servers.len() > 1;
                return self.move_clock(&server);
            }
            Fault::Receiver => return self.change_receiver().await,
        }
        true
    }

    async fn stop_postgres(&mut self) -> bool {
        let away = self.milliseconds(0..800);
        let machine = self.any_machine();
        let Some(machines) = self.database.machines().cloned() else {
            return false;
        };
        spawn_blocking(move || {
            machines.stop_at_once(machine);
            std::thread::sleep(away);
            machines.run_again(machine);
        })
        .await
        .unwrap();
        true
    }

    async fn fill_disk(&mut self) -> bool {
        let disk = *[Disk::Full, Disk::FullForAll]
            .choose(&mut self.random)
            .unwrap();
        let (machine, time) = (self.any_machine(), self.milliseconds(300..1500));
        let switches = self.disk_switches(machine);
        let is_there = !switches.is_empty();
        switches.iter().for_each(|one| one.fill_disk(disk));
        sleep(time).await;
        let switches = self.disk_switches(machine);
        switches.iter().for_each(|one| one.fill_disk(Disk::Free));
        // PostgreSQL ends by itself when it cannot even write that it crashed.
        if let Some(machines) = self.database.machines().cloned() {
            let again = spawn_blocking(move || machines.run_again_if_ended());
            again.await.unwrap();
        }
        is_there
    }

    async fn slow_disk(&mut self) -> bool {
        let (by, time) = (self.milliseconds(10..150), self.milliseconds(300..1500));
        let machine = self.any_machine();
        let switches = self.disk_switches(machine);
        let is_there = !switches.is_empty();
        switches.iter().for_each(|one| one.slow_disk(by));
        sleep(time).await;
        let switches = self.disk_switches(machine);
        switches
            .iter()
            .for_each(|one| one.slow_disk(Duration::ZERO));
        is_there
    }

    /// One of the machines of PostgreSQL.
    fn any_machine(&mut self) -> usize {
        let count = self.database.machines().map_or(1, |own| own.count());
        self.random.random_range(0..count)
    }

    /// The switches of whoever writes the store's files there; none where somebody else runs it.
    fn disk_switches(&self, machine: usize) -> Vec<&Switchboard> {
        match &*self.database {
            Database::File(_) => self
                .servers
                .iter()
                .filter_map(|one| one.switches.as_ref())
                .collect(),
            Database::Own(own, _) => own.switches(machine).into_iter().collect(),
            Database::Given(_) => Vec::new(),
        }
    }

    /// The clock stays where it jumped to, until the next jump.
    fn move_clock(&mut self, server: &Server) -> bool {
        let jumps = [-86_400, -3600, -90, -2, 0, 2, 90, 3600, 86_400];
        let seconds = *jumps.choose(&mut self.random).unwrap();
        let switches = server.switches.iter();
        switches
            .map(|switches| switches.move_clock(seconds))
            .count()
            > 0
    }

    async fn change_receiver(&mut self) -> bool {
        let Some(receiver) = self.receiver.clone() else {
            return false;
        };
        let manners = [
            Manner::Refuses,
            Manner::RefusesSometimes,
            Manner::RedirectsToLogin,
            Manner::RedirectsElsewhere,
            Manner::Hangs,
            Manner::HangsSometimes,
            Manner::AnswersLate,
        ];
        receiver.behave(*manners.choose(&mut self.random).unwrap());
        sleep(self.milliseconds(300..2500)).await;
        receiver.behave(Manner::Takes);
        true
    }

    fn milliseconds(&mut self, range: std::ops::Range<u64>) -> Duration {
        Duration::from_millis(self.random.random_range(range))
    }
}

impl fmt::Display for Fault {
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        out.write_str(match self {
            Self::Kill => "signal 9",
            Self::Pause => "signal STOP",
            Self::StopPostgres => "PostgreSQL stopped",
            Self::FullDisk => "disk full",
            Self::SlowDisk => "disk slow",
            Self::ClockJump => "clock jumped",
            Self::Receiver => "receiver misbehaved",
        })
    }
}
