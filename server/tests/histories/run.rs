//! One history, from a seed to what was found.
//!
//! Starts servers over a store, lets people at them while faults happen, waits until all is quiet,
//! looks at everything once more, stops the servers and reads the store. Entry point: [`run`].

use std::collections::BTreeMap;
use std::path::Path;
use std::sync::Arc;
use std::time::Duration;

use futures_util::future::join_all;
use rand::rngs::StdRng;
use rand::seq::IndexedRandom;
use rand::{Rng, SeedableRng};
use tempfile::TempDir;
use tokio::task::spawn_blocking;
use tokio::time::Instant;

use crate::api::Api;
use crate::check::{Finding, check};
use crate::common::host::{AUDIENCE, HostKey, ISSUER, KEYS, publish_keys};
use crate::common::publish;
use crate::device::{Device, Memory};
use crate::fleet::Server;
use crate::history::History;
use crate::listener::listen;
use crate::markers::Markers;
use crate::nemesis::{self, Done, Fault, Nemesis};
use crate::people::Person;
use crate::receiver::{Receiver, SECRET};
use crate::recorder::Recorder;
use crate::stores::{Database, Store};
use crate::{ending, site};

/// What a history is made of.
#[derive(Debug, Clone)]
pub struct Plan {
    /// Decides everything that is left to chance, but not the order in which things happen.
    pub seed: u64,
    /// Servers over the store.
    pub servers: usize,
    /// For how long people decide.
    pub length: Duration,
    /// For how long to wait for the webhook in the end.
    pub patience: Duration,
    /// These faults alone; `None` for whatever the seed says.
    pub faults: Option<Vec<Fault>>,
    /// What PostgreSQL is told before people come: functions with a fault that was mended.
    pub put_back: Option<&'static str>,
}

/// A history that is over.
pub struct Finished {
    /// The history.
    pub history: History,
    /// The faults in it.
    pub faults: BTreeMap<Fault, usize>,
    /// What was promised and not kept.
    pub findings: Vec<Finding>,
}

/// Everybody and everything in a history that goes on.
struct Scene {
    folder: TempDir,
    api: Arc<Api>,
    database: Arc<Database>,
    receiver: Option<Arc<Receiver>>,
    people: Vec<Arc<Person>>,
    markers: Arc<Markers>,
    random: StdRng,
}

/// Runs one history and checks it.
pub async fn run(store: &Store, plan: &Plan) -> Finished {
    let mut scene = Scene::set(store, plan).await;
    let until = Instant::now() + plan.length;
    let devices = scene.devices(until);
    let streams = scene.streams(until + Duration::from_secs(1));
    let nemesis = tokio::spawn(scene.nemesis(plan).work(until));
    for task in devices.into_iter().chain(streams) {
        task.await.unwrap();
    }
    let done = nemesis.await.unwrap();
    let faults = done.counts.clone();
    let history = scene.end(plan, done).await;
    let findings = spawn_blocking(|| (check(&history), history));
    let (findings, history) = findings.await.unwrap();
    Finished {
        history,
        faults,
        findings,
    }
}

type Task = tokio::task::JoinHandle<()>;

impl Scene {
    async fn set(store: &Store, plan: &Plan) -> Self {
        let mut random = StdRng::seed_from_u64(plan.seed);
        let folder = TempDir::new().unwrap();
        publish(folder.path(), &site::manifest());
        publish_keys(folder.path(), &[&host_key()]);
        let recorder = Arc::new(Recorder::begin());
        let receiver = match random.random_ratio(3, 4) {
            true => Some(Arc::new(Receiver::start(recorder.clone()).await)),
            false => None,
        };
        let database = Arc::new(store.database(folder.path()));
        let environment = environment(folder.path(), &database, receiver.as_deref());
        let servers = (0..plan.servers)
            .map(|number| Arc::new(Server::new(number, folder.path(), environment.clone())));
        let servers: Vec<_> = servers.collect();
        // One after the other: the first one makes the tables.
        for server in servers.clone() {
            spawn_blocking(move || server.start()).await.unwrap();
        }
        if let Some(fault) = plan.put_back {
            database.execute(fault).await;
        }
        let people = people(&mut random);
        Self {
            folder,
            api: Arc::new(Api::new(servers, recorder)),
            database,
            receiver,
            people,
            markers: Arc::new(Markers::new(rand::random())),
            random,
        }
    }

