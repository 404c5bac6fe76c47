//! A PostgreSQL of the tests' own, on a free port, thrown away at the end.
//!
//! Found on the PATH or where Debian keeps it; absent ones make tests say that they skip, or fail where
//! `POSTGRES_TESTS` is `required`, as in `cargo xtask test` with PostgreSQL installed.

use std::net::{TcpListener, TcpStream};
use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};
use std::time::{Duration, Instant};
use std::{env, fs, thread};

use rand::Rng;
use tempfile::TempDir;

/// How long one may take to start on a busy machine, with a log to recover from.
const PATIENCE: Duration = Duration::from_secs(120);

/// A running database server.
pub struct Postgres {
    dir: TempDir,
    bin: PathBuf,
    port: u16,
    /// What its processes find in their environment.
    environment: Vec<(String, String)>,
}

impl Postgres {
    /// Starts one; `None`, and a sentence on the output, where there is none to start.
    pub fn start() -> Option<Self> {
        Self::start_with(Vec::new())
    }

    /// Starts one whose processes have these variables in their environment.
    pub fn start_with(environment: Vec<(String, String)>) -> Option<Self> {
        let server = Self::prepare(environment)?;
        let data = server.data();
        server.run(
            "initdb",
            &[
                "-D",
                &data,
                "-U",
                "test",
                "-A",
                "trust",
                "-E",
                "UTF8",
                "--no-sync",
            ],
        );
        server.run_again();
        Some(server)
    }

    /// Starts one on a copy of another one's data, made in the folder that `copy` is given.
    pub fn start_on_copy(copy: impl FnOnce(&str)) -> Self {
        let server = Self::prepare(Vec::new()).expect("there is one already");
        copy(&server.data());
        server.give_away();
        server.run_again();
        server
    }

    /// A place for one, which does not run yet.
    fn prepare(environment: Vec<(String, String)>) -> Option<Self> {
        let Some(bin) = programs() else {
            skip("PostgreSQL: no initdb on PATH or in /usr/lib/postgresql/*/bin");
            return None;
        };
        let server = Self {
            dir: TempDir::new().unwrap(),
            bin,
            port: free_port(),
            environment,
        };
        server.give_away();
        Some(server)
    }

    /// Where it listens.
    pub fn port(&self) -> u16 {
        self.port
    }

    /// Whether that extension can be created in it.
    pub fn has_extension(&self, name: &str) -> bool {
        let shared = Command::new(self.bin.join("pg_config"))
            .arg("--sharedir")
            .output();
        shared.is_ok_and(|shared| {
            let folder = String::from_utf8_lossy(&shared.stdout).trim().to_owned();
            let control = format!("{folder}/extension/{name}.control");
            Path::new(&control).exists()
        })
    }

    /// Ends every process of it with signal 9, as the end of its machine does; answers once nobody
    /// listens there any more.
    pub fn kill(&self) {
        let first = self.first_process();
        // Stopped first, so that it starts nothing in place of what ends.
        signal("-STOP", std::slice::from_ref(&first));
        let children = Command::new("pgrep").args(["-P", &first]).output().unwrap();
        let children = String::from_utf8(children.stdout).unwrap();
        let mut all: Vec<String> = children.lines().map(str::to_owned).collect();
        all.push(first);
        signal("-KILL", &all);
        while TcpStream::connect(("127.0.0.1", self.port)).is_ok() {
            thread::sleep(Duration::from_millis(5));
        }
    }

    /// Stops its first process, which takes connections: whoever comes anew gets no answer, until it goes on.
    pub fn pause(&self) {
        signal("-STOP", &[self.first_process()]);
    }

    /// Goes on after a pause.
    pub fn go_on(&self) {
        signal("-CONT", &[self.first_process()]);
    }

    fn first_process(&self) -> String {
        let pid_file = fs::read_to_string(format!("{}/postmaster.pid", self.data())).unwrap();
        pid_file.lines().next().unwrap().to_owned()
    }

    /// Ends it as a power cut would: nothing is finished, what was committed is in its log.
    pub fn stop_at_once(&self) {
        let data = self.data();
        self.run("pg_ctl", &["-D", &data, "-m", "immediate", "-w", "stop"]);
    }

    /// Starts it again at the same address; answers once it takes connections. What ended a moment ago
    /// may still hold its port or its folder, so that it is tried again.
    #[track_caller]
    pub fn run_again(&self) {
        let (root, port, data) = (self.root(), self.port, self.data());
        let options = format!("-p {port} -c listen_addresses=127.0.0.1 -k {root}");
        let (log, patience) = (format!("{root}/log"), PATIENCE.as_secs().to_string());
        let begin = [
            "-D", &data, "-w", "-t", &patience, "-l", &log, "-o", &options,
        ];
        let start: Vec<&str> = begin.into_iter().chain(["start"]).collect();
        let end = Instant::now() + PATIENCE;
        while !self.succeeds("pg_ctl", &start) {
            let said = || fs::read_to_string(&log).unwrap_or_default();
            assert!(
                Instant::now() < end,
                "PostgreSQL does not start: {}",
                said()
            );
            thread::sleep(Duration::from_millis(200));
        }
    }

