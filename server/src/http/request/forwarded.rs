//! The client's address, scheme and host behind trusted proxies (`Forwarded`, `X-Forwarded-*`).
//!
//! Takes the address of the peer and the headers, gives a [`Client`]. Only headers of the proxies
//! in `TRUSTED_PROXIES` count, and of those only the kind that `PROXY_HEADERS` names: a proxy that
//! writes one kind passes the other on as the client wrote it. Crates that do this fail on an IPv6
//! address in `X-Forwarded-For`, so it is done here. Entry point: [`Client::of`].

use std::borrow::Cow;
use std::net::{IpAddr, SocketAddr};
use std::sync::Once;

use axum::extract::{ConnectInfo, Request};
use axum::http::header::{FORWARDED, HOST, HeaderValue};
use axum::http::request::Parts;
use axum::http::{Extensions, HeaderMap};

use crate::settings::{ProxyHeaders, Settings};

/// Said once in the life of the process, not with each request.
static WARNING: Once = Once::new();

/// Where a request comes from.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Client {
    /// The address of the client, as far as trusted proxies tell it; `None` without a network.
    pub address: Option<IpAddr>,
    /// Whether the client came by https, as the nearest proxies that are trusted say.
    pub is_https: bool,
    /// The host that the client asked for.
    pub host: Option<String>,
    /// Whether a proxy that is not trusted sent headers that are therefore not looked at.
    pub is_passed_over: bool,
}

/// What one proxy says of the request that it got.
#[derive(Debug, Clone, Default)]
struct Hop {
    from: Option<IpAddr>,
    scheme: Option<String>,
    host: Option<String>,
}

impl Client {
    /// Reads it from a request.
    pub fn of_request(request: &Request, settings: &Settings) -> Self {
        Self::of(peer(request.extensions()), request.headers(), settings)
    }

    /// Reads it from the head of a request.
    pub fn of_parts(parts: &Parts, settings: &Settings) -> Self {
        Self::of(peer(&parts.extensions), &parts.headers, settings)
    }

    /// Reads it from the peer's address and the headers.
    pub fn of(peer: Option<IpAddr>, headers: &HeaderMap, settings: &Settings) -> Self {
        let peer = peer.map(|peer| peer.to_canonical());
        let host = text(headers.get(HOST)).map(str::to_owned);
        let direct = Self {
            address: peer,
            is_https: false,
            host,
            is_passed_over: false,
        };
        let hops = match settings.proxy_headers {
            ProxyHeaders::XForwarded => x_forwarded(headers),
            ProxyHeaders::Forwarded => forwarded(headers),
        };
        let trusts = |address: IpAddr| {
            let proxies = &settings.trusted_proxies;
            proxies.iter().any(|network| network.contains(&address))
        };
        match peer {
            Some(peer) if trusts(peer) => direct.through(&hops, trusts),
            _ => Self {
                is_passed_over: !hops.is_empty(),
                ..direct
            },
        }
    }

    /// Says once that there is a proxy in front which is not trusted: behind it all people have one
    /// address, and their cookies are not Secure unless `PUBLIC_URL` says https. Names no address,
    /// which may be a person's.
    pub fn warn_of_passed_over(&self) {
        if self.is_passed_over {
            WARNING.call_once(|| {
                tracing::warn!(
                    "a peer that TRUSTED_PROXIES does not name sends headers of a proxy, which are \
                     not looked at; if it is your proxy, name its address there"
                );
            });
        }
    }

    /// Goes back from proxy to proxy, the nearest first, as long as they are trusted.
    fn through(self, hops: &[Hop], trusts: impl Fn(IpAddr) -> bool) -> Self {
        let mut client = self;
        for hop in hops {
            let scheme = hop.scheme.as_deref();
            client.is_https = scheme.is_some_and(|scheme| scheme.eq_ignore_ascii_case("https"));
            client.host = hop.host.clone().or(client.host);
            match hop.from {
                Some(from) => client.address = Some(from),
                None => break,
            }
            if !client.address.is_some_and(&trusts) {
                break;
            }
        }
        client
    }
}

fn peer(extensions: &Extensions) -> Option<IpAddr> {
    let address = extensions.get::<ConnectInfo<SocketAddr>>();
    address.map(|ConnectInfo(address)| address.ip())
}

