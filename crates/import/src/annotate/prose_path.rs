//! Settings paths in prose: "You can manage this on the "Settings" page".
//!
//! A sentence must offer something, say what for, and name a place: a label to go to, a
//! settings page, an icon and where it is. The path goes from the first place to the last.
//! Entry point: [`find`].

use std::ops::Range;
use std::sync::LazyLock;

use regex::Regex;

use super::settings_path;

static OFFER: LazyLock<Regex> = LazyLock::new(|| {
    fixed(
        r"(?i)\b(?:you|users?)\s+(?:can|may)\b|(?:[您你]|用户)(?:[^，。；]{0,12}?)(?:可以|可|能够)",
    )
});
static PURPOSE: LazyLock<Regex> = LazyLock::new(|| {
    fixed(concat!(
        r"(?i)\b(?:view|check|see|manag|set|chang|adjust|updat|modif|edit|delet|remov|export|download|enabl|disabl|turn(?:ing)?\s+(?:\w+\s+)?(?:on|off)",
        r"|switch(?:ing)?\s+(?:on|off)|toggl|withdraw|opt(?:ing)?\s+out|control|cancel|clear|review|revok|correct|limit)\w*",
        "|查看|管理|设置|更改|修改|调整|更新|删除|清除|导出|下载|开启|关闭|打开|撤回|撤销|取消|拒绝|控制|更正",
    ))
});
/// A label that one goes to.
static GO: LazyLock<Regex> = LazyLock::new(|| {
    fixed(concat!(
        r"(?i:\b(?:tap|click|press|go|navigat|select|choos|open|enter|visit|access|toggl)\w*(?:\s+(?:on|to|in|into|through))?\s+(?:the\s+|your\s+)?)",
        r"(?P<place>[\x22“][^\x22”\n]{1,90}[\x22”](?:\s+(?:option|switch|toggle|button|tab|section|menu|icon|page|screen)\b)?)",
        r"|(?:点击|点按|轻触|进入|打开|前往|选择|通过|在|到)(?:您的|你的)?(?P<han>[“「【][^”」】\n]{1,40}[”」】](?:选项|开关|按钮|页面|页|菜单|功能)?)",
    ))
});
/// A page or a settings screen.
static PAGE: LazyLock<Regex> = LazyLock::new(|| {
    fixed(concat!(
        r"(?i:\b(?:on|in|at|of|from|via|through|under|visit(?:ing)?|access(?:ing)?|open(?:ing)?)\s+)(?P<place>(?P<name>(?i:the|your|its|that|this|their|our|each)\s+",
        r"(?:[\x22“][^\x22”\n]{1,90}[\x22”]\s+|[\w’'/&-]+\s+){0,5}?)(?i:homepage|page|screen|settings(?:\s+(?:page|menu|screen|tab))?|preferences|dashboard)\b",
        r"(?:\s+of\s+(?:(?:the|your|that(?:\s+particular)?|this)\s+)?[A-Z][\w/]*(?:\s+[A-Z][\w/]*)*)?)",
        r"|(?:在|进入|通过|前往)(?P<han>(?:您的|你的)?(?:[^，。；、“”]{2,16}?|[“「][^”」\n]{1,40}[”」])(?:设置页面|设置页|页面|主页|设置)|设置页面?)",
    ))
});
/// A preposition in front of the name of a page: the place begins behind it.
static BEFORE_PAGE: LazyLock<Regex> = LazyLock::new(|| {
    fixed(r"(?i)\b(?:under|in|on|of|at|to|from|via|through|by|and|or|with|for|that|which)\s+")
});
/// An icon, and where it is.
static ICON: LazyLock<Regex> = LazyLock::new(|| {
    fixed(
        r"(?i:\bthe\s+(?:[\w-]+\s+){0,3}?icon\b)|[\x22“][^\x22”\n]{1,40}[\x22”](?:\s+icon\b)?|[“「][^”」\n]{1,20}[”」](?:图标|按钮)?",
    )
});
/// A settings screen says by its name what it is for; any other page needs a label with it.
static SETTINGS: LazyLock<Regex> = LazyLock::new(|| fixed(r"(?i)settings|preferences|设置"));
/// Settings that are not the app's.
static ELSEWHERE: LazyLock<Regex> = LazyLock::new(|| {
    fixed(r"(?i)\b(?:browser|cookies?|device|operating system|phone)\b|浏览器|操作系统|Cookie")
});
/// What people do with settings: 访问平台时更改用户设置 is no name of a page.
static DOING: LazyLock<Regex> =
    LazyLock::new(|| fixed("时(?:更改|修改|调整)|为[您你]提供|我们|^(?:您的|你的)?$"));
static SENTENCE_END: LazyLock<Regex> =
    LazyLock::new(|| fixed(r"[.!?][\x22”)]?\s+(?-i:[A-Z“\x22(])|[。！？\n]"));

fn fixed(pattern: &str) -> Regex {
    Regex::new(pattern).expect("the pattern is fixed")
}

/// Where such paths are in a line.
pub(super) fn find(text: &str) -> Vec<Range<usize>> {
    let found = sentences(text).into_iter().filter_map(|sentence| {
        let from = sentence.start;
        in_sentence(&text[sentence]).map(|way| from + way.start..from + way.end)
    });
    found.collect()
}

fn sentences(text: &str) -> Vec<Range<usize>> {
    let mut sentences = Vec::new();
    let mut start = 0;
    for end in SENTENCE_END.find_iter(text) {
        let after = end.start() + text[end.range()].chars().next().map_or(0, char::len_utf8);
        sentences.push(start..after);
        start = after;
    }
    sentences.push(start..text.len());
    sentences
}

fn in_sentence(sentence: &str) -> Option<Range<usize>> {
    if !OFFER.is_match(sentence)
        || !PURPOSE.is_match(sentence)
        || settings_path::has_arrow(sentence)
    {
        return None;
    }
    // A sentence about the notice itself offers and says what for, but names no place.
    let labels = named(&GO, sentence);
    let mut pages = named(&PAGE, sentence);
    pages.retain(|at| !ELSEWHERE.is_match(&sentence[at.clone()]));
    pages.retain(|at| !DOING.is_match(&sentence[at.clone()]));
    let is_settings = |at: &Range<usize>| SETTINGS.is_match(&sentence[at.clone()]);
    if labels.is_empty() && !pages.iter().any(is_settings) {
        return None;
    }
    let icons = ICON.find_iter(sentence).filter_map(|icon| {
        let position = settings_path::POSITION.find(&sentence[icon.end()..])?;
        Some(icon.start()..icon.end() + position.end())
    });
    let places: Vec<Range<usize>> = labels.into_iter().chain(pages).chain(icons).collect();
    let start = places.iter().map(|place| place.start).min()?;
    let end = places.iter().map(|place| place.end).max()?;
    Some(start..end)
}

fn named(form: &Regex, sentence: &str) -> Vec<Range<usize>> {
    let places = form.captures_iter(sentence).filter_map(|found| {
        let mut place = found.name("place").or_else(|| found.name("han"))?.range();
        if let Some(name) = found
            .name("name")
            .filter(|name| !name.as_str().contains(['"', '“']))
        {
            let last = BEFORE_PAGE.find_iter(name.as_str()).last();
            place.start = name.start() + last.map_or(0, |last| last.end());
        }
        Some(place)
    });
    places.collect()
}
