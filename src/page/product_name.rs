//! The product's name, where the deployment has one of its own (`config.json`).
//!
//! `src/deployment.js` reads the file before the app starts and leaves the name on the window; whatever else a
//! deployment sets needs nothing of the app but where the API is ([`crate::bridge`]). Entry point:
//! [`show`].

use interface::{keys, marks, words};

use crate::browser;
use crate::small_collections;

/// Puts the deployment's product name where the page has the built-in one.
pub fn show() {
    let lang = browser::page_language();
    let built_in = words::product(lang);
    let names = browser::property(&browser::window(), keys::PRODUCT);
    let name = names.and_then(|names| browser::property(&names, lang.code())?.as_string());
    let Some(name) = name.filter(|name| name != built_in && !name.is_empty()) else {
        return;
    };
    if let Some(brand) = browser::first(marks::PRODUCT.selector) {
        brand.set_text_content(Some(&name));
    }
    let document = browser::document();
    let title = document.title();
    if let Some((before, after)) = small_collections::split_once(&title, built_in) {
        document.set_title(&[before, &name, after].concat());
    }
}
