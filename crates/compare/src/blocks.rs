//! A notice flattened into the blocks that are compared.
//!
//! A notice goes in, blocks come out ([`flatten`](mod@flatten)), each with the number or label in
//! front of it set aside ([`label`]) and cells with the names of their row and column ([`table`]).

pub(crate) mod block;
pub(crate) mod flatten;
mod label;
mod line;
mod table;

pub(crate) use block::{Block, CellPlace};
