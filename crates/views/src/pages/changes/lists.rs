//! What two releases declare, compared, at the end of the page: all data, uses, switches and ways.
//!
//! Each card has its own part of it; here it is whole. Entry point: [`DeclaredFold`].

use interface::marks;
use interface::{ids, words};
use leptos::prelude::*;

use crate::pages::changes::meaning::Meant;
use crate::pages::changes::meaning::items::{Item, Kind};

/// Everything that changed in what is declared, folded; nothing where neither release declares
/// anything.
#[component]
pub fn DeclaredFold<'a>(
    /// What changed in it.
    meant: Meant<'a>,
) -> AnyView {
    let lang = meant.pair.context.lang;
    let lists: Vec<(Kind, Vec<Item>)> = Kind::ALL
        .into_iter()
        .map(|kind| (kind, meant.of_kind(kind)))
        .filter(|(_, items)| !items.is_empty())
        .collect();
    let is_none = lists.is_empty();
    let count: usize = lists.iter().map(|(_, items)| items.len()).sum();
    let parts = lists.into_iter().map(|(kind, items)| {
        view! {
            <section>
                <h3>{kind.title(lang)}</h3>
                <ul class="change__items"><Items meant=meant items=items/></ul>
            </section>
        }
    });
    let parts = parts.collect_view();
    meant
        .is_declared()
        .then(|| {
            view! {
                <details class="fold" id=ids::section("meaning")>
                    <summary>
                        <h2>{words::changes_meaning(lang)}</h2>
                        <span class="row__second">{words::changes_meaning_count(lang, &count.to_string())}</span>
                    </summary>
                    <div class="changes__lists">
                        {is_none.then(|| view! { <p>{words::meaning_none(lang)}</p> })}
                        {parts}
                    </div>
                </details>
            }
        })
        .into_any()
}

/// Entries with what became of each.
#[component]
pub fn Items<'a>(
    /// What changed.
    meant: Meant<'a>,
    /// The entries.
    items: Vec<Item>,
) -> AnyView {
    let items = items.into_iter().map(|item| {
        view! {
            <li>
                <span class="tag" data-change=marks::CHANGE.says(item.outcome.mark())>
                    {item.outcome.word(meant.pair)}
                </span>
                " "
                {meant.link(&item)}
            </li>
        }
    });
    items.collect_view().into_any()
}
