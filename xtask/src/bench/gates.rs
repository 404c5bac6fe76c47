//! The gates of the comparison: what a number must be, and whether it is.
//!
//! Measured pairs go in; gates come out, ready to print. Entry point: [`all`].

use std::fmt;

use compare::quality::Quality;

use super::measured::Measured;

/// A number with its bar.
pub struct Gate {
    what: String,
    value: f64,
    bar: f64,
    /// Whether the bar is the least that will do; otherwise it is the most.
    is_least: bool,
    note: String,
}

impl Gate {
    fn at_most(what: impl Into<String>, value: f64, bar: f64) -> Gate {
        Gate {
            what: what.into(),
            value,
            bar,
            is_least: false,
            note: String::new(),
        }
    }

    fn at_least(what: impl Into<String>, value: f64, bar: f64) -> Gate {
        Gate {
            is_least: true,
            ..Gate::at_most(what, value, bar)
        }
    }

    fn noting(self, note: String) -> Gate {
        Gate { note, ..self }
    }

    /// Whether the number is on the right side of the bar.
    pub fn has_passed(&self) -> bool {
        if self.is_least {
            self.value >= self.bar
        } else {
            self.value <= self.bar
        }
    }
}

impl fmt::Display for Gate {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let verdict = if self.has_passed() { "pass" } else { "FAIL" };
        let side = if self.is_least { "at least" } else { "at most" };
        let Gate {
            what,
            value,
            bar,
            note,
            ..
        } = self;
        write!(f, "{verdict}  {what}: {value:.3} ({side} {bar}){note}")
    }
}

/// Every gate.
pub fn all(pairs: &[Measured]) -> Vec<Gate> {
    let all: Vec<&Measured> = pairs.iter().collect();
    let mut gates = exact(&all);
    for language in ["en", "zh"] {
        let pairs: Vec<&Measured> = all
            .iter()
            .copied()
            .filter(|pair| pair.versions.language == language)
            .collect();
        if !pairs.is_empty() {
            gates.extend(readable(language, &pairs));
            gates.extend(speed(language, &pairs));
        }
    }
    gates
}

/// What must hold on every pair.
fn exact(pairs: &[&Measured]) -> Vec<Gate> {
    let count = |has: fn(&Measured) -> bool| pairs.iter().filter(|pair| !has(pair)).count() as f64;
    let sum = |of: fn(&Quality) -> usize| total(pairs, of) as f64;
    let slowest = pairs.iter().map(|pair| pair.ours.ms).fold(0.0, f64::max);
    let cuts: usize = pairs.iter().map(|pair| pair.cuts).sum();
    vec![
        Gate::at_most(
            "pairs not rebuilt",
            count(|pair| pair.ours.forward.is_rebuilt),
            0.0,
        ),
        Gate::at_most(
            "reversed pairs not rebuilt",
            count(|pair| pair.ours.reversed.is_rebuilt),
            0.0,
        ),
        Gate::at_most(
            "texts that differ from themselves",
            count(|pair| pair.ours.is_identity),
            0.0,
        ),
        Gate::at_least(
            "pairs that both directions make, share",
            sum(|numbers| numbers.pairs_both_ways) / sum(|numbers| numbers.pairs),
            0.99,
        ),
        Gate::at_most(
            "cuts inside a Chinese word, by our dictionary",
            sum(|numbers| numbers.cut_words),
            0.0,
        ),
        Gate::at_most(
            "cuts inside a Chinese word, by the browsers' segmenter",
            cuts as f64,
            0.0,
        ),
        Gate::at_most(
            "cuts inside a number or a word in letters",
            sum(|numbers| numbers.cut_figures),
            0.0,
        ),
        Gate::at_most("slowest pair, ms", slowest, 100.0),
    ]
}

/// What makes a redline easy to read.
fn readable(language: &str, pairs: &[&Measured]) -> Vec<Gate> {
    let shares = |of: fn(&Quality) -> (usize, usize)| -> Vec<f64> {
        pairs
            .iter()
            .map(|pair| share(of(&pair.ours.forward)))
            .collect()
    };
    let sizes = shares(|numbers| (numbers.changed, numbers.shortest));
    let hunks = shares(|numbers| (numbers.hunks_in_edited, numbers.edited));
    let tiny = share((
        total(pairs, |numbers| numbers.short_equalities),
        total(pairs, |numbers| numbers.hunks),
    ));
    vec![
        Gate::at_most(
            format!("{language}: edit size against the shortest, median"),
            percentile(&sizes, 0.5),
            1.15,
        ),
        Gate::at_most(
            format!("{language}: edit size against the shortest, p90"),
            percentile(&sizes, 0.9),
            1.4,
        ),
        Gate::at_most(
            format!("{language}: hunks for each edited block, p90"),
            percentile(&hunks, 0.9),
            5.0,
        ),
        Gate::at_most(
            format!("{language}: equalities of two letters or fewer, share of hunks"),
            tiny,
            0.05,
        ),
    ]
}

/// How much faster than jsdiff, on the pairs that it solves.
fn speed(language: &str, pairs: &[&Measured]) -> Vec<Gate> {
    let solved: Vec<(f64, f64)> = pairs
        .iter()
        .filter_map(|pair| Some((pair.ours.ms, pair.jsdiff?)))
        .collect();
    let median_of =
        |of: fn(&(f64, f64)) -> f64| percentile(&solved.iter().map(of).collect::<Vec<_>>(), 0.5);
    let (ours, theirs) = (median_of(|pair| pair.0), median_of(|pair| pair.1));
    let each = median_of(|pair| pair.1 / pair.0);
    let note = format!(
        "; median {ours:.2} ms against {theirs:.1} ms, jsdiff solves {} of {}",
        solved.len(),
        pairs.len()
    );
    vec![
        Gate::at_least(
            format!("{language}: times faster than jsdiff, median against median"),
            theirs / ours,
            10.0,
        )
        .noting(note),
        Gate::at_least(
            format!("{language}: times faster than jsdiff, median of each pair"),
            each,
            10.0,
        ),
    ]
}

fn total(pairs: &[&Measured], of: fn(&Quality) -> usize) -> usize {
    pairs.iter().map(|pair| of(&pair.ours.forward)).sum()
}

fn share((part, whole): (usize, usize)) -> f64 {
    part as f64 / whole.max(1) as f64
}

/// The value below which this share of the values lies, between two where it must.
fn percentile(values: &[f64], share: f64) -> f64 {
    let mut sorted = values.to_vec();
    sorted.sort_by(f64::total_cmp);
    let Some(last) = sorted.len().checked_sub(1) else {
        return 0.0;
    };
    let place = last as f64 * share;
    let (below, above) = (place.floor(), place.ceil());
    let (low, high) = (sorted[below as usize], sorted[above as usize]);
    low + (high - low) * (place - below)
}
