//! The settings, each with a default: by environment variable or by flag.
//!
//! Read once at start, and refused there when they cannot be meant; `server --help` prints this
//! list. Entry points: [`Settings`] and [`Settings::check`].

mod check;
mod host;
mod origin;
mod proxies;

use std::net::SocketAddr;
use std::path::PathBuf;
use std::time::Duration;

use clap::{Parser, Subcommand, ValueEnum, value_parser};
use ipnet::IpNet;
use jiff::Timestamp;

pub use check::{BadSetting, is_private_line};
pub use host::{BadHost, HostKeys, HostSettings};
pub use origin::{AllowedHost, Origin};
pub use proxies::network;

/// How the consent API serves.
#[derive(Debug, Clone, Parser)]
pub struct Settings {
    /// Address to listen on; port 0 takes a free one, which is printed.
    #[arg(long, env = "LISTEN", default_value = "127.0.0.1:8124")]
    pub listen: SocketAddr,

    /// Address for `/metrics` and `/health/*` alone, which the public does not reach. Left out:
    /// metrics are served nowhere.
    #[arg(long, env = "ADMIN_LISTEN")]
    pub admin_listen: Option<SocketAddr>,

    /// Connections that are open at the same time at most; further ones wait.
    #[arg(long, env = "CONNECTIONS", default_value_t = 10_000, value_parser = connections)]
    pub connections: usize,

    /// The store: `sqlite:FILE` or `postgres://...`.
    #[arg(
        long,
        env = "DATABASE_URL",
        default_value = "sqlite:data/consent.db",
        hide_env_values = true
    )]
    pub database_url: String,

    /// Rows that PostgreSQL is given in one statement at most, when many wait. 1 for a store that is
    /// sharded by subject, which then asks one shard for each row.
    #[arg(long, env = "ROWS_AT_ONCE", default_value_t = crate::store::GROUP, value_parser = rows)]
    pub rows_at_once: usize,

    /// File that lists who was erased, in hashes, outside the store: it keeps a restored backup from
    /// bringing them back. Left out: next to a SQLite file; nowhere for PostgreSQL.
    #[arg(long, env = "ERASURE_LIST")]
    pub erasure_list: Option<PathBuf>,

    /// For how many days backups of the store are kept: the page says it to who erases.
    #[arg(long, env = "BACKUP_DAYS")]
    pub backup_days: Option<u32>,

    /// Folder of the built site; decisions are checked against its `content/index.json`.
    #[arg(long, env = "SITE_DIR", default_value = "dist")]
    pub site_dir: PathBuf,

    /// How long a request may take. Not for the operator to set: a test waits less.
    #[arg(skip = Duration::from_secs(15))]
    pub patience: Duration,

    /// How often the server looks after its keys, limits and chains. Not for the operator to set: a test
    /// waits less.
    #[arg(skip = Duration::from_secs(60))]
    pub upkeep_pause: Duration,

    /// Address under which people reach the site, such as `https://privacy.example.org`.
    /// With `https` cookies are `__Host-` and Secure. Left out: taken from each request.
    #[arg(long, env = "PUBLIC_URL")]
    pub public_url: Option<Origin>,

    /// Sites that may show the page in a frame, and call the API with a host app's token, separated
    /// by commas: `https://app.example.org`. `https://*.example.org` may only frame it.
    #[arg(long, env = "ALLOWED_HOSTS", value_delimiter = ',')]
    pub allowed_hosts: Vec<AllowedHost>,

    /// Address of the site whose pages ask this server, if this server is not the site: they read and
    /// decide as the site's own pages do, with the cookie of this server.
    #[arg(long, env = "PAGES_URL")]
    pub pages_url: Option<Origin>,

    /// Address of the consent API that the pages of this site ask, if it is not this server: `api` in
    /// their `config.json`. The content security policy lets them ask it and nothing else.
    #[arg(long, env = "API_URL")]
    pub api_url: Option<Origin>,
    /// Lets the app run in browsers from before Chrome 97, Safari 16 and Firefox 102: to them alone, by what
    /// they say of themselves, pages are sent with `'unsafe-eval'` in their policy.
    #[arg(long, env = "OLD_BROWSERS", default_value_t = false, action = clap::ArgAction::Set)]
    pub old_browsers: bool,

    /// Language of `/` for a browser that asks for neither.
    #[arg(long, env = "DEFAULT_LANGUAGE", default_value = "zh", value_parser = ["zh", "en"])]
    pub default_language: String,

    /// Who signs the tokens of the host app: `iss` of its JWTs. Left out, like the next two: no
    /// bearer token is accepted.
    #[arg(long, env = "HOST_ISSUER")]
    pub host_issuer: Option<String>,

    /// For whom the host app's tokens are made: one of the `aud` of its JWTs.
    #[arg(long, env = "HOST_AUDIENCE")]
    pub host_audience: Option<String>,

    /// The host app's public keys, a JWK set: a file, or an https address.
    #[arg(long, env = "HOST_KEYS", hide_env_values = true)]
    pub host_keys: Option<String>,

    /// Minutes for which a view token is accepted.
    #[arg(long, env = "VIEW_MINUTES", default_value_t = 30, value_parser = value_parser!(u32).range(1..=1440))]
    pub view_minutes: u32,

    /// Writes that one person may make in a minute; 0 for no limit.
    #[arg(long, env = "WRITES_PER_MINUTE", default_value_t = 120)]
    pub writes_per_minute: u32,

    /// Writes and views that one address may make in a minute; 0 for no limit. Generous, since
    /// carriers put thousands of people behind one address; an IPv6 network of /64 counts as one.
    #[arg(long, env = "WRITES_PER_ADDRESS", default_value_t = 6000)]
    pub writes_per_address: u32,

    /// Addresses or networks of the proxies in front, separated by commas: `10.0.0.7,fd00::/8`.
    /// The client's address, scheme and host are taken from their headers and nobody else's.
    #[arg(long, env = "TRUSTED_PROXIES", value_delimiter = ',', value_parser = network)]
    pub trusted_proxies: Vec<IpNet>,

    /// Which headers these proxies write; the other kind is not looked at.
    #[arg(long, env = "PROXY_HEADERS", value_enum, default_value_t)]
    pub proxy_headers: ProxyHeaders,

    /// Days after which a new signing key is made; old keys stay published. 0 for never.
    #[arg(long, env = "KEY_DAYS", default_value_t = 90, value_parser = value_parser!(u32).range(..=3650))]
    pub key_days: u32,

    /// File of the private halves of signing keys, which are kept in the store otherwise. The first one
    /// signs; made by `server new-secret`.
    #[arg(long, env = "SIGNING_KEYS")]
    pub signing_keys: Option<PathBuf>,

    /// File of the secrets of cookies, tokens and the names of a host app's people, which are kept in
    /// the store otherwise. The first one makes, all are accepted; made by `server new-secret`.
    #[arg(long, env = "TOKEN_SECRETS")]
    pub token_secrets: Option<PathBuf>,

    /// Where records are kept, as receipts say it.
    #[arg(long, env = "STORAGE_LOCATION", default_value = "not-stated")]
    pub storage_location: String,

    /// Under whose law, as receipts say it.
    #[arg(long, env = "JURISDICTION", default_value = "not-stated")]
    pub jurisdiction: String,

    /// Where each decision is posted to; left out: nowhere, and choices stay `recorded`.
    #[arg(long, env = "WEBHOOK_URL", hide_env_values = true)]
    pub webhook_url: Option<String>,

    /// The secret that posts are signed with (Standard Webhooks, HMAC-SHA256).
    #[arg(
        long,
        env = "WEBHOOK_SECRET",
        default_value = "",
        hide_env_values = true
    )]
    pub webhook_secret: String,
}

