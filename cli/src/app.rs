//! The built app inside this program.
//!
//! Entry point: [`app`].

use std::borrow::Cow;

use ::publish::app::App;
use anyhow::{Result, bail};
use include_dir::{Dir, include_dir};

/// What `build.rs` laid out.
static FILES: Dir<'static> = include_dir!("$OUT_DIR/app");

/// The app that this program was built with.
///
/// # Errors
/// When it was built without one.
pub fn app() -> Result<App> {
    let files: Vec<_> = FILES
        .files()
        .map(|file| {
            let name = file.path().display().to_string();
            (name, Cow::Borrowed(file.contents()))
        })
        .collect();
    if files.is_empty() {
        bail!(
            "this program was built without the app, so it publishes nothing; \
             `cargo xtask build` makes one that has it"
        );
    }
    App::from_files(files)
}
