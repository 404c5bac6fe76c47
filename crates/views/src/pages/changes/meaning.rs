//! What a change means: data, uses, switches and ways, each at the clause that declares it.
//!
//! Ids come from the comparison of the catalogues; the names are the catalogues' own. Data that a
//! clause names now where it named fewer before are said to be in more detail, and others to be named:
//! that they were not collected before is more than two catalogues can tell. Entry point:
//! [`Meant::of_clause`].

pub mod entries;
pub mod items;

use std::collections::BTreeSet;

use interface::{View, ids};
use leptos::prelude::*;
use notice::Release;
use notice::catalogue::{Control, Sensitive};
use notice::change::{IdChanges, Meaning};

use crate::pages::changes::meaning::entries::{clause_of, data_at, name_in};
use crate::pages::changes::meaning::items::{Item, Kind, Outcome};
use crate::pages::changes::pair::Pair;

/// What two releases declare, compared.
#[derive(Clone, Copy)]
pub struct Meant<'a> {
    /// The two releases.
    pub pair: Pair<'a>,
    /// What changed in what they declare.
    pub meaning: &'a Meaning,
}

impl<'a> Meant<'a> {
    /// What changed at one clause.
    pub fn of_clause(&self, clause: &str) -> Vec<Item> {
        let mut items = self.data_of_clause(clause);
        for (kind, changes) in self.kinds() {
            let at_clause = |release, id: &&String| clause_of(release, kind, id) == Some(clause);
            let (old, new) = (self.pair.old, self.pair.new);
            let all = [
                (Outcome::Added, &changes.added, new),
                (Outcome::Edited, &changes.changed, new),
                (Outcome::Removed, &changes.removed, old),
            ];
            for (outcome, ids, release) in all {
                let ids = ids.iter().filter(|id| at_clause(release, id));
                items.extend(ids.map(|id| Item {
                    kind,
                    outcome,
                    id: id.clone(),
                }));
            }
        }
        items.sort();
        items
    }

    /// Everything that changed, of one kind, clause by clause where that says more.
    pub fn of_kind(&self, wanted: Kind) -> Vec<Item> {
        if wanted == Kind::Data {
            return self.all_data();
        }
        let kinds = self.kinds();
        let found = kinds.into_iter().filter(|(kind, _)| *kind == wanted);
        let mut items = Vec::new();
        for (kind, changes) in found {
            let mut add = |outcome, ids: &[String]| {
                let ids = ids.iter().cloned();
                items.extend(ids.map(|id| Item { kind, outcome, id }));
            };
            add(Outcome::Added, &changes.added);
            add(Outcome::Edited, &changes.changed);
            add(Outcome::Removed, &changes.removed);
        }
        items
    }

    /// Sensitive data that a clause names now, by name; whether something about it is sensitive at all.
    pub fn sensitive(&self, clause: &str) -> (Vec<&'a str>, bool) {
        let lang = self.pair.context.lang;
        let (old, new) = (self.pair.old, self.pair.new);
        let before = data_at(&old.catalogue, clause);
        let now = data_at(&new.catalogue, clause);
        let names: Vec<&str> = new
            .catalogue
            .data
            .iter()
            .filter(|item| item.sensitive)
            .filter(|item| now.contains(item.id.as_str()) && !before.contains(item.id.as_str()))
            .map(|item| item.names.get(lang))
            .collect();
        let is_use_sensitive = new.catalogue.disclosures.iter().any(|entry| {
            entry.clause.as_str() == clause
                && entry.sensitive != Sensitive::No
                && is_touched(&self.meaning.disclosures, &entry.id)
        });
        let is_sensitive = is_use_sensitive || !names.is_empty();
        (names, is_sensitive)
    }

    /// Whether the notice itself calls something at a clause sensitive.
    pub fn is_stated_sensitive(&self, clause: &str) -> bool {
        let mut uses = self.pair.new.catalogue.disclosures.iter();
        uses.any(|entry| entry.clause.as_str() == clause && entry.sensitive == Sensitive::Stated)
    }

