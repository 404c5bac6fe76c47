//! The 43 oddities of the official text, where it lies beside the project.

mod common;

use common::official::{OFFICIAL, list, steps};
use notice::{Block, Clause, LinkTarget, text};

/// Each of the 43 oddities of the inventory, in its order.
#[test]
fn the_oddities_are_survived() {
    let Some(official) = &*OFFICIAL else { return };
    assert_eq!(list(&official.inventory["parser_oddities"]).len(), 43);
    let notice = &official.notice;
    let blocks = |number: &str| text::blocks(&official.clause(number).blocks);
    let paragraphs = |number: &str| {
        official
            .clause(number)
            .blocks
            .iter()
            .filter(|block| matches!(block, Block::Paragraph(_)))
            .count()
    };
    let ids: Vec<&str> = notice
        .clauses
        .iter()
        .map(|clause| clause.id.as_str())
        .collect();
    let place = |id: &str| ids.iter().position(|known| *known == id).unwrap();
    let points = |clause: &Clause| {
        clause
            .blocks
            .iter()
            .map(|block| match block {
                Block::List { items, .. } => items.len(),
                _ => 0,
            })
            .sum::<usize>()
    };

    // O01: the left-over of a table of contents is a point, the section is one clause.
    assert!(
        blocks("intro.vi").ends_with("1. Information We Collect and Use")
            && official.says(17, "repeats a heading")
    );
    assert_eq!(ids.iter().filter(|id| **id == "c1").count(), 1);
    // O02: the numbered changes are no sections.
    let updates = &notice.clauses[0];
    assert!(updates.is_updates && points(updates) == 2);
    // O03, O04: numbers in odd forms.
    assert!(official.clause("1.42").blocks.len() == 2 && official.says(75, "written otherwise"));
    assert!(official.clause("10").heading == "Language" && official.says(340, "written otherwise"));
    // O05: an article among sections.
    assert!(official.says(341, "called Article here and Section elsewhere"));
    // O06, O07: a guide one level higher, a guide without steps.
    assert!(steps(official.clause("5.6")).len() == 4 && official.says(258, "one level higher"));
    assert!(official.clause("5.8").is_guide && official.says(323, "has no steps"));
    // O08: steps and contacts have the same form.
    assert!(!official.clause("9").is_guide && points(official.clause("9")) == 3);
    // O09, O10: roman points are clauses, letters are points.
    assert_eq!(
        notice
            .clauses
            .iter()
            .filter(|clause| matches!(clause.number, Some(notice::Number::Roman(_))))
            .count(),
        6
    );
    assert_eq!(points(official.clause("1.36")), 5);
    assert!(blocks("1.36").contains("d) Your personal") && blocks("1.36").contains("; and"));
    // O11: both forms of three dots are labels as they are written.
    assert_eq!(steps(official.clause("5.1.7"))[4].labels[0].text, "…");
    assert_eq!(steps(official.clause("5.2.7"))[3].labels[0].text, "...");
    assert!(official.says(26, "a button is called `…`"));
    // O12: apostrophes of two forms.
    assert!(blocks("7").contains("Children’s") && official.says(329, "apostrophe"));
    // O13, O14, O15: slips stay as they are.
    assert!(
        blocks("1.9").contains("\" Image Search\"")
            && official.says(32, "space inside its quotation marks")
    );
    assert!(
        blocks("1.1").contains("authentication .") && official.says(20, "a space stands before")
    );
    assert!(
        blocks("1.5").contains("addingor")
            && blocks("2.2").contains("Wexin account")
            && blocks("1.26").contains("WeiXin Stickers")
    );
    // O16: brackets in brackets are no link.
    assert!(blocks("1.3").contains("[CellID]"));
    // O17, O18: a colon in a heading, a heading without a number.
    assert!(
        official
            .clause("5.1.1")
            .heading
            .ends_with("region, What's Up, and address:")
    );
    assert_eq!(official.clause("intro").heading, "Introduction");
    // O19, O20, O21: paragraphs go on under their clause.
    for (clause, count) in [
        ("1.2", 3),
        ("1.4", 2),
        ("1.5", 2),
        ("1.15", 3),
        ("1.21", 2),
        ("1.22", 2),
        ("1.24", 2),
        ("1.42", 2),
        ("2.2", 4),
        ("4.4", 2),
    ] {
        assert_eq!(paragraphs(clause), count, "{clause}");
    }
    assert!(official.says(98, "move it if it is about the whole section"));
    assert!(
        ["3", "6", "7", "9", "10"]
            .iter()
            .all(|section| paragraphs(section) > 0)
    );
    // O22: lines that define a term are paragraphs.
    assert!(
        blocks("2.2").contains("\nMobile number: If you")
            && blocks("2.2").contains("\nMoments posts: When")
    );
    // O23: a note and a last paragraph belong to their guides.
    assert!(
        blocks("5.5.1").contains("\nNote: After")
            && blocks("5.7.10").contains("\nIn addition, you can also")
    );
    // O24 is `each_note_and_reference_is_found`, O25 `each_guide_has_its_steps_labels_and_alternatives`.
    assert!(official.says(195, "alternative without quotation marks"));
    // O26, O27, O28: two ways in one list, on before off, the same steps twice.
    assert!(official.says(166, "step 3 of `c5-2-3` starts anew"));
    assert_eq!(steps(official.clause("5.4.2"))[2].labels.len(), 2);
    assert!(official.says(160, "has the same steps as `c5-2-1`"));
    // O29: several labels in one step.
    assert!(
        [115, 121, 296, 304]
            .iter()
            .all(|line| official.says(*line, "names several labels"))
    );
    // O30, O31: guides that begin elsewhere, steps without a label.
    assert_eq!(
        steps(official.clause("5.7.9"))[0].labels[0].text,
        "Log in via Weixin"
    );
    assert!(official.says(105, "step 2, 3 of `c5-1-1` names no label"));
    // O32, O33: a chain without its root, chains mixed with prose.
    assert!(
        official.says(24, "does not begin where the guides begin")
            && official.says(31, "does not begin where")
    );
    let chain = |clause: &str| {
        official
            .links()
            .into_iter()
            .find(|(from, ..)| from == clause)
            .unwrap()
            .2
    };
    assert!(
        chain("c1-25").starts_with("\"Discover\"")
            && chain("c1-25").ends_with("\"Personalized Q&A\"")
    );
    assert!(chain("c1-5").ends_with("\"Personalized Mini Program Recommendations\" option"));
    assert!(
        chain("c1-26").ends_with("sticker management page")
            && chain("c1-18").ends_with("Location section")
    );
    // O34, O35: one label for several rows, labels that differ in case.
    assert!(official.says(51, "ends both"));
    assert!(chain("c1-27").contains("Personalized content recommendations"));
    // O36: marks inside labels.
    assert!(
        chain("c1-15").ends_with("\"Video/Live\"")
            && chain("c1-37").contains("My Information & Authorizations")
    );
    // O37: an address ends before the semicolon.
    let web: Vec<LinkTarget> = official
        .links()
        .into_iter()
        .map(|(_, to, _)| to)
        .filter(|to| matches!(to, LinkTarget::Web(_)))
        .collect();
    assert_eq!(
        web,
        [
            LinkTarget::Web("https://kf.qq.com/".to_owned()),
            LinkTarget::Web("mailto:Dataprivacy@tencent.com".to_owned())
        ]
    );
    // O38: the marks at the end of steps stay.
    assert!(text::line(&steps(official.clause("5.1.1"))[0].words).ends_with(';'));
    // O39 is `each_linked_document_is_listed_for_review`; O40 is about what the text does not say.
    // O41: a long line is one paragraph.
    assert!(paragraphs("1.25") == 1 && blocks("1.25").chars().count() > 700);
    // O42: the company's name at the end.
    assert!(
        blocks("10").ends_with("Shenzhen Tencent Computer Systems Company Limited")
            && official.says(342, "signature")
    );
    // O43: clauses stand by number, not by spelling.
    assert!(
        place("c1-9") + 1 == place("c1-10")
            && place("c5-1-2") < place("c5-1-10")
            && place("c5-7-10") + 1 == place("c5-8")
    );
}
