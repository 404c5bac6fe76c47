//! The page for an address that leads nowhere, with the ways that help most.

use interface::{View, words};
use leptos::prelude::*;

use crate::pages::rows::Row;
use crate::pages::shell::Body;
use crate::pages::site::Context;

/// What is said at an unknown address.
pub fn page(context: &Context) -> Body {
    let lang = context.lang;
    let main = view! {
        <header class="page-head">
            <h1 tabindex="-1">{words::title_unknown(lang)}</h1>
            <p class="byline">{words::unknown_lead(lang)}</p>
        </header>
        <ul class="rows">
            <Row href=context.to(View::Home) label=words::unknown_home(lang)/>
            <Row href=context.to(View::Search) label=words::search(lang)/>
            <Row href=context.to_notice() label=words::unknown_notice(lang)/>
            <Row href=context.to(View::Settings) label=words::unknown_settings(lang)/>
            <Row href=context.to(View::Choices) label=words::nav_choices(lang)/>
        </ul>
    };
    Body {
        title: words::title_unknown(lang).into(),
        description: words::unknown_lead(lang).into(),
        main: main.into_any(),
    }
}
