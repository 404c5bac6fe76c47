//! What the tests share: the words of a Markdown text, and the files beside the project.

#![allow(dead_code, reason = "each test file uses its part")]

pub mod official;

use std::fs;
use std::path::{Path, PathBuf};

use import::{ImportedNotice, Metadata, import};
use notice::{Inline, Language, LinkTarget, Notice};
use pulldown_cmark::{Event, Options, Parser, Tag, TagEnd};

/// A text without its front matter.
fn body(markdown: &str) -> &str {
    match markdown.strip_prefix("---\n") {
        Some(rest) => rest.split_once("\n---\n").map_or("", |(_, body)| body),
        None => markdown,
    }
}

/// What the notice format has beside CommonMark.
fn options() -> Options {
    Options::ENABLE_TABLES
        | Options::ENABLE_HEADING_ATTRIBUTES
        | Options::ENABLE_FOOTNOTES
        | Options::ENABLE_DEFINITION_LIST
}

/// The words of a text without white space, list numbers included, marks of the format aside.
pub fn words(markdown: &str) -> String {
    let body = body(markdown);
    let mut words = String::new();
    for (event, at) in Parser::new_ext(body, options()).into_offset_iter() {
        match event {
            Event::Text(text) | Event::Code(text) => words.push_str(&text),
            Event::Start(Tag::Item) => {
                let marker = body[at].split_whitespace().next().unwrap_or_default();
                words.push_str(marker.trim_start_matches(['-', '*', '+']));
            }
            _ => {}
        }
    }
    squeezed(&words)
}

/// The words of a Markdown text with their borders: what stands between two of them is no letter
/// and no digit.
pub fn tokens(markdown: &str) -> Vec<String> {
    let body = body(markdown);
    let mut words = String::new();
    for (event, at) in Parser::new_ext(body, options()).into_offset_iter() {
        match event {
            Event::Text(text) | Event::Code(text) => words.push_str(&text),
            Event::Start(Tag::Item) => {
                let marker = body[at].split_whitespace().next().unwrap_or_default();
                words.push_str(&format!("\n{marker} "));
            }
            Event::Start(Tag::FootnoteDefinition(label)) | Event::FootnoteReference(label) => {
                words.push_str(&format!("\n{label} "));
            }
            Event::Start(
                Tag::Paragraph
                | Tag::TableCell
                | Tag::CodeBlock(_)
                | Tag::Heading { .. }
                | Tag::DefinitionListTitle
                | Tag::DefinitionListDefinition,
            )
            | Event::SoftBreak
            | Event::HardBreak => words.push('\n'),
            Event::End(
                TagEnd::Paragraph
                | TagEnd::TableCell
                | TagEnd::CodeBlock
                | TagEnd::Heading(_)
                | TagEnd::DefinitionListTitle
                | TagEnd::DefinitionListDefinition,
            ) => {
                words.push('\n');
            }
            _ => {}
        }
    }
    let split = words.split(|character: char| !character.is_alphanumeric());
    split
        .filter(|word| !word.is_empty())
        .map(str::to_owned)
        .collect()
}

/// A text without its white space; a step's full-width bracket is Markdown's own.
pub fn squeezed(text: &str) -> String {
    text.replace('）', ")")
        .chars()
        .filter(|character| !character.is_whitespace())
        .collect()
}

/// An imported text and the notice it reads as, which has no problem.
pub fn imported(text: &str, language: Language) -> (ImportedNotice, Notice) {
    let metadata = Metadata {
        language,
        edition: "demo".to_owned(),
        version: None,
        ..Metadata::default()
    };
    let imported = import(text.as_bytes(), &metadata).unwrap_or_else(|error| panic!("{error}"));
    let (notice, problems) = notice::parse(&imported.markdown);
    assert_eq!(problems, [], "{}", imported.markdown);
    (imported, notice)
}

/// The outline of a notice: a line for each clause, indented by level.
pub fn outline(notice: &Notice) -> String {
    let line = |clause: &notice::Clause| {
        let indent = "  ".repeat(usize::from(clause.level - 2));
        let guide = if clause.is_guide { " (guide)" } else { "" };
        let updates = if clause.is_updates { " (updates)" } else { "" };
        format!(
            "{indent}{} [{}]{guide}{updates}\n",
            notice::text::heading(clause),
            clause.id
        )
    };
    notice.clauses.iter().map(line).collect()
}

/// A file beside the project; `None`, said on the way, where it is not there.
pub fn shared(path: &str) -> Option<String> {
    let file = shared_path(path);
    let text = fs::read_to_string(&file).ok();
    if text.is_none() {
        eprintln!("skipped: {} is not there", file.display());
    }
    text
}

/// The place of a file beside the project.
pub fn shared_path(path: &str) -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR"))
        .join("../../../shared")
        .join(path)
}

/// An imported text and the notice it reads as, whatever problems it has.
pub fn read(text: &str, language: Language) -> (ImportedNotice, Notice) {
    let metadata = Metadata {
        language,
        edition: "demo".to_owned(),
        version: None,
        ..Metadata::default()
    };
    let imported =
        import(text.as_bytes(), &metadata).unwrap_or_else(|error| panic!("{error}\n{text}"));
    let notice = notice::parse(&imported.markdown).0;
    (imported, notice)
}

/// The links of the clauses: their words, and where they lead as Markdown writes it.
pub fn links(notice: &Notice) -> Vec<(String, String)> {
    let mut links = Vec::new();
    for block in notice.clauses.iter().flat_map(|clause| &clause.blocks) {
        block.each_inline(&mut |word| {
            if let Inline::Link { to, words, .. } = word {
                let to = match to {
                    LinkTarget::Path(id) => format!("path:{id}"),
                    LinkTarget::Clause(id) => format!("#{id}"),
                    LinkTarget::Web(address) => address.clone(),
                };
                links.push((notice::text::line(words), to));
            }
        });
    }
    links
}
