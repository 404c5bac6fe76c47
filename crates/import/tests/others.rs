//! Made-up texts of other companies: the rules know none of them by name.

mod common;

use common::{imported, outline, squeezed, words};
use expect_test::{Expect, expect};
use import::{Error, Metadata, import};
use notice::{Block, Inline, Language, LinkTarget, Notice, Stated, text};

/// Imports a text, compares its outline, and makes sure that no word is lost.
fn check(source: &str, language: Language, expected: Expect) -> Notice {
    let (imported, notice) = imported(source, language);
    expected.assert_eq(&outline(&notice));
    assert_eq!(
        words(&imported.markdown),
        squeezed(source),
        "{}",
        imported.markdown
    );
    notice
}

/// The words of each settings path.
fn paths(notice: &Notice) -> Vec<String> {
    let mut paths = Vec::new();
    let blocks = notice
        .lead
        .iter()
        .chain(notice.clauses.iter().flat_map(|clause| &clause.blocks));
    blocks.for_each(|block| {
        block.each_inline(&mut |word| {
            if let Inline::Link {
                to: LinkTarget::Path(_),
                words,
                ..
            } = word
            {
                paths.push(text::line(words));
            }
        });
    });
    paths
}

/// The labels of each step, `a/b` where `b` is an alternative.
fn labels(notice: &Notice) -> Vec<String> {
    let blocks = notice.clauses.iter().flat_map(|clause| &clause.blocks);
    let steps = blocks.filter_map(|block| match block {
        Block::Steps(steps) => Some(steps),
        _ => None,
    });
    let labels = steps.flatten().map(|step| {
        let names = step.labels.iter().map(|label| {
            [vec![label.text.clone()], label.alternatives.clone()]
                .concat()
                .join("/")
        });
        names.collect::<Vec<_>>().join(" ")
    });
    labels.collect()
}

