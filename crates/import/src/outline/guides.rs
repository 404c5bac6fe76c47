//! Guides: clauses that say step by step how to do something in an app.
//!
//! A numbered list is one of steps when its points tell a hand what to do: tap, open, 点击.
//! A clause without steps among guides is taken for one, too, and is for a person to settle.
//! Entry points: [`mark`], [`is_step`].

use std::sync::LazyLock;

use regex::Regex;

use crate::draft::{Draft, DraftClause};

/// What a hand does, at the start of a sentence or after `On ..., ` and `After ..., `.
static STEP: LazyLock<Regex> = LazyLock::new(|| {
    let hand = concat!(
        r"tap|click|press|swipe|scroll|touch|open|launch|enter|go (?:to|back)|navigate|select|choose|pick|check|uncheck",
        r"|toggle|turn (?:on|off)|switch|set|enable|disable|enable/disable|access|return|find|sign in|log in|long[- ]press|you can",
        r"|make|manage|delete|edit|confirm|type"
    );
    let han = "点击|点按|点选|轻触|轻点|长按|按住|选择|勾选|进入|打开|开启|关闭|前往|返回|滑动|输入|登录|找到|设置|修改|删除|查看|确认|切换";
    let pattern = format!(
        r"^(?:(?i:(?:(?:after|on|in|at|when|once|from|under)\b[^.;]{{0,100}}?,\s*)?(?:then\s+|and\s+)*(?:{hand})\b)|(?:[^。；]{{0,40}}?[，,])?(?:然后|再|并|请|依次|可)*(?:在[^。；]{{0,30}}?)?(?:{han}))"
    );
    Regex::new(&pattern).expect("the pattern is fixed")
});
/// Verbs that nothing but a screen is meant by.
static TOUCH: LazyLock<Regex> = LazyLock::new(|| {
    Regex::new(r"(?i)\b(?:tap|click|press|swipe|long[- ]press)\b|点击|点按|轻触|轻点|长按|点选")
        .expect("the pattern is fixed")
});

/// Whether words tell a hand what to do.
pub(crate) fn is_step(words: &str) -> bool {
    STEP.is_match(words)
}

/// Marks the guides of a draft.
pub(crate) fn mark(draft: &mut Draft) {
    for clause in &mut draft.clauses {
        clause.is_guide = has_steps(clause);
    }
    let mut rest = &mut draft.clauses[..];
    while !rest.is_empty() {
        let end = rest
            .iter()
            .skip(1)
            .position(|clause| clause.level == 2)
            .map_or(rest.len(), |at| at + 1);
        let (section, after) = rest.split_at_mut(end);
        mark_among_guides(section);
        rest = after;
    }
}

fn has_steps(clause: &DraftClause) -> bool {
    let items: Vec<&str> = clause.items().map(|(_, _, text)| text).collect();
    let steps = items.iter().filter(|text| is_step(text)).count();
    let has_touch = items.iter().any(|text| TOUCH.is_match(text));
    clause.has_numbered_items() && has_touch && steps * 2 >= items.len()
}

/// In a section where nearly every clause with nothing below it is a guide, the others are, too.
fn mark_among_guides(section: &mut [DraftClause]) {
    let is_leaf = |at: &usize| {
        let level = section[*at].level;
        level > 2 && section.get(at + 1).is_none_or(|next| next.level <= level)
    };
    let leaves: Vec<usize> = (0..section.len()).filter(is_leaf).collect();
    let guides = leaves.iter().filter(|&&at| section[at].is_guide).count();
    if guides < 3 || guides * 5 < leaves.len() * 4 {
        return;
    }
    for at in leaves {
        section[at].is_guide |= !section[at].heading.is_empty();
    }
}
