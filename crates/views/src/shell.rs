//! What surrounds every page: head, masthead, the strip that says whose text this is, footer.
//!
//! [`Template`] holds the addresses of what was built; [`Template::fill`] makes a page with them.

use interface::marks::{self, Part, Place};
use interface::{Address, View, ids, words};
use leptos::prelude::*;
use notice::catalogue::{Catalogue, ContactKind};
use notice::{Language, Provenance};
use serde::{Deserialize, Serialize};

use crate::site::{Context, Facts};
use crate::{html, icons, links, notice_page};

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
    pub main: AnyView,
}

impl Template {
    /// The whole document.
    pub fn fill(&self, context: &Context, body: impl FnOnce(&Context) -> Body) -> String {
        let html = html::render(|| {
            let body = body(context);
            view! { <Document template=self context body/> }.into_any()
        });
        match html.split_once(END_OF_HEAD) {
            Some((head, rest)) if !self.reload.is_empty() => {
                format!("{head}{}{END_OF_HEAD}{rest}", self.reload)
            }
            _ => html,
        }
    }
}

const END_OF_HEAD: &str = "</head>";

#[component]
fn Document<'a>(template: &'a Template, context: &'a Context<'a>, body: Body) -> AnyView {
    let lang = context.lang;
    let current = context.site.current();
    let title = format!("{} · {}", body.title, words::product(lang));
    let alternate = (!context.is_unknown).then(|| {
        let twin = context.address.twin().href();
        view! { <link rel="alternate" hreflang=lang.other().tag() href=twin/> }
    });
    let hash = current.text(lang).map(|text| text.hash.clone());
    view! {
        <!DOCTYPE html>
        <html lang=lang.tag()>
            <head>
                <meta charset="utf-8"/>
                <meta name="viewport" content="width=device-width, initial-scale=1, viewport-fit=cover"/>
                <title>{title}</title>
                <meta name="description" content=body.description/>
                <meta name="color-scheme" content="light dark"/>
                <meta name="referrer" content="same-origin"/>
                <link rel="stylesheet" href=template.style.clone()/>
                <link rel="icon" href="/icon.svg" type="image/svg+xml"/>
                <link rel="manifest" href="/manifest.webmanifest"/>
                {alternate}
                <script type="module" src=template.boot.clone() data-app-js=template.app_js.clone()
                    data-app-wasm=template.app_wasm.clone()></script>
            </head>
            <body data-lang=marks::LANG.says(lang) data-release=current.version.clone() data-hash=hash>
                <a class="skip" href=format!("#{}", ids::MAIN)>{words::skip(lang)}</a>
                <header data-swap=marks::SWAP.says(Part::Top)>
                    <Masthead context/>
                    <Strip context/>
                    <Unkept context/>
                </header>
                <p id=ids::STATUS class="visually-hidden" role="status" aria-live="polite"></p>
                <div class="api-status" data-w=marks::PLACE.says(Place::ApiStatus)></div>
                <main id=ids::MAIN tabindex="-1" data-swap=marks::SWAP.says(Part::Main)>{body.main}</main>
                <div data-swap=marks::SWAP.says(Part::Foot)>
                    <Footer context/>
                    <AppStatus lang/>
                </div>
            </body>
        </html>
    }
    .into_any()
}

#[component]
fn Masthead<'a>(context: &'a Context<'a>) -> AnyView {
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
    let class = match lang {
        Language::Zh => "visually-hidden",
        Language::En => "masthead__name",
    };
    view! {
        <div class="masthead">
            <a class="masthead__brand" href=context.to(View::Home)>
                <span class="seal" aria-hidden="true">"明白"</span>
                <span class=class data-product="">{words::product(lang)}</span>
            </a>
            <Tabs context/>
            <a class="masthead__language" data-language-switch="" href=twin.href()
                hreflang=lang.other().tag() lang=lang.other().tag() title=words::other_language_hint(lang)>
                {words::other_language(lang)}
            </a>
        </div>
    }
    .into_any()
}

