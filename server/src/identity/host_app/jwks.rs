//! Reads a host app's public keys (JWK set, RFC 7517), and drops those that tokens may not be
//! signed with.
//!
//! Takes the text of a JWK set, gives the keys that can be used and how many cannot. Each key has
//! one algorithm, whatever a token says. Entry point: [`read`].

use base64::Engine;
use base64::engine::general_purpose::URL_SAFE_NO_PAD as BASE64;
use jsonwebtoken::jwk::{
    AlgorithmParameters, EllipticCurve, Jwk, KeyAlgorithm, KeyOperations, PublicKeyUse,
};
use jsonwebtoken::{Algorithm, DecodingKey};
use serde::Deserialize;

/// The algorithms that tokens may be signed with: each with a public key.
pub const ACCEPTED: [Algorithm; 3] = [Algorithm::EdDSA, Algorithm::ES256, Algorithm::RS256];

/// One key of the host app.
pub struct HostKey {
    /// Its name in the set.
    pub kid: Option<String>,
    /// The one algorithm that it is used with.
    pub algorithm: Algorithm,
    /// The key.
    pub key: DecodingKey,
}

/// A set as it is published: one key that cannot be read does not take the others with it.
#[derive(Deserialize)]
struct Published {
    keys: Vec<serde_json::Value>,
}

/// The keys of a set that tokens may be signed with, and how many others there are.
pub fn read(text: &[u8]) -> Result<(Vec<HostKey>, usize), serde_json::Error> {
    let published: Published = serde_json::from_slice(text)?;
    let all = published.keys.len();
    let keys: Vec<HostKey> = published.keys.into_iter().filter_map(host_key).collect();
    let others = all - keys.len();
    Ok((keys, others))
}

fn host_key(value: serde_json::Value) -> Option<HostKey> {
    let jwk: Jwk = serde_json::from_value(value).ok()?;
    let (algorithm, named) = algorithm(&jwk.algorithm)?;
    let common = &jwk.common;
    let is_named = common.key_algorithm.is_none_or(|name| name == named);
    let use_ = common.public_key_use.as_ref();
    let is_for_signatures = use_.is_none_or(|use_| *use_ == PublicKeyUse::Signature);
    let operations = common.key_operations.as_ref();
    let verifies = operations.is_none_or(|all| all.contains(&KeyOperations::Verify));
    if !is_named || !is_for_signatures || !verifies {
        return None;
    }
    Some(HostKey {
        algorithm,
        key: DecodingKey::from_jwk(&jwk).ok()?,
        kid: jwk.common.key_id,
    })
}

/// The algorithm of a key of that kind, if its size is right. The library reads keys when they
/// are used, and takes too short ones for whole.
fn algorithm(parameters: &AlgorithmParameters) -> Option<(Algorithm, KeyAlgorithm)> {
    let length = |part: &str| BASE64.decode(part).map_or(0, |bytes| bytes.len());
    match parameters {
        AlgorithmParameters::OctetKeyPair(key)
            if key.curve == EllipticCurve::Ed25519 && length(&key.x) == 32 =>
        {
            Some((Algorithm::EdDSA, KeyAlgorithm::EdDSA))
        }
        AlgorithmParameters::EllipticCurve(key)
            if key.curve == EllipticCurve::P256 && length(&key.x) == 32 && length(&key.y) == 32 =>
        {
            Some((Algorithm::ES256, KeyAlgorithm::ES256))
        }
        // 2048 to 8192 bits, as RFC 7518 asks at least.
        AlgorithmParameters::RSA(key) if (256..=1024).contains(&length(&key.n)) => {
            Some((Algorithm::RS256, KeyAlgorithm::RS256))
        }
        _ => None,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn check(key: &str, expected: Option<Algorithm>) {
        let (keys, others) = read(format!(r#"{{"keys":[{key}]}}"#).as_bytes()).unwrap();
        assert_eq!(keys.first().map(|key| key.algorithm), expected, "{key}");
        assert_eq!(others, usize::from(expected.is_none()));
    }

    #[test]
    fn a_key_is_used_for_the_algorithm_of_its_kind_only() {
        let x = BASE64.encode([7; 32]);
        let okp = |more: &str| format!(r#"{{"kty":"OKP","crv":"Ed25519","x":"{x}"{more}}}"#);
        check(&okp(""), Some(Algorithm::EdDSA));
        check(
            &okp(r#","alg":"EdDSA","use":"sig""#),
            Some(Algorithm::EdDSA),
        );
        check(&okp(r#","alg":"HS256""#), None);
        check(&okp(r#","use":"enc""#), None);
        check(&okp(r#","key_ops":["sign"]"#), None);
        let ec = |crv| format!(r#"{{"kty":"EC","crv":"{crv}","x":"{x}","y":"{x}"}}"#);
        check(&ec("P-256"), Some(Algorithm::ES256));
        check(&ec("P-384"), None);
        let rsa = |bytes| {
            let n = BASE64.encode(vec![255; bytes]);
            format!(r#"{{"kty":"RSA","n":"{n}","e":"AQAB"}}"#)
        };
        check(&rsa(256), Some(Algorithm::RS256));
        check(&rsa(128), None);
    }

    #[test]
    fn what_is_no_public_key_is_passed_over() {
        check(r#"{"kty":"oct","k":"c2VjcmV0"}"#, None);
        check(r#"{"kty":"OKP","crv":"Ed25519","x":"c2hvcnQ"}"#, None);
        check(r#"{"kty":"later"}"#, None);
        check("7", None);
        assert!(read(b"{}").is_err());
    }
}
