//! What a change means: data, purposes, controls and ways, before any text.

use maud::{Markup, html};

use crate::site::{Compared, Context};

/// The meaning of a change in the reader's words.
pub fn section(_context: &Context, _compared: &Compared) -> Markup {
    html! {}
}
