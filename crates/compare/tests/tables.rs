//! Tables are compared by row: a row is one thing, and a cell that changed names its row and column.

use notice::change::{BlockChange, Comparison, Op, Span, Status};

fn compared(old: &str, new: &str) -> Comparison {
    compare::notices(&notice::parse(old).0, &notice::parse(new).0)
}

/// A line for each cell that changed: status, row, column, redline.
fn told(old: &str, new: &str) -> String {
    let page = |table: &str| format!("# Notice\n\n## 1. Cookies\n\n{table}\n");
    let comparison = compared(&page(old), &page(new));
    let changed = comparison.blocks.iter();
    let changed = changed.filter(|block| block.status != Status::Same);
    changed.map(|block| line(block) + "\n").collect()
}

fn line(block: &BlockChange) -> String {
    let status = serde_json::to_value(block.status).expect("a status is a word");
    let status = status.as_str().expect("a word").to_owned();
    let place = block.cell.as_ref();
    let place = place.map_or(String::new(), |cell| match cell.column.as_str() {
        "" => format!(" {}", cell.row_name),
        column => format!(" {} / {column}", cell.row_name),
    });
    format!("{status}{place}: {}", marked(&block.spans))
}

fn marked(spans: &[Span]) -> String {
    let runs = spans.iter().map(|Span(op, text)| match op {
        Op::Equal => text.clone(),
        Op::Delete => format!("[-{text}-]"),
        Op::Insert => format!("{{+{text}+}}"),
    });
    runs.collect()
}

#[track_caller]
fn check(old: &str, new: &str, expected: &[&str]) {
    let told = told(old, new);
    assert_eq!(told.lines().collect::<Vec<_>>(), expected, "{told}");
}

const COOKIES: &str =
    "| Name | Kept for |\n| --- | --- |\n| lang | 12 months |\n| ab | 30 days |\n| geo | 7 days |";

/// 12 months had become 13 months, which are those of another row.
#[test]
fn a_row_that_is_replaced_is_gone_and_another_is_new() {
    let new = "| Name | Kept for |\n| --- | --- |\n| lang | 24 months |\n| ads | 13 months |\n| geo | 7 days |";
    check(
        COOKIES,
        new,
        &[
            "edited lang / Kept for: [-12-]{+24+} months",
            "removed ab / Name: [-ab-]",
            "removed ab / Kept for: [-30 days-]",
            "added ads / Name: {+ads+}",
            "added ads / Kept for: {+13 months+}",
        ],
    );
}

const RULES: &str = "| Data | Kept for | Shared |\n| --- | --- | --- |\n| Location | 30 days | No |\n| Contacts | 90 days | Yes |";

#[test]
fn swapped_values_are_edits_and_swapped_rows_are_a_move() {
    let values = "| Data | Kept for | Shared |\n| --- | --- | --- |\n| Location | 90 days | Yes |\n| Contacts | 30 days | No |";
    check(
        RULES,
        values,
        &[
            "edited Location / Kept for: [-30-]{+90+} days",
            "edited Location / Shared: [-No-]{+Yes+}",
            "edited Contacts / Kept for: [-90-]{+30+} days",
            "edited Contacts / Shared: [-Yes-]{+No+}",
        ],
    );
    let rows = "| Data | Kept for | Shared |\n| --- | --- | --- |\n| Contacts | 90 days | Yes |\n| Location | 30 days | No |";
    let told = told(RULES, rows);
    assert!(
        told.lines().all(|line| line.starts_with("moved ")),
        "{told}"
    );
    assert_eq!(told.lines().count(), 3, "one row of three cells: {told}");
}

const PERMISSIONS: &str = "| Permission | Why | Needed | Asked |\n| --- | --- | --- | --- |\n| Network | To log in | Yes | Yes |\n| Storage | To keep your game | Yes | Yes |";

/// Its cells were said to be of two rows.
#[test]
fn a_row_that_is_put_between_two_others_is_one_addition() {
    let new = PERMISSIONS.replace(
        "| Storage",
        "| Camera | To take a photo | No | Yes |\n| Storage",
    );
    let expected = [
        "added Camera / Permission: {+Camera+}",
        "added Camera / Why: {+To take a photo+}",
        "added Camera / Needed: {+No+}",
        "added Camera / Asked: {+Yes+}",
    ];
    check(PERMISSIONS, &new, &expected);
    let gone = expected.map(|line| {
        line.replace("added", "removed")
            .replace("{+", "[-")
            .replace("+}", "-]")
    });
    check(&new, PERMISSIONS, &gone.each_ref().map(String::as_str));
}

