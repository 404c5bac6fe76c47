//! When what two catalogues declare under one id is another thing, and not the same put better.
//!
//! Two declarations go in, yes or no comes out. A name counts as another one where it changed in both
//! languages. Entry points: a function for each kind of thing that is declared, [`is_other_use`] first.

use std::collections::BTreeSet;

use notice::catalogue::{Control, Disclosure, Guide, Path};
use notice::{Catalogue, Names, Said};

use crate::text::fold;

/// The same id, and another kind of data or another sensitivity behind it.
pub(crate) fn is_other_data(old: &Catalogue, new: &Catalogue, id: &str) -> bool {
    old.datum(id).zip(new.datum(id)).is_some_and(|(old, new)| {
        old.sensitive != new.sensitive || names_differ(&old.names, &new.names)
    })
}

/// The same id, and another recipient behind it.
pub(crate) fn is_other_recipient(old: &Catalogue, new: &Catalogue, id: &str) -> bool {
    let both = old.recipient(id).zip(new.recipient(id));
    both.is_some_and(|(old, new)| names_differ(&old.names, &new.names))
}

/// A use is another one when its purpose, data, basis, recipients, retention, sensitivity or
/// analysis changed.
pub(crate) fn is_other_use(old: &Disclosure, new: &Disclosure) -> bool {
    set(&old.data) != set(&new.data)
        || set(&old.recipients) != set(&new.recipients)
        || names_differ(&old.purpose, &new.purpose)
        || old.basis != new.basis
        || old.retention != new.retention
        || old.sensitive != new.sensitive
        || old.automated != new.automated
}

/// Whether a name changed in both languages. Words that are put better in one of them alone
/// mean nothing new; the redline shows them.
pub(crate) fn names_differ(old: &Names, new: &Names) -> bool {
    let differs = |old: &str, new: &str| !fold::fold_alike(old, new);
    differs(&old.zh, &new.zh) && differs(&old.en, &new.en)
}

/// Whether words that the source may leave open were given, taken away or changed.
fn statements_differ(old: &Said, new: &Said) -> bool {
    match (old, new) {
        (Said::Said(old), Said::Said(new)) => names_differ(old, new),
        _ => old != new,
    }
}

/// Another question, or another place or signal that answers it.
pub(crate) fn is_other_control(old: &Control, new: &Control) -> bool {
    is_other_question(old, new) || old.way != new.way || old.gpc != new.gpc
}

/// Whether a person who answers the new control answers another question than the old one asked.
/// Where its switch is in the host app belongs to the way, not to the question.
pub(crate) fn is_other_question(old: &Control, new: &Control) -> bool {
    old.kind != new.kind
        || old.clause != new.clause
        || old.guardian != new.guardian
        || old.sensitive != new.sensitive
        || names_differ(&old.names, &new.names)
        || statements_differ(&old.effect, &new.effect)
        || set(&old.disclosures) != set(&new.disclosures)
}

/// A path is another one when it leads to another row or ends otherwise.
pub(crate) fn is_other_path(old: &Path, new: &Path) -> bool {
    old.row != new.row || old.ends != new.ends
}

/// A guide is another one when its steps are, or what they destroy.
pub(crate) fn is_other_guide(old: &Guide, new: &Guide) -> bool {
    old.steps != new.steps || old.destructive != new.destructive
}

fn set(ids: &[String]) -> BTreeSet<&String> {
    ids.iter().collect()
}
