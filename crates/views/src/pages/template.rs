//! The addresses of what was built.
//!
//! A build writes a [`Template`] once, before any notice is known; [`render`](crate::render) makes pages
//! that load these files.

use std::collections::BTreeMap;

use serde::{Deserialize, Serialize};

/// The files that a page loads, by address.
#[derive(Debug, Clone, Default, Serialize, Deserialize)]
#[serde(default)]
pub struct Template {
    /// The style sheet of every page.
    pub style: String,
    /// The style sheets that some views need, by name.
    pub view_styles: BTreeMap<String, String>,
    /// All style sheets as one, for browsers that know no cascade layers.
    pub old_style: String,
    /// The script that starts the app.
    pub boot: String,
    /// The app's JavaScript.
    pub app_js: String,
    /// The app's WebAssembly.
    pub app_wasm: String,
    /// The same, for browsers that know less of WebAssembly.
    pub old_wasm: String,
    /// The script of `/`, which chooses a language.
    pub start_js: String,
    /// The script for what a deployment sets.
    pub deployment_js: String,
    /// The script that speaks with a host app.
    pub bridge_js: String,
    /// The script that has the pages kept for when there is no network.
    pub offline: String,
    /// What all pages of one build have in common, and no others.
    pub build: String,
    /// Where the site is reached, as `https://privacy.example`; empty where that is not known. Search
    /// engines want whole addresses.
    pub origin: String,
    /// Markup that `trunk serve` adds so that a browser reloads; empty in a release.
    pub reload: String,
}
