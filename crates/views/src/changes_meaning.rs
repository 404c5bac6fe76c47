//! What a change means: data, uses, switches and ways, said before any text.
//!
//! Ids come from the comparison of the catalogues; the names are the catalogues' own.

use interface::marks::{self, Change};
use interface::{View, ids, words};
use leptos::prelude::*;
use notice::change::IdChanges;
use notice::{Catalogue, Release};

use crate::site::{Compared, Context, notice_in};

/// The meaning of a change, by kind; one sentence where there is none.
#[component]
pub fn MeaningSection<'a>(
    /// The page.
    context: &'a Context<'a>,
    /// The comparison.
    compared: &'a Compared,
    /// The older release.
    old: &'a Release,
    /// The newer release.
    new: &'a Release,
) -> AnyView {
    let lang = context.lang;
    let is_declared = !old.catalogue.controls.is_empty() || !new.catalogue.controls.is_empty();
    let meaning = &compared.meaning;
    let ways = IdChanges {
        added: [&meaning.guides.added[..], &meaning.paths.added].concat(),
        removed: [&meaning.guides.removed[..], &meaning.paths.removed].concat(),
        changed: [&meaning.guides.changed[..], &meaning.paths.changed].concat(),
    };
    let named = Named { context, old, new };
    let parts = [
        (
            words::meaning_controls(lang),
            &meaning.controls,
            Kind::Control,
        ),
        (words::meaning_uses(lang), &meaning.disclosures, Kind::Use),
        (words::meaning_data(lang), &meaning.data, Kind::Data),
        (
            words::meaning_recipients(lang),
            &meaning.recipients,
            Kind::Recipient,
        ),
        (
            words::meaning_retention(lang),
            &meaning.retention,
            Kind::Retention,
        ),
        (words::meaning_ways(lang), &ways, Kind::Way),
    ];
    let is_empty = |changes: &IdChanges| {
        changes.added.is_empty() && changes.removed.is_empty() && changes.changed.is_empty()
    };
    let is_none = parts.iter().all(|(_, changes, _)| is_empty(changes));
    let cards = parts
        .into_iter()
        .filter(|(_, changes, _)| !is_empty(changes))
        .map(|(title, changes, kind)| {
            view! { <Part named=&named title=title changes=changes kind=kind/> }
        });
    // Where neither release declares anything, there is nothing to say.
    is_declared
        .then(|| {
            view! {
                <section>
                    <h2 id=ids::section("meaning")>{words::changes_meaning(lang)}</h2>
                    {is_none.then(|| view! { <p>{words::meaning_none(lang)}</p> })}
                    <div class="meaning">{cards.collect_view()}</div>
                </section>
            }
        })
        .into_any()
}

/// What an id is the id of.
#[derive(Clone, Copy)]
enum Kind {
    Control,
    Use,
    Data,
    Recipient,
    Retention,
    Way,
}

/// What is new, other and gone of one kind.
#[component]
fn Part<'a>(
    named: &'a Named<'a>,
    title: &'static str,
    changes: &'a IdChanges,
    kind: Kind,
) -> AnyView {
    let lang = named.context.lang;
    let added = changes.added.iter().map(|id| {
        view! {
            <li>
                <Tag change=Change::Added word=words::meaning_new(lang)/>
                " "
                {named.link(id, kind)}
            </li>
        }
    });
    let changed = changes.changed.iter().map(|id| {
        view! {
            <li>
                <Tag change=Change::Edited word=words::meaning_changed(lang)/>
                " "
                {named.link(id, kind)}
            </li>
        }
    });
    let removed = changes.removed.iter().map(|id| {
        view! {
            <li>
                <Tag change=Change::Removed word=words::meaning_gone(lang)/>
                " "
                {named.name(id, kind)}
            </li>
        }
    });
    view! {
        <section class="card">
            <h3>{title}</h3>
            <ul>{added.collect_view()} {changed.collect_view()} {removed.collect_view()}</ul>
        </section>
    }
    .into_any()
}

#[component]
fn Tag(change: Change, word: &'static str) -> AnyView {
    view! { <span class="tag" data-change=marks::CHANGE.says(change)>{word}</span> }.into_any()
}

struct Named<'a> {
    context: &'a Context<'a>,
    old: &'a Release,
    new: &'a Release,
}

impl Named<'_> {
    /// The name of an entry that the new release has, leading to where it can be seen.
    fn link(&self, id: &str, kind: Kind) -> AnyView {
        let name = self.name(id, kind);
        let is_current = self.new.version == self.context.site.current().version;
        let href = match kind {
            Kind::Control => format!("{}#{}", self.context.to(View::Choices), ids::choice(id)),
            Kind::Way => self.context.to(View::Walk {
                guide: id.into(),
                step: None,
            }),
            Kind::Use => match self
                .new
                .catalogue
                .disclosures
                .iter()
                .find(|entry| entry.id == id)
            {
                Some(entry) => self.context.to_clause(entry.clause.as_str()),
                None => return name.into_any(),
            },
            Kind::Data | Kind::Recipient | Kind::Retention => return name.into_any(),
        };
        if is_current {
            view! { <a href=href>{name}</a> }.into_any()
        } else {
            name.into_any()
        }
    }

    /// The name of an entry, from the newer release that has it.
    fn name(&self, id: &str, kind: Kind) -> String {
        let found = [self.new, self.old]
            .into_iter()
            .find_map(|release| self.name_in(release, id, kind));
        found.unwrap_or_else(|| id.to_string())
    }

    fn name_in(&self, release: &Release, id: &str, kind: Kind) -> Option<String> {
        let lang = self.context.lang;
        let catalogue: &Catalogue = &release.catalogue;
        let names = match kind {
            Kind::Control => &catalogue.control(id)?.names,
            Kind::Use => {
                &catalogue
                    .disclosures
                    .iter()
                    .find(|entry| entry.id == id)?
                    .feature
            }
            Kind::Data => &catalogue.data.iter().find(|item| item.id == id)?.names,
            Kind::Recipient => {
                &catalogue
                    .recipients
                    .iter()
                    .find(|item| item.id == id)?
                    .names
            }
            Kind::Retention => &catalogue.retention.iter().find(|rule| rule.id == id)?.names,
            Kind::Way => return way_name(self.context, release, id),
        };
        Some(names.get(lang).to_string())
    }
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
    let between = if lang == notice::Language::Zh {
        "："
    } else {
        ": "
    };
    Some(format!("{}{between}{}", clause.heading, row.label(lang)))
}