    /// What a person can decide about what changed at a clause; nothing in an older comparison, since a
    /// choice is about the release in force.
    pub fn controls(&self, clause: &str) -> Vec<&'a Control> {
        let is_current = self.pair.new.version == self.pair.context.site.current().version;
        let is_meant = |control: &&Control| {
            let uses = &self.meaning.disclosures;
            control.clause.as_str() == clause
                && (is_touched(&self.meaning.controls, &control.id)
                    || control.disclosures.iter().any(|id| is_touched(uses, id)))
        };
        let controls = self.pair.new.catalogue.controls.iter();
        controls.filter(|_| is_current).filter(is_meant).collect()
    }

    /// Whether either release declares anything.
    pub fn is_declared(&self) -> bool {
        let is_declared = |release: &Release| !release.catalogue.controls.is_empty();
        is_declared(self.pair.old) || is_declared(self.pair.new)
    }

    /// What an entry is called, leading to where it can be seen while it is in force.
    pub fn link(&self, item: &Item) -> AnyView {
        let name = self.name(item);
        let Pair { context, new, .. } = self.pair;
        let is_current = new.version == context.site.current().version;
        let href = match item.kind {
            Kind::Control => Some(format!(
                "{}#{}",
                context.to(View::Choices),
                ids::choice(&item.id)
            )),
            Kind::Way => Some(context.to(View::Walk {
                guide: item.id.as_str().into(),
                step: None,
            })),
            _ => None,
        };
        match href.filter(|_| is_current && item.outcome != Outcome::Removed) {
            Some(href) => view! { <a href=href>{name}</a> }.into_any(),
            None => name.into_any(),
        }
    }

    /// The name of an entry, from the newer release that has it.
    fn name(&self, item: &Item) -> String {
        let found = [self.pair.new, self.pair.old]
            .into_iter()
            .find_map(|release| name_in(self.pair.context, release, item));
        found.unwrap_or_else(|| item.id.clone())
    }

    fn kinds(&self) -> [(Kind, &'a IdChanges); 6] {
        let meaning = self.meaning;
        [
            (Kind::Use, &meaning.disclosures),
            (Kind::Recipient, &meaning.recipients),
            (Kind::Retention, &meaning.retention),
            (Kind::Control, &meaning.controls),
            (Kind::Way, &meaning.paths),
            (Kind::Way, &meaning.guides),
        ]
    }

    /// A clause's own data, whether or not another clause named them before.
    fn data_of_clause(&self, clause: &str) -> Vec<Item> {
        let before = data_at(&self.pair.old.catalogue, clause);
        let now = data_at(&self.pair.new.catalogue, clause);
        let (added, removed): (Vec<_>, Vec<_>) = (
            now.difference(&before).collect(),
            before.difference(&now).collect(),
        );
        let (outcome, gone) = match !removed.is_empty() && added.len() > removed.len() {
            true => (Outcome::Detailed, Outcome::General),
            false => (Outcome::Named, Outcome::Removed),
        };
        let changed = &self.meaning.data.changed;
        let changed = changed.iter().filter(|id| now.contains(id.as_str()));
        let changed = changed.map(|id| (Outcome::Edited, id.as_str()));
        let added = added.into_iter().map(|id| (outcome, *id));
        let removed = removed.into_iter().map(|id| (gone, *id));
        let items = added
            .chain(changed)
            .chain(removed)
            .map(|(outcome, id)| Item {
                kind: Kind::Data,
                outcome,
                id: id.to_string(),
            });
        items.collect()
    }

    fn all_data(&self) -> Vec<Item> {
        let changes = &self.meaning.data;
        let uses = self.pair.new.catalogue.disclosures.iter();
        let clauses: BTreeSet<&str> = uses.map(|entry| entry.clause.as_str()).collect();
        let at_clauses = clauses
            .into_iter()
            .flat_map(|clause| self.data_of_clause(clause));
        let (mut detailed, mut general) = (BTreeSet::new(), BTreeSet::new());
        for item in at_clauses {
            match item.outcome {
                Outcome::Detailed => detailed.insert(item.id),
                Outcome::General => general.insert(item.id),
                _ => false,
            };
        }
        let added = changes.added.iter().map(|id| match detailed.contains(id) {
            true => (Outcome::Detailed, id),
            false => (Outcome::Named, id),
        });
        let changed = changes.changed.iter().map(|id| (Outcome::Edited, id));
        let removed = changes.removed.iter().map(|id| match general.contains(id) {
            true => (Outcome::General, id),
            false => (Outcome::Removed, id),
        });
        let mut items: Vec<Item> = added
            .chain(changed)
            .chain(removed)
            .map(|(outcome, id)| Item {
                kind: Kind::Data,
                outcome,
                id: id.clone(),
            })
            .collect();
        items.sort_by_key(|item| item.outcome);
        items
    }
}

fn is_touched(changes: &IdChanges, id: &str) -> bool {
    changes
        .added
        .iter()
        .chain(&changes.changed)
        .any(|changed| changed == id)
}
