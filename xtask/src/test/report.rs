//! The end of a test run: a table of stages and the total.
//!
//! [`Outcome`]s come in, text goes out. Entry point: [`table`].

use std::fmt::Write;
use std::time::Duration;

use super::count::Count;

/// What became of one stage.
pub struct Outcome {
    /// The stage.
    pub name: &'static str,
    /// Its tests.
    pub count: Count,
    /// How long it took.
    pub time: Duration,
}

/// The table, ending in the plain line `N passed, N failed`.
pub fn table(outcomes: &[Outcome]) -> String {
    let mut text = format!(
        "\n{:<11} {:>6} {:>6} {:>8}\n",
        "stage", "passed", "failed", "time"
    );
    for Outcome { name, count, time } in outcomes {
        let seconds = time.as_secs_f64();
        writeln!(
            text,
            "{name:<11} {:>6} {:>6} {seconds:>7.1}s",
            count.passed, count.failed
        )
        .expect("a string takes every line");
    }
    let Count { passed, failed } = total(outcomes);
    text + &format!("\n{passed} passed, {failed} failed\n")
}

/// All stages together.
pub fn total(outcomes: &[Outcome]) -> Count {
    outcomes.iter().map(|outcome| outcome.count).sum()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_table_ends_in_the_plain_total() {
        let outcomes = [
            Outcome {
                name: "unit",
                count: Count {
                    passed: 40,
                    failed: 1,
                },
                time: Duration::from_millis(2500),
            },
            Outcome {
                name: "size",
                count: Count::ONE_PASSED,
                time: Duration::from_secs(0),
            },
        ];
        let text = table(&outcomes);
        assert!(
            text.contains("unit            40      1     2.5s\n"),
            "{text}"
        );
        assert!(text.ends_with("\n41 passed, 1 failed\n"), "{text}");
    }
}
