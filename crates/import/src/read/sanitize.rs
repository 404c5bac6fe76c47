//! A sanitiser of Markdown: what the notice format has no room for is left out, the text stays.
//!
//! Tags go and the words between them stay, images leave the words that describe them, links
//! to addresses that are not let through leave their words, references to a list of addresses
//! are written in place. Lines keep their numbers. Entry points: [`sanitize`], [`protected`], [`retarget_anchors`].

mod line_preserving_edits;

use std::ops::Range;
use std::sync::LazyLock;

use pulldown_cmark::{Event, LinkType, Options, Parser, Tag, TagEnd};
use regex::{Captures, Regex};

use crate::source_blocks::Removal;
use line_preserving_edits::{Edits, Open, widen};

static TAG: LazyLock<Regex> = LazyLock::new(|| fixed(r"(?s)<!--.*?-->|<[/!?a-zA-Z][^<>]*>"));
/// What kramdown puts behind a block: `{: #id }`, `{: .class datetime="..." }`.
static ATTRIBUTES: LazyLock<Regex> =
    LazyLock::new(|| fixed(r"[ \t]*\{:\s*(?:#(?P<id>[\w.-]+))?[^}\n]*\}"));

fn fixed(pattern: &str) -> Regex {
    Regex::new(pattern).expect("the pattern is fixed")
}

fn options() -> Options {
    Options::ENABLE_TABLES | Options::ENABLE_HEADING_ATTRIBUTES
}

/// The sanitised text, with what was left out.
pub(crate) fn sanitize(text: &str) -> (String, Vec<Removal>) {
    let text = without_attributes(text);
    let mut edits = Edits::new(&text);
    let parser = Parser::new_ext(&text, options());
    let definitions: Vec<Range<usize>> = parser
        .reference_definitions()
        .iter()
        .map(|(_, link)| link.span.clone())
        .collect();
    edits.read(parser);
    for at in definitions {
        edits.replace(at, String::new(), None);
    }
    edits.apply()
}

/// A heading keeps the id that kramdown gives it; everything else of the kind goes.
fn without_attributes(text: &str) -> String {
    let lines = text.split_inclusive('\n').map(|line| {
        let line = spaced_heading(line);
        let is_heading = line.trim_start().starts_with('#');
        let attributes = |found: &Captures<'_>| match found.name("id").filter(|_| is_heading) {
            Some(id) => format!(" {{#{}}}", id.as_str()),
            None => String::new(),
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
    fn read(&mut self, parser: Parser<'a>) {
        let mut open: Vec<Open> = Vec::new();
        for (event, at) in parser.into_offset_iter() {
            widen(&mut open, &event, &at);
            match event {
                Event::Html(_) | Event::InlineHtml(_) => self.html(at),
                Event::Start(Tag::Link {
                    link_type,
                    dest_url,
                    ..
                }) => {
                    let link = self.link(at, link_type, &dest_url);
                    open.push(link);
                }
                Event::Start(Tag::Image { dest_url, .. }) => {
                    self.say(
                        at.start,
                        format!("the image `{dest_url}` is left out; its description stays"),
                    );
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
    }

    fn html(&mut self, at: Range<usize>) {
        let html = &self.text[at.clone()];
        let breaks =
            html.to_lowercase().starts_with("<br") && self.text[at.end..].starts_with('\n');
        // A line break that the author wrote as a tag is Markdown's backslash.
        let kept = if breaks {
            "\\".to_owned()
        } else {
            without_tags(html)
        };
        let what = format!(
            "the tag `{}` is left out",
            html.lines().next().unwrap_or_default().trim()
        );
        self.replace(at, kept, Some(what));
    }

    fn link(&mut self, at: Range<usize>, kind: LinkType, address: &str) -> Open {
        let is_let_through = address.starts_with('#') || is_let_through(address);
        if !is_let_through {
            self.say(
                at.start,
                format!("the address `{address}` is left out, its words stay; write it in full"),
            );
        }
        let is_inline = matches!(
            kind,
            LinkType::Inline | LinkType::Autolink | LinkType::Email
        );
        let is_changed = !is_let_through || !is_inline;
        let (before, after) = if is_let_through {
            ("[", format!("]({address})"))
        } else {
            ("", String::new())
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

fn without_tags(html: &str) -> String {
    TAG.replace_all(html, "").into_owned()
}

/// Asks the reader of the format itself, so that the two can never disagree.
fn is_let_through(address: &str) -> bool {
    let (notice, problems) = notice::parse(&format!("[a](<{address}>)"));
    problems.is_empty() && !notice.lead.is_empty()
}

/// What in a line of Markdown may hold no link: links and code.
pub(crate) fn protected(text: &str) -> Vec<Range<usize>> {
    let parts = Parser::new_ext(text, options()).into_offset_iter();
    let kept = parts.filter_map(|(event, at)| match event {
        Event::Start(Tag::Link { .. } | Tag::Image { .. } | Tag::CodeBlock(_)) | Event::Code(_) => {
            Some(at)
        }
        _ => None,
    });
    kept.collect()
}

/// A text whose links within the page lead to what `find` knows; the others leave their words.
pub(crate) fn retarget_anchors(text: &str, find: impl Fn(&str) -> Option<String>) -> String {
    let mut edits = Edits::new(text);
    let mut open: Vec<Open> = Vec::new();
    for (event, at) in Parser::new_ext(text, options()).into_offset_iter() {
        widen(&mut open, &event, &at);
        match event {
            Event::Start(Tag::Link { dest_url, .. }) => {
                let to = dest_url.strip_prefix('#').map(&find);
                let (before, after) = match to.clone().flatten() {
                    Some(id) => ("[", format!("](#{id})")),
                    None => ("", String::new()),
                };
                open.push(Open {
                    whole: at,
                    words: None,
                    before,
                    after,
                    is_changed: to.is_some(),
                });
            }
            Event::End(TagEnd::Link) => edits.close(open.pop()),
            _ => {}
        }
    }
    edits.apply().0
}
