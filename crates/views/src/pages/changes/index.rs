//! The clauses that changed, beside their text where there is room: sensitive data first, then what a
//! person can decide, then the rest. Entry point: [`Index`].

use interface::{ids, words};
use leptos::prelude::*;

use crate::pages::changes::groups::Group;
use crate::pages::changes::meaning::Meant;
use crate::pages::links::clause_name;
use crate::pages::site::notice_in;

/// Links to the cards.
#[component]
pub fn Index<'a>(
    /// What the change means.
    meant: Meant<'a>,
    /// The clauses of the comparison.
    groups: &'a [Group<'a>],
) -> AnyView {
    let lang = meant.pair.context.lang;
    let changed = groups.iter().filter(|group| group.is_changed());
    let (sensitive, others): (Vec<&Group>, Vec<&Group>) =
        changed.partition(|group| meant.sensitive(group.clause).1);
    let (decided, rest): (Vec<&Group>, Vec<&Group>) = others
        .into_iter()
        .partition(|group| !meant.controls(group.clause).is_empty());
    let lists = [
        (words::data_sensitive(lang), sensitive),
        (words::changes_with_choice(lang), decided),
        (words::changes_rest(lang), rest),
    ];
    let lists = lists.into_iter().filter(|(_, groups)| !groups.is_empty());
    let lists = lists.map(|(title, groups)| {
        let links = groups
            .into_iter()
            .map(|group| view! { <Entry meant=meant group=group/> });
        view! {
            <p class="changes__index-title">{title}</p>
            <ul>{links.collect_view()}</ul>
        }
    });
    view! {
        <nav class="changes__index no-print" aria-label=words::changes_index(lang)>
            {lists.collect_view()}
        </nav>
    }
    .into_any()
}

#[component]
fn Entry<'a>(meant: Meant<'a>, group: &'a Group<'a>) -> AnyView {
    let pair = meant.pair;
    let lang = pair.context.lang;
    let newer = notice_in(pair.new, lang);
    let notice = match newer.clause(group.clause) {
        Some(_) => newer,
        None => notice_in(pair.old, lang),
    };
    view! {
        <li>
            <a href=format!("#{}", ids::change(group.clause))>
                {clause_name(notice, group.clause)}
                " "
                <span class="row__second">{group.said(pair)}</span>
            </a>
        </li>
    }
    .into_any()
}
