//! The controls that a page has. Entry point: [`control_at`].

use interface::marks::Control;
use web_sys::HtmlElement;

/// The control that a page has a place for; `None` where it is one that this app does not know.
pub fn control_at(place: &HtmlElement) -> Option<Control> {
    Control::read(|name| place.get_attribute(name))
}
