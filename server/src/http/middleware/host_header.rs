//! Refuses a request that does not say for which host it is, or says it twice.
//!
//! The HTTP library takes such a request, which RFC 9112, 3.2 forbids: of two hosts a proxy in front may go
//! by one and this server by the other. Entry point: [`refuse_unclear`].

use axum::extract::Request;
use axum::http::header::{HOST, HeaderValue};
use axum::http::uri::Authority;
use axum::http::{HeaderMap, Version};
use axum::middleware::Next;
use axum::response::{IntoResponse, Response};
use consent::wire::ProblemCode;

use crate::refusal::Refusal;

/// Refuses a request without one readable `Host`; by HTTP/1.0 it may be left out.
pub async fn refuse_unclear(request: Request, next: Next) -> Response {
    if is_clear(request.version(), request.headers()) {
        return next.run(request).await;
    }
    let detail = "send `Host` once, with the name or address that the request is for";
    Refusal::new(ProblemCode::BadRequest, detail).into_response()
}

fn is_clear(version: Version, headers: &HeaderMap) -> bool {
    let mut hosts = headers.get_all(HOST).iter();
    match (hosts.next(), hosts.next()) {
        (Some(host), None) => is_host(host),
        (None, _) => version < Version::HTTP_11,
        _ => false,
    }
}

/// Whether it is a name or an address, perhaps with a port, and nobody's name before it.
fn is_host(value: &HeaderValue) -> bool {
    let authority = Authority::try_from(value.as_bytes());
    authority.is_ok_and(|authority| !authority.as_str().contains('@'))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_request_says_once_and_readably_for_which_host_it_is() {
        let check = |version, hosts: &[&str], expected: bool| {
            let mut headers = HeaderMap::new();
            for host in hosts {
                headers.append(HOST, host.parse().expect("a value"));
            }
            assert_eq!(is_clear(version, &headers), expected, "{hosts:?}");
        };
        for host in [
            "a",
            "privacy.example.org:8443",
            "127.0.0.1:8124",
            "[::1]:8124",
        ] {
            check(Version::HTTP_11, &[host], true);
        }
        for host in ["", "a b", "a, b", "somebody@a", "a/b"] {
            check(Version::HTTP_11, &[host], false);
        }
        for version in [Version::HTTP_10, Version::HTTP_11] {
            check(version, &[], version == Version::HTTP_10);
            check(version, &["a", "a"], false);
            check(version, &["a", "b"], false);
        }
    }
}
