//! Entity tags: what a browser has is told from what there is by its content (RFC 9110, 8.8.3 and 13.1.2).
//!
//! Entry points: [`of`] and [`is_had`].

use axum::http::header::IF_NONE_MATCH;
use axum::http::{HeaderMap, HeaderValue};
use sha2::{Digest, Sha256};

/// The strong entity tag of some content: 96 bits of its SHA-256, in quotes.
pub fn of(content: &[u8]) -> HeaderValue {
    let digest = Sha256::digest(content);
    let hex: String = digest
        .iter()
        .take(12)
        .map(|byte| format!("{byte:02x}"))
        .collect();
    HeaderValue::from_str(&format!("\"{hex}\"")).expect("hex in quotes may stand in a header")
}

/// Whether a request says that it has what this tag names. The comparison is the weak one, which
/// `If-None-Match` asks for: a proxy that compresses makes a tag weak.
pub fn is_had(headers: &HeaderMap, tag: &HeaderValue) -> bool {
    let lists = headers.get_all(IF_NONE_MATCH).iter();
    lists
        .filter_map(|list| list.to_str().ok())
        .flat_map(|list| list.split(','))
        .map(|named| named.trim().trim_start_matches("W/"))
        .any(|named| named == "*" || named.as_bytes() == tag.as_bytes())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_tag_is_found_in_a_list_weak_or_strong_and_a_star_has_everything() {
        let tag = of(b"a page");
        let named = tag.to_str().unwrap().to_owned();
        let check = |value: &str, expected| {
            let value = value.replace("TAG", &named);
            let headers =
                HeaderMap::from_iter([(IF_NONE_MATCH, HeaderValue::from_str(&value).unwrap())]);
            assert_eq!(is_had(&headers, &tag), expected, "{value}");
        };
        check("TAG", true);
        check("W/TAG", true);
        check("\"other\", W/TAG", true);
        check("*", true);
        check("\"other\"", false);
        check("", false);
        assert!(!is_had(&HeaderMap::new(), &tag));
    }

    #[test]
    fn other_content_has_another_tag() {
        assert_eq!(of(b"a page"), of(b"a page"));
        assert_ne!(of(b"a page"), of(b"a pagE"));
    }
}
