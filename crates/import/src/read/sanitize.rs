//! A sanitiser of Markdown: what the notice format has no room for is left out, the text stays.
//!
//! Tags go and the words between them stay, images leave the words that describe them, links
//! to addresses that are not let through leave their words, references to a list of addresses
//! are written in place. Lines keep their numbers: a line that is added ends in `\r\n`, which
//! counts for none. Entry points: [`sanitize`], [`protected`], [`retarget_anchors`].

mod line_preserving_edits;
mod in_page_links;

use std::borrow::Cow;
use std::collections::HashSet;
use std::ops::Range;
use std::sync::LazyLock;

use notice::text::notes;
use pulldown_cmark::{Event, LinkType, Options, Parser, Tag, TagEnd};
use regex::{Captures, Regex};

use crate::read::{html, tags};
use crate::review_kind::ReviewKind;
use crate::source_blocks::Removal;
pub(crate) use in_page_links::{protected, retarget_anchors};
pub(crate) use line_preserving_edits::line_ends;
use line_preserving_edits::{Edits, Open, fit, widen};

/// What kramdown puts behind a block: `{: #id }`, `{: .class datetime="..." }`.
static ATTRIBUTES: LazyLock<Regex> =
    LazyLock::new(|| fixed(r"[ \t]*\{:\s*(?:#(?P<id>[\w.-]+))?[^}\n]*\}(?P<colon>[:：])?"));
/// A link without words.
static EMPTY_LINK: LazyLock<Regex> = LazyLock::new(|| fixed(r"\[\]\([^()\n]*\)"));
/// A table of HTML. Blank lines in it would end the block, so it is taken as a whole.
static TABLE: LazyLock<Regex> = LazyLock::new(|| fixed(r"(?is)<table\b[^>]*>.*?</table\s*>"));

fn fixed(pattern: &str) -> Regex {
    Regex::new(pattern).expect("the pattern is fixed")
}

pub(super) fn options() -> Options {
    Options::ENABLE_TABLES
        | Options::ENABLE_HEADING_ATTRIBUTES
        | Options::ENABLE_FOOTNOTES
        | Options::ENABLE_DEFINITION_LIST
}

/// A sanitised text.
pub(crate) struct Sanitized {
    pub text: String,
    /// What was left out.
    pub removals: Vec<Removal>,
    /// Where links within the page can lead: line and name.
    pub anchors: Vec<(usize, String)>,
}

/// Leaves out what the format has no room for.
pub(crate) fn sanitize(text: &str) -> Sanitized {
    let text = TABLE.replace_all(text, |table: &Captures<'_>| {
        let whole = &table[0];
        fit(
            &format!("\n\n{}\n\n", html::part(whole).0.trim_end()),
            whole,
        )
    });
    let text = notes_apart(&without_attributes(&text));
    let mut edits = Edits::new(&text);
    let parser = Parser::new_ext(&text, options());
    let definitions: Vec<(String, String, Range<usize>)> = parser
        .reference_definitions()
        .iter()
        .map(|(label, link)| {
            (
                label.to_lowercase(),
                link.dest.to_string(),
                link.span.clone(),
            )
        })
        .collect();
    let used = edits.read(parser);
    for (label, address, at) in definitions {
        let is_definition = used.contains(&label) && is_address(&address);
        match is_definition {
            true => edits.replace(at, String::new()),
            // A definition that only looks like the address of a link is text.
            false => edits.replace(at.start..at.start + 1, "\r\n\\[".to_owned()),
        }
    }
    edits.apply()
}

/// Footnotes, and definitions that are words, as blocks of their own. A second note with the label of
/// another is words, for no mark leads to it.
fn notes_apart(text: &str) -> String {
    let mut labels = HashSet::new();
    let label = |line: &str| {
        line.split_once("]:")
            .map(|(label, _)| label.trim().to_lowercase())
    };
    let lines = text.split_inclusive('\n').map(|line| match () {
        () if notes::is_note(line) && labels.insert(label(line)) => {
            Cow::Owned(format!("\r\n{line}"))
        }
        () if notes::is_note(line) || notes::is_definition(line) => {
            Cow::Owned(format!("\r\n{}", line.replacen('[', "\\[", 1)))
        }
        () => Cow::Borrowed(line),
    });
    lines.collect()
}

