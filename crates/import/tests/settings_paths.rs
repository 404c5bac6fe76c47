//! A settings path keeps its whole label and the markup around it; other settings are none.

mod common;

use common::{links, read};
use notice::Language;

fn check(words: &str, expected: &[&str]) {
    let language = if words.is_ascii() {
        Language::En
    } else {
        Language::Zh
    };
    let source = format!("# Sample\n\n## 1. A\n\n{words}\n\n## 2. B\n\nText.\n");
    let (imported, notice) = read(&source, language);
    let paths: Vec<String> = links(&notice)
        .into_iter()
        .filter(|(_, to)| to.starts_with("path:"))
        .map(|(words, _)| words)
        .collect();
    assert_eq!(paths, expected, "{}", imported.markdown);
}

#[test]
fn a_label_is_whole() {
    check(
        "Go to Settings > Privacy and Security to lock the app.",
        &["Settings > Privacy and Security"],
    );
    check(
        "Open Settings > Data and Storage, then look.",
        &["Settings > Data and Storage"],
    );
    check(
        "Open Settings > Privacy and tap the lock.",
        &["Settings > Privacy"],
    );
    check(
        "Open Settings > Devices (or Privacy > Active Sessions) and look.",
        &["Settings > Devices", "Privacy > Active Sessions"],
    );
    check(
        "您可以通过设置-隐私设置-权限管理停止。",
        &["设置-隐私设置-权限管理"],
    );
    check(
        "您可以在菜单-设置-隐私设置-应用权限管理-相册权限中关闭。",
        &["菜单-设置-隐私设置-应用权限管理-相册权限"],
    );
    check(
        "您可以在“我的-设置-账号与安全”中注销。",
        &["我的-设置-账号与安全"],
    );
}

#[test]
fn marked_paths_are_found() {
    check(
        "See **Settings > Privacy and Security > Passcode** for it.",
        &["Settings > Privacy and Security > Passcode"],
    );
    check(
        "See _Settings > Data and Storage_ for it.",
        &["Settings > Data and Storage"],
    );
    check(
        "请在**我的 > 设置 > 隐私**中关闭。",
        &["我的 > 设置 > 隐私"],
    );
}

#[test]
fn settings_of_a_browser_are_no_path() {
    check("您可通过**浏览器设置禁用 Cookie**，也可以不用。", &[]);
    check(
        "You can manage cookies in your browser settings, or, where you live there, through our cookie settings.",
        &[],
    );
    let source = "# 示例\n\n## 一、甲\n\n您可通过**浏览器设置禁用 Cookie**，也可以不用。\n\n## 二、乙\n\n文字。\n";
    let (imported, _) = read(source, Language::Zh);
    assert!(
        imported.markdown.contains("**浏览器设置禁用 Cookie**"),
        "{}",
        imported.markdown
    );
}

/// The bracket before the first label was part of it, and all behind the last one up to the comma.
#[test]
fn brackets_and_emphasis_are_around_a_path() {
    check(
        "您可以在设备的【设置→应用管理→示例】功能中随时选择关闭部分权限。",
        &["设置→应用管理→示例"],
    );
    check(
        "Open _Settings > Data and Storage_ now.",
        &["Settings > Data and Storage"],
    );
    check(
        "Go to Settings > Ads > Enable \"Opt out of ads\" there.",
        &["Settings > Ads > Enable \"Opt out of ads\""],
    );
}

#[test]
fn what_people_do_with_settings_is_no_page() {
    check("您可以在每一次访问平台时更改用户设置。", &[]);
    check("我们在产品设计中为您提供了设置，您可以查看。", &[]);
}
