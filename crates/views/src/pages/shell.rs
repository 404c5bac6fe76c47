//! What surrounds every page: the document's head, the head line with the tabs, and the footer.
//!
//! A view's [`Body`] comes in, with the files that a [`Template`] names; the whole document goes out. Entry
//! point: [`Document`].

use interface::marks::{self, Part, Place};
use interface::{Address, View, ids, words};
use leptos::html::meta;
use leptos::prelude::*;
use notice::{Language, Release};

use crate::pages::site::{Context, Facts};
use crate::pages::template::Template;
use crate::pages::{icons, links, phrases};

/// A page before it is put into its surroundings.
pub struct Body {
    /// The title of the document.
    pub title: String,
    /// One sentence for search engines and share cards.
    pub description: String,
    /// What stands in `<main>`.
    pub main: AnyView,
}

/// The whole document.
#[component]
pub fn Document<'a>(
    /// The files that it loads.
    template: &'a Template,
    /// The page.
    context: &'a Context<'a>,
    /// What the view is.
    body: Body,
    /// What it is about, as data for search engines.
    structured: Option<String>,
) -> AnyView {
    let lang = context.lang;
    let current = context.site.current();
    let title = format!("{} · {}", body.title, words::product(lang));
    let alternates = (!context.is_unknown).then(|| view! { <Alternates template context/> });
    let structured = structured
        .map(|data| view! { <script type="application/ld+json" inner_html=data></script> });
    let text_hash = current.text(lang).map(|text| text.text_hash.clone());
    let minors = context.site.edition.minors.as_ref();
    let minors_lead = minors.and_then(|minors| Some(minors.lead.as_ref()?.get(lang).to_string()));
    let minors = minors.map(|minors| minors.clause.clone());
    view! {
        <!DOCTYPE html>
        <html lang=lang.tag()>
            <head>
                <meta charset="utf-8"/>
                <meta name="viewport" content="width=device-width, initial-scale=1, viewport-fit=cover"/>
                <title>{title}</title>
                <meta name="description" content=body.description.clone()/>
                {shared("og:title", body.title)}
                {shared("og:description", body.description)}
                <meta name="color-scheme" content="light dark"/>
                <meta name="referrer" content="same-origin"/>
                <link rel="stylesheet" href=template.style.clone()/>
                <ViewStyles template view=&context.address.view/>
                <link rel="icon" href="/icon.svg" type="image/svg+xml"/>
                <link rel="apple-touch-icon" href="/icon-192.png"/>
                <link rel="manifest" href=format!("/{}/manifest.webmanifest", lang.code())/>
                {alternates}
                {structured}
                <link rel="preload" r#as="fetch" crossorigin="anonymous" type="application/json" href="/config.json"/>
                // Asked for at once and after what is painted: one after the other, each would wait for the
                // one before it.
                <link rel="modulepreload" href=template.app_js.clone() fetchpriority="low"/>
                <link rel="preload" r#as="fetch" crossorigin="anonymous" type="application/wasm"
                    href=template.app_wasm.clone() fetchpriority="low"/>
                <script type="module" src=template.boot.clone() data-app-js=template.app_js.clone()
                    data-app-wasm=template.app_wasm.clone() data-old-wasm=template.old_wasm.clone()
                    data-deployment-js=template.deployment_js.clone() data-bridge-js=template.bridge_js.clone()
                    data-old-style=template.old_style.clone() data-offline=template.offline.clone()
                    data-build=template.build.clone()></script>
            </head>
            <body data-lang=marks::LANG.says(lang) data-release=current.version.clone() data-text-hash=text_hash
                data-host-app=context.app_name() data-minors=minors data-minors-lead=minors_lead>
                <a class="skip" href=format!("#{}", ids::MAIN)>{words::skip(lang)}</a>
                <header data-swap=marks::SWAP.says(Part::Top)>
                    <Masthead context/>
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

/// What a card says that somebody shares (Open Graph), which has an attribute that HTML does not.
fn shared(property: &'static str, content: String) -> AnyView {
    meta()
        .attr("property", property)
        .content(content)
        .into_any()
}

/// The style sheets of this view. Those of others come after everything else, for when a person goes on: a
/// browser loads what is for no medium last, and the script that starts the app gives it one.
#[component]
fn ViewStyles<'a>(template: &'a Template, view: &'a View) -> AnyView {
    let own: &[&str] = match view {
        View::Notice { .. } => &["notice", "choice", "search"],
        View::Changes { .. } => &["changes", "notice", "choice", "receipts", "steps"],
        View::Settings | View::Walk { .. } => &["walk", "notice", "choice", "steps"],
        View::Choices | View::CheckUp => &["choices", "choice", "receipts", "steps"],
        View::Data | View::Topic { .. } | View::List { .. } => &["data"],
        View::Archive => &["archive"],
        View::Search => &["search"],
        View::Home => &[],
    };
    let links = template.view_styles.iter().map(|(name, href)| {
        let href = href.clone();
        match name.as_str() {
            "print" => view! { <link rel="stylesheet" href=href media="print"/> }.into_any(),
            "no-script" => {
                view! { <noscript><link rel="stylesheet" href=href/></noscript> }.into_any()
            }
            name if own.contains(&name) => view! { <link rel="stylesheet" href=href/> }.into_any(),
            _ => view! { <link rel="stylesheet" href=href media="not all" data-later=""/> }
                .into_any(),
        }
    });
    links.collect_view().into_any()
}

/// The page in each language; a reader of neither is led to the governing one.
#[component]
fn Alternates<'a>(template: &'a Template, context: &'a Context<'a>) -> AnyView {
    let in_language = |lang: Language, tag: &'static str| {
        let view = context.address.view.clone();
        let href = template.origin.clone() + &Address { lang, view }.href();
        view! { <link rel="alternate" hreflang=tag href=href/> }
    };
    let languages = Language::ALL.map(|lang| (lang, lang.tag()));
    let first = context.site.edition.first_language();
    let languages = languages.into_iter().chain([(first, "x-default")]);
    let links = languages.map(|(lang, tag)| in_language(lang, tag));
    links.collect_view().into_any()
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
    let release = context.release();
    let provenance = phrases::provenance(lang, release.provenance());
    let is_search = context.address.view == View::Search;
    view! {
        <div class="masthead">
            <a class="masthead__brand" href=context.to(View::Home)>
                <span class="seal" aria-hidden="true">"明"</span>
                <span data-product="">{words::product(lang)}</span>
            </a>
            <a class="masthead__text" href=about(context, release)>
                {provenance}
            </a>
            <Tabs context/>
            <a class="masthead__search" data-search-link="" href=context.to(View::Search)
                aria-current=is_search.then_some("page")>
                {icons::drawing(icons::SEARCH)} <span>{words::search(lang)}</span>
            </a>
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
    let is_here = |(view, ..): &(View, _, _)| belongs(view, &context.address.view);
    // With one version the archive is behind two tabs.
    let here = tabs
        .iter()
        .position(is_here)
        .filter(|_| !context.is_unknown);
    let tabs = tabs
        .into_iter()
        .enumerate()
        .map(|(place, (view, label, icon))| {
            let is_here = here == Some(place);
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
            <ul>{tabs.collect_view()}</ul>
        </nav>
    }
    .into_any()
}

/// Whether a page is found under a tab.
fn belongs(tab: &View, page: &View) -> bool {
    match (tab, page) {
        (View::Settings, View::Walk { .. }) | (View::Choices, View::CheckUp) => true,
        (View::Notice { .. }, View::Notice { .. } | View::Archive | View::Data) => true,
        (View::Notice { .. }, View::Topic { .. } | View::List { .. }) => true,
        (View::Changes { .. }, View::Changes { .. }) => true,
        (tab, page) => tab == page,
    }
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

/// Where a release says whose words it has, and since when they apply.
fn about(context: &Context, release: &Release) -> String {
    let version = release.version.clone();
    format!(
        "{}#{}",
        context.to(View::Notice { version }),
        ids::section("about")
    )
}

/// The same help in the same order on every page (WCAG 3.2.6), and which language governs: two lines.
#[component]
fn Footer<'a>(context: &'a Context<'a>) -> AnyView {
    let lang = context.lang;
    let about = about(context, context.release());
    let contacts = context.site.catalogue().map(|catalogue| {
        let contacts = catalogue.contacts.iter();
        contacts
            .filter_map(|contact| links::contact(contact, lang))
            .collect_view()
    });
    let clause = context.site.catalogue().and_then(|catalogue| {
        let contact = catalogue.contacts.first()?;
        let href = context.to_clause(contact.clause.as_str());
        Some(view! { <a href=href>{words::help(lang)}</a> })
    });
    let governs = context.site.edition.governs.as_ref();
    let governs = governs.map(|governs| view! { <p>{governs.get(lang).to_string()}</p> });
    view! {
        <footer class="footer">
            <p class="footer__help">
                {clause}
                {contacts}
                <a href=about>{words::about_notice(lang)}</a>
            </p>
            {governs}
            <OtherEditions context/>
            <noscript><p>{words::no_script(lang)}</p></noscript>
        </footer>
    }
    .into_any()
}

/// The way to the other editions: each is a site of its own, with its own archive, choices and receipts.
#[component]
fn OtherEditions<'a>(context: &'a Context<'a>) -> AnyView {
    let lang = context.lang;
    let others = context.site.edition.others.iter();
    let links = others.filter_map(|other| Some((other.start(lang)?, other.names.get(lang))));
    let links: Vec<_> = links
        .map(|(href, name)| view! { <a href=href>{name.to_string()}</a> })
        .collect();
    if links.is_empty() {
        return ().into_any();
    }
    view! {
        <nav class="footer__editions" aria-label=words::other_editions(lang)>
            <span>{words::other_editions(lang)}</span>
            {links}
        </nav>
    }
    .into_any()
}

/// What a reader finds whose app did not start, or fell. No script can say it, since the script may
/// be what is missing: the style sheet shows it where the app has not reported after a while.
#[component]
fn AppStatus(lang: Language) -> AnyView {
    view! {
        <p class="misconfigured note note--warning">{words::misconfigured(lang)}</p>
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
