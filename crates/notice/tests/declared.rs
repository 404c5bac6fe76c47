//! What the readers of catalogue and settings manifest make of small files.

use notice::catalogue::{Basis, ControlKind, DocumentKind, End, RefOrNot, Sensitive, Want, Way};
use notice::settings::{At, Gesture, Icon, RowKind};
use notice::{Catalogue, ClauseId, Language, Names, Release, Said, Settings, release};

const CATALOGUE: &str = r#"
[provider]
names = { zh = "示例公司", en = "Example Ltd" }
address = { zh = "深圳", en = "Shenzhen" }

[[controls]]
id = "ads"
kind = "opt-out"
clause = "cross-feature-use"
way = "path:personalized-ads"
names = { zh = "个性化广告", en = "Personalised ads" }
effect = { zh = "不再推荐", en = "No recommendation" }
default = "not-stated"
sensitive = false
guardian = false
disclosures = ["listen"]

[[disclosures]]
id = "listen"
source = "D41"
clause = "listen"
feature = { zh = "听一听", en = "Listen" }
purpose = { zh = "推荐", en = "Recommend" }
data = ["listen-records"]
basis = "explicit-consent"
refusal = "not-stated"
sensitive = "inferred"
automated = true
recipients = []
retention = "not-stated"

[[data]]
id = "listen-records"
names = { zh = "记录", en = "Records" }

[[documents]]
id = "list"
kind = "in-app list"
clauses = ["listen"]
names = { zh = "清单", en = "List" }

[[paths]]
id = "personalized-ads"
source = "P20"
clause = "cross-feature-use"
title = { zh = "关掉广告", en = "Switch off ads" }
row = "me.ads"
ends = ["toggle", "delete-request"]

[[guides]]
id = "delete-messages"
outcome = ["delete"]
wants = "delete"
destructive = true
steps = ["chat", "", "me|me.ads"]
flows = [{ id = "delete-one", zh = "一条", en = "One", from = 1, to = 2 }]
follows = { step = 1, guide = "other", upto = 4 }
enables_first = false

[files]
zh = "00"
"#;

#[test]
fn a_catalogue_is_read_as_the_format_says() {
    let catalogue = Catalogue::read(CATALOGUE).unwrap();
    let control = catalogue.control("ads").unwrap();
    assert_eq!(control.kind, ControlKind::OptOut);
    assert_eq!(control.way, Some(Way::Path("personalized-ads".to_owned())));
    assert_eq!(control.effect.get(Language::En), Some("No recommendation"));
    assert_eq!(control.default, Said::NotStated);
    let disclosure = &catalogue.disclosures[0];
    assert_eq!(
        (disclosure.basis, disclosure.sensitive),
        (Basis::ExplicitConsent, Sensitive::Inferred)
    );
    assert_eq!(disclosure.retention, RefOrNot::NotStated);
    assert_eq!(catalogue.documents[0].kind, DocumentKind::InAppList);
    assert_eq!(
        catalogue.path("personalized-ads").unwrap().ends,
        [End::Toggle, End::DeleteRequest]
    );
    assert_eq!(
        catalogue
            .path("personalized-ads")
            .unwrap()
            .title
            .get(Language::En),
        "Switch off ads"
    );
    let guide = catalogue.guide("delete-messages").unwrap();
    assert_eq!(guide.title, Names::default(), "a draft may have none yet");
    assert_eq!(guide.flows[0].id, "delete-one");
    assert_eq!((guide.wants, guide.steps.len()), (Want::Delete, 3));
    assert_eq!(
        guide.follows.as_ref().unwrap().guide,
        ClauseId("other".to_owned())
    );
    assert_eq!(
        guide.flows[0].names(),
        Names {
            zh: "一条".to_owned(),
            en: "One".to_owned()
        }
    );
    assert_eq!(
        (
            catalogue.files.of(Language::Zh),
            catalogue.files.of(Language::En)
        ),
        (Some("00"), None)
    );
}

#[test]
fn an_empty_catalogue_is_a_draft() {
    assert_eq!(Catalogue::read("").unwrap(), Catalogue::default());
}

