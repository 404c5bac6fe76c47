//! Search, from the field of the page of search and from that of a notice: one engine, [`search::Index`].
//!
//! The index is fetched when a person first comes to a field, or with a query in the address. On the page
//! of search every kind of entry is found, and what is typed stands in the address, so that it is there
//! again for who comes back from what was found; in a notice its clauses are found, in their place.

mod hit_list;
mod shortcut;

use std::cell::RefCell;
use std::rc::Rc;

use interface::{Language, View, address, ids, marks, words};
use search::{Index, Scope};
use views::observed::Observed;
use wasm_bindgen::JsCast;
use wasm_bindgen_futures::spawn_local;
use web_sys::{Event, HtmlElement, HtmlInputElement, KeyboardEvent};

use crate::browser::{self, live_region};
use crate::page::{page_cache, reading_position};
use crate::reader::list_filter;
use crate::reader::search::hit_list::Shown;
pub use crate::reader::search::shortcut::start;

/// As many as a person looks through: two screens of a phone. All of them are drawn anew at each key.
const SHOWN_HITS: usize = 16;

/// The key code of whatever is typed into an input method. Safari says of the Enter that ends a
/// composition that nothing is being composed.
const IN_AN_INPUT_METHOD: u32 = 229;

/// How far the index of a release has come.
enum Loaded {
    OnItsWay,
    Failed,
    Ready(Rc<Index>),
}

thread_local! {
    static LOADED: RefCell<Option<(String, Loaded)>> = const { RefCell::new(None) };
}

/// The field of a page, and where its results are shown.
#[derive(Clone)]
struct Field {
    input: HtmlInputElement,
    list: HtmlElement,
    release: String,
    scope: Scope,
    shown: Observed<Shown>,
}

/// Wakes the field of the page, if it has one.
pub fn enhance() {
    shortcut::offer();
    let Some(field) = Field::of_page() else {
        return;
    };
    if let (Scope::Everything, Some(asked)) = (field.scope, browser::asked()) {
        field.input.set_value(&asked);
    }
    if field.typed().is_empty() {
        field.take_focus();
    } else {
        // Before it is drawn: who comes back is at the same place in the list.
        field.look();
    }
    hit_list::draw(field.list.clone(), field.shown.clone(), field.scope);
    field.listen();
}

impl Field {
    fn of_page() -> Option<Field> {
        let (release, scope) = match browser::address().view {
            View::Notice { version } => (version, Scope::Clauses),
            _ => (browser::body_says(marks::RELEASE)?, Scope::Everything),
        };
        Some(Field {
            input: browser::input_in(marks::SEARCH)?,
            list: browser::first(marks::SEARCH_HITS.selector)?,
            release,
            scope,
            shown: Observed::new(Shown::Nothing),
        })
    }

    fn typed(&self) -> String {
        self.input.value().trim().to_string()
    }

    /// On the page of search, who has not gone elsewhere wants to type.
    fn take_focus(&self) {
        let focused = browser::document().active_element();
        let is_free = focused.is_none_or(|focused| focused.tag_name() == "BODY");
        if self.scope == Scope::Everything && is_free {
            browser::focus_soon(ids::SEARCH);
        }
    }

    fn listen(&self) {
        let field = self.clone();
        browser::listen(&self.input, "input", move |event| {
            let is_composing = browser::property(&event, "isComposing");
            if !is_composing.is_some_and(|is| is.is_truthy()) {
                field.look();
            }
        });
        let field = self.clone();
        browser::listen(&self.input, "compositionend", move |_| field.look());
        let field = self.clone();
        browser::listen(&self.input, "focus", move |_| {
            // Words that led somewhere are done with: what is typed next takes their place.
            if field.list.hidden() {
                field.input.select();
            }
            field.list.set_hidden(false);
            field.load();
        });
        let Ok(Some(part)) = self.input.closest(marks::SEARCH.selector) else {
            return;
        };
        let field = self.clone();
        browser::listen(&part, "keydown", move |event| {
            field.press(&event);
        });
        // In a notice the list lies over the text that it leads to; it is there again for who comes back to
        // the field.
        let field = self.clone();
        browser::listen(&self.list, "click", move |event| {
            let is_led = browser::closest(&event, "a").is_some() && field.scope == Scope::Clauses;
            field.list.set_hidden(is_led);
            if is_led {
                // A tap may leave the focus in the field, for which the clause would be below the bar.
                let _ = field.input.blur();
            }
        });
    }

