//! A notice laid flat into the blocks that are compared.
//!
//! A notice goes in, blocks come out ([`flatten`]), each with the number or label in front of it
//! set aside ([`label`]).

pub(crate) mod flatten;
mod label;
