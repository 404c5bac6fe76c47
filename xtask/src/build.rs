//! The build: for people, small and compressed in `dist/`; for looking, quick in `dist-dev/`.
//!
//! The workspace comes in, a folder that can be served goes out. Entry points: [`run`] for
//! `cargo xtask build`, [`with_trunk`] for the build that `cargo xtask serve` looks at.

use std::path::{Path, PathBuf};

use anyhow::{Context, Result};

use crate::tools::Tools;
use crate::{app, compress, process, publish, workspace};

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
    let dist = Profile::Release.dist();
    let notice = options.notice.as_deref().map(found).transpose()?;
    let template = app::build(&dist)?;
    publish::into(&dist, template, notice.as_deref())?;
    let written = compress::folder(&dist)?;
    println!("build: {} holds the release; {written}", dist.display());
    Ok(())
}

/// Builds for looking, with Trunk, which ends in `cargo xtask publish`.
pub fn with_trunk(notice: Option<&Path>) -> Result<()> {
    let mut trunk = Tools::ready()?.trunk()?;
    trunk.arg("build").arg("--dist").arg(Profile::Debug.dist());
    if let Some(notice) = notice {
        trunk.env("MINGBAI_NOTICE", found(notice)?);
    }
    process::run(&mut trunk)
}

fn found(notice: &Path) -> Result<PathBuf> {
    let folder = notice.canonicalize();
    folder.with_context(|| format!("there is no release folder {}", notice.display()))
}
