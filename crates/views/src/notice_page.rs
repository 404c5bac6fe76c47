//! The read view: one version, clause by clause, with its outline, dates and provenance.

use interface::{View, date, words};
use maud::{Markup, html};
use notice::{Clause, Language, Notice, Provenance, Release};

use crate::shell::Body;
use crate::site::{Context, Facts, notice_in};
use crate::{blocks, clause, fields};

/// The page of one release.
pub fn page(context: &Context, release: &Release) -> Body {
    let lang = context.lang;
    let notice = notice_in(release, lang);
    let is_current = release.version == context.site.current().version;
    let main = html! {
        article class="notice" lang=[(notice.meta.language != lang).then_some(notice.meta.language.tag())] {
            div class="notice__side" { (outline(notice, lang)) }
            div class="notice__text" {
                header class="page-head notice__head" {
                    h1 tabindex="-1" { (notice.title) }
                    (provenance(release, lang))
                    (facts(context, release))
                    (actions(context, release))
                }
                (fields::search(lang))
                div class="prose clause" { (blocks::blocks(&notice.lead, blocks::on_notice(lang))) }
                @for part in &notice.clauses { (clause::clause(context, part, is_current)) }
            }
        }
    };
    Body {
        title: notice.title.clone(),
        description: words::tagline(lang).to_string(),
        main,
    }
}

fn outline(notice: &Notice, lang: Language) -> Markup {
    html! {
        details class="outline" data-outline {
            summary { (words::outline(lang)) }
            nav aria-label=(words::outline(lang)) {
                ul { @for clause in &notice.clauses { (outline_entry(clause, lang)) } }
            }
        }
    }
}

fn outline_entry(clause: &Clause, lang: Language) -> Markup {
    html! {
        li data-level=(clause.level) {
            a class=[(clause.level == 2).then_some("outline__section")] href={ "#" (clause.id) } {
                @if let Some(number) = &clause.number { (number) " " }
                (clause::title(clause, lang))
            }
        }
    }
}

/// Whose words these are, in a sentence.
pub fn provenance(release: &Release, lang: Language) -> Markup {
    let sentence = match release.provenance() {
        Provenance::Official => words::provenance_official_long(lang),
        Provenance::Restated => words::provenance_restated_long(lang),
        Provenance::Reconstructed => words::provenance_reconstructed_long(lang),
    };
    let is_ours = release.provenance() != Provenance::Official;
    html! {
        p class="note" {
            (sentence)
            @if is_ours { " " (words::official_where(lang)) }
        }
    }
}

fn facts(context: &Context, release: &Release) -> Markup {
    let lang = context.lang;
    let provider = context
        .site
        .catalogue()
        .map(|catalogue| &catalogue.provider);
    html! {
        dl class="facts" {
            dt { (words::version(lang)) } dd { (release.version) }
            dt { (words::updated(lang)) } dd { (stated(release.updated(), lang)) }
            dt { (words::effective(lang)) } dd { (stated(release.effective(), lang)) }
            @if let Some(provider) = provider {
                dt { (words::provider(lang)) } dd { (provider.names.get(lang)) }
                dt { (words::address(lang)) } dd { (provider.address.get(lang)) }
            }
        }
    }
}

/// A date in words, or that the notice does not state it.
pub fn stated(iso: Option<&str>, lang: Language) -> Markup {
    match iso {
        Some(iso) => html! { time datetime=(iso) { (date::in_words(iso, lang)) } },
        None => html! { span class="unstated" { (words::not_stated(lang)) } },
    }
}

fn actions(context: &Context, release: &Release) -> Markup {
    let lang = context.lang;
    let changes = context.site.before(release).map(|before| View::Changes {
        old: before.version.clone(),
        new: release.version.clone(),
    });
    html! {
        div class="buttons" {
            @if let Some(changes) = changes {
                a class="button" href=(context.to(changes)) { (words::home_see_changes(lang)) }
            }
            a class="button" href=(context.to(View::Archive)) { (words::all_versions(lang)) }
            button class="button needs-app" type="button" data-print { (words::print(lang)) }
        }
    }
}
