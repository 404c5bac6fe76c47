//! The redline of two texts: which tokens were struck and which were added.
//!
//! Two lists of tokens go in, hunks of change come out ([`pipeline`]), and from these the runs of
//! text that a page shows ([`spans`](mod@spans)).

pub(crate) mod pipeline;
pub(crate) mod hunk;
mod shortest_edit;
mod realign;
mod slide;
mod cleanup;
pub(crate) mod spans;
