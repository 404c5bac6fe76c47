//! What surrounds every page: head, masthead, the strip that says whose text this is, footer.
//!
//! [`Template`] holds the addresses of what was built; [`Template::fill`] makes a page with them.

use interface::marks::{self, Part, Place};
use interface::{Address, View, ids, words};
use maud::{DOCTYPE, Markup, PreEscaped, html};
use notice::catalogue::ContactKind;
use notice::{Language, Provenance};
use serde::{Deserialize, Serialize};

use crate::site::{Context, Facts};
use crate::{icons, notice_page};

/// The files that a page loads, by address.
#[derive(Debug, Clone, Default, Serialize, Deserialize)]
#[serde(default)]
pub struct Template {
    /// The one style sheet.
    pub style: String,
    /// The script that starts the app.
    pub boot: String,
    /// The app's JavaScript.
    pub app_js: String,
    /// The app's WebAssembly.
    pub app_wasm: String,
    /// Markup that `trunk serve` adds so that a browser reloads; empty in a release.
    pub reload: String,
}

/// A page before it is put into its surroundings.
pub struct Body {
    /// The title of the document.
    pub title: String,
    /// One sentence for search engines and share cards.
    pub description: String,
    /// What stands in `<main>`.
    pub main: Markup,
}

impl Template {
    /// The whole document.
    pub fn fill(&self, context: &Context, body: &Body) -> String {
        let lang = context.lang;
        let title = format!("{} · {}", body.title, words::product(lang));
        let twin = context.address.twin().href();
        html! {
            (DOCTYPE)
            html lang=(lang.tag()) {
                head {
                    meta charset="utf-8";
                    meta name="viewport" content="width=device-width, initial-scale=1, viewport-fit=cover";
                    title { (title) }
                    meta name="description" content=(body.description);
                    meta name="color-scheme" content="light dark";
                    meta name="referrer" content="same-origin";
                    link rel="stylesheet" href=(self.style);
                    link rel="icon" href="/icon.svg" type="image/svg+xml";
                    link rel="manifest" href="/manifest.webmanifest";
                    @if !context.is_unknown {
                        link rel="alternate" hreflang=(lang.other().tag()) href=(twin);
                    }
                    script type="module" src=(self.boot) data-app-js=(self.app_js) data-app-wasm=(self.app_wasm) {}
                    (PreEscaped(&self.reload))
                }
                body data-lang=(marks::LANG.says(lang)) data-release=(context.site.current().version) data-hash=[context.site.current().text(lang).map(|text| text.hash.as_str())] {
                    a class="skip" href={ "#" (ids::MAIN) } { (words::skip(lang)) }
                    header data-swap=(marks::SWAP.says(Part::Top)) {
                        (masthead(context))
                        (strip(context))
                        (unkept(context))
                    }
                    p id=(ids::STATUS) class="visually-hidden" role="status" aria-live="polite" {}
                    div class="api-status" data-w=(marks::PLACE.says(Place::ApiStatus)) {}
                    main id=(ids::MAIN) tabindex="-1" data-swap=(marks::SWAP.says(Part::Main)) { (body.main) }
                    div data-swap=(marks::SWAP.says(Part::Foot)) {
                        (footer(context))
                        (app_status(lang))
                    }
                }
            }
        }
        .into_string()
    }
}

fn masthead(context: &Context) -> Markup {
    let lang = context.lang;
    let twin = if context.is_unknown {
        View::Home
    } else {
        context.address.view.clone()
    };
    let twin = Address {
        lang: lang.other(),
        view: twin,
    };
    html! {
        div class="masthead" {
            a class="masthead__brand" href=(Address { lang, view: View::Home }.href()) {
                span class="seal" aria-hidden="true" { "明白" }
                @if lang == Language::En { span data-product { (words::product(lang)) } }
                @else { span class="visually-hidden" data-product { (words::product(lang)) } }
            }
            (tabs(context))
            a class="masthead__language" data-language-switch href=(twin.href())
                hreflang=(lang.other().tag()) lang=(lang.other().tag())
                title=(words::other_language_hint(lang)) { (words::other_language(lang)) }
        }
    }
}

