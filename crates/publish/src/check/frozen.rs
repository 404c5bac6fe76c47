//! A published file never changes: its SHA-256 stands in the catalogue.
//!
//! A person's record of consent names that hash, so the text behind it has to stay as it was.
//! Entry point: [`findings`].

use super::edition::Draft;
use super::finding::Finding;

/// Published files that are no longer what was published.
pub fn findings(draft: &Draft) -> Vec<Finding> {
    let files = &draft.release.catalogue.files;
    let say = |text: &notice::release::Text| {
        let frozen = files.of(text.language)?;
        (frozen != text.text_hash).then(|| {
            let what = "the file was published and has changed since; a published file never \
                        changes: take the change back, and make a new version for it";
            Finding::of_file(&draft.file(text.language), 1, what)
        })
    };
    let changed = draft.release.texts.iter().filter_map(say);
    changed.chain(half_frozen(draft)).collect()
}

fn half_frozen(draft: &Draft) -> Option<Finding> {
    let files = &draft.release.catalogue.files;
    (files.zh.is_some() != files.en.is_some()).then(|| {
        let what =
            "one language is published and the other is not; give both hashes, or remove [files]";
        draft.in_catalogue("files", String::new(), what.to_owned())
    })
}