/// A heading keeps the id that kramdown gives it; everything else of the kind goes.
fn without_attributes(text: &str) -> String {
    let lines = text.split_inclusive('\n').map(|line| {
        let line = spaced_heading(line);
        let is_heading = line.trim_start().starts_with('#');
        let attributes = |found: &Captures<'_>| {
            // A colon behind the id belongs to the heading, and hides the id from a parser.
            let colon = found.name("colon").map_or("", |colon| colon.as_str());
            match found.name("id").filter(|_| is_heading) {
                Some(id) => format!("{colon} {{#{}}}", id.as_str()),
                None => colon.to_owned(),
            }
        };
        ATTRIBUTES.replace_all(&line, attributes).into_owned()
    });
    lines.collect()
}

/// `##Title` was a heading before CommonMark asked for a space.
fn spaced_heading(line: &str) -> String {
    let hashes = line.bytes().take_while(|byte| *byte == b'#').count();
    let is_tight = (2..=6).contains(&hashes) && line[hashes..].starts_with(char::is_alphabetic);
    if is_tight {
        format!("{} {}", &line[..hashes], &line[hashes..])
    } else {
        line.to_owned()
    }
}

impl<'a> Edits<'a> {
    /// Reads the text; gives the labels of the definitions that links use.
    fn read(&mut self, parser: Parser<'a>) -> HashSet<String> {
        let mut open: Vec<Open> = Vec::new();
        let mut used = HashSet::new();
        // Where a line cannot break: headings and cells.
        let mut one_line = 0_usize;
        let mut block_end = 0;
        for (event, at) in parser.into_offset_iter() {
            widen(&mut open, &event, &at);
            match event {
                Event::Start(Tag::HtmlBlock) if tags::has_structure(&self.text[at.clone()]) => {
                    block_end = at.end;
                    self.html_block(at);
                }
                Event::Html(_) if at.start < block_end => {}
                Event::Html(_) | Event::InlineHtml(_) => self.html(at, one_line > 0),
                Event::Start(Tag::Heading { .. } | Tag::TableCell) => one_line += 1,
                Event::End(TagEnd::Heading(_) | TagEnd::TableCell) => {
                    one_line = one_line.saturating_sub(1);
                }
                Event::Start(Tag::Link {
                    link_type,
                    dest_url,
                    id,
                    ..
                }) => {
                    used.insert(id.to_lowercase());
                    let link = self.link(at, link_type, &dest_url, one_line > 0);
                    open.push(link);
                }
                Event::Start(Tag::Image { dest_url, id, .. }) => {
                    used.insert(id.to_lowercase());
                    self.say(at.start, ReviewKind::Image, dest_url.to_string());
                    open.push(Open {
                        whole: at,
                        words: None,
                        before: "",
                        after: String::new(),
                        is_changed: true,
                    });
                }
                Event::End(TagEnd::Link | TagEnd::Image) => self.close(open.pop()),
                _ => {}
            }
        }
        used
    }

    /// A block of headings, tables or lists, as Markdown has them.
    fn html_block(&mut self, at: Range<usize>) {
        let html = &self.text[at.clone()];
        let (part, anchors) = html::part(html);
        for anchor in anchors {
            self.anchors_at(at.start, anchor);
        }
        self.say(at.start, ReviewKind::Tag, tags::first(html));
        let fitted = fit(&format!("{}\n\n", part.trim_end()), html);
        self.replace(at, fitted);
    }

