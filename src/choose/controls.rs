//! What a person operates: single controls, all of them at once, the check-up, and the notes around
//! them.

pub mod all_off;
pub mod api_status;
pub mod check_up;
pub mod choice;
pub mod gpc;
mod guardian;
pub mod since;
