//! Programs that the system's package manager brings.
//!
//! A list of [`Need`]s comes in; on Debian as root the missing ones are installed, elsewhere one
//! sentence names them. Entry point: [`bring`].

use std::path::Path;
use std::process::Command;

use anyhow::{Context, Result, bail};

use crate::process;

/// Something the tests need from the system.
pub struct Need {
    /// Programs of which one is enough.
    pub programs: &'static [&'static str],
    /// Or a file that shows that it is there.
    pub file: Option<&'static str>,
    /// The Debian package that brings it.
    pub debian: &'static str,
    /// What to install elsewhere.
    pub elsewhere: &'static str,
}

impl Need {
    fn is_met(&self) -> bool {
        self.programs
            .iter()
            .any(|program| which::which(program).is_ok())
            || self.file.is_some_and(|file| Path::new(file).exists())
    }
}

/// Brings what is missing, or says in one sentence what to install.
pub fn bring(needs: &[Need]) -> Result<()> {
    let missing: Vec<&Need> = needs.iter().filter(|need| !need.is_met()).collect();
    if missing.is_empty() {
        return Ok(());
    }
    if is_debian_root() {
        return install(&missing.iter().map(|need| need.debian).collect::<Vec<_>>());
    }
    let names: Vec<&str> = missing.iter().map(|need| need.elsewhere).collect();
    bail!(
        "missing here: {}; install it, then run this again",
        names.join(", ")
    )
}

/// Brings what is missing where that needs nobody's leave; what can do without says so itself.
pub fn bring_where_possible(needs: &[Need]) -> Result<()> {
    if is_debian_root() {
        bring(needs)
    } else {
        Ok(())
    }
}

/// Whether packages can be installed here without asking anyone.
pub fn is_debian_root() -> bool {
    is_root() && Path::new("/etc/debian_version").exists() && which::which("apt-get").is_ok()
}

/// Installs Debian packages.
pub fn install(packages: &[&str]) -> Result<()> {
    println!("tools: installing {} with apt-get", packages.join(", "));
    apt_get(&["update", "-q"])?;
    let mut words = vec!["install", "-q", "-y", "--no-install-recommends"];
    words.extend(packages);
    apt_get(&words)
}

fn apt_get(words: &[&str]) -> Result<()> {
    process::run(
        Command::new("apt-get")
            .args(words)
            .env("DEBIAN_FRONTEND", "noninteractive"),
    )
    .with_context(|| format!("apt-get could not {}", words[0]))
}

#[cfg(unix)]
fn is_root() -> bool {
    rustix::process::geteuid().is_root()
}

#[cfg(not(unix))]
fn is_root() -> bool {
    false
}
