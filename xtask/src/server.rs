//! The consent API as a child of this program: built, started, awaited and stopped.
//!
//! A [`Setting`] comes in, a [`Running`] server goes out, which stops when it is dropped.
//! Entry points: [`build`] and [`start`].

use std::env;
use std::net::TcpListener;
use std::path::{Path, PathBuf};
use std::process::{Child, Command, ExitStatus};
use std::thread::sleep;
use std::time::{Duration, Instant};

use anyhow::{Context, Result, bail};

use crate::{process, workspace};

/// How long a server may take to be ready, its migrations included.
const PATIENCE: Duration = Duration::from_secs(30);
const BETWEEN_LOOKS: Duration = Duration::from_millis(100);

/// What a server is started with.
pub struct Setting<'a> {
    /// The program that [`build`] left.
    pub binary: &'a Path,
    /// Address and port, as `127.0.0.1:8124`.
    pub listen: &'a str,
    /// The built site it serves.
    pub site: &'a Path,
    /// The SQLite file it keeps records in.
    pub database: &'a Path,
    /// How much it says, as `RUST_LOG` takes it; what the environment says goes first.
    pub log: &'a str,
    /// More of its environment.
    pub more: &'a [(&'a str, &'a str)],
}

/// Builds the server in a cargo profile and says where the program is.
pub fn build(profile: &str) -> Result<PathBuf> {
    process::run(Command::new("cargo").current_dir(workspace::root()).args([
        "build",
        "--package",
        "server",
        "--profile",
        profile,
    ]))?;
    // Cargo's one exception: the profile `dev` builds into `debug`.
    let folder = if profile == "dev" { "debug" } else { profile };
    let program = format!("server{}", env::consts::EXE_SUFFIX);
    Ok(workspace::target_dir()?.join(folder).join(program))
}

/// An address that nobody listens on: the one given, where the port 0 stands for any that is free.
///
/// # Errors
/// When somebody listens there already.
pub fn free_address(wanted: &str) -> Result<String> {
    let listener = TcpListener::bind(wanted).with_context(|| {
        format!("nothing can listen on {wanted}; name another address with --listen")
    })?;
    Ok(listener.local_addr()?.to_string())
}

/// Any free port of this machine.
pub const ANY_PORT: &str = "127.0.0.1:0";

/// Starts the server and waits until it says that it is ready.
pub fn start(setting: &Setting<'_>) -> Result<Running> {
    if let Some(folder) = setting.database.parent() {
        std::fs::create_dir_all(folder)
            .with_context(|| format!("could not create {}", folder.display()))?;
    }
    let child = Command::new(setting.binary)
        .env(
            "RUST_LOG",
            env::var("RUST_LOG").unwrap_or_else(|_| setting.log.to_owned()),
        )
        .env("LISTEN", setting.listen)
        .env("SITE_DIR", setting.site)
        .env(
            "DATABASE_URL",
            format!("sqlite:{}", setting.database.display()),
        )
        .envs(setting.more.iter().copied())
        .spawn()
        .with_context(|| format!("could not start {}", setting.binary.display()))?;
    let mut running = Running {
        child,
        base: format!("http://{}", setting.listen),
    };
    running.wait_until_ready()?;
    Ok(running)
}

/// A server that answers. Dropping it stops it.
pub struct Running {
    child: Child,
    /// Its address, without a slash at the end.
    pub base: String,
}

impl Running {
    /// How the server ended, when it has.
    pub fn ended(&mut self) -> Result<Option<ExitStatus>> {
        Ok(self.child.try_wait()?)
    }

    fn wait_until_ready(&mut self) -> Result<()> {
        let begun = Instant::now();
        while !self.is_ready() {
            if let Some(status) = self.ended()? {
                bail!(
                    "the server ended with {status} before it was ready; its reason stands above \
                     (is another server on {}?)",
                    self.base
                );
            }
            if begun.elapsed() > PATIENCE {
                bail!(
                    "{}/health/ready did not answer 200 in {PATIENCE:?}; what the server misses stands above",
                    self.base
                );
            }
            sleep(BETWEEN_LOOKS);
        }
        Ok(())
    }

    fn is_ready(&self) -> bool {
        let answer = minreq::get(format!("{}/health/ready", self.base))
            .with_timeout(2)
            .send();
        answer.is_ok_and(|answer| answer.status_code == 200)
    }

    /// Asks it to finish what it is writing, and insists after a while.
    fn stop(&mut self) {
        self.ask_to_stop();
        let begun = Instant::now();
        while begun.elapsed() < Duration::from_secs(10) {
            if !matches!(self.child.try_wait(), Ok(None)) {
                return;
            }
            sleep(BETWEEN_LOOKS);
        }
        // Nothing more can be done about a child that cannot be ended.
        let _ = self.child.kill().and_then(|()| self.child.wait());
    }

    #[cfg(unix)]
    fn ask_to_stop(&self) {
        use rustix::process::{Pid, Signal, kill_process};
        // An error means that it is gone already.
        let _ = kill_process(Pid::from_child(&self.child), Signal::TERM);
    }

    #[cfg(not(unix))]
    fn ask_to_stop(&mut self) {
        let _ = self.child.kill();
    }
}

impl Drop for Running {
    fn drop(&mut self) {
        if matches!(self.child.try_wait(), Ok(None)) {
            self.stop();
        }
    }
}
