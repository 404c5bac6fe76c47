//! Measures comparisons for `cargo xtask bench compare`, which builds this with optimisation.
//!
//! JSON lines `{"old", "new"}` with two paths go in on standard input; a line of numbers for
//! each pair comes out. Entry point: [`main`].

use std::io::BufRead;
use std::time::Instant;

use compare::measure::{self, Measures};
use serde::{Deserialize, Serialize};

/// How often each pair is compared; the median counts.
const RUNS: usize = 15;

#[derive(Deserialize)]
struct Files {
    old: String,
    new: String,
}

#[derive(Serialize)]
struct Line {
    /// Milliseconds from the two texts to what changed, in the median.
    ms: f64,
    /// How many of them reading the Markdown takes.
    parse_ms: f64,
    forward: Numbers,
    reversed: Numbers,
    identical: bool,
    blocks: Vec<notice::change::BlockChange>,
}

#[derive(Serialize)]
struct Numbers {
    is_rebuilt: bool,
    links_both_ways: usize,
    links: usize,
    changed: usize,
    shortest: usize,
    islands: usize,
    islands_in_edited: usize,
    edited: usize,
    tiny_gaps: usize,
    cut_words: usize,
    cut_figures: usize,
}

fn main() {
    for line in std::io::stdin().lock().lines() {
        let line = line.expect("the bench writes UTF-8");
        let files: Files = serde_json::from_str(&line).expect("the bench writes one pair a line");
        let old = std::fs::read_to_string(&files.old).expect("the bench names files that exist");
        let new = std::fs::read_to_string(&files.new).expect("the bench names files that exist");
        let line = measured(&old, &new);
        println!(
            "{}",
            serde_json::to_string(&line).expect("numbers can be written")
        );
    }
}

fn measured(old: &str, new: &str) -> Line {
    let (old_notice, new_notice) = (notice::parse(old).0, notice::parse(new).0);
    let same = compare::notices(&new_notice, &new_notice).blocks;
    let is_same = |block: &notice::change::BlockChange| {
        block.status == notice::change::Status::Same && block.links.is_empty()
    };
    Line {
        ms: median(|| {
            compare::notices(&notice::parse(old).0, &notice::parse(new).0);
        }),
        parse_ms: median(|| {
            std::hint::black_box((notice::parse(old), notice::parse(new)));
        }),
        forward: numbers(&measure::of(&old_notice, &new_notice)),
        reversed: numbers(&measure::of(&new_notice, &old_notice)),
        identical: same.iter().all(is_same),
        blocks: compare::notices(&old_notice, &new_notice).blocks,
    }
}

fn median(run: impl Fn()) -> f64 {
    let time = |_| {
        let start = Instant::now();
        run();
        start.elapsed().as_secs_f64() * 1000.0
    };
    let mut times: Vec<f64> = (0..RUNS).map(time).collect();
    times.sort_by(f64::total_cmp);
    times[RUNS / 2]
}

fn numbers(measures: &Measures) -> Numbers {
    Numbers {
        is_rebuilt: measures.is_rebuilt,
        links_both_ways: measures.links_both_ways,
        links: measures.links,
        changed: measures.changed,
        shortest: measures.shortest,
        islands: measures.islands,
        islands_in_edited: measures.islands_in_edited,
        edited: measures.edited,
        tiny_gaps: measures.tiny_gaps,
        cut_words: measures.cut_words,
        cut_figures: measures.cut_figures,
    }
}
