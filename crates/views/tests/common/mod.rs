//! What tests of pages share: a site of two releases and the comparison of them.

use notice::{Language, Release};
use views::{Compared, Site};

/// A site of two releases in English, the newer one first, with what changed between them.
pub fn site_of(old: Release, new: Release) -> Site {
    let text = |release: &Release| release.notice(Language::En).cloned().expect("English");
    let compared = Compared {
        language: Language::En,
        comparison: compare::notices(&text(&old), &text(&new)),
        meaning: compare::meaning(&old.catalogue, &new.catalogue),
    };
    Site {
        comparisons: vec![compared],
        releases: vec![new, old],
        ..Site::default()
    }
}
