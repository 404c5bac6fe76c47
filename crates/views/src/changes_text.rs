//! The text of a comparison: changed clauses in full, the rest folded, marks that are heard too.
//!
//! Groups of blocks come from [`crate::changes`]; entry point: [`text`].

use interface::marks::{self, Change};
use interface::{View, ids, words};
use maud::{Markup, html};
use notice::change::{BlockChange, BlockKind, Status, Weight};
use notice::{Clause, Language, Release};

use crate::changes::{Group, Kind};
use crate::changes_block::{Pair, one};
use crate::site::{Compared, notice_in};

/// From how many unchanged blocks of a changed clause they are folded.
const FOLD: usize = 2;

/// Changed clauses with their changed blocks; runs of unchanged ones folded with their number.
pub fn text(pair: Pair, compared: &Compared, groups: &[Group]) -> Markup {
    let mut parts = Vec::new();
    let mut place = 0;
    while place < groups.len() {
        if groups[place].is_changed() {
            parts.push(changed(pair, compared, &groups[place]));
            place += 1;
            continue;
        }
        let length = groups[place..]
            .iter()
            .take_while(|group| !group.is_changed())
            .count();
        parts.push(unchanged(pair, &groups[place..place + length]));
        place += length;
    }
    html! { @for part in parts { (part) } }
}

fn unchanged(pair: Pair, groups: &[Group]) -> Markup {
    let blocks = groups.iter().flat_map(|group| &group.blocks);
    let body = html! {
        @for group in groups {
            div class="change change--same" {
                (heading(pair, group))
                @for block in &group.blocks { @if block.kind != BlockKind::Heading { (one(pair, block, false)) } }
            }
        }
    };
    fold(
        &blocks.copied().collect::<Vec<_>>(),
        body,
        pair.context.lang,
    )
}

/// What reads as before, closed, with its size on the outside.
fn fold(blocks: &[&BlockChange], body: Markup, lang: Language) -> Markup {
    let count = blocks.len().to_string();
    let small = blocks
        .iter()
        .filter(|block| block.weight != Weight::Words)
        .count();
    html! {
        details class="changes__same" {
            summary {
                @if small == 0 { (words::changes_unchanged(lang, &count)) }
                @else { (words::changes_unchanged_small(lang, &count, &small.to_string())) }
            }
            (body)
        }
    }
}

fn changed(pair: Pair, compared: &Compared, group: &Group) -> Markup {
    let context = pair.context;
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
                .any(|block| block.clause.as_str() == group.clause && Kind::of(block).is_some())
        });
    let id = ids::change(group.clause);
    let kinds: Vec<Change> = group.kinds().into_iter().map(Kind::mark).collect();
    html! {
        section class="change" id=(id) data-change-section data-kinds=(marks::KINDS.says(&kinds)) tabindex="-1" aria-labelledby=(ids::heading(&id)) {
            (heading(pair, group))
            (body(pair, group))
            p class="hint no-print change__links" {
                @if let Some(is_in_twin) = is_in_twin {
                    a href={ (context.address.twin().href()) "#" (id) } hreflang=(lang.other().tag()) {
                        @if is_in_twin { (words::changes_twin_both(lang)) } @else { (words::changes_twin_only(lang)) }
                    }
                    " "
                }
                a href={ "#" (id) } data-copy-link { (words::changes_link_here(lang)) }
            }
        }
    }
}

/// The blocks of a changed clause: the changed ones open, runs of others folded.
fn body(pair: Pair, group: &Group) -> Markup {
    let blocks: Vec<&BlockChange> = group
        .blocks
        .iter()
        .copied()
        .filter(|block| block.kind != BlockKind::Heading || block.status == Status::Edited)
        .collect();
    let runs = blocks.chunk_by(|one, next| Kind::of(one).is_some() == Kind::of(next).is_some());
    html! {
        @for run in runs {
            @let texts = html! { @for block in run { (one(pair, block, group.is_whole())) } };
            @if run.len() >= FOLD && Kind::of(run[0]).is_none() { (fold(run, texts, pair.context.lang)) }
            @else { (texts) }
        }
    }
}

/// The clause's number and heading, what it was before, and what became of it as a whole.
fn heading(pair: Pair, group: &Group) -> Markup {
    let Pair { context, old, new } = pair;
    let lang = context.lang;
    let find = |release: &'_ Release| -> Option<Clause> {
        notice_in(release, lang).clause(group.clause).cloned()
    };
    let (here, is_new) = match find(new) {
        Some(clause) => (Some(clause), true),
        None => (find(old), false),
    };
    let (old_number, new_number) = group.number();
    let whole = |status: Status| group.blocks.iter().all(|block| block.status == status);
    let version = if is_new { &new.version } else { &old.version };
    html! {
        h3 class="change__heading" id=(ids::heading(ids::change(group.clause))) {
            @match here {
                Some(clause) => {
                    @if let Some(number) = &clause.number { span class="clause__number" { (number) } " " }
                    a href={ (context.to(View::Notice { version: version.clone() })) "#" (clause.id) } {
                        @if clause.heading.is_empty() { (words::control_clause(lang, "", "")) } @else { (clause.heading) }
                    }
                }
                None => {}
            }
            @if let (Some(old_number), Some(new_number)) = (old_number, new_number) {
                @if old_number != new_number {
                    " " span class="tag" { (words::changes_was(lang, old_number)) }
                }
            }
            @if whole(Status::Added) { " " span class="tag" data-change=(marks::CHANGE.says(Change::Added)) { (words::changes_added(lang)) } }
            @if whole(Status::Removed) { " " span class="tag" data-change=(marks::CHANGE.says(Change::Removed)) { (words::changes_removed(lang)) } }
        }
    }
}
