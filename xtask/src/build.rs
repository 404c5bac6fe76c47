//! The build: for people, small and compressed in `dist/`; for looking, quick in `dist-dev/`.
//!
//! The workspace comes in, a folder that can be served goes out, and what each part took is printed.
//! Entry points: [`run`] for `cargo xtask build`, [`site`] for other commands.

use std::path::{Path, PathBuf};

use anyhow::{Context, Result};

use crate::tools::Tools;
use crate::{app, compress, parts::Parts, publish, workspace};

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

/// Builds for people and says what each part took.
pub fn run(options: Options) -> Result<()> {
    let mut parts = Parts::start();
    let dist = site(Profile::Release, options.notice.as_deref(), &mut parts)?;
    println!("build: {} holds the release; {parts}", dist.display());
    Ok(())
}

/// Builds the app and the pages; says in which folder they are.
///
/// # Errors
/// When there is no such release, a tool fails, or a file cannot be written.
pub fn site(profile: Profile, notice: Option<&Path>, parts: &mut Parts) -> Result<PathBuf> {
    let dist = profile.dist();
    let notice = notice.map(found).transpose()?;
    let tools = parts.time("tools", Tools::ready)?;
    let template = parts.time("app", || match profile {
        Profile::Debug => app::build_quickly(&tools, &dist),
        Profile::Release => app::build(&tools, &dist),
    })?;
    parts.time("pages", || {
        publish::into(&dist, template, notice.as_deref())
    })?;
    // Compressed once here instead of at each request.
    if profile == Profile::Release {
        let written = parts.time("compression", || compress::folder(&dist))?;
        println!("build: {written}");
    }
    Ok(dist)
}

fn found(notice: &Path) -> Result<PathBuf> {
    let folder = notice.canonicalize();
    folder.with_context(|| format!("there is no release folder {}", notice.display()))
}
