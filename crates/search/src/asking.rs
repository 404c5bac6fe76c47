//! What makes a question of other words: `how do I`, `怎么`, `吗`.
//!
//! People ask, and a notice states: what only asks does not have to be found. Entry points: [`is_asking`],
//! [`without_chinese`] and [`asks_whether`].

use crate::words::part;

/// Words that a question is made of.
const WORDS: &str = "how do does did i me my mine we our who whom whose what which where when why can could \
    may should would will the a an is are was be it its this that to of in on for and or with from by as at \
    you your has have if so please want there not";

/// The same in Chinese, where no spaces part them from the rest; longer ones first.
const CHINESE: &str = "为什么 能不能 可不可以 有没有 是不是 会不会 怎么样 怎么 怎样 如何 什么 哪里 哪些 哪个 \
    请问 我想 我要 可以 能看 会看 能用 我们 我的 你的 我 你 谁 吗 呢 吧 啊";

/// How a question for yes or no begins.
const WHETHER: &str = "can could does do did will would is are has have may";

/// Whether a folded word only makes a question of the others.
pub(crate) fn is_asking(word: &str) -> bool {
    is_in(WORDS, word)
}

/// Whether a folded question is one for yes or no, and not about what the person may do.
pub(crate) fn asks_whether(typed: &str) -> bool {
    let mut words = typed.split_whitespace();
    let mut word = || words.next().unwrap_or_default();
    let (first, second) = (word(), word());
    let in_english = is_in(WHETHER, first) && !is_in("i we", second);
    in_english || typed.chars().any(|character| character == '吗')
}

/// A folded text with blanks in place of the Chinese words that only ask.
pub(crate) fn without_chinese(text: &str) -> String {
    let mut left = String::new();
    let mut rest = text;
    while let Some(first) = rest.chars().next() {
        let mut words = CHINESE.split_whitespace();
        let asking = words.find(|asking| rest.starts_with(asking));
        left.push(if asking.is_some() { ' ' } else { first });
        rest = part(rest, asking.map_or(first.len_utf8(), str::len), rest.len());
    }
    left
}

fn is_in(list: &str, word: &str) -> bool {
    list.split_whitespace().any(|other| other == word)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_only_asks_goes_and_the_rest_stays() {
        assert_eq!(without_chinese("怎么关广告"), " 关广告");
        assert_eq!(without_chinese("谁能看我的朋友圈"), "   朋友圈");
        assert_eq!(without_chinese("功能"), "功能");
        assert!(is_asking("how") && !is_asking("off"));
    }

    #[test]
    fn whether_something_is_so_is_no_question_of_how() {
        for typed in [
            "can the app read my chats",
            "does it sell data",
            "会看我的聊天记录吗",
        ] {
            assert!(asks_whether(typed), "{typed}");
        }
        for typed in [
            "can i delete my account",
            "how do i turn off ads",
            "怎么关广告",
            "",
        ] {
            assert!(!asks_whether(typed), "{typed}");
        }
    }
}
