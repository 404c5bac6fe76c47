//! What a person operates: single controls, all of them at once, the check-up, and the notes around
//! them.

pub mod control;
mod guardian_step;
pub mod turn_all_off;
pub mod check_up;
pub mod release_prompt;
pub mod recorded_count;
pub mod api_away_notice;
