//! The redline of one pair of texts: which words were struck and which were added.
//!
//! Two lists of words go in, [`Island`]s come out: stretches of change, with words between
//! them that stand in both. The steps: the shortest edit ([`shortest`](mod@super::shortest)), the most telling
//! alignment where edits stand close ([`realign`]), then what makes it read as prose
//! ([`slide`](mod@super::slide), [`cleanup`]). Entry point: [`islands`].

use crate::redline::hunk::{Island, Pair, push};
use crate::redline::slide::slide;
use crate::redline::{cleanup, realign, shortest};

/// What was struck and what was added.
pub(crate) fn islands(pair: Pair<'_>) -> Vec<Island> {
    let rough = shortest::of_words(pair);
    let aligned = realign::alignment(pair, rough);
    let mut islands = with_variants(pair, aligned);
    slide(pair, &mut islands);
    cleanup::absorb(pair, &mut islands);
    cleanup::rewritten(pair, &mut islands);
    slide(pair, &mut islands);
    cleanup::complete(pair, &mut islands);
    islands
}

/// The shortest edit alone, against which a redline can be measured.
pub(crate) fn shortest(pair: Pair<'_>) -> Vec<Island> {
    with_variants(pair, shortest::of_words(pair))
}

/// Words that match but for typography or capitals become islands of their own.
fn with_variants(pair: Pair<'_>, islands: Vec<Island>) -> Vec<Island> {
    let end = Island {
        old: pair.old.len()..pair.old.len(),
        new: pair.new.len()..pair.new.len(),
    };
    let mut all: Vec<Island> = Vec::with_capacity(islands.len());
    let (mut old_at, mut new_at) = (0, 0);
    for island in islands.into_iter().chain([end]) {
        for (old, new) in (old_at..island.old.start).zip(new_at..island.new.start) {
            if pair.old[old].text != pair.new[new].text {
                push(
                    &mut all,
                    Island {
                        old: old..old + 1,
                        new: new..new + 1,
                    },
                );
            }
        }
        (old_at, new_at) = (island.old.end, island.new.end);
        if !(island.old.is_empty() && island.new.is_empty()) {
            push(&mut all, island);
        }
    }
    all
}
