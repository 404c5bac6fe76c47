//! Every page of a site, in both languages: the list of addresses that a release has.

use interface::View;
use leptos::prelude::*;
use notice::Language;

use crate::pages::lists::List;
use crate::pages::shell::{Body, Document};
use crate::pages::site::{Context, Page, Site};
use crate::pages::template::Template;
use crate::pages::walks::Walk;
use crate::pages::{
    archive, changes, check_up, choices, data, home, html, lists, map, notice_page, search,
    structured, unknown, walk, walks,
};

/// All pages, ready to be written.
pub fn render(site: &Site, template: &Template) -> Vec<Page> {
    let languages = Language::ALL.into_iter();
    let mut pages: Vec<Page> = languages
        .flat_map(|lang| in_language(site, template, lang))
        .collect();
    pages.extend(unknown_addresses(site, template));
    pages
}

fn in_language(site: &Site, template: &Template, lang: Language) -> Vec<Page> {
    let mut pages = Vec::new();
    let mut add = |view: View, body: &dyn Fn(&Context) -> Body| {
        let context = Context::new(site, lang, view);
        pages.push(Page {
            path: context.address.href(),
            html: document(template, &context, body),
        });
    };
    add(View::Home, &home::page);
    add(View::Archive, &archive::page);
    add(View::Settings, &map::page);
    add(View::CheckUp, &check_up::page);
    add(View::Choices, &choices::page);
    add(View::Data, &data::page);
    for topic in &site.current().catalogue.topics {
        let id = topic.id.clone();
        add(View::Topic { topic: id }, &|context| {
            data::topic::page(context, topic)
        });
    }
    let context = Context::new(site, lang, View::Data);
    for list in List::ALL.into_iter().filter(|list| list.is_in(&context)) {
        add(list.view(), &|context| lists::page(context, list));
    }
    add(View::Search, &search::page);
    for release in &site.releases {
        add(
            View::Notice {
                version: release.version.clone(),
            },
            &|context| notice_page::page(context, release),
        );
    }
    for compared in site
        .comparisons
        .iter()
        .filter(|compared| compared.language == lang)
    {
        let (old, new) = (&compared.comparison.old, &compared.comparison.new);
        let (Some(before), Some(after)) = (site.release(old), site.release(new)) else {
            continue;
        };
        let view = View::Changes {
            old: old.clone(),
            new: new.clone(),
        };
        add(view, &|context| {
            changes::page(context, compared, before, after)
        });
    }
    let context = Context::new(site, lang, View::Settings);
    for walk in walks::walks(&context) {
        add(at(&walk, None), &|context| walk::overview(context, &walk));
        for way in walk.each_way() {
            if way.id != walk.id {
                add(at(way, None), &|context| walk::overview(context, way));
            }
            for place in 1..=way.steps.len() {
                add(at(way, Some(place)), &|context| {
                    walk::step::page(context, way, place)
                });
            }
            if !way.steps.is_empty() {
                let after = way.steps.len() + 1;
                add(at(way, Some(after)), &|context| {
                    walk::end::page(context, way)
                });
            }
        }
    }
    pages
}

/// The whole document of a view.
fn document(template: &Template, context: &Context, body: impl FnOnce(&Context) -> Body) -> String {
    let html = html::render(|| {
        let body = body(context);
        let structured = structured::of(context, &template.origin);
        view! { <Document template context body structured/> }.into_any()
    });
    match html.split_once(END_OF_HEAD) {
        Some((head, rest)) if !template.reload.is_empty() => {
            format!("{head}{}{END_OF_HEAD}{rest}", template.reload)
        }
        _ => html,
    }
}

const END_OF_HEAD: &str = "</head>";

/// Where a walk is, or one of its steps.
fn at(walk: &Walk, step: Option<usize>) -> View {
    View::Walk {
        guide: walk.id.into(),
        step: step.and_then(|step| u16::try_from(step).ok()),
    }
}

/// What an unknown address answers: a page in each language, and one for hosts that know of one alone,
/// in the governing language with the other one beside.
fn unknown_addresses(site: &Site, template: &Template) -> Vec<Page> {
    let in_language = |lang: Language, path: String| {
        let mut context = Context::new(site, lang, View::Home);
        context.is_unknown = true;
        let html = document(template, &context, unknown::page);
        Page { path, html }
    };
    let languages = Language::ALL.into_iter();
    let each = languages.map(|lang| in_language(lang, format!("/{}/404.html", lang.code())));
    let first = site.edition.first_language();
    each.chain([in_language(first, "/404.html".into())])
        .collect()
}
