//! What the provider says it changed, apart from what was computed, and held against it.
//!
//! Each item leads to the changes in what it points to; changes that no item points to are named
//! below. Entry point: [`ProviderFold`].

use interface::{View, ids, words};
use leptos::prelude::*;
use notice::{Block, Inline, LinkTarget, Notice, Release};

use crate::pages::blocks;
use crate::pages::changes::groups::Group;
use crate::pages::links::clause_name;
use crate::pages::site::{Context, notice_in};

/// The provider's list with its links to the changes, folded; nothing where a release has none.
#[component]
pub fn ProviderFold<'a>(
    /// The page.
    context: &'a Context<'a>,
    /// The clauses that were compared.
    groups: &'a [Group<'a>],
    /// The newer release.
    new: &'a Release,
) -> AnyView {
    let lang = context.lang;
    let notice = notice_in(new, lang);
    let Some(updates) = notice.clauses.iter().find(|clause| clause.is_updates) else {
        return None::<AnyView>.into_any();
    };
    let changed: Vec<&str> = groups
        .iter()
        .filter(|group| group.is_changed())
        .map(|group| group.clause)
        .collect();
    let covers = |item: &[Block]| covered(notice, &targets(item), &changed);
    let items: Vec<&[Block]> = updates.blocks.iter().flat_map(items).collect();
    let named: Vec<&str> = items.iter().flat_map(|item| covers(item)).collect();
    let rest: Vec<&str> = changed
        .iter()
        .filter(|clause| !named.contains(clause))
        .copied()
        .collect();
    let address = context.to(View::Notice {
        version: new.version.clone(),
    });
    let on = blocks::on_page(lang, &address);
    let list_item = |item: &[Block]| {
        view! {
            <li>
                {blocks::blocks(item, on)}
                <Covers notice=notice word=words::provider_covers(lang) clauses=covers(item)/>
            </li>
        }
    };
    let list = updates.blocks.iter().map(|block| match block {
        Block::List { .. } => {
            let items = self::items(block).into_iter().map(list_item);
            view! { <ul>{items.collect_view()}</ul> }.into_any()
        }
        other => blocks::blocks(std::slice::from_ref(other), on),
    });
    let list = list.collect_view();
    let left_out = (!items.is_empty()).then(|| {
        view! { <Covers notice=notice word=words::provider_leaves_out(lang) clauses=rest/> }
    });
    let count = words::changes_provider_count(lang, &changed.len().to_string());
    view! {
        <details class="fold changes__provider" id=ids::section("provider-list")>
            <summary>
                <h2>{words::changes_provider(lang)}</h2>
                " "
                <span class="row__second">{count}</span>
            </summary>
            <div class="changes__lists">
                <div class="prose note">{list}</div>
                {left_out}
            </div>
        </details>
    }
    .into_any()
}

fn items(block: &Block) -> Vec<&[Block]> {
    match block {
        Block::List { items, .. } => items.iter().map(Vec::as_slice).collect(),
        _ => Vec::new(),
    }
}

/// Links to the changes of those clauses, with a word before them.
#[component]
fn Covers<'a>(notice: &'a Notice, word: &'static str, clauses: Vec<&'a str>) -> AnyView {
    let links = clauses.iter().map(|id| {
        view! {
            " "
            <a class="tag" href=format!("#{}", ids::change(id))>{clause_name(notice, id)}</a>
        }
    });
    (!clauses.is_empty())
        .then(|| view! { <p class="changes__covers">{word} {links.collect_view()}</p> })
        .into_any()
}

/// The clauses that a run of blocks points to.
fn targets(blocks: &[Block]) -> Vec<&str> {
    let mut found = Vec::new();
    for block in blocks {
        match block {
            Block::Paragraph(words) => in_words(words, &mut found),
            Block::List { items, .. } => {
                found.extend(items.iter().flat_map(|item| targets(item)));
            }
            Block::Quote(inner) | Block::Note { blocks: inner, .. } => found.extend(targets(inner)),
            _ => {}
        }
    }
    found
}

fn in_words<'a>(words: &'a [Inline], found: &mut Vec<&'a str>) {
    for word in words {
        match word {
            Inline::Link {
                to: LinkTarget::Clause(id),
                ..
            } => found.push(id.as_str()),
            Inline::Link { words, .. } | Inline::Strong(words) | Inline::Emphasis(words) => {
                in_words(words, found);
            }
            _ => {}
        }
    }
}

/// The changed clauses that are one of the targets or stand under one.
fn covered<'a>(notice: &Notice, targets: &[&str], changed: &[&'a str]) -> Vec<&'a str> {
    let mut above: Vec<(u8, &str)> = Vec::new();
    let mut under = Vec::new();
    for clause in &notice.clauses {
        above.retain(|(level, _)| *level < clause.level);
        above.push((clause.level, clause.id.as_str()));
        if above.iter().any(|(_, id)| targets.contains(id)) {
            under.push(clause.id.as_str());
        }
    }
    let is_under = |id: &&&str| under.contains(*id) || targets.contains(*id);
    changed.iter().filter(is_under).copied().collect()
}
