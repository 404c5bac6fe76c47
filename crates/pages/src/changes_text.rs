//! The text of a comparison: changed clauses in full, the rest folded, marks that are heard too.
//!
//! Groups of blocks come from [`crate::changes`]; entry point: [`text`].

use ::site::{View, words};
use maud::{Markup, html};
use notice::change::{BlockChange, BlockKind, Op, Span, Status, Weight};
use notice::{Clause, Language, Release};

use crate::changes::{Group, is_change};
use crate::site::{Compared, Context, notice_in};

/// Changed clauses in full; runs of unchanged ones folded with their number.
pub fn text(
    context: &Context,
    compared: &Compared,
    groups: &[Group],
    old: &Release,
    new: &Release,
) -> Markup {
    let mut parts = Vec::new();
    let mut place = 0;
    while place < groups.len() {
        if groups[place].is_changed() {
            parts.push(changed(context, compared, &groups[place], old, new));
            place += 1;
            continue;
        }
        let length = groups[place..]
            .iter()
            .take_while(|group| !group.is_changed())
            .count();
        parts.push(unchanged(context, &groups[place..place + length], old, new));
        place += length;
    }
    html! { @for part in parts { (part) } }
}

fn unchanged(context: &Context, groups: &[Group], old: &Release, new: &Release) -> Markup {
    let lang = context.lang;
    let count: usize = groups.iter().map(|group| group.blocks.len()).sum();
    html! {
        details class="changes__same" {
            summary { (words::changes_unchanged(lang, &count.to_string())) }
            @for group in groups {
                div class="change change--same" {
                    (heading(context, group, old, new))
                    @for block in &group.blocks { @if block.kind != BlockKind::Heading { (one(block, false, lang)) } }
                }
            }
        }
    }
}

fn changed(
    context: &Context,
    compared: &Compared,
    group: &Group,
    old: &Release,
    new: &Release,
) -> Markup {
    let lang = context.lang;
    let is_in_twin = context
        .site
        .compared(
            &compared.comparison.old,
            &compared.comparison.new,
            lang.other(),
        )
        .map(|twin| {
            twin.comparison
                .blocks
                .iter()
                .any(|block| block.clause.as_str() == group.clause && is_change(block))
        });
    let id = if group.clause.is_empty() {
        "lead"
    } else {
        group.clause
    };
    html! {
        section class="change" id={ "change-" (id) } data-change-section tabindex="-1" aria-labelledby={ "change-" (id) "-heading" } {
            (heading(context, group, old, new))
            @for block in &group.blocks {
                @if block.kind != BlockKind::Heading || block.status == Status::Edited { (one(block, group.is_whole(), lang)) }
            }
            @if let Some(is_in_twin) = is_in_twin {
                p class="hint no-print" {
                    a href={ (context.address.twin().href()) "#change-" (id) } hreflang=(lang.other().tag()) {
                        @if is_in_twin { (words::changes_twin_both(lang)) } @else { (words::changes_twin_only(lang)) }
                    }
                }
            }
        }
    }
}

/// The clause's number and heading, what it was before, and what became of it as a whole.
fn heading(context: &Context, group: &Group, old: &Release, new: &Release) -> Markup {
    let lang = context.lang;
    let find = |release: &'_ Release| -> Option<Clause> {
        notice_in(release, lang).clause(group.clause).cloned()
    };
    let (here, is_new) = match find(new) {
        Some(clause) => (Some(clause), true),
        None => (find(old), false),
    };
    let id = if group.clause.is_empty() {
        "lead"
    } else {
        group.clause
    };
    let (old_number, new_number) = group.number();
    let whole = |status: Status| group.blocks.iter().all(|block| block.status == status);
    let version = if is_new { &new.version } else { &old.version };
    html! {
        h3 class="change__heading" id={ "change-" (id) "-heading" } {
            @match here {
                Some(clause) => {
                    @if let Some(number) = &clause.number { span class="clause__number" { (number) } " " }
                    a href={ (context.to(View::Notice { version: version.clone() })) "#" (clause.id) } {
                        @if clause.heading.is_empty() { (words::control_clause(lang, "", "")) } @else { (clause.heading) }
                    }
                }
                None => { (words::changes_lead_text(lang)) }
            }
            @if let (Some(old_number), Some(new_number)) = (old_number, new_number) {
                @if old_number != new_number {
                    " " span class="tag" { (words::changes_was(lang, old_number)) }
                }
            }
            @if whole(Status::Added) { " " span class="tag" data-change="added" { (words::changes_added(lang)) } }
            @if whole(Status::Removed) { " " span class="tag" data-change="removed" { (words::changes_removed(lang)) } }
        }
    }
}

/// One block: its marks, and before it in a word what became of it.
fn one(block: &BlockChange, is_said: bool, lang: Language) -> Markup {
    let (word, kind) = match block.status {
        Status::Added => (Some(words::changes_added(lang)), "added"),
        Status::Removed => (Some(words::changes_removed(lang)), "removed"),
        Status::Edited if block.weight == Weight::Typography => {
            (Some(words::changes_typography(lang)), "typography")
        }
        Status::Edited => (Some(words::changes_edited(lang)), "edited"),
        Status::Moved => (Some(words::changes_moved(lang)), "moved"),
        Status::MovedEdited => (Some(words::changes_moved_edited(lang)), "moved"),
        Status::Same | Status::Relabelled => (None, "same"),
    };
    html! {
        div class="change__block" data-change=(kind) data-block=[kind_word(block.kind)] {
            @if let Some(word) = word.filter(|_| !is_said) { span class="change__word" { (word) } }
            p class="change__text" { (spans(&block.spans, lang)) }
        }
    }
}

fn kind_word(kind: BlockKind) -> Option<&'static str> {
    match kind {
        BlockKind::Item => Some("item"),
        BlockKind::Step => Some("step"),
        BlockKind::Cell => Some("cell"),
        _ => None,
    }
}

/// Runs of text with marks that a screen reader says too.
fn spans(spans: &[Span], lang: Language) -> Markup {
    html! {
        @for Span(op, text) in spans {
            @match op {
                Op::Equal => { (text) }
                Op::Insert => {
                    ins { span class="visually-hidden" { (words::inserted(lang)) } (text) span class="visually-hidden" { (words::end_of_change(lang)) } }
                }
                Op::Delete => {
                    del { span class="visually-hidden" { (words::deleted(lang)) } (text) span class="visually-hidden" { (words::end_of_change(lang)) } }
                }
            }
        }
    }
}
