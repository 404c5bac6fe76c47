//! Icons as inline SVG, drawn for this project: 24 units, strokes in the current colour.

use leptos::prelude::*;
use leptos::tachys::html::InertElement;
use notice::edition::TabIcon;

/// An icon as a part of a view.
pub fn drawing(icon: &'static str) -> AnyView {
    InertElement::new(icon).into_any()
}

/// A house.
pub const HOME: &str = r#"<svg viewBox="0 0 24 24" aria-hidden="true" fill="none" stroke="currentColor" stroke-width="1.8" stroke-linejoin="round" stroke-linecap="round"><path d="M4 11l8-7 8 7v9h-5v-6H9v6H4z"/></svg>"#;
/// A page of text.
pub const NOTICE: &str = r#"<svg viewBox="0 0 24 24" aria-hidden="true" fill="none" stroke="currentColor" stroke-width="1.8" stroke-linejoin="round" stroke-linecap="round"><path d="M6 3h9l4 4v14H6zM15 3v4h4M9 12h7M9 16h7"/></svg>"#;
/// Two lines, one struck, one new.
pub const CHANGES: &str = r#"<svg viewBox="0 0 24 24" aria-hidden="true" fill="none" stroke="currentColor" stroke-width="1.8" stroke-linejoin="round" stroke-linecap="round"><path d="M4 7h9M8 4l-4 3 4 3M20 17h-9M16 14l4 3-4 3"/></svg>"#;
/// A signpost.
pub const SETTINGS: &str = r#"<svg viewBox="0 0 24 24" aria-hidden="true" fill="none" stroke="currentColor" stroke-width="1.8" stroke-linejoin="round" stroke-linecap="round"><path d="M12 3v18M12 5h6l2 2-2 2h-6M12 12H6l-2 2 2 2h6"/></svg>"#;
/// A switch.
pub const CHOICES: &str = r#"<svg viewBox="0 0 24 24" aria-hidden="true" fill="none" stroke="currentColor" stroke-width="1.8" stroke-linejoin="round" stroke-linecap="round"><rect x="3" y="7" width="18" height="10" rx="5"/><circle cx="8" cy="12" r="2.2"/></svg>"#;
/// A person.
pub const PROFILE: &str = r#"<svg viewBox="0 0 24 24" aria-hidden="true" fill="none" stroke="currentColor" stroke-width="1.8" stroke-linejoin="round" stroke-linecap="round"><circle cx="12" cy="8" r="4"/><path d="M4 21c1-5 5-6 8-6s7 1 8 6"/></svg>"#;
/// A speech bubble.
pub const BUBBLE: &str = r#"<svg viewBox="0 0 24 24" aria-hidden="true" fill="none" stroke="currentColor" stroke-width="1.8" stroke-linejoin="round" stroke-linecap="round"><path d="M12 4c5 0 9 3.2 9 7.2s-4 7.2-9 7.2c-1 0-2-.1-2.9-.4L5 20l.6-3.3C4 15.3 3 13.4 3 11.2 3 7.2 7 4 12 4z"/></svg>"#;
/// Two people.
pub const PEOPLE: &str = r#"<svg viewBox="0 0 24 24" aria-hidden="true" fill="none" stroke="currentColor" stroke-width="1.8" stroke-linejoin="round" stroke-linecap="round"><circle cx="9" cy="8" r="3.5"/><path d="M2.5 20c.6-4.5 3.5-6 6.5-6s5.900 1.5 6.5 6M15.5 4.8a3.5 3.5 0 0 1 0 6.4M18 14.3c2 .8 3.2 2.6 3.5 5.7"/></svg>"#;
/// A compass.
pub const COMPASS: &str = r#"<svg viewBox="0 0 24 24" aria-hidden="true" fill="none" stroke="currentColor" stroke-width="1.8" stroke-linejoin="round" stroke-linecap="round"><circle cx="12" cy="12" r="9"/><path d="M15.8 8.2l-2.3 5.3-5.3 2.3 2.3-5.3z"/></svg>"#;
/// A gear.
pub const GEAR: &str = r#"<svg viewBox="0 0 24 24" aria-hidden="true" fill="none" stroke="currentColor" stroke-width="1.8" stroke-linejoin="round" stroke-linecap="round"><circle cx="12" cy="12" r="3.2"/><path d="M12 3v3M12 18v3M3 12h3M18 12h3M5.6 5.6l2.2 2.2M16.2 16.2l2.2 2.2M18.4 5.6l-2.2 2.2M7.8 16.2l-2.2 2.2"/></svg>"#;
/// Three dots.
pub const MORE: &str = r#"<svg viewBox="0 0 24 24" aria-hidden="true" fill="currentColor"><circle cx="5" cy="12" r="2"/><circle cx="12" cy="12" r="2"/><circle cx="19" cy="12" r="2"/></svg>"#;
/// A camera.
pub const CAMERA: &str = r#"<svg viewBox="0 0 24 24" aria-hidden="true" fill="none" stroke="currentColor" stroke-width="1.8" stroke-linejoin="round" stroke-linecap="round"><path d="M3 8h4l2-3h6l2 3h4v11H3z"/><circle cx="12" cy="13" r="3.5"/></svg>"#;
/// A magnifying glass.
pub const SEARCH: &str = r#"<svg viewBox="0 0 24 24" aria-hidden="true" fill="none" stroke="currentColor" stroke-width="1.8" stroke-linejoin="round" stroke-linecap="round"><circle cx="11" cy="11" r="6"/><path d="M16 16l4 4"/></svg>"#;
/// An arrow back.
pub const BACK: &str = r#"<svg viewBox="0 0 24 24" aria-hidden="true" fill="none" stroke="currentColor" stroke-width="1.8" stroke-linejoin="round" stroke-linecap="round"><path d="M14 5l-7 7 7 7"/></svg>"#;

/// The drawing for an icon named in the settings manifest.
pub fn by_name(name: &str) -> Option<&'static str> {
    Some(match name {
        "profile" => PROFILE,
        "gear" => GEAR,
        "more" => MORE,
        "camera" => CAMERA,
        "search" => SEARCH,
        "back" => BACK,
        _ => return None,
    })
}

/// What a tab of the host app looks like.
pub fn tab(icon: TabIcon) -> &'static str {
    match icon {
        TabIcon::House => HOME,
        TabIcon::Bubble => BUBBLE,
        TabIcon::People => PEOPLE,
        TabIcon::Compass => COMPASS,
        TabIcon::Search => SEARCH,
        TabIcon::Sheet => NOTICE,
        TabIcon::Person => PROFILE,
    }
}
