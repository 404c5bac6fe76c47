//! The release build: Trunk's output in `dist/`, each text file beside its compressed forms.
//!
//! The workspace comes in, a folder that can be deployed goes out. Entry points: [`run`] for
//! `cargo xtask build`, [`with_trunk`] for a build of another kind.

use std::path::{Path, PathBuf};

use anyhow::{Context, Result};

use crate::tools::Tools;
use crate::{compress, process, workspace};

/// What `cargo xtask build` can be told.
#[derive(clap::Args, Default)]
pub struct Options {
    /// A folder with another release to publish in place of `public/notices`.
    #[arg(long, value_name = "DIR")]
    pub notice: Option<PathBuf>,
}

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

/// Builds for people: small, and compressed once here instead of at each request.
pub fn run(options: Options) -> Result<()> {
    with_trunk(Profile::Release, options.notice.as_deref())?;
    let dist = Profile::Release.dist();
    let written = compress::folder(&dist)?;
    println!("build: {} holds the release; {written}", dist.display());
    Ok(())
}

/// Builds the app and its pages with Trunk, which ends in `cargo xtask publish`.
pub fn with_trunk(profile: Profile, notice: Option<&Path>) -> Result<()> {
    let mut trunk = Tools::ready()?.trunk()?;
    trunk.arg("build").arg("--dist").arg(profile.dist());
    if profile == Profile::Release {
        trunk.arg("--release");
    }
    if let Some(notice) = notice {
        let notice = notice
            .canonicalize()
            .with_context(|| format!("there is no release folder {}", notice.display()))?;
        trunk.env("MINGBAI_NOTICE", notice);
    }
    process::run(&mut trunk)
}
