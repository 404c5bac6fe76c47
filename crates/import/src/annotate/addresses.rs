//! Addresses written out in the words: pages and e-mail.

use std::sync::LazyLock;

use regex::Regex;

use super::{Annotation, AnnotationKind};

static ADDRESS: LazyLock<Regex> = LazyLock::new(|| {
    Regex::new(concat!(
        r"(?P<page>https?://[A-Za-z0-9][\w.-]*[A-Za-z0-9](?::\d+)?(?:/[\w./?=&%#~:;,@!$'()*+-]*)?)",
        r"|(?P<mail>[A-Za-z0-9][A-Za-z0-9._%+-]*@[A-Za-z0-9-]+(?:\.[A-Za-z0-9-]+)*\.[A-Za-z]{2,})",
        r"|(?P<bare>\bwww\.[A-Za-z0-9-]+(?:\.[A-Za-z0-9-]+)+(?:/[A-Za-z0-9_./-]*)?)",
    ))
    .expect("the pattern is fixed")
});

/// The addresses of a line. A full stop or a semicolon behind one is no part of it.
pub(super) fn find(text: &str) -> Vec<Annotation> {
    let found = ADDRESS.captures_iter(text).filter_map(|found| {
        let whole = found.get(0)?;
        let written = whole
            .as_str()
            .trim_end_matches(|character: char| ".,;:!?'*(".contains(character));
        let written = if written.contains('(') {
            written
        } else {
            written.trim_end_matches(')')
        };
        let address = match () {
            () if found.name("mail").is_some() => format!("mailto:{written}"),
            () if found.name("bare").is_some() => format!("https://{written}"),
            () => written.to_owned(),
        };
        Some(Annotation {
            at: whole.start()..whole.start() + written.len(),
            kind: AnnotationKind::Address(address),
        })
    });
    found.collect()
}
