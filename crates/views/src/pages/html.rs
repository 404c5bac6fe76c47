//! A view as HTML: what Leptos writes for one that nothing takes over.

use leptos::prelude::*;
use leptos::reactive::owner::Owner;

/// Leptos puts this between two texts, to tell them apart when an app takes the page over. Nothing does
/// here: an app mounts its own parts into places of their own. No word of a page looks like it, since
/// Leptos escapes `<` in texts and in attributes.
const MARKER: &str = "<!>";

/// Renders what `view` makes. Signals live as long as the rendering.
pub fn render(view: impl FnOnce() -> AnyView) -> String {
    let owner = Owner::new();
    let html = owner.with(|| view().to_html());
    html.replace(MARKER, "")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn markers_go_and_words_that_look_like_them_stay() {
        let html = render(|| {
            let (title, words) = ("a<!>\"b\"", "<!> & \"x\"".to_string());
            view! { <p title=title hidden=true>{words} " · " {None::<String>} "y"</p> }.into_any()
        });
        assert_eq!(
            html,
            r#"<p title="a&lt;!&gt;&quot;b&quot;" hidden>&lt;!&gt; &amp; "x" · y</p>"#
        );
    }
}
