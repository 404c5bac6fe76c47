//! Addresses of sites as an operator writes them, in the one form that browsers send.
//!
//! Takes text, gives an [`Origin`] or an [`AllowedHost`]: in lower case, without a default port or
//! a slash at the end, so that comparing them with an `Origin` header is comparing text.

use std::fmt;
use std::str::FromStr;

use url::Url;

/// Scheme, host and port of a site.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Origin(String);

impl Origin {
    /// As browsers send it.
    pub fn as_str(&self) -> &str {
        &self.0
    }

    /// Whether it is reached by https.
    pub fn is_https(&self) -> bool {
        self.0.starts_with("https://")
    }
}

impl FromStr for Origin {
    type Err = String;

    fn from_str(text: &str) -> Result<Self, String> {
        let advice = "give scheme and host alone, such as `https://privacy.example.org`";
        let url = Url::parse(text).map_err(|error| format!("{error}; {advice}"))?;
        let is_bare = url.path() == "/" && url.query().is_none() && url.fragment().is_none();
        let is_anonymous = url.username().is_empty() && url.password().is_none();
        let is_web = matches!(url.scheme(), "http" | "https") && url.has_host();
        if !is_web || !is_bare || !is_anonymous {
            return Err(advice.to_owned());
        }
        Ok(Self(url.origin().ascii_serialization()))
    }
}

impl fmt::Display for Origin {
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        out.write_str(&self.0)
    }
}

/// A site that may frame the page, or, with `*.` before its host, all sites below it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct AllowedHost {
    /// As the content security policy takes it.
    text: String,
    is_pattern: bool,
}

impl AllowedHost {
    /// As the content security policy takes it.
    pub fn as_str(&self) -> &str {
        &self.text
    }

    /// Whether that site, as browsers write it, is this one or below it.
    pub fn is_of(&self, origin: &str) -> bool {
        let Some((scheme, domain)) = self.text.split_once("*.") else {
            return self.text == origin;
        };
        let below = origin
            .strip_prefix(scheme)
            .and_then(|host| host.strip_suffix(domain));
        below.is_some_and(|labels| labels.len() > 1 && labels.ends_with('.'))
    }

    /// The site, where it is one alone. A pattern says who frames the page; who calls in a person's
    /// name is named one by one.
    pub fn origin(&self) -> Option<&str> {
        (!self.is_pattern).then_some(self.text.as_str())
    }
}

impl FromStr for AllowedHost {
    type Err = String;

    fn from_str(text: &str) -> Result<Self, String> {
        // `*` is no part of a host, so the rest is parsed without it.
        let (is_pattern, plain) = match text.split_once("://*.") {
            Some((scheme, rest)) => (true, format!("{scheme}://{rest}")),
            None => (false, text.to_owned()),
        };
        let origin: Origin = plain.parse()?;
        let host = origin.as_str().split_once("://").map(|(_, host)| host);
        if plain.contains('*') || (is_pattern && !host.is_some_and(is_domain)) {
            let advice = "`*.` stands once, before a domain, such as `https://*.example.org`";
            return Err(advice.to_owned());
        }
        let text = match is_pattern {
            true => origin.as_str().replacen("://", "://*.", 1),
            false => origin.0,
        };
        Ok(Self { text, is_pattern })
    }
}

/// Whether it has more than one label: `*.org` would be half the world.
fn is_domain(host: &str) -> bool {
    let is_address = host.starts_with('[') || host.ends_with(|last: char| last.is_ascii_digit());
    host.contains('.') && (!is_address || host.contains(':'))
}