fn tabs(context: &Context) -> Markup {
    let lang = context.lang;
    let current = context.site.current();
    let changes = match context.site.latest_pair() {
        Some((old, new)) => View::Changes { old, new },
        None => View::Archive,
    };
    let tabs = [
        (View::Home, words::nav_home(lang), icons::HOME),
        (
            View::Notice {
                version: current.version.clone(),
            },
            words::nav_notice(lang),
            icons::NOTICE,
        ),
        (changes, words::nav_changes(lang), icons::CHANGES),
        (View::Settings, words::nav_settings(lang), icons::SETTINGS),
        (View::Choices, words::nav_choices(lang), icons::CHOICES),
    ];
    html! {
        nav class="tabs" aria-label=(words::main_navigation(lang)) {
            ul {
                @for (view, label, icon) in tabs {
                    @let here = belongs(&view, &context.address.view) && !context.is_unknown;
                    li {
                        a href=(Address { lang, view }.href()) aria-current=[here.then_some("page")] {
                            (PreEscaped(icon)) span { (label) }
                        }
                    }
                }
            }
        }
    }
}

/// Whether a page is found under a tab.
fn belongs(tab: &View, page: &View) -> bool {
    match (tab, page) {
        (View::Settings, View::Walk { .. }) | (View::Choices, View::CheckUp) => true,
        (View::Notice { .. }, View::Notice { .. } | View::Archive | View::Data) => true,
        (View::Changes { .. }, View::Changes { .. }) => true,
        (tab, page) => tab == page,
    }
}

/// Whose words these are and which language governs, on every page beside the language switch.
fn strip(context: &Context) -> Markup {
    let lang = context.lang;
    let release = context.release();
    html! {
        p class="strip" {
            strong { (provenance_word(lang, release.provenance())) }
            span { (words::chinese_governs(lang)) }
        }
    }
}

/// What the app shows where a browser keeps no cookie for the page; the way out is for frames.
fn unkept(context: &Context) -> Markup {
    let lang = context.lang;
    html! {
        div class="api-status" {
            aside class="note note--warning" aria-label=(words::status_region(lang)) data-unkept hidden {
                p { (words::unkept(lang)) }
                p { a class="button" href=(context.address.href()) target="_blank" rel="noopener" { (words::unkept_open(lang)) } }
            }
        }
    }
}

/// One word for whose text this is.
pub fn provenance_word(lang: Language, provenance: Provenance) -> &'static str {
    match provenance {
        Provenance::Official => words::provenance_official(lang),
        Provenance::Restated => words::provenance_restated(lang),
        Provenance::Reconstructed => words::provenance_reconstructed(lang),
    }
}

/// The same help in the same order on every page (WCAG 3.2.6).
fn footer(context: &Context) -> Markup {
    let lang = context.lang;
    let catalogue = context.site.catalogue();
    let release = context.release();
    html! {
        footer class="footer" {
            @if let Some(catalogue) = catalogue {
                div class="footer__help" {
                    h2 { (words::help(lang)) }
                    @for contact in &catalogue.contacts {
                        @if matches!(contact.kind, ContactKind::Web | ContactKind::Email) {
                            (crate::links::contact(contact, lang))
                        }
                    }
                    span { (words::contact_lead(lang, "15")) }
                    a href=(Address { lang, view: View::Notice { version: context.site.current().version.clone() } }.href() + "#contact") {
                        (words::contact(lang))
                    }
                }
                p { (words::provider(lang)) ": " (catalogue.provider.names.get(lang)) " · " (catalogue.provider.address.get(lang)) }
            }
            p {
                (words::version(lang)) " " (release.version)
                " · " (words::updated(lang)) " " (notice_page::stated(release.updated(), lang))
                " · " (words::effective(lang)) " " (notice_page::stated(release.effective(), lang))
            }
            noscript { p { (words::no_script(lang)) } }
        }
    }
}

/// What a reader finds whose app did not start, or fell. No script can say it, since the script may
/// be what is missing: the style sheet shows it where the app has not reported after a while.
fn app_status(lang: Language) -> Markup {
    html! {
        div class="api-status app-status" {
            aside class="note note--warning" aria-label=(words::status_region(lang)) {
                p {
                    span class="app-status__down" { (words::app_is_down(lang)) }
                    span class="app-status__unsupported" { (words::app_is_unsupported(lang)) }
                }
                // An address without words is this page's own.
                p class="app-status__down" { a class="button" href="" { (words::app_load_again(lang)) } }
            }
        }
    }
}
