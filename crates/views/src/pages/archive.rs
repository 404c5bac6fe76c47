//! Every version that can be read, the newest first, as a table.

use interface::{View, date, ids, words};
use leptos::prelude::*;
use notice::{Provenance, Release};

use crate::pages::shell::Body;
use crate::pages::site::{Context, Facts, notice_in};
use crate::pages::{links, phrases};

/// The list of versions.
pub fn page(context: &Context) -> Body {
    let lang = context.lang;
    let releases = &context.site.releases;
    let rows = releases
        .iter()
        .map(|release| view! { <Version context release/> });
    let main = view! {
        <header class="page-head">
            <h1 tabindex="-1">{words::title_archive(lang)}</h1>
            <p class="byline">{notice_in(context.site.current(), lang).title.clone()}</p>
        </header>
        <div class="archive">
            <table class="versions">
                <thead>
                    <tr>
                        <th scope="col">{words::version(lang)}</th>
                        <th scope="col">{words::archive_effective(lang)}</th>
                        <th scope="col">{words::archive_text(lang)}</th>
                        <th scope="col">{words::home_changed(lang)}</th>
                    </tr>
                </thead>
                <tbody>{rows.collect_view()}</tbody>
            </table>
        </div>
        <Provenances context/>
        <Machines context/>
    };
    Body {
        title: words::title_archive(lang).into(),
        description: words::archive_lead(lang).into(),
        main: main.into_any(),
    }
}

#[component]
fn Version<'a>(context: &'a Context<'a>, release: &'a Release) -> AnyView {
    let lang = context.lang;
    let is_current = release.version == context.site.current().version;
    let current =
        is_current.then(|| view! { " " <span class="tag">{words::archive_current(lang)}</span> });
    let version = release.version.clone();
    let effective = release.effective();
    let effective = effective.map(|iso| date::in_words(iso, lang));
    let changes = context.site.before(release).map(|before| {
        let (old, new) = (before.version.clone(), release.version.clone());
        view! { <a href=context.to(View::Changes { old, new })>{words::archive_compare(lang)}</a> }
    });
    view! {
        <tr id=ids::version(&release.version)>
            <th scope="row">
                <a href=context.to(View::Notice { version })>{phrases::version(context, release)}</a> {current}
            </th>
            <td data-label=words::archive_effective(lang)>{effective.unwrap_or_else(|| words::not_stated(lang).to_string())}</td>
            <td data-label=words::archive_text(lang)>{phrases::provenance(lang, release.provenance())}</td>
            <td data-label=words::home_changed(lang)>{changes}</td>
        </tr>
    }
    .into_any()
}

/// What the words for whose text it is mean, each once.
#[component]
fn Provenances<'a>(context: &'a Context<'a>) -> AnyView {
    let lang = context.lang;
    let kinds = [
        Provenance::Official,
        Provenance::Restated,
        Provenance::Reconstructed,
    ];
    let is_here = |kind: &Provenance| {
        let mut releases = context.site.releases.iter();
        releases.any(|release| release.provenance() == *kind)
    };
    let sentences = kinds.into_iter().filter(is_here).map(|kind| {
        let sentence = phrases::provenance_sentence(lang, kind);
        view! { <p><b>{phrases::provenance(lang, kind)}</b> " " {sentence}</p> }
    });
    view! { <div class="versions__notes">{sentences.collect_view()}</div> }.into_any()
}

/// Each release in the Data Privacy Vocabulary, for machines.
#[component]
fn Machines<'a>(context: &'a Context<'a>) -> AnyView {
    let lang = context.lang;
    let releases = context.site.releases.iter().enumerate();
    let links = releases.map(|(place, release)| {
        let comma = (place > 0).then(|| phrases::separator(lang));
        let version = phrases::version(context, release);
        view! { {comma} <a href=links::machine_readable(release) download="">{version}</a> }
    });
    view! {
        <div class="versions__notes">
            <p><b>{words::archive_machine(lang)}</b> " " {links.collect_view()}</p>
        </div>
    }
    .into_any()
}
