//! Each right of a person, with the guides that lead to it and the clauses that speak of it, or the word
//! that no path is stated.
//!
//! A guide belongs to the right that it is wanted for; clauses are declared in the catalogue.
//! Entry point: [`page`].

use interface::{View, words};
use leptos::prelude::*;
use notice::catalogue::{ControlKind, Guide, Outcome, Right, Want};
use notice::{ClauseId, Language};

use crate::pages::lists::{List, Lists};
use crate::pages::shell::Body;
use crate::pages::site::Context;
use crate::pages::{links, phrases, walks};

/// The page of all rights.
pub fn page(context: &Context) -> Body {
    let lang = context.lang;
    let rights = Right::ALL.map(|right| view! { <RightView context right/> });
    let without = Right::ALL.iter();
    let without = without.filter(|right| guides_of(context, **right).next().is_none());
    let lead = words::list_rights_lead(
        lang,
        &Right::ALL.len().to_string(),
        &without.count().to_string(),
    );
    let main = view! {
        <header class="page-head">
            <h1 tabindex="-1">{List::Rights.title(lang)}</h1>
            <p class="byline">{lead.clone()}</p>
            // Before the table: an article is that of a law, which its column has no room to name.
            <p class="byline">{words::list_rights_note(lang)}</p>
        </header>
        <table class="list list--rights">
            <thead>
                <tr>
                    <th scope="col" class="list__right">{words::right(lang)}</th>
                    <th scope="col" class="list__article">{words::right_article(lang)}</th>
                    <th scope="col">{words::right_guides(lang)}</th>
                    <th scope="col" class="list__clauses">{words::data_clause(lang)}</th>
                </tr>
            </thead>
            {rights.into_iter().collect_view()}
        </table>
        <Lists context/>
    };
    Body {
        title: List::Rights.title(lang).into(),
        description: lead,
        main: main.into_any(),
    }
}

/// One right.
#[component]
fn RightView<'a>(context: &'a Context<'a>, right: Right) -> AnyView {
    let lang = context.lang;
    let articles = right.articles().iter();
    let articles: Vec<String> = articles.map(ToString::to_string).collect();
    let articles = match articles.is_empty() {
        true => words::right_other_law(lang).to_string(),
        false => words::right_articles(lang, &articles.join(phrases::separator(lang))),
    };
    let guides = guides_of(context, right).filter_map(|guide| {
        let walk = walks::walk(context, guide.id.as_str())?;
        let href = context.to(View::Walk {
            guide: guide.id.0.clone(),
            step: None,
        });
        Some(view! { <li><a href=href>{walk.title}</a></li> })
    });
    let guides = guides.collect_view();
    let no_path = guides.is_empty().then(|| {
        view! { <li class="unstated">{words::right_no_path(lang)}</li> }
    });
    let clauses = clauses_of(context, right);
    let clauses = clauses.map(|id| view! { <li>{links::clause(context, id.as_str())}</li> });
    let clauses = clauses.collect_view();
    let clauses = match clauses.is_empty() {
        true => view! {
            <span aria-hidden="true">"–"</span>
            <span class="visually-hidden">{words::not_stated(lang)}</span>
        }
        .into_any(),
        false => view! { <ul>{clauses}</ul> }.into_any(),
    };
    view! {
        <tbody class="list__subject">
            <tr>
                <th scope="row">{name(right, lang)}</th>
                <td data-label=words::right_article(lang)>{articles}</td>
                <td data-label=words::right_guides(lang)>
                    <ul>{guides} {no_path} {choices_of(context, right)}</ul>
                </td>
                <td data-label=words::data_clause(lang)>{clauses}</td>
            </tr>
        </tbody>
    }
    .into_any()
}

/// The clauses that are declared to speak of it.
fn clauses_of<'a>(context: &Context<'a>, right: Right) -> impl Iterator<Item = &'a ClauseId> {
    let declared = context.site.current().catalogue.rights.iter();
    let declared = declared.filter(move |entry| entry.right == right);
    declared.flat_map(|entry| &entry.clauses)
}

/// The guides that a person takes who wants it, and those that are declared to be about it.
fn guides_of<'a>(context: &Context<'a>, right: Right) -> impl Iterator<Item = &'a Guide> {
    let declared: Vec<&ClauseId> = clauses_of(context, right).collect();
    let guides = context.site.current().catalogue.guides.iter();
    guides.filter(move |guide| is_way_to(guide, right) || declared.contains(&&guide.id))
}

fn is_way_to(guide: &Guide, right: Right) -> bool {
    let wants = |want| guide.wants == want;
    match right {
        Right::Restrict => wants(Want::SwitchOff) || wants(Want::Limit),
        Right::Access => wants(Want::See),
        Right::Copy => wants(Want::Copy),
        Right::Correct => wants(Want::Correct),
        Right::Delete => wants(Want::Delete),
        Right::Withdraw => guide.outcome.contains(&Outcome::WithdrawAuthorisation),
        Right::Close => wants(Want::Close),
        Right::Complain => wants(Want::Complain),
        // What guides are wanted for says nothing of these.
        Right::Know | Right::Decide | Right::Transfer | Right::Explain | Right::AfterDeath => false,
    }
}

/// The choices of this site, where they are a way to it as well.
fn choices_of(context: &Context, right: Right) -> Option<AnyView> {
    let kind = match right {
        Right::Decide | Right::Withdraw => ControlKind::Consent,
        Right::Restrict => ControlKind::OptOut,
        _ => return None,
    };
    let controls = &context.site.current().catalogue.controls;
    let has_any = controls.iter().any(|control| control.kind == kind);
    has_any.then(|| {
        let href = context.to(View::Choices);
        view! { <li><a href=href>{words::right_choices(context.lang)}</a></li> }.into_any()
    })
}

fn name(right: Right, lang: Language) -> &'static str {
    match right {
        Right::Know => words::right_know(lang),
        Right::Decide => words::right_decide(lang),
        Right::Restrict => words::right_restrict(lang),
        Right::Access => words::right_access(lang),
        Right::Copy => words::right_copy(lang),
        Right::Transfer => words::right_transfer(lang),
        Right::Correct => words::right_correct(lang),
        Right::Delete => words::right_delete(lang),
        Right::Explain => words::right_explain(lang),
        Right::Withdraw => words::right_withdraw(lang),
        Right::Close => words::right_close(lang),
        Right::Complain => words::right_complain(lang),
        Right::AfterDeath => words::right_after_death(lang),
    }
}
