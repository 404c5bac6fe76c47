//! Which old block became which new one.
//!
//! Two lists of blocks go in, pairs come out, made in several passes over one matching
//! ([`passes`]): sure pairs first, then what is between them ([`between`]), what was split or
//! merged ([`splits`]) and what moved ([`moves`]).

pub(crate) mod passes;
pub(crate) mod matching;
mod between;
mod splits;
mod moves;
mod similarity;
mod increasing;
