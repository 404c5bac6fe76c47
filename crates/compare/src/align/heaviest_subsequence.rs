//! Which pairs kept their order, so that all others have moved: the heaviest increasing
//! subsequence.
//!
//! Jacobson and Vo, "Heaviest increasing/common subsequence problems" (1992), in O(n log n) by a
//! Fenwick tree of prefix maxima. A patience diff takes the *longest* such subsequence; here each
//! pair weighs as many words as it has, so that a paragraph that jumps over three short headings
//! is what stays. Entry point: [`heaviest_increasing`].

/// For each pair, in order of its old index, whether it is in the heaviest set that does not cross.
///
/// `pairs` holds the new index and the weight of each.
pub(crate) fn heaviest_increasing(pairs: &[(usize, u64)]) -> Vec<bool> {
    let width = pairs.iter().map(|pair| pair.0 + 1).max().unwrap_or(0);
    let mut chains = PrefixMaxima::new(width);
    let mut before = Vec::with_capacity(pairs.len());
    for (index, &(place, weight)) in pairs.iter().enumerate() {
        let (sum, last) = chains.heaviest_below(place);
        before.push(last);
        chains.insert(place, sum + weight, index);
    }
    let mut is_kept = vec![false; pairs.len()];
    let mut next = chains.heaviest_below(width).1;
    while let Some(index) = next {
        is_kept[index] = true;
        next = before[index];
    }
    is_kept
}

/// The heaviest chain that ends below a place, with its last pair: a Fenwick tree (1994) of
/// maxima, which can only ever rise.
struct PrefixMaxima {
    tree: Vec<(u64, Option<usize>)>,
}

impl PrefixMaxima {
    fn new(width: usize) -> PrefixMaxima {
        PrefixMaxima {
            tree: vec![(0, None); width + 1],
        }
    }

    fn heaviest_below(&self, place: usize) -> (u64, Option<usize>) {
        let mut best = (0, None);
        let mut at = place;
        while at > 0 {
            if self.tree[at].0 > best.0 {
                best = self.tree[at];
            }
            // Drops the lowest bit that is set.
            at &= at - 1;
        }
        best
    }

    fn insert(&mut self, place: usize, sum: u64, index: usize) {
        let mut at = place + 1;
        while at < self.tree.len() {
            if sum > self.tree[at].0 {
                self.tree[at] = (sum, Some(index));
            }
            // Adds the lowest bit that is set.
            at += at & at.wrapping_neg();
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_lighter_of_two_that_cross_has_moved() {
        assert_eq!(heaviest_increasing(&[(1, 5), (0, 3)]), [true, false]);
        assert_eq!(heaviest_increasing(&[(1, 3), (0, 5)]), [false, true]);
    }

    #[test]
    fn one_block_that_jumps_over_three_is_the_one_that_moved() {
        assert_eq!(
            heaviest_increasing(&[(1, 2), (2, 2), (3, 2), (0, 2)]),
            [true, true, true, false]
        );
    }
}
