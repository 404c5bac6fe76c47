//! Which line of a page a line of its Markdown comes from. Entry point: [`of`].

/// For each line of the Markdown the line of the page that it comes from: the first one at or
/// behind the last that has its first word.
pub(super) fn of(markdown: &str, html: &str) -> Vec<usize> {
    let mut at = 0;
    let mut line = 1;
    let map = markdown.lines().map(|written| {
        let words = written.split(|character: char| !character.is_alphanumeric());
        let word = words
            .max_by_key(|word| word.len())
            .filter(|word| word.len() > 2);
        if let Some(found) = word.and_then(|word| html[at..].find(word)) {
            line += html[at..at + found].matches('\n').count();
            at += found;
        }
        line
    });
    map.collect()
}
