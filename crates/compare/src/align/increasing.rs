//! Order: which links hold their place, so that all others have moved.
//!
//! Links between old and new places go in, a yes or no for each comes out: the heaviest set
//! of links that does not cross stays. Entry point: [`in_place`].

/// For each link, in order of its old place, whether it holds its place.
///
/// `links` holds the new place and the weight of each.
pub(crate) fn in_place(links: &[(usize, u64)]) -> Vec<bool> {
    let width = links.iter().map(|link| link.0 + 1).max().unwrap_or(0);
    let mut heaviest = Heaviest::new(width);
    let mut before = Vec::with_capacity(links.len());
    for (index, &(place, weight)) in links.iter().enumerate() {
        let (sum, last) = heaviest.below(place);
        before.push(last);
        heaviest.put(place, sum + weight, index);
    }
    let mut stays = vec![false; links.len()];
    let mut next = heaviest.below(width).1;
    while let Some(index) = next {
        stays[index] = true;
        next = before[index];
    }
    stays
}

/// The heaviest chain of links that ends below a place: a tree of prefix maxima.
struct Heaviest {
    tree: Vec<(u64, Option<usize>)>,
}

impl Heaviest {
    fn new(width: usize) -> Heaviest {
        Heaviest {
            tree: vec![(0, None); width + 1],
        }
    }

    fn below(&self, place: usize) -> (u64, Option<usize>) {
        let mut best = (0, None);
        let mut at = place;
        while at > 0 {
            if self.tree[at].0 > best.0 {
                best = self.tree[at];
            }
            at &= at - 1;
        }
        best
    }

    fn put(&mut self, place: usize, sum: u64, index: usize) {
        let mut at = place + 1;
        while at < self.tree.len() {
            if sum > self.tree[at].0 {
                self.tree[at] = (sum, Some(index));
            }
            at += at & at.wrapping_neg();
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_lighter_of_two_that_cross_has_moved() {
        assert_eq!(in_place(&[(1, 5), (0, 3)]), [true, false]);
        assert_eq!(in_place(&[(1, 3), (0, 5)]), [false, true]);
    }

    #[test]
    fn one_block_that_jumps_over_three_is_the_one_that_moved() {
        assert_eq!(
            in_place(&[(1, 2), (2, 2), (3, 2), (0, 2)]),
            [true, true, true, false]
        );
    }
}
