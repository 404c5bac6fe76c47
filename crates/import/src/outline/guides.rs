//! Guides: clauses that say step by step how to do something in an app.
//!
//! A numbered list is a guide when its points say what to do with a phone: tap, open, 点击. A
//! clause without steps among guides is taken for a guide, too, and is listed for review.
//! Entry points: [`mark`], [`is_step`].

use std::sync::LazyLock;

use regex::Regex;

use crate::draft::{Draft, DraftClause};

/// What one does on a screen, at the start of a sentence or after `On ..., ` and `After ..., `.
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
/// Verbs that are about a touch screen and nothing else.
static TOUCH: LazyLock<Regex> = LazyLock::new(|| {
    Regex::new(r"(?i)\b(?:tap|click|press|swipe|long[- ]press)\b|点击|点按|轻触|轻点|长按|点选")
        .expect("the pattern is fixed")
});

/// Whether a text is an instruction to do something on a screen.
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

/// A section with fewer guides than this is no section of guides.
const FEWEST_GUIDES: usize = 3;

/// In a section where four of five clauses with nothing below it is a guide, the others are, too.
fn mark_among_guides(section: &mut [DraftClause]) {
    let is_leaf = |at: &usize| {
        let level = section[*at].level;
        level > 2 && section.get(at + 1).is_none_or(|next| next.level <= level)
    };
    let leaves: Vec<usize> = (0..section.len()).filter(is_leaf).collect();
    let guides = leaves.iter().filter(|&&at| section[at].is_guide).count();
    // A few guides among other clauses say nothing about their neighbours.
    if guides < FEWEST_GUIDES || guides * 5 < leaves.len() * 4 {
        return;
    }
    for at in leaves {
        section[at].is_guide |= !section[at].heading.is_empty();
    }
}
