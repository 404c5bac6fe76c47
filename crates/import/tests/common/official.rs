//! The official text as the tests see it.

use std::sync::LazyLock;

use import::ImportedNotice;
use notice::{Block, Clause, Inline, Language, LinkTarget, Notice, Step, text};
use serde_json::Value;

use super::{imported, shared};

/// The official text, its inventory, and what becomes of it.
pub struct Official {
    pub source: String,
    pub inventory: Value,
    pub imported: ImportedNotice,
    pub notice: Notice,
}

/// `None` where the text is not beside the project.
pub static OFFICIAL: LazyLock<Option<Official>> = LazyLock::new(|| {
    let source = shared("source/weixin-guidelines-2025-05-09.en.txt")?;
    let inventory =
        serde_json::from_str(&shared("source/inventory.json")?).expect("the inventory is JSON");
    let (imported, notice) = imported(&source, Language::En);
    Some(Official {
        source,
        inventory,
        imported,
        notice,
    })
});

impl Official {
    /// The clause with an inventory's number: `5.1.10`, `intro.vi`.
    pub fn clause(&self, number: &str) -> &Clause {
        let id = match number.strip_prefix("intro") {
            Some(rest) => format!("intro{}", rest.replace('.', "-")),
            None => format!("c{}", number.replace('.', "-")),
        };
        self.notice
            .clause(&id)
            .unwrap_or_else(|| panic!("no clause {number}"))
    }

    /// A line of the source.
    pub fn line(&self, line: usize) -> &str {
        self.source
            .lines()
            .nth(line - 1)
            .expect("the line is in the source")
    }

    /// Whether something is said about a line to the person who imports.
    pub fn says(&self, line: usize, what: &str) -> bool {
        self.imported
            .review_items
            .iter()
            .any(|item| item.line == line && item.what.contains(what))
    }

    /// Each link with its clause and its words.
    pub fn links(&self) -> Vec<(String, LinkTarget, String)> {
        let mut links = Vec::new();
        for clause in &self.notice.clauses {
            for block in &clause.blocks {
                block.each_inline(&mut |word| {
                    if let Inline::Link { to, words, .. } = word {
                        links.push((clause.id.to_string(), to.clone(), text::line(words)));
                    }
                });
            }
        }
        links
    }
}

/// The steps of a guide.
pub fn steps(clause: &Clause) -> Vec<&Step> {
    let steps = clause.blocks.iter().filter_map(|block| match block {
        Block::Steps(steps) => Some(steps),
        _ => None,
    });
    steps.flatten().collect()
}

/// A JSON list; empty for anything else.
pub fn list(value: &Value) -> &[Value] {
    value.as_array().map_or(&[], Vec::as_slice)
}

/// A JSON string; empty for anything else.
pub fn string(value: &Value) -> &str {
    value.as_str().unwrap_or_default()
}

/// A JSON number; 0 for anything else.
pub fn number(value: &Value) -> usize {
    value
        .as_u64()
        .and_then(|value| usize::try_from(value).ok())
        .unwrap_or(0)
}
