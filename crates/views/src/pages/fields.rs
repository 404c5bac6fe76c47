//! Fields to search and to narrow a list, drawn here so that nothing moves when the app arrives.
//!
//! Most of them need it: `needs-app` keeps their room and hides them until the app runs; without scripts they
//! are gone.

use interface::{address, ids, words};
use leptos::prelude::*;
use notice::Language;

/// Search in the notice, with room for what was found.
#[component]
pub fn Search(
    /// The language of the page.
    lang: Language,
) -> AnyView {
    let (label, inside) = (words::search_notice(lang), words::search_short(lang));
    view! {
        <search class="clause-bar__search needs-app" data-search="">
            <Named id=ids::SEARCH label inside/>
            <div class="clause-bar__hits" data-search-hits=""></div>
        </search>
    }
    .into_any()
}

/// Search over everything, from another page: a form whose address the page of search reads
/// (`src/reader/search.rs`).
#[component]
pub fn SearchFrom(
    /// The language of the page.
    lang: Language,
    /// The address of search.
    action: String,
) -> AnyView {
    view! { <search class="field search-form no-print"><SearchForm lang action/></search> }
        .into_any()
}

/// Search over everything, with room for what was found. Until the app runs, the form leads back here with
/// what was typed.
#[component]
pub fn SearchHere(
    /// The language of the page.
    lang: Language,
    /// The address of search.
    action: String,
) -> AnyView {
    view! {
        <search class="search search-form no-print" data-search="">
            <div class="field"><SearchForm lang action/></div>
            <div data-search-hits=""></div>
        </search>
    }
    .into_any()
}

#[component]
fn SearchForm(lang: Language, action: String) -> AnyView {
    let (label, inside) = (words::search(lang), words::search_inside(lang));
    view! {
        <form action=action>
            <Named id=ids::SEARCH label inside name=Some(address::QUERY)/>
        </form>
    }
    .into_any()
}

/// Where a filter says what it is good for.
pub enum Hint {
    /// In the field, whose name is heard and not seen.
    Inside(&'static str),
    /// Below the field, whose name stands above it.
    Below(&'static str),
}

/// Narrows the rows of a list, with room for how many are left.
#[component]
pub fn Filter(
    /// What it is called.
    label: &'static str,
    /// What it is good for.
    hint: Hint,
    /// Buttons that narrow the list, too. How many are left stands below them: above, it would move them from
    /// under the finger that pressed one.
    #[prop(optional)]
    buttons: Option<AnyView>,
) -> AnyView {
    let field = match hint {
        Hint::Inside(inside) => view! { <Named id=ids::FILTER label inside/> }.into_any(),
        Hint::Below(hint) => view! {
            <label for=ids::FILTER>{label}</label>
            <input id=ids::FILTER type="search" autocomplete="off" spellcheck="false"
                aria-describedby=ids::FILTER_HINT enterkeyhint="search"/>
            <p class="hint" id=ids::FILTER_HINT>{hint}</p>
        }
        .into_any(),
    };
    let count = || view! { <p class="hint no-print" data-filter-count=""></p> }.into_any();
    let (inside, below) = match buttons {
        None => (Some(count()), None),
        Some(buttons) => (None, Some((buttons, count()))),
    };
    view! {
        <search class="field needs-app no-print" data-filter="">{field} {inside}</search>
        {below}
    }
    .into_any()
}

/// A field whose name is heard, and that says inside what it is good for.
#[component]
fn Named(
    id: &'static str,
    label: &'static str,
    inside: &'static str,
    #[prop(default = None)] name: Option<&'static str>,
) -> AnyView {
    view! {
        <label class="visually-hidden" for=id>{label}</label>
        <input id=id name=name type="search" autocomplete="off" spellcheck="false" enterkeyhint="search"
            placeholder=inside/>
    }
    .into_any()
}
