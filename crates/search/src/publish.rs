//! The file that is searched, made when a release is published.
//!
//! A release comes in with the settings of its app and what its edition says; a text goes out, as
//! [`crate::Index::read`] reads it. Entries are keyed by clause, so that a word in either language finds the
//! entry in both. Entry point: [`file`].

use std::collections::{BTreeMap, BTreeSet};

use notice::catalogue::{Catalogue, Control, Way};
use notice::text::han;
use notice::{Clause, Language, Names, Release, Settings, text};

use crate::everyday;
use crate::index::Kind;

/// Traditional characters and the simplified ones for them, in pairs: those that both Big5 and GB 2312 know,
/// as ICU's transliterator from Hant to Hans has them (Unicode CLDR).
const TRADITIONAL: &str = include_str!("traditional.txt");

/// Simplified characters that are written for each other.
const MIXED_UP: &str = "帐账帳账纪记紀记";

/// One entry before it is written: what it is called and says, in both languages.
struct Draft {
    kind: Kind,
    clause: String,
    address: String,
    title: Names,
    names: Vec<Names>,
    text: Names,
}

/// The file for a release.
pub fn file(release: &Release, settings: &Settings) -> String {
    let site = Published { release, settings };
    let drafts = site.drafts();
    let mut lines = Vec::new();
    for draft in &drafts {
        let parts = [draft.kind.letter(), &draft.clause, &draft.address];
        lines.push(parts.map(one_line).join("\t"));
    }
    for lang in Language::ALL {
        for draft in &drafts {
            lines.extend(draft.texts(lang).map(|text| one_line(&text)));
        }
    }
    let body = lines.join("\n");
    format!("{}\n{}\n{body}\n", folds_for(&body), drafts.len())
}

impl Draft {
    /// Title, names, unseen words and text.
    fn texts(&self, lang: Language) -> [String; 4] {
        let title = self.title.get(lang).to_string();
        let mut names: Vec<&str> = self.names.iter().map(|names| names.get(lang)).collect();
        names.retain(|name| !name.is_empty() && *name != title);
        let names = names.join(" · ");
        let unseen = everyday::words_for(&format!("{title} {names}"), self.kind, lang);
        [title, names, unseen, self.text.get(lang).to_string()]
    }
}

struct Published<'a> {
    release: &'a Release,
    settings: &'a Settings,
}

