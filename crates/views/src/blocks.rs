//! Blocks of a notice as HTML: the one place where a notice's words become markup.
//!
//! Every word is escaped by `maud`; only the targets that the parser knows to be safe become
//! links. Entry points: [`blocks`] and [`inlines`].

use interface::{Address, Language, View};
use maud::{Markup, html};
use notice::{Block, Inline, LinkTarget, Step};

/// On which page the words stand.
#[derive(Clone, Copy)]
pub struct On<'a> {
    lang: Language,
    notice: &'a str,
    in_step: bool,
}

/// On the page of the whole notice, where the other clauses are too.
pub fn on_notice(lang: Language) -> On<'static> {
    on_page(lang, "")
}

/// On another page: links to clauses lead to the notice at that address.
pub fn on_page(lang: Language, notice: &str) -> On<'_> {
    On {
        lang,
        notice,
        in_step: false,
    }
}

/// The blocks in order.
pub fn blocks(blocks: &[Block], on: On) -> Markup {
    html! { @for block in blocks { (one(block, on)) } }
}

fn one(block: &Block, on: On) -> Markup {
    match block {
        Block::Paragraph(words) => html! { p { (inlines(words, on)) } },
        Block::List {
            start: Some(start),
            items,
        } => html! {
            ol start=(start) { @for item in items { (list_item(item, on)) } }
        },
        Block::List { start: None, items } => html! {
            ul { @for item in items { (list_item(item, on)) } }
        },
        Block::Steps(steps) => self::steps(steps, on),
        Block::Quote(inner) => html! { blockquote { (blocks(inner, on)) } },
        Block::Table(rows) => table(rows, on),
        Block::Code(text) => html! { pre { code { (text) } } },
        Block::Subheading(words) => html! { p { strong { (inlines(words, on)) } } },
        Block::Rule => html! { hr; },
    }
}

/// An item of one paragraph is set without it, so that the list stays tight.
fn list_item(item: &[Block], on: On) -> Markup {
    match item {
        [Block::Paragraph(words)] => html! { li { (inlines(words, on)) } },
        _ => html! { li { (blocks(item, on)) } },
    }
}

/// The steps of a guide as an ordered list.
pub fn steps(steps: &[Step], on: On) -> Markup {
    html! {
        ol class="steps" { @for step in steps { li { (self::step(step, on)) } } }
    }
}

/// What to do in one step. Bold words are labels of the host app, which no browser translates.
pub fn step(step: &Step, on: On) -> Markup {
    let on = On {
        in_step: true,
        ..on
    };
    inlines(&step.words, on)
}

fn table(rows: &[Vec<Vec<Inline>>], on: On) -> Markup {
    let (head, body) = rows
        .split_first()
        .map_or((&[][..], &[][..]), |(head, body)| (head.as_slice(), body));
    html! {
        table {
            thead { tr { @for cell in head { th scope="col" { (inlines(cell, on)) } } } }
            tbody { @for row in body { tr { @for cell in row { td { (inlines(cell, on)) } } } } }
        }
    }
}

/// A run of words.
pub fn inlines(words: &[Inline], on: On) -> Markup {
    html! { @for word in words { (inline(word, on)) } }
}

fn inline(word: &Inline, on: On) -> Markup {
    match word {
        Inline::Text(text) => html! { (text) },
        Inline::Strong(inner) => html! {
            strong translate=[on.in_step.then_some("no")] { (inlines(inner, on)) }
        },
        Inline::Emphasis(inner) => html! { em { (inlines(inner, on)) } },
        Inline::Code(text) => html! { code { (text) } },
        Inline::Break => html! { br; },
        Inline::Link { to, words, .. } => link(to, words, on),
    }
}

fn link(to: &LinkTarget, words: &[Inline], on: On) -> Markup {
    match to {
        LinkTarget::Clause(id) => {
            html! { a href={ (on.notice) "#" (id) } { (inlines(words, on)) } }
        }
        LinkTarget::Web(url) => {
            html! { a href=(url) rel="noopener noreferrer" { (inlines(words, on)) } }
        }
        LinkTarget::Path(id) => trail_link(id, &notice::text::line(words), on.lang),
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
/// A translating browser leaves them as they are in the host app.
pub fn trail(labels: &[&str]) -> Markup {
    html! {
        @for (place, label) in labels.iter().enumerate() {
            @if place > 0 {
                span class="trail__arrow" aria-hidden="true" { " › " }
                span class="visually-hidden" { ", " }
            }
            span class="trail__label" translate="no" { (label) }
        }
    }
}
