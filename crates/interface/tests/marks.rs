//! Marks: what is written by one side is read by the other, and nothing else is.

use std::collections::HashMap;
use std::fmt::Debug;

use interface::marks::{self, Change, Changes, Control, ControlKind, Mark, Value, Word};

/// What is written by a mark is read by it; a word that nobody knows is nothing.
#[track_caller]
fn check<T: Word + PartialEq + Debug>(mark: Mark<T>) {
    let words = T::words();
    assert!(!words.is_empty(), "{}", mark.name);
    for word in words {
        let value = T::read(word.to_string()).expect("its own word");
        assert_eq!(mark.says(value), word, "{}", mark.name);
        assert_eq!(mark.read(|_| Some(word.to_string())), Some(value));
        let selector = format!("[{}=\"{word}\"]", mark.name);
        assert_eq!(mark.saying(value), selector);
    }
    assert_eq!(mark.read(|_| Some("opt-uot".to_string())), None);
    assert_eq!(mark.read(|_| None), None);
    assert_eq!(mark.selector, format!("[{}]", mark.name));
}

#[test]
fn every_word_is_read_as_it_was_written() {
    check(marks::APP);
    check(marks::THEME);
    check(marks::LANG);
    check(marks::SWAP);
    check(marks::PLACE);
    check(marks::KIND);
    check(marks::PHASE);
    check(marks::CHECK_UP_STEP);
    check(marks::CHANGES);
    check(marks::CHANGES_STEP);
    check(marks::CHANGE);
    check(marks::BLOCK);
    check(marks::KEY);
    let several: Changes = Change::words().into_iter().filter_map(change).collect();
    let written = marks::KINDS.says(&several);
    assert_eq!(marks::KINDS.read(|_| Some(written)), Some(several));
    assert_eq!(marks::KINDS.read(|_| Some("added, moved".into())), None);
}

fn change(word: &str) -> Option<Change> {
    Change::read(word.to_string())
}

#[test]
fn texts_and_numbers_are_read_as_they_were_written() {
    let said = |text: &'static str| move |_: &str| Some(text.to_string());
    assert_eq!(marks::NAME.read(said("广告")), Some("广告".to_string()));
    assert_eq!(
        marks::LAST.read(said("18446744073709551615")),
        Some(u64::MAX)
    );
    assert_eq!(marks::LAST.read(said("")), None);
    assert_eq!(marks::GUARDIAN.read(said("")), Some(()));
    assert_eq!(marks::PURPOSE.saying("ads"), "[data-purpose=\"ads\"]");
}

fn attributes(control: &Control) -> HashMap<&'static str, String> {
    let mut attributes = HashMap::from([
        (marks::PURPOSE.name, control.purpose.clone()),
        (marks::KIND.name, marks::KIND.says(control.kind).to_string()),
        (marks::NAME.name, control.name.clone()),
        (marks::WORDS_HASH.name, control.words_hash.clone()),
    ]);
    attributes.extend(
        control
            .statement_hash
            .clone()
            .map(|text| (marks::STATEMENT_HASH.name, text)),
    );
    attributes.extend(control.way.clone().map(|text| (marks::WAY.name, text)));
    attributes.extend(control.steps.clone().map(|text| (marks::STEPS.name, text)));
    attributes.extend(
        control
            .guardian
            .then(|| (marks::GUARDIAN.name, String::new())),
    );
    attributes
}

#[test]
fn a_control_is_read_as_it_was_written() {
    for kind in ControlKind::ALL {
        for (statement_hash, guardian) in [(None, false), (Some("5a".to_string()), true)] {
            let control = Control {
                purpose: "ads".into(),
                kind,
                name: "Ads".into(),
                words_hash: "1f".into(),
                way: statement_hash.clone(),
                steps: statement_hash.clone(),
                statement_hash,
                guardian,
            };
            let written = attributes(&control);
            let read = Control::read(|name| written.get(name).cloned());
            assert_eq!(read.as_ref(), Some(&control));
            for name in [
                marks::PURPOSE.name,
                marks::KIND.name,
                marks::WORDS_HASH.name,
            ] {
                let mut lacking = attributes(&control);
                lacking.remove(name);
                assert_eq!(
                    Control::read(|name| lacking.get(name).cloned()),
                    None,
                    "{name}"
                );
            }
        }
    }
}

#[test]
fn no_attribute_has_two_marks() {
    let mut names: Vec<&str> = marks::all().iter().map(|mark| mark.name).collect();
    names.sort_unstable();
    let count = names.len();
    names.dedup();
    assert_eq!(names.len(), count);
}
