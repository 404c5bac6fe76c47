//! Real notices and laws: every neighbouring pair of every set, where the corpus is present.
//!
//! `cargo xtask bench compare` prints the numbers of the same pairs; here they must hold.

use std::fs;
use std::path::{Path, PathBuf};

use compare::quality::{self, Quality};
use notice::Notice;
use notice::change::Status;

const CORPUS: &str = "../../../shared/corpus";

#[test]
fn every_pair_is_rebuilt_both_ways() {
    each_pair(|name, old, new| {
        for (old, new) in [(old, new), (new, old)] {
            assert!(quality::of(old, new).is_rebuilt, "{name}");
        }
    });
}

#[test]
fn nothing_is_cut_inside_a_word_or_number() {
    each_pair(|name, old, new| {
        let Quality {
            cut_words,
            cut_figures,
            ..
        } = quality::of(old, new);
        assert_eq!((cut_words, cut_figures), (0, 0), "{name}");
    });
}

#[test]
fn pairs_are_the_same_both_ways_round() {
    let (mut both, mut all) = (0, 0);
    each_pair(|_, old, new| {
        let quality = quality::of(old, new);
        both += quality.pairs_both_ways;
        all += quality.pairs;
    });
    assert!(both * 100 >= all * 99, "{both} of {all}");
}

#[test]
fn a_notice_does_not_differ_from_itself() {
    each_pair(|name, old, _| {
        let blocks = compare::notices(old, old).blocks;
        let is_same = |status: Status| status == Status::Same;
        assert!(blocks.iter().all(|block| is_same(block.status)), "{name}");
    });
}

fn each_pair(mut check: impl FnMut(&str, &Notice, &Notice)) {
    let corpus = Path::new(CORPUS);
    if !corpus.is_dir() {
        return println!("skipped: there is no corpus here");
    }
    for versions in inside(corpus).iter().flat_map(|set| inside(set)) {
        let texts: Vec<PathBuf> = inside(&versions);
        for two in texts.windows(2) {
            let read =
                |path: &Path| notice::parse(&fs::read_to_string(path).expect("a text reads")).0;
            check(
                &two[1].display().to_string(),
                &read(&two[0]),
                &read(&two[1]),
            );
        }
    }
}

/// What a folder holds, in order; nothing where it is a file.
fn inside(folder: &Path) -> Vec<PathBuf> {
    let mut paths: Vec<PathBuf> = match fs::read_dir(folder) {
        Ok(entries) => entries
            .map(|entry| entry.expect("a folder reads").path())
            .collect(),
        Err(_) => Vec::new(),
    };
    paths.sort();
    paths
}