    /// Arrows lead through the results, Enter to the first one, Escape back to the field and out of it.
    fn press(&self, event: &Event) -> Option<()> {
        let key: &KeyboardEvent = event.dyn_ref()?;
        if key.is_composing() || key.key_code() == IN_AN_INPUT_METHOD {
            return None;
        }
        let result = browser::closest(event, "li");
        let link = |found: Option<web_sys::Element>| -> Option<HtmlElement> {
            Some(found?.query_selector("a").ok()??.unchecked_into())
        };
        let first = || browser::first(&[marks::SEARCH_HITS.selector, " a"].concat());
        let wanted = match (key.key().as_str(), result) {
            ("ArrowDown", Some(result)) => link(result.next_element_sibling())?,
            ("ArrowDown", None) => first()?,
            ("ArrowUp", Some(result)) => {
                link(result.previous_element_sibling()).unwrap_or_else(|| self.input.clone().into())
            }
            ("Escape", Some(_)) => self.input.clone().into(),
            ("Escape", None) => {
                self.input.set_value("");
                self.look();
                self.input.clone().into()
            }
            ("Enter", None) => {
                event.prevent_default();
                let first = first()?;
                // The place that it leads to is below the bar, in which nobody types any more.
                let _ = first.focus();
                first.click();
                return None;
            }
            _ => return None,
        };
        event.prevent_default();
        wanted.focus().ok()
    }

    /// Looks for what is typed, as soon as the index is there.
    fn look(&self) {
        let typed = self.typed();
        self.keep_in_address(&typed);
        let lang = browser::page_language();
        let mut is_tried = false;
        let shown = LOADED.with_borrow(|loaded| match loaded {
            _ if typed.is_empty() => Some(Shown::Nothing),
            Some((release, Loaded::Ready(index))) if *release == self.release => {
                Some(match index.find(&typed, lang, self.scope, SHOWN_HITS) {
                    hits if hits.is_empty() => Shown::None(words::search_none(lang, &typed)),
                    hits => Shown::Hits(hits),
                })
            }
            Some((release, Loaded::Failed)) if *release == self.release => {
                is_tried = true;
                Some(Shown::None(words::search_away(lang).to_string()))
            }
            _ => None,
        });
        let Some(shown) = shown else {
            self.load();
            // Nothing else stands where the results will be: a tap is meant for what comes there.
            list_filter::show_rest(false);
            let looking = words::search_looking(lang).to_string();
            self.shown.set(Shown::None(looking));
            return;
        };
        if is_tried {
            // What is typed next asks again.
            LOADED.set(None);
        }
        self.announce(lang, &shown);
        list_filter::show_rest(!matches!(shown, Shown::Hits(_)));
        self.shown.set(shown);
    }

    /// Fetches the index, unless it is there or on its way.
    fn load(&self) {
        let is_known = LOADED.with_borrow(|loaded| {
            let release = loaded.as_ref().map(|(release, _)| release);
            release == Some(&self.release)
        });
        if is_known {
            return;
        }
        LOADED.set(Some((self.release.clone(), Loaded::OnItsWay)));
        let field = self.clone();
        spawn_local(async move {
            let file = page_cache::text(&address::search_index(&field.release)).await;
            let index = file.and_then(|file| Index::read(&file));
            let loaded = index.map_or(Loaded::Failed, |index| Loaded::Ready(Rc::new(index)));
            LOADED.set(Some((field.release.clone(), loaded)));
            // What was typed meanwhile, on a page that may be gone.
            if field.input.is_connected() && !field.typed().is_empty() {
                field.look();
            }
        });
    }

    /// What is typed on the page of search can be shared, and is there for who comes back.
    fn keep_in_address(&self, typed: &str) {
        if self.scope == Scope::Clauses {
            return;
        }
        let query = browser::query();
        query.delete(address::QUERY);
        if !typed.is_empty() {
            query.append(address::QUERY, typed);
        }
        reading_position::ask(&query, true);
    }

    fn announce(&self, lang: Language, shown: &Shown) {
        match shown {
            Shown::Nothing => {}
            Shown::Hits(hits) => {
                live_region::say(&words::search_found(lang, &hits.len().to_string()));
            }
            Shown::None(sentence) => live_region::say(sentence),
        }
    }
}
