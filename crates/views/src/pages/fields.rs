//! Fields and buttons that need the app: drawn here so that nothing moves when it arrives.
//!
//! `needs-app` keeps their room and hides them until the app runs; without scripts they are gone.

use interface::{ids, words};
use leptos::prelude::*;
use notice::Language;

/// Search in the notice, with room for what was found.
#[component]
pub fn Search(
    /// The language of the page.
    lang: Language,
) -> AnyView {
    view! {
        <search class="clause-bar__search needs-app" data-search="">
            <label class="visually-hidden" for=ids::SEARCH>{words::search_notice(lang)}</label>
            <input id=ids::SEARCH type="search" autocomplete="off" spellcheck="false" enterkeyhint="search"
                placeholder=words::search_short(lang)/>
            <div class="clause-bar__hits" data-search-hits=""></div>
        </search>
    }
    .into_any()
}

/// Narrows the rows of a list.
#[component]
pub fn Filter(
    /// What it is called.
    label: &'static str,
    /// What it is good for.
    hint: &'static str,
) -> AnyView {
    view! {
        <search class="field needs-app no-print" data-filter="">
            <label for=ids::FILTER>{label}</label>
            <input id=ids::FILTER type="search" autocomplete="off" spellcheck="false"
                aria-describedby=ids::FILTER_HINT enterkeyhint="search"/>
            <p class="hint" id=ids::FILTER_HINT>{hint}</p>
            <p class="hint" data-filter-count=""></p>
        </search>
    }
    .into_any()
}
