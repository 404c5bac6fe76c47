//! The place where a person answers one control, as it is before the app arrives: answers not yet to
//! be pressed, and no word of a state, which nobody knows here.
//!
//! The app mounts the same component into `data-w="choice"`, so nothing moves.

pub mod facts;

use std::sync::Arc;

use consent::wire::Kind;
use interface::marks::{self, Place};
use interface::words;
use leptos::prelude::*;
use notice::Language;
use notice::catalogue::{Control, ControlKind};
use sha2::{Digest, Sha256};

use crate::control::{Acts, Answering, Showing, Shown};
use crate::pages::choice::facts::Facts;
use crate::pages::site::Context;
use crate::pages::ways;

/// The place where a person answers one control, on a page that does not show what it is about: for a
/// consent that is folded below, and a yes opens it before it is recorded (PIPL 17).
#[component]
pub fn ToldChoicePlace<'a>(
    /// The page.
    context: &'a Context<'a>,
    /// The control.
    control: &'a Control,
    /// Whether the person has just been on the way to it in the host app.
    #[prop(optional)]
    was_walked: bool,
) -> AnyView {
    let told = (control.kind == ControlKind::Consent).then(|| {
        view! {
            <details class="choice-told" data-told=control.id.clone()>
                <summary>{words::choice_facts(context.lang)}</summary>
                <Facts context control/>
            </details>
        }
    });
    view! {
        <ChoicePlace context control was_walked/>
        {told}
    }
    .into_any()
}

/// The place where a person answers one control.
#[component]
pub fn ChoicePlace<'a>(
    /// The page.
    context: &'a Context<'a>,
    /// The control.
    control: &'a Control,
    /// Whether the person has just been on the way to it in the host app: then it is not offered again.
    #[prop(optional)]
    was_walked: bool,
) -> AnyView {
    let mut mark = mark(context, control);
    // Nor on the page of that way itself.
    if was_walked || mark.way == Some(context.address.href()) {
        (mark.way, mark.steps) = (None, None);
    }
    let (control, lang) = (mark.clone(), context.lang);
    let showing: Showing = Arc::new(Shown::default);
    view! {
        <div class="choice" data-w=marks::PLACE.says(Place::Choice) data-purpose=mark.purpose
            data-kind=marks::KIND.says(mark.kind) data-name=mark.name data-words-hash=mark.words_hash
            data-guardian=mark.guardian.then_some("") data-statement-hash=mark.statement_hash
            data-way=mark.way data-steps=mark.steps>
            <Answering control lang showing acts=Acts::none()/>
        </div>
    }
    .into_any()
}

/// What the app reads of the control.
fn mark(context: &Context, control: &Control) -> marks::Control {
    let lang = context.lang;
    let is_consent = control.kind == ControlKind::Consent;
    let steps = ways::walk_steps(context, control);
    marks::Control {
        purpose: control.id.clone(),
        kind: control.kind,
        name: control.names.get(lang).to_string(),
        words_hash: words_hash(context, control),
        statement_hash: is_consent.then(|| guardian_statement_hash(lang)),
        guardian: control.guardian,
        way: ways::walk_address(context, control).filter(|_| steps.is_some()),
        steps: steps.map(|steps| words::choice_steps(lang, &steps)),
    }
}

/// What a record names as the words that stood beside the switch.
pub fn words_hash(context: &Context, control: &Control) -> String {
    consent::words_hash(
        wire_kind(control.kind),
        control.names.get(context.lang),
        control.effect.get(context.lang),
        control.clause.as_str(),
        &context.site.current().version,
    )
}

/// SHA-256, in hex, of the statement that a guardian makes; the app shows it word for word.
///
/// A page hands it to the app, and the site manifest names it, so that the consent API can tell
/// whether a guardian saw this statement or another one.
pub fn guardian_statement_hash(lang: Language) -> String {
    let digest = Sha256::digest(words::guardian_statement(lang));
    digest.iter().map(|byte| format!("{byte:02x}")).collect()
}

/// The same kind as the consent contract names it.
pub fn wire_kind(kind: ControlKind) -> Kind {
    match kind {
        ControlKind::OptOut => Kind::OptOut,
        ControlKind::Consent => Kind::Consent,
        ControlKind::Preference => Kind::Preference,
    }
}
