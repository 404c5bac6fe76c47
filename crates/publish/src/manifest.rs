//! The site manifest: every release with what a person can decide on in it, and which consents it
//! asks for again.
//!
//! A [`Site`] comes in, the [`SiteManifest`] that the consent API reads goes out. Entry point: [`of`].

use std::collections::BTreeMap;

use consent::manifest::{
    ControllerEntry, InBoth, LanguageEntry, PurposeEntry, ReleaseEntry, SiteManifest,
};
use notice::catalogue::{Control, RefOrNot};
use notice::{Language, Names, Release};
use views::Site;
use views::site::Facts;

use crate::renewals;

/// The manifest of a site.
pub fn of(site: &Site) -> SiteManifest {
    SiteManifest {
        edition: site.current().edition().to_string(),
        current: site.current().version.clone(),
        releases: site
            .releases
            .iter()
            .map(|one| release(one, &renewals::of(site, one)))
            .collect(),
        guardian_statement_hash: Some(InBoth {
            zh: views::guardian_statement_hash(Language::Zh),
            en: views::guardian_statement_hash(Language::En),
        }),
    }
}

fn release(release: &Release, renewals: &[String]) -> ReleaseEntry {
    let languages = release.texts.iter().map(|text| {
        (
            text.language.code().to_string(),
            LanguageEntry {
                text_hash: text.text_hash.clone(),
            },
        )
    });
    let provider = &release.catalogue.provider;
    let contact = release
        .catalogue
        .contacts
        .first()
        .map(|contact| both(&contact.value));
    ReleaseEntry {
        version: release.version.clone(),
        edition: release.edition().to_string(),
        updated: release.updated().map(str::to_string),
        effective: release.effective().map(str::to_string),
        provenance: release.provenance().word().to_string(),
        supersedes: release.supersedes().map(str::to_string),
        languages: languages.collect::<BTreeMap<_, _>>(),
        purposes: release
            .catalogue
            .controls
            .iter()
            .map(|control| PurposeEntry {
                meaning_changed: renewals.contains(&control.id),
                ..purpose(release, control)
            })
            .collect(),
        controller: Some(ControllerEntry {
            names: both(&provider.names),
            address: both(&provider.address),
            contact: contact.unwrap_or_default(),
        }),
    }
}

fn purpose(release: &Release, control: &Control) -> PurposeEntry {
    let catalogue = &release.catalogue;
    let entries: Vec<_> = catalogue
        .disclosures
        .iter()
        .filter(|entry| control.disclosures.contains(&entry.id))
        .collect();
    let data = catalogue
        .data
        .iter()
        .filter(|item| entries.iter().any(|entry| entry.data.contains(&item.id)));
    let recipients = catalogue.recipients.iter().filter(|item| {
        entries
            .iter()
            .any(|entry| entry.recipients.contains(&item.id))
    });
    let retention = entries.iter().find_map(|entry| match &entry.retention {
        RefOrNot::Id(id) => catalogue.retention_rule(id),
        RefOrNot::NotStated => None,
    });
    let words = |lang: Language| {
        consent::words_hash(
            views::wire_kind(control.kind),
            control.names.get(lang),
            control.effect.get(lang),
            control.clause.as_str(),
            &release.version,
        )
    };
    PurposeEntry {
        id: control.id.clone(),
        kind: views::wire_kind(control.kind),
        clause: control.clause.to_string(),
        sensitive: control.sensitive,
        guardian: control.guardian,
        names: both(&control.names),
        words_hash: InBoth {
            zh: words(Language::Zh),
            en: words(Language::En),
        },
        gpc: control.gpc,
        data: data.map(|item| both(&item.names)).collect(),
        recipients: recipients.map(|item| both(&item.names)).collect(),
        retention: retention.map(|rule| both(&rule.rule)),
        meaning_changed: false,
    }
}

fn both(names: &Names) -> InBoth {
    InBoth {
        zh: names.zh.clone(),
        en: names.en.clone(),
    }
}

#[cfg(test)]
mod tests {
    use notice::Catalogue;

    use super::*;

    #[test]
    fn global_privacy_control_speaks_to_what_the_catalogue_says_whatever_its_name_is() {
        let control = |id: &str, gpc: bool| {
            format!(
                "[[controls]]\nid = \"{id}\"\nkind = \"opt-out\"\nclause = \"c\"\n\
                 names = {{ zh = \"名\", en = \"name\" }}\ngpc = {gpc}\n"
            )
        };
        let text = control("promotions", true) + &control("ads", false);
        let catalogue = Catalogue::read(&text).expect("the test's catalogue reads");
        let entry = release(&Release::new("1", &[], catalogue), &[]);
        let marks = entry.purposes.iter().map(|one| (one.id.as_str(), one.gpc));
        assert_eq!(
            marks.collect::<Vec<_>>(),
            [("promotions", true), ("ads", false)]
        );
    }
}
