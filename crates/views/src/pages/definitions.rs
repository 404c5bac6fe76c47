//! Words that the notice explains, explained where they are used: a fold below the text that has them.
//!
//! A native fold and no popover: it opens by finger and by key, prints, and needs no script. Entry point:
//! [`Definitions`].

use interface::words;
use leptos::prelude::*;
use notice::Language;
use notice::catalogue::Definition;

use crate::pages::site::Context;
use crate::pages::{links, phrases};

/// What the words of a text mean, as far as another clause explains them; nothing where there are none.
#[component]
pub fn Definitions<'a>(
    /// The page.
    context: &'a Context<'a>,
    /// The text.
    text: String,
    /// The clause that the text is of: what it explains itself is not said again.
    clause: &'a str,
) -> AnyView {
    let lang = context.lang;
    let definitions = context.site.current().catalogue.definitions.iter();
    let used: Vec<&Definition> = definitions
        .filter(|definition| definition.clause.as_str() != clause)
        .filter(|definition| is_used(definition, &text, lang))
        .collect();
    let names: Vec<&str> = used.iter().map(|one| one.names.get(lang)).collect();
    let names = names.join(phrases::separator(lang));
    let terms = used.iter().map(|one| {
        view! {
            <dt>{one.names.get(lang).to_string()}</dt>
            <dd>
                {one.words.get(lang).to_string()}
                {phrases::space(lang)}
                {links::clause(context, one.clause.as_str())}
            </dd>
        }
    });
    let fold = (!used.is_empty()).then(|| {
        view! {
            <details class="definitions">
                <summary>{words::definitions(lang, &names)}</summary>
                <dl>{terms.collect_view()}</dl>
            </details>
        }
    });
    fold.into_any()
}

/// Whether a text has the word: in English as a whole word, in Chinese wherever it stands.
fn is_used(definition: &Definition, text: &str, lang: Language) -> bool {
    let name = [definition.names.get(lang)];
    let forms = definition.forms.iter().map(String::as_str);
    let mut forms = name.into_iter().chain(forms);
    forms.any(|form| has_word(text, form))
}

fn has_word(text: &str, word: &str) -> bool {
    let is_letter = |letter: Option<char>| letter.is_some_and(|one| one.is_ascii_alphanumeric());
    let mut places = text.match_indices(word);
    places.any(|(start, found)| {
        let before = text[..start].chars().next_back();
        let after = text[start + found.len()..].chars().next();
        // A Chinese word begins and ends anywhere.
        let goes_on_before = found.starts_with(|one: char| one.is_ascii()) && is_letter(before);
        let goes_on_after = found.ends_with(|one: char| one.is_ascii()) && is_letter(after);
        !goes_on_before && !goes_on_after
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_word_is_found_whole_in_english_and_anywhere_in_chinese() {
        assert!(has_word("Pay with Tenpay.", "Tenpay"));
        assert!(has_word("使用WeChat的人", "WeChat"));
        assert!(!has_word("WeChatters", "WeChat") && !has_word("MyWeChat", "WeChat"));
        assert!(has_word("对其作匿名化处理", "匿名化"));
    }
}
