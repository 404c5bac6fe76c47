//! Every version that can be read, the newest first.

use interface::{View, words};
use leptos::prelude::*;
use notice::Release;

use crate::notice_page::{ProvenanceNote, stated};
use crate::shell::{Body, provenance_word};
use crate::site::{Context, Facts, notice_in};

/// The list of versions.
pub fn page(context: &Context) -> Body {
    let lang = context.lang;
    let versions = context.site.releases.iter().enumerate();
    let versions = versions.map(|(place, release)| view! { <Version context place release/> });
    let main = view! {
        <header class="page-head">
            <h1 tabindex="-1">{words::title_archive(lang)}</h1>
            <p class="lead">{words::archive_lead(lang)}</p>
        </header>
        <ul class="versions">{versions.collect_view()}</ul>
    };
    Body {
        title: words::title_archive(lang).into(),
        description: words::archive_lead(lang).into(),
        main: main.into_any(),
    }
}

#[component]
fn Version<'a>(context: &'a Context<'a>, place: usize, release: &'a Release) -> AnyView {
    let lang = context.lang;
    let place = match place {
        0 => words::archive_current(lang),
        _ => words::archive_earlier(lang),
    };
    let notice = View::Notice {
        version: release.version.clone(),
    };
    let changes = context.site.before(release).map(|before| {
        let changes = View::Changes {
            old: before.version.clone(),
            new: release.version.clone(),
        };
        view! { <p><a href=context.to(changes)>{words::archive_compare(lang)}</a></p> }
    });
    view! {
        <li class="card">
            <h2><a href=context.to(notice)>{notice_in(release, lang).title.clone()}</a></h2>
            <p>
                <span class="tag">{place}</span>
                " " <span class="tag">{provenance_word(lang, release.provenance())}</span>
            </p>
            <dl class="facts">
                <dt>{words::version(lang)}</dt>
                <dd>{release.version.clone()}</dd>
                <dt>{words::updated(lang)}</dt>
                <dd>{stated(release.updated(), lang)}</dd>
                <dt>{words::effective(lang)}</dt>
                <dd>{stated(release.effective(), lang)}</dd>
            </dl>
            <ProvenanceNote release lang/>
            {changes}
        </li>
    }
    .into_any()
}
