//! What is shown below a field: what was found as links with the words around them, or why there is nothing.
//!
//! Entry points: [`Shown`], and [`draw`], which draws it anew whenever it changes.

use interface::{Language, words};
use leptos::prelude::*;
use search::{Hit, Kind, Part, Scope};
use views::observed::Observed;
use web_sys::HtmlElement;

use crate::browser;
use crate::components::{self, Attribute, at, changing, element};
use crate::page::mount;
use crate::small_collections;

/// What is shown below the field.
#[derive(Clone)]
pub enum Shown {
    /// Nothing was typed.
    Nothing,
    /// What was found, the best first.
    Hits(Vec<Hit>),
    /// Why there are none, in a sentence.
    None(String),
}

/// Draws what is shown into the place for it.
pub fn draw(list: HtmlElement, shown: Observed<Shown>, scope: Scope) {
    mount::put(list, move || {
        changing(move || match shown.get() {
            Shown::Nothing => components::nothing(),
            Shown::Hits(hits) => {
                let items = hits.into_iter().map(|hit| item(hit, scope));
                let items = small_collections::list(items);
                element("ul", vec![at("class", "hits")], items)
            }
            Shown::None(sentence) => {
                let words = words_of(sentence);
                element("p", vec![at("class", "hits__none"), words], Vec::new())
            }
        })
    });
}

/// What was found as a link, and the words around it.
fn item(hit: Hit, scope: Scope) -> AnyView {
    let lang = browser::page_language();
    let mut title = parts(hit.title);
    let href = match scope {
        Scope::Clauses => ["#", &hit.clause].concat(),
        Scope::Everything => {
            let kind = words_of([" ", kind(lang, hit.kind)].concat());
            title.push(element("span", vec![at("class", "tag"), kind], Vec::new()));
            ["/", lang.code(), "/", &hit.address].concat()
        }
    };
    let both = vec![
        element("a", vec![at("href", href)], title),
        element("p", vec![at("class", "hint")], parts(hit.excerpt)),
    ];
    element("li", Vec::new(), both)
}

fn parts(parts: Vec<Part>) -> Vec<AnyView> {
    small_collections::list(parts.into_iter().map(|part| {
        let tag = if part.is_marked { "mark" } else { "span" };
        element(tag, vec![words_of(part.text)], Vec::new())
    }))
}

/// The words of an element, also where a browser has translated what was in it before.
fn words_of(text: String) -> Attribute {
    components::words(Box::new(move || text.clone()))
}

fn kind(lang: Language, kind: Kind) -> &'static str {
    match kind {
        Kind::Clause => words::kind_clause(lang),
        Kind::Guide => words::kind_guide(lang),
        Kind::Path => words::kind_path(lang),
        Kind::Control => words::kind_control(lang),
        Kind::Topic => words::kind_topic(lang),
        Kind::Use => words::kind_use(lang),
        Kind::Definition => words::kind_definition(lang),
    }
}
