//! Emphasis beside Chinese: `**注意：**撤回` is bold as its author meant it.
//!
//! CommonMark decides by the characters on both sides whether stars open or close, and asks for
//! a space outside where punctuation is inside; Chinese has no such space, so the stars would be
//! shown. The amendment that the Markdown world calls "CJK friendly emphasis" lets a Chinese
//! character count like that space. Here it is done by a character of the class punctuation that
//! is put between the stars and a Chinese neighbour, and taken out of the words again.
//! Entry points: [`with_borders`], [`without_borders`].

use std::borrow::Cow;

use super::han::is_unspaced;

/// A punctuation mark of sign writing: no notice has it.
pub const BORDER: char = '\u{1da8b}';

/// The text with a border wherever stars touch a letter on one side and punctuation on the other, and
/// either is Chinese: `**示例：**Web`. A text that has the border already is left as it is.
pub fn with_borders(text: &str) -> Cow<'_, str> {
    if !text.contains('*') || text.contains(BORDER) {
        return Cow::Borrowed(text);
    }
    let mut marked = String::with_capacity(text.len() + 64);
    let mut rest = text;
    let mut before: Option<char> = None;
    while let Some(start) = rest.find('*') {
        let stars = rest[start..].len() - rest[start..].trim_start_matches('*').len();
        before = rest[..start].chars().next_back().or(before);
        let after = rest[start + stars..].chars().next();
        marked.push_str(&rest[..start]);
        if needs_border(before, after) {
            marked.push(BORDER);
        }
        marked.push_str(&rest[start..start + stars]);
        if needs_border(after, before) {
            marked.push(BORDER);
        }
        before = Some('*');
        rest = &rest[start + stars..];
    }
    marked.push_str(rest);
    Cow::Owned(marked)
}

/// Words as they were before the borders were put in.
pub fn without_borders(words: &str) -> Cow<'_, str> {
    match words.contains(BORDER) {
        true => Cow::Owned(words.replace(BORDER, "")),
        false => Cow::Borrowed(words),
    }
}

/// Whether a letter outside the stars and a mark inside hide them: one of the two is Chinese.
fn needs_border(outside: Option<char>, inside: Option<char>) -> bool {
    let is_chinese = [outside, inside].into_iter().flatten().any(is_unspaced);
    is_chinese && outside.is_some_and(char::is_alphanumeric) && inside.is_some_and(is_mark)
}

fn is_mark(character: char) -> bool {
    !character.is_alphanumeric() && !character.is_whitespace() && character != '*'
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn borders_stand_between_stars_and_chinese_alone() {
        let marked = |text: &str| with_borders(text).replace(BORDER, "|");
        assert_eq!(marked("说明**处理（收集）**和"), "说明**处理（收集）**|和");
        assert_eq!(marked("见**“您”**除外"), "见|**“您”**|除外");
        assert_eq!(marked("**SSL：**SSL是"), "**SSL：**|SSL是");
        assert_eq!(marked("Web**（网页）**"), "Web|**（网页）**");
        assert_eq!(marked("a **b.** c"), "a **b.** c");
        assert_eq!(marked("a**b.**c"), "a**b.**c");
        assert_eq!(marked("一*二*三"), "一*二*三");
        assert_eq!(
            without_borders(&with_borders("甲**“乙”**丙")),
            "甲**“乙”**丙"
        );
    }
}
