//! Escapes for plain text, so that as Markdown it reads back as exactly this text.

/// Words inside a line. In words that are Markdown already nothing is to be done.
pub(crate) fn words(text: &str, is_markdown: bool) -> String {
    if is_markdown {
        return text.to_owned();
    }
    let characters: Vec<char> = text.chars().collect();
    let mut escaped = String::with_capacity(text.len() + 8);
    for (at, &character) in characters.iter().enumerate() {
        let near = |step: isize| {
            at.checked_add_signed(step)
                .and_then(|at| characters.get(at))
                .copied()
        };
        let needs = match character {
            '\\' | '`' | '*' | '[' | ']' | '<' | '{' | '}' => true,
            // Strikethrough and tables are extensions that other tools have switched on.
            '~' | '|' => true,
            // A link may follow, and would become an image.
            '!' => near(1).is_none_or(|next| next == '['),
            '_' => !(is_word(near(-1)) && is_word(near(1))),
            '&' => is_entity(&characters[at + 1..]),
            _ => false,
        };
        if needs {
            escaped.push('\\');
        }
        escaped.push(character);
    }
    escaped
}

/// Whether what follows `&` makes it the start of an entity such as `&amp;`.
fn is_entity(after: &[char]) -> bool {
    // The longest of HTML, `&CounterClockwiseContourIntegral;`, has 33 with its two marks.
    const LONGEST: usize = 34;
    let end = after
        .iter()
        .take(LONGEST)
        .position(|&character| character != '#' && !character.is_ascii_alphanumeric());
    end.is_some_and(|end| end > 0 && after[end] == ';')
}

fn is_word(character: Option<char>) -> bool {
    character.is_some_and(char::is_alphanumeric)
}

/// A paragraph: words whose start would be read as something else than words.
pub(crate) fn line_start(text: &str) -> String {
    let digits = text.chars().take_while(char::is_ascii_digit).count();
    let after = text[digits..].chars().next();
    if (1..=9).contains(&digits) && matches!(after, Some('.' | ')')) {
        return format!("{}\\{}", &text[..digits], &text[digits..]);
    }
    // A colon begins what the line above would mean.
    let starts_block = text.starts_with(['#', '>', '+', '-', '=', ':']);
    if starts_block {
        format!("\\{text}")
    } else {
        text.to_owned()
    }
}

/// Markdown whose start would be read as the number of an item, as `1. ` is; its backslash was
/// taken away where labels are looked for.
pub(crate) fn label_start(text: &str) -> String {
    let digits = text.chars().take_while(char::is_ascii_digit).count();
    let after = &text[digits..];
    let is_label = (1..=9).contains(&digits)
        && after.starts_with(['.', ')'])
        && (after.len() == 1 || after[1..].starts_with([' ', '\n', '\t']));
    let is_meaning =
        text == ":" || text.starts_with([':']) && text[1..].starts_with([' ', '\n', '\t']);
    match is_label {
        _ if is_meaning => format!("\\{text}"),
        true => format!("{}\\{after}", &text[..digits]),
        false => text.to_owned(),
    }
}

/// The words of a heading: `#` at its end would be taken for its border.
pub(crate) fn heading(text: &str, is_markdown: bool) -> String {
    let text = words(text, is_markdown);
    if is_markdown {
        text
    } else {
        text.replace('#', "\\#")
    }
}
