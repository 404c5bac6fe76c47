//! In the app of a first visit the guardian's step is on the choices page, which brings the whole app.

use interface::{Address, View, ids, words};
use leptos::prelude::*;

use super::choice::Asked;

/// The way to the guardian's step.
#[component]
pub fn GuardianStep(
    /// The control.
    asked: Asked,
    /// Closes the step; here there is none to close.
    is_open: ArcRwSignal<bool>,
) -> impl IntoView {
    let _ = is_open;
    let lang = asked.lang;
    let href = format!(
        "{}#{}",
        Address {
            lang,
            view: View::Choices
        }
        .href(),
        ids::choice(&asked.purpose)
    );

    view! { <p><a href=href>{words::set_here(lang)}</a></p> }
}