#[test]
fn a_wrong_catalogue_is_said_with_its_line() {
    let said = |text: &str| Catalogue::read(text).unwrap_err().to_string();
    assert_eq!(
        said("[[data]]\nid = \"a\"\nnames = { zh = \"a\" }\n"),
        "catalogue.toml:3: missing field `en`; see docs/notice-format.md for what stands there"
    );
    assert_eq!(
        said(&CATALOGUE.replace("path:personalized-ads", "somewhere")),
        "catalogue.toml:10: way `somewhere` is not path:ID or guide:ID; see docs/notice-format.md for what stands there"
    );
    assert!(
        said(&CATALOGUE.replace("refusal = \"not-stated\"", "refusal = \"none\""))
            .contains("`none` is not known; write not-stated, or { zh = \"...\", en = \"...\" }")
    );
    assert!(said("[[controls]]\nid = \"a\"\nkinds = \"x\"\n").contains("unknown field `kinds`"));
    assert!(said("[[").starts_with("catalogue.toml:1: "));
}

const SETTINGS: &str = r#"
[[rows]]
id = "me"
kind = "screen"
zh = "我"
en = "Me"

[[rows]]
id = "me.settings"
kind = "screen"
zh = "设置"
en = "Settings"

[[rows]]
id = "me.settings.general"
kind = "screen"
zh = "通用"
en = "General"
also = [{ zh = "聊天", en = "Chats", where = "some-versions" }]

[[rows]]
id = "me.more"
kind = "action"
zh = "…"
en = "…"
icon = "more"
at = "top-right"
gesture = "hold"
unlabelled = true
"#;

#[test]
fn rows_form_a_tree() {
    let settings = Settings::read(SETTINGS).unwrap();
    let ids = |rows: Vec<&notice::settings::Row>| {
        rows.iter().map(|row| row.id.clone()).collect::<Vec<_>>()
    };
    assert_eq!(
        ids(settings.children("me").collect()),
        ["me.settings", "me.more"]
    );
    assert_eq!(ids(settings.children("").collect()), ["me"]);
    assert_eq!(
        ids(settings.ancestors("me.settings.general")),
        ["me", "me.settings"]
    );
    assert_eq!(ids(settings.chain("me.settings")), ["me", "me.settings"]);
    assert_eq!(settings.parent("me.more").unwrap().id, "me");
    assert!(settings.parent("me").is_none());
}

#[test]
fn a_row_answers_to_each_of_its_labels() {
    let settings = Settings::read(SETTINGS).unwrap();
    let general = settings.row("me.settings.general").unwrap();
    assert!(general.is_called("Chats", Language::En) && general.is_called("聊天", Language::Zh));
    assert!(
        !general.is_called("Chats", Language::Zh) && !general.is_called("general", Language::En)
    );
    let more = settings.row("me.more").unwrap();
    assert!(more.is_called("...", Language::En) && more.is_called("……", Language::Zh));
    assert_eq!(
        (more.kind, more.icon, more.at, more.gesture),
        (
            RowKind::Action,
            Some(Icon::More),
            At::TopRight,
            Gesture::Hold
        )
    );
}

#[test]
fn releases_stand_in_the_order_of_what_supersedes_what() {
    let release = |version: &str, before: &str| {
        let supersedes = if before.is_empty() {
            String::new()
        } else {
            format!("supersedes: {before}\n")
        };
        let source = format!("---\nversion: {version}\n{supersedes}---\n# T\n");
        Release::new(version, &[(Language::En, &source)], Catalogue::default())
    };
    let order = |releases: Vec<Release>| {
        release::in_order(releases)
            .into_iter()
            .map(|release| release.version)
            .collect::<Vec<_>>()
    };
    assert_eq!(
        order(vec![release("a", "z"), release("m", "a"), release("z", "")]),
        ["z", "a", "m"]
    );
    assert_eq!(
        order(vec![release("b", "a"), release("a", "b")]),
        ["a", "b"],
        "a ring still gives an order"
    );
    assert_eq!(
        order(vec![release("b", "gone"), release("a", "b")]),
        ["b", "a"]
    );
}

#[test]
fn a_release_knows_the_hash_and_the_language_of_each_file() {
    let source = "---\nversion: 1\nedition: e\nlanguage: zh\nupdated: not-stated\neffective: not-stated\nprovenance: official\n---\n# 标题\n";
    let release = Release::new(
        "1",
        &[(Language::En, source), (Language::Zh, source)],
        Catalogue::default(),
    );
    assert_eq!(release.texts[0].language, Language::Zh);
    assert_eq!(release.texts[0].problems, []);
    assert_eq!(release.text(Language::En).unwrap().problems.len(), 1);
    assert_eq!(release.edition(), "e");
    assert_eq!(
        release::text_hash("abc"),
        "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad"
    );
}
