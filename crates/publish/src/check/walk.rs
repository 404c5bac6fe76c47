//! Walking the blocks of a clause: its links, its points, its steps.
//!
//! Entry points: [`links`], [`points`] and [`steps`].

use notice::{Block, Inline, LinkTarget, Step, text};

/// A link as it stands in a text.
pub struct Link<'a> {
    /// Where it leads.
    pub to: &'a LinkTarget,
    /// Its words.
    pub words: String,
    /// Its line in the file.
    pub line: usize,
}

/// Every link in these blocks.
pub fn links(blocks: &[Block]) -> Vec<Link<'_>> {
    let mut links = Vec::new();
    each_line(blocks, &mut |words| add_links(words, &mut links));
    links
}

/// How many points the bullet lists have, points of points included.
pub fn points(blocks: &[Block]) -> usize {
    let count = |block: &Block| match block {
        Block::List { items, .. } => {
            items.len() + items.iter().map(|item| points(item)).sum::<usize>()
        }
        Block::Quote(blocks) | Block::Note { blocks, .. } => points(blocks),
        Block::TermList(entries) => {
            let meanings = entries.iter().flat_map(|entry| &entry.meanings);
            meanings.map(|meaning| points(meaning)).sum()
        }
        _ => 0,
    };
    blocks.iter().map(count).sum()
}

/// The steps of the guide.
pub fn steps(blocks: &[Block]) -> Vec<&Step> {
    let lists = blocks.iter().filter_map(|block| match block {
        Block::Steps(steps) => Some(steps),
        _ => None,
    });
    lists.flatten().collect()
}

fn each_line<'a>(blocks: &'a [Block], visit: &mut impl FnMut(&'a [Inline])) {
    for block in blocks {
        match block {
            Block::Paragraph(words) | Block::Subheading(words) => visit(words),
            Block::List { items, .. } => items.iter().for_each(|item| each_line(item, visit)),
            Block::Steps(steps) => steps.iter().for_each(|step| visit(&step.words)),
            Block::Quote(blocks) | Block::Note { blocks, .. } => each_line(blocks, visit),
            Block::TermList(entries) => {
                for entry in entries {
                    entry.terms.iter().for_each(|term| visit(term));
                    let meanings = entry.meanings.iter();
                    meanings.for_each(|meaning| each_line(meaning, visit));
                }
            }
            Block::Table(rows) => rows.iter().flatten().for_each(|cell| visit(cell)),
            Block::Code(_) | Block::Rule => {}
        }
    }
}

fn add_links<'a>(words: &'a [Inline], links: &mut Vec<Link<'a>>) {
    for word in words {
        match word {
            Inline::Link { to, words, line } => {
                links.push(Link {
                    to,
                    words: text::line(words),
                    line: *line,
                });
            }
            Inline::Strong(words) | Inline::Emphasis(words) => add_links(words, links),
            _ => {}
        }
    }
}
