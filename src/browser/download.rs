//! Handing a person a file that the page has: no request, no address that others could open.

use js_sys::{Array, Uint8Array};
use wasm_bindgen::JsCast;
use web_sys::{Blob, BlobPropertyBag, HtmlAnchorElement, Url};

use crate::browser;

/// How long the browser may take to start saving, in milliseconds.
const TIME_TO_SAVE: i32 = 60_000;

/// Saves a text as a file; `false` where the host does not let pages do that.
pub fn save(name: &str, kind: &str, text: &str) -> bool {
    saved(name, kind, text).is_some()
}

fn saved(name: &str, kind: &str, text: &str) -> Option<()> {
    let options = BlobPropertyBag::new();
    options.set_type(kind);
    let parts = Array::of1(&Uint8Array::from(text.as_bytes()));
    let blob = Blob::new_with_u8_array_sequence_and_options(&parts, &options).ok()?;
    let address = Url::create_object_url_with_blob(&blob).ok()?;
    let link: HtmlAnchorElement = browser::document()
        .create_element("a")
        .ok()?
        .unchecked_into();
    link.set_href(&address);
    link.set_download(name);
    link.click();
    browser::after(TIME_TO_SAVE, move || {
        let _ = Url::revoke_object_url(&address);
    });
    Some(())
}
