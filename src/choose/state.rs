//! The state of every control, in memory: what was confirmed, and the wish on its way.
//!
//! [`shown`] is the state of one control, [`store`] keeps all of them for the visit.

#[cfg(test)]
pub mod fixtures;
pub mod shown;
pub mod store;
