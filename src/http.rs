//! Requests by the browser's own fetch: no more than this app asks for.
//!
//! A path and headers go out, a status and text come back. A crate for it brought streams and
//! 3 KB along (docs/decisions/bytes.md).

use wasm_bindgen::{JsCast, JsValue};
use wasm_bindgen_futures::JsFuture;
use web_sys::{AbortSignal, Headers, RequestCache, RequestInit, Response};

use crate::browser;

/// A request that is being made ready.
pub struct Request {
    path: String,
    init: RequestInit,
    headers: Option<Headers>,
}

/// What came back, whole.
pub struct Answer {
    /// The status code.
    pub status: u16,
    /// Whether the status is a success.
    pub ok: bool,
    /// The type of the content, as the server names it.
    pub kind: String,
    response: Response,
}

impl Request {
    /// Asks for something.
    pub fn get(path: &str) -> Request {
        Request::of("GET", path)
    }

    /// Puts something at a path.
    pub fn put(path: &str) -> Request {
        Request::of("PUT", path)
    }

    /// Gives something to a path.
    pub fn post(path: &str) -> Request {
        Request::of("POST", path)
    }

    /// Removes something.
    pub fn delete(path: &str) -> Request {
        Request::of("DELETE", path)
    }

    fn of(method: &str, path: &str) -> Request {
        let init = RequestInit::new();
        init.set_method(method);
        Request {
            path: path.to_string(),
            init,
            headers: Headers::new().ok(),
        }
    }

    /// Adds a header; one that the browser refuses is left out.
    pub fn header(self, name: &str, value: &str) -> Request {
        if let Some(headers) = &self.headers {
            let _ = headers.set(name, value);
        }
        self
    }

    /// Has the service asked even where the browser has an answer that it may use again.
    pub fn fresh(self) -> Self {
        self.init.set_cache(RequestCache::NoCache);
        self
    }

    /// Ends the request when the signal says so.
    pub fn signal(self, signal: Option<&AbortSignal>) -> Request {
        self.init.set_signal(signal);
        self
    }

    /// Sends it, with a body or without.
    ///
    /// # Errors
    /// When there is no answer: offline, a dead server, a signal that ended it.
    pub async fn send(self, body: Option<String>) -> Result<Answer, JsValue> {
        if let Some(headers) = &self.headers {
            self.init.set_headers(headers);
        }
        if let Some(body) = body {
            self.init.set_body(&JsValue::from_str(&body));
        }
        let promise = browser::window().fetch_with_str_and_init(&self.path, &self.init);
        let response: Response = JsFuture::from(promise).await?.unchecked_into();
        let kind = response.headers().get("content-type").ok().flatten();
        Ok(Answer {
            status: response.status(),
            ok: response.ok(),
            kind: kind.unwrap_or_default(),
            response,
        })
    }
}

impl Answer {
    /// The content as text.
    ///
    /// # Errors
    /// When the connection broke before all of it came.
    pub async fn text(self) -> Result<String, JsValue> {
        let text = JsFuture::from(self.response.text()?).await?;
        Ok(text.as_string().unwrap_or_default())
    }
}