#[test]
fn the_cells_of_a_row_have_its_number_and_no_others() {
    let new = COOKIES.replace("| ab |", "| new | 1 day |\n| ab |");
    let page = |table: &str| format!("# Notice\n\n{table}\n");
    let blocks = compared(&page(COOKIES), &page(&new)).blocks;
    let cells: Vec<(usize, &str)> = blocks
        .iter()
        .filter_map(|block| block.cell.as_ref())
        .map(|cell| (cell.row, cell.row_name.as_str()))
        .collect();
    let mut rows = cells.clone();
    rows.dedup();
    assert_eq!((cells.len(), rows.len()), (10, 5), "{cells:?}");
}

/// A row that is put in moved the numbers of all that follow.
#[test]
fn a_column_that_counts_is_a_label() {
    let old =
        "| 序号 | 名称 | 目的 |\n| --- | --- | --- |\n| 1 | 地图 | 定位 |\n| 2 | 支付 | 付款 |";
    let new = "| 序号 | 名称 | 目的 |\n| --- | --- | --- |\n| 1 | 推送 | 发送通知 |\n| 2 | 地图 | 定位 |\n| 3 | 支付 | 付款 |";
    check(
        old,
        new,
        &[
            "added 推送 / 名称: {+推送+}",
            "added 推送 / 目的: {+发送通知+}",
            "relabelled 地图 / 名称: 地图",
            "relabelled 支付 / 名称: 支付",
        ],
    );
}

#[test]
fn a_column_that_is_put_in_leaves_the_others_where_they_are() {
    let new = "| Name | Set by | Kept for |\n| --- | --- | --- |\n| lang | Us | 12 months |\n| ab | Us | 30 days |\n| geo | Maps | 7 days |";
    check(
        COOKIES,
        new,
        &[
            "added Name: {+Set by+}",
            "added lang / Set by: {+Us+}",
            "added ab / Set by: {+Us+}",
            "added geo / Set by: {+Maps+}",
        ],
    );
    let renamed = COOKIES.replace("Kept for", "Kept for at most");
    check(COOKIES, &renamed, &["edited Name: Kept for{+ at most+}"]);
}

#[test]
fn a_renamed_row_is_one_row_where_all_else_is_as_it_was() {
    let old = "| Name | Kept for | Set by |\n| --- | --- | --- |\n| geo | 7 days, then it is gone | Our own map service |";
    let new = old.replace("geo", "position");
    check(old, &new, &["edited position / Name: [-geo-]{+position+}"]);
}

#[test]
fn a_term_and_its_meaning_are_one_thing() {
    let old = "Controller\n: Who decides.\n\nProcessor\n: Who acts for the controller.";
    let new = "Controller\n: Who decides why.\n\nRecipient\n: Who gets the data.\n\nProcessor\n: Who acts for the controller.";
    check(
        old,
        new,
        &[
            "edited Controller: Who decides{+ why+}.",
            "added Recipient: {+Recipient+}",
            "added Recipient: {+Who gets the data.+}",
        ],
    );
}

/// It was taken for the address of a link, and its change was none.
#[test]
fn a_note_is_compared() {
    let old = "# 隐私政策\n\n## 一、保存期限\n\n我们保存您的日志六个月[^1]。\n\n[^1]: 自最后一次使用之日起计算。\n";
    let new = old.replace("最后一次使用", "您注销账号");
    let blocks = compared(old, &new).blocks;
    let note = blocks.last().expect("there is a note");
    assert_eq!(note.status, Status::Edited);
    assert_eq!(note.new_number.as_deref(), Some("1"));
    assert_eq!(
        marked(&note.spans),
        "自[-最后一次使用-]{+您注销账号+}之日起计算。"
    );
}

#[test]
fn emphasis_taken_away_or_added_is_a_small_change() {
    let [bold, plain] = ["You **may not** share it.", "You may not share it."]
        .map(|words| format!("# Notice\n\n{words}\n"));
    for (old, new, is_now) in [(&bold, &plain, false), (&plain, &bold, true)] {
        let blocks = compared(old, new).blocks;
        let block = blocks.last().expect("there is a paragraph");
        assert_eq!(block.status, Status::Same);
        assert_eq!(block.weight, notice::change::Weight::Emphasis);
        let runs: Vec<_> = block
            .emphasis
            .iter()
            .map(|run| (run.words.as_str(), run.is_now))
            .collect();
        assert_eq!(runs, [("may not", is_now)]);
    }
    let parted = "# Notice\n\nYou **may** **not** share it.\n";
    assert_eq!(
        compared(&bold, parted)
            .blocks
            .last()
            .map(|block| block.emphasis.len()),
        Some(0)
    );
}
