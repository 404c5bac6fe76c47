//! A text cut into tokens.
//!
//! Text goes in; its tokens, each with the white space before it, come out: words in letters,
//! Chinese words, figures that are never cut ([`uncut_figures`]), and punctuation one mark at a time.
//! Close to the words of Unicode's text segmentation (UAX 29), which would cut a date in five and
//! leaves Chinese to a dictionary. Entry point: [`Tokens::of`].

use notice::text::han;

use crate::text::token::{Token, TokenKind};
use crate::text::{fold, uncut_figures, word_segmentation};

/// A text cut into tokens.
#[derive(Debug, Default)]
pub(crate) struct Tokens<'a> {
    /// The tokens in order.
    pub list: Vec<Token<'a>>,
    /// White space after the last token.
    pub trailing_space: &'a str,
}

impl<'a> Tokens<'a> {
    /// Cuts a text into tokens.
    pub(crate) fn of(text: &'a str) -> Tokens<'a> {
        let mut tokenizer = Tokenizer {
            text,
            at: 0,
            space: 0,
            list: Vec::with_capacity(text.len() / 4),
        };
        tokenizer.run();
        Tokens {
            trailing_space: &text[tokenizer.space..],
            list: tokenizer.list,
        }
    }
}

struct Tokenizer<'a> {
    text: &'a str,
    at: usize,
    /// Where the white space before the next token begins.
    space: usize,
    list: Vec<Token<'a>>,
}

impl<'a> Tokenizer<'a> {
    fn run(&mut self) {
        while let Some(character) = self.text[self.at..].chars().next() {
            if character.is_whitespace() || fold::is_invisible(character) {
                self.at += character.len_utf8();
            } else if han::is_han(character) {
                self.han_run();
            } else if let Some(length) = uncut_figures::figure(self.text, self.at) {
                self.push(self.at + length, TokenKind::Figure);
            } else if character.is_alphanumeric() {
                let (length, kind) = uncut_figures::latin(&self.text[self.at..]);
                self.push(self.at + length, kind);
            } else {
                self.push(self.at + character.len_utf8(), punctuation(character));
            }
        }
    }

    fn han_run(&mut self) {
        let start = self.at;
        let run = han::leading_han(&self.text[start..]);
        for end in word_segmentation::word_ends(run) {
            let end = start + end;
            // A figure before may have taken this word along.
            if end <= self.at {
                continue;
            }
            match uncut_figures::han_figure(self.text, self.at) {
                Some(length) => self.push(self.at + length, TokenKind::Figure),
                None => self.push(end, TokenKind::Han),
            }
        }
    }

    fn push(&mut self, end: usize, kind: TokenKind) {
        let text = &self.text[self.at..end];
        self.list.push(Token {
            text,
            space_before: &self.text[self.space..self.at],
            key: fold::key(text),
            kind,
        });
        self.at = end;
        self.space = end;
    }
}

fn punctuation(character: char) -> TokenKind {
    match character {
        '.' | ';' | '!' | '?' | '。' | '；' | '！' | '？' | '．' | '…' | '｡' => {
            TokenKind::SentenceEnd
        }
        _ => TokenKind::Punctuation,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn check(text: &str, expected: &str) {
        let tokens = Tokens::of(text);
        let list: Vec<&str> = tokens.list.iter().map(|token| token.text).collect();
        assert_eq!(list.join("|"), expected);
        let again: String = tokens
            .list
            .iter()
            .flat_map(|token| [token.space_before, token.text])
            .collect();
        assert_eq!(again + tokens.trailing_space, text);
    }

    #[test]
    fn words_in_letters_keep_their_apostrophes_and_hyphens() {
        check(
            "You don’t opt-in, e.g. at AT&T.",
            "You|don’t|opt-in|,|e.g.|at|AT&T|.",
        );
        check(
            "cookie(s) (see the U.S. law)",
            "cookie(s)|(|see|the|U.S.|law|)",
        );
    }

    #[test]
    fn addresses_are_one_token() {
        check(
            "Write to privacy@example.com.",
            "Write|to|privacy@example.com|.",
        );
        check(
            "See https://example.com/a?b=c), or",
            "See|https://example.com/a?b=c|)|,|or",
        );
        check(
            "访问https://example.com/zh。",
            "访问|https://example.com/zh|。",
        );
        check("at example.com/privacy now", "at|example.com/privacy|now");
    }

    #[test]
    fn dates_are_one_token() {
        check("Effective June 2, 2025.", "Effective|June 2, 2025|.");
        check(
            "on 2 June 2025 or 2025-06-02",
            "on|2 June 2025|or|2025-06-02",
        );
        check("You may 5 times", "You|may|5|times");
        check("自2025年6月2日起生效", "自|2025年6月2日|起|生效");
        check("2019 年 3 月 15 日生效", "2019 年 3 月 15 日|生效");
        check("二〇二五年六月二日起", "二〇二五年六月二日|起");
    }

    #[test]
    fn references_are_one_token() {
        check("Section 1.24 and 3.1(b).", "Section|1.24|and|3.1(b)|.");
        check("依照本法第十八条规定", "依照|本法|第十八条|规定");
        check("第 18 条第二款第（三）项", "第 18 条|第二款|第（三）项");
        check("（一）依法；(b) or", "（一）|依法|；|(b)|or");
    }

    #[test]
    fn amounts_are_one_token() {
        check(
            "keep 1,000.50 USD, 30GB or 5%",
            "keep|1,000.50|USD|,|30GB|or|5%",
        );
        check("保存30天或六个月", "保存|30天|或|六个月");
        check("未满十四周岁的儿童", "未|满|十四周岁|的|儿童");
        check("统一日期", "统一|日期");
        check("第三方的一年", "第三|方|的|一年");
    }
}
