//! Stands in for `wasm-streams`: the four functions of it that Leptos names, without their content.
//!
//! `leptos` always links `server_fn` with its feature `browser`, and that links streams for server
//! functions that stream. This app has no server functions. The real crate exports classes to
//! JavaScript, which no linker may drop, so it weighed 6 KB of each visit without ever being called
//! (docs/decisions/bytes.md). When `server_fn` makes streams a feature of their own, this goes.

use futures_util::stream::{Empty, Stream, empty};
use wasm_bindgen::JsValue;

/// A stream that nobody here reads or writes.
pub struct ReadableStream(web_sys::ReadableStream);

impl ReadableStream {
    /// From the browser's.
    pub fn from_raw(raw: web_sys::ReadableStream) -> Self {
        Self(raw)
    }

    /// As the browser's.
    pub fn into_raw(self) -> web_sys::ReadableStream {
        self.0
    }

    /// What comes out of it: nothing.
    pub fn into_stream(self) -> Empty<Result<JsValue, JsValue>> {
        empty()
    }

    /// What goes into it.
    pub fn from_stream(_stream: impl Stream<Item = Result<JsValue, JsValue>> + 'static) -> Self {
        unreachable!("only a server function sends a stream, and this app has none")
    }
}
