//! Footnotes and lists of terms are blocks of a notice, and none of their words is lost.

use notice::{Block, Inline, Notice, parse, text};

fn read(body: &str) -> Notice {
    let (notice, problems) = parse(&format!("# Title\n\n## 1. A {{#a}}\n\n{body}\n"));
    assert_eq!(problems, [], "{body}");
    notice
}

fn notes(notice: &Notice) -> Vec<(String, String)> {
    let blocks = notice.clauses.iter().flat_map(|clause| &clause.blocks);
    let notes = blocks.filter_map(|block| match block {
        Block::Note { label, blocks } => Some((label.clone(), text::blocks(blocks))),
        _ => None,
    });
    notes.collect()
}

/// A note without a space in it, as in Chinese, was taken for the address of a link.
#[test]
fn a_note_is_a_block_whatever_its_script() {
    for (body, note) in [
        (
            "保存六个月[^1]。\n\n[^1]: 自最后一次使用之日起计算。",
            "自最后一次使用之日起计算。",
        ),
        (
            "Six months[^1].\n\n[^1]: From the last use.",
            "From the last use.",
        ),
        (
            "Six months[^1].\n[^1]: From the last use.",
            "From the last use.",
        ),
        (
            "Nobody leads here.\n\n[^1]: From the last use.",
            "From the last use.",
        ),
    ] {
        assert_eq!(
            notes(&read(body)),
            [("1".to_owned(), note.to_owned())],
            "{body}"
        );
    }
}

#[test]
fn a_mark_leads_to_its_note_and_has_no_words() {
    let notice = read("Six months[^a], as a rule.\n\n[^a]: From the last use.");
    let Block::Paragraph(words) = &notice.clauses[0].blocks[0] else {
        panic!("{notice:?}");
    };
    assert_eq!(text::line(words), "Six months, as a rule.");
    assert!(
        words.contains(&Inline::NoteMark("a".to_owned())),
        "{words:?}"
    );
}

#[test]
fn a_mark_without_a_note_is_words() {
    let notice = read("Six months[^1].");
    assert_eq!(text::blocks(&notice.clauses[0].blocks), "Six months[^1].");
}

#[test]
fn two_notes_with_one_label_are_a_problem() {
    let (_, problems) = parse("# T\n\nA[^1].\n\n[^1]: One.\n\n[^1]: Other.\n");
    assert!(
        problems
            .iter()
            .any(|problem| problem.what.contains("the note `1` is there twice")),
        "{problems:?}"
    );
}

#[test]
fn terms_have_their_meanings() {
    let notice =
        read("Controller\n: Who decides.\n\nProcessor\nAgent\n: Who acts.\n: For another.");
    let [Block::TermList(entries)] = notice.clauses[0].blocks.as_slice() else {
        panic!("{notice:?}");
    };
    let counts: Vec<_> = entries
        .iter()
        .map(|entry| (entry.terms.len(), entry.meanings.len()))
        .collect();
    assert_eq!(counts.first(), Some(&(1, 1)), "{entries:?}");
    assert_eq!(
        text::blocks(&notice.clauses[0].blocks).replace(' ', "\n"),
        "Controller\nWho\ndecides.\nProcessor\nAgent\nWho\nacts.\nFor\nanother."
    );
}

#[test]
fn a_definition_that_only_looks_like_a_link_stays_words() {
    let notice = read("[个人信息]: 以电子方式记录的信息。");
    assert_eq!(
        text::blocks(&notice.clauses[0].blocks),
        "[个人信息]: 以电子方式记录的信息。"
    );
}
