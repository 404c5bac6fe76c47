//! What a change means, from what the two releases declare about their texts.
//!
//! Two catalogues come in, a [`Meaning`] goes out: data, uses, recipients, retention, controls and
//! ways that are new, gone or different, and the consents that are asked for again. Ids decide what
//! is compared with what, and `is_other` whether it is still the same.

use std::collections::BTreeSet;

use notice::Catalogue;
use notice::change::{IdChanges, Meaning};

use crate::is_other::{
    is_other_control, is_other_data, is_other_guide, is_other_path, is_other_recipient,
    is_other_use, names_differ,
};
use crate::renewal;

/// What changed between two catalogues.
///
/// A release that declares nothing (an imported text) gives an empty meaning.
pub fn meaning(old: &Catalogue, new: &Catalogue) -> Meaning {
    let mut meaning = Meaning {
        data: id_changes(&used_data(old), &used_data(new), |id| {
            is_other_data(old, new, id)
        }),
        disclosures: by_id(
            &old.disclosures,
            &new.disclosures,
            |entry| &entry.id,
            is_other_use,
        ),
        recipients: id_changes(&used_recipients(old), &used_recipients(new), |id| {
            is_other_recipient(old, new, id)
        }),
        retention: by_id(
            &old.retention,
            &new.retention,
            |rule| &rule.id,
            |old, new| names_differ(&old.rule, &new.rule),
        ),
        controls: by_id(
            &old.controls,
            &new.controls,
            |control| &control.id,
            is_other_control,
        ),
        paths: by_id(&old.paths, &new.paths, |path| &path.id, is_other_path),
        guides: by_id(
            &old.guides,
            &new.guides,
            |guide| &guide.id.0,
            is_other_guide,
        ),
        renewals: Vec::new(),
    };
    meaning.renewals = renewal::due(old, new, &meaning);
    meaning
}

/// The kinds of data that some use names.
fn used_data(catalogue: &Catalogue) -> Vec<&String> {
    unique(catalogue.disclosures.iter().flat_map(|entry| &entry.data))
}

fn used_recipients(catalogue: &Catalogue) -> Vec<&String> {
    unique(
        catalogue
            .disclosures
            .iter()
            .flat_map(|entry| &entry.recipients),
    )
}

fn unique<'a>(ids: impl Iterator<Item = &'a String>) -> Vec<&'a String> {
    let mut seen = BTreeSet::new();
    ids.filter(|id| seen.insert(*id)).collect()
}

fn by_id<T>(
    old: &[T],
    new: &[T],
    id: impl Fn(&T) -> &String,
    is_other: impl Fn(&T, &T) -> bool,
) -> IdChanges {
    let before: Vec<&String> = old.iter().map(&id).collect();
    let after: Vec<&String> = new.iter().map(&id).collect();
    id_changes(&before, &after, |kept| {
        let find = |entries: &'_ [T]| entries.iter().position(|entry| id(entry) == kept);
        match (find(old), find(new)) {
            (Some(before), Some(after)) => is_other(&old[before], &new[after]),
            _ => false,
        }
    })
}

fn id_changes(old: &[&String], new: &[&String], is_other: impl Fn(&String) -> bool) -> IdChanges {
    let (before, after): (BTreeSet<_>, BTreeSet<_>) = (old.iter().collect(), new.iter().collect());
    let named = |ids: &[&String], wanted: &dyn Fn(&&String) -> bool| -> Vec<String> {
        ids.iter()
            .filter(|id| wanted(id))
            .map(|id| (*id).clone())
            .collect()
    };
    IdChanges {
        added: named(new, &|id| !before.contains(id)),
        removed: named(old, &|id| !after.contains(id)),
        changed: named(new, &|id| before.contains(id) && is_other(id)),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn check(old: &str, new: &str) -> Meaning {
        let read = |text| Catalogue::read(text).expect("the test's catalogue reads");
        meaning(&read(old), &read(new))
    }

    const USE: &str = r#"
        [[disclosures]]
        id = "listen"
        clause = "listen"
        feature = { zh = "听一听", en = "Listen" }
        purpose = { zh = "推荐", en = "recommend" }
        data = ["records"]
    "#;

    #[test]
    fn a_use_that_names_another_kind_of_data_has_changed() {
        let meaning = check(
            USE,
            &USE.replace("[\"records\"]", "[\"records\", \"location\"]"),
        );
        assert_eq!(meaning.data.added, ["location"]);
        assert_eq!(meaning.disclosures.changed, ["listen"]);
    }

    #[test]
    fn a_purpose_in_other_words_is_not_another_use() {
        let meaning = check(USE, &USE.replace("recommend", "suggest"));
        assert_eq!(meaning, Meaning::default());
    }

    #[test]
    fn a_purpose_that_is_another_in_both_languages_is_another_use() {
        let other = USE
            .replace("recommend", "show ads")
            .replace("推荐", "投放广告");
        assert_eq!(check(USE, &other).disclosures.changed, ["listen"]);
    }

    #[test]
    fn a_use_that_turns_sensitive_has_changed() {
        let other = format!("{USE}sensitive = \"stated\"\n");
        assert_eq!(check(USE, &other).disclosures.changed, ["listen"]);
    }

    #[test]
    fn a_use_that_is_gone_takes_its_data_along() {
        let meaning = check(USE, "");
        assert_eq!(meaning.disclosures.removed, ["listen"]);
        assert_eq!(meaning.data.removed, ["records"]);
    }

    #[test]
    fn added_one_way_is_removed_the_other() {
        let (one, two) = (check("", USE), check(USE, ""));
        assert_eq!(one.disclosures.added, two.disclosures.removed);
    }
}
