//! Text cut into the smallest runs that a redline may strike or add.
//!
//! A text goes in, its words come out ([`tokenize`]): figures are never cut ([`figures`]),
//! Chinese is cut by a dictionary ([`segment`]), and what differs in typography alone folds to
//! one key ([`fold`]).

pub(crate) mod tokenize;
pub(crate) mod token;
pub(crate) mod figures;
pub(crate) mod segment;
pub(crate) mod fold;
