//! The parts that views are made of: buttons, links, sentences that change, groups.
//!
//! They take plain values and boxed functions, and [`element`] makes all of them. So its code is in
//! the module once, where a view whose elements each have a type of their own weighs 1 to 4 KB
//! (docs/decisions/bytes.md). What comes out are Leptos' own views.

use leptos::attr::any_attribute::{AnyAttribute, IntoAnyAttribute};
use leptos::attr::custom::custom_attribute;
use leptos::children::ChildrenFragment;
use leptos::ev;
use leptos::html::custom;
use leptos::prelude::*;
use leptos::tachys::html::property::prop;
use leptos::web_sys::Event;

use crate::observed::Observed;

/// What is done when something is pressed or opened.
pub type Handler = Box<dyn FnMut() + Send>;

/// A value that follows signals.
pub type Live<T> = Box<dyn Fn() -> T + Send>;

/// A button.
#[component]
pub fn Button(
    /// What it is called.
    label: &'static str,
    /// What it does.
    act: Handler,
    /// Its id.
    #[prop(optional)]
    id: Option<&'static str>,
) -> AnyView {
    let attributes = vec![
        at("type", "button"),
        at("class", "button"),
        at("id", id),
        on("click", act),
    ];
    element("button", attributes, vec![label.into_any()])
}

/// Buttons in a row.
#[component]
pub fn Buttons(
    /// The buttons.
    children: ChildrenFragment,
) -> AnyView {
    element("p", vec![at("class", "buttons")], parts(children))
}

/// Answers of the same size and the same effort.
#[component]
pub fn Answers(
    /// What they answer.
    label: String,
    /// The answers.
    children: ChildrenFragment,
) -> AnyView {
    let attributes = vec![
        at("class", "choice__answers"),
        at("role", "group"),
        at("aria-label", label),
    ];
    element("div", attributes, parts(children))
}

/// One of the answers.
#[component]
pub fn Answer(
    /// What it is called.
    label: &'static str,
    /// What it does.
    act: Handler,
    /// Whether it is the one in force, in the words of `aria-pressed`, where that is known here.
    #[prop(optional)]
    pressed: Option<Live<String>>,
    /// Whether it cannot be given now.
    #[prop(optional)]
    is_off: Option<Live<bool>>,
    /// The id of what says more about it.
    #[prop(optional_no_strip)]
    described_by: Option<String>,
) -> AnyView {
    let mut attributes = vec![
        at("type", "button"),
        at("class", "choice__answer"),
        at("aria-describedby", described_by),
        on("click", act),
    ];
    if let Some(pressed) = pressed {
        attributes.push(live("aria-pressed", move || Some(pressed())));
    }
    if let Some(is_off) = is_off {
        attributes.push(live("disabled", move || is_off().then(String::new)));
    }
    element("button", attributes, vec![label.into_any()])
}

/// A link.
#[component]
pub fn Link(
    /// Where it leads.
    href: String,
    /// What it is called.
    #[prop(into)]
    label: String,
    /// How it looks.
    #[prop(optional)]
    class: Option<&'static str>,
    /// Whether it opens in a tab of its own.
    #[prop(optional)]
    opens_beside: bool,
) -> AnyView {
    let attributes = vec![
        at("href", href),
        at("class", class),
        at("target", opens_beside.then_some("_blank")),
        at("rel", opens_beside.then_some("noopener")),
    ];
    element("a", attributes, vec![label.into_any()])
}

/// A paragraph of words alone.
#[component]
pub fn Sentence(
    /// How it looks.
    #[prop(optional)]
    class: Option<&'static str>,
    /// What it says.
    text: &'static str,
) -> AnyView {
    element("p", vec![at("class", class)], vec![text.into_any()])
}

/// A paragraph with more in it than words.
#[component]
pub fn Paragraph(
    /// How it looks.
    #[prop(optional)]
    class: Option<&'static str>,
    /// What it says.
    children: ChildrenFragment,
) -> AnyView {
    element("p", vec![at("class", class)], parts(children))
}

/// A sentence that says what is, and changes with it.
#[component]
pub fn StatusLine(
    /// How it looks.
    #[prop(into)]
    class: String,
    /// What it says.
    text: Observed<String>,
    /// Its id; it can take the focus then.
    #[prop(optional)]
    id: Option<&'static str>,
) -> AnyView {
    let attributes = vec![
        at("class", class),
        at("id", id),
        at("tabindex", id.map(|_| "-1")),
    ];
    said("p", attributes, Box::new(move || text.get()))
}

