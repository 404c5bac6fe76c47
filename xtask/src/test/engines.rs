//! The main flows in engines that nobody here develops with: at the floor, and of other makers.
//!
//! The release in `dist` comes in, the runner's total goes out. `tests/browser/engines` has the flows.
//! Entry points: [`floor`] and [`others`].

use anyhow::{Context, Result};

use super::browser;
use super::count::Count;
use crate::tools::system::{self, Need};
use crate::tools::{CHROMIUM_83, CHROMIUM_106, Tools};

/// WebKit of Safari 16's class, without a screen.
const AT_FLOOR: [Need; 2] = [
    Need {
        programs: &["cog"],
        file: None,
        debian: "cog",
        elsewhere: "cog, which shows WPE WebKit",
    },
    Need {
        programs: &["WPEWebDriver"],
        file: None,
        debian: "wpewebkit-driver",
        elsewhere: "WPEWebDriver",
    },
];

/// Firefox, and a WebKit of this year with the screen that it wants.
const OTHERS: [Need; 3] = [
    Need {
        programs: &["firefox-esr"],
        file: None,
        debian: "firefox-esr",
        elsewhere: "Firefox ESR as `firefox-esr`",
    },
    Need {
        programs: &["WebKitWebDriver"],
        file: None,
        debian: "webkit2gtk-driver",
        elsewhere: "WebKitWebDriver of WebKitGTK",
    },
    Need {
        programs: &["Xvfb"],
        file: None,
        debian: "xvfb",
        elsewhere: "Xvfb",
    },
];

/// Runs the built app in WPE WebKit and Chromium 106, and in Chromium 83 as in what is older.
///
/// # Errors
/// When one of them cannot be brought.
pub fn floor() -> Result<Count> {
    system::bring(&AT_FLOOR).context("WPE WebKit could not be brought")?;
    let tools = Tools::ready()?;
    let variables = [
        ("ENGINES", "wpe,chromium-106,chromium-83".into()),
        ("CHROMIUM_106", tools.old_chromium(&CHROMIUM_106)?.into()),
        ("CHROMIUM_83", tools.old_chromium(&CHROMIUM_83)?.into()),
    ];
    browser::run_in("engines", &variables)
}

/// Runs it in Firefox ESR and WebKitGTK.
///
/// # Errors
/// When one of them cannot be brought.
pub fn others() -> Result<Count> {
    system::bring(&OTHERS).context("Firefox or WebKitGTK could not be brought")?;
    browser::run_in("engines", &[("ENGINES", "firefox,webkitgtk".into())])
}
