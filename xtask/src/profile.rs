//! The two builds that there are. Entry point: [`Profile`].

use std::path::PathBuf;

use crate::workspace;

/// Which of the two builds is wanted.
#[derive(Clone, Copy, PartialEq, Eq)]
pub enum Profile {
    /// Quick to build, for looking at.
    Debug,
    /// Small to load, for people.
    Release,
}

impl Profile {
    /// The folder that the build leaves, apart so that looking never spoils what is deployed.
    pub fn dist(self) -> PathBuf {
        workspace::root().join(match self {
            Self::Debug => "dist-dev",
            Self::Release => "dist",
        })
    }
}
