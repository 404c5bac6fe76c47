//! From the bytes of a file to the lines of a text.
//!
//! Bytes are decoded or refused ([`decode`]), Markdown loses what the format has no room for
//! ([`sanitize`]), and either kind of text is cut into lines ([`plain_text`], [`markdown`]).

pub(crate) mod decode;
pub(crate) mod plain_text;
pub(crate) mod markdown;
pub(crate) mod sanitize;
