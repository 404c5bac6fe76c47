//! HTML as Markdown: what a page shows, without what only lays it out.
//!
//! html5ever, the parser of Servo, reads the page as a browser does (through scraper, which keeps
//! the tree); the tree is written as Markdown here, because a converter made for articles drops
//! what a notice must keep: cells of a head that are no `th`, the spans of cells, anchors. Entry
//! points: [`markdown`] for a page, [`part`] for HTML inside Markdown.

mod definitions;
mod inline;
mod marker;
mod table;

use ego_tree::NodeRef;
use scraper::{Html, Node};

use crate::escape;
use crate::read::tags;

/// Nested deeper than this, only the words of a page are read: no notice nests so deep, and a
/// hostile one must not exhaust the stack.
const DEEPEST: usize = 120;

/// What a page shows as text.
#[derive(Default)]
pub(super) struct Page {
    out: String,
    /// Words that no block has taken yet.
    line: String,
    /// Anchors above the next heading.
    anchors: Vec<String>,
    left_out: Vec<&'static str>,
}

/// A page as Markdown, and the tags with words in them that were left out.
pub(super) fn markdown(document: &Html) -> (String, Vec<&'static str>) {
    let mut page = Page::default();
    page.children(document.tree.root(), 0);
    page.end_paragraph();
    page.left_out.dedup();
    (page.out, page.left_out)
}

/// HTML inside Markdown: as Markdown, and the names that links within the page can lead to.
pub(super) fn part(html: &str) -> (String, Vec<String>) {
    let fragment = Html::parse_fragment(html);
    let mut page = Page::default();
    page.children(fragment.tree.root(), 0);
    page.end_paragraph();
    tags::without_anchors(&page.out)
}

/// The title of the window.
pub(super) fn title(document: &Html) -> Option<String> {
    let titles = document
        .tree
        .nodes()
        .filter(|node| name(node) == Some("title"));
    let words = titles
        .map(|title| inline::text(title))
        .find(|words| !words.trim().is_empty())?;
    Some(words.split_whitespace().collect::<Vec<_>>().join(" "))
}

/// The tag of a node.
pub(super) fn name<'a>(node: &NodeRef<'a, Node>) -> Option<&'a str> {
    node.value().as_element().map(|element| element.name())
}

impl Page {
    fn children(&mut self, node: NodeRef<'_, Node>, depth: usize) {
        if depth > DEEPEST {
            self.line
                .push_str(&escape::words(&inline::text(node), false));
            return;
        }
        for child in node.children() {
            self.node(child, depth + 1);
        }
    }

    fn node(&mut self, node: NodeRef<'_, Node>, depth: usize) {
        let Some(element) = node.value().as_element() else {
            return self
                .line
                .push_str(&inline::markdown(node, depth, inline::Place::Paragraph));
        };
        let tag = element.name();
        if is_layout(tag) {
            // A script is no loss; words that a person can read are said to be left out.
            let spoken = ["nav", "select", "button"];
            self.left_out
                .extend(spoken.iter().find(|known| **known == tag));
            return;
        }
        if is_block(tag) {
            self.end_paragraph();
            self.anchors.extend(element.id().map(str::to_owned));
        }
        match tag {
            "h1" | "h2" | "h3" | "h4" | "h5" | "h6" => self.heading(node, tag, depth),
            "ul" | "ol" => self.list(node, tag == "ol", depth),
            "dl" => match definitions::entries(node) {
                Some(entries) => self.definitions(&entries, depth),
                None => self.children(node, depth),
            },
            "blockquote" => self.nested(node, "> ", "> ", depth),
            "pre" => self.block(&format!(
                "```\n{}\n```",
                inline::text(node).trim_matches('\n')
            )),
            "table" => match table::markdown(node, depth) {
                Some(table) => self.block(&table),
                None => self.children(node, depth),
            },
            "hr" => self.block("* * *"),
            _ if is_block(tag) => self.children(node, depth),
            _ if inline::has_block(node) => self.children(node, depth),
            _ => self
                .line
                .push_str(&inline::markdown(node, depth, inline::Place::Paragraph)),
        }
        if is_block(tag) {
            self.end_paragraph();
        }
    }

