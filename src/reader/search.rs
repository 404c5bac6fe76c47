//! Search in the notice: this page's clauses, found by words of either language.
//!
//! The other language's page is fetched when a person starts to type; a clause that only its
//! twin answers for is found as well, since both have the same id.

use std::cell::RefCell;

use interface::{address, marks, words};
use leptos::prelude::*;
use views::observed::Observed;
use wasm_bindgen_futures::spawn_local;
use web_sys::{Document, Event, HtmlInputElement};

use crate::browser::{self, live_region};
use crate::components::{self, at, changing, element};
use crate::page::{mount, page_cache};
use crate::small_collections::{self, Map};

/// As many as a person looks through.
const SHOWN_HITS: usize = 30;

/// A clause as it is searched.
struct Entry {
    id: String,
    title: String,
    text: String,
    lower: String,
}

/// A clause that was found, with the words around the place: before, what was looked for, after.
#[derive(Clone, PartialEq)]
struct Hit {
    id: String,
    title: String,
    around: [String; 3],
}

/// What is shown below the field.
#[derive(Clone, PartialEq)]
enum Shown {
    Nothing,
    Hits(Vec<Hit>),
    /// Nothing was found, said in a sentence.
    None(String),
}

thread_local! {
    static ENTRIES: RefCell<Vec<Entry>> = const { RefCell::new(Vec::new()) };
    static TWINS: RefCell<Map<String>> = const { RefCell::new(Map::new()) };
}

/// Wakes the field of the page, if it has one.
pub fn enhance() {
    ENTRIES.take();
    TWINS.take();
    let Some(place) = browser::first(marks::SEARCH_HITS.selector) else {
        return;
    };
    let Some(input) = browser::input_in(marks::SEARCH) else {
        return;
    };
    let found = Observed::new(Shown::Nothing);
    let (shown, list, opened) = (found.clone(), place.clone(), place.clone());
    mount::put(place, || {
        changing(move || match shown.get() {
            Shown::Nothing => components::nothing(),
            Shown::Hits(hits) => {
                let items = small_collections::list(hits.into_iter().map(item));
                element("ul", vec![at("class", "hits")], items)
            }
            Shown::None(sentence) => {
                let words = components::words(Box::new(move || sentence.clone()));
                element(
                    "p",
                    vec![at("class", "clause-bar__none"), words],
                    Vec::new(),
                )
            }
        })
    });
    // The list lies over the text that it leads to; it is there again for who comes back to the field.
    let followed = list.clone();
    browser::listen(&list, "click", move |event| {
        if browser::closest(&event, "a").is_some() {
            followed.set_hidden(true);
        }
    });
    let looks = move |input: &HtmlInputElement| {
        opened.set_hidden(false);
        read_entries();
        let query = browser::lower(input.value().trim());
        let hits = find(&query);
        announce(&query, hits.len());
        found.set(match (query.is_empty(), hits.is_empty()) {
            (true, _) => Shown::Nothing,
            (_, true) => Shown::None(words::search_none(browser::page_language(), &query)),
            (..) => Shown::Hits(hits),
        });
    };
    let (typed, again) = (input.clone(), looks.clone());
    browser::listen(&input, "focus", move |_| again(&typed));
    let typed = input.clone();
    browser::listen(&input, "input", move |_| looks(&typed));
}

/// Looks for what the address asks for, as the form of the start page sends it.
pub fn start() {
    let asked = browser::window().location().search().unwrap_or_default();
    let Some(asked) = address::asked(&asked) else {
        return;
    };
    // A form writes a blank as a plus sign.
    let asked: String = asked
        .chars()
        .map(|letter| if letter == '+' { ' ' } else { letter })
        .collect();
    if let (Some(input), Ok(words)) = (
        browser::input_in(marks::SEARCH),
        js_sys::decode_uri_component(&asked),
    ) {
        input.set_value(&String::from(words));
        look_again();
    }
}

/// Looks for what is typed once more.
fn look_again() {
    if let (Some(input), Ok(event)) = (browser::input_in(marks::SEARCH), Event::new("input")) {
        let _ = input.dispatch_event(&event);
    }
}

/// A found clause as a link, and the words around what was found.
fn item(hit: Hit) -> AnyView {
    let words = |text: String| components::words(Box::new(move || text.clone()));
    let link = vec![at("href", format!("#{}", hit.id)), words(hit.title)];
    let [before, query, after] = hit.around;
    let around = vec![
        element("span", vec![words(before)], Vec::new()),
        element("mark", vec![words(query)], Vec::new()),
        element("span", vec![words(after)], Vec::new()),
    ];
    let parts = vec![
        element("a", link, Vec::new()),
        element("p", vec![at("class", "hint")], around),
    ];
    element("li", Vec::new(), parts)
}

fn read_entries() {
    if ENTRIES.with_borrow(|entries| !entries.is_empty()) {
        return;
    }
    ENTRIES.set(entries_of(&browser::document()));
    spawn_local(async {
        if let Some(twin) = page_cache::page(&browser::address().twin().href()).await {
            TWINS.with_borrow_mut(|twins| {
                for entry in entries_of(&twin) {
                    twins.insert(entry.id, entry.lower);
                }
            });
            // What was typed meanwhile.
            look_again();
        }
    });
}

fn entries_of(page: &Document) -> Vec<Entry> {
    let clauses = browser::all(page, ".clause[id]").into_iter();
    small_collections::list(clauses.map(|clause| {
        let part = |selector: &str| {
            let found = clause.query_selector(selector).ok().flatten();
            found
                .and_then(|found| found.text_content())
                .unwrap_or_default()
        };
        let (title, text) = (part("h2, h3, h4"), part(".prose"));
        let lower = browser::lower(&[&title, " ", &text].concat());
        Entry {
            id: clause.id(),
            title,
            text,
            lower,
        }
    }))
}

fn find(query: &str) -> Vec<Hit> {
    if query.is_empty() {
        return Vec::new();
    }
    ENTRIES.with_borrow(|entries| {
        TWINS.with_borrow(|twins| {
            let fits = |entry: &&Entry| {
                small_collections::contains(&entry.lower, query)
                    || twins
                        .get(&entry.id)
                        .is_some_and(|twin| small_collections::contains(twin, query))
            };
            let found = entries.iter().filter(fits).take(SHOWN_HITS);
            small_collections::list(found.map(|entry| Hit {
                id: entry.id.clone(),
                title: entry.title.clone(),
                around: around(&entry.text, query),
            }))
        })
    })
}

/// The words around the first place where the query is found; the clause's first words where only its
/// twin in the other language has it.
fn around(text: &str, query: &str) -> [String; 3] {
    let lower = browser::lower(text);
    let found = small_collections::split_once(&lower, query);
    let (place, length) = match found {
        Some((before, _)) => (before.chars().count(), query.chars().count()),
        None => (0, 0),
    };
    let start = place.saturating_sub(24);
    let part = |from: usize, count: usize| text.chars().skip(from).take(count).collect::<String>();
    let mut before = part(start, place - start);
    if start > 0 {
        before.insert(0, '…');
    }
    let after = part(place + length, 60) + "…";
    [before, part(place, length), after]
}

fn announce(query: &str, found: usize) {
    let lang = browser::page_language();
    if !query.is_empty() {
        live_region::say(&match found {
            0 => words::search_none(lang, query),
            found => words::search_found(lang, &found.to_string()),
        });
    }
}