    /// Starts it again when it has ended by itself.
    pub fn run_again_if_it_ended(&self) {
        let data = self.data();
        // `pg_ctl status` fails when nothing runs there.
        if !self.succeeds("pg_ctl", &["-D", &data, "status"]) {
            self.run_again();
        }
    }

    /// The address of a new, empty database.
    pub fn database(&self, name: &str) -> String {
        let port = self.port.to_string();
        self.run(
            "createdb",
            &["-h", "127.0.0.1", "-p", &port, "-U", "test", name],
        );
        self.address(name)
    }

    /// The address of a database that is there.
    pub fn address(&self, name: &str) -> String {
        format!("postgres://test@127.0.0.1:{}/{name}", self.port)
    }

    /// The folder of its data.
    pub fn data(&self) -> String {
        format!("{}/data", self.root())
    }

    fn root(&self) -> String {
        self.dir.path().display().to_string()
    }

    /// PostgreSQL does not run as root; then another user gets the folder.
    fn give_away(&self) {
        if let Some(user) = other_user() {
            let path = self.dir.path();
            let status = Command::new("chown")
                .args(["-R", user])
                .arg(path)
                .status()
                .unwrap();
            assert!(
                status.success(),
                "the folder of PostgreSQL cannot be given to {user}"
            );
        }
    }

    #[track_caller]
    fn run(&self, program: &str, arguments: &[&str]) {
        let succeeded = self.succeeds(program, arguments);
        assert!(succeeded, "{program} {arguments:?} failed");
    }

    fn succeeds(&self, program: &str, arguments: &[&str]) -> bool {
        let program = self.bin.join(program);
        let mut command = match other_user() {
            Some(user) => {
                let mut command = Command::new("runuser");
                command.args(["-u", user, "--"]).arg(program);
                command
            }
            None => Command::new(program),
        };
        command.args(arguments).current_dir(self.dir.path());
        let environment = self.environment.iter();
        command.envs(environment.map(|(name, value)| (name, value)));
        let status = command.stdout(Stdio::null()).stderr(Stdio::null()).status();
        status.unwrap().success()
    }
}

impl Drop for Postgres {
    fn drop(&mut self) {
        // It may have ended before: by a test, or by a disk that was full.
        let data = self.data();
        self.succeeds("pg_ctl", &["-D", &data, "-m", "immediate", "-w", "stop"]);
    }
}

/// Says what is missing for a test, or fails it where nothing may be.
#[track_caller]
pub fn skip(missing: &str) {
    let is_required = env::var("POSTGRES_TESTS").is_ok_and(|value| value == "required");
    assert!(!is_required, "POSTGRES_TESTS is required; {missing}");
    println!("skipped on {missing}");
}

/// The folder of PostgreSQL's programs.
pub fn programs() -> Option<PathBuf> {
    let on_path = env::var_os("PATH").unwrap_or_default();
    let mut folders: Vec<PathBuf> = env::split_paths(&on_path).collect();
    let debian = fs::read_dir("/usr/lib/postgresql")
        .into_iter()
        .flatten()
        .flatten();
    folders.extend(debian.map(|version| version.path().join("bin")));
    let is_whole = |folder: &PathBuf| {
        ["initdb", "pg_ctl", "createdb"]
            .iter()
            .all(|program| folder.join(program).exists())
    };
    folders.into_iter().find(is_whole)
}

/// A port that nobody listens at. Below those that systems give to outgoing connections: one of them
/// could have it when the server is stopped for a while and starts again.
pub fn free_port() -> u16 {
    let tried = std::iter::repeat_with(|| rand::rng().random_range(15_000..32_000));
    let mut free = tried.filter(|port| TcpListener::bind(("127.0.0.1", *port)).is_ok());
    free.next().expect("it goes on until one is free")
}

/// Sends a signal such as `-KILL`. By the program: PostgreSQL may be another user's.
pub fn signal(name: &str, processes: &[String]) {
    let status = Command::new("kill").arg(name).args(processes).status();
    assert!(status.unwrap().success(), "kill {name} failed");
}

/// Whom to run as when this process is root.
fn other_user() -> Option<&'static str> {
    let is_root = Path::new("/proc/self").metadata().is_ok_and(|facts| {
        use std::os::unix::fs::MetadataExt;
        facts.uid() == 0
    });
    if !is_root {
        return None;
    }
    let users = fs::read_to_string("/etc/passwd").unwrap_or_default();
    let has_postgres = users.lines().any(|line| line.starts_with("postgres:"));
    Some(if has_postgres { "postgres" } else { "nobody" })
}