impl Published<'_> {
    fn catalogue(&self) -> &Catalogue {
        &self.release.catalogue
    }

    /// Every entry, clauses and guides in the order of the notice first.
    fn drafts(&self) -> Vec<Draft> {
        let mut drafts = self.clauses();
        drafts.extend(self.catalogue().paths.iter().map(|path| Draft {
            kind: Kind::Path,
            clause: path.clause.to_string(),
            address: format!("settings/{}/", path.id),
            title: path.title.clone(),
            names: vec![self.labels(&path.row)],
            text: Names::default(),
        }));
        drafts.extend(
            self.catalogue()
                .controls
                .iter()
                .map(|control| self.control(control)),
        );
        drafts.extend(self.topics());
        drafts.extend(self.uses());
        drafts.extend(self.definitions());
        drafts
    }

    fn clauses(&self) -> Vec<Draft> {
        let mut ids = Vec::new();
        let mut known = BTreeSet::new();
        for text in &self.release.texts {
            let clauses = text.notice.clauses.iter();
            ids.extend(
                clauses
                    .map(|clause| &clause.id)
                    .filter(|id| known.insert(*id)),
            );
        }
        ids.into_iter().map(|id| self.clause(id.as_str())).collect()
    }

    fn clause(&self, id: &str) -> Draft {
        let heading = self.of_clause(id, &text::heading);
        let text = self.of_clause(id, &|clause| text::blocks(&clause.blocks));
        let guide = self.catalogue().guide(id);
        let is_guide = self.release.texts.iter().any(|text| {
            let clause = text.notice.clause(id);
            clause.is_some_and(|clause| clause.is_guide)
        });
        let (kind, address) = if is_guide {
            (Kind::Guide, format!("settings/{id}/"))
        } else {
            (Kind::Clause, self.address_of(id))
        };
        let title = guide.map(|guide| guide.title.clone());
        let title = title.filter(|title| !title.zh.is_empty() && !title.en.is_empty());
        let (title, names) = match title {
            Some(title) => (title, vec![heading]),
            None => (heading, Vec::new()),
        };
        Draft {
            kind,
            clause: id.to_string(),
            address,
            title,
            names,
            text,
        }
    }

    /// Something of a clause in each language; nothing in a language that does not have it.
    fn of_clause(&self, id: &str, say: &dyn Fn(&Clause) -> String) -> Names {
        let of = |lang| {
            let clause = self
                .release
                .notice(lang)
                .and_then(|notice| notice.clause(id));
            clause.map(say).unwrap_or_default()
        };
        Names {
            zh: of(Language::Zh),
            en: of(Language::En),
        }
    }

    fn control(&self, control: &Control) -> Draft {
        let row = match &control.way {
            Some(Way::Path(id)) => self.catalogue().path(id).map(|path| path.row.as_str()),
            Some(Way::Guide(id)) => self.last_row(id.as_str()),
            None => None,
        };
        let features = control
            .disclosures
            .iter()
            .filter_map(|id| self.catalogue().disclosure(id));
        let names = features.map(|entry| entry.feature.clone());
        let names = row.map(|row| self.labels(row)).into_iter().chain(names);
        let said = |lang| control.effect.get(lang).unwrap_or_default().to_string();
        Draft {
            kind: Kind::Control,
            clause: control.clause.to_string(),
            address: format!("choices/#choice:{}", control.id),
            title: control.names.clone(),
            names: names.collect(),
            text: Names {
                zh: said(Language::Zh),
                en: said(Language::En),
            },
        }
    }

    /// The row that the last step of a guide touches.
    fn last_row(&self, guide: &str) -> Option<&str> {
        let steps = self.catalogue().guide(guide)?.steps.iter();
        steps.rev().find(|step| !step.is_empty())?.split('|').next()
    }

    /// The labels that lead to a row of the host app, as a trail.
    fn labels(&self, row: &str) -> Names {
        let chain = self.settings.chain(row);
        let trail = |lang| {
            let labels: Vec<&str> = chain.iter().map(|row| row.label(lang)).collect();
            labels.join(" › ")
        };
        Names {
            zh: trail(Language::Zh),
            en: trail(Language::En),
        }
    }

    fn topics(&self) -> impl Iterator<Item = Draft> {
        let clause_of = |data: &[String]| {
            let mut uses = self.catalogue().disclosures.iter();
            let first = uses.find(|entry| entry.data.iter().any(|id| data.contains(id)));
            first
                .map(|entry| entry.clause.to_string())
                .unwrap_or_default()
        };
        self.catalogue().topics.iter().map(move |topic| Draft {
            kind: Kind::Topic,
            clause: clause_of(&topic.data),
            address: format!("data/{}/", topic.id),
            title: topic.names.clone(),
            names: vec![topic.question.clone()],
            text: self.data(&topic.data),
        })
    }

    fn uses(&self) -> impl Iterator<Item = Draft> {
        self.catalogue().disclosures.iter().map(|entry| Draft {
            kind: Kind::Use,
            clause: entry.clause.to_string(),
            address: format!("data/#use:{}", entry.id),
            title: entry.feature.clone(),
            names: Vec::new(),
            text: self.data(&entry.data),
        })
    }

    fn definitions(&self) -> impl Iterator<Item = Draft> {
        self.catalogue().definitions.iter().map(|entry| Draft {
            kind: Kind::Definition,
            clause: entry.clause.to_string(),
            address: self.address_of(entry.clause.as_str()),
            title: entry.names.clone(),
            names: Vec::new(),
            text: entry.words.clone(),
        })
    }

    /// Where a clause is read.
    fn address_of(&self, clause: &str) -> String {
        format!("notice/{}/#{clause}", self.release.version)
    }

    /// The names of kinds of data, in a row.
    fn data(&self, ids: &[String]) -> Names {
        let items: Vec<_> = ids
            .iter()
            .filter_map(|id| self.catalogue().datum(id))
            .collect();
        let names = |lang| {
            let names: Vec<&str> = items.iter().map(|item| item.names.get(lang)).collect();
            names.join(match lang {
                Language::Zh => "、",
                Language::En => ", ",
            })
        };
        Names {
            zh: names(Language::Zh),
            en: names(Language::En),
        }
    }
}

/// A text without what parts the file.
fn one_line(text: &str) -> String {
    text.replace(['\n', '\t'], " ")
}

/// The characters that fold into one that the texts have, in pairs, sorted.
fn folds_for(texts: &str) -> String {
    let there: BTreeSet<char> = texts
        .chars()
        .filter(|letter| han::is_han(*letter))
        .collect();
    let characters: Vec<char> = TRADITIONAL
        .trim_end()
        .chars()
        .chain(MIXED_UP.chars())
        .collect();
    // What comes later wins.
    let pairs: BTreeMap<char, char> = characters
        .chunks_exact(2)
        .map(|pair| (pair[0], pair[1]))
        .collect();
    let pairs = pairs.into_iter().filter(|(_, to)| there.contains(to));
    pairs.flat_map(|(from, to)| [from, to]).collect()
}
