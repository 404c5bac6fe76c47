//! Blocks of a notice as HTML: the one place where a notice's words become markup.
//!
//! Every word is escaped by `maud`; only the targets that the parser knows to be safe become
//! links. Entry points: [`blocks`] and [`inlines`].

use ::site::{Address, Language, View};
use maud::{Markup, html};
use notice::{Block, Inline, LinkTarget, Step};

/// The blocks in order.
pub fn blocks(blocks: &[Block], lang: Language) -> Markup {
    html! { @for block in blocks { (one(block, lang)) } }
}

fn one(block: &Block, lang: Language) -> Markup {
    match block {
        Block::Paragraph(words) => html! { p { (inlines(words, lang)) } },
        Block::List {
            start: Some(start),
            items,
        } => html! {
            ol start=(start) { @for item in items { (list_item(item, lang)) } }
        },
        Block::List { start: None, items } => html! {
            ul { @for item in items { (list_item(item, lang)) } }
        },
        Block::Steps(steps) => self::steps(steps, lang),
        Block::Quote(inner) => html! { blockquote { (blocks(inner, lang)) } },
        Block::Table(rows) => table(rows, lang),
        Block::Code(text) => html! { pre { code { (text) } } },
        Block::Subheading(words) => html! { p { strong { (inlines(words, lang)) } } },
        Block::Rule => html! { hr; },
    }
}

/// An item of one paragraph is set without it, so that the list stays tight.
fn list_item(item: &[Block], lang: Language) -> Markup {
    match item {
        [Block::Paragraph(words)] => html! { li { (inlines(words, lang)) } },
        _ => html! { li { (blocks(item, lang)) } },
    }
}

/// The steps of a guide as an ordered list.
pub fn steps(steps: &[Step], lang: Language) -> Markup {
    html! {
        ol class="steps" { @for step in steps { li { (inlines(&step.words, lang)) } } }
    }
}

fn table(rows: &[Vec<Vec<Inline>>], lang: Language) -> Markup {
    let (head, body) = rows
        .split_first()
        .map_or((&[][..], &[][..]), |(head, body)| (head.as_slice(), body));
    html! {
        table {
            thead { tr { @for cell in head { th scope="col" { (inlines(cell, lang)) } } } }
            tbody { @for row in body { tr { @for cell in row { td { (inlines(cell, lang)) } } } } }
        }
    }
}

/// A run of words.
pub fn inlines(words: &[Inline], lang: Language) -> Markup {
    html! { @for word in words { (inline(word, lang)) } }
}

fn inline(word: &Inline, lang: Language) -> Markup {
    match word {
        Inline::Text(text) => html! { (text) },
        Inline::Strong(inner) => html! { strong { (inlines(inner, lang)) } },
        Inline::Emphasis(inner) => html! { em { (inlines(inner, lang)) } },
        Inline::Code(text) => html! { code { (text) } },
        Inline::Break => html! { br; },
        Inline::Link { to, words, .. } => link(to, words, lang),
    }
}

fn link(to: &LinkTarget, words: &[Inline], lang: Language) -> Markup {
    match to {
        LinkTarget::Clause(id) => html! { a href={ "#" (id) } { (inlines(words, lang)) } },
        LinkTarget::Web(url) => {
            html! { a href=(url) rel="noopener noreferrer" { (inlines(words, lang)) } }
        }
        LinkTarget::Path(id) => trail_link(id, &notice::text::line(words), lang),
    }
}

/// A settings path as a trail of labels that leads to the walk.
pub fn trail_link(id: &str, chain: &str, lang: Language) -> Markup {
    let labels: Vec<&str> = chain.split(" > ").collect();
    let href = Address {
        lang,
        view: View::Walk {
            guide: id.into(),
            step: None,
        },
    }
    .href();
    html! { a class="trail" href=(href) { (trail(&labels)) } }
}

/// Labels with an arrow between them; a screen reader hears a pause instead of the arrow.
pub fn trail(labels: &[&str]) -> Markup {
    html! {
        @for (place, label) in labels.iter().enumerate() {
            @if place > 0 {
                span class="trail__arrow" aria-hidden="true" { " › " }
                span class="visually-hidden" { ", " }
            }
            span class="trail__label" { (label) }
        }
    }
}
