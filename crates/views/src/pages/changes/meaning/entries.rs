//! The entries of a release's catalogue: what each is called, and which clause declares it.

use std::collections::BTreeSet;

use notice::{Catalogue, Language, Release};

use crate::pages::changes::meaning::items::{Item, Kind};
use crate::pages::site::{Context, notice_in};

/// What an entry is called in a release; `None` where it is not in it.
pub fn name_in(context: &Context, release: &Release, item: &Item) -> Option<String> {
    let catalogue = &release.catalogue;
    let id = item.id.as_str();
    let names = match item.kind {
        Kind::Control => &catalogue.control(id)?.names,
        Kind::Use => &catalogue.disclosure(id)?.feature,
        Kind::Data => &catalogue.datum(id)?.names,
        Kind::Recipient => &catalogue.recipient(id)?.names,
        Kind::Retention => &catalogue.retention_rule(id)?.names,
        Kind::Way => return way_name(context, release, id),
    };
    Some(names.get(context.lang).to_string())
}

/// The kinds of data that a clause names, by id.
pub fn data_at<'a>(catalogue: &'a Catalogue, clause: &str) -> BTreeSet<&'a str> {
    let uses = catalogue.disclosures.iter();
    let uses = uses.filter(|entry| entry.clause.as_str() == clause);
    uses.flat_map(|entry| entry.data.iter().map(String::as_str))
        .collect()
}

/// The clause that declares an entry.
pub fn clause_of<'a>(release: &'a Release, kind: Kind, id: &str) -> Option<&'a str> {
    let catalogue = &release.catalogue;
    let clause = match kind {
        Kind::Data => return None,
        Kind::Use => &catalogue.disclosure(id)?.clause,
        Kind::Recipient => &catalogue.recipient(id)?.clause,
        Kind::Retention => &catalogue.retention_rule(id)?.clause,
        Kind::Control => &catalogue.control(id)?.clause,
        Kind::Way => match catalogue.path(id) {
            Some(path) => &path.clause,
            None => &catalogue.guide(id)?.id,
        },
    };
    Some(clause.as_str())
}

/// A guide is called like its clause, a path like the clause that names it and its last label.
pub fn way_name(context: &Context, release: &Release, id: &str) -> Option<String> {
    let lang = context.lang;
    let notice = notice_in(release, lang);
    let Some(path) = release.catalogue.path(id) else {
        return Some(notice.clause(id)?.heading.clone());
    };
    let clause = notice.clause(path.clause.as_str())?;
    let row = context.site.settings.row(&path.row)?;
    let between = match lang {
        Language::Zh => "：",
        Language::En => ": ",
    };
    Some(format!("{}{between}{}", clause.heading, row.label(lang)))
}
