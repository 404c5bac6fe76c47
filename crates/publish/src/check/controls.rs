//! Controls: what is said of one kind alone is said of that kind.
//!
//! Entry point: [`findings`].

use notice::catalogue::{Control, ControlKind};

use super::edition::Draft;
use super::finding::Finding;

/// Controls that Global Privacy Control cannot object to, and that say it does.
pub fn findings(draft: &Draft) -> Vec<Finding> {
    let controls = draft.release.catalogue.controls.iter().enumerate();
    controls
        .filter(|(_, control)| control.gpc && control.kind != ControlKind::OptOut)
        .map(|(index, control)| at(draft, index, control))
        .collect()
}

fn at(draft: &Draft, index: usize, control: &Control) -> Finding {
    let what = format!(
        "`gpc` is for an opt-out, and this is of kind `{}`: Global Privacy Control objects, it \
         neither gives a consent nor sets a preference; remove the line, or correct the kind",
        control.kind.word()
    );
    draft.in_catalogue(
        &format!("controls[{index}].gpc"),
        format!("control `{}`", control.id),
        what,
    )
}
