//! What the parts of a command took, told at its end.
//!
//! Work comes in with its name; a line such as `34.1 s: tools 0.4, app 20.3, pages 3.1` goes out.
//! Entry point: [`Parts`].

use std::fmt;
use std::time::{Duration, Instant};

/// The parts so far, in the order in which they ran.
pub struct Parts {
    begun: Instant,
    parts: Vec<(&'static str, Duration)>,
}

impl Parts {
    /// The first part begins now.
    pub fn start() -> Self {
        Self {
            begun: Instant::now(),
            parts: Vec::new(),
        }
    }

    /// Does the work and keeps what it took under that name.
    pub fn time<T>(&mut self, name: &'static str, work: impl FnOnce() -> T) -> T {
        let begun = Instant::now();
        let outcome = work();
        self.parts.push((name, begun.elapsed()));
        outcome
    }
}

impl fmt::Display for Parts {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{:.1} s", self.begun.elapsed().as_secs_f64())?;
        for (at, (name, took)) in self.parts.iter().enumerate() {
            let before = if at == 0 { ": " } else { ", " };
            write!(f, "{before}{name} {:.1}", took.as_secs_f64())?;
        }
        Ok(())
    }
}
