//! The text of a comparison: changed clauses in full, the rest folded, marks that are heard too.
//!
//! Groups of blocks come from [`crate::changes`]; entry point: [`ComparedText`].

use interface::marks::{self, Change};
use interface::{View, ids, words};
use leptos::prelude::*;
use notice::change::{BlockChange, BlockKind, Status, Weight};
use notice::{Language, Release};

use crate::changes::{Group, Kind};
use crate::changes_block::{ChangedBlock, Pair};
use crate::site::{Compared, notice_in};

/// From how many unchanged blocks of a changed clause they are folded.
const FOLD: usize = 2;

/// Changed clauses with their changed blocks; runs of unchanged ones folded with their number.
#[component]
pub fn ComparedText<'a>(
    /// The two releases.
    pair: Pair<'a>,
    /// Their comparison.
    compared: &'a Compared,
    /// Its clauses, in order.
    groups: &'a [Group<'a>],
) -> AnyView {
    let mut parts: Vec<AnyView> = Vec::new();
    let mut place = 0;
    while place < groups.len() {
        if groups[place].is_changed() {
            let group = &groups[place];
            parts.push(view! { <Changed pair=pair compared=compared group=group/> }.into_any());
            place += 1;
            continue;
        }
        let length = groups[place..]
            .iter()
            .take_while(|group| !group.is_changed())
            .count();
        let run = &groups[place..place + length];
        parts.push(view! { <Unchanged pair=pair groups=run/> }.into_any());
        place += length;
    }
    parts.into_any()
}

/// A run of clauses that read as before.
#[component]
fn Unchanged<'a>(pair: Pair<'a>, groups: &'a [Group<'a>]) -> AnyView {
    let blocks: Vec<&BlockChange> = groups
        .iter()
        .flat_map(|group| &group.blocks)
        .copied()
        .collect();
    let clauses = groups.iter().map(|group| {
        let blocks = group
            .blocks
            .iter()
            .copied()
            .filter(|block| block.kind != BlockKind::Heading)
            .map(|block| view! { <ChangedBlock pair=pair block=block is_said=false/> });
        view! {
            <div class="change change--same">
                <Heading pair=pair group=group/>
                {blocks.collect_view()}
            </div>
        }
    });
    let body = clauses.collect_view().into_any();
    view! { <Fold blocks=&blocks body=body lang=pair.context.lang/> }.into_any()
}

/// What reads as before, closed, with its size on the outside.
#[component]
fn Fold<'a>(blocks: &'a [&'a BlockChange], body: AnyView, lang: Language) -> AnyView {
    let count = blocks.len().to_string();
    let small = blocks
        .iter()
        .filter(|block| block.weight != Weight::Words)
        .count();
    let size = if small == 0 {
        words::changes_unchanged(lang, &count)
    } else {
        words::changes_unchanged_small(lang, &count, &small.to_string())
    };
    view! {
        <details class="changes__same">
            <summary>{size}</summary>
            {body}
        </details>
    }
    .into_any()
}

/// A clause that changed, with a link to what became of it in the other language.
#[component]
fn Changed<'a>(pair: Pair<'a>, compared: &'a Compared, group: &'a Group<'a>) -> AnyView {
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
    let twin = is_in_twin.map(|is_in_twin| {
        let words = if is_in_twin {
            words::changes_twin_both(lang)
        } else {
            words::changes_twin_only(lang)
        };
        let href = format!("{}#{id}", context.address.twin().href());
        view! {
            <a href=href hreflang=lang.other().tag()>{words}</a>
            " "
        }
    });
    view! {
        <section
            class="change"
            id=id.clone()
            data-change-section=""
            data-kinds=marks::KINDS.says(&kinds)
            tabindex="-1"
            aria-labelledby=ids::heading(&id)
        >
            <Heading pair=pair group=group/>
            <ChangedBody pair=pair group=group/>
            <p class="hint no-print change__links">
                {twin}
                <a href=format!("#{id}") data-copy-link="">{words::changes_link_here(lang)}</a>
            </p>
        </section>
    }
    .into_any()
}

/// The blocks of a changed clause: the changed ones open, runs of others folded.
#[component]
fn ChangedBody<'a>(pair: Pair<'a>, group: &'a Group<'a>) -> AnyView {
    let blocks: Vec<&BlockChange> = group
        .blocks
        .iter()
        .copied()
        .filter(|block| block.kind != BlockKind::Heading || block.status == Status::Edited)
        .collect();
    let runs = blocks.chunk_by(|one, next| Kind::of(one).is_some() == Kind::of(next).is_some());
    let is_said = group.is_whole();
    let parts = runs.map(|run| {
        let texts = run
            .iter()
            .copied()
            .map(|block| view! { <ChangedBlock pair=pair block=block is_said=is_said/> })
            .collect_view()
            .into_any();
        if run.len() >= FOLD && Kind::of(run[0]).is_none() {
            view! { <Fold blocks=run body=texts lang=pair.context.lang/> }.into_any()
        } else {
            texts
        }
    });
    parts.collect_view().into_any()
}

/// The clause's number and heading, what it was before, and what became of it as a whole.
#[component]
fn Heading<'a>(pair: Pair<'a>, group: &'a Group<'a>) -> AnyView {
    let Pair { context, old, new } = pair;
    let lang = context.lang;
    let find = |release: &'a Release| notice_in(release, lang).clause(group.clause);
    let (here, is_new) = match find(new) {
        Some(clause) => (Some(clause), true),
        None => (find(old), false),
    };
    let (old_number, new_number) = group.number();
    let whole = |status: Status| group.blocks.iter().all(|block| block.status == status);
    let version = if is_new { &new.version } else { &old.version };
    let clause = here.map(|clause| {
        let number = clause.number.as_ref().map(|number| {
            view! {
                <span class="clause__number">{number.to_string()}</span>
                " "
            }
        });
        let notice = context.to(View::Notice {
            version: version.clone(),
        });
        let title = if clause.heading.is_empty() {
            words::control_clause(lang, "", "")
        } else {
            clause.heading.clone()
        };
        view! {
            {number}
            <a href=format!("{notice}#{}", clause.id)>{title}</a>
        }
    });
    let was = old_number
        .zip(new_number)
        .filter(|(old_number, new_number)| old_number != new_number)
        .map(|(old_number, _)| {
            view! {
                " "
                <span class="tag">{words::changes_was(lang, old_number)}</span>
            }
        });
    let added = whole(Status::Added).then(|| {
        view! {
            " "
            <span class="tag" data-change=marks::CHANGE.says(Change::Added)>
                {words::changes_added(lang)}
            </span>
        }
    });
    let removed = whole(Status::Removed).then(|| {
        view! {
            " "
            <span class="tag" data-change=marks::CHANGE.says(Change::Removed)>
                {words::changes_removed(lang)}
            </span>
        }
    });
    view! {
        <h3 class="change__heading" id=ids::heading(ids::change(group.clause))>
            {clause}
            {was}
            {added}
            {removed}
        </h3>
    }
    .into_any()
}
