//! Blocks of a notice as views: the one place where a notice's words become elements.
//!
//! Every word is escaped by Leptos; only the targets that the parser knows to be safe become
//! links. Entry points: [`blocks`] and [`inlines`].

use interface::{Address, Language, View, ids};
use leptos::prelude::*;
use notice::{Block, Inline, LinkTarget, Step, TermEntry};

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

/// Words as text; `None` where there are none, for which Leptos would write a blank.
pub fn text(words: &str) -> Option<String> {
    (!words.is_empty()).then(|| words.to_string())
}

/// The blocks in order.
pub fn blocks(blocks: &[Block], on: On) -> AnyView {
    let blocks = blocks.iter().map(|block| one(block, on));
    blocks.collect_view().into_any()
}

fn one(block: &Block, on: On) -> AnyView {
    match block {
        Block::Paragraph(words) => view! { <p>{inlines(words, on)}</p> }.into_any(),
        Block::List { start, items } => list(*start, items, on),
        Block::Steps(steps) => self::steps(steps, on),
        Block::Quote(inner) => view! { <blockquote>{blocks(inner, on)}</blockquote> }.into_any(),
        Block::Table(rows) => table(rows, on),
        Block::TermList(entries) => self::entries(entries, on),
        Block::Note { label, blocks } => note(label, blocks, on),
        Block::Code(code) => view! { <pre><code>{text(code)}</code></pre> }.into_any(),
        Block::Subheading(words) => {
            view! { <p><strong>{inlines(words, on)}</strong></p> }.into_any()
        }
        Block::Rule => view! { <hr/> }.into_any(),
    }
}

fn list(start: Option<u64>, items: &[Vec<Block>], on: On) -> AnyView {
    let items = items.iter().map(|item| list_item(item, on)).collect_view();
    match start {
        Some(start) => view! { <ol start=start>{items}</ol> }.into_any(),
        None => view! { <ul>{items}</ul> }.into_any(),
    }
}

fn list_item(item: &[Block], on: On) -> AnyView {
    view! { <li>{run(item, on)}</li> }.into_any()
}

/// One paragraph is set without it, so that a list stays tight.
fn run(inner: &[Block], on: On) -> AnyView {
    match inner {
        [Block::Paragraph(words)] => inlines(words, on),
        _ => blocks(inner, on),
    }
}

/// The steps of a guide as an ordered list.
pub fn steps(steps: &[Step], on: On) -> AnyView {
    let steps = steps.iter().map(|step| {
        let words = self::step(step, on);
        view! { <li>{words}</li> }
    });
    view! { <ol class="steps">{steps.collect_view()}</ol> }.into_any()
}

/// What to do in one step. Bold words are labels of the host app, which no browser translates.
pub fn step(step: &Step, on: On) -> AnyView {
    let on = On {
        in_step: true,
        ..on
    };
    inlines(&step.words, on)
}

fn table(rows: &[Vec<Vec<Inline>>], on: On) -> AnyView {
    let (head, body) = rows
        .split_first()
        .map_or((&[][..], &[][..]), |(head, body)| (head.as_slice(), body));
    let head = head.iter().map(|cell| {
        let words = inlines(cell, on);
        view! { <th scope="col">{words}</th> }
    });
    let body = body.iter().map(|row| {
        let cells = row.iter().map(|cell| {
            let words = inlines(cell, on);
            view! { <td>{words}</td> }
        });
        view! { <tr>{cells.collect_view()}</tr> }
    });
    view! {
        <table>
            <thead><tr>{head.collect_view()}</tr></thead>
            <tbody>{body.collect_view()}</tbody>
        </table>
    }
    .into_any()
}

fn entries(entries: &[TermEntry], on: On) -> AnyView {
    let entries = entries.iter().map(|entry| {
        let terms = entry.terms.iter();
        let terms = terms.map(|term| view! { <dt>{inlines(term, on)}</dt> });
        let meanings = entry.meanings.iter();
        let meanings = meanings.map(|meaning| view! { <dd>{run(meaning, on)}</dd> });
        view! { {terms.collect_view()} {meanings.collect_view()} }
    });
    view! { <dl>{entries.collect_view()}</dl> }.into_any()
}

/// A footnote where its author put it; its marks in the text lead here. A screen reader says what it is
/// (DPUB-ARIA).
fn note(label: &str, blocks: &[Block], on: On) -> AnyView {
    let id = on.notice.is_empty().then(|| ids::note(label));
    view! {
        <aside class="footnote" id=id role="doc-footnote">
            <small class="footnote__mark">{text(label)}</small>
            " "
            {run(blocks, on)}
        </aside>
    }
    .into_any()
}

fn note_mark(label: &str, on: On) -> AnyView {
    let href = format!("{}#{}", on.notice, ids::note(label));
    view! {
        <small class="footnote__mark"><a href=href role="doc-noteref">{text(label)}</a></small>
    }
    .into_any()
}

/// A run of words.
pub fn inlines(words: &[Inline], on: On) -> AnyView {
    let words = words.iter().map(|word| inline(word, on));
    words.collect_view().into_any()
}

fn inline(word: &Inline, on: On) -> AnyView {
    match word {
        Inline::Text(words) => text(words).into_any(),
        Inline::Strong(inner) => {
            let translate = on.in_step.then_some("no");
            view! { <strong translate=translate>{inlines(inner, on)}</strong> }.into_any()
        }
        Inline::Emphasis(inner) => view! { <em>{inlines(inner, on)}</em> }.into_any(),
        Inline::Code(code) => view! { <code>{text(code)}</code> }.into_any(),
        Inline::NoteMark(label) => note_mark(label, on),
        Inline::Break => view! { <br/> }.into_any(),
        Inline::Link { to, words, .. } => link(to, words, on),
    }
}

fn link(to: &LinkTarget, words: &[Inline], on: On) -> AnyView {
    match to {
        LinkTarget::Clause(id) => {
            let href = format!("{}#{id}", on.notice);
            view! { <a href=href>{inlines(words, on)}</a> }.into_any()
        }
        LinkTarget::Web(url) => {
            let href = url.clone();
            view! { <a href=href rel="noopener noreferrer">{inlines(words, on)}</a> }.into_any()
        }
        LinkTarget::Path(id) => trail_link(id, &notice::text::line(words), on.lang),
    }
}

/// A settings path as a trail of labels that leads to the walk.
pub fn trail_link(id: &str, chain: &str, lang: Language) -> AnyView {
    let labels: Vec<&str> = chain.split(" > ").collect();
    let href = Address {
        lang,
        view: View::Walk {
            guide: id.into(),
            step: None,
        },
    }
    .href();
    view! { <a class="trail" href=href>{trail(&labels)}</a> }.into_any()
}

/// Labels with an arrow between them; a screen reader hears a pause instead of the arrow.
/// A translating browser leaves them as they are in the host app.
pub fn trail(labels: &[&str]) -> AnyView {
    let labels = labels.iter().enumerate().map(|(place, label)| {
        let arrow = (place > 0).then(|| {
            view! {
                <span class="trail__arrow" aria-hidden="true">" › "</span>
                <span class="visually-hidden">", "</span>
            }
        });
        view! {
            {arrow}
            <span class="trail__label" translate="no">{text(label)}</span>
        }
    });
    labels.collect_view().into_any()
}
