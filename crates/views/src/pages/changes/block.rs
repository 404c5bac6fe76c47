//! One block of a comparison: what became of it in a word, then its text with marks.
//!
//! The marks are shapes and words, so that they are heard and print. What became of a block is said
//! once, before its text. Entry point: [`ChangedBlock`].

use interface::marks::{self, Block, Change};
use interface::words;
use leptos::prelude::*;
use notice::change::{BlockChange, BlockKind, LinkChange, Op, Span, Status, Weight};
use notice::{Language, Release};

use crate::pages::changes::groups::Kind;
use crate::pages::changes::joined_marks::{joined, last_words, sizes};
use crate::pages::changes::meaning::entries::way_name;
use crate::pages::changes::pair::Pair;
use crate::pages::links::clause_name;
use crate::pages::site::notice_in;

/// One block.
#[component]
pub fn ChangedBlock<'a>(
    /// The two releases.
    pair: Pair<'a>,
    /// The block.
    block: &'a BlockChange,
    /// Whether its clause's tag already says what became of it.
    is_said: bool,
) -> AnyView {
    let lang = pair.context.lang;
    let (word, change) = match block.status {
        Status::Added => (Some(pair.added()), Change::Added),
        Status::Removed => (Some(words::changes_removed(lang)), Change::Removed),
        Status::Edited if block.weight == Weight::Typography => {
            (Some(words::changes_typography(lang)), Change::Typography)
        }
        Status::Edited => (Some(words::changes_edited(lang)), Change::Edited),
        Status::Moved => (Some(words::changes_moved(lang)), Change::Moved),
        Status::MovedEdited => (Some(words::changes_moved_edited(lang)), Change::Moved),
        Status::Same | Status::Relabelled if block.weight == Weight::Link => {
            (Some(words::changes_link(lang)), Change::Link)
        }
        Status::Same | Status::Relabelled if block.weight == Weight::Emphasis => {
            (Some(words::changes_emphasis(lang)), Change::Typography)
        }
        Status::Same | Status::Relabelled => (None, Change::Same),
    };
    let word = match change {
        Change::Edited => Some(reworded(&block.spans, is_said, lang)),
        // What the tag cannot say, such as where a block was before, is said here in any case.
        _ => word
            .filter(|_| !(is_said && matches!(change, Change::Added | Change::Removed)))
            .map(|word| view! { <span class="change__word">{word}</span> }.into_any()),
    };
    let from = block
        .old_clause
        .as_ref()
        .filter(|_| change == Change::Moved)
        .map(|from| clause_name(notice_in(pair.old, lang), from.as_str()));
    let drawn_as = drawn_as(block.kind);
    let place = Kind::of_block(block).map(|_| "");
    view! {
        <div class="change__block" data-change=marks::CHANGE.says(change)
            data-block=drawn_as.map(|block| marks::BLOCK.says(block))
            data-change-place=place tabindex=place.map(|_| "-1")>
            {word}
            {from.map(|from| view! {
                " "
                <span class="hint">{words::changes_moved_from(lang, &from)}</span>
            })}
            {renumbered(block, lang)}
            <p class="change__text">{number(block)} <Marked pair=pair block=block/></p>
            {small(pair, block)}
        </div>
    }
    .into_any()
}

/// The number in front of a block as the newer text has it, or the older where it is gone.
pub fn number(block: &BlockChange) -> Option<AnyView> {
    let number = block.new_number.as_ref().or(block.old_number.as_ref());
    let number = number.filter(|_| block.kind != BlockKind::Heading)?;
    let is_digits = number.bytes().all(|byte| byte.is_ascii_digit());
    let stop = (is_digits && block.kind != BlockKind::Note).then_some(".");
    Some(view! { <span class="change__number">{number.clone()} {stop}</span> " " }.into_any())
}

/// The number that a block had before.
pub fn renumbered(block: &BlockChange, lang: Language) -> Option<AnyView> {
    let (old, new) = block.old_number.as_ref().zip(block.new_number.as_ref())?;
    let was = (old != new && block.kind != BlockKind::Heading)
        .then(|| view! { " " <span class="hint">{words::changes_was(lang, old)}</span> });
    Some(was.into_any())
}

