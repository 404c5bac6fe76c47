//! What a text is written in: plain text, Markdown or HTML.
//!
//! The name of its file says it, else any of its marks. Markdown without headings is as frequent as
//! with: one in four notices that converters make has bold lines instead. Entry point: [`detect`].

use std::sync::LazyLock;

use regex::Regex;

/// What a text is written in.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Format {
    /// Text without markup.
    PlainText,
    /// Markdown of any flavour.
    Markdown,
    /// A page or a part of one.
    Html,
}

impl Format {
    /// The format that the name of a file says: `md`, `markdown`, `html`, `htm`; `None` for
    /// `txt` and all others, which hold whatever was saved into them.
    ///
    /// ```
    /// use import::Format;
    /// assert_eq!(Format::of_name("notice.MD"), Some(Format::Markdown));
    /// assert_eq!(Format::of_name("notice.txt"), None);
    /// ```
    pub fn of_name(name: &str) -> Option<Format> {
        let (_, extension) = name.rsplit_once('.')?;
        match extension.to_lowercase().as_str() {
            "md" | "markdown" | "mdx" | "mkd" => Some(Format::Markdown),
            "html" | "htm" | "xhtml" => Some(Format::Html),
            _ => None,
        }
    }
}

/// A whole page.
static PAGE: LazyLock<Regex> = LazyLock::new(|| {
    fixed(
        r"(?is)\A\s*(?:<\?xml[^>]*>\s*)?(?:<!--.*?-->\s*)*<(?:!doctype html|html|head|body)\b[^>]*>",
    )
});
/// A part of one, which begins with a block.
static PART: LazyLock<Regex> = LazyLock::new(|| {
    fixed(r"(?is)\A\s*(?:<!--.*?-->\s*)*<(?:main|article|section|div|table|h[1-6]|p|ul|ol)\b[^>]*>")
});
/// Ends of blocks, of which Markdown has a few at most.
static HTML_END: LazyLock<Regex> = LazyLock::new(|| fixed(r"(?i)</(?:p|div|h[1-6]|li|td|tr)>"));
/// `# Title`, a title underlined with `===`, or one line above `---`.
static HEADING: LazyLock<Regex> = LazyLock::new(|| {
    fixed(
        r"(?m)^ {0,3}#{1,6}[ \t]+\S|^ {0,3}\S.*\n={3,}[ \t]*$|(?:\A|\n[ \t]*\n) {0,3}[^\s\-*=|][^\n]{0,120}\n-{3,}[ \t]*$",
    )
});
/// Tables and headings of HTML in a text.
static TAG: LazyLock<Regex> = LazyLock::new(|| fixed(r"</(?i:table|h[1-6])\b[^>]*>"));
/// Bold, the row below the head of a table, a link, an escaped number, a fence, a note.
static MARK: LazyLock<Regex> = LazyLock::new(|| {
    fixed(concat!(
        r"(?m)\*\*[^\s*][^\n]*?\*\*|__[^\s_][^\n]*?__|^[ \t]*\|?[ \t]*:?-{3,}:?[ \t]*\|[ \t|:-]*$",
        r"|\[[^\]\n]+\]\((?:https?:|mailto:|#|/)[^)\n]*\)|^[ \t]*\d{1,3}\\[.)]|^```|^\[\^?[^\]\n]+\]:[ \t]",
    ))
});

fn fixed(pattern: &str) -> Regex {
    Regex::new(pattern).expect("the pattern is fixed")
}

/// What a text is written in.
pub(crate) fn detect(body: &str) -> Format {
    // Fewer than three ends of blocks may be a page's left-overs in Markdown.
    const FEW: usize = 3;
    let has_marks = has_heading(body) || MARK.is_match(body);
    let is_part =
        !has_marks && PART.is_match(body) && HTML_END.find_iter(body).nth(FEW - 1).is_some();
    match has_marks || TAG.is_match(body) {
        _ if is_page(body) || is_part => Format::Html,
        true => Format::Markdown,
        false => Format::PlainText,
    }
}

/// Whether a text is a whole page, whatever its file is called.
pub(crate) fn is_page(body: &str) -> bool {
    PAGE.is_match(body)
}

/// Whether a text marks headings as Markdown does.
pub(crate) fn has_heading(body: &str) -> bool {
    HEADING.is_match(body)
}
