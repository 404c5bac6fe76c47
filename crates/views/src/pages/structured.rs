//! What a page is about in the words of schema.org, for search engines: a question with its answer, or a
//! list with its files.
//!
//! Data and no script: a browser runs nothing of this type, and the content security policy, which allows
//! nothing inline, does not look at it. Entry point: [`of`].

use interface::View;
use notice::Language;
use serde_json::{Value, json};

use crate::pages::data::topic;
use crate::pages::lists::List;
use crate::pages::site::{Context, Facts};

/// The page as JSON-LD that may stand in a page; `None` where schema.org has no word that fits.
pub fn of(context: &Context, origin: &str) -> Option<String> {
    let about = match &context.address.view {
        View::Topic { topic } => question(context, topic)?,
        View::List { list } => dataset(context, list, origin)?,
        _ => return None,
    };
    // A name with `</script>` in it would end the element.
    Some(about.to_string().replace('<', "\\u003c"))
}

fn question(context: &Context, id: &str) -> Option<Value> {
    let topic = context.site.current().catalogue.topic(id)?;
    Some(json!({
        "@context": "https://schema.org",
        "@type": "FAQPage",
        "inLanguage": context.lang.tag(),
        "mainEntity": [{
            "@type": "Question",
            "name": topic::question(topic, context.lang),
            "acceptedAnswer": { "@type": "Answer", "text": topic::answer(context, topic) },
        }],
    }))
}

fn dataset(context: &Context, word: &str, origin: &str) -> Option<Value> {
    let list = [List::Collected, List::Shared];
    let list = list.into_iter().find(|list| list.word() == word)?;
    let release = context.site.current();
    let files = list.files(&release.version).map(|(file, lang, format)| {
        json!({
            "@type": "DataDownload",
            "encodingFormat": format,
            "contentUrl": format!("{origin}{file}"),
            "inLanguage": lang.map(Language::tag),
        })
    });
    Some(json!({
        "@context": "https://schema.org",
        "@type": "Dataset",
        "name": list.title(context.lang),
        "description": crate::pages::lists::lead(context, list),
        "inLanguage": context.lang.tag(),
        "version": release.version,
        "datePublished": release.updated(),
        "distribution": files,
    }))
}
