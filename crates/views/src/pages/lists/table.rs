//! What is collected, or what is shared, as a table that prints, with the same as files.
//!
//! Entry point: [`page`].

use interface::{View, ids, words};
use leptos::prelude::*;
use notice::Language;
use notice::catalogue::DocumentKind;

use crate::pages::lists::entries::{self, Cell, ListRow};
use crate::pages::lists::{List, Lists};
use crate::pages::phrases;
use crate::pages::rows::Row;
use crate::pages::shell::Body;
use crate::pages::site::{Context, Facts};

/// Columns that the files have and the page leaves out, so that a line has room.
const IN_FILES_ALONE: [&str; 4] = ["sensitive", "refusal", "recipients", "retention"];

/// The page of a list.
pub fn page(context: &Context, list: List) -> Body {
    let lang = context.lang;
    let rows = entries::of(list, context.site.current(), lang);
    let lead = lead(context, list);
    let groups = rows.chunk_by(|row, next| row.subject == next.subject);
    let groups = groups.map(|rows| view! { <Subject context rows/> });
    let heads = rows.first().map(|row| {
        let heads = seen(row).map(|cell| {
            let class = format!("list__{}", cell.key);
            view! { <th scope="col" class=class>{cell.head}</th> }
        });
        heads.collect_view()
    });
    let main = view! {
        <header class="page-head">
            <h1 tabindex="-1">{list.title(lang)}</h1>
            <p class="byline">{lead.clone()}</p>
            <p class="byline">{phrases::provenance_sentence(lang, context.site.current().provenance())}</p>
        </header>
        <Files context list/>
        <table class="list">
            <thead><tr>{heads}</tr></thead>
            {groups.collect_view()}
        </table>
        <p class="hint">{words::data_legend(lang)}</p>
        <InApp context/>
        <Lists context/>
    };
    Body {
        title: list.title(lang).into(),
        description: lead,
        main: main.into_any(),
    }
}

/// How much it lists, and from where: not what is kept of the reader.
pub fn lead(context: &Context, list: List) -> String {
    let lang = context.lang;
    let rows = entries::of(list, context.site.current(), lang);
    let subjects = rows.chunk_by(|row, next| row.subject == next.subject);
    let (subjects, uses) = (subjects.count().to_string(), rows.len().to_string());
    match list {
        List::Shared => words::list_shared_lead(lang, &subjects, &uses),
        _ => words::list_collected_lead(lang, &subjects, &uses),
    }
}

fn seen(row: &ListRow) -> impl Iterator<Item = &Cell> {
    let cells = row.cells.iter();
    cells.filter(|cell| !IN_FILES_ALONE.contains(&cell.key))
}

/// One kind of data or one recipient, with each of its uses as a line.
#[component]
fn Subject<'a>(context: &'a Context<'a>, rows: &'a [ListRow]) -> AnyView {
    let lang = context.lang;
    let lines = rows.iter().enumerate().map(|(place, row)| {
        let head = (place == 0).then(|| view! { <SubjectHead row lines=rows.len()/> });
        let cells = seen(row).skip(1).map(|cell| match cell.key {
            "clause" => {
                let href = context.to_clause(&row.clause);
                let words = cell.words.clone();
                view! { <td data-label=cell.head><a href=href>{words}</a></td> }.into_any()
            }
            _ => view! { <CellView cell lang/> }.into_any(),
        });
        view! { <tr>{head} {cells.collect_view()}</tr> }
    });
    view! { <tbody class="list__subject">{lines.collect_view()}</tbody> }.into_any()
}

/// The name of the subject, and whether it is sensitive.
#[component]
fn SubjectHead<'a>(row: &'a ListRow, lines: usize) -> AnyView {
    let name = row.cells.first().and_then(|cell| cell.words.clone());
    let sensitive = row.cells.iter().find(|cell| cell.key == "sensitive");
    let sensitive = sensitive.and_then(|cell| cell.words.clone());
    let sensitive =
        sensitive.map(|words| view! { " " <span class="tag tag--sensitive">{words}</span> });
    view! { <th scope="rowgroup" rowspan=lines.to_string()>{name} {sensitive}</th> }.into_any()
}

#[component]
fn CellView<'a>(cell: &'a Cell, lang: Language) -> AnyView {
    match cell.words.clone() {
        Some(words) => view! { <td data-label=cell.head>{words}</td> }.into_any(),
        None => view! {
            <td class="use__gap" data-label=cell.head>
                <span aria-hidden="true">"–"</span>
                <span class="visually-hidden">{words::not_stated(lang)}</span>
            </td>
        }
        .into_any(),
    }
}

/// The list as files, and on paper.
#[component]
fn Files<'a>(context: &'a Context<'a>, list: List) -> AnyView {
    let lang = context.lang;
    let files = list.files(&context.site.current().version).into_iter();
    let files = files.filter(|(_, of, _)| of.is_none_or(|of| of == lang));
    let files = files.map(|(file, of, _)| {
        let label = match of {
            Some(_) => words::list_csv(lang),
            None => words::list_json(lang),
        };
        view! { <a class="button" href=file download="">{label}</a> }
    });
    view! {
        <p class="buttons no-print list__files">
            {files.collect_view()}
            <button class="button needs-app" type="button" data-print="">{words::print(lang)}</button>
        </p>
    }
    .into_any()
}

/// The lists of the host app itself, where the notice has a guide to them.
#[component]
fn InApp<'a>(context: &'a Context<'a>) -> AnyView {
    let lang = context.lang;
    let catalogue = &context.site.current().catalogue;
    let documents = catalogue.documents.iter();
    let documents = documents.filter(|document| document.kind == DocumentKind::InAppList);
    let rows = documents.filter_map(|document| {
        let mut guides = document.clauses.iter();
        let guide = guides.find(|clause| catalogue.guide(clause.as_str()).is_some())?;
        let view = View::Walk {
            guide: guide.to_string(),
            step: None,
        };
        let label = document.names.get(lang).to_string();
        Some(view! { <Row href=context.to(view) label/> })
    });
    let rows = rows.collect_view();
    let section = (!rows.is_empty()).then(|| {
        let title = words::list_in_app(lang, context.app_name());
        view! {
            <section class="group no-print">
                <div class="group__head"><h2 id=ids::section("in-app")>{title}</h2></div>
                <ul class="rows">{rows}</ul>
            </section>
        }
    });
    section.into_any()
}
