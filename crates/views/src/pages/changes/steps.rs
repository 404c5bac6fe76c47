//! The way from change to change, always within reach, and how a comparison is looked at.
//!
//! Needs the app. Without it the tabs stay where they are and the cards lead on by themselves.
//! Entry point: [`Steps`].

use interface::marks::{self, Direction};
use interface::words;
use leptos::prelude::*;
use notice::Language;

/// The bar with the two steps, the place between them, and the other ways to look at the text.
#[component]
pub fn Steps(
    /// How many changes there are.
    count: usize,
    /// The language of the page.
    lang: Language,
) -> AnyView {
    let bar = (count > 0).then(|| {
        view! {
            <nav class="step-bar changes__steps needs-app no-print" aria-label=words::changes_steps(lang)>
                <button class="button" type="button" aria-label=words::changes_previous(lang)
                    data-changes-step=marks::CHANGES_STEP.says(Direction::Back)>
                    <span aria-hidden="true">"‹"</span>
                    <span class="changes__step-word">{words::changes_back(lang)}</span>
                </button>
                <p class="changes__at" data-changes-at="">{words::changes_all(lang, &count.to_string())}</p>
                <button class="button" type="button" aria-label=words::changes_next(lang)
                    data-changes-step=marks::CHANGES_STEP.says(Direction::Next)>
                    <span class="changes__step-word">{words::changes_on(lang)}</span>
                    <span aria-hidden="true">"›"</span>
                </button>
                <Tools lang=lang/>
            </nav>
        }
    });
    bar.into_any()
}

/// The old text alone, both with marks, or the new text alone, where there is no room for two columns: a
/// choice that the style sheet follows.
#[component]
fn Texts(lang: Language) -> AnyView {
    let one = |value: &'static str, words: &'static str| {
        view! { <label><input type="radio" name="changes-text" value=value/><span>{words}</span></label> }
    };
    view! {
        <fieldset class="changes__texts">
            <legend class="visually-hidden">{words::changes_filter(lang)}</legend>
            {one("old", words::changes_side_old(lang))}
            <label><input type="radio" name="changes-text" checked=true/><span>{words::changes_both(lang)}</span></label>
            {one("new", words::changes_side_new(lang))}
        </fieldset>
    }
    .into_any()
}

/// One text or two, two columns, the whole text, paper.
#[component]
fn Tools(lang: Language) -> AnyView {
    view! {
        <details class="changes__tools">
            <summary aria-label=words::changes_tools(lang)>"⋯"</summary>
            <div class="changes__menu">
                <Texts lang=lang/>
                <button class="button changes__two" type="button" data-changes-side="" aria-pressed="false">
                    {words::changes_side(lang)}
                </button>
                <button class="button" type="button" data-changes-whole="" aria-pressed="false">
                    {words::changes_whole(lang)}
                </button>
                <button class="button" type="button" data-print="">{words::print(lang)}</button>
            </div>
        </details>
    }
    .into_any()
}
