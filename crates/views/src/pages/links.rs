//! Links that several pages write the same way: clauses, contacts, files.

use leptos::prelude::*;
use notice::catalogue::{Contact, ContactKind};
use notice::{Language, Notice, Release};

use crate::pages::phrases;
use crate::pages::site::Context;

/// A way to reach the provider that a link can open: a site by its host, mail by what it is called.
pub fn contact(contact: &Contact, lang: Language) -> Option<AnyView> {
    let address = contact.value.get(lang).to_string();
    match contact.kind {
        ContactKind::Web => {
            let host = address.split("//").last().unwrap_or_default();
            let host = host.trim_end_matches('/').to_string();
            Some(view! { <a href=address rel="noopener noreferrer">{host}</a> }.into_any())
        }
        ContactKind::Email => {
            let name = contact.names.get(lang).to_string();
            let mail = format!("mailto:{address}");
            Some(view! { <a href=mail title=address>{name}</a> }.into_any())
        }
        _ => None,
    }
}

/// “Clause 1.24: Listen”, leading to the clause in the notice in force.
pub fn clause(context: &Context, id: &str) -> AnyView {
    let clause = context.notice().clause(id);
    let link = clause.map(|clause| {
        let words = phrases::clause(clause, context.lang);
        view! { <a href=context.to_clause(id)>{words}</a> }
    });
    link.into_any()
}

/// The file of a release in the Data Privacy Vocabulary.
pub fn machine_readable(release: &Release) -> String {
    format!("/content/{}/dpv.jsonld", release.version)
}

/// A clause by its number and heading, as the heading has them; its id where it is not there.
pub fn clause_name(notice: &Notice, id: &str) -> String {
    let Some(clause) = notice.clause(id) else {
        return id.to_string();
    };
    let number = clause.number.as_ref().map(ToString::to_string);
    format!("{} {}", number.unwrap_or_default(), clause.heading)
        .trim()
        .to_string()
}