    fn heading(&mut self, node: NodeRef<'_, Node>, tag: &str, depth: usize) {
        let words = inline::children(node, depth, inline::Place::Line);
        if words.trim().is_empty() {
            return;
        }
        let level = tag[1..].parse().unwrap_or(2);
        let anchors: String = self
            .anchors
            .drain(..)
            .map(|anchor| format!("<a id=\"{}\"></a>", anchor.replace('"', "")))
            .collect();
        let heading = format!(
            "{} {anchors}{}",
            "#".repeat(level),
            words.trim().replace('#', "\\#")
        );
        self.block(&heading);
    }

    fn list(&mut self, list: NodeRef<'_, Node>, is_ordered: bool, depth: usize) {
        let element = list.value().as_element();
        let start = element
            .and_then(|list| list.attr("start"))
            .and_then(|start| start.parse().ok());
        let mut number: usize = start.unwrap_or(1);
        let letters = element.and_then(|list| list.attr("type")).unwrap_or("1");
        for item in list.children().filter(|child| child.value().is_element()) {
            let given = item
                .value()
                .as_element()
                .and_then(|item| item.attr("value"));
            number = given.and_then(|value| value.parse().ok()).unwrap_or(number);
            let marker = match (is_ordered, letters) {
                (false, _) => "- ".to_owned(),
                (true, "a" | "A" | "i" | "I") => format!("- {} ", marker::counted(number, letters)),
                (true, _) => format!("{number}. "),
            };
            let indent = if marker.starts_with('-') {
                2
            } else {
                marker.len()
            };
            self.nested(item, &marker, &" ".repeat(indent), depth);
            number += 1;
        }
    }

    fn definitions(&mut self, entries: &[NodeRef<'_, Node>], depth: usize) {
        let mut text = String::new();
        for entry in entries {
            match name(entry) {
                Some("dt") => {
                    let term = inline::children(*entry, depth, inline::Place::Line);
                    let break_before = if text.is_empty() { "" } else { "\n" };
                    text.push_str(&format!(
                        "{break_before}{}\n",
                        escape::line_start(term.trim())
                    ));
                }
                _ => text.push_str(&self.inside(*entry, ": ", "  ", depth)),
            }
        }
        self.block(&text);
    }

    /// The blocks of a node, each line of them behind `rest`, the first one behind `first`.
    fn nested(&mut self, node: NodeRef<'_, Node>, first: &str, rest: &str, depth: usize) {
        let text = self.inside(node, first, rest, depth);
        self.block(&text);
    }

    fn inside(&mut self, node: NodeRef<'_, Node>, first: &str, rest: &str, depth: usize) -> String {
        let mut inside = Page::default();
        inside.children(node, depth);
        inside.end_paragraph();
        let mut text = String::new();
        for (index, line) in inside.out.trim_end().lines().enumerate() {
            text.push_str(if index == 0 { first } else { rest });
            text.push_str(line);
            text.push('\n');
        }
        self.left_out.extend(inside.left_out);
        text
    }

    fn end_paragraph(&mut self) {
        let line = std::mem::take(&mut self.line);
        let line = line.trim().trim_end_matches('\\').trim_end();
        if !line.is_empty() {
            self.anchors.clear();
            self.block(&escape::line_start(line));
        }
    }

    fn block(&mut self, block: &str) {
        let block = block.trim_end();
        if !block.is_empty() {
            self.out.push_str(block);
            self.out.push_str("\n\n");
        }
    }
}

/// What a page has beside its text. A form is none of it: some servers put the whole page into one.
fn is_layout(tag: &str) -> bool {
    let hidden = [
        "head", "script", "style", "template", "svg", "iframe", "object", "nav", "select",
        "button", "noscript", "audio", "video", "canvas",
    ];
    hidden.contains(&tag)
}

pub(super) fn is_block(tag: &str) -> bool {
    let blocks = [
        "html",
        "body",
        "main",
        "article",
        "section",
        "div",
        "p",
        "header",
        "footer",
        "aside",
        "figure",
        "figcaption",
        "details",
        "summary",
        "address",
        "center",
        "dl",
        "dt",
        "dd",
        "form",
        "fieldset",
        "legend",
        "h1",
        "h2",
        "h3",
        "h4",
        "h5",
        "h6",
        "ul",
        "ol",
        "li",
        "blockquote",
        "pre",
        "table",
        "thead",
        "tbody",
        "tfoot",
        "tr",
        "td",
        "th",
        "caption",
        "hr",
    ];
    blocks.contains(&tag)
}
