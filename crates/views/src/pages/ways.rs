//! The way to where a control is in the host app: its walk, how long it is, and the trail that leads there.
//!
//! A control goes in; an address, words or a link come out, and nothing where the notice names no way.
//! Entry points: [`walk_address`], [`way_by_title`] and [`way`].

use interface::{View, words};
use leptos::prelude::*;
use notice::catalogue::{Control, Way};

use crate::pages::site::Context;
use crate::pages::{blocks, walks};

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
    let walk = walks::walk(context, id)?;
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
    let title = walks::walk(context, id)?.title;
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
