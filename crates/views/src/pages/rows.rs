//! Lists as phones have them: groups of rows, each with what it leads to, and numbers side by side.

use leptos::prelude::*;

/// A row that leads somewhere.
#[component]
pub fn Row(
    /// Where it leads.
    #[prop(into)]
    href: String,
    /// What it is called.
    #[prop(into)]
    label: String,
    /// What a second, smaller line says.
    #[prop(default = None)]
    second: Option<String>,
    /// A word or a number at its end.
    #[prop(default = None)]
    value: Option<String>,
) -> AnyView {
    view! {
        <li class="row">
            <a class="row__link" href=href>
                <span class="row__label">{label}</span>
                {second.map(|words| view! { " " <span class="row__second">{words}</span> })}
                {value.map(|words| view! { " " <span class="row__value">{words}</span> })}
            </a>
        </li>
    }
    .into_any()
}

/// Rows under a heading, with one thing that can be done to all of them.
#[component]
pub fn Group(
    /// The heading.
    #[prop(into)]
    title: String,
    /// The rows.
    rows: Vec<AnyView>,
    /// The id of the heading.
    #[prop(optional, into)]
    id: Option<String>,
    /// What can be done to all of them.
    #[prop(default = None)]
    act: Option<AnyView>,
) -> AnyView {
    view! {
        <section class="group">
            <div class="group__head"><h2 id=id>{title}</h2> {act}</div>
            <ul class="rows">{rows}</ul>
        </section>
    }
    .into_any()
}

/// A number and what it counts.
pub struct Number {
    /// The number.
    pub number: String,
    /// What it counts.
    pub words: String,
    /// Where what it counts can be seen.
    pub href: Option<String>,
}

/// A few numbers side by side.
#[component]
pub fn NumberStrip(
    /// The numbers, four at most.
    items: Vec<Number>,
) -> AnyView {
    let items = items.into_iter().map(|item| {
        let Number {
            number,
            words,
            href,
        } = item;
        let words = view! { <b class="numbers__number">{number}</b> " " {words} };
        match href {
            Some(href) => {
                view! { <li><a class="numbers__item" href=href>{words}</a></li> }.into_any()
            }
            None => view! { <li><span class="numbers__item">{words}</span></li> }.into_any(),
        }
    });
    view! { <ul class="numbers">{items.collect_view()}</ul> }.into_any()
}