/// In which headers a proxy says where a request came from.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, ValueEnum)]
pub enum ProxyHeaders {
    /// `X-Forwarded-For`, `X-Forwarded-Proto` and `X-Forwarded-Host`.
    #[default]
    XForwarded,
    /// `Forwarded` (RFC 7239).
    Forwarded,
}

/// What the binary can do beside serving.
#[derive(Debug, Clone, PartialEq, Eq, Subcommand)]
pub enum Task {
    /// Make a new signing key in the store and say which one signs; running servers take it up within a
    /// minute. What earlier ones signed stays valid.
    RotateKey,

    /// Say since when a signing key may be in other hands: receipts that it signed from then on are not
    /// to be trusted. If it is the one that signs, another one does from now on.
    RevokeKey {
        /// The key's id, as in `/.well-known/jwks.json`.
        // It is base64url, so it may begin with `-` and is no option then.
        #[arg(allow_hyphen_values = true)]
        kid: String,

        /// Since when: RFC 3339, such as `2026-11-26T10:00:00Z`.
        #[arg(long)]
        since: Timestamp,
    },

    /// Put a new secret into a file for SIGNING_KEYS or TOKEN_SECRETS, which is made where it is missing.
    NewSecret {
        /// The file.
        file: PathBuf,

        /// Put it after the others: it is accepted and not used yet. For several servers that cannot
        /// all be started again at the same moment.
        #[arg(long)]
        last: bool,
    },

    /// Move the secrets that the store has into the files of SIGNING_KEYS and TOKEN_SECRETS, while no
    /// server runs.
    MoveSecrets,

    /// Post again what the webhook's receiver has not taken in all attempts, as far as it is still
    /// the person's last decision.
    RetryWebhook,
}

fn rows(text: &str) -> Result<usize, String> {
    number(text, 1000)
}

fn connections(text: &str) -> Result<usize, String> {
    number(text, 1_000_000)
}

fn number(text: &str, most: usize) -> Result<usize, String> {
    let number = text
        .parse()
        .ok()
        .filter(|number| (1..=most).contains(number));
    number.ok_or_else(|| format!("give a number from 1 to {most}"))
}

impl Settings {
    /// The defaults, whatever the environment says: for tests and tools.
    pub fn plain() -> Self {
        Self::parse_from(["server"])
    }

    /// Whether people reach the site by https.
    pub fn is_https(&self) -> bool {
        self.public_url.as_ref().is_some_and(Origin::is_https)
    }
}
