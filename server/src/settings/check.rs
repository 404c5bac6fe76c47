//! Validates the settings at start; each one that is refused gets a sentence: what is wrong and
//! what to give.
//!
//! What one value can be is said by its type; here are values that their parser would print with a
//! secret in them, and values that must fit each other. No sentence has a secret in it, nor an
//! address that may hold one. Entry point: [`Settings::check`].

use std::str::FromStr;

use base64::Engine;
use base64::engine::general_purpose::STANDARD as BASE64;
use sqlx::postgres::PgConnectOptions;
use url::{Host, Url};

use super::Settings;

/// Bytes of the webhook's secret at least (Standard Webhooks).
const SHORTEST_SECRET: usize = 24;

/// Parameters that an address of PostgreSQL may have, and those that begin with `options[`. Others
/// would be passed over by sqlx, with a warning that has their values: a secret would be in the log,
/// and a mistyped `sslmode` would leave the line open.
const PARAMETERS: [&str; 18] = [
    "application_name",
    "dbname",
    "host",
    "hostaddr",
    "options",
    "password",
    "port",
    "ssl-ca",
    "ssl-cert",
    "ssl-key",
    "ssl-mode",
    "ssl-root-cert",
    "sslcert",
    "sslkey",
    "sslmode",
    "sslrootcert",
    "statement-cache-capacity",
    "user",
];

/// Why the server does not start.
#[derive(Debug, thiserror::Error)]
#[error("{name} {problem}")]
pub struct BadSetting {
    /// The setting.
    name: &'static str,
    /// What is wrong with it and what to give.
    problem: String,
}

type Checked = Result<(), BadSetting>;

fn refuse(name: &'static str, problem: impl Into<String>) -> Checked {
    let problem = problem.into();
    Err(BadSetting { name, problem })
}

impl Settings {
    /// Refuses what cannot be meant.
    pub fn check(&self) -> anyhow::Result<()> {
        self.check_store()?;
        self.check_webhook()?;
        self.check_limits()?;
        self.check_texts()?;
        self.check_listeners()?;
        self.host()?;
        Ok(())
    }

    fn check_store(&self) -> Checked {
        let address = self.database_url.as_str();
        match address.split_once(':') {
            Some(("sqlite", file)) => check_file(file),
            Some(("postgres" | "postgresql", _)) => check_postgres(address),
            _ => refuse(
                "DATABASE_URL",
                "names no store; give `sqlite:FILE` or `postgres://...`",
            ),
        }
    }

    fn check_webhook(&self) -> Checked {
        let Some(url) = &self.webhook_url else {
            return match self.webhook_secret.is_empty() {
                true => Ok(()),
                false => refuse(
                    "WEBHOOK_URL",
                    "is not set and WEBHOOK_SECRET is; set both or none",
                ),
            };
        };
        if !is_private_line(url) {
            let problem = "is not an address that only its receiver reads; give one with https, or \
                           with http on this machine";
            return refuse("WEBHOOK_URL", problem);
        }
        let secret = &self.webhook_secret;
        let length = match secret.strip_prefix("whsec_") {
            Some(text) => BASE64.decode(text).map(|bytes| bytes.len()),
            None => Ok(secret.len()),
        };
        match length {
            Ok(length) if length >= SHORTEST_SECRET => Ok(()),
            Ok(_) => refuse(
                "WEBHOOK_SECRET",
                format!("has less than {SHORTEST_SECRET} bytes; give a random one of 32"),
            ),
            Err(_) => refuse(
                "WEBHOOK_SECRET",
                "begins with `whsec_` and goes on in no base64",
            ),
        }
    }

    fn check_limits(&self) -> Checked {
        let (person, address) = (self.writes_per_minute, self.writes_per_address);
        if address != 0 && person > address {
            let problem = format!(
                "is {address}, less than one person may do by WRITES_PER_MINUTE; give more, or 0"
            );
            return refuse("WRITES_PER_ADDRESS", problem);
        }
        Ok(())
    }

    fn check_texts(&self) -> Checked {
        let texts = [
            ("STORAGE_LOCATION", &self.storage_location),
            ("JURISDICTION", &self.jurisdiction),
        ];
        for (name, text) in texts {
            if text.trim().is_empty() {
                return refuse(name, "is empty; give words, or leave it out");
            }
        }
        Ok(())
    }

    fn check_listeners(&self) -> Checked {
        if self.admin_listen == Some(self.listen) && self.listen.port() != 0 {
            return refuse(
                "ADMIN_LISTEN",
                "is the address of LISTEN; give another port",
            );
        }
        Ok(())
    }
}

/// A file on a disk that can be written: what is confirmed has to be there after a restart.
fn check_file(file: &str) -> Checked {
    let file = file.trim_start_matches("//");
    let (path, options) = file.split_once('?').unwrap_or((file, ""));
    let is_memory = path.contains(":memory:") || options.contains("mode=memory");
    let is_fixed = options.contains("mode=ro") || options.contains("immutable=");
    // SQLite reads `file:` as an address of its own, with options that are not seen here.
    if path.is_empty() || path.starts_with("file:") || is_memory || is_fixed {
        let problem = "names no file that keeps what is written; give `sqlite:FILE`";
        return refuse("DATABASE_URL", problem);
    }
    Ok(())
}

fn check_postgres(address: &str) -> Checked {
    const NAME: &str = "DATABASE_URL";
    let is_known = |name: &str| PARAMETERS.contains(&name) || name.starts_with("options[");
    if let Ok(url) = Url::parse(address)
        && let Some((name, _)) = url.query_pairs().find(|(name, _)| !is_known(name))
    {
        let problem = format!("has a parameter `{name}` that is not understood; leave it out");
        return refuse(NAME, problem);
    }
    match PgConnectOptions::from_str(address) {
        Ok(_) => Ok(()),
        Err(error) => refuse(NAME, format!("is no address of PostgreSQL: {error}")),
    }
}

/// Whether nobody on the line can read or change what is sent to that address.
pub fn is_private_line(address: &str) -> bool {
    let Ok(url) = Url::parse(address) else {
        return false;
    };
    let is_here = match url.host() {
        Some(Host::Domain(name)) => name == "localhost",
        Some(Host::Ipv4(address)) => address.is_loopback(),
        Some(Host::Ipv6(address)) => address.is_loopback(),
        None => return false,
    };
    url.scheme() == "https" || (url.scheme() == "http" && is_here)
}
