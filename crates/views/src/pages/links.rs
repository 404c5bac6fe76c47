//! Links that several pages write the same way: clauses, contacts, ways through the host app.

use interface::{View, words};
use leptos::prelude::*;
use notice::catalogue::{Contact, ContactKind, Control, Way};
use notice::{Language, Notice, Release};

use crate::pages::site::Context;
use crate::pages::{blocks, phrases, walk};

/// A way to reach the provider that a link can open: a site by its host, mail by what it is called.
pub fn contact(contact: &Contact, lang: Language) -> Option<AnyView> {
    let address = contact.value.get(lang).to_string();
    match contact.kind {
        ContactKind::Web => {
            let host = address.split("//").last().unwrap_or_default();
            let host = host.trim_end_matches('/').to_string();
            Some(view! { <a href=address rel="noopener noreferrer">{host}</a> }.into_any())
        }
        ContactKind::Email => {
            let name = contact.names.get(lang).to_string();
            let mail = format!("mailto:{address}");
            Some(view! { <a href=mail title=address>{name}</a> }.into_any())
        }
        _ => None,
    }
}

/// “Clause 1.24: Listen”, leading to the clause in the notice in force.
pub fn clause(context: &Context, id: &str) -> AnyView {
    let clause = context.notice().clause(id);
    let link = clause.map(|clause| {
        let words = phrases::clause(clause, context.lang);
        view! { <a href=context.to_clause(id)>{words}</a> }
    });
    link.into_any()
}

/// The file of a release in the Data Privacy Vocabulary.
pub fn machine_readable(release: &Release) -> String {
    format!("/content/{}/dpv.jsonld", release.version)
}

/// A clause by its number and heading, as the heading has them; its id where it is not there.
pub fn clause_name(notice: &Notice, id: &str) -> String {
    let Some(clause) = notice.clause(id) else {
        return id.to_string();
    };
    let number = clause.number.as_ref().map(ToString::to_string);
    format!("{} {}", number.unwrap_or_default(), clause.heading)
        .trim()
        .to_string()
}

/// The address of a control's walk through the host app; `None` where the notice names no way.
pub fn walk_address(context: &Context, control: &Control) -> Option<String> {
    let guide = match control.way.as_ref()? {
        Way::Path(id) => id.clone(),
        Way::Guide(id) => id.0.clone(),
    };
    Some(context.to(View::Walk { guide, step: None }))
}

/// How many steps that walk has, in words.
pub fn walk_steps(context: &Context, control: &Control) -> Option<String> {
    let id = match control.way.as_ref()? {
        Way::Path(id) => id,
        Way::Guide(id) => &id.0,
    };
    let walk = walk::steps::walk(context, id)?;
    // Of several ways the longest: nobody meets more steps than they were told.
    let ways = walk.ways.iter().map(|way| way.steps.len());
    let count = ways.max().unwrap_or(walk.steps.len());
    let lang = context.lang;
    match count {
        0 => None,
        1 => Some(words::step_one(lang).to_string()),
        count => Some(words::steps_count(lang, &count.to_string())),
    }
}

/// The way to where a control is in the host app, by what it does; `None` where the notice names none. On its own
/// page it is no link.
pub fn way_by_title(context: &Context, control: &Control) -> Option<AnyView> {
    let id = match control.way.as_ref()? {
        Way::Path(id) => id,
        Way::Guide(id) => &id.0,
    };
    let title = walk::steps::walk(context, id)?.title;
    let href = walk_address(context, control);
    Some(match href == Some(context.address.href()) {
        true => title.into_any(),
        false => view! { <a href=href>{title}</a> }.into_any(),
    })
}

/// Where a control is in the host app, as a trail that leads to the walk.
pub fn way(context: &Context, control: &Control) -> AnyView {
    let catalogue = &context.site.current().catalogue;
    let row = match &control.way {
        Some(Way::Path(id)) => catalogue.path(id).map(|path| path.row.as_str()),
        Some(Way::Guide(id)) => last_row(context, id.as_str()),
        None => return None::<AnyView>.into_any(),
    };
    let href = walk_address(context, control);
    let labels = row.map(|row| labels(context, row)).unwrap_or_default();
    view! { <a class="trail" href=href>{blocks::trail(&labels)}</a> }.into_any()
}

/// The labels that lead to a row, from the top.
pub fn labels<'a>(context: &Context<'a>, row: &str) -> Vec<&'a str> {
    let site = context.site;
    site.settings
        .chain(row)
        .iter()
        .map(|row| row.label(context.lang))
        .collect()
}

fn last_row<'a>(context: &Context<'a>, guide: &str) -> Option<&'a str> {
    let guide = context.site.current().catalogue.guide(guide)?;
    let step = guide.steps.iter().rev().find(|step| !step.is_empty())?;
    step.split('|').next()
}
