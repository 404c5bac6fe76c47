//! Fuzzes the notice reader: any text gives a notice whose links are all known to be safe.
//!
//! `cargo +nightly fuzz run parse` from the project's root.

#![no_main]

use libfuzzer_sys::fuzz_target;
use notice::{Block, Inline, LinkTarget};

fuzz_target!(|source: &str| {
    let (notice, problems) = notice::parse(source);
    let lines = source.matches('\n').count() + 1;
    assert!(
        problems
            .iter()
            .all(|problem| (1..=lines).contains(&problem.line))
    );
    notice.lead.iter().for_each(block);
    notice
        .clauses
        .iter()
        .flat_map(|clause| &clause.blocks)
        .for_each(block);
});

fn block(part: &Block) {
    match part {
        Block::Paragraph(words) | Block::Subheading(words) => line(words),
        Block::List { items, .. } => items.iter().flatten().for_each(block),
        Block::Steps(steps) => steps.iter().for_each(|step| line(&step.words)),
        Block::Quote(blocks) => blocks.iter().for_each(block),
        Block::Table(rows) => rows.iter().flatten().for_each(|cell| line(cell)),
        Block::Code(_) | Block::Rule => {}
    }
}

fn line(words: &[Inline]) {
    for word in words {
        match word {
            Inline::Link {
                to: LinkTarget::Web(address),
                ..
            } => {
                let address = address.to_ascii_lowercase();
                assert!(
                    ["https://", "http://", "mailto:"]
                        .iter()
                        .any(|start| address.starts_with(start))
                );
            }
            Inline::Strong(words) | Inline::Emphasis(words) => line(words),
            _ => {}
        }
    }
}