#[component]
fn Tabs<'a>(context: &'a Context<'a>) -> AnyView {
    let lang = context.lang;
    let current = context.site.current();
    let changes = match context.site.latest_pair() {
        Some((old, new)) => View::Changes { old, new },
        None => View::Archive,
    };
    let notice = View::Notice {
        version: current.version.clone(),
    };
    let tabs = [
        (View::Home, words::nav_home(lang), icons::HOME),
        (notice, words::nav_notice(lang), icons::NOTICE),
        (changes, words::nav_changes(lang), icons::CHANGES),
        (View::Settings, words::nav_settings(lang), icons::SETTINGS),
        (View::Choices, words::nav_choices(lang), icons::CHOICES),
    ];
    let tabs = tabs.map(|(view, label, icon)| {
        let is_here = belongs(&view, &context.address.view) && !context.is_unknown;
        view! {
            <li>
                <a href=context.to(view) aria-current=is_here.then_some("page")>
                    {icons::drawing(icon)} <span>{label}</span>
                </a>
            </li>
        }
    });
    view! {
        <nav class="tabs" aria-label=words::main_navigation(lang)>
            <ul>{tabs.into_iter().collect_view()}</ul>
        </nav>
    }
    .into_any()
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
#[component]
fn Strip<'a>(context: &'a Context<'a>) -> AnyView {
    let lang = context.lang;
    view! {
        <p class="strip">
            <strong>{provenance_word(lang, context.release().provenance())}</strong>
            <span>{words::chinese_governs(lang)}</span>
        </p>
    }
    .into_any()
}

/// What the app shows where a browser keeps no cookie for the page; the way out is for frames.
#[component]
fn Unkept<'a>(context: &'a Context<'a>) -> AnyView {
    let lang = context.lang;
    view! {
        <div class="api-status">
            <aside class="note note--warning" aria-label=words::status_region(lang) data-unkept="" hidden=true>
                <p>{words::unkept(lang)}</p>
                <p>
                    <a class="button" href=context.address.href() target="_blank" rel="noopener">
                        {words::unkept_open(lang)}
                    </a>
                </p>
            </aside>
        </div>
    }
    .into_any()
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
#[component]
fn Footer<'a>(context: &'a Context<'a>) -> AnyView {
    let lang = context.lang;
    let release = context.release();
    let catalogue = context.site.catalogue();
    let catalogue = catalogue.map(|catalogue| view! { <Help context catalogue/> });
    view! {
        <footer class="footer">
            {catalogue}
            <p>
                {words::version(lang)} " " {release.version.clone()}
                " · " {words::updated(lang)} " " {notice_page::stated(release.updated(), lang)}
                " · " {words::effective(lang)} " " {notice_page::stated(release.effective(), lang)}
            </p>
            <noscript><p>{words::no_script(lang)}</p></noscript>
        </footer>
    }
    .into_any()
}

/// Where a person can ask the provider, and who that is.
#[component]
fn Help<'a>(context: &'a Context<'a>, catalogue: &'a Catalogue) -> AnyView {
    let lang = context.lang;
    let is_linked = |kind| matches!(kind, ContactKind::Web | ContactKind::Email);
    let contacts = catalogue.contacts.iter();
    let contacts = contacts
        .filter(|contact| is_linked(contact.kind))
        .map(|contact| links::contact(contact, lang));
    let provider = &catalogue.provider;
    let (name, address) = (provider.names.get(lang), provider.address.get(lang));
    view! {
        <div class="footer__help">
            <h2>{words::help(lang)}</h2>
            {contacts.collect_view()}
            <span>{words::contact_lead(lang, "15")}</span>
            <a href=context.to_clause("contact")>{words::contact(lang)}</a>
        </div>
        <p>{words::provider(lang)} ": " {name.to_string()} " · " {address.to_string()}</p>
    }
    .into_any()
}

/// What a reader finds whose app did not start, or fell. No script can say it, since the script may
/// be what is missing: the style sheet shows it where the app has not reported after a while.
#[component]
fn AppStatus(lang: Language) -> AnyView {
    view! {
        <div class="api-status app-status">
            <aside class="note note--warning" aria-label=words::status_region(lang)>
                <p>
                    <span class="app-status__down">{words::app_is_down(lang)}</span>
                    <span class="app-status__unsupported">{words::app_is_unsupported(lang)}</span>
                </p>
                // An address without words is this page's own.
                <p class="app-status__down"><a class="button" href="">{words::app_load_again(lang)}</a></p>
            </aside>
        </div>
    }
    .into_any()
}