/// `X-Forwarded-For`, `-Proto` and `-Host`, one hop for each address, the nearest first. A proxy
/// that replaces `-Proto` or `-Host` where others add to them leaves fewer of these: the first one
/// then counts for the hops further away.
fn x_forwarded(headers: &HeaderMap) -> Vec<Hop> {
    let addresses = list(headers, "x-forwarded-for");
    let (schemes, hosts) = (
        list(headers, "x-forwarded-proto"),
        list(headers, "x-forwarded-host"),
    );
    let at = |values: &[String], place: usize| values.get(place).or(values.last()).cloned();
    let count = addresses
        .len()
        .max(usize::from(!schemes.is_empty() || !hosts.is_empty()));
    let hop = |place| Hop {
        from: addresses.get(place).map(String::as_str).and_then(address),
        scheme: at(&schemes, place),
        host: at(&hosts, place),
    };
    (0..count).map(hop).collect()
}

/// `Forwarded` (RFC 7239), the nearest hop first.
fn forwarded(headers: &HeaderMap) -> Vec<Hop> {
    let mut hops = Vec::new();
    for line in headers.get_all(FORWARDED) {
        hops.extend(split(&lossy(line), ',').map(element));
    }
    hops.reverse();
    hops
}

fn element(text: &str) -> Hop {
    let mut hop = Hop::default();
    for pair in split(text, ';') {
        let Some((name, value)) = pair.split_once('=') else {
            continue;
        };
        let value = value.trim().trim_matches('"');
        match name.trim().to_ascii_lowercase().as_str() {
            "for" => hop.from = address(value),
            "proto" => hop.scheme = Some(value.to_owned()),
            "host" => hop.host = Some(value.to_owned()),
            _ => {}
        }
    }
    hop
}

/// An address as proxies write it: bare, with a port, or in brackets; none for a made-up name.
fn address(text: &str) -> Option<IpAddr> {
    let bare = text.trim_start_matches('[').trim_end_matches(']');
    let plain = bare.parse::<IpAddr>();
    let with_port = || text.parse::<SocketAddr>().map(|address| address.ip());
    let address = plain.or_else(|_| with_port()).ok();
    address.map(|address| address.to_canonical())
}

/// The values of a header that is a list, the last one first.
fn list(headers: &HeaderMap, name: &str) -> Vec<String> {
    let mut values = Vec::new();
    for line in headers.get_all(name) {
        values.extend(lossy(line).split(',').map(|value| value.trim().to_owned()));
    }
    values.reverse();
    values
}

/// A line with whatever is no text made unreadable. Left out as a whole, what a client wrote would take
/// away what the proxy added to it.
fn lossy(line: &HeaderValue) -> Cow<'_, str> {
    String::from_utf8_lossy(line.as_bytes())
}

/// The parts of a text between separators that are in no quotes.
fn split(text: &str, separator: char) -> impl Iterator<Item = &str> {
    let mut is_quoted = false;
    text.split(move |character| {
        is_quoted ^= character == '"';
        character == separator && !is_quoted
    })
}