    /// One to six devices for each person, eight to sixty-four in all.
    fn devices(&mut self, until: Instant) -> Vec<Task> {
        let mut left = self.random.random_range(8..=64);
        let erasures = *[2, 4, 15, 40].choose(&mut self.random).unwrap();
        let mut tasks = Vec::new();
        for person in &self.people {
            for number in 0..self.random.random_range(1..=6).min(left) {
                left -= 1;
                let device = Device {
                    api: self.api.clone(),
                    person: person.clone(),
                    number,
                    random: StdRng::from_rng(&mut self.random),
                    erasures,
                    markers: self.markers.clone(),
                    until,
                    memory: Memory::default(),
                };
                tasks.push(tokio::spawn(device.live()));
            }
        }
        tasks
    }

    /// Every third person has a tab open that only listens.
    fn streams(&self, until: Instant) -> Vec<Task> {
        let listening = self.people.iter().step_by(3).enumerate();
        listening
            .map(|(number, person)| {
                tokio::spawn(listen(self.api.clone(), person.clone(), number, until))
            })
            .collect()
    }

    fn nemesis(&mut self, plan: &Plan) -> Nemesis {
        let is_calm = self.random.random_ratio(1, 5);
        let mut kinds = nemesis::ALL.to_vec();
        kinds.retain(|_| !is_calm && self.random.random());
        Nemesis {
            kinds: plan.faults.clone().unwrap_or(kinds),
            random: StdRng::from_rng(&mut self.random),
            servers: self.api.servers.clone(),
            database: self.database.clone(),
            receiver: self.receiver.clone(),
            recorder: self.api.recorder.clone(),
        }
    }

    /// Everything that is looked at when the people have gone.
    async fn end(self, plan: &Plan, done: Done) -> History {
        let recoveries = join_all(
            (0..self.api.servers.len())
                .map(|server| ending::recover(&self.api, server, &self.markers)),
        );
        let recoveries = recoveries.await;
        if self.receiver.is_some() {
            ending::wait_for_deliveries(&self.api, &self.people, plan.patience).await;
        }
        let mut broken = ending::look_at_everything(&self.api, &self.people).await;
        let keys = ending::published_keys(&self.api).await;
        broken.extend(ending::stop(&self.api.servers).await);
        let rows = self.database.rows().await;
        let (operations, posts) = self.api.recorder.take();
        drop(self.folder);
        History {
            operations,
            posts,
            rows: self.markers.own(rows),
            keys,
            recoveries,
            broken,
            pauses: done.pauses,
            clocks_disagreed: done.clocks_disagreed,
            bytes: self.database.bytes(),
        }
    }
}

/// What the servers find in their environment.
fn environment(
    folder: &Path,
    database: &Database,
    receiver: Option<&Receiver>,
) -> Vec<(String, String)> {
    let mut all = vec![
        ("DATABASE_URL", database.address()),
        ("SITE_DIR", folder.display().to_string()),
        ("HOST_ISSUER", ISSUER.to_owned()),
        ("HOST_AUDIENCE", AUDIENCE.to_owned()),
        ("HOST_KEYS", folder.join(KEYS).display().to_string()),
    ];
    if let Some(rows) = database.rows_at_once() {
        all.push(("ROWS_AT_ONCE", rows.to_owned()));
    }
    if let Some(receiver) = receiver {
        all.push(("WEBHOOK_URL", receiver.url.clone()));
        all.push(("WEBHOOK_SECRET", SECRET.to_owned()));
    }
    let owned = all.into_iter();
    owned
        .map(|(name, value)| (name.to_owned(), value))
        .collect()
}

/// Anonymous and signed in, adults and children: a few with much to do at once, or a crowd.
fn people(random: &mut StdRng) -> Vec<Arc<Person>> {
    let count = *[2, 4, 8, 16, 24].choose(random).unwrap();
    let person = |number| {
        let is_child = number % 3 == 1;
        match number % 4 {
            0 => Person::signed_in(number, is_child, host_key()),
            _ => Person::with_browser(number, is_child),
        }
    };
    (0..count).map(|number| Arc::new(person(number))).collect()
}

fn host_key() -> HostKey {
    HostKey::edwards("one", 1)
}
