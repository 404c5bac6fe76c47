//! Sixty queries of people, thirty in each language: what they expect is among the first three.
//!
//! Written before there was an index, by somebody who had not seen any code. On the first run 56 held.

use crate::editions;
use notice::{Language, Release};
use search::{Hit, Kind, Scope};
use serde::Deserialize;

#[derive(Deserialize)]
struct Expected {
    lang: Language,
    query: String,
    kind: String,
    /// Any of them will do: a clause, `control:ID`, or `path:ROW`.
    expects: Vec<String>,
}

/// What a hit is called in the queries.
fn name(hit: &Hit, release: &Release) -> String {
    let after = |place: &str| {
        let id = hit.address.split_once(place).map(|(_, id)| id);
        id.unwrap_or_default().trim_end_matches('/').to_string()
    };
    match hit.kind {
        Kind::Clause | Kind::Guide => hit.clause.clone(),
        Kind::Control => format!("control:{}", after("#choice:")),
        Kind::Path => {
            let path = release.catalogue.path(&after("settings/"));
            format!("path:{}", path.expect("a path").row)
        }
        Kind::Topic => format!("topic:{}", after("data/")),
        Kind::Definition => format!("definition:{}", hit.clause),
        Kind::Use => format!("use:{}", after("#use:")),
    }
}

#[test]
fn what_people_expect_is_among_the_first_three() {
    let own = editions::own();
    let queries: Vec<Expected> =
        serde_json::from_str(include_str!("queries.json")).expect("queries");
    let mut missed = Vec::new();
    for Expected {
        lang,
        query,
        kind,
        expects,
    } in &queries
    {
        let hits = own.index.find(query, *lang, Scope::Everything, 6);
        let names: Vec<String> = hits.iter().map(|hit| name(hit, &own.release)).collect();
        if !names.iter().take(3).any(|name| expects.contains(name)) {
            let (names, expects) = (names.join(", "), expects.join(", "));
            missed.push(format!("{query} ({kind}): {names}, and not {expects}"));
        }
    }
    let held = queries.len() - missed.len();
    println!("{held} of {} hold", queries.len());
    assert!(
        missed.is_empty(),
        "{held} hold, and not\n{}",
        missed.join("\n")
    );
}
