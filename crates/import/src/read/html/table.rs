//! A table of a page as one of Markdown.

use std::collections::HashMap;

use ego_tree::NodeRef;
use scraper::Node;

use super::inline::{self, Place};
use super::name;

/// A table's rows; `None` where it only lays out what is in it.
pub(super) fn markdown(table: NodeRef<'_, Node>, depth: usize) -> Option<String> {
    let rows = rows(table);
    let is_nested = table
        .descendants()
        .skip(1)
        .any(|node| name(&node) == Some("table"));
    let widest = rows.iter().map(|row| cells(*row).count()).max()?;
    if is_nested || widest < 2 {
        return None;
    }
    // A cell over several rows or columns leaves the others of its area empty.
    let mut taken: HashMap<usize, usize> = HashMap::new();
    let mut lines: Vec<Vec<String>> = Vec::new();
    for row in rows {
        let mut line = Vec::new();
        for cell in cells(row) {
            skip_taken(&mut line, &mut taken);
            let words = inline::children(cell, depth, Place::Line);
            let words: Vec<&str> = words.split_whitespace().collect();
            let (columns, rows) = (span(cell, "colspan"), span(cell, "rowspan"));
            for column in 0..columns {
                if rows > 1 {
                    taken.insert(line.len(), rows - 1);
                }
                line.push(if column == 0 {
                    words.join(" ").replace('|', "\\|").replace("\\\\|", "\\|")
                } else {
                    String::new()
                });
            }
        }
        skip_taken(&mut line, &mut taken);
        if !line.is_empty() {
            lines.push(line);
        }
    }
    let width = lines.iter().map(Vec::len).max()?;
    let mut text = caption(table, depth);
    for (index, mut line) in lines.into_iter().enumerate() {
        line.resize(width, String::new());
        text.push_str(&format!("| {} |\n", line.join(" | ")));
        if index == 0 {
            text.push_str(&format!("|{}\n", " --- |".repeat(width)));
        }
    }
    Some(text)
}

/// Puts an empty cell where one of a row above reaches down.
fn skip_taken(line: &mut Vec<String>, taken: &mut HashMap<usize, usize>) {
    while let Some(rows) = taken.get_mut(&line.len()) {
        *rows -= 1;
        if *rows == 0 {
            taken.remove(&line.len());
        }
        line.push(String::new());
    }
}

fn caption(table: NodeRef<'_, Node>, depth: usize) -> String {
    let caption = table
        .children()
        .find(|child| name(child) == Some("caption"));
    let words = caption.map(|caption| inline::children(caption, depth, Place::Line));
    match words.filter(|words| !words.trim().is_empty()) {
        Some(words) => format!("{}\n\n", words.trim()),
        None => String::new(),
    }
}

fn rows(table: NodeRef<'_, Node>) -> Vec<NodeRef<'_, Node>> {
    table
        .descendants()
        .filter(|node| name(node) == Some("tr"))
        .collect()
}

fn cells(row: NodeRef<'_, Node>) -> impl Iterator<Item = NodeRef<'_, Node>> {
    row.children()
        .filter(|cell| matches!(name(cell), Some("td" | "th")))
}

fn span(cell: NodeRef<'_, Node>, key: &str) -> usize {
    // A span of thousands is a slip of a generator.
    const LARGEST: usize = 40;
    let element = cell.value().as_element();
    let span = element
        .and_then(|cell| cell.attr(key))
        .and_then(|span| span.parse().ok());
    span.unwrap_or(1).clamp(1, LARGEST)
}
