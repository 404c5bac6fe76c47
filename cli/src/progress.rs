//! What a person sees while something takes longer than a moment.

use std::time::Duration;

use indicatif::ProgressBar;

/// Does the work under a moving sign with those words; nothing moves where nobody looks at a terminal.
pub fn during<T>(words: &'static str, work: impl FnOnce() -> T) -> T {
    let bar = ProgressBar::new_spinner().with_message(words);
    bar.enable_steady_tick(Duration::from_millis(120));
    let outcome = work();
    bar.finish_and_clear();
    outcome
}
