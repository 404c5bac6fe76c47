//! One control as a person meets it: two equal answers, and one line that says what is recorded and
//! whether the host app follows it.
//!
//! Pages draw it before anything is known of a person ([`Shown::default`]); the app draws the same in
//! the same place and keeps it up to date, so nothing moves. Props in, view out. Entry points:
//! [`Answering`] and [`Shown`].

use std::sync::Arc;

use interface::marks::{self, Control, ControlKind};
use interface::{Language, ids, words};
use leptos::prelude::*;

use crate::components::{
    Answer, Answers, Handler, Live, at, element, live, nothing, on, said, several,
};

/// What is known of a control, in the words of the page's language.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct Shown {
    /// The answer in force: confirmed, and not to be asked for again.
    pub answer: Option<bool>,
    /// The answer that is wished for and not confirmed.
    pub wish: Option<bool>,
    /// Whether it can be answered now.
    pub is_open: bool,
    /// Whether the state tells of something that went wrong.
    pub is_problem: bool,
    /// What is recorded, and the outcome of a wish.
    pub state: String,
    /// Whether the host app follows what is recorded; empty where nothing is, or nothing is known.
    pub applied: String,
}

impl Shown {
    /// What an answer's button says of itself: in force, on its way, or neither.
    fn pressed(&self, yes: bool) -> &'static str {
        match (self.answer, self.wish) {
            // Neither yes nor no, in WAI-ARIA's words: asked for, and not in force yet.
            (answer, Some(wish)) if wish == yes && answer != Some(yes) => "mixed",
            (Some(answer), _) if answer == yes => "true",
            _ => "false",
        }
    }
}

/// What is shown of a control, now and whenever it changes.
pub type Showing = Arc<dyn Fn() -> Shown + Send + Sync>;

/// Refusing and agreeing.
pub struct Acts {
    /// Refuses.
    pub no: Handler,
    /// Agrees.
    pub yes: Handler,
}

impl Acts {
    /// A page has none.
    pub fn none() -> Acts {
        Acts {
            no: Box::new(|| {}),
            yes: Box::new(|| {}),
        }
    }
}

/// The two answers, refusal first and neither larger, sooner or easier than the other, and the line.
#[component]
pub fn Answering(
    /// The control.
    control: Control,
    /// The page's language.
    lang: Language,
    /// What is shown of it.
    showing: Showing,
    /// What its answers do.
    acts: Acts,
) -> AnyView {
    let line = Some(ids::state(&control.purpose));
    let answer = |label: &'static str, yes: bool, act: Handler| {
        let (pressed, open) = (showing.clone(), showing.clone());
        let pressed: Live<String> = Box::new(move || pressed().pressed(yes).to_string());
        let is_off: Live<bool> = Box::new(move || !open().is_open);
        let described_by = line.clone();
        view! { <Answer label act pressed is_off described_by/> }.into_any()
    };
    let (no, yes) = answers(control.kind, lang);
    let (no, yes) = (answer(no, false, acts.no), answer(yes, true, acts.yes));
    let name = control.name.clone();

    several(vec![
        view! { <Answers label=name>{no} {yes}</Answers> }.into_any(),
        view! { <Line control lang showing id=line/> }.into_any(),
    ])
}

/// What the answers are called: states, which never change their words.
pub fn answers(kind: ControlKind, lang: Language) -> (&'static str, &'static str) {
    match kind {
        ControlKind::Consent => (words::act_refuse(lang), words::act_give(lang)),
        ControlKind::OptOut | ControlKind::Preference => {
            (words::act_off(lang), words::act_on(lang))
        }
    }
}

/// What is recorded, whether the host app follows, and the way to change it there.
#[component]
fn Line(
    /// The control.
    control: Control,
    /// The page's language.
    lang: Language,
    /// What is shown of it.
    showing: Showing,
    /// The line's id.
    id: Option<String>,
) -> AnyView {
    let (state, applied, problem) = (showing.clone(), showing.clone(), showing);
    let class = live("class", move || {
        let class = match problem().is_problem {
            true => "choice__state choice__problem",
            false => "choice__state",
        };
        Some(class.to_string())
    });
    let state = said("span", vec![class], Box::new(move || state().state));
    let class = at("class", "choice__applied");
    let applied = said("span", vec![class], Box::new(move || applied().applied));
    let way = match control.way.zip(control.steps) {
        Some((href, steps)) => {
            let label = words::choice_way(lang, &control.name, &steps);
            let attributes = vec![
                at("class", "choice__way"),
                at("href", href),
                at("aria-label", label),
            ];
            element("a", attributes, vec![steps.into_any()])
        }
        None => nothing(),
    };
    let attributes = vec![at("class", "choice__line"), at("id", id)];

    element("p", attributes, vec![state, applied, way])
}

/// Everything personal off in one act; afterwards, in its place, what came of it.
#[component]
pub fn AllOff(
    /// The page's language.
    lang: Language,
    /// What came of it; empty until it was done.
    showing: Arc<dyn Fn() -> String + Send + Sync>,
    /// Whether there is no way back.
    is_final: Arc<dyn Fn() -> bool + Send + Sync>,
    /// Switches everything off.
    act: Handler,
    /// Switches on again what was on before.
    undo: Handler,
) -> AnyView {
    let (before, after) = (showing.clone(), showing.clone());
    let is_done = move || (!after().is_empty()).then(String::new);
    let is_to_do = move || before().is_empty().then(String::new);
    let off = vec![
        at("type", "button"),
        at("class", "text-button"),
        at(marks::ALL_OFF.name, ""),
        live("hidden", is_done),
        on("click", act),
    ];
    let receipts = vec![at("href", ["#", &ids::section("history")].concat())];
    let undo = vec![
        at("type", "button"),
        at("class", "text-button"),
        live("hidden", move || is_final().then(String::new)),
        on("click", undo),
    ];
    let done = vec![
        said("b", Vec::new(), Box::new(move || showing())),
        element("a", receipts, vec![words::receipt(lang).into_any()]),
        element("button", undo, vec![words::all_off_undo(lang).into_any()]),
    ];
    let done = element(
        "span",
        vec![at("class", "all-off__done"), live("hidden", is_to_do)],
        done,
    );

    several(vec![
        element("button", off, vec![words::all_off(lang).into_any()]),
        done,
    ])
}
