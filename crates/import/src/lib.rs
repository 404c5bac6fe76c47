//! From a provider's text to the notice format.
//!
//! Plain text, Markdown or HTML of any company goes in, Markdown of this format and a list of what
//! a person must review come out; no sentence is lost or reworded, and nothing here knows a
//! company by name. Steps: `read` decodes bytes and cuts them into source blocks, `outline` makes
//! clauses of blocks, finds the guides and assigns ids, `annotate` finds paths and references in
//! the text, `write` writes Markdown, `review` lists what is open. Entry point: [`import`].

mod read;
mod review_kind;
mod source_blocks;
mod outline;
mod draft;
mod text;
mod annotate;
mod escape;
mod write;
mod review;
mod error;

use notice::{Language, Notice};

use outline::{carried_ids, guides, ids};
use read::decode;
use text::dates;
use write::front_matter;

pub use error::Error;
pub use read::decode::Encoding;
pub use read::format::Format;
pub use review::{ReviewGroup, ReviewItem, grouped};
pub use review_kind::ReviewKind;

/// What the text itself does not state.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Metadata {
    /// Its language.
    pub language: Language,
    /// The edition of the product it is for.
    pub edition: String,
    /// The version's name; left out, the date of last update is taken.
    pub version: Option<String>,
    /// What it is written in; left out, its marks say it.
    pub format: Option<Format>,
    /// Its encoding; left out, UTF-8.
    pub encoding: Option<Encoding>,
}

/// A text in the notice format.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ImportedNotice {
    /// The notice, ready to be saved as `zh.md` or `en.md`.
    pub markdown: String,
    /// The version's name.
    pub version: String,
    /// What a person must review, most harmful first.
    pub review_items: Vec<ReviewItem>,
}

/// Texts that are there already, whose ids the import takes over.
#[derive(Debug, Clone, Copy, Default)]
pub struct Beside<'a> {
    /// The version before, in the same language.
    pub after: Option<&'a Notice>,
    /// The same version in the other language.
    pub like: Option<&'a Notice>,
}

/// Turns a provider's text into the notice format.
///
/// # Errors
/// Says in one sentence what is wrong when the bytes are no text or far longer than any notice.
///
/// ```
/// use import::{Metadata, import};
///
/// let metadata = Metadata { language: notice::Language::En, edition: "demo".to_owned(), ..Metadata::default() };
/// let text = "Demo Privacy\nUpdated: 1 May 2025\n1. Data\nWe keep your name.\n2. Rights\nAsk us.\n";
/// let imported = import(text.as_bytes(), &metadata)?;
/// assert_eq!(imported.version, "2025-05-01");
/// assert!(imported.markdown.contains("## 1. Data {#c1 .made}"));
/// # Ok::<(), import::Error>(())
/// ```
pub fn import(bytes: &[u8], metadata: &Metadata) -> Result<ImportedNotice, Error> {
    import_beside(bytes, metadata, Beside::default())
}

/// Turns a provider's text into the notice format, with the ids of a text that is there already.
///
/// The version before counts more than the other language, since an id must outlive versions.
///
/// # Errors
/// As [`import`].
///
/// ```
/// use import::{Beside, Metadata, import, import_beside};
///
/// let metadata = Metadata { edition: "demo".to_owned(), ..Metadata::default() };
/// let before = "# Demo\n\n## 1. Data {#data}\n\nWe keep your name.\n";
/// let before = notice::parse(before).0;
/// let text = b"# Demo\n\n## 1. Aim\n\nWhy this is here.\n\n## 2. Data\n\nWe keep your name.\n";
/// let beside = Beside { after: Some(&before), like: None };
/// let imported = import_beside(text, &metadata, beside)?;
/// assert!(imported.markdown.contains("## 2. Data {#data}"));
/// # Ok::<(), import::Error>(())
/// ```
pub fn import_beside(
    bytes: &[u8],
    metadata: &Metadata,
    beside: Beside<'_>,
) -> Result<ImportedNotice, Error> {
    front_matter::check_edition(&metadata.edition)?;
    let text = decode::read(bytes, metadata)?;
    imported(&text, metadata, beside)
}

/// Reads a text of any kind as a notice, to be looked at and not to be published: Markdown as it is,
/// plain text and pages as [`import`] reads them. Nothing of it is an identity, so that clauses
/// are compared by what they say, unless the text is in the notice format.
///
/// # Errors
/// When the bytes are no text, or far longer than any notice.
///
/// ```
/// let metadata = import::Metadata::default();
/// let notice = import::as_notice("Demo\n1.1 Data\nWe keep your name.\n".as_bytes(), &metadata)?;
/// assert_eq!(notice.clauses[0].heading, "Data");
/// # Ok::<(), import::Error>(())
/// ```
pub fn as_notice(bytes: &[u8], metadata: &Metadata) -> Result<Notice, Error> {
    // Stands for the title of a text that has none.
    const NO_TITLE: &str = "text";
    let text = match decode::read(bytes, metadata) {
        Err(Error::Empty) => return Ok(Notice::default()),
        text => text?,
    };
    if read::is_markdown(&text) {
        return Ok(notice::parse(&text).0);
    }
    let metadata = Metadata {
        edition: NO_TITLE.to_owned(),
        version: Some(NO_TITLE.to_owned()),
        format: None,
        ..metadata.clone()
    };
    let imported = imported(&text, &metadata, Beside::default())?;
    let mut notice = notice::parse(&imported.markdown).0;
    notice.meta.version.clear();
    if notice.title == NO_TITLE {
        notice.title.clear();
    }
    Ok(notice)
}

fn imported(text: &str, metadata: &Metadata, beside: Beside<'_>) -> Result<ImportedNotice, Error> {
    let source = read::blocks(text, metadata.format);
    let dates = dates::find(&source);
    let mut draft = outline::build(&source);
    guides::mark(&mut draft);
    ids::assign(&mut draft);
    let version = front_matter::version(metadata, &dates)?;
    let mut body = write::body(&draft, &source, &metadata.edition);
    let mut carried = Vec::new();
    if let Some(other) = beside.like {
        carried.push(carried_ids::like(&mut draft, other));
    }
    if let Some(before) = beside.after {
        body = write::body(&draft, &source, &metadata.edition);
        carried.push(carried_ids::after(&mut draft, &body.text, before));
    }
    if !carried.is_empty() {
        body = write::body(&draft, &source, &metadata.edition);
    }
    let supersedes = beside.after.map(|before| before.meta.version.as_str());
    let front = front_matter::front(metadata, &version, &dates, supersedes);
    let markdown = format!("{front}{}", body.text);
    let mut review_items = review::list(&source, &draft, &dates, &body, &markdown, metadata);
    review::add_carried(&mut review_items, &carried, beside.after.is_some());
    Ok(ImportedNotice {
        markdown,
        version,
        review_items,
    })
}
