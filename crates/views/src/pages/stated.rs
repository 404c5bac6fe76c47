//! What a catalogue states, in the words of one language; `None` where it states nothing.

use interface::words;
use notice::catalogue::{Basis, Disclosure, RefOrNot, Sensitive, Topic};
use notice::{Catalogue, Language};

use crate::pages::phrases;
use crate::pages::site::Context;

/// The uses that name one of a topic's kinds of data.
pub fn uses_of<'a>(context: &Context<'a>, topic: &Topic) -> Vec<&'a Disclosure> {
    let uses = context.site.current().catalogue.disclosures.iter();
    let is_named = |entry: &&Disclosure| entry.data.iter().any(|data| topic.data.contains(data));
    uses.filter(is_named).collect()
}

/// How many uses.
pub fn uses_in_words(lang: Language, count: usize) -> String {
    match count {
        1 => words::home_use_one(lang).to_string(),
        _ => words::home_uses(lang, &count.to_string()),
    }
}

/// Names in a row; `None` where there are none.
pub fn names(names: Vec<&str>, lang: Language) -> Option<String> {
    let text = names.join(phrases::separator(lang));
    (!text.is_empty()).then_some(text)
}

/// Names of data, each once.
pub fn data_names<'a>(catalogue: &'a Catalogue, ids: &[String], lang: Language) -> Vec<&'a str> {
    catalogue
        .data
        .iter()
        .filter(|item| ids.contains(&item.id))
        .map(|item| item.names.get(lang))
        .collect()
}

/// Names of recipients, each once.
pub fn recipient_names<'a>(
    catalogue: &'a Catalogue,
    ids: &[String],
    lang: Language,
) -> Vec<&'a str> {
    catalogue
        .recipients
        .iter()
        .filter(|recipient| ids.contains(&recipient.id))
        .map(|recipient| recipient.names.get(lang))
        .collect()
}

/// For how long, as the rule says it.
pub fn retention_rule<'a>(
    catalogue: &'a Catalogue,
    retention: &RefOrNot,
    lang: Language,
) -> Option<&'a str> {
    let RefOrNot::Id(id) = retention else {
        return None;
    };
    Some(catalogue.retention_rule(id)?.rule.get(lang))
}

/// Whether data is sensitive, and who says so; `None` where it is not.
pub fn sensitive_words(sensitive: Sensitive, lang: Language) -> Option<&'static str> {
    match sensitive {
        Sensitive::Stated => Some(words::data_sensitive_stated(lang)),
        Sensitive::Inferred => Some(words::data_sensitive_inferred(lang)),
        Sensitive::No => None,
    }
}

/// What a legal basis is called.
pub fn basis_words(basis: Basis, lang: Language) -> Option<&'static str> {
    match basis {
        Basis::Consent => Some(words::basis_consent(lang)),
        Basis::ExplicitConsent => Some(words::basis_explicit_consent(lang)),
        Basis::VoluntaryConsent => Some(words::basis_voluntary_consent(lang)),
        Basis::UserProvided => Some(words::basis_user_provided(lang)),
        Basis::UserChoice => Some(words::basis_user_choice(lang)),
        Basis::LegalObligation => Some(words::basis_legal_obligation(lang)),
        Basis::Necessary => Some(words::basis_necessary(lang)),
        Basis::PermissionRequest => Some(words::basis_permission_request(lang)),
        Basis::NotStated => None,
    }
}
