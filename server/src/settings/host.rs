//! The host app as an operator names it: who signs its tokens, for whom, and where its keys are.
//!
//! All three are set or none is. Entry point: [`Settings::host`].

use std::path::PathBuf;

use url::Url;

use super::{Settings, is_private_line};

/// A host app whose tokens are accepted.
pub struct HostSettings {
    /// `iss` of its tokens.
    pub issuer: String,
    /// One of the `aud` of its tokens.
    pub audience: String,
    /// Where its public keys are.
    pub keys: HostKeys,
}

/// Where the host app's public keys are.
pub enum HostKeys {
    /// A file.
    File(PathBuf),
    /// An address that nobody on the line can change the answer of.
    Address(Url),
}

/// Why the settings name no host app.
#[derive(Debug, thiserror::Error)]
pub enum BadHost {
    /// Some of the three are set, others are not.
    #[error(
        "{missing} not set; set HOST_ISSUER, HOST_AUDIENCE and HOST_KEYS to accept the host app's \
         tokens, or none of them"
    )]
    HalfSet {
        /// Which are missing.
        missing: String,
    },
    /// The keys would come over a line that anybody on it can change, or by no known way.
    #[error(
        "HOST_KEYS is an address that others on the line can change, or none; give a file or an \
         https address, http only on this machine"
    )]
    OpenLine,
}

impl Settings {
    /// The host app, if the operator names one.
    ///
    /// # Errors
    /// When they name half of one, or keys that others on the line can change.
    pub fn host(&self) -> Result<Option<HostSettings>, BadHost> {
        let [issuer, audience, keys] = [&self.host_issuer, &self.host_audience, &self.host_keys]
            .map(|value| value.clone().filter(|text| !text.is_empty()));
        match (issuer, audience, keys) {
            (Some(issuer), Some(audience), Some(keys)) => Ok(Some(HostSettings {
                issuer,
                audience,
                keys: keys_at(&keys).ok_or(BadHost::OpenLine)?,
            })),
            (None, None, None) => Ok(None),
            (issuer, audience, keys) => Err(half_set([issuer, audience, keys])),
        }
    }
}

/// `None` for an address that others on the line can change.
fn keys_at(text: &str) -> Option<HostKeys> {
    if !text.contains("://") {
        return Some(HostKeys::File(PathBuf::from(text)));
    }
    let url = Url::parse(text).ok()?;
    is_private_line(text).then_some(HostKeys::Address(url))
}

fn half_set(values: [Option<String>; 3]) -> BadHost {
    let named = ["HOST_ISSUER", "HOST_AUDIENCE", "HOST_KEYS"].into_iter();
    let missing = named.zip(values).filter(|(_, value)| value.is_none());
    let missing: Vec<&str> = missing.map(|(name, _)| name).collect();
    let verb = if missing.len() == 1 { "is" } else { "are" };
    BadHost::HalfSet {
        missing: format!("{} {verb}", missing.join(" and ")),
    }
}
