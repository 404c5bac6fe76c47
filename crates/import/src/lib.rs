//! From a provider's text to the notice format.
//!
//! Plain text or Markdown of any company goes in, Markdown of this format and a list of what
//! a person must review come out; no sentence is lost or reworded, and nothing here knows a
//! company by name. Steps: `read` decodes bytes and cuts them into source blocks, `outline` makes
//! clauses of blocks, finds the guides and assigns ids, `annotate` finds paths and references in
//! the text, `write` writes Markdown, `review` lists what is open. Entry point: [`import`].

mod read;
mod source_blocks;
mod outline;
mod draft;
mod text;
mod annotate;
mod write;
mod review;
mod error;

use notice::Language;

use outline::{guides, ids};
use read::{decode, markdown, plain_text};
use text::dates;
use write::front_matter;

pub use error::Error;
pub use review::ReviewItem;

/// What the text itself does not state.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Metadata {
    /// Its language.
    pub language: Language,
    /// The edition of the product it is for.
    pub edition: String,
    /// The version's name; left out, the date of last update is taken.
    pub version: Option<String>,
}

/// A text in the notice format.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ImportedNotice {
    /// The notice, ready to be saved as `zh.md` or `en.md`.
    pub markdown: String,
    /// The version's name.
    pub version: String,
    /// What a person must review, in the order of the source.
    pub review_items: Vec<ReviewItem>,
}

/// Turns a provider's text into the notice format.
///
/// # Errors
/// Says in one sentence what is wrong when the bytes are no text, hold no heading, or are
/// far longer than any notice.
///
/// ```
/// use import::{Metadata, import};
///
/// let metadata = Metadata { language: notice::Language::En, edition: "demo".to_owned(), version: None };
/// let text = "Demo Privacy\nUpdated: 1 May 2025\n1. Data\nWe keep your name.\n2. Rights\nAsk us.\n";
/// let imported = import(text.as_bytes(), &metadata)?;
/// assert_eq!(imported.version, "2025-05-01");
/// assert!(imported.markdown.contains("## 1. Data {#c1}"));
/// # Ok::<(), import::Error>(())
/// ```
pub fn import(bytes: &[u8], metadata: &Metadata) -> Result<ImportedNotice, Error> {
    front_matter::check_edition(&metadata.edition)?;
    let text = decode::read(bytes)?;
    let source = match markdown::is_markdown(&text) {
        true => markdown::blocks(&text),
        false => plain_text::blocks(&text),
    };
    let dates = dates::find(&source.blocks);
    let mut draft = outline::build(&source);
    if draft.clauses.is_empty() {
        return Err(Error::NoHeadings);
    }
    guides::mark(&mut draft);
    ids::assign(&mut draft);
    let version = front_matter::version(metadata, &dates)?;
    let (body, paths) = write::body(&draft, source.is_markdown);
    let markdown = format!("{}{body}", front_matter::front(metadata, &version, &dates));
    let review_items = review::list(&source, &draft, &dates, &paths, &markdown);
    Ok(ImportedNotice {
        markdown,
        version,
        review_items,
    })
}
