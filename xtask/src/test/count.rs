//! How many tests passed and failed, read from the runners' own totals.
//!
//! Lines of `cargo test` or the TAP of `node --test` come in, a [`Count`] goes out.
//! Entry points: [`cargo_total`] and [`tap_total`].

use std::iter::Sum;
use std::ops::{Add, AddAssign};

/// Tests that passed and failed.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Count {
    /// Tests that passed.
    pub passed: usize,
    /// Tests that failed.
    pub failed: usize,
}

impl Count {
    /// A stage without counts of its own, done.
    pub const ONE_PASSED: Self = Self {
        passed: 1,
        failed: 0,
    };
    /// A stage without counts of its own, or one that broke.
    pub const ONE_FAILED: Self = Self {
        passed: 0,
        failed: 1,
    };

    /// The count of a runner that ended well or not: tests that did not even compile are in no
    /// total, and still they failed.
    pub fn unless_succeeded(mut self, succeeded: bool) -> Self {
        if !succeeded {
            self.failed = self.failed.max(1);
        }
        self
    }
}

impl Add for Count {
    type Output = Self;

    fn add(self, other: Self) -> Self {
        Self {
            passed: self.passed + other.passed,
            failed: self.failed + other.failed,
        }
    }
}

impl AddAssign for Count {
    fn add_assign(&mut self, other: Self) {
        *self = *self + other;
    }
}

impl Sum for Count {
    fn sum<I: Iterator<Item = Self>>(counts: I) -> Self {
        counts.fold(Self::default(), Add::add)
    }
}

/// The total in `test result: ok. 3 passed; 1 failed; ...`, when the line is one.
pub fn cargo_total(line: &str) -> Option<Count> {
    let (_, total) = line
        .trim_start()
        .strip_prefix("test result: ")?
        .split_once(". ")?;
    let number = |word: &str| {
        let part = total
            .split(';')
            .find(|part| part.trim_end().ends_with(word))?;
        part.split_whitespace().next()?.parse().ok()
    };
    Some(Count {
        passed: number(" passed")?,
        failed: number(" failed")?,
    })
}

/// The total of `node --test`, from the comments at the end of its TAP.
/// A test that was cancelled had no chance to pass, so it failed.
pub fn tap_total(tap: &str) -> Count {
    let number = |word: &str| -> usize {
        let prefix = format!("# {word} ");
        let line = tap
            .lines()
            .rev()
            .find_map(|line| line.strip_prefix(prefix.as_str()));
        line.and_then(|rest| rest.trim().parse().ok()).unwrap_or(0)
    };
    Count {
        passed: number("pass"),
        failed: number("fail") + number("cancelled"),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn cargos_total_is_read_whether_it_passed_or_not() {
        let passed = "test result: ok. 12 passed; 0 failed; 1 ignored; 0 measured; 0 filtered out";
        assert_eq!(
            cargo_total(passed),
            Some(Count {
                passed: 12,
                failed: 0
            })
        );
        let failed = "test result: FAILED. 3 passed; 2 failed; 0 ignored; finished in 0.02s";
        assert_eq!(
            cargo_total(failed),
            Some(Count {
                passed: 3,
                failed: 2
            })
        );
        assert_eq!(cargo_total("test parse::a_result ... ok"), None);
    }

    #[test]
    fn nodes_total_counts_a_cancelled_test_as_failed() {
        let tap = "ok 1 - reads\n1..2\n# tests 9\n# pass 6\n# fail 2\n# cancelled 1\n# skipped 0\n";
        assert_eq!(
            tap_total(tap),
            Count {
                passed: 6,
                failed: 3
            }
        );
    }

    #[test]
    fn a_runner_that_broke_counts_as_one_failed_test() {
        assert_eq!(Count::default().unless_succeeded(false), Count::ONE_FAILED);
        assert_eq!(Count::ONE_PASSED.unless_succeeded(true), Count::ONE_PASSED);
    }
}
