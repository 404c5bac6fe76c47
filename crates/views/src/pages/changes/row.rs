//! A row of a table in a comparison: one thing, whose cells are named by their columns.
//!
//! Of a row that changed the cells that changed are shown, behind its name; of any other all cells.
//! A term with its meaning is drawn the same. Entry point: [`ChangedRow`].

use interface::marks::{self, Block, Change};
use interface::words;
use leptos::prelude::*;
use notice::Language;
use notice::change::{BlockChange, Op, Span, Status, Weight};

use crate::pages::changes::block::{Marked, number, renumbered, reworded, small};
use crate::pages::changes::groups::{Kind, Part};
use crate::pages::changes::pair::Pair;
use crate::pages::phrases;

/// The cells of one row.
#[component]
pub fn ChangedRow<'a>(
    /// The two releases.
    pair: Pair<'a>,
    /// Its cells.
    cells: Part<'a, 'a>,
    /// Whether its clause's tag already says what became of it.
    is_said: bool,
) -> AnyView {
    let lang = pair.context.lang;
    let kind = Kind::of(cells);
    let change = kind.map_or_else(|| small_change(cells), Kind::mark);
    let word = match kind {
        Some(Kind::Edited) => Some(reworded(&spans(cells), is_said, lang)),
        Some(kind @ (Kind::Added | Kind::Removed)) if !is_said => Some(tag(kind.word(pair))),
        Some(Kind::Moved) => Some(tag(moved(cells, lang))),
        None => small_word(change, cells, lang).map(tag),
        Some(_) => None,
    };
    let is_edited = cells.iter().any(|cell| differs(cell));
    let shown = cells.iter().copied();
    let shown: Vec<&BlockChange> = shown.filter(|cell| !is_edited || differs(cell)).collect();
    let has_name = shown.iter().any(|cell| is_name(cell));
    let place_of_row = cells.first().and_then(|cell| cell.cell.as_ref());
    let name = place_of_row
        .filter(|_| !has_name)
        .map(|at| view! { <b>{at.row_name.clone()}</b> " · " });
    let texts = shown.into_iter().enumerate().map(|(place, cell)| {
        view! { {(place > 0).then_some(" · ")} <Cell pair=pair cell=cell/> }
    });
    let hints = cells.iter().map(|cell| small(pair, cell));
    let place = kind.map(|_| "");
    view! {
        <div class="change__block" data-change=marks::CHANGE.says(change)
            data-block=marks::BLOCK.says(Block::Row)
            data-change-place=place tabindex=place.map(|_| "-1")>
            {word}
            {cells.first().map(|cell| renumbered(cell, lang))}
            <p class="change__text">
                {cells.first().map(|cell| number(cell))}
                {name}
                {texts.collect_view()}
            </p>
            {hints.collect_view()}
        </div>
    }
    .into_any()
}

/// What is in a cell, behind the name of its column; the cell that names the row has none.
#[component]
fn Cell<'a>(pair: Pair<'a>, cell: &'a BlockChange) -> AnyView {
    let lang = pair.context.lang;
    let column = cell.cell.as_ref().map_or("", |at| &at.column);
    let is_name = is_name(cell);
    let column = (!column.is_empty() && !is_name).then(|| {
        view! { <span class="hint">{words::changes_column(lang, column)}</span> {phrases::space(lang)} }
    });
    let words = view! { <Marked pair=pair block=cell/> };
    match is_name {
        true => view! { <b>{words}</b> }.into_any(),
        false => view! { {column} {words} }.into_any(),
    }
}

/// Whether a cell says what its row is called.
fn is_name(cell: &BlockChange) -> bool {
    let side = |other| cell.spans.iter().filter(move |span| span.0 != other);
    let text = |other| side(other).map(|span| span.1.as_str()).collect::<String>();
    let name = cell.cell.as_ref().map_or("", |at| &at.row_name);
    text(Op::Delete) == name || text(Op::Insert) == name
}

/// Whether a cell's words differ.
fn differs(cell: &BlockChange) -> bool {
    matches!(
        cell.status,
        Status::Edited | Status::MovedEdited | Status::Added | Status::Removed
    ) && !cell.spans.is_empty()
}

fn spans(cells: Part) -> Vec<Span> {
    cells.iter().flat_map(|cell| cell.spans.clone()).collect()
}

fn tag(word: &'static str) -> AnyView {
    view! { <span class="change__word">{word}</span> }.into_any()
}

fn moved(cells: Part, lang: Language) -> &'static str {
    match cells.iter().any(|cell| differs(cell)) {
        true => words::changes_moved_edited(lang),
        false => words::changes_moved(lang),
    }
}

/// The mark of a row whose words are as before.
fn small_change(cells: Part) -> Change {
    let has = |weight: Weight| cells.iter().any(|cell| cell.weight == weight);
    match () {
        () if has(Weight::Typography) || has(Weight::Emphasis) => Change::Typography,
        () if has(Weight::Link) => Change::Link,
        () => Change::Same,
    }
}

fn small_word(change: Change, cells: Part, lang: Language) -> Option<&'static str> {
    let has_typography = cells.iter().any(|cell| cell.weight == Weight::Typography);
    match change {
        Change::Typography if has_typography => Some(words::changes_typography(lang)),
        Change::Typography => Some(words::changes_emphasis(lang)),
        Change::Link => Some(words::changes_link(lang)),
        _ => None,
    }
}
