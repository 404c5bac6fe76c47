//! What a deployment sets without a rebuild: `config.json`, read once at the start.
//!
//! Product name and colours. Where the file is missing or cannot be
//! read, the page keeps what it was built with. Entry point: [`load`].

use std::cell::RefCell;

use consent::fields;
use interface::{Language, marks, words};
use wasm_bindgen::JsCast;
use web_sys::HtmlElement;

use super::page_cache;
use crate::browser::{self, json};
use crate::small_collections;

/// The file as it is read; `docs/embedding.md` says what each entry does.
struct Config {
    product: Option<Product>,
    colours: Option<Vec<Colour>>,
}

/// The product's name in both languages.
struct Product {
    zh: String,
    en: String,
}

/// A colour for one token of `style/tokens.css`.
struct Colour {
    token: String,
    value: String,
}

fields! {
    Config { product, colours }
    Product { zh, en }
    Colour { token, value }
}

thread_local! {
    static PRODUCT: RefCell<Option<Product>> = const { RefCell::new(None) };
}

/// Reads the file and puts it into effect.
pub async fn load() {
    let text = page_cache::text("/config.json").await;
    let Some(config) = text.and_then(|text| json::read::<Config>(&text)) else {
        return;
    };
    for colour in config.colours.iter().flatten() {
        set_token(&colour.token, &colour.value);
    }
    PRODUCT.set(config.product);
    name_product();
}

/// Puts the deployment's product name where the page has the built-in one.
pub fn name_product() {
    let lang = browser::page_language();
    let built_in = words::product(lang);
    let name = PRODUCT.with_borrow(|product| {
        let product = product.as_ref()?;
        Some(if lang == Language::Zh {
            product.zh.clone()
        } else {
            product.en.clone()
        })
    });
    let Some(name) = name.filter(|name| name != built_in && !name.is_empty()) else {
        return;
    };
    if let Some(brand) = browser::first(marks::PRODUCT.selector) {
        brand.set_text_content(Some(&name));
    }
    let document = browser::document();
    let title = document.title();
    if let Some((before, after)) = small_collections::split_once(&title, built_in) {
        document.set_title(&format!("{before}{name}{after}"));
    }
}

/// A colour for a token such as `action`; anything that is no colour is left to the browser to drop.
fn set_token(token: &str, colour: &str) {
    let root = browser::document()
        .document_element()
        .and_then(|root| root.dyn_into::<HtmlElement>().ok());
    if let Some(root) = root {
        let _ = root.style().set_property(&format!("--{token}"), colour);
    }
}
