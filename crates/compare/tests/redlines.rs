//! The redline cases.
use notice::change::{Op, Span};
use serde::Deserialize;

#[derive(Deserialize)]
struct Case {
    id: String,
    old: String,
    new: String,
    accept: Vec<String>,
}

fn written(spans: &[Span]) -> String {
    spans
        .iter()
        .map(|Span(op, text)| match op {
            Op::Equal => text.clone(),
            Op::Delete => format!("[-{text}-]"),
            Op::Insert => format!("{{+{text}+}}"),
        })
        .collect()
}

#[test]
fn shared() {
    let text = std::fs::read_to_string("../../../shared/corpus/redline-cases/inline.json").unwrap();
    let cases: Vec<Case> = serde_json::from_str(&text).unwrap();
    let mut bad = 0;
    for case in cases {
        let got = written(&compare::inline(&case.old, &case.new));
        if !case.accept.contains(&got) {
            bad += 1;
            println!("{}: {got}\n   {:?}", case.id, case.accept);
        }
    }
    assert_eq!(bad, 0);
}
