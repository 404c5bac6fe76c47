//! Why a text cannot be imported, each reason with the next step.

/// Why a text cannot be imported. Each is one sentence with the next step.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum Error {
    /// The bytes are in another encoding.
    #[error("the text is not UTF-8 (byte {0} is wrong); {1}")]
    NotUtf8(usize, &'static str),
    /// The bytes are not in the encoding that was named.
    #[error("the text is not {0}; name another encoding, or leave it out for UTF-8")]
    WrongEncoding(&'static str),
    /// The bytes are no text at all.
    #[error("this is not a text but a binary file; save the notice as plain text or Markdown")]
    Binary,
    /// There is nothing in it.
    #[error("the text is empty; name the file that holds the notice")]
    Empty,
    /// It is too long to be a notice.
    #[error(
        "the text has {0} megabytes, far more than any notice; name the file that holds the notice alone"
    )]
    TooLong(usize),
    /// A word cannot be part of an address.
    #[error(
        "the {0} `{1}` cannot be part of an address; use lower-case letters, digits, `-` and `.`"
    )]
    BadName(&'static str, String),
}
