//! Which addresses a link may have: what is not known to be safe is refused.
//!
//! Takes the address after Markdown has undone escapes and entities. Entry point: [`target`].

use crate::{ClauseId, LinkTarget};

/// Where a link leads; `None` for every address that is not on the short list.
pub(super) fn target(address: &str) -> Option<LinkTarget> {
    if let Some(id) = address.strip_prefix("path:") {
        return is_id(id).then(|| LinkTarget::Path(id.to_owned()));
    }
    if let Some(id) = address.strip_prefix('#') {
        return is_anchor(id).then(|| LinkTarget::Clause(ClauseId(id.to_owned())));
    }
    is_web(address).then(|| LinkTarget::Web(address.to_owned()))
}

/// Whether a word is an id as this format writes it: lower-case words joined by `-`.
pub(super) fn is_id(word: &str) -> bool {
    word.starts_with(|character: char| character.is_ascii_lowercase() || character.is_ascii_digit())
        && word
            .bytes()
            .all(|b| b.is_ascii_lowercase() || b.is_ascii_digit() || b == b'-')
}

/// Another company's heading may be in any script; what matters is that it is one plain word.
pub(super) fn is_anchor(word: &str) -> bool {
    !word.is_empty()
        && word
            .chars()
            .all(|character| character.is_alphanumeric() || "-_.".contains(character))
}

fn is_web(address: &str) -> bool {
    let Some((scheme, rest)) = address.split_once(':') else {
        return false;
    };
    if rest.chars().any(is_unsafe_character) {
        return false;
    }
    match scheme.to_ascii_lowercase().as_str() {
        "https" | "http" => rest.strip_prefix("//").is_some_and(has_plain_host),
        "mailto" => rest
            .split_once('@')
            .is_some_and(|(name, host)| !name.is_empty() && !host.is_empty()),
        _ => false,
    }
}

/// There is a host, and no `name@` in front of it that dresses up as one.
fn has_plain_host(rest: &str) -> bool {
    let host = rest.split(['/', '?', '#']).next().unwrap_or_default();
    host.starts_with(|character: char| character.is_alphanumeric() || character == '[')
        && !host.contains('@')
}

fn is_unsafe_character(character: char) -> bool {
    character.is_whitespace()
        || super::inline::is_hidden(character)
        || "<>\"`\\^{}|".contains(character)
}
