//! What the unit tests of this folder share.

use consent::wire::{Choice, Kind, Setting};

/// A confirmed choice on ads.
pub fn choice(setting: Setting, revision: u64) -> Choice {
    Choice {
        purpose: "ads".into(),
        kind: Kind::OptOut,
        status: None,
        setting: Some(setting),
        revision,
        since: None,
        release: None,
        language: None,
        renewal_due: false,
        delivery: None,
        objected_by_gpc: false,
    }
}
