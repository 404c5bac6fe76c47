//! `cargo xtask screenshots`: makes the pictures of `docs/screenshots` again, on the release in `dist`, and the
//! icons of a start screen in `public`, from `public/icon.svg`.

use anyhow::{Result, bail};

use crate::profile::Profile;
use crate::test::browser;

/// The command has nothing to choose.
#[derive(clap::Args)]
pub struct Options {}

/// Draws the icons, opens every view in a browser and writes its picture.
///
/// # Errors
/// When there is no release, or the browser cannot be brought.
pub fn run(_: Options) -> Result<()> {
    let site = Profile::Release.dist();
    if !site.exists() {
        bail!("there is no release yet; `cargo xtask build` leaves one in `dist/`");
    }
    browser::script_on(&site, "icons.mjs")?;
    browser::script_on(&site, "screenshots.mjs")
}
