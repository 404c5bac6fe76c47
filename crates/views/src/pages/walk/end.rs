//! The page after the last step of a walk: whether it worked, and what to do next.

use interface::marks::{self, Direction};
use interface::{View, words};
use leptos::prelude::*;

use crate::pages::blocks;
use crate::pages::rows::{Group, Row};
use crate::pages::shell::Body;
use crate::pages::site::Context;
use crate::pages::walk::parts::{Controls, Dots, overview_href, step_href};
use crate::pages::walks::Walk;

/// The end of a walk.
pub fn page(context: &Context, walk: &Walk) -> Body {
    let lang = context.lang;
    let count = walk.steps.len();
    let back = step_href(context, walk, count);
    let next = context.to(View::Settings);
    let choices = context.to(View::Choices);
    let again = overview_href(context, walk);
    let rows = [
        (choices, words::nav_choices(lang)),
        (again, words::walk_again(lang)),
    ];
    let rows = rows.map(|(href, label)| view! { <Row href label/> }.into_any());
    let rows = rows.into_iter().collect();
    let title = words::walk_asked(lang);
    let main = view! {
        <article class="walk walk--end" data-walk="">
            <header class="page-head">
                <p class="walk__where"><a href=overview_href(context, walk)>{blocks::text(&walk.title)}</a></p>
                <h1 tabindex="-1">{title}</h1>
                <p class="byline">{words::walk_asked_lead(lang, context.app_name())}</p>
            </header>
            <Controls context walk was_walked=true/>
            <Group title=words::walk_onward(lang) rows/>
            <nav class="step-bar walk__bar" aria-label=words::walk_all(lang)>
                <a class="button" rel="prev" href=back data-key=marks::KEY.says(Direction::Back)>
                    {words::walk_back(lang)}
                </a>
                <Dots place=count+1 count/>
                <a class="button button--main" href=next data-key=marks::KEY.says(Direction::Next)>
                    {words::walk_another(lang)}
                </a>
            </nav>
        </article>
    };
    Body {
        title: format!("{} · {}", walk.title, title),
        description: words::settings_lead(lang).into(),
        main: main.into_any(),
    }
}
