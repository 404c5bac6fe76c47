//! Every version that can be read, the newest first.

use interface::{View, words};
use maud::html;

use crate::notice_page::{provenance, stated};
use crate::shell::Body;
use crate::site::{Context, Facts, notice_in};

/// The list of versions.
pub fn page(context: &Context) -> Body {
    let lang = context.lang;
    let main = html! {
        header class="page-head" {
            h1 tabindex="-1" { (words::title_archive(lang)) }
            p class="lead" { (words::archive_lead(lang)) }
        }
        ul class="versions" {
            @for (place, release) in context.site.releases.iter().enumerate() {
                li class="card" {
                    h2 {
                        a href=(context.to(View::Notice { version: release.version.clone() })) {
                            (notice_in(release, lang).title)
                        }
                    }
                    p {
                        span class="tag" {
                            @if place == 0 { (words::archive_current(lang)) } @else { (words::archive_earlier(lang)) }
                        }
                        " " span class="tag" { (crate::shell::provenance_word(lang, release.provenance())) }
                    }
                    dl class="facts" {
                        dt { (words::version(lang)) } dd { (release.version) }
                        dt { (words::updated(lang)) } dd { (stated(release.updated(), lang)) }
                        dt { (words::effective(lang)) } dd { (stated(release.effective(), lang)) }
                    }
                    (provenance(release, lang))
                    @if let Some(before) = context.site.before(release) {
                        p {
                            a href=(context.to(View::Changes { old: before.version.clone(), new: release.version.clone() })) {
                                (words::archive_compare(lang))
                            }
                        }
                    }
                }
            }
        }
    };
    Body {
        title: words::title_archive(lang).into(),
        description: words::archive_lead(lang).into(),
        main,
    }
}
