//! The read view: one version, clause by clause, with its outline, dates and provenance.

use interface::{View, date, words};
use leptos::prelude::*;
use notice::{Clause, Language, Notice, Provenance, Release};

use crate::blocks;
use crate::clause::{self, ClauseView};
use crate::fields::Search;
use crate::shell::Body;
use crate::site::{Context, Facts, notice_in};

/// The page of one release.
pub fn page(context: &Context, release: &Release) -> Body {
    let lang = context.lang;
    let notice = notice_in(release, lang);
    let is_current = release.version == context.site.current().version;
    let other_lang = (notice.meta.language != lang).then_some(notice.meta.language.tag());
    let clauses = notice.clauses.iter();
    let clauses = clauses.map(|clause| view! { <ClauseView context clause is_current/> });
    let main = view! {
        <article class="notice" lang=other_lang>
            <div class="notice__side"><Outline notice lang/></div>
            <div class="notice__text">
                <header class="page-head notice__head">
                    <h1 tabindex="-1">{blocks::text(&notice.title)}</h1>
                    <ProvenanceNote release lang/>
                    <ReleaseFacts context release/>
                    <Actions context release/>
                </header>
                <Search lang/>
                <div class="prose clause">{blocks::blocks(&notice.lead, blocks::on_notice(lang))}</div>
                {clauses.collect_view()}
            </div>
        </article>
    };
    Body {
        title: notice.title.clone(),
        description: words::tagline(lang).to_string(),
        main: main.into_any(),
    }
}

#[component]
fn Outline<'a>(notice: &'a Notice, lang: Language) -> AnyView {
    let entries = notice.clauses.iter();
    let entries = entries.map(|clause| view! { <OutlineEntry clause lang/> });
    view! {
        <details class="outline" data-outline="">
            <summary>{words::outline(lang)}</summary>
            <nav aria-label=words::outline(lang)>
                <ul>{entries.collect_view()}</ul>
            </nav>
        </details>
    }
    .into_any()
}

#[component]
fn OutlineEntry<'a>(clause: &'a Clause, lang: Language) -> AnyView {
    let class = match clause.level {
        2 => "outline__section",
        _ => "outline__entry",
    };
    let href = format!("#{}", clause.id);
    let number = clause.number.as_ref().map(|number| format!("{number} "));
    view! {
        <li data-level=clause.level>
            <a class=class href=href>{number} {blocks::text(clause::title(clause, lang))}</a>
        </li>
    }
    .into_any()
}

/// Whose words these are, in a sentence.
#[component]
pub fn ProvenanceNote<'a>(
    /// The release.
    release: &'a Release,
    /// The language of the page.
    lang: Language,
) -> AnyView {
    let sentence = match release.provenance() {
        Provenance::Official => words::provenance_official_long(lang),
        Provenance::Restated => words::provenance_restated_long(lang),
        Provenance::Reconstructed => words::provenance_reconstructed_long(lang),
    };
    let is_ours = release.provenance() != Provenance::Official;
    view! {
        <p class="note">
            {sentence}
            {is_ours.then(|| view! { " " {words::official_where(lang)} })}
        </p>
    }
    .into_any()
}

#[component]
fn ReleaseFacts<'a>(context: &'a Context<'a>, release: &'a Release) -> AnyView {
    let lang = context.lang;
    let catalogue = context.site.catalogue();
    let provider = catalogue.map(|catalogue| {
        let provider = &catalogue.provider;
        view! {
            <dt>{words::provider(lang)}</dt>
            <dd>{blocks::text(provider.names.get(lang))}</dd>
            <dt>{words::address(lang)}</dt>
            <dd>{blocks::text(provider.address.get(lang))}</dd>
        }
    });
    view! {
        <dl class="facts">
            <dt>{words::version(lang)}</dt>
            <dd>{release.version.clone()}</dd>
            <dt>{words::updated(lang)}</dt>
            <dd>{stated(release.updated(), lang)}</dd>
            <dt>{words::effective(lang)}</dt>
            <dd>{stated(release.effective(), lang)}</dd>
            {provider}
        </dl>
    }
    .into_any()
}

/// A date in words, or that the notice does not state it.
pub fn stated(iso: Option<&str>, lang: Language) -> AnyView {
    match iso {
        Some(iso) => {
            let datetime = iso.to_string();
            view! { <time datetime=datetime>{date::in_words(iso, lang)}</time> }.into_any()
        }
        None => view! { <span class="unstated">{words::not_stated(lang)}</span> }.into_any(),
    }
}

#[component]
fn Actions<'a>(context: &'a Context<'a>, release: &'a Release) -> AnyView {
    let lang = context.lang;
    let changes = context.site.before(release).map(|before| {
        let href = context.to(View::Changes {
            old: before.version.clone(),
            new: release.version.clone(),
        });
        view! { <a class="button" href=href>{words::home_see_changes(lang)}</a> }
    });
    view! {
        <div class="buttons">
            {changes}
            <a class="button" href=context.to(View::Archive)>{words::all_versions(lang)}</a>
            <button class="button needs-app" type="button" data-print="">{words::print(lang)}</button>
        </div>
    }
    .into_any()
}
