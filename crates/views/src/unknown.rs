//! The page for an address that leads nowhere, with the two ways that help most.

use interface::{View, words};
use leptos::prelude::*;

use crate::shell::Body;
use crate::site::Context;

/// What is said at an unknown address.
pub fn page(context: &Context) -> Body {
    let lang = context.lang;
    let main = view! {
        <header class="page-head">
            <h1 tabindex="-1">{words::title_unknown(lang)}</h1>
            <p class="lead">{words::unknown_lead(lang)}</p>
        </header>
        <p class="buttons">
            <a class="button button--main" href=context.to(View::Home)>{words::unknown_home(lang)}</a>
            <a class="button" href=context.to(View::Settings)>{words::unknown_settings(lang)}</a>
        </p>
    };
    Body {
        title: words::title_unknown(lang).into(),
        description: words::unknown_lead(lang).into(),
        main: main.into_any(),
    }
}
