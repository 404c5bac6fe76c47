//! The read view: one version, clause by clause, with its outline, dates and provenance.

use interface::{View, date, ids, words};
use leptos::prelude::*;
use notice::catalogue::{ControlKind, Disclosure, Sensitive};
use notice::{Clause, Language, Notice, Provenance, Release};

use crate::pages::clause::{self, ClauseView};
use crate::pages::fields::Search;
use crate::pages::rows::Row;
use crate::pages::shell::Body;
use crate::pages::site::{Context, Facts, notice_in};
use crate::pages::{blocks, phrases};

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
            <header class="page-head notice__head">
                <h1 tabindex="-1">{blocks::text(&notice.title)}</h1>
                <p class="byline">{byline(release, lang)}</p>
            </header>
            {is_current.then(|| view! { <AtAGlance context notice/> })}
            <div class="clause-bar no-print">
                <Outline notice lang/>
                <Search lang/>
                <LanguageSwitch context/>
            </div>
            <div class="notice__text">
                <div class="prose clause">{blocks::blocks(&notice.lead, blocks::on_notice(lang))}</div>
                {clauses.collect_view()}
                <About context release/>
            </div>
        </article>
    };
    Body {
        title: notice.title.clone(),
        description: words::tagline(lang).to_string(),
        main: main.into_any(),
    }
}

/// Since when it applies, and whose words it has, in one line.
fn byline(release: &Release, lang: Language) -> String {
    let whose = match release.provenance() {
        Provenance::Official => words::provenance_line_official(lang),
        Provenance::Restated => words::provenance_line_restated(lang),
        Provenance::Reconstructed => words::provenance_line_reconstructed(lang),
    };
    match phrases::since(release, lang) {
        Some(since) => format!("{since} · {whose}"),
        None => whose.to_string(),
    }
}

/// What the whole notice comes to, in a few lines that lead to where it can be seen.
#[component]
fn AtAGlance<'a>(context: &'a Context<'a>, notice: &'a Notice) -> AnyView {
    let lang = context.lang;
    let catalogue = &context.site.current().catalogue;
    let uses = &catalogue.disclosures;
    let count = |is_meant: fn(&Disclosure) -> bool| uses.iter().filter(|one| is_meant(one)).count();
    let sensitive = count(|one| one.sensitive != Sensitive::No).to_string();
    let shared = count(|one| !one.recipients.is_empty());
    let kinds = catalogue.data.len().to_string();
    let opt_outs = catalogue.controls.iter();
    let opt_outs = opt_outs
        .filter(|control| control.kind == ControlKind::OptOut)
        .count();
    let guides = notice
        .clauses
        .iter()
        .filter(|clause| clause.is_guide)
        .count();
    let collected = words::glance_collected(lang, &kinds, &sensitive, &uses.len().to_string());
    let lines = [
        (uses.len(), collected, context.to(View::Data)),
        (
            shared,
            words::glance_shared(lang, &shared.to_string()),
            context.to(View::Data) + "?by=recipient&only=shared",
        ),
        (
            opt_outs,
            words::glance_off(lang, &opt_outs.to_string()),
            context.to(View::Choices),
        ),
        (
            guides,
            words::glance_guides(lang, &guides.to_string()),
            context.to(View::Settings),
        ),
    ];
    let lines = lines.into_iter().filter(|(count, ..)| *count > 0);
    let rows: Vec<AnyView> = lines
        .map(|(_, label, href)| view! { <Row href label/> }.into_any())
        .collect();
    let glance = (!rows.is_empty()).then(|| {
        view! { <ul class="rows notice__glance" aria-label=words::glance(lang)>{rows}</ul> }
    });
    glance.into_any()
}

/// The page in the other language, within reach wherever one reads.
#[component]
fn LanguageSwitch<'a>(context: &'a Context<'a>) -> AnyView {
    let (lang, other) = (context.lang, context.lang.other());
    view! {
        <a class="clause-bar__language" data-language-switch="" href=context.address.twin().href()
            hreflang=other.tag() lang=other.tag() title=words::other_language_hint(lang)>
            {words::other_language(lang)}
        </a>
    }
    .into_any()
}

#[component]
fn Outline<'a>(notice: &'a Notice, lang: Language) -> AnyView {
    // A part of the notice with what stands under it: what comes before the first part is one by itself.
    let parts = notice.clauses.chunk_by(|_, next| next.level > TOP_LEVEL);
    let parts = parts.filter_map(|part| {
        let (head, under) = part.split_first()?;
        let under = under.iter().map(|clause| {
            view! { <li data-level=clause.level><OutlineLink clause lang class="outline__entry"/></li> }
        });
        let under = under.collect_view();
        let under = (!under.is_empty()).then(|| view! { <ul>{under}</ul> });
        Some(view! {
            <li data-level=head.level><OutlineLink clause=head lang class="outline__section"/>{under}</li>
        })
    });
    view! {
        <details class="outline" data-outline="">
            <summary>{words::outline(lang)}</summary>
            <nav aria-label=words::outline(lang)><ul>{parts.collect_view()}</ul></nav>
        </details>
    }
    .into_any()
}

/// The level of a part of the notice; clauses stand under it.
const TOP_LEVEL: u8 = 2;

#[component]
fn OutlineLink<'a>(clause: &'a Clause, lang: Language, class: &'static str) -> AnyView {
    let href = format!("#{}", clause.id);
    let number = clause.number.as_ref().map(|number| format!("{number} "));
    view! { <a class=class href=href>{number} {blocks::text(clause::title(clause, lang))}</a> }
        .into_any()
}

/// Whose words these are, since when they apply, who provides the service, and what else there is to
/// read: at the end, where somebody looks who wants to know.
#[component]
fn About<'a>(context: &'a Context<'a>, release: &'a Release) -> AnyView {
    let lang = context.lang;
    view! {
        <section class="notice__about" id=ids::section("about") tabindex="-1">
            <h2>{words::about_notice(lang)}</h2>
            <ProvenanceNote context release/>
            <ReleaseFacts context release/>
            <Actions context release/>
        </section>
    }
    .into_any()
}

/// Whose words these are, in a sentence.
#[component]
fn ProvenanceNote<'a>(context: &'a Context<'a>, release: &'a Release) -> AnyView {
    let lang = context.lang;
    let sentence = phrases::provenance_sentence(lang, release.provenance());
    // The text in force can be read there, and no earlier one.
    let official = context.site.edition.official.as_ref();
    let official = official.filter(|_| release.provenance() == Provenance::Restated);
    view! {
        <p class="note">
            {sentence}
            {official.map(|official| view! { " " {official.get(lang).to_string()} })}
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