#[test]
fn an_english_text_with_numbers_and_blank_lines() {
    let notice = check(
        "Harbour Bank Privacy Statement\n\nLast revised: 3 March 2024. Effective from 1 April 2024.\n\n\
         Contents\n\n1. Who we are\n2. What we hold\n3. Your controls\n\n\
         1. Who we are\n\nHarbour Bank plc is the controller.\n\n\
         2. What we hold\n\n2.1 Account data\n\nWe hold your name, address and:\n\n(a) your account number;\n(b) your balance.\n\n\
         2.2 We hold 1.5 million records. See Section 3 for how to see yours, or article 15 of the GDPR.\n\n\
         3. Your controls\n\nYou can turn off marketing in Menu > Profile > Marketing choices at any time.\n\n\
         You can download your data from your account settings.\n\n\
         3.1 How to close your account\n\n1) Open the app and tap \"Menu\".\n2) Tap 'Profile', then press \"Account\" (or \"My account\").\n3) Tap \"Close\".\n\n\
         Write to us at privacy@harbour.example or https://harbour.example/privacy.\n",
        Language::En,
        expect![[r#"
            Contents [contents]
            1 Who we are [c1]
            2 What we hold [c2]
              2.1 Account data [c2-1]
              2.2 [c2-2]
            3 Your controls [c3]
              3.1 How to close your account [c3-1] (guide)
        "#]],
    );
    assert_eq!(notice.meta.updated, Stated::Known("2024-03-03".to_owned()));
    assert_eq!(
        notice.meta.effective,
        Stated::Known("2024-04-01".to_owned())
    );
    assert_eq!(
        paths(&notice),
        [
            "Menu > Profile > Marketing choices",
            "your account settings"
        ]
    );
    assert_eq!(labels(&notice), ["Menu", "Account/My account", "Close"]);
}

#[test]
fn an_english_text_without_numbers() {
    let notice = check(
        "Privacy at Fernleaf\nWe updated this page on 2023-11-05.\n\nWhat we collect\nWe collect your email address when you sign up.\n\n\
         How long we keep it\nAs long as you are with us. Then we delete it.\n\nYour rights\nYou may ask for a copy.\n\nFernleaf Ltd\n",
        Language::En,
        expect![[r#"
            What we collect [what-we-collect]
            How long we keep it [how-long-we-keep-it]
            Your rights [your-rights]
        "#]],
    );
    assert!(paths(&notice).is_empty());
}

#[test]
fn a_text_wrapped_at_a_width() {
    let (imported, notice) = imported(
        "PRIVACY POLICY\n\n1. Introduction\n\nThis policy explains how Kite Games collects and uses the\ninformation of its players, and which rights they have. It\napplies to all of our games.\n\n\
         2. Data we use\n\nWe use the following, among other things, to keep the games\nrunning and safe:\n\n- the scores that you reach in each of the games you play and\n  the time at which you reached them;\n- your nickname.\n",
        Language::En,
    );
    expect![[r#"
        1 Introduction [c1]
        2 Data we use [c2]
    "#]]
    .assert_eq(&outline(&notice));
    expect![[r#"
        We use the following, among other things, to keep the games running and safe:
        the scores that you reach in each of the games you play and the time at which you reached them;
        your nickname."#]].assert_eq(&text::blocks(&notice.clauses[1].blocks));
    assert!(
        imported
            .review_items
            .iter()
            .any(|item| item.what.contains("no date of last update"))
    );
}

#[test]
fn articles_and_chapters_in_english() {
    check(
        "Data Protection Rules\nChapter 1 General\nArticle 1 Purpose\nThese rules protect people.\nArticle 2 Scope\nThey apply to all staff.\n\
         Article 1 does not limit this.\nChapter 2: Duties\nArticle 3. Duty of care\nStaff shall take care.\n",
        Language::En,
        expect![[r#"
            Chapter 1 General [chapter-1]
              Article 1 Purpose [article-1]
              Article 2 Scope [article-2]
            Chapter 2: Duties [chapter-2]
              Article 3. Duty of care [article-3]
        "#]],
    );
}

#[test]
fn a_chinese_text_with_han_numbers() {
    let notice = check(
        "青禾出行隐私政策\n更新日期：2024年3月15日\n生效日期：2024年4月1日\n本次更新的主要内容如下：\n1、新增了行程分享的说明。\n2、更新了联系方式。\n引言\n青禾出行（以下简称“我们”）重视您的隐私。\n\
         一、我们如何收集和使用您的个人信息\n在您使用服务时，我们会收集以下信息。\n（一）注册信息\n当您注册账号时，我们会收集您的手机号码。\n（二）位置信息\n经您同意，我们会收集您的位置信息，您可以在“我的”>“设置”>“隐私”中关闭。\n\
         二、我们如何共享您的个人信息\n我们不会共享您的个人信息，但以下情形除外：\n（一）取得您的同意；\n（二）法律法规另有规定。\n依据《个人信息保护法》第二十三条，详见本政策第一条。\n\
         三、您的权利\n3.1 查阅\n您可以点击“我的”进入“个人信息”页面查看您的信息。\n3.2 注销账号：\n1）进入应用后，点击“我的”；\n2）点击“设置”（或“更多”）；\n3）点击“注销账号”。\n\
         四、如何联系我们\n请发送邮件至privacy@qinghe.example。\n青禾出行科技有限公司\n",
        Language::Zh,
        expect![[r#"
             [updates] (updates)
            引言 [intro]
            一、我们如何收集和使用您的个人信息 [c1]
              （一）注册信息 [c1-1]
              （二）位置信息 [c1-2]
            二、我们如何共享您的个人信息 [c2]
            三、您的权利 [c3]
              3.1 查阅 [c3-1]
              3.2 注销账号： [c3-2] (guide)
            四、如何联系我们 [c4]
        "#]],
    );
    assert_eq!(notice.meta.updated, Stated::Known("2024-03-15".to_owned()));
    assert_eq!(
        notice.meta.effective,
        Stated::Known("2024-04-01".to_owned())
    );
    assert_eq!(
        paths(&notice),
        ["“我的”>“设置”>“隐私”", "“我的”进入“个人信息”页面"]
    );
    assert_eq!(labels(&notice), ["我的", "设置/更多", "注销账号"]);
}

#[test]
fn a_chinese_text_with_articles() {
    let notice = check(
        "用户信息保护规则\n第一章 总则\n第一条 为了保护用户信息，制定本规则。\n第二条 本规则适用于下列服务：\n（一）网站；\n（二）应用。\n第一条的规定适用于前款。\n第二章 收集\n第三条 收集信息应当遵循必要原则，并符合第二条的规定。\n",
        Language::Zh,
        expect![[r#"
            第一章 总则 [chapter-1]
              第一条 [article-1]
              第二条 本规则适用于下列服务： [article-2]
            第二章 收集 [chapter-2]
              第三条 [article-3]
        "#]],
    );
    assert!(notice.clause("article-2").is_some());
}

#[test]
fn a_chinese_text_with_decimal_numbers() {
    let notice = check(
        "云帆笔记隐私指引\n1. 收集\n1.1 在您使用笔记时，我们会收集您的笔记内容。您可以前往“我”-“设置”-“隐私”管理。\n1.2.您可在设置 > 通用 > 个性化推荐中关闭推荐。\n1.3适用于所有用户。\n2.存储\n2.1存储地点\n信息存储在境内，存储2.5年。\n2.5年后我们会删除。\n",
        Language::Zh,
        expect![[r#"
            1 收集 [c1]
              1.1 [c1-1]
              1.2 [c1-2]
              1.3 [c1-3]
            2 存储 [c2]
              2.1 存储地点 [c2-1]
        "#]],
    );
    assert_eq!(
        paths(&notice),
        ["“我”-“设置”-“隐私”", "设置 > 通用 > 个性化推荐"]
    );
}

#[test]
fn roman_numbers_and_letters_in_capitals() {
    check(
        "Mill Road Clinic\nI. INTRODUCTION\nWe care.\nII. WHAT WE HOLD\nA. Records\nYour records.\nB. Bills\nYour bills.\n\
         III. YOUR RIGHTS\nYou may ask J. Smith.\nA. a copy;\nB. a correction.\n",
        Language::En,
        expect![[r#"
            I. INTRODUCTION [c1]
            II. WHAT WE HOLD [c2]
              A. Records [c2-a]
              B. Bills [c2-b]
            III. YOUR RIGHTS [c3]
        "#]],
    );
    check(
        "Letters\nA. One\nText one.\nB. Two\nText.\nC. Three\nText.\nD. Four\nText.\nE. Five\nText.\nF. Six\nText.\nG. Seven\nText.\nH. Eight\nText.\nI. Nine\nText.\nJ. Ten\nText.\n",
        Language::En,
        expect![[r#"
            A. One [ca]
            B. Two [cb]
            C. Three [cc]
            D. Four [cd]
            E. Five [ce]
            F. Six [cf]
            G. Seven [cg]
            H. Eight [ch]
            I. Nine [ci]
            J. Ten [cj]
        "#]],
    );
}

#[test]
fn numbers_without_a_full_stop() {
    check(
        "Tidewater Terms\n\n1 Introduction\n\nWe explain.\n\n2 Data\n\n2.1 Names\n\nWe keep your name for\n\n2 years or so.\n\n3 Contact\n\nCall us.\n",
        Language::En,
        expect![[r#"
            1 Introduction [c1]
            2 Data [c2]
              2.1 Names [c2-1]
            3 Contact [c3]
        "#]],
    );
}

#[test]
fn han_numbers_with_arabic_ones_below() {
    check(
        "云隐私政策\n一、收集\n1. 注册\n当您注册时，我们收集手机号。\n2. 位置\n经您同意，我们收集位置。\n二、共享\n1. 我们不会共享您的信息。\n2. 法律另有规定的除外。\n三、联系\n请联系我们。\n",
        Language::Zh,
        expect![[r#"
            一、收集 [c1]
              1 注册 [c1-1]
              2 位置 [c1-2]
            二、共享 [c2]
            三、联系 [c3]
        "#]],
    );
}

#[test]
fn markdown_of_another_company() {
    let source = "---\ntitle: Lantern Privacy\nredirect_from:\n  - /privacy\n---\n\nEffective date: November 16, 2020\n\n\
        ### Short version\n\nSee [below](#what-we-collect) and [terms](/terms), <b>all</b> of it.<br/>\nReally.\n\n\
        ## What we collect\n\n| a | b |\n|---|---|\n| c | [d][r] |\n\n1. First\n2. Second\n   - nested\n\n#### Cookies {: #cookies }\n\n![a cookie](cookie.png) *We* use `cookies`.\nGo to **Settings** > **Privacy** to turn them off.\n\n\
        ##### Detail\n\nText.\n\n## Change log\n\n- Added more.\n\n[r]: https://lantern.example/d \"t\"\n";
    let (imported, notice) = imported(source, Language::En);
    expect![[r#"
        Short version [short-version]
        What we collect [what-we-collect]
            Cookies [cookies]
        Change log [updates] (updates)
    "#]]
    .assert_eq(&outline(&notice));
    expect![[r#"
        ---
        version: 2020-11-16
        edition: demo
        language: en
        updated: not-stated
        effective: 2020-11-16
        provenance: official
        ---
        # Lantern Privacy

        Effective date: November 16, 2020

        ## Short version {#short-version}

        See [below](#what-we-collect) and terms, all of it.\
        Really.

        ## What we collect {#what-we-collect}

        | a | b |
        |---|---|
        | c | [d](https://lantern.example/d) |

        1. First
        2. Second
           - nested

        #### Cookies {#cookies}

        a cookie *We* use `cookies`. Go to [**Settings** > **Privacy**](path:cookies-path) to turn them off.

        ##### Detail

        Text.

        ## Change log {#updates .updates}

        - Added more.
    "#]].assert_eq(&imported.markdown);
    let said: Vec<String> = imported
        .review_items
        .iter()
        .map(ToString::to_string)
        .collect();
    expect![[r#"
        1: no date of last update was found; `updated` is not-stated, write the date if you know it
        1: which version this one replaces is not in the text; add `supersedes: VERSION`, unless it is the first
        11: the tag `<b>` is left out
        26: the image `cookie.png` is left out; its description stays
        11: the address `/terms` is left out, its words stay; write it in full
        9: `Short version` has no number; its id is `short-version`, use the same in the other language
        14: `What we collect` has no number; its id is `what-we-collect`, use the same in the other language
        33: `Change log` has no number; its id is `updates`, use the same in the other language
        26: path `cookies-path` is `**Settings** > **Privacy**`; name its row in settings.toml and the catalogue, and say there what it does, as `title`"#]].assert_eq(&said.join("\n"));
}

/// Names that one line gives passed through a hash map once, and came out in any order.
#[test]
fn the_list_for_the_editor_has_the_order_of_the_text() {
    let names = [
        "Ads Policy",
        "Card Terms",
        "Fee Rules",
        "Game Notice",
        "Map Terms",
        "Pay Rules",
    ];
    let sentences: Vec<String> = names
        .iter()
        .map(|name| format!("Please see {name}."))
        .collect();
    let source = format!(
        "Demo\n1. Data\n{}\n2. Rights\nAsk us.\n",
        sentences.join(" ")
    );
    let list = imported(&source, Language::En).0.review_items;
    let named: Vec<&str> = list
        .iter()
        .filter(|item| item.what.contains("without an address"))
        .filter_map(|item| item.what.split('`').nth(1))
        .collect();
    assert_eq!(named, names);
}

#[test]
fn bad_input_is_refused_in_one_sentence() {
    let metadata = |edition: &str, version: Option<&str>| Metadata {
        language: Language::En,
        edition: edition.to_owned(),
        version: version.map(str::to_owned),
        ..Metadata::default()
    };
    let refused = |bytes: &[u8]| import(bytes, &metadata("demo", None)).expect_err("it is refused");
    assert_eq!(refused(b""), Error::Empty);
    assert_eq!(refused(b" \n\t\n"), Error::Empty);
    assert!(matches!(refused(b"caf\xe9\n1. A\n"), Error::NotUtf8(3, _)));
    assert!(matches!(
        refused(b"\xff\xfe1\x00.\x00"),
        Error::NotUtf8(0, _)
    ));
    assert_eq!(refused(b"PK\x03\x04\x00\x00"), Error::Binary);
    assert_eq!(refused(&vec![b'a'; 20_000_000]), Error::TooLong(20));
    let text = b"Title\n1. A\nText.\n2. B\nText.\n";
    assert!(matches!(
        import(text, &metadata("De mo", None)),
        Err(Error::BadName("edition", _))
    ));
    assert!(matches!(
        import(text, &metadata("demo", Some("../x"))),
        Err(Error::BadName("version", _))
    ));
    assert_eq!(
        import(text, &metadata("demo", Some("2"))).map(|imported| imported.version),
        Ok("2".to_owned())
    );
    assert_eq!(
        import(text, &metadata("demo", None)).map(|imported| imported.version),
        Ok("undated".to_owned())
    );
}
