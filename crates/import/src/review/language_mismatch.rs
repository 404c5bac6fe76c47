//! Whether a text is in the language that it is said to be in.

use notice::Language;
use notice::text::han::is_han;

use super::{ReviewItem, ReviewKind};
use crate::source_blocks::SourceText;

/// The line about a text in another language.
pub(super) fn list(source: &SourceText, stated: Language) -> Option<ReviewItem> {
    let (mut han, mut latin, mut other) = (0_usize, 0_usize, 0_usize);
    for character in source.blocks.iter().flat_map(|block| block.text.chars()) {
        match character {
            _ if is_han(character) => han += 1,
            'a'..='z' | 'A'..='Z' | '\u{c0}'..='\u{24f}' => latin += 1,
            _ if character.is_alphabetic() => other += 1,
            _ => {}
        }
    }
    // An English word has five letters where Chinese has two characters, and a Chinese notice is
    // full of English names.
    let is_chinese = han * 3 > latin;
    let found = match stated {
        _ if other > han + latin => "neither Chinese nor English",
        Language::En if is_chinese => "Chinese",
        Language::Zh if !is_chinese && latin > 0 => "not Chinese",
        _ => return None,
    };
    let what = format!(
        "the text seems to be {found}, and was imported as `{}`; import it with the right `--language`",
        stated.code()
    );
    Some(ReviewItem::at(ReviewKind::Language, 1, what))
}
