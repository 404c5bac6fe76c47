//! Which consents have to be asked for again: what was agreed to is not what is declared now.
//!
//! Two catalogues and what changed between them come in, the ids of controls go out. PIPL 14: when
//! the purpose, the means or the kinds of data change, consent is obtained anew. A text that is
//! only put better asks nobody again: people who are asked for nothing stop reading.
//! Entry point: [`due`].

use notice::Catalogue;
use notice::catalogue::{Control, ControlKind, Disclosure, RefOrNot};
use notice::change::Meaning;

use crate::is_other::is_other_question;

/// The consents of `new` that `old` had too and that mean something else now, in the order of the
/// catalogue. A consent that is new was given by nobody yet.
pub fn due(old: &Catalogue, new: &Catalogue, meaning: &Meaning) -> Vec<String> {
    let consents = new
        .controls
        .iter()
        .filter(|control| control.kind == ControlKind::Consent);
    let is_due = |control: &&Control| {
        let before = old.control(&control.id);
        before.is_some_and(|before| {
            is_other_question(before, control) || governs_another(new, control, meaning)
        })
    };
    consents
        .filter(is_due)
        .map(|control| control.id.clone())
        .collect()
}

/// Whether a use that the control governs is another one, or what it names is: its data, who
/// receives them, how long they are kept.
fn governs_another(catalogue: &Catalogue, control: &Control, meaning: &Meaning) -> bool {
    let mut governed = catalogue
        .disclosures
        .iter()
        .filter(|entry| control.disclosures.contains(&entry.id));
    governed.any(|entry| {
        meaning.disclosures.changed.contains(&entry.id) || names_another(entry, meaning)
    })
}

fn names_another(entry: &Disclosure, meaning: &Meaning) -> bool {
    let any = |ids: &[String], changed: &[String]| ids.iter().any(|id| changed.contains(id));
    let is_kept_otherwise = match &entry.retention {
        RefOrNot::Id(rule) => meaning.retention.changed.contains(rule),
        RefOrNot::NotStated => false,
    };
    any(&entry.data, &meaning.data.changed)
        || any(&entry.recipients, &meaning.recipients.changed)
        || is_kept_otherwise
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Two consents that share nothing, and an opt-out.
    const DECLARED: &str = r#"
        [[controls]]
        id = "ranking"
        kind = "consent"
        clause = "ranking"
        names = { zh = "步数排行", en = "Step ranking" }
        effect = { zh = "不参加排行", en = "You are not ranked" }
        disclosures = ["ranking"]
        [[controls]]
        id = "face"
        kind = "consent"
        clause = "face"
        names = { zh = "刷脸登录", en = "Face sign-in" }
        disclosures = ["face"]
        [[controls]]
        id = "ads"
        kind = "opt-out"
        clause = "ads"
        names = { zh = "广告", en = "Ads" }
        disclosures = ["ranking"]
        [[disclosures]]
        id = "ranking"
        clause = "ranking"
        feature = { zh = "排行", en = "Ranking" }
        purpose = { zh = "排行", en = "rank friends" }
        data = ["steps"]
        recipients = ["friends"]
        retention = "month"
        [[disclosures]]
        id = "face"
        clause = "face"
        feature = { zh = "登录", en = "Sign-in" }
        purpose = { zh = "登录", en = "sign you in" }
        data = ["face"]
        [[data]]
        id = "steps"
        names = { zh = "步数", en = "Steps" }
        [[data]]
        id = "face"
        names = { zh = "人脸信息", en = "Face data" }
        [[recipients]]
        id = "friends"
        clause = "ranking"
        names = { zh = "好友", en = "Friends" }
        [[retention]]
        id = "month"
        clause = "ranking"
        names = { zh = "步数", en = "Steps" }
        rule = { zh = "一个月", en = "a month" }
    "#;

    /// Which consents are asked for again after `old` was replaced by `new`.
    #[track_caller]
    fn check(old: &str, new: &str, expected: &[&str]) {
        assert!(DECLARED.contains(old), "nothing says `{old}`");
        let read = |text: &str| Catalogue::read(text).expect("the test's catalogue reads");
        let newer = read(&DECLARED.replacen(old, new, 1));
        let meaning = crate::meaning(&read(DECLARED), &newer);
        assert_eq!(meaning.renewals, expected, "{new}");
    }

    /// A name in both languages, as the catalogue writes it.
    fn names(zh: &str, en: &str) -> String {
        format!("{{ zh = \"{zh}\", en = \"{en}\" }}")
    }

    #[test]
    fn a_release_that_declares_the_same_asks_for_nothing_again() {
        check("", "", &[]);
    }

    #[test]
    fn a_consent_to_other_data_recipients_or_retention_is_asked_for_again_and_no_other() {
        check("[\"steps\"]", "[\"steps\", \"place\"]", &["ranking"]);
        check("[\"friends\"]", "[\"friends\", \"ads\"]", &["ranking"]);
        check("= \"month\"\n", "= \"year\"\n", &["ranking"]);
    }

    #[test]
    fn a_purpose_counts_where_it_is_another_in_both_languages() {
        let purpose = names("登录", "sign you in");
        check(&purpose, &names("研究", "do research"), &["face"]);
        check(&purpose, &names("登录", "log you in"), &[]);
    }

    #[test]
    fn the_same_id_for_something_else_asks_again() {
        let data = "id = \"face\"\n        names = { zh = \"人脸信息\", en = \"Face data\" }";
        let other = "id = \"face\"\n        names = { zh = \"虹膜\", en = \"Iris scan\" }";
        check(data, other, &["face"]);
        check(data, &format!("{data}\nsensitive = true"), &["face"]);
        let friends = names("好友", "Friends");
        check(&friends, &names("公司", "Companies"), &["ranking"]);
        let month = names("一个月", "a month");
        check(&month, &names("三年", "three years"), &["ranking"]);
    }

    #[test]
    fn a_control_that_asks_another_question_asks_again() {
        let also = |line: &str| format!("disclosures = [\"face\"]\n{line}");
        let governs = also("");
        check("clause = \"face\"", "clause = \"camera\"", &["face"]);
        check(&governs, &also("sensitive = true\n"), &["face"]);
        check(&governs, &also("guardian = true\n"), &["face"]);
        check(&governs, "disclosures = [\"ranking\"]\n", &["face"]);
        check("kind = \"opt-out\"", "kind = \"consent\"", &["ads"]);
        let name = names("刷脸登录", "Face sign-in");
        check(&name, &names("人脸识别", "Face recognition"), &["face"]);
        let effect = names("不参加排行", "You are not ranked");
        check(&effect, &names("不计步", "No steps"), &["ranking"]);
        check(&effect, "\"not-stated\"", &["ranking"]);
    }

    #[test]
    fn a_consent_that_is_put_better_or_found_elsewhere_in_the_app_is_not_asked_for_again() {
        check("Face sign-in", "Sign in by face", &[]);
        check("You are not ranked", "You take no part", &[]);
        let governs = "disclosures = [\"face\"]";
        check(governs, &format!("{governs}\nway = \"path:face\""), &[]);
    }

    #[test]
    fn a_consent_that_is_new_was_given_by_nobody() {
        let id = "id = \"face\"\n        kind";
        check(id, "id = \"passkey\"\n        kind", &[]);
    }
}