/// Links that lead elsewhere, and words that stand out or no longer, in words.
pub fn small(pair: Pair, block: &BlockChange) -> AnyView {
    let lang = pair.context.lang;
    let links = block
        .links
        .iter()
        .map(|link| view! { <p class="hint">{link_change(pair, link)}</p> });
    let emphasis = block.emphasis.iter().map(|run| {
        let said = match run.is_now {
            true => words::changes_emphasis_new(lang, &run.words),
            false => words::changes_emphasis_gone(lang, &run.words),
        };
        view! { <p class="hint">{said}</p> }
    });
    view! { {links.collect_view()} {emphasis.collect_view()} }.into_any()
}

/// “reworded”, and for who listens how much, once before the marks are heard one by one.
pub fn reworded(spans: &[Span], is_said: bool, lang: Language) -> AnyView {
    let (deleted, inserted) = sizes(spans);
    let size = words::changes_size(lang, &deleted.to_string(), &inserted.to_string());
    let word = words::changes_edited(lang);
    let class = match is_said {
        true => "visually-hidden",
        false => "change__word",
    };
    view! { <span class=class>{word} <span class="visually-hidden">{size}</span></span> }.into_any()
}

fn drawn_as(kind: BlockKind) -> Option<Block> {
    match kind {
        BlockKind::Item => Some(Block::Item),
        BlockKind::Step => Some(Block::Step),
        BlockKind::Cell | BlockKind::Term => Some(Block::Row),
        _ => None,
    }
}

/// Where a link leads now and where it led, in words; `None` where it led nowhere.
fn link_change(pair: Pair, link: &LinkChange) -> Option<String> {
    let lang = pair.context.lang;
    let old = link.old.as_deref().map(|to| target(pair, pair.old, to));
    let new = link.new.as_deref().map(|to| target(pair, pair.new, to));
    match (old, new) {
        (Some(old), Some(new)) => Some(words::changes_link_moved(lang, &new, &old, &link.words)),
        (None, Some(new)) => Some(words::changes_link_new(lang, &new, &link.words)),
        (Some(old), None) => Some(words::changes_link_gone(lang, &old, &link.words)),
        (None, None) => None,
    }
}

/// What an address of a link is called.
fn target(pair: Pair, release: &Release, to: &str) -> String {
    let lang = pair.context.lang;
    if let Some(id) = to.strip_prefix('#') {
        return clause_name(notice_in(release, lang), id);
    }
    match to.strip_prefix("path:") {
        Some(id) => way_name(pair.context, release, id).unwrap_or_else(|| id.to_string()),
        None => to.to_string(),
    }
}

/// Runs of text with marks that a screen reader says too. A block that is new or gone as a whole has
/// been said to be so, and no run of it is said again.
#[component]
pub fn Marked<'a>(pair: Pair<'a>, block: &'a BlockChange) -> AnyView {
    let lang = pair.context.lang;
    let inserted = pair.inserted();
    let is_whole = matches!(block.status, Status::Added | Status::Removed);
    let spans = joined(&block.spans);
    let is_marked = spans.len() > 1;
    let runs = spans
        .into_iter()
        .enumerate()
        .map(|(place, Span(op, text))| {
            let said = |word: &'static str| {
                (!is_whole).then(|| view! { <span class="visually-hidden">{word}</span> })
            };
            match op {
            Op::Equal if place == 0 && is_marked => lead(&text),
            Op::Equal => (!text.is_empty()).then_some(text).into_any(),
            Op::Insert => view! {
                <ins>{said(inserted)} {text} {said(words::end_of_change(lang))}</ins>
            }
            .into_any(),
            Op::Delete => view! {
                <del>{said(words::deleted(lang))} {text} {said(words::end_of_change(lang))}</del>
            }
            .into_any(),
        }
        });
    runs.collect_view().into_any()
}

/// What stays before the first mark. A card that is folded shows its last words alone, so that the
/// change is among its first lines.
fn lead(text: &str) -> AnyView {
    let (lead, last) = text.split_at(last_words(text));
    let lead =
        (!lead.is_empty()).then(|| view! { <span class="change__lead">{lead.to_string()}</span> });
    let last = (!last.is_empty()).then(|| last.to_string());
    view! { {lead} {last} }.into_any()
}