fn text(value: Option<&HeaderValue>) -> Option<&str> {
    value.and_then(|value| value.to_str().ok())
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::settings::network;

    fn settings(proxies: &[&str], kind: ProxyHeaders) -> Settings {
        let mut settings = Settings::plain();
        settings.proxy_headers = kind;
        let networks = proxies.iter().map(|text| network(text).unwrap());
        settings.trusted_proxies = networks.collect();
        settings
    }

    fn client(settings: &Settings, peer: &str, lines: &[(&'static str, &str)]) -> Client {
        let mut headers = HeaderMap::new();
        headers.insert(HOST, "inner".parse().unwrap());
        for (name, value) in lines {
            headers.append(*name, HeaderValue::from_bytes(value.as_bytes()).unwrap());
        }
        Client::of(Some(peer.parse().unwrap()), &headers, settings)
    }

    /// The client's address, whether by https, and the host.
    fn check(client: Client, expected: (&str, bool, &str)) {
        let (address, is_https, host) = expected;
        assert_eq!(client.address, Some(address.parse().unwrap()));
        assert_eq!(client.is_https, is_https);
        assert_eq!(client.host.as_deref(), Some(host));
    }

    #[test]
    fn headers_of_trusted_proxies_count_up_to_the_first_that_is_not() {
        let settings = settings(&["10.0.0.0/8", "fd00::1"], ProxyHeaders::XForwarded);
        let from = |peer, lines: &[(&'static str, &str)]| client(&settings, peer, lines);
        let (for_, proto, host) = ("x-forwarded-for", "x-forwarded-proto", "x-forwarded-host");
        check(from("10.1.1.1", &[]), ("10.1.1.1", false, "inner"));
        check(
            from(
                "10.1.1.1",
                &[(for_, "1.2.3.4"), (proto, "HTTPS"), (host, "site")],
            ),
            ("1.2.3.4", true, "site"),
        );
        // What a client wrote in front takes away nothing that the proxy added.
        check(
            from("10.1.1.1", &[(for_, "é, 1.2.3.4, 10.2.2.2")]),
            ("1.2.3.4", false, "inner"),
        );
        check(
            from("10.1.1.1", &[(for_, "6.6.6.6, 1.2.3.4, 10.2.2.2")]),
            ("1.2.3.4", false, "inner"),
        );
        check(
            from(
                "10.1.1.1",
                &[
                    (for_, "1.2.3.4"),
                    (for_, "10.2.2.2"),
                    (proto, "https,https"),
                ],
            ),
            ("1.2.3.4", true, "inner"),
        );
        check(
            from(
                "10.1.1.1",
                &[(for_, "1.2.3.4, 10.2.2.2"), (proto, "https, http")],
            ),
            ("1.2.3.4", true, "inner"),
        );
        check(
            from("10.1.1.1", &[(for_, "1.2.3.4"), (proto, "https, http")]),
            ("1.2.3.4", false, "inner"),
        );
        check(
            from("10.1.1.1", &[(proto, "https")]),
            ("10.1.1.1", true, "inner"),
        );
        check(
            from("10.1.1.1", &[(for_, "2001:db8::5")]),
            ("2001:db8::5", false, "inner"),
        );
        check(
            from("fd00::1", &[(for_, "[2001:db8::5]:99")]),
            ("2001:db8::5", false, "inner"),
        );
        check(
            from("::ffff:10.1.1.1", &[(for_, "1.2.3.4:80")]),
            ("1.2.3.4", false, "inner"),
        );
        check(
            from("10.1.1.1", &[(for_, "1.2.3.4, unknown")]),
            ("10.1.1.1", false, "inner"),
        );
        check(
            from("10.1.1.1", &[("forwarded", "for=6.6.6.6;proto=https")]),
            ("10.1.1.1", false, "inner"),
        );
    }

    #[test]
    fn headers_of_anybody_else_do_not_count_and_it_is_known() {
        let lines = [
            ("x-forwarded-for", "1.2.3.4"),
            ("x-forwarded-proto", "https"),
        ];
        for proxies in [&[][..], &["10.0.0.1"]] {
            let settings = settings(proxies, ProxyHeaders::XForwarded);
            let client = client(&settings, "127.0.0.1", &lines);
            assert!(client.is_passed_over);
            check(client, ("127.0.0.1", false, "inner"));
        }
    }

    #[test]
    fn forwarded_is_read_where_it_is_the_kind_that_the_proxies_write() {
        let settings = settings(&["10.0.0.0/8"], ProxyHeaders::Forwarded);
        let from = |value: &str| client(&settings, "10.1.1.1", &[("forwarded", value)]);
        check(
            from("for=1.2.3.4;proto=https;host=site"),
            ("1.2.3.4", true, "site"),
        );
        check(
            from("for=6.6.6.6, For=\"[2001:db8::5]:1\";Proto=HTTPS;host=\"a,b;c\", for=10.2.2.2"),
            ("2001:db8::5", true, "a,b;c"),
        );
        check(from("for=_hidden;proto=https"), ("10.1.1.1", true, "inner"));
        let other = client(&settings, "10.1.1.1", &[("x-forwarded-for", "6.6.6.6")]);
        check(other, ("10.1.1.1", false, "inner"));
    }
}
