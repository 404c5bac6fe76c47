//! Search over everything that is published: a field, and what many come for while nothing is typed.
//!
//! What is found is drawn by the app, which alone loads the index (`src/reader/search.rs`). Without scripts
//! the page says so, and where everything can be read.

use interface::{View, words};
use leptos::prelude::*;

use crate::pages::fields::SearchHere;
use crate::pages::home;
use crate::pages::rows::{Group, Row};
use crate::pages::shell::Body;
use crate::pages::site::Context;

/// The page in one language.
pub fn page(context: &Context) -> Body {
    let lang = context.lang;
    let rows = home::task_rows(context);
    let tasks = (!rows.is_empty()).then(|| {
        view! { <div data-unfiltered=""><Group title=words::home_tasks(lang) rows/></div> }
    });
    let main = view! {
        <header class="page-head">
            <h1 tabindex="-1">{words::search(lang)}</h1>
            <p class="byline">{words::search_lead(lang)}</p>
        </header>
        <SearchHere lang action=context.to(View::Search)/>
        <noscript>
            <p class="note">{words::search_without_script(lang)}</p>
            <ul class="rows">
                <Row href=context.to_notice() label=words::unknown_notice(lang)/>
                <Row href=context.to(View::Settings) label=words::unknown_settings(lang)/>
            </ul>
        </noscript>
        {tasks}
        <p class="search__key hint needs-app no-print" data-search-key="">
            <label><input type="checkbox" autocomplete="off"/> " " {words::search_key(lang)}</label>
        </p>
    };
    Body {
        title: words::search(lang).into(),
        description: words::search_lead(lang).into(),
        main: main.into_any(),
    }
}
