//! The servers under test: real processes that are killed, paused and started again.
//!
//! The binary is the one that cargo built, or another that `HISTORIES_SERVER` names.
//! Entry points: [`Server::start`] and the ways to end it.

use std::fs::File;
use std::io::{BufRead, BufReader};
use std::path::{Path, PathBuf};
use std::process::{Child, Command, Stdio};
use std::sync::Mutex;
use std::time::{Duration, Instant};
use std::{env, thread};

use rustix::process::{Pid, Signal, kill_process};

use crate::preload::Switchboard;

/// How long a server may take to start, on a busy machine and with a store that recovers.
const PATIENCE: Duration = Duration::from_secs(60);

/// Requests get fifteen seconds and a stopping server twenty.
const LAST_PATIENCE: Duration = Duration::from_secs(40);

/// One server: at most one process at a time.
pub struct Server {
    /// Its number in the history.
    pub number: usize,
    /// What can be switched inside it.
    pub switches: Option<Switchboard>,
    folder: PathBuf,
    environment: Vec<(String, String)>,
    running: Mutex<Running>,
}

#[derive(Default)]
struct Running {
    child: Option<Child>,
    address: Option<String>,
}

impl Server {
    /// A server that is not started yet; its log goes into that folder.
    pub fn new(number: usize, folder: &Path, environment: Vec<(String, String)>) -> Self {
        Self {
            number,
            switches: Switchboard::new(folder, &format!("faults-{number}")),
            folder: folder.to_owned(),
            environment,
            running: Mutex::default(),
        }
    }

    /// Where it listens; `None` while it does not run.
    pub fn address(&self) -> Option<String> {
        self.running.lock().unwrap().address.clone()
    }

    /// Starts it, again and again until it listens: its store may be away. Blocks.
    pub fn start(&self) {
        let begun = Instant::now();
        while !self.try_start() {
            let log = self.log().display().to_string();
            assert!(
                begun.elapsed() < PATIENCE,
                "the server does not start; see {log}"
            );
            thread::sleep(Duration::from_millis(100));
        }
    }

    fn try_start(&self) -> bool {
        let mut child = self.command().spawn().unwrap();
        let mut line = String::new();
        let output = child.stdout.take().unwrap();
        BufReader::new(output).read_line(&mut line).unwrap();
        let Some(address) = line.trim().strip_prefix("listening on ") else {
            let _ = child.kill();
            child.wait().unwrap();
            return false;
        };
        *self.running.lock().unwrap() = Running {
            child: Some(child),
            address: Some(address.to_owned()),
        };
        true
    }

    fn command(&self) -> Command {
        let log = File::options().create(true).append(true).open(self.log());
        let mut command = Command::new(binary());
        command
            .env("LISTEN", "127.0.0.1:0")
            .env("WRITES_PER_MINUTE", "0")
            .env("WRITES_PER_ADDRESS", "0")
            .env("RUST_LOG", "warn")
            .envs(self.environment.iter().cloned())
            .stdout(Stdio::piped())
            .stderr(log.unwrap());
        if let Some(switches) = &self.switches {
            command.envs(switches.environment());
        }
        command
    }

    fn log(&self) -> PathBuf {
        self.folder.join(format!("server-{}.log", self.number))
    }

    /// Ends it with signal 9.
    pub fn kill(&self) {
        let mut running = self.running.lock().unwrap();
        running.address = None;
        if let Some(mut child) = running.child.take() {
            child.kill().unwrap();
            child.wait().unwrap();
        }
    }

    /// Stops its threads where they are, with signal STOP.
    pub fn pause(&self) {
        self.signal(Signal::STOP);
    }

    /// Lets them go on.
    pub fn go_on(&self) {
        self.signal(Signal::CONT);
    }

    /// Asks it to end with signal TERM; says what was wrong with its end. Blocks.
    pub fn stop(&self) -> Result<(), String> {
        self.signal(Signal::TERM);
        let mut running = self.running.lock().unwrap();
        running.address = None;
        let Some(mut child) = running.child.take() else {
            return Err("it did not run any more".to_owned());
        };
        let begun = Instant::now();
        loop {
            match child.try_wait().unwrap() {
                Some(status) if status.success() => return Ok(()),
                Some(status) => return Err(format!("it ended with {status}")),
                None if begun.elapsed() > LAST_PATIENCE => break,
                None => thread::sleep(Duration::from_millis(20)),
            }
        }
        child.kill().unwrap();
        child.wait().unwrap();
        Err(format!("it had not ended after {LAST_PATIENCE:?}"))
    }

    fn signal(&self, signal: Signal) {
        if let Some(child) = &self.running.lock().unwrap().child {
            kill_process(Pid::from_child(child), signal).unwrap();
        }
    }
}

impl Drop for Server {
    fn drop(&mut self) {
        self.kill();
    }
}

/// The binary under test.
fn binary() -> PathBuf {
    env::var_os("HISTORIES_SERVER")
        .map_or_else(|| env!("CARGO_BIN_EXE_server").into(), PathBuf::from)
}
