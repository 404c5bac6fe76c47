//! Faults that were mended, put back: the checker has to find them in new histories, not only in the
//! [`crate::recorded`] ones.
//!
//! What can be put back is what PostgreSQL does with rows: its functions are replaced once the servers
//! run. docs/decisions/histories.md lists the others.

use std::collections::BTreeSet;
use std::time::Duration;

use crate::check::Rule;
use crate::run::{Plan, run};
use crate::stores::Store;
use crate::tests::TURN;

/// In so many histories it has to be found.
const HISTORIES: u64 = 8;

/// Rows whose place, key or revision was taken were passed over and answered all the same.
const CONFIRMED_UNSTORED: &str = "
    CREATE OR REPLACE FUNCTION insert_records(fresh_rows consent_record[]) RETURNS SETOF TEXT
    LANGUAGE plpgsql AS $$
    BEGIN
        INSERT INTO consent_record
            SELECT * FROM unnest(fresh_rows)
            ON CONFLICT DO NOTHING;
        RETURN QUERY SELECT id FROM unnest(fresh_rows);
    END $$";

/// Nobody looked whether the row before was still there, so a row outlived the erasure of its chain.
const ADDED_TO_THE_ERASED: &str = "
    CREATE OR REPLACE FUNCTION insert_records(fresh_rows consent_record[]) RETURNS SETOF TEXT
    LANGUAGE plpgsql AS $$
    BEGIN
        RETURN QUERY INSERT INTO consent_record
            SELECT * FROM unnest(fresh_rows)
            ON CONFLICT DO NOTHING RETURNING id;
    END $$";

#[tokio::test(flavor = "multi_thread")]
async fn what_is_confirmed_and_not_stored_is_found() {
    let rules = [Rule::Confirmed, Rule::Keys, Rule::Chains];
    is_found(CONFIRMED_UNSTORED, 1, &rules).await;
}

#[tokio::test(flavor = "multi_thread")]
async fn what_is_added_beside_an_erasure_is_found() {
    is_found(ADDED_TO_THE_ERASED, 2, &[Rule::Chains]).await;
}

async fn is_found(put_back: &'static str, servers: usize, rules: &[Rule]) {
    let Some(store) = Store::postgres() else {
        return;
    };
    let _turn = TURN.lock().await;
    let mut missing: BTreeSet<Rule> = rules.iter().copied().collect();
    for seed in 0..HISTORIES {
        let plan = Plan {
            seed,
            servers,
            length: Duration::from_secs(4),
            patience: Duration::ZERO,
            faults: Some(Vec::new()),
            put_back: Some(put_back),
        };
        let finished = run(&store, &plan).await;
        for finding in finished.findings {
            missing.remove(&finding.rule);
        }
        if missing.is_empty() {
            return;
        }
    }
    panic!("not found in {HISTORIES} histories: {missing:?}");
}
