//! Measures comparisons for `cargo xtask bench compare`, which builds this for speed.
//!
//! JSON lines `{"old", "new"}` with two paths come in on standard input; one
//! [`TimedComparison`] for each goes out on standard output.

use std::io::BufRead;
use std::time::Instant;

use compare::quality::{self, TimedComparison};
use notice::change::{BlockChange, Status};
use serde::Deserialize;

/// How often each pair is compared; the median counts.
const RUNS: usize = 15;

#[derive(Deserialize)]
struct Files {
    old: String,
    new: String,
}

fn main() {
    for line in std::io::stdin().lock().lines() {
        let line = line.expect("the bench writes UTF-8");
        let files: Files = serde_json::from_str(&line).expect("the bench writes one pair a line");
        let read = |path| std::fs::read_to_string(path).expect("the bench names texts that exist");
        let timed = timed(&read(&files.old), &read(&files.new));
        let line = serde_json::to_string(&timed).expect("numbers can be written");
        println!("{line}");
    }
}

fn timed(old: &str, new: &str) -> TimedComparison {
    let ms = median(|| {
        let comparison = compare::notices(&notice::parse(old).0, &notice::parse(new).0);
        std::hint::black_box(comparison);
    });
    let (old, new) = (notice::parse(old).0, notice::parse(new).0);
    let is_unchanged = |block: &BlockChange| block.status == Status::Same && block.links.is_empty();
    TimedComparison {
        ms,
        forward: quality::of(&old, &new),
        reversed: quality::of(&new, &old),
        is_identity: compare::notices(&new, &new).blocks.iter().all(is_unchanged),
        blocks: compare::notices(&old, &new).blocks,
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
