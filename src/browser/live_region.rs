//! What is said to people who do not see the page change: one polite live region.

use interface::ids;

use crate::browser;

/// Says a sentence. The same sentence twice is heard twice.
pub fn say(sentence: &str) {
    let Some(region) = browser::document().get_element_by_id(ids::STATUS) else {
        return;
    };
    region.set_text_content(None);
    let sentence = sentence.to_string();
    // An empty region first: a reader that compares texts would stay silent otherwise.
    browser::after(60, move || region.set_text_content(Some(&sentence)));
}
