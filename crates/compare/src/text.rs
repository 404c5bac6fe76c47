//! Text cut into tokens, the least that a redline may strike or add.
//!
//! A text goes in, its tokens come out ([`tokenize`]): figures are never cut ([`figures`]), Chinese
//! is segmented by a dictionary ([`word_segmentation`]), and what differs in typography alone folds to one
//! key ([`fold`](mod@fold)).

pub(crate) mod token;
pub(crate) mod tokenize;
pub(crate) mod uncut_figures;
pub(crate) mod word_segmentation;
pub(crate) mod fold;
