//! Guides, settings paths and links lead where they say, through rows that the host app has.

use crate::copy::{CATALOGUE, Copy, EN, SETTINGS, ZH};

#[test]
fn a_dropped_step_is_caught() {
    let copy = Copy::new();
    copy.edit(EN, "{#disable-werun .guide}", "7. Tap **Clear**.\n", "");
    let line = copy.line(EN, "{#disable-werun .guide}");
    copy.refused(EN, line, "the steps are 6 here and 7 in zh.md");
    copy.refused(EN, line, "the guide has 6 steps here and 7 in");
}

#[test]
fn a_renamed_row_is_caught_where_it_is_named() {
    let copy = Copy::new();
    let row = "id = \"me.settings.general.listen.personalized-recommendations\"";
    copy.edit(SETTINGS, row, "en = \"", "en = \"Renamed ");
    let line = copy.line(EN, "(path:listen-recommendations)");
    copy.refused(
        EN,
        line,
        "the path `listen-recommendations` reads `Me > Settings >",
    );

    let copy = Copy::new();
    copy.edit(
        SETTINGS,
        "id = \"me.settings.about.report\"",
        "zh = \"投诉\"",
        "zh = \"举报\"",
    );
    let line = copy.edit(ZH, "{#complain .guide}", "4. 点击", "4. 点击");
    copy.refused(
        ZH,
        line,
        "step 4: **投诉** is no label of `me.settings.about.report`",
    );
}

#[test]
fn a_row_on_no_screen_or_without_a_label_is_caught() {
    let copy = Copy::new();
    let line = copy.edit(SETTINGS, "id = \"discover\"", "discover", "discovery");
    copy.refused(
        SETTINGS,
        line + 8,
        "it stands on the screen `discover`, which there is not",
    );

    let copy = Copy::new();
    let line = copy.edit(
        SETTINGS,
        "id = \"discover\"",
        "en = \"Discover\"",
        "en = \"\"",
    );
    copy.refused(SETTINGS, line, "row `discover`: `en` is blank");
}

#[test]
fn a_way_that_does_not_say_what_it_does_is_caught() {
    let copy = Copy::new();
    let line = copy.edit(
        CATALOGUE,
        "id = \"personalized-ads\"",
        "title = { zh = \"管理个性化广告\", en = \"Manage personalised ads\" }\n",
        "",
    );
    copy.refused(CATALOGUE, line - 1, "a verb and a thing");
}

#[test]
fn two_walks_at_one_address_are_caught() {
    let copy = Copy::new();
    let line = copy.edit(
        CATALOGUE,
        "id = \"delete-messages\"",
        "id = \"delete-one-message\"",
        "id = \"delete-chat\"",
    );
    copy.refused(CATALOGUE, line, "is `delete-chat` already");
}

#[test]
fn an_unknown_path_is_caught() {
    let copy = Copy::new();
    let line = copy.edit(EN, "{#ask}", "(path:ask-recommendations)", "(path:asking)");
    copy.refused(EN, line, "the catalogue has no path `asking`");
    let entry = copy.line(CATALOGUE, "id = \"ask-recommendations\"");
    copy.refused(
        CATALOGUE,
        entry + 3,
        "path `ask-recommendations`: no clause of",
    );
}

#[test]
fn a_link_to_no_clause_is_caught() {
    let copy = Copy::new();
    let line = copy.edit(ZH, "{#minors}", "(#contact)", "(#contacts)");
    copy.refused(ZH, line, "the link `#contacts` leads to no clause");
}
