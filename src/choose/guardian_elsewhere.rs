//! In the app of a first visit the guardian's step is on the choices page, which brings the whole app.

use interface::marks::Control;
use interface::{Address, View, ids, words};
use leptos::prelude::*;

use crate::browser;

/// The way to the guardian's step.
#[component]
pub fn GuardianStep(
    /// The control.
    control: Control,
    /// Closes the step; here there is none to close.
    is_open: ArcRwSignal<bool>,
) -> impl IntoView {
    let _ = is_open;
    let lang = browser::page_language();
    let href = format!(
        "{}#{}",
        Address {
            lang,
            view: View::Choices
        }
        .href(),
        ids::choice(&control.purpose)
    );

    view! { <p><a href=href>{words::set_here(lang)}</a></p> }
}
