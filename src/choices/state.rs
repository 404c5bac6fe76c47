//! The state of every control, in memory: what was confirmed, and the wish on its way.
//!
//! [`control_state`] is the state of one control, [`control_signals`] keeps all of them for the visit;
//! [`page_controls`] reads which ones a page has.

pub mod control_state;
pub mod control_signals;
pub mod page_controls;
#[cfg(test)]
pub mod fixtures;
