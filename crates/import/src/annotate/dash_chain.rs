//! Settings paths as Chinese notices write them without marks: 设置-隐私设置-权限管理.
//!
//! A dash joins many words, so a chain has to begin where apps begin: 我, 菜单, 设置. Its last label
//! ends before the verb that follows it without a space. Entry point: [`find`].

use std::ops::Range;
use std::sync::LazyLock;

use regex::Regex;

static CHAIN: LazyLock<Regex> = LazyLock::new(|| {
    fixed(
        r"(?:我的?|菜单|首页|主页|个人中心|更多|(?:隐私|系统|账号|账户|通用)?设置)(?:\s?(?:[-－–—]{1,2}|/)\s?[\p{Han}A-Za-z0-9]{1,16}){1,6}",
    )
});
/// What follows a last label: a verb, or 中 that is not part of 中心.
static AFTER: LazyLock<Regex> = LazyLock::new(|| {
    fixed(
        "停止|关闭|开启|打开|撤回|撤销|取消|查看|修改|进行|注销|删除|申请|联系|进入|选择|操作|自行|即可|提交|中(?:[^心]|$)|[里内来以]",
    )
});

fn fixed(pattern: &str) -> Regex {
    Regex::new(pattern).expect("the pattern is fixed")
}

/// Where such chains are in a line.
pub(super) fn find(text: &str) -> Vec<Range<usize>> {
    let found = CHAIN.find_iter(text).filter_map(|chain| {
        let words = chain.as_str();
        let last = words.rfind(['-', '－', '–', '—', '/'])?;
        let label = last + words[last..].chars().next().map_or(0, char::len_utf8);
        // A verb at once is no label: `设置-关闭` closes nothing.
        let first = words[label..].chars().next().map_or(0, char::len_utf8);
        let end = AFTER
            .find(&words[label + first..])
            .map_or(words.len(), |after| label + first + after.start());
        // `我-你` is no path, and a single dash in a date is none.
        let is_path = words.contains("设置") || words.contains("菜单") || words.starts_with("我的");
        is_path.then(|| chain.start()..chain.start() + end)
    });
    found.collect()
}
