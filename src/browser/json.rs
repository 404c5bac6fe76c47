//! JSON by the browser's own reader and writer.
//!
//! A text comes in and a type goes out, or the other way round; which fields a type has is said next
//! to it in `fields!`. Entry points: [`read`] and [`write`].

use consent::json::{self, Read, Value, Write};
use js_sys::{Array, JSON, Object, Reflect};
use wasm_bindgen::{JsCast, JsValue};

use crate::small_collections;

/// Reads a text; `None` where it is no JSON, or not of that type.
pub fn read<T: Read>(text: &str) -> Option<T> {
    json::read(&FromBrowser(JSON::parse(text).ok()?))
}

/// Writes a text.
pub fn write(value: &impl Write) -> String {
    let FromBrowser(value) = value.write();
    let text = JSON::stringify(&value);
    text.map(String::from).unwrap_or_default()
}

/// A value of the browser's.
struct FromBrowser(JsValue);

// Each is called from many places, so none of them is put into its callers.
impl Value for FromBrowser {
    fn is_null(&self) -> bool {
        self.0.is_null() || self.0.is_undefined()
    }

    #[inline(never)]
    fn text(&self) -> Option<String> {
        self.0.as_string()
    }

    fn number(&self) -> Option<f64> {
        self.0.as_f64()
    }

    fn flag(&self) -> Option<bool> {
        self.0.as_bool()
    }

    fn list(&self) -> Option<Vec<Self>> {
        let list: &Array = self.0.dyn_ref()?;
        Some(small_collections::list(list.iter().map(FromBrowser)))
    }

    #[inline(never)]
    fn member(&self, name: &str) -> Self {
        let member = Reflect::get(&self.0, &JsValue::from_str(name));
        FromBrowser(member.unwrap_or(JsValue::NULL))
    }

    fn from_nothing() -> Self {
        FromBrowser(JsValue::NULL)
    }

    fn from_text(text: &str) -> Self {
        FromBrowser(JsValue::from_str(text))
    }

    fn from_number(number: f64) -> Self {
        FromBrowser(JsValue::from_f64(number))
    }

    fn from_flag(flag: bool) -> Self {
        FromBrowser(JsValue::from_bool(flag))
    }

    fn from_list(list: Vec<Self>) -> Self {
        let list: Array = list.into_iter().map(|value| value.0).collect();
        FromBrowser(list.into())
    }

    fn empty_object() -> Self {
        FromBrowser(Object::new().into())
    }

    #[inline(never)]
    fn set(&mut self, name: &str, member: Self) {
        let _ = Reflect::set(&self.0, &JsValue::from_str(name), &member.0);
    }
}