    fn html(&mut self, at: Range<usize>, is_one_line: bool) {
        let html = &self.text[at.clone()];
        if html.starts_with("<!--") {
            return self.replace(at, String::new());
        }
        if !tags::is_known(html) {
            let kept = tags::without_known(html, |anchor| self.anchors_at(at.start, anchor));
            return self.replace(at, kept);
        }
        if !tags::is_break(html) {
            let kept = tags::without_known(html, |_| {});
            tags::anchors(html).for_each(|anchor| self.anchors_at(at.start, anchor));
            if !tags::is_anchor(html) && !html.starts_with("</") {
                self.say(at.start, ReviewKind::Tag, tags::first(html));
            }
            return self.replace(at, kept);
        }
        // A line break that the author wrote as a tag is Markdown's backslash.
        let (before, after) = (&self.text[..at.start], &self.text[at.end..]);
        let rest = tags::after_break(html);
        let kept = match () {
            () if is_one_line && tags::ends_with_break(before) => rest,
            () if is_one_line => format!(" {rest}"),
            () if !rest.trim().is_empty() => format!("\\\r\n{rest}"),
            () if after.starts_with('\n') => "\\".to_owned(),
            () if before.ends_with('\n') => "\\\r\n".to_owned(),
            () => "\\\r\n".to_owned(),
        };
        self.replace(at, kept);
    }

    fn link(
        &mut self,
        mut at: Range<usize>,
        kind: LinkType,
        address: &str,
        is_one_line: bool,
    ) -> Open {
        if kind == LinkType::Collapsed && self.text[at.end..].starts_with("[]") {
            at.end += 2;
        }
        // A note, or a definition that is none, stays in its brackets.
        let is_note = self.text[at.clone()].starts_with("[^") || !is_address(address);
        let is_by_label = matches!(
            kind,
            LinkType::Reference | LinkType::Collapsed | LinkType::Shortcut
        );
        if is_by_label && is_note {
            return Open::unchanged(at);
        }
        let is_let_through = address.starts_with('#') || is_let_through(address);
        let is_empty = self.text[at.clone()].starts_with("[](");
        // "Our terms are at [](https://…)": the address is all that is left of the words. In a
        // heading it is the address of the heading itself, and without words beside it an icon's.
        let is_web = is_let_through && address.contains("://");
        if is_empty && is_web && !is_one_line && self.has_words_beside(&at) {
            return Open {
                whole: at,
                words: None,
                before: "",
                after: format!("<{address}>"),
                is_changed: true,
            };
        }
        if is_empty {
            match address.strip_prefix('#') {
                Some(anchor) => self.anchors_at(at.start, anchor.to_owned()),
                None => self.say(at.start, ReviewKind::Address, address.to_owned()),
            }
        } else if !is_let_through {
            self.say(at.start, ReviewKind::Address, address.to_owned());
        }
        let is_inline = matches!(
            kind,
            LinkType::Inline | LinkType::Autolink | LinkType::Email
        );
        let is_changed = !is_let_through || !is_inline || is_empty;
        let (before, after) = if is_let_through && !is_empty {
            ("[", format!("]({address})"))
        } else {
            in_page_links::spaces_around(self.text, &at)
        };
        Open {
            whole: at,
            words: None,
            before,
            after,
            is_changed,
        }
    }
}

impl Edits<'_> {
    /// Whether a line says anything beside its links without words.
    fn has_words_beside(&self, at: &Range<usize>) -> bool {
        let start = self.text[..at.start].rfind('\n').map_or(0, |end| end + 1);
        let length = self.text[at.end..].find('\n');
        let end = length.map_or(self.text.len(), |length| at.end + length);
        let words = EMPTY_LINK.replace_all(&self.text[start..end], "");
        words.contains(char::is_alphabetic)
    }
}

/// Whether the words behind `[label]:` can be an address at all.
fn is_address(words: &str) -> bool {
    words.starts_with(['#', '/', '.', '<'])
        || words.contains("://")
        || words.starts_with("mailto:")
        || (words.is_ascii() && words.contains(['.', '/']) && !words.ends_with('.'))
}

/// Asks the reader of the format itself, so that the two can never disagree.
fn is_let_through(address: &str) -> bool {
    let (notice, problems) = notice::parse(&format!("[a](<{address}>)"));
    problems.is_empty() && !notice.lead.is_empty()
}
