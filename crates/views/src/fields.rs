//! Fields and buttons that need the app: drawn here so that nothing moves when it arrives.
//!
//! `needs-app` keeps their room and hides them until the app runs; without scripts they are gone.

use interface::marks::{self, Direction};
use interface::{ids, words};
use maud::{Markup, html};
use notice::Language;

/// Search in the notice, with room for what was found.
pub fn search(lang: Language) -> Markup {
    html! {
        search class="field needs-app no-print" data-search {
            label for=(ids::SEARCH) { (words::search_notice(lang)) }
            input id=(ids::SEARCH) type="search" autocomplete="off" spellcheck="false" enterkeyhint="search";
        }
        div class="no-print" data-search-hits {}
    }
}

/// Narrows the rows of a list.
pub fn filter(label: &str, hint: &str) -> Markup {
    html! {
        search class="field needs-app no-print" data-filter {
            label for=(ids::FILTER) { (label) }
            input id=(ids::FILTER) type="search" autocomplete="off" spellcheck="false" aria-describedby=(ids::FILTER_HINT) enterkeyhint="search";
            p class="hint" id=(ids::FILTER_HINT) { (hint) }
            p class="hint" data-filter-count {}
        }
    }
}

/// All opt-outs off in one act.
pub fn all_off(lang: Language) -> Markup {
    html! {
        p class="buttons needs-app no-print" {
            button class="button" type="button" data-all-off { (words::all_off(lang)) }
        }
    }
}

/// How a comparison is looked at.
pub fn changes_tools(lang: Language) -> Markup {
    html! {
        div class="buttons needs-app no-print" {
            button class="button" type="button" data-changes-side aria-pressed="false" { (words::changes_side(lang)) }
            button class="button" type="button" data-changes-whole aria-pressed="false" { (words::changes_whole(lang)) }
        }
    }
}

/// The way from change to change, always within reach.
pub fn changes_steps(lang: Language) -> Markup {
    html! {
        div class="buttons changes__steps needs-app no-print" {
            button class="button" type="button" data-changes-step=(marks::CHANGES_STEP.says(Direction::Back)) { (words::changes_previous(lang)) }
            button class="button" type="button" data-changes-step=(marks::CHANGES_STEP.says(Direction::Next)) { (words::changes_next(lang)) }
        }
    }
}