/// A heading.
#[component]
pub fn Heading(
    /// `h2`, `h3` or `h4`.
    tag: &'static str,
    /// What it says.
    #[prop(into)]
    text: String,
    /// Its id.
    #[prop(optional, into)]
    id: Option<String>,
    /// How it looks.
    #[prop(optional)]
    class: Option<&'static str>,
    /// Whether it can take the focus, as where something was opened.
    #[prop(optional)]
    takes_focus: bool,
) -> AnyView {
    let attributes = vec![
        at("id", id),
        at("class", class),
        at("tabindex", takes_focus.then_some("-1")),
    ];
    element(tag, attributes, vec![text.into_any()])
}

/// A part of a view with a heading of its own.
#[component]
pub fn Section(
    /// How it looks.
    class: &'static str,
    /// The id of its heading.
    #[prop(into)]
    labelledby: String,
    /// What is in it.
    children: ChildrenFragment,
) -> AnyView {
    let attributes = vec![at("class", class), at("aria-labelledby", labelledby)];
    element("section", attributes, parts(children))
}

/// An element without a component of its own.
pub fn element(tag: &'static str, attributes: Vec<Attribute>, children: Vec<AnyView>) -> AnyView {
    let mut all = Vec::new();
    for Attribute(attribute) in attributes {
        all.push(*attribute);
    }
    custom(tag).child(children).add_any_attr(all).into_any()
}

/// An attribute of an element. Boxed: it is put into the lists of attributes of every view, and what is
/// put there is 60 bytes without the box.
pub struct Attribute(Box<AnyAttribute>);

impl Attribute {
    fn new(attribute: impl IntoAnyAttribute) -> Attribute {
        Attribute(Box::new(attribute.into_any_attr()))
    }
}

/// An attribute, or none where there is no value.
pub fn at(name: &'static str, value: impl Into<Value>) -> Attribute {
    let Value(value) = value.into();
    Attribute::new(custom_attribute(name, value))
}

/// An attribute that follows signals; it is absent while there is no value.
pub fn live(name: &'static str, value: impl Fn() -> Option<String> + Send + 'static) -> Attribute {
    let value: Live<Option<String>> = Box::new(value);
    Attribute::new(custom_attribute(name, value))
}

/// An element whose words follow signals. In the app they are a property and no text node, which a
/// translating browser would put something else in the place of (the app's `page/mount.rs`); a page is
/// drawn once, and the words stand in it.
pub fn said(tag: &'static str, mut attributes: Vec<Attribute>, text: Live<String>) -> AnyView {
    if cfg!(feature = "pages") {
        let text = Some(text()).filter(|text| !text.is_empty());
        return element(
            tag,
            attributes,
            text.into_iter().map(IntoAny::into_any).collect(),
        );
    }
    attributes.push(words(text));
    element(tag, attributes, Vec::new())
}

/// The words of an element in the app.
pub fn words(text: Live<String>) -> Attribute {
    Attribute::new(prop("textContent", text))
}

/// What is done at an event.
pub fn on(event: &'static str, mut act: Handler) -> Attribute {
    html_event(event, Box::new(move |_| act()))
}

fn html_event(event: &'static str, act: Box<dyn FnMut(Event)>) -> Attribute {
    let event = ev::Custom::<Event>::new(event);
    Attribute::new(ev::on(event, act))
}

/// A view that follows signals.
pub fn changing(view: impl Fn() -> AnyView + Send + 'static) -> AnyView {
    let view: Live<AnyView> = Box::new(view);
    view.into_any()
}

/// A view of several.
pub fn several(views: Vec<AnyView>) -> AnyView {
    views.into_any()
}

/// A view of nothing.
pub fn nothing() -> AnyView {
    several(Vec::new())
}

/// Runs now, and again whenever a signal changes that it read. A boxed function: [`Effect`] has its
/// code once for each type that it is given.
pub fn effect(act: impl FnMut() + 'static) {
    effect_boxed(Box::new(act));
}

/// Not generic: a closure is a type of its own for each function that it is made in.
fn effect_boxed(mut act: Box<dyn FnMut()>) {
    Effect::new(move |_| act());
}

fn parts(children: ChildrenFragment) -> Vec<AnyView> {
    children().nodes.into()
}

/// The value of an attribute that may be absent.
pub struct Value(Option<String>);

impl From<&'static str> for Value {
    fn from(value: &'static str) -> Self {
        Value(Some(value.to_string()))
    }
}

impl From<String> for Value {
    fn from(value: String) -> Self {
        Value(Some(value))
    }
}

impl From<Option<&'static str>> for Value {
    fn from(value: Option<&'static str>) -> Self {
        Value(value.map(str::to_string))
    }
}

impl From<Option<String>> for Value {
    fn from(value: Option<String>) -> Self {
        Value(value)
    }
}
