//! Which old block became which new one.
//!
//! Two lists of blocks go in, pairs come out. The cells of a row are aligned as one thing ([`rows`],
//! [`columns`]). Pairs are made in several passes over one matching
//! ([`passes`]): certain pairs first, which anchor the rest, as in a patience diff; then what is
//! between two anchors ([`between_anchors`]), what was split or merged ([`splits`]) and what moved
//! ([`moves`]). How alike two blocks are is said by [`similarity`], and of two rows by
//! [`row_similarity`]; which pairs kept their order by [`heaviest_subsequence`].

pub(crate) mod rows;
mod columns;
mod passes;
pub(crate) mod matching;
mod between_anchors;
mod splits;
mod moved_and_edited;
mod row_similarity;
mod similarity;
mod heaviest_subsequence;
